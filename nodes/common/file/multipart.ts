import { UserError } from 'n8n-workflow';

import type { InputFile } from './inputFile';

/** One part of a multipart body: a text field, with a media type if one is wanted, or a file. */
export type Part =
	| { name: string; text: string; contentType?: string }
	| { name: string; file: InputFile; fileName: string; contentType: string };

/** The texts of fields that have a media type, which FormData holds as files. */
const texts = new WeakMap<Blob, string>();

/** The last file of a body that was opened. */
const opened = new WeakMap<FormData, AsyncIterable<Uint8Array>>();

/**
 * A multipart body in the order of `parts`, as the platform's own FormData. Files are opened afresh
 * each time the body is sent, so it can be sent again after the login was renewed, and no file is ever
 * held whole.
 */
export function multipartBody(parts: Part[]): FormData {
	const form = new FormData();
	for (const part of parts) {
		if ('text' in part) form.append(part.name, textPart(part));
		// A third argument would make FormData copy the file, which is empty apart from its stream.
		else form.append(part.name, lazyFile(part, form));
	}
	return form;
}

/** The text of a part; `undefined` for a file. */
export function textOf(part: File | string): string | undefined {
	return typeof part === 'string' ? part : texts.get(part);
}

/** Bytes of all files in the body, for the timeout of the upload. */
export function uploadBytes(parts: Part[]): number {
	return parts.reduce((sum, part) => sum + ('file' in part ? part.file.size : 0), 0);
}

/**
 * Closes the file that a cancelled or interrupted request left open: otherwise it would stay open
 * until the process ends. Not to be called after an answer: if that comes early, the rest of the body
 * must still go out, or it would be taken for the next request on the connection.
 */
export function closeFile(form: FormData): void {
	const stream = opened.get(form);
	opened.delete(form);
	// Not awaited: it may be in the middle of a read.
	stream?.[Symbol.asyncIterator]()
		.return?.()
		.catch(() => undefined);
}

/**
 * The content of a file, unless it has changed since its size was stated: surplus bytes would be taken
 * for the next request, and missing ones awaited until the timeout.
 */
async function* asStated(file: InputFile): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const chunk of file.open()) {
		size += chunk.length;
		if (size > file.size) break;
		yield chunk;
	}
	if (size === file.size) return;
	throw new UserError(
		`'${file.fileName}' changed during the upload: it had ${file.size} bytes, and has ${size > file.size ? 'more' : size} now`,
	);
}

/**
 * FormData holds a field with a media type as a file. Without a name it still goes out as a field:
 * n8n's HTTP client then writes no `filename`, which a plain Blob would get ("blob").
 */
function textPart({ text, contentType }: Extract<Part, { text: string }>): File | string {
	if (contentType === undefined) return text;
	const field = new File([text], '', { type: contentType });
	texts.set(field, text);
	return field;
}

function lazyFile(
	{ file: source, fileName, contentType }: Extract<Part, { file: InputFile }>,
	form: FormData,
): File {
	const file = new File([], fileName, { type: contentType });
	const open = (): AsyncIterable<Uint8Array> => {
		const stream = asStated(source);
		opened.set(form, stream);
		return stream;
	};
	Object.defineProperties(file, { size: { value: source.size }, stream: { value: open } });
	return file;
}
