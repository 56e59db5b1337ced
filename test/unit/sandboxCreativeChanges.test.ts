import { startSandbox, type Sandbox } from '../../sandbox';
import { dig, SandboxClient } from '../../sandbox/client';
import type { JsonObject } from '../../sandbox/json';

const ROOT = '/api/v3/crt/creatives';

// IQM OpenAPI creative, GET and PATCH /api/v3/crt/creatives/{creativeId}.
describe('sandbox: IQM creative details and changes', () => {
	const start = 1_750_000_000_000;
	let now = start;
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		now = start;
		await client.login();
		await client.makeImage({ creativeName: 'asdf' });
		now += 2000;
		const [made] = sandbox.iqm.creatives.values();
		sandbox.iqm.creatives.set(5, { ...made, creativeId: 5, owId: 7 });
	});
	afterAll(() => sandbox.close());

	const ID = 148971;
	const ask = async (method: string, path: string, body: unknown) =>
		await client.send(method, ROOT + path, JSON.stringify(body), {
			...client.headers,
			'Content-Type': 'application/json',
		});
	const errorOf = async (answer: ReturnType<typeof ask>) => {
		const { status, body } = await answer;
		return [status, dig(body, 'errorObjects', 0, 'error')];
	};
	const shown = async (id = ID) => dig((await client.get(`${ROOT}/${id}`)).body, 'data');
	const statusOf = async (id = ID) => dig(await shown(id), 'creativeStatusId');
	const makeVideo = async (changes: JsonObject = {}) => {
		const entry = {
			creativeName: 'video',
			platformCreativeTypeId: 14,
			creativeSourceType: 'URL',
			creativeSource: 'https://example.com/video.mp4',
			clickUrl: 'www.example.com',
			videoDetails: { duration: 16, customTracking: { startUrl: 'https://a.example' } },
			...changes,
		};
		const parts = [{ name: 'creativeRequest', value: JSON.stringify({ V: entry }) }];
		return Number(dig((await client.form(ROOT, parts)).body, 'data', 'successData', 'V'));
	};

	test('shows an image as the sample does', async () => {
		expect((await client.get(`${ROOT}/${ID}`)).body).toEqual({
			success: true,
			data: {
				creativeId: ID,
				creativeName: 'asdf',
				rtbCreativeTypeId: 1,
				platformCreativeTypeId: 11,
				creativeStatusId: 2,
				creativeSource: `https://cdn.sandbox.example/creative/${ID}.png`,
				creativeCardSource: `https://cdn.sandbox.example/card/${ID}.jpg`,
				clickUrl: 'https://iqm.com',
				imageDetails: { creativeWidth: 300, creativeHeight: 250 },
				creativeSourceType: 'file',
				creativePreviewFlag: 1,
				createdAt: start,
				modifiedAt: '2025-06-15T15:06:40.000+00:00',
				userDetails: {
					uowId: 6942,
					userName: 'Sandbox Buyer',
					userEmail: 'buyer@sandbox.example',
					hasEditAccess: true,
					hasApprovalAccess: false,
				},
				organizationDetails: {
					owId: 200001,
					organizationName: 'Sandbox Organization',
					organizationLogo: 'https://cdn.sandbox.example/avatar/SO.png',
				},
			},
		});
		const video = await shown(await makeVideo());
		expect(video).toMatchObject({
			rtbCreativeTypeId: 3,
			videoDetails: { duration: 16, trackingData: { startUrl: 'https://a.example' } },
		});
		expect(dig(video, 'imageDetails')).toBeNull();
	});

	test.each([
		['686855', 422, 'No creative details found for creativeId: 686855'],
		['abc', 422, 'No creative details found for creativeId: abc'],
		['5', 403, 'Forbidden !'],
	])('shows and changes no creative %s', async (id, status, words) => {
		expect(await errorOf(client.get(`${ROOT}/${id}`))).toEqual([status, words]);
		expect(await errorOf(ask('PATCH', `/${id}`, {}))).toEqual([status, words]);
	});

	test('changes names without another approval, addresses with one', async () => {
		const names = { creativeName: 'New creative name', externalCreativeId: '3rd party id' };
		expect((await ask('PATCH', `/${ID}`, names)).body).toEqual({
			success: true,
			data: { id: ID, message: 'New creative name updated successfully' },
		});
		expect(await shown()).toMatchObject({ ...names, creativeStatusId: 2 });
		await ask('PATCH', `/${ID}`, { clickUrl: 'https://b.example', pixelUrl: 'https://p.example' });
		expect(await shown()).toMatchObject({
			clickUrl: 'https://b.example',
			imageDetails: { pixelUrl: 'https://p.example' },
			creativeStatusId: 1,
		});
		now += 2000;
		expect(await statusOf()).toBe(2);
	});

	test('changes and removes tracking addresses one by one', async () => {
		const id = await makeVideo();
		await ask('PATCH', `/${id}`, { trackingData: { completeURL: 'https://c.example' } });
		await ask('PATCH', `/${id}`, { trackingData: { startUrl: '' } });
		expect(dig(await shown(id), 'videoDetails', 'trackingData')).toEqual({
			completeURL: 'https://c.example',
		});
	});

	test.each<[string, JsonObject, number, RegExp]>([
		['an empty name', { creativeName: '' }, 422, /creativeName/],
		['a long name', { creativeName: 'x'.repeat(256) }, 422, /creativeName/],
		['a long third party id', { externalCreativeId: 'x'.repeat(201) }, 422, /externalCreativeId/],
		['an address of another type', { clickUrl: 1 }, 422, /clickUrl/],
		['tracking of an image', { trackingData: {} }, 422, /trackingData/],
		['a native’s title', { title: 'x' }, 422, /title/],
		['the source of a file', { creativeSource: 'x' }, 422, /creativeSource/],
		['a misspelled key', { pixelUrls: [] }, 422, /Unrecognized field 'pixelUrls'/],
		['an approver’s remarks', { creativeRemarks: 'x' }, 403, /^Forbidden !$/],
	])('refuses %s', async (_, changes, status, words) => {
		const answer = await errorOf(ask('PATCH', `/${ID}`, changes));
		expect(answer).toEqual([status, expect.stringMatching(words)]);
	});
});
