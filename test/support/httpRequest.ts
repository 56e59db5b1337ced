import type { ICredentialDataDecryptedObject, ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import { Engine } from './engine';

/** A credential as n8n's HTTP Request node uses it. */
export interface Predefined {
	type: ICredentialType;
	/** The ID under which the engine stores it. */
	id: string;
	data: ICredentialDataDecryptedObject;
}

/** Runs n8n's own HTTP Request node: GET `url` with a credential of this package. */
export async function callByHttpRequest(
	{ type, id, data }: Predefined,
	url: string,
	options: INodeParameters = {},
) {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { HttpRequest } = require('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => INodeType;
	};
	const engine = await new Engine({
		nodeTypes: { 'n8n-nodes-base.httpRequest': new HttpRequest() },
		credentialTypes: { [type.name]: type },
		credentials: { [id]: data },
	}).start();
	const run = await engine.run({
		nodes: [
			{
				id: '1',
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [0, 0],
				parameters: {
					method: 'GET',
					url,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: type.name,
					options,
				},
				credentials: { [type.name]: { id, name: type.displayName } },
			},
		],
		connections: {},
	});
	return run.data.resultData;
}
