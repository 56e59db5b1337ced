import type { IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../../nodes/common/ground/errors';
import type { FileRules } from '../../../nodes/Iqm/IqmCreative/creativeFiles';
import {
	AUDIO_FILES,
	creativeFiles,
	IMAGE_FILES,
	stemOf,
	VIDEO_FILES,
} from '../../../nodes/Iqm/IqmCreative/creativeFiles';

/** An item whose fields hold files of these names and sizes, kept by n8n under an id. */
function item(files: Record<string, [name: string, bytes: number]>, names: unknown = 'data') {
	const find = (id: string) => Object.values(files).find(([name]) => name === id);
	const context = {
		getNodeParameter: () => names,
		getNode: () => ({ type: 'n8n-nodes-iqm-applovin.iqmCreative' }),
		getInputData: () => [{ json: {}, binary: files }],
		helpers: {
			assertBinaryData: (_: number, field: string) => {
				if (!(field in files)) throw new Error(`no field ${field}`);
				const [fileName] = files[field];
				return { id: fileName, fileName, mimeType: 'application/octet-stream', data: '' };
			},
			getBinaryMetadata: async (id: string) => ({ fileSize: find(id)?.[1] }),
		},
	};
	return context as unknown as IExecuteFunctions;
}

const one = async (name: string, bytes: number, rules: FileRules) =>
	(await creativeFiles(item({ data: [name, bytes] }), 0, rules))[0];

const MB = 1024 * 1024;

describe('creativeFiles', () => {
	// Quickstart "Upload Creative and Create a Campaign", "File requirements".
	it.each([
		['jpg', IMAGE_FILES, 2 * MB, '2 MB', 'image/jpeg'],
		['jpeg', IMAGE_FILES, 2 * MB, '2 MB', 'image/jpeg'],
		['png', IMAGE_FILES, 2 * MB, '2 MB', 'image/png'],
		['gif', IMAGE_FILES, 750 * 1024, '750 KB', 'image/gif'],
		['mov', VIDEO_FILES, 400 * MB, '400 MB', 'video/quicktime'],
		['mp4', VIDEO_FILES, 400 * MB, '400 MB', 'video/mp4'],
		['mp3', AUDIO_FILES, 100 * MB, '100 MB', 'audio/mpeg'],
		['wav', AUDIO_FILES, 100 * MB, '100 MB', 'audio/wav'],
		['ogg', AUDIO_FILES, 100 * MB, '100 MB', 'audio/ogg'],
		['mpeg', AUDIO_FILES, 100 * MB, '100 MB', 'audio/mpeg'],
	])('takes %s up to its limit and no byte more', async (extension, rules, limit, says, type) => {
		const name = `My file.${extension.toUpperCase()}`;
		const sent = await one(name, limit, rules);
		expect(sent.contentType).toBe(type);
		expect(sent.sentName).toBe(`${sent.refId}.${extension}`);
		expect(sent.refId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

		const refused = one(name, limit + 1, rules);
		await expect(refused).rejects.toThrow(InputError);
		await expect(refused).rejects.toThrow(
			`'${name}' has ${limit + 1} bytes, ${extension.toUpperCase()} can have at most ${says} (${limit} bytes)`,
		);
		await expect(refused).rejects.toThrow(/Allowed are: .*up to/);
	});

	it('names the file and the allowed types when the type is not among them', async () => {
		await expect(one('banner.tiff', 9, IMAGE_FILES)).rejects.toThrow(
			"'banner.tiff' has the file type TIFF, allowed are: GIF up to 750 KB, JPEG up to 2 MB, JPG up to 2 MB, PNG up to 2 MB",
		);
		await expect(one('banner', 9, IMAGE_FILES)).rejects.toThrow("'banner' has no file extension");
		await expect(one('a.constructor', 9, IMAGE_FILES)).rejects.toThrow('file type CONSTRUCTOR');
		await expect(one('spot.mp4', 9, AUDIO_FILES)).rejects.toThrow('file type MP4');
	});

	it('refuses an empty file', async () => {
		await expect(one('a.png', 0, IMAGE_FILES)).rejects.toThrow("'a.png' is empty");
	});

	it.each([
		['a comma list', 'one, two'],
		['an array', ['one', 'two']],
		['lines', 'one\ntwo'],
	])('reads several fields from %s', async (_, names) => {
		const files = { one: ['1.png', 5], two: ['2.gif', 6] } as Record<string, [string, number]>;
		const sent = await creativeFiles(item(files, names), 0, IMAGE_FILES);
		expect(sent.map(({ file }) => file.fileName)).toEqual(['1.png', '2.gif']);
		expect(sent[0].refId).not.toBe(sent[1].refId);
	});

	it('refuses no field, and one field twice', async () => {
		await expect(creativeFiles(item({}, ' '), 0, IMAGE_FILES)).rejects.toThrow(
			"'Input Data Field Name(s)' is empty",
		);
		await expect(
			creativeFiles(item({ data: ['a.png', 5] }, 'data, data'), 0, IMAGE_FILES),
		).rejects.toThrow("'Input Data Field Name(s)' names 'data' twice");
	});
});

describe('stemOf', () => {
	it.each([
		['Screenshot 2023-12-28 at 2.51.28 PM.png', 'Screenshot 2023-12-28 at 2.51.28 PM'],
		['banner', 'banner'],
		['.png', '.png'],
	])('cuts the extension off %s', (name, stem) => {
		expect(stemOf(name)).toBe(stem);
	});
});
