import { createHash } from 'node:crypto';

import FormDataEncoder from 'form-data';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BINARY_ENCODING } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { RecordedPart, RecordedRequest, Sandbox } from '../../sandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { fileItem, requestsTo, runNode } from './harness';

export type Generation = 'v2' | 'v3';

const PATHS = { v2: '/api/v2/audience/matched/add', v3: '/api/v3/audience/matched' };

export const hex = (algorithm: string, text: string): string =>
	createHash(algorithm).update(text).digest('hex');

export const csvItem = (content: string | Buffer, fileName = 'people.csv'): INodeExecutionData =>
	fileItem(fileName, 'text/csv', Buffer.from(content));

/** The rows of "Columns" for a map of column names to keys. */
export const mapped = (map: Record<string, string>): IDataObject => ({
	columnsFrom: 'map',
	columns: { mappings: Object.entries(map).map(([fileColumn, key]) => ({ fileColumn, key })) },
});

/** "Hash Before Upload" with these fields. */
export const hashing = (fields: IDataObject = { algorithm: 'SHA256' }): IDataObject => ({
	hashBeforeUpload: fields,
});

/** Matched Audience > Upload by one generation of the API. */
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
		audienceName: 'Spring volunteers',
		binaryPropertyName: 'data',
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

/**
 * The body that an encoder makes of the parts, which has nothing to do with the node's: with `content`
 * in the place of the file.
 */
export function encodedAnew(request: RecordedRequest, content: Buffer): Buffer {
	const form = new FormDataEncoder();
	const type = request.headers['content-type'] ?? '';
	form.setBoundary(/^multipart\/form-data; boundary=(.+)$/.exec(type)?.[1] ?? '');
	for (const { name, filename, contentType, content: sent } of request.parts ?? []) {
		if (filename === undefined) form.append(name, sent.toString());
		else form.append(name, content, { filename, contentType });
	}
	return form.getBuffer();
}

/** The node, whose files n8n keeps in its file system instead of in the item. */
export class StoredFiles extends IqmMatchedAudience {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		for (const { binary = {} } of this.getInputData()) {
			const { data, fileName, mimeType } = binary.data;
			if (binary.data.id !== undefined) continue;
			const content = Buffer.from(data, BINARY_ENCODING);
			binary.data = await this.helpers.prepareBinaryData(content, fileName, mimeType);
			expect(binary.data.id).toMatch(/^filesystem/);
		}
		return await IqmMatchedAudience.prototype.execute.call(this);
	}
}
