import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { contentOf } from '../ground/json';

/** A stream as n8n hands it out and as its binary store takes it. */
export type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** A file that came as the answer and is still arriving. */
export class AnsweredFile {
	constructor(
		readonly stream: FileStream,
		readonly headers: IDataObject,
	) {}
}

/**
 * The most characters read of an answer that is text instead of the requested file: errors are short.
 */
const MOST_TEXT = 64 * 1024;

/** How JSON and web pages begin, whatever their header claims; no table file begins like this. */
const WORDS = /^\uFEFF?\s*(?:\{\s*["}]|\[\s*[{\]]|<(?:!doctype html|html|head|body)\b)/i;

const LONGEST_START = 64;

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of stream) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > MOST_TEXT) break;
	}
	return text;
}

/** The first bytes of a stream, which stay in it; undefined if it has none. */
async function firstBytes(stream: FileStream): Promise<Uint8Array | undefined> {
	return await new Promise((resolve, reject) => {
		const settle = (act: () => void): void => {
			stream.off('readable', look).off('end', end).off('error', fail).off('close', fail);
			act();
		};
		const look = (): void => {
			const chunk = stream.read() as Uint8Array | null;
			if (chunk === null) return;
			settle(() => {
				stream.unshift(chunk);
				resolve(chunk);
			});
		};
		const end = (): void => settle(() => resolve(undefined));
		const fail = (error?: Error): void => settle(() => reject(error ?? new Error('closed')));
		stream.on('readable', look).on('end', end).on('error', fail).on('close', fail);
	});
}

/** Whether an answer's head announces text instead of the requested file. */
function announcesWords(status: number, headers: IDataObject): boolean {
	const type = String(headers['content-type'] ?? '');
	return status >= 300 || status === 204 || /[/+]json\b|\bhtml\b/i.test(type);
}

async function readFileOrWords(
	status: number,
	headers: IDataObject,
	stream: FileStream,
): Promise<unknown> {
	// Before n8n's binary store reads it nobody listens, and an unhandled error event would end n8n
	// itself.
	stream.on('error', () => undefined);
	if (!announcesWords(status, headers)) {
		const first = await firstBytes(stream);
		if (first === undefined) return '';
		const start = new TextDecoder().decode(first.subarray(0, LONGEST_START));
		if (!WORDS.test(start)) return new AnsweredFile(stream, headers);
	}
	return contentOf(await textOf(stream));
}

/**
 * The content of an answer to a request for a file: the file, or the JSON or page that came instead
 * and says why there is none. Only the first bytes of a file are examined, since they may contradict
 * its header; a file without bytes does not count.
 *
 * @throws Error whose cause says why the response was cut off
 */
export async function fileOrWords(
	status: number,
	headers: IDataObject,
	body: unknown,
): Promise<unknown> {
	const stream = body as FileStream;
	return await readFileOrWords(status, headers, stream).catch((cause: unknown) => {
		stream.destroy();
		throw new Error('the response was cut off', { cause });
	});
}
