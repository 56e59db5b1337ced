import '../test/support/quiet';
import 'reflect-metadata';

import { Container } from '@n8n/di';
import type { IBinaryData, ICredentialType, IDataObject, INode, INodeType } from 'n8n-workflow';
import * as core from 'n8n-core';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Engine } from '../test/support/engine';

/**
 * Measures how much memory an upload of a large video takes on n8n's engine in its file system mode,
 * against a local server that throws the bytes away. The package is measured as it is built.
 */
const MEGABYTES = Number(process.argv[2] ?? 400);
const MOST_GROWTH_MIB = 128;

function built<T>(file: string, name: string): T {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const module = require(`../dist/${file}.js`) as Record<string, new () => T>;
	return new module[name]();
}

/** Answers any login with a token and any upload with an asset, and counts what arrives. */
async function startSink() {
	const sink = { bytes: 0, url: '' };
	const server = createServer((request, response) => {
		request.on('data', (chunk: Buffer) => {
			sink.bytes += chunk.length;
		});
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			const token = { accessToken: { access_token: 'sink-token' } };
			const asset = [{ asset: 'https://sink/video.mp4', status: 'processing', type: 'VID_LONG_P' }];
			response.end(JSON.stringify(request.url?.includes('access_token') ? token : asset));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return sink;
}

function writeVideo(folder: string): string {
	const file = path.join(folder, 'video.mp4');
	const handle = openSync(file, 'w');
	const block = Buffer.alloc(1_000_000, 7);
	for (let written = 0; written < MEGABYTES; written++) writeSync(handle, block);
	closeSync(handle);
	return file;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-bench-'));
	const file = writeVideo(folder);
	const sink = await startSink();
	const engine = await new Engine({
		nodeTypes: {
			'bench.creativeSet': built<INodeType>(
				'nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node',
				'AppLovinCreativeSet',
			),
		},
		credentialTypes: {
			appLovinApi: built<ICredentialType>('credentials/AppLovinApi.credentials', 'AppLovinApi'),
		},
		credentials: {
			applovin: {
				clientId: 'bench',
				clientSecret: 'bench-secret',
				apiBaseUrl: `${sink.url}/campaign_management/v1`,
				oauthBaseUrl: sink.url,
			},
		},
	}).start();
	const service = Container.get(core.BinaryDataService as never) as {
		copyBinaryFile(location: object, binary: IBinaryData, file: string): Promise<IBinaryData>;
	};
	const location = { type: 'execution', workflowId: 'bench', executionId: 'bench' };
	const empty = { fileName: 'video.mp4', mimeType: 'video/mp4', data: '' };
	const binary = await service.copyBinaryFile(location, empty, file);
	const id = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });
	const node: INode = {
		id: '1',
		name: 'Upload',
		type: 'bench.creativeSet',
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			authentication: 'appLovinApi',
			resource: 'asset',
			operation: 'upload',
			campaign_id: id('29d66efc22ae53a201e1532265b83f12') as never,
			creative_set_id: id('bb5cace3d4b430468acc58ef216cb858') as never,
			binaryPropertyName: 'data',
		},
		credentials: { appLovinApi: { id: 'applovin', name: 'AppLovin' } },
	};

	const base = process.memoryUsage().rss;
	let peak = base;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 20);
	const started = Date.now();
	const run = await engine.run(
		{ nodes: [node], connections: {} },
		{ input: [{ json: {}, binary: { data: binary } }] },
	);
	clearInterval(watch);

	const { error } = run.data.resultData;
	const seconds = (Date.now() - started) / 1_000;
	const growth = Math.round((peak - base) / 2 ** 20);
	const complete = error === undefined && sink.bytes > statSync(file).size;
	console.log(
		`Node ${process.versions.node}: video of ${MEGABYTES} MB uploaded in ${seconds.toFixed(1)} s, memory grew by ${growth} MiB (at most ${MOST_GROWTH_MIB})`,
	);
	if (!complete) console.log(`The upload failed: ${error?.message ?? 'bytes are missing'}`);
	rmSync(folder, { recursive: true, force: true });
	process.exit(complete && growth <= MOST_GROWTH_MIB ? 0 : 1);
}

void main();
