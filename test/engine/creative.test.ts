import FormDataEncoder from 'form-data';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { clock } from '../../nodes/common/clock';
import { IqmCreative } from '../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedRequest, Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import {
	apiRequests,
	fileItem,
	forgetProcessState,
	requestsTo,
	runNode,
	testSandbox,
} from '../support/harness';

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
		expect(Object.values(metadata)).toEqual([
			{ originalFileName: 'a.png', creativeName: 'a', clickUrl: 'https://iqm.com', width: 300, height: 250 },
			{ originalFileName: 'B.JPG', creativeName: 'B', clickUrl: 'https://iqm.com', width: 300, height: 250 },
			{
				originalFileName: 'Ünïcode 広告 "1".gif',
				creativeName: 'Ünïcode 広告 "1"',
				clickUrl: 'https://iqm.com',
				width: 300,
				height: 250,
			},
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
		['a type that is not allowed', { data: ['a.tiff', PNG] }, {}, "'a.tiff' has the file type TIFF"],
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
		['an address without protocol', { data: ['a.png', PNG] }, { clickUrl: 'iqm.com' }, "'Click URL'"],
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

	it.each(['memory', 'filesystem'] as const)(
		'sends the whole body again after the token ended (%s)',
		async (binaryMode) => {
			const first = await run({ ...IMAGE }, [fileItem('a.png', 'image/png', PNG)], { binaryMode });
			expect(first.error).toBeUndefined();
			sandbox.expireTokens();
			const second = await run({ ...IMAGE }, [await storedItem('b.png', PNG, binaryMode)], {
				engine: first.engine,
			});
			expect(second.error).toBeUndefined();

			const [, refused, accepted] = requestsTo(sandbox, ADD_IMAGES);
			expect([refused.status, accepted.status]).toEqual([401, 201]);
			for (const request of [refused, accepted]) {
				const file = request.parts?.find(({ name }) => name === 'creativeFiles');
				expect(file?.content.equals(PNG)).toBe(true);
				expect(request.bodyLength).toBe(Number(request.headers['content-length']));
			}
			expect(sandbox.iqm.creatives.size).toBe(2);
			expect(second.items).toHaveLength(1);
		},
	);

	it.each([
		['fewer IDs than files', '[148971]', ['creativeId 148971']],
		['no IDs', 'null', []],
	])('says what was made when IQM answers with %s', async (_, ids, created) => {
		answerWith(`{"statusCode":201,"responseObject":{"data":${ids},"message":"Added"}}`);
		const { error } = await uploadImage(
			{ binaryPropertyName: 'a,b' },
			filesItem({ a: ['a.png', PNG], b: ['b.png', PNG] }),
		);
		expect(error?.message).toMatch(/creative IDs for 2 images \('a\.png', 'b\.png'\)/);
		expect(error?.context?.details).toEqual({ created });
	});

	it('does not upload again on Retry On Fail after a fault that may have created something', async () => {
		sandbox.addFault({ path: /creative$/, kind: 'serverErrorAfter' });
		const { error } = await run({ ...IMAGE }, [fileItem('a.png', 'image/png', PNG)], {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('creative may or may not have been created');
		expect(requestsTo(sandbox, ADD_IMAGES)).toHaveLength(1);
		expect(sandbox.iqm.creatives.size).toBe(1);
	});
});
