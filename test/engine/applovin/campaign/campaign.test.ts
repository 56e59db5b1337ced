import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import type { RecordedRequest } from '../../../../sandbox';
import { AppLovinClient } from '../../../../sandbox/applovin/client';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { apiRequests, runNode } from '../../../support/harness';

const BASE = '/campaign_management/v1';
/** The document's example; the sandbox gives it to its first campaign. */
const ID = '29d66efc22ae53a201e1532265b83f12';
const CLICK_URL =
	'https://app.adjust.com/123abc?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})&gps_adid={IDFA}';
const IMPRESSION_URL =
	'https://s2s.adjust.com/impression/123abc?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})';

const sandbox = freshSandbox();

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

async function run(
	resource: string,
	operation: string,
	parameters: IDataObject = {},
	options: NodeRunOptions = {},
): Promise<NodeRun> {
	return await runNode(
		sandbox,
		new AppLovinCampaign(),
		{ authentication: 'appLovinApi', resource, operation, options: {}, ...parameters },
		options,
	);
}

/** Makes a campaign in the sandbox and forgets how. */
async function makeCampaign(changes: Record<string, string> = {}): Promise<string> {
	const client = new AppLovinClient(sandbox);
	await client.login();
	const id = await client.makeCampaign(changes);
	sandbox.requests.length = 0;
	return id;
}

/** Makes the document's campaign. */
async function makeSample(changes: Record<string, string> = {}): Promise<void> {
	expect(await makeCampaign(changes)).toBe(ID);
}

function onlyRequest(): RecordedRequest {
	const requests = apiRequests(sandbox);
	expect(requests).toHaveLength(1);
	expect(requests[0].headers.authorization).toMatch(/^Bearer \S+$/);
	return requests[0];
}

/** The request of a bid, before which the campaign's targeting is read. */
function writeAfterLook(): RecordedRequest {
	const [look, write, ...others] = apiRequests(sandbox);
	expect([look?.method, look?.url]).toEqual(['GET', `${BASE}/campaign_targets/${ID}`]);
	expect(others).toEqual([]);
	return write;
}

const sourcesOf = (id = ID) => sandbox.applovin.sources.get(id) ?? [];
const bidsOf = (id = ID) => sandbox.applovin.sourceBids.get(id) ?? [];

const CREATE = {
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
		expect(items[0].json).toMatchObject({ ...CREATED, campaign_id: ID, spend: '0.0000' });
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(sandbox.applovin.campaigns.get(ID)?.status).toBe(false);
	});

	it('creates a campaign for iOS from expressions, also with numbers and other cases', async () => {
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
		['a package with a sign behind it', { package_name: 'com.example.app:x' }, 'package name'],
		['a package of one part', { package_name: 'example' }, 'must be the package name'],
		['an iTunes ID on Android', { package_name: '={{ 1234567890 }}' }, 'must be the package name'],
		[
			'a store address on iOS',
			{ platform: 'ios', package_name: 'https://apps.apple.com/app/id1', bundle_id: 'a.b' },
			"must be the numeric iTunes ID on iOS, not 'https://apps.apple.com/app/id1'",
		],
		[
			'id before the number on iOS',
			{ platform: 'ios', package_name: 'id123', bundle_id: 'a.b' },
			'numeric iTunes ID',
		],
		[
			'a number for the bundle',
			{ platform: 'ios', package_name: '123', bundle_id: '123' },
			"'Bundle ID' must be the bundle ID of an iOS app",
		],
		['half a day', { additionalFields: { goal_period: 0.5 } }, 'must be a whole number'],
		[
			'a start at once',
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
		['an address on iOS', { platform: 'ios' }, 'https://apps.apple.com/app/id12', 'Enter 12.'],
	])('advises what to do about %s', async (_, changes, package_name, advice) => {
		const form = { ...CREATE, ...changes, package_name };
		const { error } = await run('campaign', 'create', form);
		expect(error?.description).toContain(advice);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('does not create a second time after an answer that got lost', async () => {
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
		expect(error?.message).toContain('with nothing');
		expect(error?.description).toContain('may or may not have been created');
	});

	it('gets a campaign: GET /campaign/{id} (row 2)', async () => {
		await makeSample();
		const { items } = await run('campaign', 'get', { campaign_id: locator(ID) });
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
			campaign_id: locator(ID),
			updateFields: { name: 'New name', status: 'active' },
		});
		expect(error).toBeUndefined();
		const { method, url, json } = onlyRequest();
		expect([method, url]).toEqual(['POST', `${BASE}/campaign/${ID}`]);
		expect(json).toEqual({ name: 'New name', status: true });
		expect(items[0].json).toMatchObject({
			campaign_id: ID,
			name: 'New name',
			status: true,
			tracking_method: 'adjust',
		});
	});

	it('changes every field that can be changed', async () => {
		await makeSample();
		await run(
			'campaign',
			'update',
			{
				campaign_id: locator('={{ $json.id }}'),
				updateFields: {
					category: '={{ 804 }}',
					status: '={{ false }}',
					tracking_method: 'apsalar',
					additionalJson: '{"name": "From JSON"}',
				},
			},
			{ items: [{ json: { id: ` ${ID} ` } }] },
		);
		expect(onlyRequest().json).toEqual({
			category: '804',
			status: false,
			tracking_method: 'apsalar',
			name: 'From JSON',
		});
	});

	it.each([
		['nothing', {}, 'There is nothing to update'],
		['a status not chosen', { status: '' }, "'Status' is empty"],
		['another status', { status: '={{ "on" }}' }, "'Status' must be one of active, paused"],
		['a tracking method not chosen', { tracking_method: '' }, "'Tracking Method' is empty"],
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
			campaign_id: locator(ID),
			updateFields: updateFields as IDataObject,
		});
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('ends each item as results or as one error, and logs in once', async () => {
		await makeSample();
		const { items } = await run(
			'campaign',
			'update',
			{ campaign_id: locator('={{ $json.id }}'), updateFields: { status: '={{ $json.status }}' } },
			{
				items: [
					{ json: { id: ID, status: 'active' } },
					{ json: { status: 'active' } },
					{ json: { id: ID } },
					{ json: { id: ID, status: 'paused' } },
				],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ json }) => json.error ?? json.status)).toEqual([
			true,
			"'Campaign' is empty: its expression gave no value",
			"'Status' is empty: its expression gave no value",
			false,
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(apiRequests(sandbox).map(({ json }) => json)).toEqual([
			{ status: true },
			{ status: false },
		]);
		expect(sandbox.requests).toHaveLength(3);
		expect(sandbox.applovin.campaigns.size).toBe(1);
	});

	it("shows AppLovin's own words", async () => {
		await makeSample();
		const { error } = await run('campaign', 'get', { campaign_id: locator('0'.repeat(32)) });
		expect(error?.message).toContain('Campaign not found');
		expect(error?.httpCode).toBe('404');
	});
});

/** Every operation that takes an id, with input that is good but for the id. */
const WITH_ID: Array<[string, string, IDataObject]> = [
	['campaign', 'get', {}],
	['campaign', 'update', { updateFields: { name: 'New name', status: 'active' } }],
	['target', 'get', {}],
	[
		'target',
		'update',
		{ countries: { rows: [{ country: 'DEFAULT', budget: '10' }] }, devices: 'unchanged' },
	],
	['source', 'getAll', { returnAll: true }],
	['source', 'update', { sources: { rows: [{ app_id: 'a1', status: 'paused' }] } }],
	['sourceBid', 'getAll', { returnAll: true }],
	[
		'sourceBid',
		'update',
		{ source_bids: { rows: [{ app_id: 'a1', country: 'gb', bid_value: '1' }] } },
	],
	['sourceBid', 'clear', { source_bids: { rows: [{ app_id: 'a1', country: 'gb' }] } }],
];

describe.each(WITH_ID)('AppLovin Campaign: %s %s', (resource, operation, parameters) => {
	it.each([
		['an empty text', '={{ "" }}', 'is empty'],
		['space', '={{ "  " }}', 'is empty'],
		['null', '={{ null }}', 'is empty'],
		['a missing field', '={{ $json.nothing }}', 'is empty'],
		['a path', '={{ "../campaign/" }}', 'letters and digits'],
		['a query', '={{ "a?b" }}', 'letters and digits'],
		['a list', '={{ ["a", "b"] }}', 'letters and digits'],
	])('sends nothing with %s as campaign', async (_, value, words) => {
		await makeSample();
		const { error } = await run(resource, operation, {
			campaign_id: locator(value),
			...parameters,
		});
		expect(error?.message).toContain("'Campaign'");
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
		expect(sandbox.applovin.campaigns.size).toBe(1);
	});
});

async function updateTarget(
	rows: IDataObject[],
	changes: IDataObject = {},
	options: NodeRunOptions = {},
): Promise<NodeRun> {
	return await run(
		'target',
		'update',
		{
			campaign_id: locator(ID),
			bid_type: '',
			countries: { rows },
			devices: 'unchanged',
			...changes,
		},
		options,
	);
}

describe('AppLovin Campaign: Target', () => {
	it('gets the targeting and adds the campaign: GET /campaign_targets/{id} (row 13)', async () => {
		await makeSample();
		sandbox.applovin.targets.get(ID)?.countries.set('gb', { bid: 2.9, budget: 1000 });
		const { items } = await run('target', 'get', { campaign_id: locator(ID) });
		const { method, url } = onlyRequest();
		expect([method, url]).toEqual(['GET', `${BASE}/campaign_targets/${ID}`]);
		expect(items.map(({ json }) => json)).toEqual([
			{
				campaign_id: ID,
				bid_type: 'CPI',
				countries: [{ bid: 2.9, budget: 1000, country: 'gb', disabled: false }],
				os_major_version_min: null,
			},
		]);
	});

	it.each(['empty', 'object', 'rows'] as const)(
		'sends shared values, a bid of a country and a disabled one: POST /campaign_targets/{id} (row 14), answered with %s',
		async (writeReply) => {
			await makeSample();
			sandbox.options.applovin.writeReply = writeReply;
			sandbox.applovin.targets.get(ID)?.countries.set('fr', {}).set('us', { bid: 1 });
			const { items, error } = await updateTarget(
				[
					{
						country: 'DEFAULT',
						disabled: 'unchanged',
						budget: '1000',
						click_url: CLICK_URL,
						impression_url: IMPRESSION_URL,
					},
					{ country: '={{ "GB" }}', disabled: 'enable', bid: '={{ 2.9 }}' },
					{ country: 'fr', disabled: 'disable', bid: '9' },
				],
				{ bid_type: 'CPI' },
			);
			expect(error).toBeUndefined();
			const { method, url, json } = writeAfterLook();
			expect([method, url]).toEqual(['POST', `${BASE}/campaign_targets/${ID}`]);
			const countries = [
				{ country: 'DEFAULT', budget: 1000, click_url: CLICK_URL, impression_url: IMPRESSION_URL },
				{ country: 'gb', bid: 2.9, disabled: false },
				{ country: 'fr', disabled: true },
			];
			expect(json).toEqual({ countries });
			expect(items.map((item) => item.json)).toEqual([
				{ campaign_id: ID, updated: true, countries },
			]);
			const stored = sandbox.applovin.targets.get(ID)?.countries;
			expect([...(stored?.keys() ?? [])].sort()).toEqual(['DEFAULT', 'gb', 'us']);
		},
	);

	it('says all devices, chosen devices and the lowest version', async () => {
		await makeSample({ platform: 'ios', package_name: '1', bundle_id: 'b' });
		const all = await updateTarget([], { devices: 'all' });
		expect(all.error).toBeUndefined();
		expect(onlyRequest().json).toEqual({ device_types: [] });
		expect(all.items[0].json).toEqual({
			campaign_id: ID,
			updated: true,
			countries: [],
			device_types: [],
		});

		await updateTarget([], {
			devices: 'chosen',
			device_types: ['phone', 'other'],
			updateFields: { os_major_version_min: '={{ 9 }}' },
		});
		expect(apiRequests(sandbox).at(-1)?.json).toEqual({
			device_types: ['phone', 'other'],
			os_major_version_min: 9,
		});
		await updateTarget([], { devices: 'chosen', device_types: '={{ "phone,tablet" }}' });
		expect(apiRequests(sandbox).at(-1)?.json).toEqual({ device_types: ['phone', 'tablet'] });
	});

	it('takes many countries as JSON from an expression, under the same rules', async () => {
		await makeSample({ bid_type: 'ROAS_IAP' });
		const additionalJson = '={{ { countries: $json.rows } }}';
		const rows = ['us', 'gb'].map((country) => ({
			country,
			bid: 50,
			budget: 100,
			disabled: false,
		}));
		const good = await updateTarget(
			[],
			{ bid_type: 'ROAS_IAP', updateFields: { additionalJson } },
			{ items: [{ json: { rows } }] },
		);
		expect(good.error).toBeUndefined();
		expect(writeAfterLook().json).toEqual({ countries: rows });
		const bad = await updateTarget(
			[],
			{ bid_type: 'ROAS_IAP', updateFields: { additionalJson } },
			{ items: [{ json: { rows: [...rows, { country: 'us', budget: 1 }] } }] },
		);
		expect(bad.error?.message).toContain("'Countries' has two rows for us");
	});

	const gb = (values: IDataObject) => [{ country: 'gb', disabled: 'unchanged', ...values }];
	it.each<[string, IDataObject[], IDataObject, string]>([
		['no change', [], {}, 'There is nothing to update'],
		['a row without a change', gb({}), {}, "'Countries 1' changes nothing for gb"],
		['no country', [{ country: '={{ "" }}', budget: '5' }], {}, "'Countries 1: Country' is empty"],
		[
			'a country of three letters',
			gb({ country: '={{ "gbr" }}', budget: '5' }),
			{},
			"unknown: 'gbr'",
		],
		['a budget of 0', gb({ budget: '0' }), {}, "'Countries 1: Daily Budget' must be above 0"],
		['a bid below 0', gb({ bid: '-1' }), { bid_type: 'CPI' }, "'Countries 1: Bid' must be above 0"],
		[
			'a bid in words',
			gb({ bid: 'two' }),
			{ bid_type: 'CPI' },
			"'Countries 1: Bid' must be a number",
		],
		['a bid without its type', gb({ bid: '2' }), {}, "'Bid Type of the Campaign' must be chosen"],
		['half for 50%', gb({ bid: '0.5' }), { bid_type: 'ROAS_IAP' }, 'would be a goal of 0.5%'],
		['half for 50% of RET', gb({ bid: '0.5' }), { bid_type: 'RET' }, 'would be a goal of 0.5%'],
		[
			'an address without protocol',
			gb({ click_url: 'app.adjust.com/1' }),
			{},
			'starts with https://',
		],
		[
			'a country twice',
			[...gb({ budget: '5' }), ...gb({ click_url: CLICK_URL })],
			{},
			"'Countries' has two rows for gb",
		],
		[
			'budgets both shared and per country',
			[{ country: 'DEFAULT', budget: '5' }, ...gb({ budget: '5' })],
			{},
			"'Daily Budget' is set both for DEFAULT and for gb",
		],
		[
			'addresses both shared and per country',
			[{ country: 'DEFAULT', click_url: CLICK_URL }, ...gb({ click_url: CLICK_URL })],
			{},
			"'Click URL' is set both for DEFAULT and for gb",
		],
		[
			'values of a disabled country',
			[{ country: 'gb', disabled: '={{ true }}', budget: '5' }],
			{},
			"'Countries 1: Daily Budget' is set for gb, which is disabled",
		],
		[
			'no chosen device',
			[],
			{ devices: 'chosen', device_types: '={{ [] }}' },
			"'Device Types' is empty",
		],
		[
			'an unknown device',
			[],
			{ devices: 'chosen', device_types: '={{ ["tv"] }}' },
			"'Device Types' must be one of",
		],
		['half a version', [], { updateFields: { os_major_version_min: '9.5' } }, 'whole number'],
		[
			'an empty version',
			[],
			{ updateFields: { os_major_version_min: '' } },
			"'Lowest OS Version' is empty",
		],
		[
			'the read-only bid type',
			gb({ budget: '5' }),
			{ updateFields: { additionalJson: '{"bid_type": "CPI"}' } },
			"sets 'bid_type', which is read-only",
		],
		[
			'a misspelled field',
			[],
			{ updateFields: { additionalJson: '{"countries": [{"country": "gb", "budgets": 5}]}' } },
			"'Countries 1' has no field 'budgets'",
		],
	])('sends nothing with %s', async (_, rows, changes, words) => {
		await makeSample();
		const { error } = await updateTarget(rows, changes);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['CPI', '0.5', 0.5],
		['ROAS_AD_BASED', '50', 50],
	])('sends a bid of %s: %s', async (bid_type, bid, sent) => {
		await makeSample({ bid_type });
		await updateTarget(gb({ bid, budget: '5', disabled: 'enable' }), { bid_type });
		expect(writeAfterLook().json).toEqual({
			countries: [{ country: 'gb', bid: sent, budget: 5, disabled: false }],
		});
	});
});

describe.each([
	['source', 'sources', () => sourcesOf(), 17],
	['sourceBid', 'source_bids', () => bidsOf(), 15],
] as const)('AppLovin Campaign: %s Get Many', (resource, path, stored, row) => {
	const listed = async (parameters: IDataObject, options: IDataObject = {}) =>
		await run(resource, 'getAll', { campaign_id: locator(ID), ...parameters, options });
	const queries = () =>
		apiRequests(sandbox).map(({ query }) => [query.get('limit'), query.get('offset')]);

	it(`reads all rows of the envelope: GET /${path}/{id}?limit&offset (row ${row})`, async () => {
		await makeSample();
		const { items, error } = await listed({ returnAll: true });
		expect(error).toBeUndefined();
		const sent = apiRequests(sandbox).map(({ method, path: to }) => [method, to]);
		expect(sent).toEqual([1, 2].map(() => ['GET', `${BASE}/${path}/${ID}`]));
		expect(queries()).toEqual([
			['5000', '0'],
			// Its total counts something else: from the last row on nothing new comes.
			['5000', '24'],
		]);
		expect(items.map(({ json }) => json)).toEqual(
			stored().map((one) => ({ campaign_id: ID, ...one })),
		);
	});

	it('goes on after the rows that came when AppLovin cuts the limit', async () => {
		await makeSample();
		sandbox.options.applovin.maxPageRows = 10;
		const { items } = await listed({ returnAll: true });
		expect(queries()).toEqual([
			['5000', '0'],
			['5000', '9'],
			['5000', '18'],
			['5000', '24'],
		]);
		expect(items.map(({ json }) => json.app_id)).toEqual(stored().map(({ app_id }) => app_id));
		const raw = await listed({ returnAll: true }, { rawResponse: true });
		expect(raw.items[0].json.pages).toHaveLength(4);
	});

	it('reads no more than the limit', async () => {
		await makeSample();
		sandbox.options.applovin.maxPageRows = 10;
		const { items } = await listed({ returnAll: false, limit: 12 });
		expect(queries()).toEqual([
			// One more than is wanted tells whether there are more.
			['13', '0'],
			['4', '9'],
		]);
		expect(items).toHaveLength(12);
		const { error } = await listed({ returnAll: false, limit: '={{ 0 }}' });
		expect(error?.message).toContain("'Limit' must be a whole number of at least 1");
	});

	it('returns nothing for a campaign without rows', async () => {
		sandbox.options.applovin.sourceCount = 0;
		await makeSample();
		const { items, error } = await listed({ returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});
});

describe('AppLovin Campaign: Source Update', () => {
	const update = async (rows: IDataObject[], options: IDataObject = {}, more: IDataObject = {}) =>
		await run('source', 'update', {
			campaign_id: locator(ID),
			rowsFrom: 'fields',
			sources: { rows },
			options,
			...more,
		});

	it.each(['bare', 'wrapped'] as const)('switches sources (row 18), %s', async (bodyFormat) => {
		await makeSample();
		sandbox.options.applovin.bodyFormat = bodyFormat;
		const [first, second] = sourcesOf().map(({ app_id }) => app_id);
		const { items, error } = await update(
			[
				{ app_id: first, status: 'paused' },
				{ app_id: second, status: '={{ "active" }}' },
			],
			{ bodyFormat },
		);
		expect(error).toBeUndefined();
		const { method, url, json } = onlyRequest();
		expect([method, url]).toEqual(['POST', `${BASE}/sources/${ID}`]);
		const sources = [
			{ app_id: first, status: false },
			{ app_id: second, status: true },
		];
		expect(json).toEqual(bodyFormat === 'bare' ? sources : { sources });
		expect(items.map((item) => item.json)).toEqual([{ campaign_id: ID, updated: true, sources }]);
		expect(sourcesOf()[0].status).toBe(false);
		expect(sourcesOf()[2].status).toBe(true);
	});

	it('takes rows of Get Many as JSON, and never sends app_id_external', async () => {
		await makeSample();
		const rows = sourcesOf()
			.slice(0, 3)
			.map((row) => ({ campaign_id: ID, ...row, status: false }));
		const { error } = await update(
			[],
			{},
			{ rowsFrom: 'json', rowsJson: `=${JSON.stringify(rows)}` },
		);
		expect(error).toBeUndefined();
		expect(onlyRequest().json).toEqual(rows.map(({ app_id }) => ({ app_id, status: false })));
	});

	it.each([
		['no row', [], "'Sources' is empty"],
		['no app', [{ app_id: ' ', status: 'paused' }], "'Sources 1: App ID' is empty"],
		['no status', [{ app_id: 'a1', status: '={{ "" }}' }], "'Sources 1: Status' is empty"],
		[
			'an app twice',
			[
				{ app_id: 'a1', status: 'paused' },
				{ app_id: 'a1', status: 'active' },
			],
			"'Sources' has two rows for the app a1",
		],
	])('sends nothing with %s', async (_, rows, words) => {
		await makeSample();
		const { error } = await update(rows);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['broken JSON', '=[{', 'is not valid JSON'],
		['a number', '={{ 5 }}', 'must be a list of JSON objects'],
		[
			'another campaign',
			'={{ [{app_id: "a1", status: true, campaign_id: "b2"}] }}',
			'a row of the campaign',
		],
		['a misspelled field', '={{ [{app_id: "a1", state: true}] }}', "no field 'state'"],
	])('sends nothing with %s as rows', async (_, rowsJson, words) => {
		await makeSample();
		const { error } = await update([], {}, { rowsFrom: 'json', rowsJson });
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('does not send again after an answer that got lost', async () => {
		await makeSample();
		sandbox.addFault({ path: /\/sources\//, kind: 'serverErrorAfter' });
		const { error } = await update([{ app_id: sourcesOf()[0].app_id, status: 'paused' }]);
		expect(error?.description).toContain('The sources may or may not have been created or changed');
		expect(apiRequests(sandbox)).toHaveLength(1);
	});
});

describe('AppLovin Campaign: Source Bid Update and Clear', () => {
	const send = async (
		operation: string,
		rows: IDataObject[],
		options: IDataObject = {},
		more: IDataObject = {},
	) =>
		await run('sourceBid', operation, {
			campaign_id: locator(ID),
			rowsFrom: 'fields',
			source_bids: { rows },
			options,
			...more,
		});

	it.each(['bare', 'wrapped'] as const)('sets bids (row 16), %s', async (bodyFormat) => {
		await makeSample();
		sandbox.options.applovin.bodyFormat = bodyFormat;
		const [first, second] = sourcesOf().map(({ app_id }) => app_id);
		const { items, error } = await send(
			'update',
			[
				{ app_id: first, country: 'gb', bid_value: '1.2345' },
				{ app_id: second, country: '={{ "DE" }}', bid_override_percentage: '={{ -20 }}' },
			],
			{ bodyFormat },
		);
		expect(error).toBeUndefined();
		const { method, url, json } = writeAfterLook();
		expect([method, url]).toEqual(['POST', `${BASE}/source_bids/${ID}`]);
		const source_bids = [
			{ app_id: first, country: 'gb', bid_value: 1.2345, bid_override_percentage: 'default' },
			{ app_id: second, country: 'de', bid_value: 'default', bid_override_percentage: -20 },
		];
		expect(json).toEqual(bodyFormat === 'bare' ? source_bids : { source_bids });
		expect(items.map((item) => item.json)).toEqual([
			{ campaign_id: ID, updated: true, source_bids },
		]);
	});

	it('clears bids, also those that Get Many returned', async () => {
		await makeSample();
		const [{ app_id, country }, ...others] = bidsOf();
		const { items, error } = await send('clear', [{ app_id, country }]);
		expect(error).toBeUndefined();
		const source_bids = [
			{ app_id, country, bid_value: 'default', bid_override_percentage: 'default' },
		];
		expect(onlyRequest().json).toEqual(source_bids);
		expect(items[0].json).toEqual({ campaign_id: ID, updated: true, source_bids });
		expect(bidsOf()).toEqual(others);

		const rowsJson = `=${JSON.stringify(others.map((row) => ({ campaign_id: ID, ...row })))}`;
		await send('clear', [], {}, { rowsFrom: 'json', rowsJson });
		expect(bidsOf()).toEqual([]);
		expect(JSON.stringify(apiRequests(sandbox).at(-1)?.json)).not.toContain('app_id_external');
	});

	it.each([
		['no row', [], "'Source Bids' is empty"],
		['neither value', [{ app_id: 'a1', country: 'gb' }], 'has neither'],
		[
			'both values',
			[{ app_id: 'a1', country: 'gb', bid_value: '1', bid_override_percentage: '10' }],
			'has both',
		],
		['a bid of 0', [{ app_id: 'a1', country: 'gb', bid_value: '0' }], 'must be above 0'],
		[
			'nothing left of the bid',
			[{ app_id: 'a1', country: 'gb', bid_override_percentage: '-100' }],
			'must be above -100',
		],
		['no app', [{ app_id: '={{ "" }}', country: 'gb', bid_value: '1' }], "App ID' is empty"],
		['no country', [{ app_id: 'a1', country: '={{ "" }}', bid_value: '1' }], "Country' is empty"],
		['DEFAULT', [{ app_id: 'a1', country: '={{ "DEFAULT" }}', bid_value: '1' }], 'is unknown'],
		[
			'an app twice in a country',
			[1, 2].map(() => ({ app_id: 'a1', country: 'gb', bid_value: '1' })),
			'two rows for the app a1 in gb',
		],
	])('sends nothing with %s', async (_, rows, words) => {
		await makeSample();
		const { error } = await send('update', rows);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('clears nothing without an app or a country', async () => {
		await makeSample();
		const noApp = await send('clear', [{ app_id: '={{ "" }}', country: 'gb' }]);
		expect(noApp.error?.message).toContain("App ID' is empty");
		const noCountry = await send('clear', [{ app_id: 'a1', country: '={{ "" }}' }]);
		expect(noCountry.error?.message).toContain("Country' is empty");
		expect(sandbox.requests).toHaveLength(0);
	});
});
