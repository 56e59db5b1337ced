import type { InputFile } from './inputFile';

/** One part of a multipart body: a text field, or a file. */
export type Part =
	| { name: string; text: string }
	| { name: string; file: InputFile; fileName: string; contentType: string };

/** The files of a body that were opened, whether or not they were read to their end. */
const opened = new WeakMap<FormData, Array<AsyncIterable<Uint8Array>>>();

/**
 * A multipart body in the order of `parts`, as the platform's own FormData. Files are opened when
 * the body is sent, each time anew, so it can be sent again after the login was renewed and no file
 * is ever held whole.
 */
export function multipartBody(parts: Part[]): FormData {
	const form = new FormData();
	const streams: Array<AsyncIterable<Uint8Array>> = [];
	opened.set(form, streams);
	for (const part of parts) {
		if ('text' in part) form.append(part.name, part.text);
		// A third argument would make FormData copy the file, which is empty but for its stream.
		else form.append(part.name, lazyFile(part, streams));
	}
	return form;
}

/** Bytes of all files in the body, for the upload's timeout. */
export function uploadBytes(parts: Part[]): number {
	return parts.reduce((sum, part) => sum + ('file' in part ? part.file.size : 0), 0);
}

/**
 * Closes what is left open of a body's files. A request that was cancelled or broke off leaves them as
 * they are: the process would hold a file handle for each until its end.
 */
export function closeFiles(form: FormData): void {
	for (const stream of opened.get(form)?.splice(0) ?? []) {
		// Not waited for: it may be in the middle of reading.
		stream[Symbol.asyncIterator]()
			.return?.()
			.catch(() => undefined);
	}
}

function lazyFile(
	{ file: source, fileName, contentType }: Extract<Part, { file: InputFile }>,
	streams: Array<AsyncIterable<Uint8Array>>,
): File {
	const file = new File([], fileName, { type: contentType });
	const open = (): AsyncIterable<Uint8Array> => {
		const stream = source.open();
		streams.push(stream);
		return stream;
	};
	Object.defineProperties(file, { size: { value: source.size }, stream: { value: open } });
	return file;
}
