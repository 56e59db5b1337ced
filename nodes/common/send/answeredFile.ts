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

/** How JSON and web pages begin, whatever their header says they are; no file of a table does. */
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

/** The first bytes of a stream, which stay in it; undefined where it has none. */
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

/** Whether an answer's head says that its content is words, which a file was asked for instead of. */
function announcesWords(status: number, headers: IDataObject): boolean {
	const type = String(headers['content-type'] ?? '');
	return status >= 300 || status === 204 || /[/+]json\b|\bhtml\b/i.test(type);
}

async function readFileOrWords(
	status: number,
	headers: IDataObject,
	stream: FileStream,
): Promise<unknown> {
	// Before n8n's binary store reads it nobody listens, and an unheard error would end n8n itself.
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
 * and says why there is none. Of a file only the first bytes have been looked at, which its header may
 * contradict; a file without bytes is none.
 *
 * @throws Error whose cause says why the answer broke off
 */
export async function fileOrWords(
	status: number,
	headers: IDataObject,
	body: unknown,
): Promise<unknown> {
	const stream = body as FileStream;
	return await readFileOrWords(status, headers, stream).catch((cause: unknown) => {
		stream.destroy();
		throw new Error('the answer broke off', { cause });
	});
}
