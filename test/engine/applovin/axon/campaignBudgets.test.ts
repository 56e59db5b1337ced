import type { IDataObject } from 'n8n-workflow';

import { axonStage, LIST, UPDATE } from '../../../support/axonStage';

/** Update Budget: for all countries, or by country with the complete map. */
const { campaign, credential, held, run, sandbox, to, writes } = axonStage();

const ofIds = (campaign_ids: unknown) => ({
	campaignsFrom: 'ids',
	campaign_ids: campaign_ids as string,
});
const budget = (changes: IDataObject = {}) => ({
	operation: 'updateBudget',
	...ofIds('12345'),
	budgetFor: 'all',
	changeBy: 'set',
	amount: '120',
	...changes,
});
const BY = { budget: { country_code_to_daily_budget: { US: '80', GB: '20.00' } } };

const sent = () => writes().map(([, body]) => body);

describe('Update Budget', () => {
	it('sets the one for all countries, as text with cents', async () => {
		campaign();
		const { items, error } = await run(budget({ amount: 120 }));
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[UPDATE, { id: '12345', type: 'APP', budget: { daily_budget_for_all_countries: '120.00' } }],
		]);
		expect(items[0].json).toEqual({
			...{ campaign_id: '12345', name: 'US CPI', field: 'Daily Budget', old: 100, new: 120 },
			...{ unit: 'USD per day', updated: true },
		});
	});

	it('raises it by a percentage, up to the amount that is never passed, without float noise', async () => {
		campaign({ budget: { daily_budget_for_all_countries: '0.70' } });
		campaign({ budget: { daily_budget_for_all_countries: 100 } });
		campaign({ budget: { daily_budget_for_all_countries: '150' } });
		const { items } = await run(
			budget({ ...ofIds('12345,12346,12347'), changeBy: 'percent', percent: '10', atMost: '105' }),
		);
		expect(sent().map((body) => body.budget)).toEqual([
			{ daily_budget_for_all_countries: '0.77' },
			{ daily_budget_for_all_countries: '105.00' },
		]);
		expect(items.map(({ json }) => [json.old, json.new, json.updated])).toEqual([
			[0.7, 0.77, true],
			[100, 105, true],
			[150, 150, false],
		]);
	});

	it('sends the budgets of all countries where some change', async () => {
		campaign(BY);
		const { items } = await run(
			budget({ budgetFor: 'byCountry', countries: ['US'], amount: '90' }),
		);
		expect(sent()).toEqual([
			{
				id: '12345',
				type: 'APP',
				budget: { country_code_to_daily_budget: { US: '90.00', GB: '20.00' } },
			},
		]);
		expect(items[0].json).toMatchObject({
			changes: [{ country: 'US', old: 80, new: 90 }],
			updated: true,
		});
	});

	it.each([['US'], ['all']])(
		'leaves out a country that was removed in AppLovin, which would refuse it (%s)',
		async (country) => {
			campaign({
				targeting: [{ country_code: 'US' }],
				budget: { country_code_to_daily_budget: { US: '5', GB: '7' } },
			});
			const { items, error } = await run(
				budget({ budgetFor: 'byCountry', countries: [country], amount: '6' }),
			);
			expect(error).toBeUndefined();
			expect(sent()[0].budget).toEqual({ country_code_to_daily_budget: { US: '6.00' } });
			expect(items[0].json.changes).toEqual([{ country: 'US', old: 5, new: 6 }]);
		},
	);

	it.each([
		['80', '80'],
		['20.00', '20.00'],
		['33.333333', '33.333333'],
		['19.1250', '19.1250'],
		[50, '50.00'],
		[0.1 + 0.2, '0.30'],
	])('sends the budget %p of another country again as AppLovin gave it', async (given, again) => {
		campaign({ budget: { country_code_to_daily_budget: { US: '10', GB: given } } });
		const { error } = await run(
			budget({ budgetFor: 'byCountry', countries: ['US'], amount: '11' }),
		);
		expect(error).toBeUndefined();
		expect(sent()[0].budget).toEqual({
			country_code_to_daily_budget: { US: '11.00', GB: again },
		});
	});

	it('rounds no decimals away', async () => {
		campaign({ budget: { country_code_to_daily_budget: { US: '10', GB: '12.123456789' } } });
		// The stand-in takes at most six decimals, so it may refuse what is compared here.
		await run(budget({ budgetFor: 'byCountry', countries: ['US'], amount: '11' }));
		expect(sent()[0].budget).toMatchObject({
			country_code_to_daily_budget: { GB: '12.123456789' },
		});
	});

	it('sends no amount again that can be read in two ways, unless it is set too', async () => {
		campaign({ budget: { country_code_to_daily_budget: { US: '80', GB: '5,000' } } });
		const us = budget({ budgetFor: 'byCountry', countries: ['US'], amount: '90' });
		const { error } = await run(us);
		expect(error?.message).toBe(
			"AppLovin lists '5,000' for GB in campaign 12345, which can't be sent again with the others",
		);
		expect(sent()).toEqual([]);
		expect((await run({ ...us, countries: ['US', 'GB'] })).error).toBeUndefined();
		expect(sent()[0].budget).toEqual({
			country_code_to_daily_budget: { US: '90.00', GB: '90.00' },
		});
	});

	it('changes each country that has one of its own', async () => {
		campaign(BY);
		await run(
			budget({
				budgetFor: 'byCountry',
				countries: ['all'],
				changeBy: 'add',
				amount: '0.1',
				atMost: '500',
			}),
		);
		expect(sent()[0].budget).toEqual({
			country_code_to_daily_budget: { US: '80.10', GB: '20.10' },
		});
	});

	it('sends items for one campaign together, each with its own amount and result', async () => {
		campaign(BY);
		campaign(BY);
		const rows = [
			{ id: 12345, country: 'us', amount: 81 },
			{ id: 12346, country: 'GB', amount: 22 },
			{ id: 12345, country: 'GB', amount: 21 },
		];
		const { items, error } = await run(
			budget({
				...ofIds('={{ $json.id }}'),
				budgetFor: 'byCountry',
				countries: '={{ [$json.country] }}',
				amount: '={{ $json.amount }}',
			}),
			{ items: rows.map((json) => ({ json })) },
		);
		expect(error).toBeUndefined();
		expect(sent().map((body) => (body.budget as IDataObject).country_code_to_daily_budget)).toEqual(
			[
				{ US: '81.00', GB: '21.00' },
				{ US: '80', GB: '22.00' },
			],
		);
		expect(items.map(({ json }) => (json.changes as IDataObject[])[0])).toEqual([
			{ country: 'US', old: 80, new: 81 },
			{ country: 'GB', old: 20, new: 22 },
			{ country: 'GB', old: 20, new: 21 },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('shows the request of items that share it once, and the error of one that can’t be done', async () => {
		campaign(BY);
		const { items } = await run(
			budget({
				...{ budgetFor: 'byCountry', countries: '={{ [$json.country] }}', amount: '90' },
				options: { preview: true },
			}),
			{
				items: ['US', 'GB', 'FR'].map((country) => ({ json: { country } })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(writes()).toEqual([]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 1 }],
			{ item: 2 },
		]);
		expect(items[0].json.body).toMatchObject({
			budget: { country_code_to_daily_budget: { US: '90.00', GB: '90.00' } },
		});
		expect(items[1].json.message).toContain('the campaign is not served there');
	});

	it('loses nothing where two executions change countries of one campaign at once', async () => {
		campaign(BY);
		await Promise.all(
			[
				['US', '90'],
				['GB', '30'],
			].map(
				async ([country, amount]) =>
					await run(budget({ budgetFor: 'byCountry', countries: [country], amount })),
			),
		);
		expect(held(12345)?.fields.budget).toEqual({
			country_code_to_daily_budget: { US: '90.00', GB: '30.00' },
		});
	});

	it('does not fail an item for a country of another that shares its request', async () => {
		campaign(BY);
		const { items } = await run(
			budget({ budgetFor: 'byCountry', countries: '={{ [$json.country] }}', amount: '90' }),
			{
				items: ['US', 'FR'].map((country) => ({ json: { country } })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(sent()).toHaveLength(1);
		expect(items[0].json).toMatchObject({ updated: true });
		expect(items[1].json.message).toBe(
			"'Daily Budget' can't be set for FR in campaign 12345: the campaign is not served there",
		);
	});

	it.each([
		[
			'a percentage of all countries where each has its own',
			BY,
			{ changeBy: 'percent', percent: '10', atMost: '500' },
			"it has one by country: choose 'By Country'",
		],
		[
			'a percentage of a country where all share one',
			{},
			{
				budgetFor: 'byCountry',
				countries: ['US'],
				changeBy: 'percent',
				percent: '10',
				atMost: '500',
			},
			"the campaign has one for all countries: choose 'All Countries'",
		],
		[
			'a part of the countries where all share one',
			{},
			{ budgetFor: 'byCountry', countries: ['US'] },
			'by country, it must be set for each of its countries, and GB is missing',
		],
	])('refuses %s', async (_, fields, changes, words) => {
		campaign(fields);
		const { error } = await run(budget(changes));
		expect(error?.message).toContain(words);
		expect(writes()).toEqual([]);
	});

	it('gives each country its own where all shared one, if it is given all of them', async () => {
		campaign();
		const { error } = await run(
			budget({ budgetFor: 'byCountry', countries: ['US', 'GB'], amount: '40' }),
		);
		expect(error).toBeUndefined();
		expect(sent()[0].budget).toEqual({
			country_code_to_daily_budget: { US: '40.00', GB: '40.00' },
		});
	});

	it('says loudly if AppLovin keeps the other form beside the new one', async () => {
		campaign();
		sandbox.options.applovinAxon.budgetUpdate = 'keeps';
		const { error } = await run(
			budget({ budgetFor: 'byCountry', countries: ['US', 'GB'], amount: '40' }),
		);
		expect(error?.message).toContain('still lists 100.00 for all countries beside it');
	});

	it('holds the sum over all countries to the credential’s limit', async () => {
		campaign(BY);
		const limited = { credential: credential({ highestDailyBudget: '100' }) };
		const over = budget({ budgetFor: 'byCountry', countries: ['US'], amount: '81' });
		const { error } = await run(over, limited);
		expect(error?.message).toContain(
			"'Daily Budget (Sum of All Countries)' ('101') is above 100",
		);
		expect(writes()).toEqual([]);
		expect(held(12345)?.fields.budget).toEqual(BY.budget);
		expect((await run({ ...over, amount: '80' }, limited)).error).toBeUndefined();
	});

	it('refuses a new amount above the limit before anything is read', async () => {
		campaign();
		const { error } = await run(budget({ amount: '101' }), {
			credential: credential({ highestDailyBudget: '100' }),
		});
		expect(error?.message).toContain('is above 100');
		expect(sandbox.requests).toEqual([]);
	});

	it('refuses to raise the same amount twice in a run', async () => {
		campaign();
		const raise = budget({ changeBy: 'percent', percent: '10', atMost: '500' });
		const { error } = await run(raise, { items: [{ json: {} }, { json: {} }] });
		expect(error?.message).toContain('this item would change it a second time');
	});

	it('shows in a preview what was and what will be', async () => {
		campaign(BY);
		const { items } = await run(
			budget({
				...{
					budgetFor: 'byCountry',
					countries: ['US'],
					changeBy: 'percent',
					percent: '10',
					atMost: '500',
				},
				options: { preview: true },
			}),
		);
		expect(items[0].json).toMatchObject({
			summary: { 'Daily Budget of US in campaign 12345': '80 → 88 (USD per day)' },
			body: { budget: { country_code_to_daily_budget: { US: '88.00', GB: '20.00' } } },
		});
		expect(writes()).toEqual([]);
		expect(to(LIST)).not.toEqual([]);
	});
});

it.each(['ids', 'amounts'] as const)(
	'reads %s that come as numbers, and sends text',
	async (what) => {
		sandbox.options.applovinAxon[what] = 'numbers';
		campaign(BY);
		const { items, error } = await run(
			budget({
				budgetFor: 'byCountry',
				countries: ['US'],
				changeBy: 'percent',
				percent: '10',
				atMost: '500',
			}),
		);
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				id: '12345',
				type: 'APP',
				budget: { country_code_to_daily_budget: { US: '88.00', GB: '20.00' } },
			},
		]);
		expect(items[0].json.campaign_id).toBe('12345');
	},
);
