import type { IDataObject } from 'n8n-workflow';

import { axonStage, UPDATE } from '../../../support/axonStage';

/** Update Goal: prices in USD, and ROAS as a multiplier. */
const { campaign, credential, run, sandbox, writes } = axonStage();

const goal = (changes: IDataObject = {}) => ({
	operation: 'updateGoal',
	...{ campaignsFrom: 'ids', campaign_ids: '12345' },
	goalFor: 'all',
	goalUnit: 'usd',
	changeBy: 'set',
	amount: '2.75',
	...changes,
});
const ROAS = {
	goal: { goal_type: 'AD_ROAS', goal_value_for_all_countries: '0.3', roas_day_target: 'DAY7' },
};

const sent = () => writes().map(([, body]) => body);

describe('Update Goal', () => {
	it('sets a price in USD', async () => {
		campaign();
		const { items, error } = await run(goal());
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[UPDATE, { id: '12345', type: 'APP', goal: { goal_value_for_all_countries: '2.75' } }],
		]);
		expect(items[0].json).toMatchObject({ field: 'Goal', old: 2.5, new: 2.75, unit: 'USD' });
	});

	it('changes a ROAS goal, which is a multiplier, by country in steps', async () => {
		campaign({
			goal: {
				goal_type: 'AD_ROAS',
				country_code_to_goal_value: { US: '0.3', GB: '0.25' },
				roas_day_target: 'DAY7',
			},
		});
		const { items, error } = await run(
			goal({
				goalFor: 'byCountry',
				countries: ['US'],
				goalUnit: 'multiplier',
				changeBy: 'percent',
				percent: '20',
				atMost: '0.5',
			}),
		);
		expect(error).toBeUndefined();
		expect(sent()[0].goal).toEqual({ country_code_to_goal_value: { US: '0.36', GB: '0.25' } });
		expect(items[0].json).toMatchObject({
			unit: 'Multiplier',
			changes: [{ country: 'US', old: 0.3, new: 0.36 }],
		});
	});

	it.each([
		['USD', 'usd', 'CPI', { US: '2.5', GB: '1.375000' }, '2.75', '2.75'],
		['a ROAS', 'multiplier', 'BLD_ROAS', { US: '0.3', GB: '0.250' }, '0.36', '0.36'],
	])(
		'sends a goal of %s of another country again as AppLovin gave it',
		async (_, goalUnit, goal_type, goals, amount, now) => {
			campaign({ goal: { goal_type, country_code_to_goal_value: goals } });
			const { error } = await run(
				goal({ goalFor: 'byCountry', countries: ['US'], goalUnit, amount }),
			);
			expect(error).toBeUndefined();
			expect(sent()[0].goal).toEqual({ country_code_to_goal_value: { ...goals, US: now } });
		},
	);

	it.each([
		[
			'30 for a ROAS goal of 30%',
			ROAS,
			{ goalUnit: 'multiplier', amount: '30' },
			"'Amount' must be a multiplier for ROAS goals, not 30: 0.3 is 30%",
			0,
		],
		[
			'30 as what is never passed',
			ROAS,
			{ goalUnit: 'multiplier', changeBy: 'percent', percent: '10', atMost: '30' },
			"'At Most' must be a multiplier",
			0,
		],
		['a price that no goal has', {}, { amount: '500' }, "'Amount' must be below 500 USD", 0],
		[
			'a price for a ROAS goal',
			ROAS,
			{},
			"'Goal Unit' is USD, but the goal of the campaign 12345 is AD_ROAS",
			1,
		],
		[
			'a multiplier for a price',
			{},
			{ goalUnit: 'multiplier', amount: '0.3' },
			"'Goal Unit' is a ROAS multiplier, but the goal of the campaign 12345 is CPI",
			1,
		],
		[
			'a CPI of 200 USD',
			{},
			{ amount: '200' },
			"'Goal' must be above 0 and below 200 USD for CPI, not 200",
			1,
		],
		[
			'an ad ROAS of 10%',
			ROAS,
			{ goalUnit: 'multiplier', amount: '0.1' },
			"'Goal' must be above 0.1 and at most 99.99 for AD_ROAS, not 0.1",
			1,
		],
	])('refuses %s before it is sent', async (_, fields, changes, words, looks) => {
		campaign(fields);
		const { error } = await run(goal(changes));
		expect(error?.message).toContain(words);
		expect([writes().length, sandbox.requests.length]).toEqual([0, looks]);
	});

	it('is held to the credential’s limit', async () => {
		campaign();
		const { error } = await run(goal(), { credential: credential({ highestBid: '2.5' }) });
		expect(error?.message).toContain('is above 2.5');
		expect(sandbox.requests).toEqual([]);
	});
});
