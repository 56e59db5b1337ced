import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeType,
} from 'n8n-workflow';
import { ExecuteContext, RoutingNode } from 'n8n-core';

import { Engine } from './engine';

/**
 * What n8n's server does when the credential's "Test" button is pressed: it runs the test request on
 * the engine's RoutingNode in a mock node and shows only the error's message.
 */
export async function pressTest(
	type: ICredentialType,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	if (type.test === undefined) throw new Error(`${type.name} has no test`);
	const node = {
		id: 'temp',
		parameters: { temp: '' },
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		credentials: { [type.name]: { id: 'tested', name: 'Tested' } },
	} as INode;
	const nodeType = {
		description: {
			displayName: 'No Operation',
			name: 'n8n-nodes-base.noOp',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [],
			credentials: [{ name: type.name, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: type.test.request },
					default: '',
				},
			],
		},
	} as unknown as INodeType;
	const engine = new Engine({
		nodeTypes: { 'n8n-nodes-base.noOp': nodeType },
		credentialTypes: { [type.name]: type },
		credentials: { tested: credential },
	});
	const workflow = engine.workflow({ nodes: [node], connections: {} });
	await (workflow.expression as { acquireIsolate?: () => Promise<unknown> }).acquireIsolate?.();
	const context = new ExecuteContext(
		workflow,
		node,
		engine.additionalData(),
		'internal',
		{ resultData: { runData: {} } } as never,
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	try {
		const output = await new RoutingNode(context, nodeType, {
			id: 'tested',
			name: 'Tested',
			type: type.name,
			data: { ...credential },
		}).runNode();
		const answer = output?.[0]?.[0]?.json ?? {};
		const failed = (type.test.rules ?? []).find(
			({ properties }) =>
				'key' in properties && answer[properties.key as string] === (properties as { value: unknown }).value,
		);
		return failed === undefined ? 'OK' : String(failed.properties.message);
	} catch (error) {
		return (error as Error).message;
	}
}
