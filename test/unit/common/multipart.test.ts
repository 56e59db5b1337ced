import { UserError } from 'n8n-workflow';

import type { InputFile } from '../../../nodes/common/file/inputFile';
import { multipartBody, textOf } from '../../../nodes/common/file/multipart';

/** A file that n8n says has so many bytes, and what it holds when it is read. */
async function readFrom(
	size: number,
	...pieces: string[]
): Promise<{ read: string; error: unknown }> {
	const file: InputFile = {
		fileName: 'people.csv',
		mimeType: 'text/csv',
		extension: 'csv',
		size,
		async *open() {
			for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
		},
	};
	const form = multipartBody([
		{ name: 'file', file, fileName: 'people.csv', contentType: 'text/csv' },
	]);
	let read = '';
	const error: unknown = await (async () => {
		const content = (form.get('file') as File).stream() as unknown as AsyncIterable<Uint8Array>;
		for await (const chunk of content) read += Buffer.from(chunk).toString();
	})().catch((reason: unknown) => reason);
	return { read, error };
}

describe('the file of a multipart body', () => {
	it('is sent as it is', async () => {
		expect(await readFrom(4, 'ab', 'cd')).toEqual({ read: 'abcd', error: undefined });
	});

	// More than `Content-Length` says would be read as the next request on the connection.
	it('never gives more bytes than were stated', async () => {
		const { read, error } = await readFrom(3, 'ab', 'cd', 'ef');
		expect(read).toBe('ab');
		expect(error).toBeInstanceOf(UserError);
		expect(error).toMatchObject({
			message: "'people.csv' changed during the upload: it had 3 bytes, and has more now",
		});
	});

	it('is an error where it ends too early', async () => {
		const { error } = await readFrom(5, 'ab', 'cd');
		expect(error).toMatchObject({
			message: "'people.csv' changed during the upload: it had 5 bytes, and has 4 now",
		});
	});
});

describe('a text of a multipart body', () => {
	const form = multipartBody([
		{ name: 'plain', text: 'a' },
		{ name: 'typed', text: '{"b": "ü"}', contentType: 'application/json' },
	]);

	it('is a field, of a media type where one is given, and never a file by name', async () => {
		expect(form.get('plain')).toBe('a');
		const typed = form.get('typed') as File;
		expect([typed.name, typed.type]).toEqual(['', 'application/json']);
		expect(await typed.text()).toBe('{"b": "ü"}');
		// A second time, as after a token was renewed.
		expect(await typed.text()).toBe('{"b": "ü"}');
	});

	it('can be told from files', () => {
		expect([...form.values()].map(textOf)).toEqual(['a', '{"b": "ü"}']);
		expect(textOf(new File(['x'], 'x.csv'))).toBeUndefined();
	});
});
