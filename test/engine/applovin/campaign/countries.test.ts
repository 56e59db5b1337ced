import type { IDataObject } from 'n8n-workflow';

import type { Row, Way } from '../../../support/appLovinTargets';
import { campaign, each, run as runForms, target, targetForm } from '../../../support/appLovinTargets';
import { freshSandbox } from '../../../support/freshSandbox';

/**
 * What the values of countries are checked against: all daily budgets together, and what AppLovin
 * already has.
 */
const sandbox = freshSandbox();

const run = async (forms: IDataObject | IDataObject[], way: Way) =>
	await runForms(sandbox, forms, way);

const LIMIT = { highestDailyBudget: '1000' };

describe('Highest Daily Budget', () => {
	const on = { disabled: false };
	it.each<[string, Row[], Row[], number | undefined]>([
		['30 new countries that add up to the limit', [], each({ budget: 33.33, ...on }), undefined],
		['30 new countries above it', [], each({ budget: 33.34, ...on }), 1000.2],
		[
			'one that is raised by a cent, beside 29 that are left alone',
			each({ budget: 33.33 }),
			[{ country: 'us', budget: 33.44 }],
			1000.01,
		],
		[
			'one that is raised up to the limit',
			each({ budget: 33.33 }),
			[{ country: 'us', budget: 33.43 }],
			undefined,
		],
		['a 31st country', each({ budget: 33 }), [{ country: 'gb', budget: 11, ...on }], 1001],
		[
			'a 31st country that fits',
			each({ budget: 33 }),
			[{ country: 'gb', budget: 10, ...on }],
			undefined,
		],
		[
			'a 31st country in place of one that is disabled',
			each({ budget: 33 }),
			[
				{ country: 'gb', budget: 43, ...on },
				{ country: 'us', disabled: true },
			],
			undefined,
		],
		[
			'countries that AppLovin shows as disabled',
			[{ country: 'de', budget: 900, disabled: true }, ...each({ budget: 1 }, ['us', 'gb'])],
			[{ country: 'us', budget: 999 }],
			undefined,
		],
		['budgets as text', each({ budget: '33.00' }), [{ country: 'us', budget: 44 }], 1001],
		[
			'codes in capitals',
			[{ country: 'US', budget: 900 }],
			[{ country: 'us', budget: 950 }],
			undefined,
		],
		['floats', each({ budget: 0.1 }), [{ country: 'us', budget: 997.1 }], undefined],
		[
			'one that is lowered while the sum stays above',
			each({ budget: 50 }),
			[{ country: 'us', budget: 30 }],
			undefined,
		],
		[
			'one lowered, one raised by the same',
			each({ budget: 50 }),
			[
				{ country: 'us', budget: 60 },
				{ country: 'ad', budget: 40 },
			],
			undefined,
		],
		[
			'one lowered, one raised by more',
			each({ budget: 50 }),
			[
				{ country: 'us', budget: 60.01 },
				{ country: 'ad', budget: 40 },
			],
			1500.01,
		],
		[
			'one disabled while the sum stays above',
			each({ budget: 50 }),
			[
				{ country: 'us', disabled: true },
				{ country: 'ad', budget: 60 },
			],
			undefined,
		],
		[
			'a total in DEFAULT, however many countries',
			[{ country: 'DEFAULT', budget: 900 }, ...each({ bid: 2 })],
			[{ country: 'DEFAULT', budget: 1000 }],
			undefined,
		],
		[
			'countries that share it',
			[{ country: 'DEFAULT', budget: 1000 }, ...each({ bid: 2 })],
			[{ country: 'gb', bid: 2, ...on }],
			undefined,
		],
		[
			'a country that shares it, and has nothing of its own',
			[{ country: 'DEFAULT', budget: 1000 }],
			[{ country: 'gb', ...on }],
			undefined,
		],
		[
			'a bid alone, while the sum is above',
			each({ budget: 50 }),
			[{ country: 'us', bid: 3 }],
			undefined,
		],
		[
			'an address alone, while a budget is unreadable',
			each({ budget: 'a lot' }),
			[{ country: 'us', click_url: 'https://a.example' }],
			undefined,
		],
	])('counts %s', async (_, countries, rows, sum) => {
		const present = campaign('CPI', countries);
		const form = target(rows, { bid_type: 'CPI' });
		const { error, looks, sent } = await run(form, { present, limits: LIMIT });
		expect(looks).toBe(1);
		if (sum === undefined) {
			expect(error).toBeUndefined();
			expect(sent).toEqual([{ countries: rows }]);
			return;
		}
		expect(error?.message).toMatch(/^'Daily Budget of the campaign's 3[01] countries together'/);
		expect(error?.message).toContain(`('${sum}') is above 1000, the limit for daily budgets`);
		expect(error?.description).toContain("raise 'Daily Budget Limit' in the credential");
		expect(sent).toEqual([]);
		// Without the limit the same goes out.
		expect((await run(form, { present })).sent).toEqual([{ countries: rows }]);
	});

	it('asks for the budget of a country that comes back', async () => {
		const present = campaign('CPI', each({ budget: 10 }));
		const rows = [{ country: 'gb', disabled: false }];
		const { error, looks, sent } = await run(target(rows), { present, limits: LIMIT });
		expect(error?.message).toContain("'Countries 1' serves gb without a 'Daily Budget'");
		expect([looks, sent]).toEqual([1, []]);
		const served = [{ country: 'us', disabled: false }];
		expect((await run(target(served), { present, limits: LIMIT })).sent).toHaveLength(1);
	});

	it.each(['a lot', '1,000', -900, [5], { usd: 5 }, true])(
		"can't be kept beside a budget of %j",
		async (budget) => {
			const present = campaign('CPI', [
				{ country: 'gb', budget },
				{ country: 'us', budget: 5 },
			] as Row[]);
			const { error, sent } = await run(target([{ country: 'us', budget: 6 }]), {
				present,
				limits: LIMIT,
			});
			expect(error?.message).toContain('returned the daily budget');
			expect(error?.message).toContain(
				"for gb, so the limit for daily budgets in the credential can't be",
			);
			expect(sent).toEqual([]);
		},
	);

	it('replaces a budget that cannot be read', async () => {
		const countries = [
			{ country: 'gb', budget: 'a lot' },
			{ country: 'us', budget: 5 },
		];
		const way = { present: campaign('CPI', countries), limits: LIMIT };
		expect((await run(target([{ country: 'gb', budget: 995 }]), way)).error).toBeUndefined();
		const above = await run(target([{ country: 'gb', budget: 996 }]), way);
		expect(above.error?.message).toContain("the daily budget 'a lot' for gb");
		expect(above.sent).toEqual([]);
	});

	it('refuses a single amount above it without a look', async () => {
		const form = target([{ country: 'us', budget: 1000.01 }]);
		const { error, looks } = await run(form, { present: campaign('CPI', []), limits: LIMIT });
		expect(error?.message).toContain("'Daily Budget' ('1000.01') is above 1000");
		expect(looks).toBe(0);
	});

	it('counts what earlier items have changed, with one look', async () => {
		const present = campaign('CPI', each({ budget: 100 }, ['us', 'gb', 'de']));
		const budgets = [400, 400, 201, 200];
		const forms = ['us', 'gb', 'de', 'de'].map((country, index) =>
			target([{ country, budget: budgets[index] }]),
		);
		const { items, looks, sent } = await run(forms, {
			present,
			limits: LIMIT,
			node: { onError: 'continueRegularOutput' },
		});
		expect(looks).toBe(1);
		expect(items.map(({ json }) => json.updated ?? json.message)).toEqual([
			true,
			true,
			expect.stringContaining("3 countries together' ('1001') is above 1000"),
			true,
		]);
		expect(sent).toHaveLength(3);
	});

	it('no longer counts a country that an earlier item has disabled', async () => {
		const present = campaign('CPI', each({ budget: 500 }, ['us', 'gb']));
		const forms = [
			target([{ country: 'us', budget: 500 }]),
			target([{ country: 'gb', disabled: true }]),
			target([{ country: 'us', budget: 1000 }]),
		];
		const { error, looks, sent } = await run(forms, { present, limits: LIMIT });
		expect(error).toBeUndefined();
		expect([looks, sent.length]).toEqual([1, 3]);
	});
});

describe('a country that is not served', () => {
	const present = campaign('CPI', [
		{ country: 'gb', bid: 3 },
		{ country: 'fr', bid: 3, disabled: true },
	]);
	it.each<[string, string, Row]>([
		['Bid', 'us', { bid: 2 }],
		['Bid', 'fr', { bid: 2 }],
		['Daily Budget', 'us', { budget: 2 }],
		['Click URL', 'us', { click_url: 'https://a.example' }],
		['Impression URL', 'us', { impression_url: 'https://a.example' }],
	])('asks for Serve in Country: %s of %s', async (title, country, values) => {
		const first = { country: 'gb', budget: 5 };
		const form = (more: Row) =>
			target([first, { country, ...values, ...more }], { bid_type: 'CPI' });
		const { error, sent } = await run(form({}), { present });
		expect(error?.message).toBe(
			`'Countries 2: ${title}' is set for ${country}, where the campaign is not served`,
		);
		expect(error?.description).toContain("Set 'Serve in Country' to Yes");
		expect(sent).toEqual([]);
		expect((await run(form({ disabled: false }), { present })).error).toBeUndefined();
	});

	it('is served once an earlier item has enabled it', async () => {
		const forms = [
			target([{ country: 'us', bid: 2, disabled: false }], { bid_type: 'CPI' }),
			target([{ country: 'us', bid: 3 }], { bid_type: 'CPI' }),
		];
		const { error, looks, sent } = await run(forms, { present });
		expect(error).toBeUndefined();
		expect([looks, sent.length]).toEqual([1, 2]);
	});
});

it.each<[string, IDataObject]>([
	['the form', targetForm([{ country: 'DEFAULT', disabled: 'disable' }])],
	['JSON', target([{ country: 'default', disabled: true }])],
])('DEFAULT is never disabled, not even by %s', async (_, form) => {
	const { error, looks, sent } = await run(form, { present: campaign('CPI') });
	expect(error?.message).toContain("'Countries 1: Serve in Country' is No for DEFAULT");
	expect([looks, sent]).toEqual([0, []]);
});

describe.each<[string, string, unknown, unknown]>([
	['Bid', 'bid', 3, 4],
	['Daily Budget', 'budget', 30, 40],
	['Click URL', 'click_url', 'https://a.example/{MACRO}', 'https://b.example'],
	['Impression URL', 'impression_url', 'https://a.example/{MACRO}', 'https://b.example'],
])('a %s of the campaign', (title, name, old, fresh) => {
	const value = (of: unknown): Row => ({ [name]: of }) as Row;
	const go = async (countries: Row[], rows: Row[]) =>
		await run(target(rows, { bid_type: 'CPI' }), { present: campaign('CPI', countries) });
	const shared = [{ country: 'DEFAULT', ...value(old) }, { country: 'gb' }];
	const own = each(value(old), ['gb', 'us']);

	it('in DEFAULT stands in the way of one for a country', async () => {
		const { error, sent } = await go(shared, [{ country: 'gb', ...value(fresh) }]);
		expect(error?.message).toContain(
			`'${title}' is set for gb, but the campaign has one in DEFAULT ('${String(old)}')`,
		);
		expect(error?.description).toContain('Set it in a row for DEFAULT instead');
		expect(sent).toEqual([]);
	});

	it('in DEFAULT stands in the way of one for a country that is enabled', async () => {
		const rows = [{ country: 'de', ...value(fresh), disabled: false }];
		expect((await go(shared, rows)).error?.message).toContain(`'${title}' is set for de`);
	});

	it('in countries stands in the way of one for DEFAULT', async () => {
		const { error, sent } = await go(own, [{ country: 'DEFAULT', ...value(fresh) }]);
		expect(error?.message).toBe(
			`'${title}' is set for DEFAULT, but the campaign has its own in gb, us`,
		);
		expect(error?.description).toContain('in a row for each of these countries');
		expect(sent).toEqual([]);
	});

	it('in DEFAULT or in countries is changed where it stands', async () => {
		for (const [countries, rows] of [
			[shared, [{ country: 'DEFAULT', ...value(fresh) }]],
			[own, [{ country: 'us', ...value(fresh) }]],
			[[], [{ country: 'DEFAULT', ...value(fresh) }]],
		] as Array<[Row[], Row[]]>) {
			const { error, sent } = await go(countries, rows);
			expect(error).toBeUndefined();
			expect(sent).toEqual([{ countries: rows }]);
		}
	});

	it('goes to DEFAULT while the countries that have it are disabled', async () => {
		const rows = [
			{ country: 'DEFAULT', ...value(fresh) },
			...each({ disabled: true }, ['gb', 'us']),
		];
		expect((await go(own, rows)).error).toBeUndefined();
	});

	it('does not count while AppLovin shows it empty', async () => {
		for (const nothing of [null, '', 0]) {
			const countries = [{ country: 'DEFAULT', ...value(nothing) }, { country: 'gb' }] as Row[];
			expect((await go(countries, [{ country: 'gb', ...value(fresh) }])).error).toBeUndefined();
		}
	});

	it('in both places at once already is no reason to refuse a change', async () => {
		const both = [
			{ country: 'DEFAULT', ...value(old) },
			{ country: 'gb', ...value(old) },
		];
		expect((await go(both, [{ country: 'gb', ...value(fresh) }])).error).toBeUndefined();
		expect(
			(await go([...both, { country: 'us' }], [{ country: 'us', ...value(fresh) }])).error?.message,
		).toContain('is set for us, but');
	});

	it('is remembered from item to item', async () => {
		const forms = [
			{ country: 'DEFAULT', ...value(old) },
			{ country: 'gb', ...value(fresh) },
		].map((row) => target([row], { bid_type: 'CPI' }));
		const present = campaign('CPI', [{ country: 'gb' }]);
		const { error, looks, sent } = await run(forms, { present });
		expect(error?.message).toContain(`'${title}' is set for gb`);
		expect([looks, sent.length]).toEqual([1, 1]);
	});
});
