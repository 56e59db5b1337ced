import type { IDataObject } from 'n8n-workflow';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { AUDIENCE, CREATIVE_SET, HTTP_REQUEST, runNode, startEngine, storeFile } from './engine';
import { PEOPLE, writeCsv, writeVideo } from './files';
import { sampled } from './sampled';
import type { Received } from './sink';
import type { Figures, Job } from './types';

type Upload = Extract<Job, { do: 'upload' }>;

const TINY_BYTES = 20_000;

const id = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });

const audience = (more: IDataObject): IDataObject => ({
	operation: 'upload',
	ifItExists: 'create',
	audienceName: 'Spring volunteers',
	binaryPropertyName: 'data',
	columnsFrom: 'map',
	columns: {
		mappings: [
			{ fileColumn: 'email', key: 'Email' },
			{ fileColumn: 'phone', key: 'Phone' },
		],
	},
	options: { apiVersion: 'v2' },
	...more,
});

const WAYS: Record<
	Upload['way'],
	{ type: string; parameters: (sink: string) => IDataObject; path: RegExp }
> = {
	plain: {
		type: AUDIENCE,
		parameters: () => audience({ emailsAndPhones: 'plain', columnSettings: { Email: 'Raw', Phone: 'Raw' } }),
		path: /matched\/add/,
	},
	hashed: {
		type: AUDIENCE,
		parameters: () => audience({ emailsAndPhones: 'hash' }),
		path: /matched\/add/,
	},
	httpRequest: {
		type: HTTP_REQUEST,
		parameters: (sink) => ({
			method: 'POST',
			url: `${sink}/upload`,
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' }],
			},
			options: {},
		}),
		path: /upload/,
	},
	video: {
		type: CREATIVE_SET,
		parameters: () => ({
			authentication: 'appLovinApi',
			resource: 'asset',
			operation: 'upload',
			campaign_id: id('29d66efc22ae53a201e1532265b83f12'),
			creative_set_id: id('bb5cace3d4b430468acc58ef216cb858'),
			// The server knows no sets to look in: what is measured is the upload.
			ifItExists: 'create',
			binaryPropertyName: 'data',
		}),
		path: /campaign_management/,
	},
};

async function received(sink: string, wanted: RegExp): Promise<Received[]> {
	const answer = await fetch(`${sink}/received`);
	return ((await answer.json()) as Received[]).filter(({ path: called }) => wanted.test(called));
}

/** Checks that a whole file has arrived, as far as lengths can show. */
export async function checkReceived(sink: string, wanted: RegExp, least: number): Promise<void> {
	const all = await received(sink, wanted);
	const [last] = all;
	const isWhole = last !== undefined && (last.announced ?? last.bytes) === last.bytes;
	if (all.length === 1 && isWhole && last.bytes > least) return;
	throw new Error(`the server has not got the file once and whole: ${JSON.stringify(all)}`);
}

/** Uploads a tiny file first, and then the file itself, measured. */
export async function measureUpload({ way, file, sink }: Upload): Promise<Figures> {
	const { type, parameters, path: wanted } = WAYS[way];
	const engine = await startEngine(sink);
	const mimeType = way === 'video' ? 'video/mp4' : 'text/csv';
	const tiny = path.join(tmpdir(), `tiny${path.extname(file)}`);
	if (way === 'video') writeVideo(tiny, TINY_BYTES);
	else writeCsv(tiny, TINY_BYTES, PEOPLE);
	await runNode(engine, type, parameters(sink), [await storeFile(tiny, mimeType)]);

	const item = await storeFile(file, mimeType);
	await received(sink, wanted);
	const figures = await sampled(async () => await runNode(engine, type, parameters(sink), [item]));
	if (figures.failed === undefined) await checkReceived(sink, wanted, statSync(file).size);
	return figures;
}
