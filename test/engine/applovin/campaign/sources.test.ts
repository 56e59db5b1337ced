import type { IDataObject } from 'n8n-workflow';

import { appLovinCampaignStage, BASE } from '../../../support/appLovinCampaignStage';
import { ID } from '../../../support/appLovinForms';
import { apiRequests } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';

/** Source and Source Bid: Get Many, Update and Clear. */
const { bidsOf, makeSample, onlyRequest, run, sandbox, sourcesOf, writeAfterLook } =
	appLovinCampaignStage();

describe.each([
	['source', 'sources', () => sourcesOf(), 17],
	['sourceBid', 'source_bids', () => bidsOf(), 15],
] as const)('AppLovin Campaign: %s Get Many', (resource, path, stored, row) => {
	const listed = async (parameters: IDataObject, options: IDataObject = {}) =>
		await run(resource, 'getAll', { campaign_id: picked(ID), ...parameters, options });
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

	it('goes on after the rows that came when AppLovin lowers the limit', async () => {
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
			campaign_id: picked(ID),
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
		expect(items.map((item) => item.json)).toEqual([
			{
				...{ campaign_id: ID, updated: true },
				sources: [
					{ app_id: first, status: 'Paused' },
					{ app_id: second, status: 'Active' },
				],
			},
		]);
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
		['no app', [{ app_id: ' ', status: 'paused' }], "'Sources 1: App' is empty"],
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

	it('does not send again after an answer was lost', async () => {
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
			campaign_id: picked(ID),
			...(operation === 'update' ? { changeBy: 'set' } : {}),
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

	it('clears bids, including those that Get Many returned', async () => {
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
			'a percentage that leaves nothing of the bid',
			[{ app_id: 'a1', country: 'gb', bid_override_percentage: '-100' }],
			'must be above -100',
		],
		['no app', [{ app_id: '={{ "" }}', country: 'gb', bid_value: '1' }], "App' is empty"],
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
		expect(noApp.error?.message).toContain("App' is empty");
		const noCountry = await send('clear', [{ app_id: 'a1', country: '={{ "" }}' }]);
		expect(noCountry.error?.message).toContain("Country' is empty");
		expect(sandbox.requests).toHaveLength(0);
	});
});
