import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import type { Replied } from '../../support/appLovinServer';
import { appLovinServer } from '../../support/appLovinServer';

/**
 * Answers to AppLovin's writes that no document shows and none rules out: an answer is read against
 * the request, no refusal is taken for a success, and nothing is sent twice.
 */
const server = appLovinServer();

const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } };
const ID = '29d66efc22ae53a201e1532265b83f12';
const SET = 'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6';
const CREATE = {
	resource: 'campaign',
	operation: 'create',
	name: 'My app US',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
};

interface Write {
	name: string;
	node: new () => INodeType;
	parameters: IDataObject;
	/** An answer that repeats what was sent, in other spellings. */
	good: unknown;
	/** Answers that repeat it with another meaning, and words of the error. */
	bad: Array<[unknown, string]>;
	/** An answer about something else. */
	other: unknown;
	/** Whether an answer without content says "done". */
	mayBeEmpty: boolean;
	/** What the error says was touched. */
	touched?: string;
	/** What the answer of the least content is. */
	least?: unknown;
}

const campaign = (changes: IDataObject) => ({ campaign_id: ID, ...changes });
const set = (changes: IDataObject) => ({ id: SET, ...changes });
const row = (changes: IDataObject) => ({ app_id: 'a1', country: 'gb', ...changes });

const WRITES: Write[] = [
	{
		name: 'Campaign: Create',
		node: AppLovinCampaign,
		parameters: CREATE,
		good: campaign({ name: ' My app US ', status: 'PAUSED', bid_type: 'cpi', platform: 'Android' }),
		bad: [
			[campaign({ name: 'Other', status: false }), "'Campaign Name' is 'Other', not 'My app US'"],
			[campaign({ status: false, package_name: 'com.other' }), "'Package Name' is"],
			[campaign({ status: false, bid_type: 'ROAS_IAP' }), "'Bid Type' is 'ROAS_IAP', not 'CPI'"],
		],
		other: { name: 'My app US' },
		mayBeEmpty: false,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Campaign: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'campaign',
			operation: 'update',
			campaign_id: ID,
			updateFields: { name: 'New', status: 'paused', category: '803' },
		},
		good: campaign({ name: 'New', status: 0, category: 803 }),
		bad: [
			[campaign({ status: true }), 'AppLovin answered that the campaign is still active'],
			[campaign({ status: 1 }), 'the campaign is still active'],
			[campaign({ status: 'ACTIVE', name: 'Old' }), "still active; 'Campaign Name' is 'Old'"],
			[campaign({ status: 'pending' }), "'Status' is 'pending', not 'false'"],
			[campaign({ category: null }), "'Category' holds no value, not '803'"],
			[{ name: 'Old' }, "'Campaign Name' is 'Old', not 'New'"],
		],
		other: { campaign_id: 'another', status: false },
		mayBeEmpty: true,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Target: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'target',
			operation: 'update',
			campaign_id: ID,
			bid_type: '',
			countries: {
				rows: [
					{ country: 'gb', budget: '100', click_url: 'https://a.example/?c={CAMPAIGN_ID}' },
					{ country: 'fr', disabled: 'disable' },
				],
			},
			devices: 'all',
			updateFields: { os_major_version_min: '10' },
		},
		good: {
			countries: [
				{ country: 'GB', budget: '100.00', click_url: 'https://a.example/?c=%7BCAMPAIGN_ID%7D' },
				{ country: 'de', budget: 5 },
			],
			device_types: null,
			os_major_version_min: '10',
		},
		bad: [
			[{ countries: [{ country: 'gb', budget: 1000 }] }, "'Countries 1: Daily Budget' is '1000'"],
			[[{ country: 'gb', budget: 1 }], "'Countries 1: Daily Budget' is '1', not '100'"],
			[{ countries: [{ country: 'fr' }] }, "'Countries 2: Disabled' is 'false', not 'true'"],
			[{ device_types: ['phone'] }, "'Device Types' is"],
			[{ os_major_version_min: null }, "'Lowest OS Version' holds no value, not '10'"],
		],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Source: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'source',
			operation: 'update',
			campaign_id: ID,
			rowsFrom: 'fields',
			sources: {
				rows: [
					{ app_id: 'a1', status: 'paused' },
					{ app_id: 'a2', status: 'active' },
				],
			},
		},
		good: {
			sources: [
				{ app_id: 'a2', status: 'enabled' },
				{ app_id: 'x', status: false },
				{ app_id: 'a1', status: 0 },
			],
		},
		bad: [
			[{ sources: [{ app_id: 'a1', status: true }] }, "'Sources 1: Status' is 'true', not 'false'"],
			[[{ app_id: 'a2', status: '0' }], "'Sources 2: Status' is '0', not 'true'"],
			[[{ app_id: 'a1', error: 'unknown app' }], "'Sources 1: Error' is 'unknown app'"],
			[[{ app_id: 'x', status: false }], "'Sources' is 'x', not 'a1'"],
			[[{ app_id: 'a1', status: false }], "'Sources' is 'left out', not 'a2'"],
			[[{ error: 'app a1 is unknown' }], "'Sources' is 'app a1 is unknown', not 'none'"],
			[[{ app_id: 'a1', status: false, code: 404 }], "'Sources 1: Error' is '404'"],
		],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Source Bid: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: ID,
			bid_type: 'CPI',
			rowsFrom: 'fields',
			source_bids: {
				rows: [
					{ app_id: 'a1', country: 'gb', bid_value: '1.5' },
					{ app_id: 'a1', country: 'de', bid_override_percentage: '-20' },
				],
			},
		},
		good: [
			row({ bid_value: '1.50', bid_override_percentage: null }),
			row({ country: 'DE', bid_value: 'default', bid_override_percentage: '-20' }),
		],
		bad: [
			[[row({ bid_value: 2.5 })], "'Source Bids 1: Bid Value' is '2.5', not '1.5'"],
			[
				{ source_bids: [row({ bid_override_percentage: 10 })] },
				"'Source Bids 1: Bid Override (Percent)' is '10', not",
			],
			[
				[row({ country: 'de', bid_override_percentage: 20 })],
				"'Source Bids 2: Bid Override (Percent)' is '20', not '-20'",
			],
		],
		other: [{ campaign_id: 'another', ...row({}) }],
		mayBeEmpty: true,
	},
	{
		name: 'Source Bid: Clear',
		node: AppLovinCampaign,
		parameters: {
			resource: 'sourceBid',
			operation: 'clear',
			campaign_id: ID,
			rowsFrom: 'fields',
			source_bids: { rows: [{ app_id: 'a1', country: 'gb' }] },
		},
		good: { source_bids: [row({ bid_value: 'default', bid_override_percentage: 'default' })] },
		bad: [[[row({ bid_value: 1.5 })], "'Source Bids 1: Bid Value' is '1.5', not empty"]],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Creative Set: Create',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'create',
			campaign_id: ID,
			name: 'Set A',
			additionalFields: { countries: ['gb', 'za'] },
		},
		good: { creative_set_id: SET, name: 'Set A', countries: ['ZA', 'gb'] },
		bad: [
			[set({ name: 'Set B' }), "'Name' is 'Set B', not 'Set A'"],
			[set({ countries: [] }), `'Countries' holds no value, not '["gb","za"]'`],
			[set({ campaign_id: 'another' }), "'Campaign' is 'another'"],
		],
		other: { name: 'Set A' },
		mayBeEmpty: false,
		touched: `creative_set_id ${SET}`,
	},
	{
		name: 'Creative Set: Update',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'update',
			creative_set_id: SET,
			updateFields: {
				name: 'Z\u00fcrich',
				allCountries: true,
				additionalJson: '{"sizes": {"INTER": true, "BANNER": false}}',
			},
		},
		good: set({ name: 'Zu\u0308rich', countries: null, sizes: { INTER: 1 } }),
		bad: [
			[set({ countries: ['gb'] }), "'Countries' is"],
			[set({ sizes: { BANNER: true } }), "'sizes' is"],
			[{ name: 'Old' }, "'Name' is 'Old'"],
		],
		other: { id: 'another', name: 'Z\u00fcrich' },
		mayBeEmpty: true,
		touched: `creative_set_id ${SET}`,
	},
	{
		name: 'Creative Set: Update Sizes',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'updateSizes',
			creative_set_id: SET,
			enabledSizes: ['INTER'],
			disabledSizes: ['BANNER'],
		},
		good: { INTER: 'true', BANNER: 0, CTV: true },
		bad: [
			[{ BANNER: true }, "'Size BANNER' is 'true', not 'false'"],
			[set({ sizes: { INTER: false } }), "'Size INTER' is 'false', not 'true'"],
		],
		other: { creative_set_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Ad: Update',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'ad',
			operation: 'update',
			ad_id: '7',
			updateFields: { name: 'New', status: 'active' },
		},
		good: { id: '7', name: 'New', status: '1' },
		bad: [
			[{ id: 7, status: false }, 'AppLovin answered that the ad is still paused'],
			[{ id: 7, name: 'Old' }, "'Name' is 'Old', not 'New'"],
		],
		other: { id: 8, name: 'New', status: true },
		mayBeEmpty: true,
		touched: 'ad_id 7',
	},
	{
		name: 'Asset: Add',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'asset',
			operation: 'add',
			creative_set_id: SET,
			type: 'TXT_TITLE',
			asset: 'Best app',
		},
		good: [{ type: 'TXT_TITLE', asset: ' Best app', status: 'processing' }],
		bad: [
			[[{ type: 'TXT_TITLE', asset: 'Old', status: 'ready' }], "is 'Old', not 'Best app'"],
			[[{ type: 'TXT_BUTTON', asset: 'Best app', status: 'ready' }], 'does not list the TXT_TITLE'],
		],
		other: { assets: [] },
		mayBeEmpty: false,
	},
	{
		name: 'Asset: Replace',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'asset',
			operation: 'replace',
			creative_set_id: SET,
			source: 'asset',
			type: 'TXT_RATING',
			asset: '4',
		},
		good: { assets: [{ type: 'TXT_RATING', asset: 4, status: 'ready' }] },
		bad: [[[{ type: 'TXT_RATING', asset: '4.5', status: 'ready' }], "is '4.5', not '4.0'"]],
		other: [],
		mayBeEmpty: false,
	},
	{
		name: 'Asset: Remove',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'asset',
			operation: 'delete',
			creative_set_id: SET,
			type: 'TXT_TITLE',
		},
		good: [{ type: 'TXT_BUTTON', asset: 'Play', status: 'ready' }],
		bad: [],
		other: { id: 'another' },
		mayBeEmpty: false,
	},
];

/** Refusals that stand in an answer of HTTP status 200. */
const REFUSALS: IDataObject[] = [
	{ error: 'no budget' },
	{ error: { code: 17, message: 'no budget' } },
	{ error: true },
	{ errors: ['no budget'] },
	{ errors: [{ field: 'name', message: 'no budget' }] },
	{ errors: { name: ['no budget'] } },
	{ errors: 'no budget' },
	{ code: 400, message: 'no budget' },
	{ code: '404' },
	{ statusCode: 500 },
	{ status_code: '403' },
	{ status: 'error' },
	{ status: 'FAILED', message: 'no budget' },
	{ status: 'failure' },
	{ success: false },
	{ success: 'false', message: 'no budget' },
	{ failed: ['a1'] },
	{ failed_rows: [{ app_id: 'a1' }] },
	{ failedCount: 2 },
	{ invalid: ['a1'] },
	{ invalid_app_ids: ['a1'] },
	{ rejected: [{ app_id: 'a1' }] },
	{ rejected_countries: 'gb' },
];

/** What is no refusal, however it looks. */
const NO_REFUSALS: IDataObject[] = [
	{ error: false },
	{ error: null },
	{ error: '' },
	{ error: [] },
	{ error: {} },
	{ error: 0 },
	{ error: 'none' },
	{ errors: [] },
	{ errors: null, error: false, code: 200, success: true },
	{ failed: [], invalid_rows: {}, rejected: 0, status_code: '200' },
];

const HTML = '<!DOCTYPE html><html><body>Maintenance</body></html>';

describe.each(WRITES.map((write) => [write.name, write] as const))('%s', (_title, write) => {
	const { node, parameters } = write;
	const send = async (reply: Replied) => {
		server.answer = () => reply;
		server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }, { country: 'fr' }] };
		const result = await server.run(new node(), parameters, RETRY);
		expect(server.writes).toHaveLength(1);
		return result;
	};
	const expectUnsure = ({ error, items }: Awaited<ReturnType<typeof send>>) => {
		expect(items).toEqual([]);
		expect(error?.message).toBeDefined();
		expect(error?.description).toMatch(/may or may not|before running again|probably created/);
	};

	it('takes an answer that repeats what was sent in another spelling', async () => {
		const { error, items } = await send({ body: write.good });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	for (const [body, words] of write.bad) {
		it(`refuses the answer ${JSON.stringify(body)}`, async () => await expectRefused(body, words));
	}

	const expectRefused = async (body: unknown, words: string) => {
		const result = await send({ body });
		expectUnsure(result);
		expect(result.error?.message).toContain(words);
		if (write.touched !== undefined && !words.startsWith("AppLovin's")) {
			expect(result.error?.context?.details).toEqual({ created: [write.touched] });
		}
	};

	if (write.name !== 'Asset: Remove') {
		it('refuses an answer about something else', async () => {
			expectUnsure(await send({ body: write.other }));
		});
	}

	it.each(REFUSALS)('takes %j for a refusal that may have acted', async (refusal) => {
		const good = Array.isArray(write.good) ? { assets: write.good } : (write.good as IDataObject);
		const result = await send({ body: { ...good, ...refusal } });
		expectUnsure(result);
		if (JSON.stringify(refusal).includes('no budget')) {
			expect(result.error?.message).toContain('no budget');
		}
	});

	it.each(NO_REFUSALS)('takes %j for none', async (nothing) => {
		const name = write.name.startsWith('Source Bid') ? 'source_bids' : 'assets';
		const good = Array.isArray(write.good) ? { [name]: write.good } : (write.good as IDataObject);
		const { error, items } = await send({ body: { ...good, ...nothing } });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it.each([
		['an empty body', { body: '' }],
		['null', { body: null }],
		['{}', { body: {} }],
		['204', { status: 204, body: '' }],
		['202 without content', { status: 202, body: '' }],
	])('%s', async (_, reply: Replied) => {
		const result = await send(reply);
		if (!write.mayBeEmpty) {
			expectUnsure(result);
			return;
		}
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ updated: true }),
		]);
	});

	it.each<[string, Replied]>([
		['a web page', { headers: { 'content-type': 'text/html' }, body: HTML }],
		['a text', { headers: { 'content-type': 'text/plain' }, body: 'OK' }],
		['half of JSON', { body: '{"campaign_id": "' }],
		['a number', { body: '5' }],
		['true', { body: 'true' }],
	])('refuses %s', async (_, reply) => {
		expectUnsure(await send(reply));
	});

	it('shows the words of the headers', async () => {
		const headers = {
			'x-al-error-code': '100007',
			'x-al-error-message': 'Too many errors',
			'X-TRACE-ID': 'trace-5',
		};
		for (const reply of [
			{ status: 200, headers, body: '' },
			{ status: 200, headers, body: { campaign_id: ID, id: SET, status: false } },
			{ status: 400, headers, body: '' },
			{ status: 500, headers: { ...headers, 'content-type': 'text/html' }, body: HTML },
			{ status: 302, headers: { ...headers, location: '/' }, body: '' },
		]) {
			server.asked = [];
			server.answer = () => reply;
			const { error } = await server.run(new node(), parameters);
			expect(error?.message).toContain('Too many errors (error code 100007)');
			expect(error?.description).toContain('trace ID trace-5');
		}
	});
});

it('names in the error what a refused creation may have made', async () => {
	server.answer = () => ({ body: { campaign_id: ID, errors: ['no budget'] } });
	const { error } = await server.run(new AppLovinCampaign(), CREATE, RETRY);
	expect(error?.message).toBe('["no budget"]');
	expect(error?.context?.details).toEqual({ created: [`campaign_id ${ID}`] });
	expect(server.writes).toHaveLength(1);
});

describe('a new campaign that comes back active', () => {
	const reply =
		(created: unknown, paused: Replied, read: Replied = { status: 500 }) =>
		({ method, path }: { method: string; path: string }): Replied => {
			if (method === 'GET') return path === '/campaigns' ? { body: [] } : read;
			return path === '/campaign/' ? { body: created } : paused;
		};
	const run = async (more: IDataObject = {}) =>
		await server.run(new AppLovinCampaign(), { ...CREATE, ...more }, RETRY);
	const PAUSE = { path: `/campaign/${ID}`, body: { status: false } };

	it.each([true, 1, '1', 'true', 'active', 'ACTIVE', 'enabled', 'pending review'])(
		'with the status %j is paused at once',
		async (status) => {
			server.answer = reply(campaign({ status }), { body: campaign({ status: false }) });
			const result = await run();
			expect(result.error).toBeUndefined();
			expect(server.asked).toHaveLength(2);
			expect(server.asked[1]).toMatchObject(PAUSE);
			expect(result.items[0].json).toMatchObject({ status: false, pausedAfterCreation: true });
			const { hints } = result.run.data.resultData.runData['Node under test'].at(-1) ?? {};
			expect(hints?.map(({ message }) => message)).toEqual([
				expect.stringContaining(`created the campaign ${ID} active, and it was paused at once`),
			]);
		},
	);

	it('is paused with Create If Missing too', async () => {
		server.answer = reply(campaign({ status: true }), { body: campaign({ status: 'paused' }) });
		const { error, items } = await run({ options: { createIfMissing: true } });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ status: false, pausedAfterCreation: true });
		expect(server.writes).toHaveLength(2);
	});

	it('is read where the answer to the pause does not tell', async () => {
		const created = campaign({ status: true });
		server.answer = reply(created, { body: '' }, { body: campaign({ status: '0' }) });
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items[0].json.pausedAfterCreation).toBe(true);
		expect(server.writes).toHaveLength(2);
	});

	it.each<[string, Replied, Replied]>([
		['is refused', { status: 400, body: { message: 'no right' } }, {}],
		['fails', { status: 500 }, {}],
		['is refused inside 200', { body: { errors: ['no'] } }, {}],
		['is contradicted', { body: campaign({ status: true }) }, {}],
		['has an unknown status', { body: campaign({ status: 'odd' }) }, {}],
		['is answered for another', { body: { campaign_id: 'x', status: false } }, {}],
		['is answered by a page', { body: HTML }, {}],
		['says nothing, and the campaign is active', {}, { body: campaign({ status: true }) }],
		['says nothing, and the campaign can not be read', {}, { status: 404 }],
		['says nothing, and the campaign says nothing', {}, { body: campaign({}) }],
	])('says loudly that it runs where the pause %s', async (_, paused, read) => {
		server.answer = reply(campaign({ status: true }), { body: '', ...paused }, { body: '', ...read });
		const { error, items } = await run();
		expect(items).toEqual([]);
		expect(error?.message).toContain(`The new campaign ${ID} RUNS and spends money`);
		expect(error?.description).toContain('at once');
		expect(error?.context?.details).toEqual({ created: [`campaign_id ${ID}`] });
		expect(server.writes).toHaveLength(2);
	});

	it.each([false, 0, 'paused'])('not so with %j', async (status) => {
		server.answer = reply(campaign({ status }), { status: 500 });
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items[0].json.pausedAfterCreation).toBeUndefined();
		expect(server.asked).toHaveLength(1);
	});

	it('is paused before anything else in its answer is told', async () => {
		const created = campaign({ status: true, name: 'Other' });
		server.answer = reply(created, { body: campaign({ status: false }) });
		const { error } = await run();
		expect(error?.message).toContain("'Campaign Name' is 'Other'");
		expect(server.writes).toHaveLength(2);
	});
});

describe('the path of a creation', () => {
	const CREATES: Array<[string, INodeType, IDataObject, unknown]> = [
		['campaign', new AppLovinCampaign(), CREATE, campaign({ status: false })],
		[
			'creative_set',
			new AppLovinCreativeSet(),
			{ resource: 'creativeSet', operation: 'create', campaign_id: ID, name: 'Set A' },
			set({ name: 'Set A' }),
		],
	];
	const paths = () => server.asked.map(({ path }) => path);

	describe.each(CREATES)('%s', (name, node, parameters, made) => {
		it.each<[string, Replied]>([
			['404', { status: 404, body: HTML }],
			['404 as JSON', { status: 404, body: { message: 'no' } }],
			['405', { status: 405, body: '' }],
			['301', { status: 301, headers: { location: `/${name}` }, body: '' }],
			['308', { status: 308, headers: { location: `/${name}` }, body: '' }],
		])('is tried once without its slash after %s, and that is remembered', async (_, reply) => {
			server.answer = ({ path }) => (path.endsWith('/') ? reply : { body: made });
			const first = await server.run(node, parameters, RETRY);
			expect(first.error).toBeUndefined();
			expect(first.items).toHaveLength(1);
			expect(paths()).toEqual([`/${name}/`, `/${name}`]);
			await server.run(node, parameters);
			expect(paths().slice(2)).toEqual([`/${name}`]);
			server.answer = ({ path }) => (path.endsWith('/') ? { body: made } : { status: 404 });
			const again = await server.run(node, parameters);
			expect(again.error).toBeUndefined();
			expect(paths().slice(3)).toEqual([`/${name}`, `/${name}/`]);
		});

		it.each<[string, Replied]>([
			['400', { status: 400 }],
			['403', { status: 403 }],
			['409', { status: 409 }],
			['500', { status: 500 }],
			['503', { status: 503 }],
			['a 404 inside 200', { body: { code: 404 } }],
			['an empty answer', { body: '' }],
			['a page', { body: HTML }],
		])('is not tried again after %s', async (_, reply) => {
			server.answer = () => ({ body: '', ...reply });
			const { error } = await server.run(node, parameters);
			expect(error).toBeDefined();
			expect(paths()).toEqual([`/${name}/`]);
		});

		it('is tried twice at most, and the first error is told', async () => {
			server.answer = ({ path }) =>
				path.endsWith('/')
					? { status: 404, body: { message: 'Campaign not found' } }
					: { status: 404, body: HTML };
			const { error } = await server.run(node, parameters);
			expect(error?.message).toBe('Campaign not found');
			expect(paths()).toEqual([`/${name}/`, `/${name}`]);
		});

		it('tells what the second one met, where there is such a path', async () => {
			server.answer = ({ path }) =>
				path.endsWith('/')
					? { status: 405, body: '' }
					: { status: 400, body: { message: 'name taken' } };
			const { error } = await server.run(node, parameters);
			expect(error?.message).toBe('name taken');
		});
	});
});
