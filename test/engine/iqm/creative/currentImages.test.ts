import FormDataEncoder from 'form-data';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedRequest } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, fileItem, requestsTo, runNode } from '../../../support/harness';
import { faultsOf } from '../../../support/toldFaults';

/** Creative > Upload of images by the current API: IQM OpenAPI creative, POST /api/v3/crt/creatives. */
const ADD = '/api/v3/crt/creatives';
const OLDER = '/api/v2/crt/add/image/banner/creative';
const PNG = sampleContent('/samples/banner.png');
const JPG = sampleContent('/samples/banner.jpg');
const GIF = sampleContent('/samples/banner.gif');

const sandbox = freshSandbox();

const FORM = {
	operation: 'upload',
	ifItExists: 'create',
	kind: 'image',
	binaryPropertyName: 'data',
	clickUrl: 'https://www.example.com',
};

const upload = async (
	{ options, ...changes }: IDataObject,
	items: INodeExecutionData[] = [fileItem('green.jpeg', 'image/jpeg', JPG)],
	run: NodeRunOptions = {},
) =>
	await runNode(
		sandbox,
		new IqmCreative(),
		{ ...FORM, ...changes, options: { apiVersion: 'v3', ...(options as IDataObject) } },
		{ items, ...run },
	);

/** One item with several files, named by their fields. */
function filesItem(files: Record<string, [fileName: string, content: Buffer]>): INodeExecutionData {
	const binary = Object.entries(files).map(([field, [fileName, content]]) => [
		field,
		fileItem(fileName, 'application/octet-stream', content, field).binary?.[field],
	]);
	return { json: {}, binary: Object.fromEntries(binary) as Record<string, IBinaryData> };
}

const sent = (): RecordedRequest => requestsTo(sandbox, ADD).at(-1) as RecordedRequest;
const map = ({ parts = [] }: RecordedRequest = sent()) =>
	JSON.parse(parts[0].content.toString()) as Record<string, IDataObject>;

/** Lets IQM answer the next upload with this. */
function answerWith(data: IDataObject): void {
	const message = JSON.stringify({ success: true, data });
	sandbox.addFault({ path: /v3\/crt\/creatives$/, kind: 'notJson', message });
}

it('sends the sample "Create image creative - file" byte for byte', async () => {
	const { items, error } = await upload({
		creativeName: 'image-file',
		additionalFields: { pixelUrl: ['https://www.example.com'] },
		options: { externalCreativeId: 'google_421_dcm_435' },
	});
	expect(error).toBeUndefined();
	const [request] = requestsTo(sandbox, ADD);
	const [[refId, entry]] = Object.entries(map(request));
	// The addresses of the sample have no protocol, without which a click would lead nowhere; its key is
	// "any unique string", and its file is 750 pixels wide and high.
	expect(entry).toEqual({
		creativeName: 'image-file',
		externalCreativeId: 'google_421_dcm_435',
		platformCreativeTypeId: 11,
		creativeSourceType: 'FILE',
		creativeSource: `${refId}.jpeg`,
		clickUrl: 'https://www.example.com',
		imageDetails: { pixelUrl: 'https://www.example.com', creativeWidth: 300, creativeHeight: 250 },
	});
	const form = new FormDataEncoder();
	form.setBoundary(
		/^multipart\/form-data; boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '',
	);
	form.append('creativeRequest', JSON.stringify({ [refId]: entry }));
	// "The filename of each uploaded file must match the creativeSource value"
	form.append('creativeFiles', JPG, { filename: `${refId}.jpeg`, contentType: 'image/jpeg' });
	expect(request.body.equals(form.getBuffer())).toBe(true);
	expect(request.method).toBe('POST');
	expect(apiRequests(sandbox)).toHaveLength(1);
	expect(items).toEqual([
		{
			json: {
				creativeId: 148971,
				creativeName: 'image-file',
				originalFileName: 'green.jpeg',
				creativeType: 'Image',
				...{ width: 300, height: 250, clickUrl: 'https://www.example.com' },
				creativeTypeId: 11,
				creativeSourceType: 'FILE',
			},
			pairedItem: { item: 0 },
		},
	]);
});

it('sends several images in one request, each tied to its file', async () => {
	const { items, error } = await upload({ binaryPropertyName: 'a, b,c' }, [
		filesItem({ a: ['a.png', PNG], b: ['B.JPG', JPG], c: ['Ünïcode 広告 "1".gif', GIF] }),
	]);
	expect(error).toBeUndefined();
	expect(apiRequests(sandbox)).toHaveLength(1);
	const entries = Object.entries(map());
	expect(entries.map(([, { creativeName }]) => creativeName)).toEqual([
		'a',
		'B',
		'Ünïcode 広告 "1"',
	]);
	const parts = sent().parts?.slice(1) ?? [];
	expect(parts.map(({ name, filename }) => [name, filename])).toEqual(
		entries.map(([, { creativeSource }]) => ['creativeFiles', creativeSource]),
	);
	expect(parts.map(({ contentType }) => contentType)).toEqual([
		'image/png',
		'image/jpeg',
		'image/gif',
	]);
	expect([PNG, JPG, GIF].every((file, index) => file.equals(parts[index].content))).toBe(true);
	expect(items.map(({ json }) => [json.creativeId, json.originalFileName])).toEqual([
		[148971, 'a.png'],
		[148972, 'B.JPG'],
		[148973, 'Ünïcode 広告 "1".gif'],
	]);
	for (const [, entry] of entries) expect(entry).not.toHaveProperty('externalCreativeId');
	expect(entries[0][1].imageDetails).toEqual({ creativeWidth: 300, creativeHeight: 250 });
});

it('goes by the quickstart unless the current API is chosen', async () => {
	const { error } = await upload({ options: { apiVersion: 'v2' } });
	expect(error).toBeUndefined();
	const bare = await runNode(sandbox, new IqmCreative(), FORM, {
		items: [fileItem('a.png', 'image/png', PNG)],
	});
	expect(bare.error).toBeUndefined();
	expect(apiRequests(sandbox).map(({ path }) => path)).toEqual([OLDER, OLDER]);
});

it('never sends videos by the quickstart, whatever was chosen before', async () => {
	const video = fileItem('a.mp4', 'video/mp4', sampleContent('/samples/video.mp4'));
	const { error } = await upload({ kind: 'video', options: { apiVersion: 'v2' } }, [video]);
	expect(error).toBeUndefined();
	expect(apiRequests(sandbox).map(({ path }) => path)).toEqual([ADD]);
});

it('takes further fields from Additional JSON, and names those that are set twice', async () => {
	const additional = (json: IDataObject) => ({
		additionalFields: { additionalJson: JSON.stringify(json) },
	});
	expect((await upload(additional({ externalCreativeId: 'x-1' }))).error).toBeUndefined();
	expect(Object.values(map())[0]).toMatchObject({ externalCreativeId: 'x-1' });
	for (const [json, words] of [
		[{ clickUrl: 'https://other.example' }, "'Additional JSON' sets 'clickUrl'"],
		[{ imageDetails: {} }, "sets 'imageDetails', which the field 'Pixel URLs' has already set"],
		[{ platformCreativeTypeId: 13 }, "which the field 'Kind' has already set"],
		[{ pixelUrl: 'https://t.example' }, "sets 'pixelUrl', which IQM's current API does not know"],
		[{ width: 300 }, "sets 'width', which IQM's current API does not know"],
	] as Array<[IDataObject, string]>) {
		expect((await upload(additional(json))).error?.message).toContain(words);
	}
	expect(apiRequests(sandbox)).toHaveLength(1);
});

it.each<[string, IDataObject, string]>([
	[
		'two pixels ("pixelUrl (String, optional)")',
		{ additionalFields: { pixelUrl: ['https://t.example/a', 'https://t.example/b'] } },
		"'Pixel URLs' has 2 URLs, but IQM's current API accepts one per image",
	],
	['a DSP', { additionalFields: { dspId: '7' } }, "IQM's current API does not accept 'DSP ID'"],
	[
		'an advertiser',
		{ additionalFields: { advertiserId: '12' } },
		"IQM's current API does not accept 'Advertiser ID'",
	],
	['an address without protocol', { clickUrl: 'www.example.com' }, "'Click URL'"],
	['a pixel without protocol', { additionalFields: { pixelUrl: ['t.example'] } }, "'Pixel URLs'"],
	['no address', { clickUrl: ' ' }, "'Click URL' is empty"],
	['another version', { options: { apiVersion: 'v4' } }, "'API Version' must be one of v3, v2"],
])('refuses %s before any request', async (_, changes, words) => {
	expect((await upload(changes)).error?.message).toContain(words);
	expect(sandbox.requests).toEqual([]);
});

it('names all that the current API does not know at once', async () => {
	const { error } = await upload({
		additionalFields: {
			...{ advertiserId: '12', dspId: '7', pixelUrl: ['https://t.example/a', 'https://t.example/b'] },
			additionalJson: '{"width":300,"height":250}',
		},
	});
	expect(faultsOf(error?.message)).toEqual([
		"IQM's current API does not accept 'Advertiser ID'",
		"IQM's current API does not accept 'DSP ID'",
		"'Pixel URLs' has 2 URLs, but IQM's current API accepts one per image",
		"'Additional JSON' sets 'height', which IQM's current API does not know",
		"'Additional JSON' sets 'width', which IQM's current API does not know",
	]);
	expect(sandbox.requests).toEqual([]);
});

it('refuses a file that is not an image, as the older upload does', async () => {
	const { error } = await upload({}, [fileItem('a.png', 'image/png', JPG)]);
	expect(error?.message).toContain("'a.png' is a JPEG image, not PNG as its name says");
	expect(sandbox.requests).toEqual([]);
});

/** "Create Creatives - partial success and partial failure": `success` stays true. */
it('says which image IQM did not create, and what was made', async () => {
	const large = Buffer.concat([PNG, Buffer.alloc(2_050_000 - PNG.length)]);
	const { error } = await upload({ binaryPropertyName: 'a,b' }, [
		filesItem({ a: ['a.jpg', JPG], b: ['b.png', large] }),
	]);
	expect(error?.message).toMatch(/^IQM did not create 1 of 2 creatives\. b\.png: File size exceeds/);
	expect(error?.context?.details).toEqual({ created: ['creativeId 148971 (a.jpg)'] });
	expect(requestsTo(sandbox, ADD)).toHaveLength(1);
});

it.each<[string, IDataObject]>([
	['nothing', {}],
	['another reference', { successData: { I001: '701388' }, failedData: {} }],
	['no lists', { successData: null, failedData: [] }],
])('never uploads again when IQM answers with %s', async (_, data) => {
	answerWith(data);
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const { error } = await upload({}, undefined, { node });
	expect(error?.message).toContain('green.jpeg: IQM did not report the outcome');
	expect(requestsTo(sandbox, ADD)).toHaveLength(1);
});

it('sends the whole body again after the token ended', async () => {
	const { engine, error } = await upload({});
	expect(error).toBeUndefined();
	sandbox.expireTokens();
	const second = await upload({}, undefined, { engine });
	expect(second.error).toBeUndefined();
	for (const request of requestsTo(sandbox, ADD)) {
		expect(request.parts?.at(-1)?.content.equals(JPG)).toBe(true);
		expect(request.bodyLength).toBe(Number(request.headers['content-length']));
	}
	expect(sandbox.iqm.creatives.size).toBe(2);
});

it('shows the request in a preview, and sends none', async () => {
	const { items, error } = await upload({ options: { preview: true } });
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ method: 'POST', preview: true });
	const [request, file] = items[0].json.parts as IDataObject[];
	expect(JSON.parse(String(request.value))).toBeTruthy();
	expect(file).toMatchObject({ name: 'creativeFiles', contentType: 'image/jpeg', size: JPG.length });
	expect(sandbox.requests).toEqual([]);
});
