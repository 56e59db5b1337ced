import type { InputFile } from './inputFile';

/** One part of a multipart body: a text field, or a file. */
export type Part =
	| { name: string; text: string }
	| { name: string; file: InputFile; fileName: string; contentType: string };

/**
 * A multipart body in the order of `parts`, as the platform's own FormData. Files are opened when
 * the body is sent, each time anew, so it can be sent again after the login was renewed and no file
 * is ever held whole.
 */
export function multipartBody(parts: Part[]): FormData {
	const form = new FormData();
	for (const part of parts) {
		if ('text' in part) form.append(part.name, part.text);
		// A third argument would make FormData copy the file, which is empty but for its stream.
		else form.append(part.name, lazyFile(part.file, part.fileName, part.contentType));
	}
	return form;
}

/** Bytes of all files in the body, for the upload's timeout. */
export function uploadBytes(parts: Part[]): number {
	return parts.reduce((sum, part) => sum + ('file' in part ? part.file.size : 0), 0);
}

function lazyFile(source: InputFile, fileName: string, contentType: string): File {
	const file = new File([], fileName, { type: contentType });
	Object.defineProperties(file, {
		size: { value: source.size },
		stream: { value: () => source.open() },
	});
	return file;
}
