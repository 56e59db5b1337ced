import type { IDataObject } from 'n8n-workflow';

import { appLovinCampaignStage, BASE } from '../../../support/appLovinCampaignStage';
import { ID } from '../../../support/appLovinForms';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { apiRequests } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';

/** Target > Get and Update: countries, bids, budgets, devices. */
const { makeSample, onlyRequest, run, sandbox, writeAfterLook } = appLovinCampaignStage();

const CLICK_URL =
	'https://app.adjust.com/123abc?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})&gps_adid={IDFA}';
const IMPRESSION_URL =
	'https://s2s.adjust.com/impression/123abc?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})';

async function updateTarget(
	rows: IDataObject[],
	changes: IDataObject = {},
	options: NodeRunOptions = {},
): Promise<NodeRun> {
	return await run(
		'target',
		'update',
		{
			campaign_id: picked(ID),
			bid_type: '',
			changeBy: 'set',
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
		const { items } = await run('target', 'get', { campaign_id: picked(ID) });
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
				{
					campaign_id: ID,
					updated: true,
					countries,
					changes: [
						expect.objectContaining({ country: 'DEFAULT', field: 'Daily Budget', new: 1000 }),
						expect.objectContaining({ country: 'gb', field: 'Bid', new: 2.9 }),
					],
				},
			]);
			const stored = sandbox.applovin.targets.get(ID)?.countries;
			expect([...(stored?.keys() ?? [])].sort()).toEqual(['DEFAULT', 'gb', 'us']);
		},
	);

	describe('kinds of devices', () => {
		const present = async (...types: string[]) => {
			await makeSample({ platform: 'ios', package_name: '1234567890', bundle_id: 'com.example.app' });
			Object.assign(sandbox.applovin.targets.get(ID) ?? {}, { device_types: types });
		};

		it.each([
			['add', ['tablet'], ['phone', 'other', 'tablet']],
			['add', ['other', 'tablet'], ['phone', 'other', 'tablet']],
			['remove', ['phone'], ['other']],
			['remove', ['phone', 'tablet'], ['other']],
		])('%s: %j of phone and other makes %j', async (devices, device_types, now) => {
			await present('phone', 'other');
			const { items, error } = await updateTarget([], { devices, device_types });
			expect(error).toBeUndefined();
			expect(writeAfterLook().json).toEqual({ device_types: now });
			expect(items[0].json).toEqual({
				campaign_id: ID,
				updated: true,
				countries: [],
				device_types: now,
				lists: [{ field: 'Device Types', before: ['phone', 'other'], now }],
			});
		});

		it.each([
			['add', ['phone']],
			['remove', ['tablet']],
		])('sends nothing where %s of %j changes nothing', async (devices, device_types) => {
			await present('phone');
			const { items } = await updateTarget([], { devices, device_types });
			expect(items[0].json).toMatchObject({ updated: false, unchanged: true });
			expect(onlyRequest().method).toBe('GET');
		});

		it.each([
			['add', [], 'includes everything: it has no entries, and adding some would exclude all others'],
			['remove', [], 'includes everything'],
			['remove', ['phone'], 'would have no entries left'],
		])('%s is an error where %j is present, before anything is sent', async (devices, types, words) => {
			await present(...types);
			const { error } = await updateTarget([], { devices, device_types: ['phone'] });
			expect(error?.message).toContain(words);
			expect(error?.description).toContain("'Devices'");
			expect(onlyRequest().method).toBe('GET');
		});

		it('is an error on Android, where AppLovin shows none', async () => {
			await makeSample();
			const { error } = await updateTarget([], { devices: 'add', device_types: ['phone'] });
			expect(error?.message).toContain("AppLovin does not show 'Device Types'");
			expect(onlyRequest().method).toBe('GET');
		});

		it('goes on from what the item before has sent, which is read once', async () => {
			await present('phone');
			const { items } = await updateTarget(
				[],
				{ devices: 'add', device_types: '={{ $json.types }}' },
				{ items: [{ json: { types: ['tablet'] } }, { json: { types: ['other'] } }] },
			);
			expect(items.map(({ json }) => json.device_types)).toEqual([
				['phone', 'tablet'],
				['phone', 'tablet', 'other'],
			]);
			expect(apiRequests(sandbox).map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
		});

		it('previews what was and what will be', async () => {
			await present('phone');
			const form = { devices: 'add', device_types: ['tablet'], options: { preview: true } };
			const { items } = await updateTarget([], form);
			expect(JSON.stringify(items[0].json)).toContain('phone → phone, tablet');
			expect(onlyRequest().method).toBe('GET');
		});

		it('is added beside a new budget, in one request', async () => {
			await present('phone');
			const rows = [{ country: 'DEFAULT', budget: '70' }];
			const form = { devices: 'add', device_types: ['tablet'] };
			const { items, error } = await updateTarget(rows, form);
			expect(error).toBeUndefined();
			expect(items[0].json).toMatchObject({ device_types: ['phone', 'tablet'] });
			expect(writeAfterLook().json).toEqual({
				countries: [{ country: 'DEFAULT', budget: 70 }],
				device_types: ['phone', 'tablet'],
			});
		});
	});

	it('sends all devices, chosen devices and the lowest version', async () => {
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
		['a bid without its type', gb({ bid: '2' }), {}, "'Campaign Bid Type' must be chosen"],
		['0.5 for 50%', gb({ bid: '0.5' }), { bid_type: 'ROAS_IAP' }, 'would be a goal of 0.5%'],
		['0.5 for 50% with RET', gb({ bid: '0.5' }), { bid_type: 'RET' }, 'would be a goal of 0.5%'],
		[
			'an address without protocol',
			gb({ click_url: 'app.adjust.com/1' }),
			{},
			'starting with https://',
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
