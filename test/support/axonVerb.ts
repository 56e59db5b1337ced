import type { IDataObject } from 'n8n-workflow';

import type { DescribedOperation } from '../../nodes/verbs/describe';
import type { NodeRun, NodeRunOptions } from './harness';
import { axonCredential, runNode } from './harness';
import type { Teller, ToldServer } from './toldServer';
import { told } from './toldServer';
import { NO_SANDBOX, verbNode } from './verbNode';

/** Runs a made-up operation of the Axon API once against a server that answers otherwise. */
export async function runAxon(
	{ baseUrl }: ToldServer,
	operation: DescribedOperation,
	parameters: IDataObject = {},
	{ credentials, ...options }: NodeRunOptions & { credentials?: IDataObject } = {},
): Promise<NodeRun> {
	return await runNode(
		NO_SANDBOX,
		verbNode([operation], 'appLovinAxonApi'),
		{ operation: operation.value, ...parameters },
		{ credential: axonCredential({ url: baseUrl }, credentials), ...options },
	);
}

/** The same with a server of its own. */
export async function runAxonOnce(
	operation: DescribedOperation,
	teller: Teller,
	parameters: IDataObject = {},
	options: Parameters<typeof runAxon>[3] = {},
): Promise<NodeRun & { heard: ToldServer['heard'] }> {
	return await told(teller, async (server) => {
		const run = await runAxon(server, operation, parameters, options);
		return { ...run, heard: server.heard };
	});
}
