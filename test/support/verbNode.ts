import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { soleResourceProperties } from '../../nodes/common/run/operation';
import { runItems } from '../../nodes/common/run/runItems';
import type { DescribedOperation, Thing } from '../../nodes/verbs/describe';
import type { Sandbox } from '../../sandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { runNode, sandboxCredential } from './harness';
import type { Teller, ToldServer } from './toldServer';
import { told } from './toldServer';

/** What the made-up operations act on; IQM has no such thing. */
export const GADGETS: Thing = {
	one: 'gadget',
	many: 'gadgets',
	idName: 'gadgetId',
	key: 'id',
	ids: { name: 'gadgetIds', label: 'Gadget IDs', example: '7,8' },
};

/** A made-up node with these operations: for what belongs to no real one. */
export function verbNode(operations: DescribedOperation[], credential = 'iqmApi'): INodeType {
	const description: INodeTypeDescription = {
		displayName: 'Verbs',
		name: 'verbs',
		group: ['transform'],
		version: 1,
		description: 'Made for the tests of the verbs',
		defaults: { name: 'Verbs' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: credential, required: true }],
		properties: soleResourceProperties({
			name: 'Gadget',
			value: 'gadget',
			preset: operations[0].value,
			operations,
		}),
	};
	return {
		description,
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await runItems(this, operations);
		},
	};
}

/** Only its options for the login are used: each server here is one of {@link told}. */
export const NO_SANDBOX = {
	url: '',
	options: {
		iqm: {
			clientId: 'client',
			clientSecret: 'planted-client-secret',
			email: 'ada@example.com',
			password: 'planted-password',
		},
		applovin: { clientId: 'client', clientSecret: 'secret' },
	},
} as unknown as Sandbox;

/** The result of a run against a server that answers as told. */
export type VerbRun = NodeRun & { server: ToldServer };

/** Runs one made-up operation on the engine against a server that answers as told. */
export async function runVerb(
	operation: DescribedOperation,
	teller: Teller,
	parameters: IDataObject,
	options: NodeRunOptions & {
		/** Fields of the credential. */
		credentials?: IDataObject;
		/** Checks to make while the server is still running. */
		during?: (run: NodeRun, server: ToldServer) => Promise<void>;
		onServer?: (server: ToldServer) => void;
	} = {},
): Promise<VerbRun> {
	const { credentials, during, onServer, ...others } = options;
	return await told(teller, async (server) => {
		onServer?.(server);
		const run = await runNode(
			NO_SANDBOX,
			verbNode([operation]),
			{ operation: operation.value, ...parameters },
			{
				credential: sandboxCredential(NO_SANDBOX, { baseUrl: server.baseUrl, ...credentials }),
				...others,
			},
		);
		await during?.(run, server);
		return { ...run, server };
	});
}
