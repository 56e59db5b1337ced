import '../../test/support/quiet';
import 'reflect-metadata';

import { Container } from '@n8n/di';
import * as core from 'n8n-core';
import type {
	IBinaryData,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { closeSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Engine } from '../../test/support/engine';

/** n8n's engine with this package as it is built, n8n's HTTP Request node, and files on disk. */
const ROOT = path.resolve(__dirname, '../..');
const PACKAGE = 'n8n-nodes-iqm-applovin';

export const AUDIENCE = `${PACKAGE}.iqmMatchedAudience`;
export const REPORT = `${PACKAGE}.iqmReport`;
export const CREATIVE_SET = `${PACKAGE}.appLovinCreativeSet`;
export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** A module of the package as it is built. */
export function built<T>(file: string): T {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	return require(path.join(ROOT, 'dist', `${file}.js`)) as T;
}

function made<T>(file: string, name = path.basename(file).split('.')[0]): T {
	return new (built<Record<string, new () => T>>(file)[name])();
}

/** @param iqm further fields of the IQM credential, besides the server's address and no request limit */
export async function startEngine(url: string, iqm: IDataObject = {}): Promise<Engine> {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { HttpRequest } = require('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => INodeType;
	};
	return await new Engine({
		nodeTypes: {
			[AUDIENCE]: made('nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node'),
			[REPORT]: made('nodes/Iqm/IqmReport/IqmReport.node'),
			[CREATIVE_SET]: made('nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node'),
			[HTTP_REQUEST]: new HttpRequest(),
		},
		credentialTypes: {
			iqmApi: made<ICredentialType>('credentials/IqmApi.credentials'),
			appLovinApi: made<ICredentialType>('credentials/AppLovinApi.credentials'),
		},
		credentials: {
			iqm: {
				clientId: 'bench',
				clientSecret: 'bench-secret',
				email: 'buyer@bench.example',
				password: 'bench-password',
				baseUrl: url,
				requestsPerMinute: 0,
				...(iqm as Record<string, string>),
			},
			applovin: {
				clientId: 'bench',
				clientSecret: 'bench-secret',
				apiBaseUrl: `${url}/campaign_management/v1`,
				oauthBaseUrl: url,
				requestsPerHour: 0,
			},
		},
	}).start();
}

/** Puts a file into n8n's binary store and makes sure that all of it is on the disk. */
export async function storeFile(file: string, mimeType: string): Promise<INodeExecutionData> {
	const service = Container.get(core.BinaryDataService as never) as {
		copyBinaryFile(location: object, binary: IBinaryData, file: string): Promise<IBinaryData>;
	};
	const location = { type: 'execution', workflowId: 'bench', executionId: 'bench' };
	const empty = { fileName: path.basename(file), mimeType, data: '' };
	const data = await service.copyBinaryFile(location, empty, file);
	for (const name of readdirSync(tmpdir(), { recursive: true, encoding: 'utf8' })) {
		const stored = path.join(tmpdir(), name);
		if (!name.includes('n8n-binary-') || !statSync(stored).isFile()) continue;
		const handle = openSync(stored, 'r+');
		fsyncSync(handle);
		closeSync(handle);
	}
	return { json: {}, binary: { data } };
}

/** Runs one node in a workflow of its own; throws an Error that says what ended it. */
export async function runNode(
	engine: Engine,
	type: string,
	parameters: IDataObject,
	input: INodeExecutionData[] = [{ json: {} }],
): Promise<INodeExecutionData[]> {
	const node: INode = {
		id: '1',
		name: 'Measured',
		type,
		typeVersion: type === HTTP_REQUEST ? 4.2 : 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: {
			iqmApi: { id: 'iqm', name: 'IQM' },
			appLovinApi: { id: 'applovin', name: 'AppLovin' },
		},
	};
	const run = await engine.run({ nodes: [node], connections: {} }, { input });
	const result = run.data.resultData.runData.Measured?.at(-1);
	const error = result?.error ?? run.data.resultData.error;
	if (error) throw new Error([error.message, error.description].filter(Boolean).join(': '));
	return result?.data?.main[0] ?? [];
}
