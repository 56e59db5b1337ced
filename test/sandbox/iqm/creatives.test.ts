import { sampleContent, startSandbox, type Sandbox } from '../../../sandbox';
import { dig, imageForm, SandboxClient, type FormPart } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';

const ADD_IMAGE = '/api/v2/crt/add/image/banner/creative';
const ADD = '/api/v3/crt/creatives';
const DETAILS = '/api/v2/crt/creatives/details';
const PNG = sampleContent('/samples/banner.png');

describe('sandbox: IQM creatives', () => {
	let now = 1_750_000_000_000;
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		await client.login();
	});
	afterAll(() => sandbox.close());

	test('takes an image and approves it later', async () => {
		const made = await client.form(ADD_IMAGE, imageForm());
		expect(made.status).toBe(201);
		expect(made.body).toEqual({
			statusCode: 201,
			responseObject: { data: [148971], message: 'Image Creative(s) Added successfully' },
		});
		expect(sandbox.iqm.creatives.get(148971)?.file?.content.equals(PNG)).toBe(true);
		const status = async () =>
			dig((await client.get(`${DETAILS}?creativeIds=148971`)).body, 'responseObject', 0, 'status');
		expect(await status()).toBe('pending');
		now += 2000;
		expect(await status()).toBe('running');
	});

	test('takes two images in one form', async () => {
		const [, , , file] = imageForm();
		const metadata = JSON.parse(String(imageForm()[2].value)) as Record<string, JsonObject>;
		const [key] = Object.keys(metadata);
		const gif = sampleContent('/samples/banner.gif');
		const made = await client.form(ADD_IMAGE, [
			...imageForm().slice(0, 2),
			{
				name: 'creativeImageMetadata',
				value: JSON.stringify({ ...metadata, b: { ...metadata[key], creativeName: 'Second' } }),
			},
			file,
			{ name: 'creativeFiles', value: gif, filename: 'b.gif', contentType: 'image/gif' },
		]);
		expect(dig(made.body, 'responseObject', 'data')).toEqual([148971, 148972]);
	});

	test('rejects by name, with a reason', async () => {
		const id = await client.makeImage({ creativeName: 'Reject me' });
		now += 2000;
		const { body } = await client.get(`${DETAILS}?creativeIds=${id}`);
		expect(dig(body, 'responseObject', 0)).toMatchObject({
			status: 'rejected',
			rejectionReason: expect.stringMatching(/\w/),
		});
	});

	const change = (name: string, changes: Partial<FormPart>) =>
		imageForm().map((part) => (part.name === name ? { ...part, ...changes } : part));
	const metadataChange = (changes: JsonObject) => imageForm(changes);

	test.each<[string, FormPart[], RegExp]>([
		['no dspId', imageForm().slice(1), /dspId/],
		['no file', imageForm().slice(0, 3), /creativeFiles/],
		['an empty file', change('creativeFiles', { value: '' }), /missing/],
		['an unknown part', [...imageForm(), { name: 'x', value: '' }], /Unexpected part 'x'/],
		['broken metadata', change('creativeImageMetadata', { value: '{' }), /Invalid creativeImage/],
		['an empty map', change('creativeImageMetadata', { value: '{}' }), /Invalid creativeImage/],
		['another file name', change('creativeFiles', { filename: 'banner.png' }), /No metadata/],
		['another type', change('creativeFiles', { contentType: 'image/gif' }), /Content type/],
		['no type', change('creativeFiles', { contentType: undefined }), /Content type/],
		['no image', change('creativeFiles', { value: 'x' }), /not a valid png/],
		['a wrong width', metadataChange({ width: 301 }), /Width and height/],
		['a width in text', metadataChange({ width: '300' }), /Invalid width/],
		['no name', metadataChange({ creativeName: '' }), /creativeName/],
		['an address without protocol', metadataChange({ clickUrl: 'iqm.com' }), /click url/],
		['a pixel that is not a list', metadataChange({ pixelUrl: 'https://a.example' }), /pixelUrl/],
		['an unknown key', metadataChange({ clickURL: 'x' }), /Unrecognized field 'clickURL'/],
		[
			'a big file',
			change('creativeFiles', { value: Buffer.concat([PNG, Buffer.alloc(2_000_000)]) }),
			/exceeds 2MB/,
		],
	])('refuses %s', async (_, parts, words) => {
		const answer = await client.form(ADD_IMAGE, parts);
		expect(answer.status).toBe(400);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toMatch(words);
		expect(sandbox.iqm.creatives.size).toBe(0);
	});

	test('shows details by a list of ids and leaves out what does not exist', async () => {
		await client.makeImage();
		await client.makeImage({ pixelUrl: ['https://pixel.example/1'] });
		const { body } = await client.get(`${DETAILS}?creativeIds=148972,7,148971`);
		const found = dig(body, 'responseObject');
		expect(found).toHaveLength(2);
		expect(dig(found, 0)).toMatchObject({
			creativeId: 148972,
			creativeTypeId: 11,
			width: 300,
			height: 250,
			pixelUrls: ['https://pixel.example/1'],
			rejectionReason: null,
			campaigns: [],
			isEditAccess: true,
		});
		expect((await client.get(`${DETAILS}?creativeIds=7`)).body.responseObject).toEqual([]);
		expect((await client.get(DETAILS)).status).toBe(400);
		expect((await client.get(`${DETAILS}?creativeIds=1;2`)).status).toBe(400);
	});

	const video = {
		creativeName: 'video-file',
		platformCreativeTypeId: 14,
		creativeSourceType: 'FILE',
		creativeSource: 'video.mp4',
		clickUrl: 'www.example.com',
		videoDetails: { creativeWidth: 640, creativeHeight: 360, duration: 16 },
	};
	const videoFile: FormPart = {
		name: 'creativeFiles',
		value: sampleContent('/samples/video.mp4'),
		filename: 'video.mp4',
		contentType: 'video/mp4',
	};
	const image = { platformCreativeTypeId: 11, creativeSource: 'banner.png' };
	const html = { creativeSourceType: 'HTML', creativeSource: '<a>ad</a>' };
	const imageFile = { ...imageForm()[3], filename: 'banner.png' };
	const request = (map: unknown): FormPart => ({
		name: 'creativeRequest',
		value: JSON.stringify(map),
	});

	/** IQM OpenAPI creative, POST /api/v3/crt/creatives: "Create image creative - file". */
	const sample = {
		creativeName: 'image-file',
		externalCreativeId: 'google_421_dcm_435',
		platformCreativeTypeId: 11,
		creativeSourceType: 'FILE',
		creativeSource: 'green.jpeg',
		clickUrl: 'www.example.com',
		imageDetails: { pixelUrl: 'www.example.com', creativeWidth: 300, creativeHeight: 250 },
	};
	const jpeg: FormPart = {
		name: 'creativeFiles',
		value: sampleContent('/samples/banner.jpg'),
		filename: 'green.jpeg',
		contentType: 'image/jpeg',
	};

	test('takes the sample of an image, with the size of its file', async () => {
		const answer = await client.form(ADD, [request({ I001: sample }), jpeg]);
		expect(answer.body).toEqual({
			success: true,
			data: { successData: { I001: '148971' }, failedData: {} },
		});
		const shown = await client.get(`${ADD}/148971`);
		expect(dig(shown.body, 'data')).toMatchObject({ creativeId: 148971, creativeName: 'image-file' });
	});

	test('takes one image and fails another in one form', async () => {
		const missing = { ...sample, creativeSource: 'missing.jpeg' };
		const answer = await client.form(ADD, [request({ PS: sample, PF: missing }), jpeg]);
		expect(answer.body).toEqual({
			success: true,
			data: {
				successData: { PS: '148971' },
				failedData: { PF: 'Creative file missing. Please attach the required file. : null' },
			},
		});
	});

	test('takes creatives of all types in one form, some of which fail', async () => {
		const vast = sampleContent('/samples/vast.xml').toString();
		const html = sampleContent('/samples/creative.html').toString();
		const answer = await client.form(ADD, [
			request({
				V001: video,
				V002: { ...video, creativeSource: 'missing.mp4' },
				A001: {
					creativeName: 'audio',
					platformCreativeTypeId: 17,
					creativeSourceType: 'FILE',
					creativeSource: 'audio.mp3',
					clickUrl: 'www.example.com',
					audioDetails: { duration: 1, customTracking: { startUrl: 'www.example.com' } },
				},
				V004: {
					creativeName: 'video-vast',
					platformCreativeTypeId: 14,
					creativeSourceType: 'VAST_XML',
					creativeSource: vast,
				},
				H001: {
					creativeName: 'html',
					platformCreativeTypeId: 13,
					creativeSourceType: 'HTML',
					creativeSource: html,
					clickUrl: 'www.example.com',
					htmlDetails: { creativeWidth: 300, creativeHeight: 250 },
				},
				NI001: {
					creativeName: 'native',
					platformCreativeTypeId: 15,
					subMediaType: 'image',
					creativeSourceType: 'FILE',
					creativeSource: 'banner.png',
					clickUrl: 'www.example.com',
					nativeDetails: { title: 'Title' },
				},
			}),
			videoFile,
			{
				name: 'creativeFiles',
				value: sampleContent('/samples/audio.mp3'),
				filename: 'audio.mp3',
				contentType: 'audio/mpeg',
			},
			{ name: 'creativeFiles', value: PNG, filename: 'banner.png', contentType: 'image/png' },
		]);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			success: true,
			data: {
				successData: {
					V001: '148971',
					A001: '148972',
					V004: '148973',
					H001: '148974',
					NI001: '148975',
				},
				failedData: {
					V002: 'Creative file missing. Please attach the required file. : null',
				},
			},
		});
		const shown = await client.get(`${DETAILS}?creativeIds=148973`);
		expect(dig(shown.body, 'responseObject', 0)).toMatchObject({
			creativeType: 'video',
			width: null,
			xmlType: 'inline',
			creativeSource: expect.stringMatching(/^&lt;\?xml version=&quot;1\.0&quot;/),
		});
	});

	test.each<[string, JsonObject, RegExp]>([
		['an unknown type', { platformCreativeTypeId: 12 }, /platformCreativeTypeId/],
		['a type in text', { platformCreativeTypeId: '14' }, /platformCreativeTypeId/],
		['no name', { creativeName: ' ' }, /creativeName/],
		['a source that the type does not have', { creativeSourceType: 'HTML' }, /creativeSourceType/],
		['no click address', { clickUrl: '' }, /clickUrl/],
		['details of another type', { audioDetails: {} }, /'audioDetails'/],
		['a misspelled detail', { videoDetails: { width: 1 } }, /'videoDetails.width'/],
		['a duration of 0', { videoDetails: { duration: 0 } }, /videoDetails.duration/],
		[
			'the table’s spelling',
			{ videoDetails: { customTracking: { completeUrl: 'x' } } },
			/completeUrl/,
		],
		['a media type that is not native', { subMediaType: 'video' }, /subMediaType/],
		['tracking that is not a map', { videoDetails: { customTracking: 'x' } }, /customTracking/],
		['a file type of another kind', { ...image, creativeSource: 'video.mp4' }, /file format/],
		['an image of another size', { ...image, imageDetails: { creativeWidth: 1 } }, /Width/],
		// "pixelUrl (String, optional): Tracking pixel URL."
		['a pixel in a list', { ...image, imageDetails: { pixelUrl: ['x'] } }, /Invalid pixelUrl/],
		['six pixels', { ...image, imageDetails: { pixelUrls: Array(6).fill('x') } }, /at most 5/],
		['html without a size', { platformCreativeTypeId: 13, ...html }, /htmlDetails/],
		['native without a medium', { platformCreativeTypeId: 15 }, /subMediaType is required/],
	])('fails a creative with %s while success stays true', async (_, changes, words) => {
		const entry: JsonObject = { ...video, ...changes };
		if (entry.platformCreativeTypeId !== 14 && !('videoDetails' in changes)) {
			delete entry.videoDetails;
		}
		const files = [videoFile, imageFile].filter((file) => file.filename === entry.creativeSource);
		const answer = await client.form(ADD, [request({ V: entry }), ...files]);
		expect(answer.body.success).toBe(true);
		expect(dig(answer.body, 'data', 'successData')).toEqual({});
		expect(dig(answer.body, 'data', 'failedData', 'V')).toMatch(words);
		expect(sandbox.iqm.creatives.size).toBe(0);
	});

	test.each([
		['URL', 'example.com/video.mp4', /creativeSource URL/],
		['VAST_URL', 'video', /creativeSource URL/],
		['VAST_XML', '<DAAST></DAAST>', /VAST XML/],
	])('fails a bad %s', async (creativeSourceType, creativeSource, words) => {
		const entry = { ...video, creativeSourceType, creativeSource };
		const answer = await client.form(ADD, [request({ V: entry })]);
		expect(dig(answer.body, 'data', 'failedData', 'V')).toMatch(words);
	});

	test('refuses a form that it cannot read at all', async () => {
		for (const parts of [[videoFile], [request({})], [request({ V: video }), imageForm()[0]]]) {
			const answer = await client.form(ADD, parts);
			expect([answer.status, answer.body.success]).toEqual([422, false]);
		}
		const stray = { ...videoFile, filename: 'other.mp4' };
		const answer = await client.form(ADD, [request({ V: video }), videoFile, stray]);
		expect(dig(answer.body, 'errorObjects', 0, 'error')).toMatch(/other\.mp4/);
	});

	test('lists creatives', async () => {
		await client.makeImage();
		await client.makeImage({ creativeName: 'Summer' });
		now += 2000;
		await client.makeImage({ creativeName: 'Summer late' });
		const ids = async (body: JsonObject) => {
			const list = dig((await client.post(`${ADD}/list`, body)).body, 'data', 'filteredList');
			return Array.isArray(list) ? list.map((item) => dig(item, 'creativeId')) : list;
		};
		expect(await ids({})).toEqual([148973, 148972, 148971]);
		expect(await ids({ creativeStatusIds: [1] })).toEqual([148973]);
		expect(await ids({ creativeStatusIds: [2], sortBy: '+creativeId' })).toEqual([148971, 148972]);
		expect(await ids({ searchField: 'summer', noOfEntries: 1, pageNo: 2 })).toEqual([148972]);
		expect(await ids({ creativeIds: [148971], platformCreativeTypeIds: [11] })).toEqual([148971]);
		expect(await ids({ campaignIds: [1] })).toEqual([]);
		expect(await ids({ endTime: now - 1 })).toEqual([148972, 148971]);
		expect((await client.post(`${ADD}/list`, { sortBy: 'x' })).status).toBe(422);
		const { body } = await client.post(`${ADD}/list`, { noOfEntries: 1 });
		expect(dig(body, 'data', 'totalRecords')).toBe(3);
		expect(dig(body, 'data', 'filteredRecords')).toBe(1);
	});
});
