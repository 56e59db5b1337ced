import type { IDataObject } from 'n8n-workflow';

import { appLovinCampaignStage, BASE } from '../../../support/appLovinCampaignStage';
import { ID } from '../../../support/appLovinForms';
import { apiRequests } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';

/** Campaign > Create, Get, Get Many and Update. */
const { makeCampaign, makeSample, onlyRequest, run, sandbox } = appLovinCampaignStage();

const CREATE = {
	ifItExists: 'create',
	name: 'My app US',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
	additionalFields: { category: '803' },
};
const STORE = 'https://play.google.com/store/apps/details?id=com.example.app';
const CREATED = {
	name: 'My app US',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
	category: '803',
	status: false,
};

describe('AppLovin Campaign: Campaign', () => {
	it('creates a paused campaign: POST /campaign/ (row 4)', async () => {
		const { items, error } = await run('campaign', 'create', CREATE);
		expect(error).toBeUndefined();
		const { method, url, headers, json } = onlyRequest();
		expect([method, url]).toEqual(['POST', `${BASE}/campaign/`]);
		expect(headers['content-type']).toMatch(/^application\/json/);
		expect(json).toEqual(CREATED);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			...CREATED,
			...{ campaign_id: ID, spend: 0 },
			...{ status: 'Paused', platform: 'Android', tracking_method: 'Adjust' },
		});
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(sandbox.applovin.campaigns.get(ID)?.status).toBe(false);
	});

	it('creates a campaign for iOS from expressions, with numbers and other letter case too', async () => {
		const { error } = await run(
			'campaign',
			'create',
			{
				...CREATE,
				platform: '={{ $json.platform }}',
				package_name: '={{ 1234567890 }}',
				bundle_id: '={{ $json.bundle }}',
				bid_type: '={{ "roas_iap" }}',
				additionalFields: { goal_period: '={{ "7" }}' },
			},
			{ items: [{ json: { platform: 'iOS', bundle: 'com.example.app' } }] },
		);
		expect(error).toBeUndefined();
		expect(onlyRequest().json).toEqual({
			name: 'My app US',
			platform: 'ios',
			package_name: '1234567890',
			bundle_id: 'com.example.app',
			bid_type: 'ROAS_IAP',
			tracking_method: 'adjust',
			goal_period: 7,
			status: false,
		});
	});

	it.each([
		['no name', { name: '={{ "" }}' }, "'Campaign Name' is empty"],
		['no platform', { platform: '={{ "" }}' }, "'Platform' is empty"],
		['another platform', { platform: '={{ "fire" }}' }, "'Platform' must be one of android, ios"],
		['no bid type', { bid_type: '={{ "" }}' }, "'Bid Type' is empty"],
		['no tracking method', { tracking_method: '={{ "" }}' }, "'Tracking Method' is empty"],
		['a name instead of the iTunes ID', { platform: 'ios', bundle_id: 'x' }, 'numeric iTunes ID'],
		[
			'iOS without a bundle',
			{ platform: 'ios', package_name: '1', bundle_id: '={{ "" }}' },
			"'Bundle ID' is empty",
		],
		[
			'Android with a bundle',
			{ platform: '={{ "android" }}', bundle_id: 'x' },
			"'Bundle ID' is for iOS only",
		],
		['a store address', { package_name: STORE }, 'must be the package name of an Android app'],
		['a package name with more after it', { package_name: 'com.example.app:x' }, 'package name'],
		['a package name of one part', { package_name: 'example' }, 'must be the package name'],
		['an iTunes ID on Android', { package_name: '={{ 1234567890 }}' }, 'must be the package name'],
		[
			'a store address on iOS',
			{ platform: 'ios', package_name: 'https://apps.apple.com/app/id1', bundle_id: 'a.b' },
			"must be the numeric iTunes ID on iOS, not 'https://apps.apple.com/app/id1'",
		],
		[
			'an "id" in front of the number on iOS',
			{ platform: 'ios', package_name: 'id123', bundle_id: 'a.b' },
			'numeric iTunes ID',
		],
		[
			'a number as bundle ID',
			{ platform: 'ios', package_name: '123', bundle_id: '123' },
			"'Bundle ID' must be the bundle ID of an iOS app",
		],
		['half a day', { additionalFields: { goal_period: 0.5 } }, 'must be a whole number'],
		[
			'a campaign that starts at once',
			{ additionalFields: { additionalJson: '{"status": true}' } },
			"'Additional JSON' sets 'status'",
		],
		[
			'an ID',
			{ additionalFields: { additionalJson: '{"campaign_id": "1"}' } },
			"'Additional JSON' sets 'campaign_id'",
		],
		[
			'a name set twice',
			{ additionalFields: { additionalJson: '{"name": "x"}' } },
			"which the field 'Campaign Name' has already set",
		],
	])('creates nothing with %s', async (_, changes, words) => {
		const { error } = await run('campaign', 'create', { ...CREATE, ...changes } as IDataObject);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['a store address', {}, STORE, 'Enter com.example.app.'],
		['an iTunes ID', {}, '1234567890', "choose Apple iOS in 'Platform'"],
		[
			'an address on iOS',
			{ platform: 'ios', bundle_id: 'com.example.app' },
			'https://apps.apple.com/app/id12',
			'Enter 12.',
		],
	])('advises what to do about %s', async (_, changes, package_name, advice) => {
		const form = { ...CREATE, ...changes, package_name };
		const { error } = await run('campaign', 'create', form);
		expect(error?.description).toContain(advice);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('does not create a second time after an answer was lost', async () => {
		sandbox.addFault({ path: /\/campaign\/$/, kind: 'serverErrorAfter' });
		const { error } = await run('campaign', 'create', CREATE, {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('may or may not have been created');
		expect(sandbox.applovin.campaigns.size).toBe(1);
	});

	it('says so when an answer lacks the ID', async () => {
		sandbox.addFault({ path: /\/campaign\/$/, kind: 'emptyAfter' });
		const { error } = await run('campaign', 'create', CREATE);
		expect(error?.message).toContain('returned an empty response');
		expect(error?.description).toContain('may or may not have been created');
	});

	it('gets a campaign: GET /campaign/{id} (row 2)', async () => {
		await makeSample();
		const { items } = await run('campaign', 'get', { campaign_id: picked(ID) });
		const { method, url } = onlyRequest();
		expect([method, url]).toEqual(['GET', `${BASE}/campaign/${ID}`]);
		expect(items.map(({ json }) => json)).toEqual([sandbox.applovin.campaigns.get(ID)]);
		expect(items[0].json.spend).toBe('0.0000');
	});

	it('lists campaigns with limit and filters: GET /campaigns (row 1)', async () => {
		await makeSample();
		const second = await makeCampaign({
			name: 'Other ROAS',
			bundle_id: 'b',
			platform: 'ios',
			package_name: '1',
		});
		const third = await makeCampaign({ name: 'My app DE roas' });
		const campaign = sandbox.applovin.campaigns.get(third);
		if (campaign) campaign.status = true;

		const listed = async (parameters: IDataObject) =>
			(await run('campaign', 'getAll', parameters)).items.map(({ json }) => json.campaign_id);
		expect(await listed({ returnAll: true })).toEqual([ID, second, third]);
		const { method, url } = onlyRequest();
		expect([method, url]).toEqual(['GET', `${BASE}/campaigns`]);

		expect(await listed({ returnAll: false, limit: 2 })).toEqual([ID, second]);
		expect(await listed({ returnAll: true, filters: { name: ' roas' } })).toEqual([second, third]);
		expect(await listed({ returnAll: true, filters: { name: 'my\u00a0 app de' } })).toEqual([
			third,
		]);
		expect(await listed({ returnAll: true, filters: { status: 'active' } })).toEqual([third]);
		expect(await listed({ returnAll: true, filters: { status: '={{ false }}' } })).toEqual([
			ID,
			second,
		]);
		expect(
			await listed({
				returnAll: false,
				limit: 1,
				filters: { platform: 'android', status: 'active' },
			}),
		).toEqual([third]);
	});

	it('changes only what is chosen: POST /campaign/{id} (row 3)', async () => {
		await makeSample();
		const { items, error } = await run('campaign', 'update', {
			campaign_id: picked(ID),
			updateFields: { name: 'New name' },
		});
		expect(error).toBeUndefined();
		const { method, url, json } = onlyRequest();
		expect([method, url]).toEqual(['POST', `${BASE}/campaign/${ID}`]);
		expect(json).toEqual({ name: 'New name' });
		expect(items[0].json).toMatchObject({
			campaign_id: ID,
			name: 'New name',
			status: 'Paused',
			tracking_method: 'Adjust',
		});
	});

	it('changes every field that can be changed', async () => {
		await makeSample();
		await run(
			'campaign',
			'update',
			{
				campaign_id: picked('={{ $json.id }}'),
				updateFields: {
					category: '={{ 804 }}',
					tracking_method: 'apsalar',
					additionalJson: '{"name": "From JSON"}',
				},
			},
			{ items: [{ json: { id: ` ${ID} ` } }] },
		);
		expect(onlyRequest().json).toEqual({
			category: '804',
			tracking_method: 'apsalar',
			name: 'From JSON',
		});
	});

	it.each([
		['nothing', {}, 'There is nothing to update'],
		[
			'a status, which has operations of its own',
			{ name: 'x', additionalJson: '{"status": true}' },
			"'Additional JSON' sets 'status', which Update does not change",
		],
		[
			'a tracking method that was not chosen',
			{ tracking_method: '' },
			"'Tracking Method' is empty",
		],
		['an empty name', { name: ' ' }, "'Campaign Name' is empty"],
		...[
			'campaign_id',
			'bid_type',
			'bundle_id',
			'clicks',
			'created',
			'created_at',
			'goal_period',
			'impressions',
			'installs',
			'package_name',
			'platform',
			'spend',
		].map((field): [string, IDataObject, string] => [
			`the read-only ${field}`,
			{ name: 'x', additionalJson: JSON.stringify({ [field]: '' }) },
			`'Additional JSON' sets '${field}', which is read-only`,
		]),
	])('updates nothing with %s', async (_, updateFields, words) => {
		await makeSample();
		const { error } = await run('campaign', 'update', {
			campaign_id: picked(ID),
			updateFields: updateFields as IDataObject,
		});
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('ends each item with results or with one error, and logs in once', async () => {
		await makeSample();
		const { items } = await run(
			'campaign',
			'update',
			{ campaign_id: picked('={{ $json.id }}'), updateFields: { name: '={{ $json.name }}' } },
			{
				items: [
					{ json: { id: ID, name: 'One' } },
					{ json: { name: 'Two' } },
					{ json: { id: ID } },
					{ json: { id: ID, name: 'Four' } },
				],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ json }) => json.error ?? json.name)).toEqual([
			'One',
			"'Campaign' is empty: its expression returned no value",
			"'Campaign Name' is empty: its expression returned no value",
			'Four',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(apiRequests(sandbox).map(({ json }) => json)).toEqual([
			{ name: 'One' },
			{ name: 'Four' },
		]);
		expect(sandbox.requests).toHaveLength(3);
		expect(sandbox.applovin.campaigns.size).toBe(1);
	});

	it("shows AppLovin's own words", async () => {
		await makeSample();
		const { error } = await run('campaign', 'get', { campaign_id: picked('0'.repeat(32)) });
		expect(error?.message).toContain('Campaign not found');
		expect(error?.httpCode).toBe('404');
	});
});
