import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import {
	ADD_OTHERS,
	creativeStage,
	filesItem,
	jsonPart,
	UUID,
} from '../../../support/creativeStage';
import { fileItem, requestsTo } from '../../../support/harness';
import { encoderFor } from '../../../support/multipart';

/** Creative > Upload of videos, sounds, tags and HTML. */
const { answerWith, run, sandbox } = creativeStage();

const MP4 = sampleContent('/samples/video.mp4');
const MP3 = sampleContent('/samples/audio.mp3');
const VAST = sampleContent('/samples/vast.xml').toString();
const HTML = sampleContent('/samples/creative.html').toString();
const DAAST = '<DAAST version="1.0"><Ad id="1"/></DAAST>';

const OTHER = { operation: 'upload', ifItExists: 'create', clickUrl: 'https://iqm.com' };

/** The single entry of the request that went out last. */
function sentEntry(): { refId: string; entry: IDataObject; request: RecordedRequest } {
	const request = requestsTo(sandbox, ADD_OTHERS).at(-1) as RecordedRequest;
	const entries = Object.entries(jsonPart(request, 'creativeRequest'));
	expect(entries).toHaveLength(1);
	return { refId: entries[0][0], entry: entries[0][1], request };
}

describe('IQM Creative: Upload, other kinds', () => {
	it('sends a video and its tracking byte for byte', async () => {
		const { items, error } = await run(
			{
				...OTHER,
				kind: 'video',
				source: 'file',
				customTracking: {
					startUrl: 'https://t.example/s',
					firstQuartileURL: 'https://t.example/1',
					midPointURL: 'https://t.example/2',
					thirdQuartileURL: 'https://t.example/3',
					completeURL: 'https://t.example/4',
					impressionURL: 'https://t.example/i',
				},
				additionalFields: { externalCreativeId: 'ext-1' },
			},
			[fileItem('Frühling spot.mp4', 'video/mp4', MP4)],
		);
		expect(error).toBeUndefined();
		const { refId, entry, request } = sentEntry();
		expect(refId).toMatch(UUID);
		expect(entry).toEqual({
			creativeName: 'Frühling spot',
			externalCreativeId: 'ext-1',
			platformCreativeTypeId: 14,
			clickUrl: 'https://iqm.com',
			creativeSourceType: 'FILE',
			creativeSource: `${refId}.mp4`,
			videoDetails: {
				creativeWidth: 640,
				creativeHeight: 360,
				duration: 16,
				customTracking: {
					startUrl: 'https://t.example/s',
					firstQuartileURL: 'https://t.example/1',
					midPointURL: 'https://t.example/2',
					thirdQuartileURL: 'https://t.example/3',
					completeURL: 'https://t.example/4',
					impressionURL: 'https://t.example/i',
				},
			},
		});
		const form = encoderFor(request);
		form.append('creativeRequest', JSON.stringify({ [refId]: entry }));
		form.append('creativeFiles', MP4, { filename: `${refId}.mp4`, contentType: 'video/mp4' });
		expect(request.body.equals(form.getBuffer())).toBe(true);
		expect(request.headers['content-length']).toBe(String(form.getBuffer().length));

		const [creativeId] = sandbox.iqm.creatives.keys();
		expect(items).toEqual([
			{
				json: {
					creativeId,
					creativeName: 'Frühling spot',
					originalFileName: 'Frühling spot.mp4',
					creativeType: 'Video',
					...{ width: 640, height: 360, duration: 16, clickUrl: 'https://iqm.com' },
					creativeTypeId: 14,
					creativeSourceType: 'FILE',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('sends a sound with its logo', async () => {
		const { error } = await run(
			{
				...OTHER,
				kind: 'audio',
				source: 'file',
				creativeName: 'Jingle',
				duration: 30,
				additionalFields: {
					logoSource: 'https://cdn.example/logo.png',
					logoWidth: 300,
					logoHeight: 200,
				},
			},
			[fileItem('a.mp3', 'audio/mpeg', MP3)],
		);
		expect(error).toBeUndefined();
		const { refId, entry, request } = sentEntry();
		expect(entry).toMatchObject({
			creativeName: 'Jingle',
			platformCreativeTypeId: 17,
			creativeSource: `${refId}.mp3`,
			audioDetails: {
				duration: 30,
				logoSource: 'https://cdn.example/logo.png',
				logoWidth: 300,
				logoHeight: 200,
			},
		});
		expect(request.parts?.map(({ name, contentType }) => [name, contentType])).toEqual([
			['creativeRequest', undefined],
			['creativeFiles', 'audio/mpeg'],
		]);
	});

	const URL_SOURCE = { source: 'url', creativeName: 'C', creativeSource: 'https://cdn.example/x' };
	const SIZE = { creativeWidth: 300, creativeHeight: 250 };
	it.each([
		['video from a URL', { kind: 'video', ...URL_SOURCE, ...SIZE, duration: 15 }, 14, 'URL'],
		['audio from a URL', { kind: 'audio', ...URL_SOURCE, duration: 15 }, 17, 'URL'],
		['VAST from a URL', { kind: 'vast', ...URL_SOURCE }, 14, 'VAST_URL'],
		['DAAST from a URL', { kind: 'daast', ...URL_SOURCE }, 17, 'DAAST_URL'],
		[
			'VAST from text',
			{ kind: 'vast', source: 'text', creativeName: 'C', creativeSource: VAST },
			14,
			'VAST_XML',
		],
		[
			'VAST of a sound',
			{
				kind: 'vast',
				source: 'text',
				creativeName: 'C',
				creativeSource: VAST,
				additionalFields: { platformCreativeTypeId: 17 },
			},
			17,
			'VAST_XML',
		],
		[
			'DAAST from text',
			{ kind: 'daast', source: 'text', creativeName: 'C', creativeSource: DAAST },
			17,
			'DAAST_XML',
		],
		[
			'HTML from text',
			{ kind: 'html', source: 'text', creativeName: 'C', creativeSource: HTML, ...SIZE },
			13,
			'HTML',
		],
	] as Array<[string, IDataObject, number, string]>)(
		'sends %s',
		async (_, parameters, typeId, sourceType) => {
			const isTag = ['vast', 'daast'].includes(parameters.kind as string);
			const { items, error } = await run({ ...OTHER, ...parameters });
			expect(error).toBeUndefined();
			const { entry, request } = sentEntry();
			expect(entry).toMatchObject({
				creativeName: 'C',
				platformCreativeTypeId: typeId,
				creativeSourceType: sourceType,
				creativeSource: String(parameters.creativeSource).trim(),
			});
			expect(entry.clickUrl).toBe(isTag ? undefined : 'https://iqm.com');
			expect(entry.htmlDetails).toEqual(parameters.kind === 'html' ? SIZE : undefined);
			expect(request.parts).toHaveLength(1);
			const [creativeId] = sandbox.iqm.creatives.keys();
			expect(items.map(({ json }) => json)).toEqual([
				{
					creativeId,
					creativeName: 'C',
					creativeType: { 13: 'HTML', 14: 'Video', 17: 'Audio' }[typeId],
					...(parameters.creativeWidth === undefined ? {} : { width: 300, height: 250 }),
					...(parameters.duration === undefined ? {} : { duration: 15 }),
					...(isTag ? {} : { clickUrl: 'https://iqm.com' }),
					creativeTypeId: typeId,
					creativeSourceType: sourceType,
				},
			]);
		},
	);

	it.each([
		['vast', 'spot.xml', `\uFEFF${VAST}`, 'VAST_XML', VAST],
		['daast', 'spot.xml', DAAST, 'DAAST_XML', DAAST],
		['html', 'banner.html', HTML, 'HTML', HTML],
	])('sends %s from a file as text', async (kind, fileName, content, sourceType, source) => {
		const { items, error } = await run(
			{ ...OTHER, kind, source: 'file', creativeWidth: 300, creativeHeight: 250 },
			[fileItem(fileName, 'text/plain', Buffer.from(content))],
		);
		expect(error).toBeUndefined();
		const { entry, request } = sentEntry();
		expect(entry).toMatchObject({ creativeSourceType: sourceType, creativeSource: source });
		expect(request.parts).toHaveLength(1);
		expect(items[0].json).toMatchObject({ originalFileName: fileName });
	});

	const AUDIO = { ...OTHER, kind: 'audio', source: 'file', duration: 15 };
	it.each([
		['a video as audio', AUDIO, ['a.mp4', MP4], "'a.mp4' has the file type MP4"],
		['no duration', { ...AUDIO, duration: 0 }, ['a.mp3', MP3], "'Duration'"],
		[
			'a tracking address without protocol',
			{ ...AUDIO, customTracking: { midPointURL: 't.example' } },
			['a.mp3', MP3],
			"'Midpoint URL' must be a URL",
		],
		[
			'no width',
			{ ...OTHER, kind: 'html', source: 'file', creativeWidth: 0, creativeHeight: 1 },
			['a.html', Buffer.from(HTML)],
			"'Width'",
		],
		['no click address', { ...AUDIO, clickUrl: ' ' }, ['a.mp3', MP3], "'Click URL' is empty"],
		[
			'VAST as DAAST',
			{ ...OTHER, kind: 'daast', source: 'file' },
			['a.xml', Buffer.from(VAST)],
			"'a.xml' does not contain a <DAAST> element",
		],
		[
			'an archive',
			{ ...OTHER, kind: 'html', source: 'file', creativeWidth: 1, creativeHeight: 1 },
			['a.zip', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe])],
			"'a.zip' is not UTF-8 text",
		],
		[
			'too much markup',
			{ ...OTHER, kind: 'vast', source: 'file' },
			['a.xml', Buffer.alloc(2_097_153, ' ')],
			"'a.xml' has 2097153 bytes, HTML and XML files can have at most 2 MB",
		],
		[
			'a text without a name',
			{ ...OTHER, kind: 'vast', source: 'text', creativeName: ' ', creativeSource: VAST },
			['a.xml', Buffer.from('')],
			"'Creative Name' is empty",
		],
	] as Array<[string, IDataObject, [string, Buffer], string]>)(
		'refuses %s before any request',
		async (_, parameters, file, message) => {
			const { error } = await run(parameters, [filesItem({ data: file })]);
			expect(error?.message).toContain(message);
			expect(sandbox.requests).toHaveLength(0);
		},
	);

	it('makes one error of a partial failure, and never sends the good part again', async () => {
		const files = filesItem({ good: ['good.mp3', MP3], bad: ['bad.mp3', Buffer.from('no sound')] });
		const parameters = { ...AUDIO, binaryPropertyName: 'good, bad' };
		const { error } = await run(parameters, [files], {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		const [creativeId] = sandbox.iqm.creatives.keys();
		expect(error?.message).toBe('IQM did not create 1 of 2 creatives. bad.mp3: Invalid mp3 file');
		expect(error?.description).toContain(`creativeId ${creativeId} (good.mp3)`);
		expect(error?.context?.details).toEqual({ created: [`creativeId ${creativeId} (good.mp3)`] });
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(1);
	});

	it('puts what was made into the item with Continue On Fail', async () => {
		const files = filesItem({ good: ['good.mp3', MP3], bad: ['bad.mp3', Buffer.from('no sound')] });
		const { items } = await run({ ...AUDIO, binaryPropertyName: 'good, bad' }, [files], {
			node: { onError: 'continueRegularOutput' },
		});
		const [creativeId] = sandbox.iqm.creatives.keys();
		expect(items).toHaveLength(1);
		expect(Object.keys(items[0].json).sort()).toEqual(['details', 'error', 'message']);
		expect(items[0].json.details).toMatchObject({
			created: [`creativeId ${creativeId} (good.mp3)`],
		});
	});

	it('may send again what IQM refused as a whole', async () => {
		const { error } = await run(AUDIO, [fileItem('bad.mp3', 'audio/mpeg', Buffer.from('no'))], {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error?.message).toBe('IQM did not create 1 of 1 creatives. bad.mp3: Invalid mp3 file');
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(2);
	});

	it.each([
		['nothing about a file', { success: true, data: { successData: {}, failedData: {} } }],
		['no data', { success: true, data: null }],
	])('says so when IQM says %s', async (_, answer) => {
		answerWith(answer);
		const { error } = await run(AUDIO, [fileItem('a.mp3', 'audio/mpeg', MP3)], {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error?.message).toBe(
			'IQM did not create 1 of 1 creatives. a.mp3: IQM did not report the outcome',
		);
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(1);
	});
});
