import type { IDataObject } from 'n8n-workflow';

import type { Row, Way } from '../../../support/appLovinTargets';
import { campaign, CAMPAIGN_ID, run as runForms, target, targetForm } from '../../../support/appLovinTargets';
import { freshSandbox } from '../../../support/freshSandbox';

/** Bids and daily budgets of countries changed by New Amount, Add and Percent. */
const sandbox = freshSandbox();

const run = async (forms: IDataObject | IDataObject[], way: Way) =>
	await runForms(sandbox, forms, way);

const AT_MOST = { atMostBid: '4', atMostBudget: '120' };
const by = (changeBy: string, rows: Row[], changes: IDataObject = {}) =>
	targetForm(rows, { bid_type: 'CPI', changeBy, ...AT_MOST, ...changes });

const PRESENT = campaign('CPI', [
	{ country: 'gb', bid: 3, budget: 100 },
	{ country: 'fr', bid: 2.5, budget: 40 },
]);

describe('amounts of countries', () => {
	it.each<[string, string, Row, Row, IDataObject]>([
		['adds to a budget', 'add', { budget: '12.50' }, { budget: 112.5 }, { field: 'Daily Budget', old: 100, new: 112.5, unit: 'USD per day' }],
		['lowers a budget', 'add', { budget: -60 }, { budget: 40 }, { field: 'Daily Budget', old: 100, new: 40, unit: 'USD per day' }],
		['raises a bid by percent', 'percent', { bid: '10%' }, { bid: 3.3 }, { field: 'Bid', old: 3, new: 3.3, unit: 'USD per install' }],
		['lowers a bid by percent', 'percent', { bid: '-33.33' }, { bid: 2.0001 }, { field: 'Bid', old: 3, new: 2.0001, unit: 'USD per install' }],
		['sets a bid', 'set', { bid: '3.5' }, { bid: 3.5 }, { field: 'Bid', old: 3, new: 3.5, unit: 'USD per install' }],
		[
			'stops at the most',
			'percent',
			{ budget: 30 },
			{ budget: 120 },
			{ field: 'Daily Budget', old: 100, new: 120, unit: 'USD per day', reason: "It would be 130; 'At Most' is 120" },
		],
	])('%s', async (_, changeBy, values, sent, change) => {
		const form = by(changeBy, [{ country: 'gb', ...values }]);
		const { error, items, sent: bodies, looks } = await run(form, { present: PRESENT });
		expect(error).toBeUndefined();
		expect(looks).toBe(1);
		expect(bodies).toEqual([{ countries: [{ country: 'gb', ...sent }] }]);
		expect(items[0].json).toMatchObject({ updated: true, changes: [{ country: 'gb', ...change }] });
	});

	it('changes several countries and both amounts with one look and one request', async () => {
		const rows = [
			{ country: 'gb', bid: '10', budget: '10' },
			{ country: 'fr', bid: '20', budget: '20' },
		];
		const { sent, looks } = await run(by('percent', rows), { present: PRESENT });
		expect(looks).toBe(1);
		expect(sent).toEqual([
			{
				countries: [
					{ country: 'gb', bid: 3.3, budget: 110 },
					{ country: 'fr', bid: 3, budget: 48 },
				],
			},
		]);
	});

	it('takes rows from JSON, and the amounts that countries share in DEFAULT', async () => {
		const present = campaign('ROAS_IAP', [{ country: 'DEFAULT', bid: 50, budget: 100 }, { country: 'gb' }]);
		const form = target([{ country: 'DEFAULT', bid: 10 }], {
			...{ bid_type: 'ROAS_IAP', changeBy: 'percent', atMostBid: '60' },
		});
		const { error, sent, items } = await run(form, { present });
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ countries: [{ country: 'DEFAULT', bid: 55 }] }]);
		expect(items[0].json.changes).toEqual([
			{ country: 'DEFAULT', field: 'Bid', old: 50, new: 55, unit: 'percent' },
		]);
	});

	it('sends nothing where all is at the most already, and says why', async () => {
		const form = by('add', [{ country: 'gb', budget: '5' }], { atMostBudget: '100' });
		const { error, items, sent } = await run(form, { present: PRESENT });
		expect(error).toBeUndefined();
		expect(sent).toEqual([]);
		expect(items[0].json).toEqual({
			campaign_id: CAMPAIGN_ID,
			updated: false,
			unchanged: true,
			changes: [
				{
					...{ country: 'gb', field: 'Daily Budget', old: 100, new: 100, unit: 'USD per day' },
					reason: "It is 100 already; 'At Most' is 100",
				},
			],
		});
	});

	it('sends the rest of a row whose amount stays', async () => {
		const rows = [{ country: 'gb', budget: '5', click_url: 'https://a.example/1' }];
		const { sent } = await run(by('add', rows, { atMostBudget: '100' }), { present: PRESENT });
		expect(sent).toEqual([{ countries: [{ country: 'gb', click_url: 'https://a.example/1' }] }]);
	});

	it.each<[string, IDataObject, string]>([
		['no way', by('', [{ country: 'gb', bid: '3' }]), "'How Amounts Change' must be chosen when 'Countries 1: Bid' is set"],
		['another way', by("={{ 'double' }}", [{ country: 'gb', bid: '3' }]), "'How Amounts Change' must be one of"],
		['no most', by('add', [{ country: 'gb', bid: '1' }], { atMostBid: '' }), "'At Most: Bid' is empty"],
		['no most for budgets', by('percent', [{ country: 'gb', budget: '1' }], { atMostBudget: '' }), "'At Most: Daily Budget' is empty"],
		['a most of 0', by('add', [{ country: 'gb', bid: '1' }], { atMostBid: '0' }), "'At Most: Bid' must be above 0"],
		['a difference of 0', by('add', [{ country: 'gb', bid: '0' }]), "'Countries 1: Bid' must not be 0"],
		['nothing left', by('percent', [{ country: 'gb', budget: '-100' }]), "'Countries 1: Daily Budget' must be above -100"],
		['percent of USD', by('add', [{ country: 'gb', bid: '1%' }]), 'bids of CPI are in USD per install'],
		['no bid type', by('percent', [{ country: 'gb', bid: '1' }], { bid_type: '' }), "'Campaign Bid Type' must be chosen"],
		[
			'a share of 1 that is added to a percent goal',
			by('add', [{ country: 'gb', bid: '0.5' }], { bid_type: 'RET' }),
			"'Countries 1: Bid' is 0.5, which would be a change by 0.5%",
		],
	])('refuses %s before anything is read', async (_, form, words) => {
		const { error, looks, sent } = await run(form, { present: PRESENT });
		expect(error?.message).toContain(words);
		expect([looks, sent]).toEqual([0, []]);
	});

	it.each<[string, Row, Row[], string]>([
		['more is taken off than there is', { budget: '-100' }, [{ country: 'gb', budget: 100 }], "can't be lowered to 0"],
		['there is none', { budget: '5' }, [{ country: 'gb', bid: 3 }], 'it has none'],
		['it is shared', { budget: '5' }, [{ country: 'DEFAULT', budget: 9 }, { country: 'gb' }], 'it shares the one in DEFAULT'],
		['the country is new', { budget: '5', disabled: 'enable' }, [{ country: 'fr', budget: 9 }], 'not served there yet'],
	])('sends nothing where %s', async (_, row, countries, words) => {
		const form = by('add', [{ country: 'gb', ...row }]);
		const { error, sent } = await run(form, { present: campaign('CPI', countries) });
		expect(error?.message).toContain(words);
		expect(error?.message).toContain("'Daily Budget' of gb");
		expect(sent).toEqual([]);
	});

	it('refuses the same country twice in a run, and counts a new amount on what came before', async () => {
		const row = (country: string, budget: string) => [{ country, budget }];
		const forms = [by('add', row('gb', '5')), by('add', row('fr', '5')), by('add', row('gb', '5'))];
		const result = await run(forms, { present: PRESENT, node: { onError: 'continueRegularOutput' } });
		expect(result.sent).toEqual([
			{ countries: [{ country: 'gb', budget: 105 }] },
			{ countries: [{ country: 'fr', budget: 45 }] },
		]);
		expect(result.items[2].json.error).toContain('is changed by item 0 already');

		const after = [by('set', row('gb', '50')), by('add', row('gb', '5'))];
		expect((await run(after, { present: PRESENT })).sent).toEqual([
			{ countries: [{ country: 'gb', budget: 50 }] },
			{ countries: [{ country: 'gb', budget: 55 }] },
		]);
	});

	it("holds what comes out to the credential's limits", async () => {
		const form = by('percent', [{ country: 'gb', bid: '20' }]);
		const { error, sent } = await run(form, { present: PRESENT, limits: { highestBid: '3.5' } });
		expect(error?.message).toContain("'Bid' ('3.6') is above 3.5");
		expect(sent).toEqual([]);
		const more = by('add', [{ country: 'fr', budget: '11' }]);
		const total = await run(more, { present: PRESENT, limits: { highestDailyBudget: '150' } });
		expect(total.error?.message).toContain("'151') is above 150");
		expect(total.sent).toEqual([]);
	});

	it('previews what was and what will be', async () => {
		const rows = [{ country: 'gb', bid: '10', budget: '50' }];
		const form = by('percent', rows, { options: { preview: true } });
		const { items, looks, sent } = await run(form, { present: PRESENT });
		expect([looks, sent]).toEqual([1, []]);
		expect(items[0].json).toMatchObject({
			preview: true,
			summary: {
				'Bid of gb': '3 → 3.3 (USD per install)',
				'Daily Budget of gb': "100 → 120 (USD per day). It would be 150; 'At Most' is 120",
			},
			body: { countries: [{ country: 'gb', bid: 3.3, budget: 120 }] },
		});
	});

	it('is refused where the campaign bids in another unit', async () => {
		const form = by('percent', [{ country: 'gb', bid: '10' }], { bid_type: 'CPE' });
		const { error, sent } = await run(form, { present: PRESENT });
		expect(error?.message).toContain("but 'Campaign Bid Type' says CPE");
		expect(sent).toEqual([]);
	});
});


describe('countries without a row', () => {
	const rows = [{ country: 'gb', budget: '90' }];
	const replace = { otherCountries: 'disable' };

	it('are disabled where the form says so, with one look and one request', async () => {
		const { error, looks, sent } = await run(by('set', rows, replace), { present: PRESENT });
		expect(error).toBeUndefined();
		expect(looks).toBe(1);
		expect(sent).toEqual([
			{ countries: [{ country: 'gb', budget: 90 }, { country: 'fr', disabled: true }] },
		]);
	});

	it('stay as they are otherwise', async () => {
		const { sent } = await run(by('set', rows), { present: PRESENT });
		expect(sent).toEqual([{ countries: [{ country: 'gb', budget: 90 }] }]);
	});

	it('are named by a preview', async () => {
		const form = by('set', rows, { ...replace, options: { preview: true } });
		const { items, sent } = await run(form, { present: PRESENT });
		expect(items[0].json).toMatchObject({ summary: { 'Countries to Disable': 'fr' } });
		expect(sent).toEqual([]);
	});

	it('are never all that there is', async () => {
		for (const row of [{ country: 'gb', disabled: 'disable' }, { country: 'DEFAULT', budget: '5' }]) {
			const { error, looks, sent } = await run(by('set', [row], replace), { present: PRESENT });
			expect(error?.message).toContain('would disable every country');
			expect([looks, sent]).toEqual([0, []]);
		}
	});
});
