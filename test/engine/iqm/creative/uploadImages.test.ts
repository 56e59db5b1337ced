import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedRequest } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import {
	ADD_IMAGES,
	creativeStage,
	filesItem,
	IMAGE,
	jsonPart,
	PNG,
	UUID,
} from '../../../support/creativeStage';
import { apiRequests, fileItem, requestsTo, runNode } from '../../../support/harness';
import { encoderFor } from '../../../support/multipart';
import { storingFiles } from '../../../support/storingFiles';

/** Creative > Upload of images by the quickstart's API. */
const { answerWith, run, sandbox } = creativeStage();

const GIF = sampleContent('/samples/banner.gif');
const JPG = sampleContent('/samples/banner.jpg');

const uploadImage = async (changes: IDataObject, ...items: INodeExecutionData[]) =>
	await run({ ...IMAGE, ...changes }, items);

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
		// Fed with the parts of the sample.
		const form = encoderFor(request);
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
					creativeType: 'Image',
					...{ width: 300, height: 250, clickUrl: 'https://iqm.com' },
					creativeTypeId: 11,
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
			/'big\.png' has \d+ bytes, PNG can have at most 2 MB \(2097152 bytes\)/,
		],
		[
			'a GIF that is too large',
			{ data: ['big.gif', Buffer.concat([GIF, Buffer.alloc(768_000)])] },
			{},
			/'big\.gif' has \d+ bytes, GIF can have at most 750 KB/,
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
		['in the file system', 'filesystem', storingFiles(IqmCreative)],
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
