import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import type { AskedOf } from '../../support/appLovinServer';
import { HTML, ID, SET } from '../../support/appLovinForms';
import { appLovinServer } from '../../support/appLovinServer';
import { hintsOf } from '../../support/harness';

/** Lists of AppLovin under servers that give less, more or something other than was asked for. */
const server = appLovinServer();

const LISTS = [
	['source', 'sources', (index: number) => ({ app_id: `app${index}`, status: true })],
	[
		'sourceBid',
		'source_bids',
		// Each app in two countries.
		(index: number) => ({
			app_id: `app${index >> 1}`,
			country: index % 2 ? 'gb' : 'de',
			bid_value: 1,
		}),
	],
] as const;

describe.each(LISTS)('%s Get Many', (resource, name, row) => {
	const all = (count: number): IDataObject[] => Array.from({ length: count }, (_, at) => row(at));
	const list = async (parameters: IDataObject = { returnAll: true }) =>
		await server.run(new AppLovinCampaign(), {
			resource,
			operation: 'getAll',
			campaign_id: ID,
			...parameters,
		});
	const asked = ({ query }: AskedOf) => ({
		limit: Number(query.get('limit')),
		offset: Number(query.get('offset')),
	});
	const withId = (rows: IDataObject[]) => rows.map((one) => ({ campaign_id: ID, ...one }));
	const expectAll = ({ items, error }: Awaited<ReturnType<typeof list>>, rows: IDataObject[]) => {
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(withId(rows));
	};
	/** A server that never gives more than `most` rows and says that there are `total`. */
	const capped = (rows: () => IDataObject[], most: number, total?: unknown, overlap = 0) => {
		server.answer = (request) => {
			const { limit, offset } = asked(request);
			const from = Math.max(0, offset - (offset > 0 ? overlap : 0));
			const page = rows().slice(from, from + Math.min(limit, most));
			return { body: { limit, offset, [name]: page, total_row_count: total } };
		};
	};

	const TOTALS: Array<[string, (count: number) => unknown]> = [
		['no total', () => undefined],
		['the right total', (count) => count],
		['a total that is too small', () => 5],
		['a total that is too large', (count) => count + 100],
		['a total of 0', () => 0],
		['a total in words', () => 'many'],
	];
	const CAPS: Array<[number, number]> = [
		...[1, 7, 25, 1_000].map((most): [number, number] => [most, most * 2 + 3]),
		[7, 14],
		[25, 25],
		[5_000, 12_000],
		[1, 1],
		[7, 1],
		[7, 2],
	];

	describe.each(TOTALS)('with %s', (_, totalOf) => {
		it.each(CAPS)('reads all rows where pages end at %d: %d rows', async (most, count) => {
			const rows = all(count);
			capped(() => rows, most, totalOf(count));
			expectAll(await list(), rows);
		});

		it.each([
			[7, 1, 30],
			[7, 3, 30],
			[25, 2, 60],
			[7, 1, 2],
		])('reads each once where pages of %d repeat %d rows: %d', async (most, overlap, count) => {
			const rows = all(count);
			capped(() => rows, most, totalOf(count), overlap);
			expectAll(await list(), rows);
		});
	});

	it('takes a bare list that ignores the offset for all there is', async () => {
		const rows = all(30);
		server.answer = () => ({ body: rows });
		expectAll(await list(), rows);
		expect(server.asked.length).toBeLessThan(4);
	});

	it('keeps rows without an ID, even equal ones', async () => {
		const rows = [{ status: true }, { status: true }, { status: false }, { status: true }];
		server.answer = () => ({ body: rows });
		expectAll(await list(), rows);
		capped(() => rows, 2, rows.length);
		expectAll(await list(), rows);
	});

	it('is an error where AppLovin answers with the first page forever', async () => {
		for (const total of [undefined, 12]) {
			server.asked = [];
			server.answer = () => ({ body: { [name]: all(7), total_row_count: total } });
			const { error, items } = await list();
			expect(error?.message).toBe('AppLovin returned the first page again');
			expect(items).toEqual([]);
			expect(server.asked.length).toBeLessThan(5);
		}
		server.answer = () => ({ body: { [name]: all(7), total_row_count: 7 } });
		expectAll(await list(), all(7));
	});

	it('is an error where rows were removed while it was read, since others would be missing', async () => {
		let rows = all(30);
		capped(() => rows, 7, 30);
		const { answer } = server;
		server.answer = (request) => {
			const reply = answer(request);
			if (server.asked.length === 2) rows = rows.slice(3);
			return reply;
		};
		const { error, items } = await list();
		expect(error?.message).toContain('changed while they were read');
		expect(items).toEqual([]);
	});

	it('reads each once where rows are added while it is read', async () => {
		const rows = all(30);
		capped(() => rows, 7, 30);
		const { answer } = server;
		server.answer = (request) => {
			const reply = answer(request);
			if (server.asked.length === 2) rows.unshift(row(98), row(99));
			return reply;
		};
		expectAll(await list(), all(30));
	});

	it.each([
		[12, 30, true],
		[29, 30, true],
		[30, 30, false],
		[50, 30, false],
		[1, 2, true],
		[1, 1, false],
	])('stops at the limit %d of %d rows, and says so: %s', async (limit, count, isMore) => {
		for (const most of [7, 5_000]) {
			const rows = all(count);
			capped(() => rows, most);
			const result = await list({ returnAll: false, limit });
			expectAll(result, rows.slice(0, limit));
			const words = `There are more ${name.replace('_', ' ')} than the ${limit}`;
			expect(hintsOf(result)).toEqual(isMore ? [expect.stringContaining(words)] : []);
		}
	});
});

const PLAIN: Array<[string, () => AppLovinCampaign | AppLovinCreativeSet, IDataObject, string]> = [
	['campaigns', () => new AppLovinCampaign(), { resource: 'campaign' }, 'campaigns'],
	[
		'creative sets',
		() => new AppLovinCreativeSet(),
		{ resource: 'creativeSet', campaign_id: ID },
		'creative_sets',
	],
	['ads', () => new AppLovinCreativeSet(), { resource: 'ad', creative_set_id: SET }, 'ads'],
	['sources', () => new AppLovinCampaign(), { resource: 'source', campaign_id: ID }, 'sources'],
	[
		'source bids',
		() => new AppLovinCampaign(),
		{ resource: 'sourceBid', campaign_id: ID },
		'source_bids',
	],
];

describe.each(PLAIN)('the list of %s', (what, node, parameters, name) => {
	const list = async (more: IDataObject = { returnAll: true }) =>
		await server.run(node(), { ...parameters, operation: 'getAll', ...more });

	it.each([
		['null', { body: null }],
		['{}', { body: {} }],
		['[]', { body: [] }],
		['204', { status: 204, body: '' }],
	])('is empty after %s', async (_, reply) => {
		server.answer = () => reply;
		const { items, error } = await list();
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each([
		['an empty body', { body: '' }],
		['a page', { body: HTML }],
		['a text', { body: 'none' }],
		['a number', { body: '0' }],
		['rows under another name', { body: { rows: [] } }],
		['null under its name', { body: { [name]: null } }],
		['a refusal', { body: { error: 'no right', [name]: [] } }],
		['a code', { body: { code: 403, [name]: [] } }],
	])('is an error after %s', async (_, reply) => {
		server.answer = () => reply;
		const { items, error } = await list();
		expect(error?.message).toBeDefined();
		expect(error?.description).not.toContain('may or may not');
		expect(items).toEqual([]);
	});

	it('keeps rows without an ID, and says when it stops at its limit', async () => {
		const rows = [{ name: 'a' }, { name: 'a' }, { name: 'b' }];
		server.answer = () => ({ body: rows });
		const all = await list();
		expect(all.items).toHaveLength(3);
		expect(hintsOf(all)).toEqual([]);
		const some = await list({ returnAll: false, limit: 2 });
		expect(some.items).toHaveLength(2);
		expect(hintsOf(some)).toEqual([expect.stringContaining(`There are more ${what} than the 2`)]);
	});
});

describe('statuses of campaigns in other forms', () => {
	const status = async (statuses: unknown[], wanted: string) => {
		server.answer = () => ({
			body: statuses.map((one, index) => ({ campaign_id: `c${index}`, status: one })),
		});
		return await server.run(new AppLovinCampaign(), {
			resource: 'campaign',
			operation: 'getAll',
			returnAll: true,
			filters: { status: wanted },
		});
	};
	const YES = [true, 1, '1', 'true', 'active', 'Enabled'];
	const NO = [false, 0, '0', 'FALSE', 'PAUSED', 'inactive', 'disabled'];

	it.each([
		['active', YES],
		['paused', NO],
	])('are read by the filter %s, and stay as they are', async (wanted, expected) => {
		const { items, error } = await status([...YES, ...NO], wanted);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(expected);
	});

	it.each(['pending', 2, null, undefined, '', {}, []])(
		'are refused where they are neither: %j',
		async (odd) => {
			const { items, error } = await status([true, odd], 'active');
			expect(items).toEqual([]);
			expect(error?.message).toContain('AppLovin lists the campaign c1');
		},
	);
});

it('finds the creative sets of a campaign for the form, whatever their ID is called', async () => {
	const parameters = { authentication: 'appLovinApi', campaign_id: ID };
	const form = server.openForm(new AppLovinCreativeSet(), parameters);
	server.answer = () => ({
		body: [
			{ id: 's1', name: 'One' },
			{ creative_set_id: 's2', name: 'Two' },
			{ id: null, creative_set_id: 3, name: 'Three' },
		],
	});
	const { results } = await form.search('searchCreativeSets');
	expect(results.map(({ value }) => value)).toEqual(['s1', 's2', '3']);
});

describe('more than 1,000 rows', () => {
	const rows = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ app_id: `app${index}`, status: false }));
	const update = async (count: number, more: IDataObject = {}) =>
		await server.run(
			new AppLovinCampaign(),
			{
				...{ resource: 'source', operation: 'update', campaign_id: ID, rowsFrom: 'json' },
				rowsJson: '={{ $json.rows }}',
				options: more,
			},
			{
				items: [{ json: { rows: rows(count) } as unknown as IDataObject }],
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			},
		);
	const sent = () => server.writes.map(({ body }) => body as IDataObject[]);

	it.each([
		[1_000, [1_000]],
		[1_001, [1_000, 1]],
		[2_500, [1_000, 1_000, 500]],
	])('go in requests of at most 1,000, in order: %d', async (count, sizes) => {
		const { error, items } = await update(count);
		expect(error).toBeUndefined();
		expect(sent().map(({ length }) => length)).toEqual(sizes);
		expect(sent().flat()).toEqual(rows(count));
		expect(items).toHaveLength(1);
		expect(items[0].json.sources).toHaveLength(count);
	});

	it('are wrapped in their name where the form says so', async () => {
		await update(1_500, { bodyFormat: 'wrapped' });
		const bodies = server.writes.map(({ body }) => body as { sources: unknown[] });
		expect(bodies.map(({ sources }) => sources.length)).toEqual([1_000, 500]);
	});

	it('are all shown in a preview, and none is sent', async () => {
		const { items } = await update(2_500, { preview: true });
		expect(items).toHaveLength(1);
		const requests = items[0].json.requests as IDataObject[];
		expect(requests.map(({ body }) => (body as unknown[]).length)).toEqual([1_000, 1_000, 500]);
		expect(server.asked).toEqual([]);
	});

	it.each([
		['refused', { status: 400, body: { message: 'unknown app' } }, 'unknown app'],
		['lost', { status: 500, body: '' }, 'HTTP status 500'],
		['contradicted', { body: [{ app_id: 'app1500', status: true }] }, "'Sources 1501: Status'"],
	])('are not sent again where the second request is %s', async (_, reply, words) => {
		server.answer = () => (server.asked.length === 2 ? reply : { body: '' });
		const { error } = await update(3_000);
		expect(error?.message).toContain(words);
		expect(error?.context?.details).toEqual({
			created: expect.arrayContaining([`sources 1 to 1000 of campaign_id ${ID}`]) as unknown,
		});
		expect(sent()).toHaveLength(2);
	});

	it('are refused before anything is sent where one of the last sets more than is allowed', async () => {
		const bids = rows(1_500).map(({ app_id }, index) => ({
			...{ app_id, country: 'gb', bid_value: index === 1_499 ? 99 : 1 },
		}));
		const { error } = await server.run(
			new AppLovinCampaign(),
			{
				...{ resource: 'sourceBid', operation: 'update', campaign_id: ID, changeBy: 'set' },
				...{ rowsFrom: 'json', rowsJson: '={{ $json.rows }}' },
			},
			{
				items: [{ json: { rows: bids } as unknown as IDataObject }],
				credential: server.credential({ highestBid: 50 }),
			},
		);
		expect(error?.message).toContain('99');
		expect(server.writes).toEqual([]);
	});
});

describe("the chosen ID in an update's Additional JSON", () => {
	const CASES: Array<[string, () => AppLovinCampaign | AppLovinCreativeSet, IDataObject, string]> = [
		['campaign', () => new AppLovinCampaign(), { resource: 'campaign', campaign_id: ID }, 'name'],
		['target', () => new AppLovinCampaign(), { resource: 'target', campaign_id: ID }, 'note'],
		[
			'creative set',
			() => new AppLovinCreativeSet(),
			{ resource: 'creativeSet', campaign_id: ID, creative_set_id: SET },
			'name',
		],
	];

	it.each(CASES)('is allowed for a %s, and not sent', async (_, node, parameters, field) => {
		const json = { campaign_id: ID, [field]: 'x' };
		const update = async (additionalJson: IDataObject) =>
			await server.run(node(), {
				...parameters,
				operation: 'update',
				updateFields: { additionalJson: JSON.stringify(additionalJson) },
			});
		expect((await update(json)).error).toBeUndefined();
		expect(server.writes.map(({ body }) => body)).toEqual([{ [field]: 'x' }]);
		const other = await update({ ...json, campaign_id: 'another' });
		expect(other.error?.message).toContain("'Additional JSON' sets 'campaign_id'");
		const nothing = await update({ campaign_id: ID });
		expect(nothing.error?.message).toContain('nothing to update');
		expect(server.writes).toHaveLength(1);
	});
});
