import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { creativeStage, ID, ROOT, START } from './creativeStage';
import { errorOf } from './sandboxStage';

// IQM OpenAPI creative, GET and PATCH /api/v3/crt/creatives/{creativeId}.
describe('sandbox: IQM creative details and changes', () => {
	const stage = creativeStage();
	const { ask, shown, statusOf, makeVideo } = stage;

	test('shows an image as the sample does', async () => {
		expect((await stage.client.get(`${ROOT}/${ID}`)).body).toEqual({
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
				createdAt: START,
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
		expect(await errorOf(stage.client.get(`${ROOT}/${id}`))).toEqual([status, words]);
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
		stage.now += 2000;
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
