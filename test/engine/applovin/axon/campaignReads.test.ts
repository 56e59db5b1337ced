import { axonStage, LIST } from '../../../support/axonStage';
import { hintsOf } from '../../../support/harness';
import type { Teller } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';

/** What is read of campaigns, with each request as it was sent. */
const { campaign, credential, run, sandbox, to, time } = axonStage();

const queriesTo = (path: string) => to(path).map(({ query }) => Object.fromEntries(query));
const idsIn = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items.map(({ json }) => json.campaign_id);

describe('Get Many', () => {
	const all = { operation: 'getAll', returnAll: true };

	it('lists all, page by page until an empty one', async () => {
		for (let count = 0; count < 205; count++) campaign({ name: `Campaign ${count}` });
		const { items, error } = await run(all);
		expect([error, items.length]).toEqual([undefined, 205]);
		expect(queriesTo(LIST)).toEqual(
			['1', '2', '3', '4'].map((page) => ({ account_id: '12345', page, size: '100' })),
		);
	});

	it('shows a campaign in words and numbers, with the unit of its goal', async () => {
		campaign({
			budget: { country_code_to_daily_budget: { US: '80.00', GB: '20' } },
			goal: { goal_type: 'AD_ROAS', goal_value_for_all_countries: '0.3', roas_day_target: 'DAY7' },
		});
		const { items } = await run({ ...all, simplify: true });
		expect(items[0].json).toEqual({
			campaign_id: '12345',
			hashed_id: expect.any(String) as string,
			name: 'US CPI',
			status: 'Live',
			type: 'App',
			platform: 'Android',
			daily_budget: null,
			daily_budget_by_country: { US: 80, GB: 20 },
			goal_type: 'AD_ROAS',
			goal_unit: 'Multiplier',
			goal: 0.3,
			countries: ['US', 'GB'],
			start_date: expect.any(String) as string,
			end_date: null,
			created_at: expect.anything() as unknown,
		});
	});

	it.each([
		['their IDs', { ids: '12345, 12347' }, ['12345', '12347'], { ids: '12345,12347' }],
		['a part of their name', { name: 'ROAS' }, ['12346'], {}],
		['their status', { status: ['PAUSED'] }, ['12347'], {}],
		['their type', { type: 'WEB' }, ['12347'], {}],
		['their platform', { platform: 'IOS' }, ['12346'], {}],
	])('filters by %s', async (_, filters, ids, query) => {
		campaign();
		campaign({ name: 'US Roas', platform: 'IOS' });
		campaign({ type: 'WEB', platform: undefined as never }, { status: 'PAUSED' });
		const found = await run({ ...all, filters });
		expect([found.error, idsIn(found)]).toEqual([undefined, ids]);
		expect(queriesTo(LIST)[0]).toEqual({ account_id: '12345', page: '1', size: '100', ...query });
	});

	it('finds the campaigns of a report by their hashed IDs, 100 in one request', async () => {
		const hashed = Array.from({ length: 120 }, () => campaign().hashedId);
		const { items } = await run({ ...all, filters: { hashed_ids: hashed.join(',') } });
		expect(items).toHaveLength(120);
		expect(queriesTo(LIST).map(({ hashed_ids: ids }) => ids.split(',').length)).toEqual([100, 20]);
	});

	it('passes on no campaign that was not asked for', async () => {
		const teller: Teller = (response) =>
			tellJson(response, [{ id: '77' }, { id: '8' }, { id: '9' }]);
		await told(teller, async ({ baseUrl }) => {
			const found = await run({ ...all, filters: { ids: '8,9' } }, { credential: credential({ baseUrl }) });
			expect([found.error, idsIn(found)]).toEqual([undefined, ['8', '9']]);
		});
	});

	it('refuses both kinds of IDs at once', async () => {
		const { error } = await run({ ...all, filters: { ids: '1', hashed_ids: 'abc' } });
		expect(error?.message).toBe("'Campaign IDs' and 'Hashed IDs' are both set");
		expect(sandbox.requests).toEqual([]);
	});

	it('counts its limit after the filters, and says if there is more', async () => {
		for (let count = 0; count < 150; count++)
			campaign({}, { status: count < 100 ? 'LIVE' : 'PAUSED' });
		const found = await run({ operation: 'getAll', limit: 10, filters: { status: ['PAUSED'] } });
		expect(found.items).toHaveLength(10);
		expect(found.items.every(({ json }) => json.status === 'PAUSED')).toBe(true);
		expect(hintsOf(found).join()).toContain(
			"There are more campaigns than the 10 that 'Limit' allows",
		);
	});
});

describe('Get Change Log', () => {
	const LOG = '/manage/v1/operation_logs/campaign';
	const log = { operation: 'getChangeLog', returnAll: true };

	async function change() {
		const { id } = campaign();
		await run({
			operation: 'updateStatus',
			campaignsFrom: 'ids',
			campaign_ids: id,
			status: 'PAUSED',
		});
		sandbox.requests.length = 0;
		return String(id);
	}

	it('lists what was changed, without the person unless that is asked for', async () => {
		const id = await change();
		const { items, error } = await run(log);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			operation_type: 'UPDATE_CAMPAIGN_STATUS',
			campaign_id: id,
		});
		expect(items[0].json).not.toHaveProperty('operator_name');
		expect(queriesTo(LOG)[0]).toEqual({ account_id: '12345', page: '1', size: '100' });
		const named = await run({ ...log, options: { includeOperator: true } });
		expect(named.items[0].json).toHaveProperty('operator_name');
	});

	it('asks for days and a campaign', async () => {
		const today = new Date(Date.now() + time.ahead).toISOString().slice(0, 10);
		const { error } = await run({
			...log,
			filters: { start_date: today, end_date: today, id: '12345' },
		});
		expect(error).toBeUndefined();
		expect(queriesTo(LOG)[0]).toEqual({
			...{ account_id: '12345', page: '1', size: '100' },
			...{ id: '12345', start_date: today, end_date: today },
		});
	});

	it.each([
		['a day alone', { start_date: '2099-01-01' }, "'From' is set without 'To'"],
		[
			'days in the wrong order',
			{ start_date: '2099-01-02', end_date: '2099-01-01' },
			"'From' (2099-01-02) is after 'To' (2099-01-01)",
		],
		[
			'days that AppLovin has forgotten',
			{ start_date: '2020-01-01', end_date: '2020-01-02' },
			"'From' must be at most 29 days ago",
		],
		[
			'the day before the first that AppLovin knows',
			{
				start_date: '={{ $now.setZone("utc").minus({ days: 30 }).toISODate() }}',
				end_date: '={{ $now.setZone("utc").toISODate() }}',
			},
			"'From' must be at most 29 days ago",
		],
		[
			'days to come',
			{ start_date: '={{ $now.setZone("utc").toISODate() }}', end_date: '2099-01-01' },
			"'To' must not be after today",
		],
	])('refuses %s', async (_, filters, words) => {
		const { error } = await run({ ...log, filters });
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});

	it('sorts out the kinds of changes', async () => {
		await change();
		const { items } = await run({ ...log, filters: { operation_type: ['CREATE_CAMPAIGN'] } });
		expect(items).toEqual([]);
	});
});

describe('Get Catalogs', () => {
	it('lists them', async () => {
		const variants = [
			{ id: '601', name: 'All', catalog_id: '501', total_variants: 10, total_items: 5 },
		];
		sandbox.applovinAxon.catalogs = [
			{ id: '501', name: 'Shop', type: 'DPA', variant_sets: variants },
		];
		const { items, error } = await run({ operation: 'getCatalogs' });
		expect(error).toBeUndefined();
		expect(queriesTo('/manage/v1/campaign/catalog_info')).toEqual([{ account_id: '12345' }]);
		expect(items.map(({ json }) => json)).toEqual([
			{ catalog_id: '501', name: 'Shop', type: 'DPA', variant_sets: variants },
		]);
	});
});
