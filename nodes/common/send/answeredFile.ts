import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { contentOf } from '../ground/json';

/** A stream as n8n hands it out, and as it takes it for its binary store. */
export type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** A file that came as the answer, still on its way. */
export class AnsweredFile {
	constructor(
		readonly stream: FileStream,
		readonly headers: IDataObject,
	) {}
}

/** Longest answer that is read where a file was asked for, in characters: errors are short. */
const MOST_TEXT = 64 * 1024;

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of stream) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > MOST_TEXT) break;
	}
	return text;
}

/** Whether an answer's content is words, which a file was asked for instead of. */
function isWords(status: number, headers: IDataObject): boolean {
	const type = String(headers['content-type'] ?? '');
	return status >= 300 || status === 204 || /[/+]json\b|\bhtml\b/i.test(type);
}

/**
 * The content of an answer to a request for a file: the file, or the JSON or page that came instead
 * and says why there is none.
 */
export async function fileOrWords(
	status: number,
	headers: IDataObject,
	body: unknown,
): Promise<unknown> {
	if (!isWords(status, headers)) return new AnsweredFile(body as FileStream, headers);
	return contentOf(await textOf(body as AsyncIterable<Uint8Array>));
}
