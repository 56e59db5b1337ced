import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedPart } from '../../../sandbox';
import { sampleContent } from '../../../sandbox';
import { setAppLovinStage } from '../../support/appLovinScenarios';
import { mapped, uploadAudience } from '../../support/audienceUploads';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, runNode } from '../../support/harness';

/** Files whose name does not tell what they are, as n8n's HTTP Request node makes them. */
const sandbox = freshSandbox();

const CSV = Buffer.from('email,city\na@b.example,X\n');
const PNG = sampleContent('/samples/banner.png') as Buffer;
const JPG = sampleContent('/samples/banner.jpg') as Buffer;
const MP3 = sampleContent('/samples/audio.mp3') as Buffer;
const HTML = sampleContent('/samples/creative.html') as Buffer;
const BYTES = 'application/octet-stream';

type Facts = Partial<IBinaryData>;

const itemOf = (content: Buffer, facts: Facts): INodeExecutionData => ({
	json: {},
	binary: { data: { mimeType: BYTES, data: content.toString('base64'), ...facts } },
});
const filesSent = (): RecordedPart[] =>
	apiRequests(sandbox).flatMap(({ parts }) =>
		(parts ?? []).filter(({ filename }) => filename !== undefined),
	);
const textSent = (name: string) =>
	apiRequests(sandbox)
		.flatMap(({ parts }) => parts ?? [])
		.find((part) => part.name === name)
		?.content.toString() ?? '';

const audience = async (content: Buffer, facts: Facts, version: 'v2' | 'v3' = 'v2') =>
	await uploadAudience(
		sandbox,
		version,
		{ ...mapped({ email: 'Email' }), columnSettings: { Email: 'Raw' } },
		itemOf(content, facts),
	);
const FORMS: Record<string, IDataObject> = {
	image: {},
	audio: { duration: 30 },
	html: { creativeWidth: 300, creativeHeight: 250 },
};
const creative = async (kind: string, content: Buffer, facts: Facts) =>
	await runNode(
		sandbox,
		new IqmCreative(),
		{
			operation: 'upload',
			ifItExists: 'create',
			kind,
			clickUrl: 'https://iqm.com',
			binaryPropertyName: 'data',
			...FORMS[kind],
		},
		{ items: [itemOf(content, facts)] },
	);
const asset = async (content: Buffer, facts: Facts) => {
	const { setId } = (await setAppLovinStage(sandbox)) as unknown as { setId: string };
	return await runNode(
		sandbox,
		new AppLovinCreativeSet(),
		{
			resource: 'asset',
			operation: 'upload',
			ifItExists: 'create',
			creative_set_id: { __rl: true, mode: 'id', value: setId },
			binaryPropertyName: 'data',
		},
		{ items: [itemOf(content, facts)] },
	);
};

const CSV_FILES: Array<[Facts, string]> = [
	[{ mimeType: 'text/csv', fileExtension: 'csv' }, 'data.csv'],
	[{ mimeType: 'text/csv' }, 'data.csv'],
	[{ fileExtension: 'csv' }, 'data.csv'],
	[{ fileName: 'download', mimeType: 'text/csv; charset=utf-8' }, 'download.csv'],
	[{ fileName: 'people.csv?sig=abc', fileExtension: 'csv?sig=abc' }, 'people.csv'],
	[{ fileName: 'people.csv ' }, 'people.csv'],
	[{ fileName: 'people.CSV' }, 'people.CSV'],
	[{ fileName: 'people.csv;charset=utf-8' }, 'people.csv'],
	[{ fileName: 'https://x.example/y/people.csv?x=1' }, 'people.csv'],
	[{ fileName: 'people.csv', mimeType: 'application/vnd.ms-excel' }, 'people.csv'],
	[{ fileName: 'people.txt', fileExtension: 'txt', mimeType: 'text/csv' }, 'people.txt.csv'],
];

describe('IQM Matched Audience: Upload', () => {
	it.each(CSV_FILES)('takes %j for a CSV file', async (facts, fileName) => {
		const { error } = await audience(CSV, facts);
		expect(error).toBeUndefined();
		expect(filesSent().map((part) => [part.filename, part.contentType])).toEqual([
			[fileName, 'text/csv'],
		]);
		expect(JSON.parse(textSent('metadata'))).toMatchObject({ fileName });
	});

	it.each(CSV_FILES)('takes %j for one with the current API', async (facts, fileName) => {
		const { error } = await audience(CSV, facts, 'v3');
		expect(error).toBeUndefined();
		expect(filesSent().map(({ filename }) => filename)).toEqual([fileName]);
	});

	it.each([
		[{ mimeType: 'text/plain', fileExtension: 'txt' }, "'data.txt', a file of type TXT"],
		[{ fileName: 'people' }, "'people', a file without a file extension"],
		[{ fileName: 'people', mimeType: 'application/vnd.ms-excel' }, 'without a file extension'],
		[{ fileName: 'people.png', mimeType: 'text/csv' }, 'of type PNG'],
		[{}, "The file in 'data' has no file name, and n8n does not know its type"],
		[{ fileName: ' ', fileExtension: 'bin' }, 'has no file name'],
	] as Array<[Facts, string]>)('refuses %j and says what to do', async (facts, message) => {
		const { error } = await audience(CSV, facts);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain("$input.item.binary.data.fileName = 'people.csv'");
		expect(apiRequests(sandbox)).toEqual([]);
	});
});

describe('IQM Creative: Upload', () => {
	it.each([
		['image', PNG, { mimeType: 'image/png', fileExtension: 'png' }, 'data.png', 'image/png'],
		['image', JPG, { fileName: 'banner', mimeType: 'image/jpeg' }, 'banner.jpg', 'image/jpeg'],
		['image', PNG, { fileName: 'a/banner.png?sig=1' }, 'banner.png', 'image/png'],
		['audio', MP3, { mimeType: 'audio/mpeg', fileExtension: 'mp3' }, 'data.mp3', 'audio/mpeg'],
		['audio', MP3, { fileName: 'https://x.example/a.mp3?t=1' }, 'a.mp3', 'audio/mpeg'],
	] as Array<[string, Buffer, Facts, string, string]>)(
		'takes as %s file %#',
		async (kind, content, facts, fileName, contentType) => {
			const { items, error } = await creative(kind, content, facts);
			expect(error).toBeUndefined();
			const [stem, extension] = fileName.split('.');
			expect(items[0].json).toMatchObject({ originalFileName: fileName, creativeName: stem });
			const [part] = filesSent();
			expect(part.contentType).toBe(contentType);
			expect(part.filename).toMatch(new RegExp(`^[0-9a-f-]{36}\\.${extension}$`));
		},
	);

	it('reads HTML of a file without a name', async () => {
		const { items, error } = await creative('html', HTML, { mimeType: 'text/html' });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ originalFileName: 'data.html' });
	});

	it.each([
		['image', {}, 'has no file name', "fileName = 'banner.png'"],
		['image', { fileName: 'a' }, "'a' has no file extension", "fileName = 'creative.png'"],
		['audio', { fileName: 'a' }, "'a' has no file extension", "fileName = 'creative.wav'"],
		['image', { fileName: 'a', mimeType: 'text/csv' }, 'the file type CSV', "the file's name"],
	] as Array<[string, Facts, string, string]>)(
		'refuses as %s file %j',
		async (kind, facts, message, advice) => {
			const { error } = await creative(kind, PNG, facts);
			expect(error?.message).toContain(message);
			expect(error?.description).toContain(advice);
			expect(apiRequests(sandbox)).toEqual([]);
		},
	);

	const exif = (order: 'II' | 'MM', orientation: number): Buffer => {
		const tiff =
			order === 'II'
				? `II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0${String.fromCharCode(orientation)}\0\0\0\0\0\0\0`
				: `MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`;
		const data = Buffer.from(`Exif\0\0${tiff}`, 'latin1');
		return Buffer.concat([Buffer.from([0xff, 0xe1, 0, data.length + 2]), data]);
	};

	it.each([
		['MM', 1, 300, 250],
		['MM', 3, 300, 250],
		['MM', 6, 250, 300],
		['II', 8, 250, 300],
		['II', 9, 300, 250],
	] as const)('sends the size of a JPEG turned by %s %i', async (order, turn, width, height) => {
		const turned = Buffer.concat([JPG.subarray(0, 2), exif(order, turn), JPG.subarray(2)]);
		const { error } = await creative('image', turned, { fileName: 'photo.jpg' });
		expect(error).toBeUndefined();
		const entries = JSON.parse(textSent('creativeImageMetadata')) as Record<string, IDataObject>;
		expect(Object.values(entries)).toEqual([expect.objectContaining({ width, height })]);
	});
});

describe('AppLovin Creative Set: Upload of Asset', () => {
	it.each([
		[PNG, { mimeType: 'image/png', fileExtension: 'png' }, 'data.png', 'image/png'],
		[PNG, { fileName: 'banner.png?sig=1' }, 'banner.png', 'image/png'],
		[PNG, { fileName: 'C:\\ads\\banner.PNG ' }, 'banner.PNG', 'image/png'],
		[HTML, { fileName: 'game', mimeType: 'text/html; charset=utf-8' }, 'game.html', 'text/html'],
	] as Array<[Buffer, Facts, string, string]>)(
		'takes file %#',
		async (content, facts, fileName, contentType) => {
			const { items, error } = await asset(content, facts);
			expect(error).toBeUndefined();
			expect(items[0].json).toMatchObject({ originalFileName: fileName });
			expect(filesSent().map((part) => [part.filename, part.contentType])).toEqual([
				[fileName, contentType],
			]);
		},
	);

	it.each([
		[{}, 'has no file name'],
		[{ fileName: 'banner' }, "'banner' has no file extension"],
	] as Array<[Facts, string]>)('refuses %j', async (facts, message) => {
		const { error } = await asset(PNG, facts);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain("$input.item.binary.data.fileName = 'banner.png'");
		expect(apiRequests(sandbox)).toEqual([]);
	});
});
