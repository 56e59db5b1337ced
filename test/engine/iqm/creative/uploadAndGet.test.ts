import FormDataEncoder from 'form-data';
import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BINARY_ENCODING } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedRequest, Sandbox } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import {
	apiRequests,
	fileItem,
	forgetProcessState,
	requestsTo,
	runNode,
	testSandbox,
} from '../../../support/harness';

const ADD_IMAGES = '/api/v2/crt/add/image/banner/creative';
const ADD_OTHERS = '/api/v3/crt/creatives';
const DETAILS = '/api/v2/crt/creatives/details';
const TYPES = '/api/v3/master/creativeTypes';

const PNG = sampleContent('/samples/banner.png');
const GIF = sampleContent('/samples/banner.gif');
const JPG = sampleContent('/samples/banner.jpg');
const MP4 = sampleContent('/samples/video.mp4');
const MP3 = sampleContent('/samples/audio.mp3');
const VAST = sampleContent('/samples/vast.xml').toString();
const HTML = sampleContent('/samples/creative.html').toString();
const DAAST = '<DAAST version="1.0"><Ad id="1"/></DAAST>';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let sandbox: Sandbox;
const realClock = { ...clock };
let time = 0;
beforeAll(async () => {
	sandbox = await testSandbox({ now: () => clock.now() });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.options.iqm.requestsPerMinute = 0;
	forgetProcessState();
});
afterEach(() => {
	Object.assign(clock, realClock);
});

/** Time passes only where the node waits. */
function stopTime(): void {
	time = realClock.now();
	clock.now = () => time;
	clock.sleep = async (ms) => {
		time += ms;
		await new Promise((resolve) => setImmediate(resolve));
	};
}

const run = async (parameters: IDataObject, items?: INodeExecutionData[], options = {}) =>
	await runNode(sandbox, new IqmCreative(), parameters, { items, ...options });

const IMAGE = {
	operation: 'upload',
	kind: 'image',
	binaryPropertyName: 'data',
	clickUrl: 'https://iqm.com',
};

const uploadImage = async (changes: IDataObject, ...items: INodeExecutionData[]) =>
	await run({ ...IMAGE, ...changes }, items);

/** One item with several files, named by their fields. */
function filesItem(files: Record<string, [fileName: string, content: Buffer]>): INodeExecutionData {
	const binary = Object.entries(files).map(([field, [fileName, content]]) => [
		field,
		fileItem(fileName, 'application/octet-stream', content, field).binary?.[field],
	]);
	return { json: {}, binary: Object.fromEntries(binary) as Record<string, IBinaryData> };
}

/** The node, whose files n8n keeps in its file system instead of in the item. */
class CreativeWithStoredFiles extends IqmCreative {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		for (const { binary = {} } of this.getInputData()) {
			for (const [field, { data, fileName, mimeType }] of Object.entries(binary)) {
				const content = Buffer.from(data, BINARY_ENCODING);
				binary[field] = await this.helpers.prepareBinaryData(content, fileName, mimeType);
				expect(binary[field].id).toMatch(/^filesystem/);
			}
		}
		return await IqmCreative.prototype.execute.call(this);
	}
}

/** Lets IQM answer the next request for creatives with this text. */
function answerWith(body: unknown): void {
	const message = JSON.stringify(body);
	sandbox.addFault({ path: /creative/, kind: 'notJson', message });
}

function jsonPart(request: RecordedRequest, name: string): Record<string, IDataObject> {
	const part = request.parts?.find((candidate) => candidate.name === name);
	return JSON.parse(part?.content.toString() ?? 'null') as Record<string, IDataObject>;
}

function boundaryOf({ headers }: RecordedRequest): string {
	return /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
}

describe('IQM Creative: Upload, images', () => {
	it("sends the quickstart's form byte for byte", async () => {
		const fileName = 'Screenshot 2023-12-28 at 2.51.28 PM.png';
		const { items, error } = await uploadImage(
			{ creativeName: 'Creative' },
			fileItem(fileName, 'image/png', PNG),
		);
		expect(error).toBeUndefined();

		const [request] = requestsTo(sandbox, ADD_IMAGES);
		const [uuid] = Object.keys(jsonPart(request, 'creativeImageMetadata'));
		expect(uuid).toMatch(UUID);
		// An encoder that has nothing to do with the node's, fed with the parts of the sample.
		const form = new FormDataEncoder();
		form.setBoundary(boundaryOf(request));
		form.append('dspId', '');
		form.append('advertiserId', '');
		form.append(
			'creativeImageMetadata',
			`{"${uuid}":{"originalFileName":"${fileName}","creativeName":"Creative","clickUrl":"https://iqm.com","width":300,"height":250}}`,
		);
		form.append('creativeFiles', PNG, { filename: `${uuid}.png`, contentType: 'image/png' });
		const expected = form.getBuffer();
		expect(request.body.equals(expected)).toBe(true);
		expect(request.headers['content-length']).toBe(String(expected.length));
		expect(request.headers['transfer-encoding']).toBeUndefined();
		expect(request.method).toBe('POST');
		expect(request.headers.authorization).toMatch(/^Bearer /);
		expect(request.headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));

		const [creative] = sandbox.iqm.creatives.values();
		expect(items).toEqual([
			{
				json: {
					creativeId: creative.creativeId,
					creativeName: 'Creative',
					originalFileName: fileName,
					message: 'Image Creative(s) Added successfully',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('sends several files in one request and returns an item for each', async () => {
		const { items, error } = await uploadImage(
			{ binaryPropertyName: 'a, b,c' },
			filesItem({ a: ['a.png', PNG], b: ['B.JPG', JPG], c: ['Ünïcode 広告 "1".gif', GIF] }),
		);
		expect(error).toBeUndefined();
		expect(apiRequests(sandbox)).toHaveLength(1);
		const [request] = requestsTo(sandbox, ADD_IMAGES);
		const metadata = jsonPart(request, 'creativeImageMetadata');
		const ids = Object.keys(metadata);
		const shared = { clickUrl: 'https://iqm.com', width: 300, height: 250 };
		expect(Object.values(metadata)).toEqual([
			{ originalFileName: 'a.png', creativeName: 'a', ...shared },
			{ originalFileName: 'B.JPG', creativeName: 'B', ...shared },
			{ originalFileName: 'Ünïcode 広告 "1".gif', creativeName: 'Ünïcode 広告 "1"', ...shared },
		]);
		const sent = request.parts?.filter(({ name }) => name === 'creativeFiles') ?? [];
		expect(sent.map(({ filename, contentType }) => [filename, contentType])).toEqual([
			[`${ids[0]}.png`, 'image/png'],
			[`${ids[1]}.jpg`, 'image/jpeg'],
			[`${ids[2]}.gif`, 'image/gif'],
		]);
		expect([PNG, JPG, GIF].map((file, index) => file.equals(sent[index].content))).toEqual([
			true,
			true,
			true,
		]);
		expect(items.map(({ json }) => json.creativeName)).toEqual(['a', 'B', 'Ünïcode 広告 "1"']);
		expect(items.map(({ json }) => json.creativeId)).toEqual([...sandbox.iqm.creatives.keys()]);
	});

	it('sends pixels, advertiser and DSP where they are set', async () => {
		const { error } = await uploadImage(
			{
				additionalFields: {
					advertiserId: '12',
					dspId: '7',
					pixelUrl: ['https://t.example/a?x=1,2', 'https://t.example/b'],
				},
			},
			fileItem('a.png', 'image/png', PNG),
		);
		expect(error).toBeUndefined();
		const [{ parts = [], ...request }] = requestsTo(sandbox, ADD_IMAGES);
		expect(parts.slice(0, 2).map(({ name, content }) => [name, content.toString()])).toEqual([
			['dspId', '7'],
			['advertiserId', '12'],
		]);
		const [entry] = Object.values(
			jsonPart({ parts, ...request } as RecordedRequest, 'creativeImageMetadata'),
		);
		expect(entry.pixelUrl).toEqual(['https://t.example/a?x=1,2', 'https://t.example/b']);
	});

	it('names what a field of the form and Additional JSON both set', async () => {
		const { error } = await uploadImage(
			{ additionalFields: { additionalJson: '{"clickUrl": "https://other.example"}' } },
			fileItem('a.png', 'image/png', PNG),
		);
		expect(error?.message).toContain("'Additional JSON' sets 'clickUrl'");
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		[
			'a type that is not allowed',
			{ data: ['a.tiff', PNG] },
			{},
			"'a.tiff' has the file type TIFF",
		],
		[
			'an image that is too large',
			{ data: ['big.png', Buffer.concat([PNG, Buffer.alloc(2_097_152)])] },
			{},
			/'big\.png' has \d+ bytes, PNG may have at most 2 MB \(2097152 bytes\)/,
		],
		[
			'a GIF that is too large',
			{ data: ['big.gif', Buffer.concat([GIF, Buffer.alloc(768_000)])] },
			{},
			/'big\.gif' has \d+ bytes, GIF may have at most 750 KB/,
		],
		[
			'content of another format',
			{ data: ['a.png', JPG] },
			{},
			"'a.png' is a JPEG image, not PNG as its name says",
		],
		['no image at all', { data: ['a.png', Buffer.from('hello')] }, {}, "'a.png' is not a readable"],
		[
			'an address without protocol',
			{ data: ['a.png', PNG] },
			{ clickUrl: 'iqm.com' },
			"'Click URL'",
		],
		['no address', { data: ['a.png', PNG] }, { clickUrl: ' ' }, "'Click URL' is empty"],
		['a missing field', { other: ['a.png', PNG] }, {}, 'data'],
		[
			'one bad file among good ones',
			{ a: ['a.png', PNG], b: ['b.bmp', PNG] },
			{ binaryPropertyName: 'a,b' },
			"'b.bmp'",
		],
	] as Array<[string, Record<string, [string, Buffer]>, IDataObject, string | RegExp]>)(
		'refuses %s before any request',
		async (_, files, changes, message) => {
			const { error } = await uploadImage(changes, filesItem(files));
			expect(error?.message).toMatch(message);
			expect(sandbox.requests).toHaveLength(0);
		},
	);

	it('leaves to IQM what only one reading of MB refuses', async () => {
		const content = Buffer.concat([PNG, Buffer.alloc(2_050_000 - PNG.length)]);
		const { error } = await uploadImage({}, fileItem('edge.png', 'image/png', content));
		expect(error?.message).toContain('exceeds 2MB');
		expect(requestsTo(sandbox, ADD_IMAGES)).toHaveLength(1);
	});

	it.each([
		['in the item', 'memory', IqmCreative],
		['in the file system', 'filesystem', CreativeWithStoredFiles],
	] as const)('sends the whole body again after a 401, file %s', async (_, binaryMode, Node) => {
		const item = () => [fileItem('a.png', 'image/png', PNG)];
		const first = await runNode(sandbox, new Node(), IMAGE, { items: item(), binaryMode });
		expect(first.error).toBeUndefined();
		sandbox.expireTokens();
		const { engine } = first;
		const second = await runNode(sandbox, new Node(), IMAGE, { items: item(), engine });
		expect(second.error).toBeUndefined();

		const sent = requestsTo(sandbox, ADD_IMAGES).slice(1);
		// n8n before 2.12 needs one more: it returns the first 401 instead of renewing the login.
		const refused = sent.slice(0, -1).map(({ status }) => status);
		expect(refused).toEqual(refused.length === 1 ? [401] : [401, 401]);
		expect(sent.at(-1)?.status).toBe(201);
		for (const request of sent) {
			const file = request.parts?.find(({ name }) => name === 'creativeFiles');
			expect(file?.content.equals(PNG)).toBe(true);
			expect(request.bodyLength).toBe(Number(request.headers['content-length']));
		}
		expect(sandbox.iqm.creatives.size).toBe(2);
		expect(second.items).toHaveLength(1);
	});

	it.each([
		['fewer IDs than files', [148971], ['creativeId 148971']],
		['no IDs', null, []],
		['more IDs than files', [1, 2, 3], ['creativeId 1', 'creativeId 2', 'creativeId 3']],
	])('says what was made when IQM answers with %s', async (_, data, created) => {
		answerWith({ statusCode: 201, responseObject: { data, message: 'Added' } });
		const { error } = await uploadImage(
			{ binaryPropertyName: 'a,b' },
			filesItem({ a: ['a.png', PNG], b: ['b.png', PNG] }),
		);
		expect(error?.message).toMatch(/creative IDs for 2 images \('a\.png', 'b\.png'\)/);
		expect(error?.context?.details).toEqual({ created });
	});

	it('does not upload again on Retry On Fail when something may have been made', async () => {
		sandbox.addFault({ path: /creative$/, kind: 'serverErrorAfter' });
		const { error } = await run({ ...IMAGE }, [fileItem('a.png', 'image/png', PNG)], {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('creative may or may not have been created');
		expect(requestsTo(sandbox, ADD_IMAGES)).toHaveLength(1);
		expect(sandbox.iqm.creatives.size).toBe(1);
	});
});

const OTHER = { operation: 'upload', clickUrl: 'https://iqm.com' };

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
				creativeWidth: 640,
				creativeHeight: 360,
				duration: 15,
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
				duration: 15,
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
		const form = new FormDataEncoder();
		form.setBoundary(boundaryOf(request));
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
		['no duration', { ...AUDIO, duration: 0 }, ['a.mp3', MP3], "'Duration (Seconds)'"],
		[
			'a tracking address without protocol',
			{ ...AUDIO, customTracking: { midPointURL: 't.example' } },
			['a.mp3', MP3],
			"'Midpoint URL' must be a web address",
		],
		[
			'no width',
			{ ...OTHER, kind: 'html', source: 'file', creativeHeight: 1 },
			['a.html', Buffer.from(HTML)],
			"'Width'",
		],
		['no click address', { ...AUDIO, clickUrl: ' ' }, ['a.mp3', MP3], "'Click URL' is empty"],
		[
			'VAST as DAAST',
			{ ...OTHER, kind: 'daast', source: 'file' },
			['a.xml', Buffer.from(VAST)],
			"'a.xml' does not hold a <DAAST> element",
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
			"'a.xml' has 2097153 bytes, a file of HTML or XML may have at most 2 MB",
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
			'IQM did not create 1 of 1 creatives. a.mp3: IQM did not say what became of it',
		);
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(1);
	});
});

describe('IQM Creative: Get Types', () => {
	it.each(['array', 'data', 'creativeTypeList'] as const)('reads the shape %s', async (shape) => {
		sandbox.options.iqm.creativeTypesShape = shape;
		const { items, error } = await run({ operation: 'getTypes' });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, TYPES).map(({ method, url }) => `${method} ${url}`)).toEqual([
			`GET ${TYPES}`,
		]);
		const names = items.map(({ json }) => [
			json.creativeTypeId,
			json.id,
			String(json.name).toLowerCase(),
		]);
		expect(names.sort()).toEqual([
			[11, 11, 'image'],
			[13, 13, 'html'],
			[14, 14, 'video'],
			[15, 15, 'native'],
			[17, 17, 'audio'],
		]);
	});

	it("reports the data formats of the quickstart's sample, and names the known types", async () => {
		sandbox.options.iqm.creativeTypesShape = 'seedSample';
		const { items, error } = await run({ operation: 'getTypes' });
		expect(items).toEqual([]);
		expect(error?.message).toContain('data formats of matched audiences instead of creative types');
		expect(error?.message).toContain('11 Image, 13 HTML, 14 Video, 15 Native, 17 Audio');
	});

	it('reports an answer without rows', async () => {
		answerWith({ success: true, data: { totalRecords: 0 } });
		const { error } = await run({ operation: 'getTypes' });
		expect(error?.message).toContain('IQM answered without a list of creative types. Its known');
	});
});

describe('IQM Creative: Get', () => {
	/** Uploads images of these names and returns their ids. */
	async function upload(...names: string[]): Promise<number[]> {
		const items = names.map((name) => fileItem(`${name}.png`, 'image/png', PNG));
		const uploaded = await run(IMAGE, items);
		expect(uploaded.error).toBeUndefined();
		sandbox.requests.length = 0;
		return uploaded.items.map(({ json }) => json.creativeId as number);
	}

	it.each([
		['a number', (ids: number[]) => ids[0], 1],
		['a text', (ids: number[]) => ` ${ids[0]} `, 1],
		['a comma list', (ids: number[]) => ids.join(', '), 3],
		['an array from an expression', (ids: number[]) => `={{ [${ids.join(',')}] }}`, 3],
		['the same ID twice', (ids: number[]) => `${ids[0]},${ids[0]}`, 1],
	])('takes %s', async (_, idsOf, count) => {
		const ids = await upload('a', 'b', 'c');
		const { items, error } = await run({ operation: 'get', creativeIds: idsOf(ids) });
		expect(error).toBeUndefined();
		const wanted = ids.slice(0, count);
		const [request] = requestsTo(sandbox, DETAILS);
		expect(request.method).toBe('GET');
		expect([...request.query]).toEqual([['creativeIds', wanted.join(',')]]);
		expect(request.body).toHaveLength(0);
		expect(items.map(({ json }) => json.creativeId)).toEqual(wanted);
		expect(items[0].json).toMatchObject({
			creativeName: 'a',
			status: 'pending',
			creativeType: 'image',
			width: 300,
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(wanted.map(() => ({ item: 0 })));
	});

	it.each([
		[' ', 'is empty'],
		[' , ', 'holds no value, only separators'],
		['../1', 'digits only'],
		['={{ [] }}', 'is empty'],
	])('refuses %j before any request', async (creativeIds, message) => {
		const { error } = await run({ operation: 'get', creativeIds });
		expect(error?.message).toContain("'Creative IDs'");
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('names the IDs that IQM left out', async () => {
		const [id] = await upload('a');
		const { items, error } = await run({ operation: 'get', creativeIds: `${id}, 7, 8` });
		expect(items).toEqual([]);
		expect(error?.message).toBe('IQM did not return creatives with ID 7, 8');
	});

	it('returns the answer as it came with "Raw Response"', async () => {
		const [id] = await upload('a');
		const parameters = { operation: 'get', creativeIds: id, options: { rawResponse: true } };
		const { items } = await run(parameters);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({ statusCode: 200, responseObject: [{ creativeId: id }] });
	});

	const WAIT = { operation: 'get', waitForStatus: true, wantedStatus: 'running' };

	it('waits until all creatives have the wanted status', async () => {
		stopTime();
		sandbox.options.iqm.readyAfterMs = 50_000;
		const [first] = await upload('a');
		time += 30_000;
		const [second] = await upload('b');
		const { items, error } = await run({ ...WAIT, creativeIds: `${first},${second}` });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(['running', 'running']);
		// Looks after 0, 30 and 60 seconds: at 30 the first one alone is approved.
		expect(requestsTo(sandbox, DETAILS)).toHaveLength(3);
	});

	it('ends at once when one is rejected, with the reason', async () => {
		stopTime();
		const ids = await upload('a', 'rejected');
		time += 60_000;
		const { error } = await run({ ...WAIT, creativeIds: ids });
		expect(error?.message).toBe(
			`Status of creatives ${ids.join(', ')} is rejected: creativeId ${ids[1]}: The landing page does not match the advertiser.`,
		);
		expect(requestsTo(sandbox, DETAILS)).toHaveLength(1);
	});

	it('says what it last saw when the time is over', async () => {
		stopTime();
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const [id] = await upload('a');
		const { error } = await run({ ...WAIT, creativeIds: id, longestWaitMinutes: 1 });
		expect(error?.message).toBe(`Creative ${id} is still pending after 60 seconds, not running`);
	});

	it('can wait for a rejection', async () => {
		stopTime();
		const [id] = await upload('reject me');
		time += 60_000;
		const { items } = await run({ ...WAIT, wantedStatus: 'rejected', creativeIds: id });
		expect(items[0].json).toMatchObject({
			status: 'rejected',
			rejectionReason: 'The landing page does not match the advertiser.',
		});
	});
});
