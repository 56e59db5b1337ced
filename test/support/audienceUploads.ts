import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { RecordedPart, RecordedRequest, Sandbox } from '../../sandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { fileItem, requestsTo, runNode } from './harness';
import { encoderFor } from './multipart';

export type Generation = 'v2' | 'v3';

const PATHS = { v2: '/api/v2/audience/matched/add', v3: '/api/v3/audience/matched' };

/** The media type of the part that holds a file: only the quickstart's names the content. */
export const fileType = (version: Generation, own: string): string =>
	version === 'v3' ? 'application/octet-stream' : own;

export const hex = (algorithm: string, text: string): string =>
	createHash(algorithm).update(text).digest('hex');

export const csvItem = (content: string | Buffer, fileName = 'people.csv'): INodeExecutionData =>
	fileItem(fileName, 'text/csv', Buffer.from(content));

/** The rows of "Columns" for a map of column names to keys. */
export const mapped = (map: Record<string, string>): IDataObject => ({
	columnsFrom: 'map',
	columns: { mappings: Object.entries(map).map(([fileColumn, key]) => ({ fileColumn, key })) },
});

/** "Hash Before Upload" with these settings. */
export const hashing = (fields: IDataObject = { algorithm: 'SHA256' }): IDataObject => ({
	emailsAndPhones: 'hash',
	hashBeforeUpload: fields,
});

/** Runs Matched Audience > Upload with one generation of the API. */
export async function uploadAudience(
	sandbox: Sandbox,
	apiVersion: Generation,
	{ options, ...parameters }: IDataObject,
	item: INodeExecutionData,
	run: NodeRunOptions & { Node?: typeof IqmMatchedAudience } = {},
): Promise<NodeRun> {
	const { Node = IqmMatchedAudience, ...others } = run;
	const all = {
		operation: 'upload',
		ifItExists: 'create',
		audienceName: 'Spring volunteers',
		binaryPropertyName: 'data',
		emailsAndPhones: 'plain',
		options: { apiVersion, ...(options as IDataObject) },
		...parameters,
	};
	return await runNode(sandbox, new Node(), all, { items: [item], ...others });
}

export const uploadsTo = (sandbox: Sandbox, version: Generation): RecordedRequest[] =>
	requestsTo(sandbox, PATHS[version]);

export function partNamed(request: RecordedRequest, name: string): RecordedPart {
	const part = request.parts?.find((one) => one.name === name);
	if (part === undefined) throw new Error(`no part ${name}`);
	return part;
}

export const textOf = (request: RecordedRequest, name: string): string =>
	partNamed(request, name).content.toString();

export const jsonOf = (request: RecordedRequest, name: string): IDataObject =>
	JSON.parse(textOf(request, name)) as IDataObject;

/** The body that another encoder makes from the parts, with `content` in place of the file. */
export function encodedAnew(request: RecordedRequest, content: Buffer): Buffer {
	const form = encoderFor(request);
	for (const { name, filename, contentType, content: sent } of request.parts ?? []) {
		const type = contentType === undefined ? {} : { contentType };
		if (filename === undefined) form.append(name, sent.toString(), type);
		else form.append(name, content, { filename, ...type });
	}
	return form.getBuffer();
}

/** How many streams {@link reading} handed out, and how many of them were closed. */
export const streams = { opened: 0, closed: 0 };

/**
 * The node, with its file in n8n's file system. The nth time the file is opened, it consists of what
 * `pieces` returns.
 */
export function reading(
	size: number,
	pieces: (nth: number) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): typeof IqmMatchedAudience {
	let opened = 0;
	return class extends IqmMatchedAudience {
		override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const { data } = this.getInputData()[0].binary ?? {};
			Object.assign(data ?? {}, { id: 'filesystem:x', data: '' });
			this.helpers.getBinaryMetadata = async () => await Promise.resolve({ fileSize: size });
			this.helpers.getBinaryStream = async () => {
				opened += 1;
				streams.opened += 1;
				const stream = Readable.from(pieces(opened), { objectMode: false });
				stream.on('close', () => (streams.closed += 1));
				return await Promise.resolve(stream);
			};
			return await IqmMatchedAudience.prototype.execute.call(this);
		}
	};
}

/** Cancels an upload as soon as `when` is true; returns how long the node went on, in ms. */
export async function cancelledUpload(
	sandbox: Sandbox,
	parameters: IDataObject,
	item: INodeExecutionData,
	Node: typeof IqmMatchedAudience,
	when: () => boolean,
): Promise<number> {
	let cancel = (): void => {};
	let ended = 0;
	const Watched = class extends Node {
		override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			try {
				return await Node.prototype.execute.call(this);
			} finally {
				ended = Date.now();
			}
		}
	};
	const onStart: NodeRunOptions['onStart'] = (run) => (cancel = () => run.cancel());
	const running = uploadAudience(sandbox, 'v2', parameters, item, {
		Node: Watched,
		onStart,
	}).catch(() => undefined);
	for (let tries = 0; !when() && tries < 2_000; tries++) await sleep(2);
	expect([when(), ended]).toEqual([true, 0]);
	const start = Date.now();
	cancel();
	while (ended === 0 && Date.now() - start < 5_000) await sleep(2);
	await running;
	expect(ended).toBeGreaterThan(0);
	return ended - start;
}
