import type { IDataObject } from 'n8n-workflow';

import { axonStage, CREATE, LIST, NEW_APP, UPDATE } from '../../../support/axonStage';
import { countFailedFiles } from '../../../../nodes/AppLovin/axonTransport/request';
import { hintsOf } from '../../../support/harness';
import { onRequest } from '../../../support/onRequest';
import type { Teller } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';

/** Create: live whatever is sent, so that Paused pauses at once. */
const { credential, held, run, sandbox, writes, time } = axonStage();

const tomorrow = () => {
	const day = new Date(Date.now() + time.ahead + 86_400_000).toISOString().slice(0, 10);
	return `${day}T00:00:00`;
};

const WEB = {
	...{
		operation: 'create',
		type: 'WEB',
		name: 'Shop US',
		start: 'LIVE',
		website_url: 'https://shop.example',
	},
	...{
		start_date: NEW_APP.start_date,
		end: 'none',
		countries: ['US'],
		budgetFor: 'all',
		daily_budget: 200,
	},
	...{ goal_type: 'CHK_ROAS', goalFor: 'all', goal_value: 1.2, roas_day_target: 'DAY7' },
	additionalFields: { audience_strategy: 'PROSPECTING' },
};

const created = () =>
	writes()
		.filter(([path]) => path === CREATE)
		.map(([, body]) => body);

it('creates an app campaign as the document shows it, and pauses it at once', async () => {
	const { items, error } = await run({ ...NEW_APP, ifItExists: 'create' });
	expect(error).toBeUndefined();
	expect(writes()).toEqual([
		[
			CREATE,
			{
				...{ type: 'APP', name: 'US CPI', platform: 'ANDROID', package_name: 'com.example.game' },
				...{ start_date: tomorrow(), is_continuous_delivery: true },
				bidding_strategy: 'TARGET_GOAL_WITH_CPI_BILLING',
				budget: { daily_budget_for_all_countries: '100.00' },
				goal: { goal_type: 'CPI', goal_value_for_all_countries: '2.50' },
				targeting: [{ country_code: 'US' }],
				tracking: {
					tracking_method: 'ADJUST',
					impression_url: 'https://view.adjust.com/abc',
					click_url: 'https://app.adjust.com/abc',
				},
			},
		],
		[UPDATE, { id: '12345', type: 'APP', status: 'PAUSED' }],
	]);
	expect(held(12345)?.status).toBe('PAUSED');
	expect(items[0].json).toMatchObject({
		campaign_id: '12345',
		name: 'US CPI',
		status: 'Paused',
		type: 'App',
	});
});

it('creates a web campaign, which stays live', async () => {
	const { items, error } = await run({ ...WEB, ifItExists: 'create' });
	expect(error).toBeUndefined();
	expect(writes()).toEqual([
		[
			CREATE,
			{
				...{ type: 'WEB', name: 'Shop US', website_url: 'https://shop.example' },
				bidding_strategy: 'AUTO_BIDDING_WITH_CPM_BILLING',
				...{ start_date: tomorrow(), is_continuous_delivery: true },
				budget: { daily_budget_for_all_countries: '200.00' },
				goal: {
					goal_type: 'CHK_ROAS',
					goal_value_for_all_countries: '1.2',
					roas_day_target: 'DAY7',
				},
				targeting: [{ country_code: 'US' }],
				audience_strategy: 'PROSPECTING',
			},
		],
	]);
	expect(items[0].json.status).toBe('Live');
});

it('takes budgets and goals by country, regions, an iOS app and an end', async () => {
	const { error } = await run({
		...NEW_APP,
		ifItExists: 'create',
		...{ platform: 'IOS', itunes_id: '1234567890', end: 'date', end_date: '2090-03-31' },
		...{ countries: ['US', 'GB'], budgetFor: 'byCountry', goalFor: 'byCountry' },
		countryBudgets: {
			rows: [
				{ country: 'US', amount: '80' },
				{ country: 'gb', amount: '20.5' },
			],
		},
		countryGoals: {
			rows: [
				{ country: 'GB', amount: '2' },
				{ country: 'US', amount: '2.5' },
			],
		},
		additionalFields: { region_codes: 'ca, NY', is_composite_banner_enabled: true },
	});
	expect(error).toBeUndefined();
	expect(created()).toMatchObject([
		{
			...{ platform: 'IOS', itunes_id: '1234567890', end_date: '2090-03-31T23:59:59' },
			budget: { country_code_to_daily_budget: { US: '80.00', GB: '20.50' } },
			goal: { country_code_to_goal_value: { US: '2.50', GB: '2.00' } },
			targeting: [{ country_code: 'US', region_codes: ['CA', 'NY'] }, { country_code: 'GB' }],
			is_composite_banner_enabled: true,
		},
	]);
});

describe('if it can’t be paused', () => {
	const RUNS =
		'The new campaign 12345 IS RUNNING and may spend money: AppLovin creates every campaign live, and it could not be paused';

	it.each(['serverError', 'forbidden', 'reset', 'rateLimit'] as const)(
		'says loudly what runs, after %s',
		async (kind) => {
			sandbox.addFault({ kind, path: /campaign\/update/, times: 3 });
			const { error } = await run({ ...NEW_APP, ifItExists: 'create' });
			expect(error?.message).toBe(RUNS);
			expect(error?.description).toContain('Pause the campaign 12345 in AppLovin at once.');
			expect((error?.context?.details as IDataObject).created).toEqual(['campaign_id 12345']);
			expect([created().length, held(12345)?.status]).toEqual([1, 'LIVE']);
		},
	);

	it.each([
		['serverError', 2],
		['resetAfter', 1],
	] as const)('tries again where the outcome of a pause is not known: %s', async (kind, pauses) => {
		sandbox.addFault({ kind, path: /campaign\/update/ });
		const { error } = await run({ ...NEW_APP, ifItExists: 'create' });
		expect(error).toBeUndefined();
		expect([created().length, held(12345)?.status]).toEqual([1, 'PAUSED']);
		expect(writes().filter(([path]) => path === UPDATE)).toHaveLength(pauses);
	});

	it('creates no other one in this run', async () => {
		sandbox.addFault({ kind: 'forbidden', path: /campaign\/update/, times: 9 });
		const { items } = await run(
			{ ...NEW_APP, name: '={{ $json.name }}', ifItExists: 'create' },
			{
				items: ['A', 'B', 'C'].map((name) => ({ json: { name } })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ json }) => String(json.error))).toEqual([
			RUNS,
			expect.stringContaining('Left undone, nothing was sent: the campaign 12345'),
			expect.stringContaining('Left undone, nothing was sent: the campaign 12345'),
		]);
		expect(created()).toHaveLength(1);
	});

	it.each([
		['create', CREATE],
		['pause', UPDATE],
	])('pauses it although the execution is cancelled while the %s is under way', async (_, path) => {
		sandbox.addFault({ kind: 'slowAfter', path: new RegExp(path), delayMs: 400 });
		await run(
			{ ...NEW_APP, ifItExists: 'create' },
			{
				onStart: (execution) => {
					const timer = setInterval(() => {
						if (!sandbox.requests.some((request) => request.path === path)) return;
						clearInterval(timer);
						execution.cancel();
					}, 5);
				},
			},
		).catch(() => undefined);
		const deadline = Date.now() + 5_000;
		while (held(12345)?.status !== 'PAUSED' && Date.now() < deadline) {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect([created().length, held(12345)?.status]).toEqual([1, 'PAUSED']);
	});

	it('pauses it when n8n runs the node again, and creates nothing', async () => {
		sandbox.addFault({ kind: 'serverError', path: /campaign\/update/, times: 3 });
		const { error } = await run(
			{ ...NEW_APP, ifItExists: 'create' },
			{ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } as never },
		);
		expect(error).toBeUndefined();
		expect([created().length, held(12345)?.status]).toEqual([1, 'PAUSED']);
	});

	it('pauses it although other runs have used up the account’s errors meanwhile', async () => {
		const getCredentials = async () => await Promise.resolve(credential());
		const stop = onRequest(sandbox, ({ path }) => {
			if (path === CREATE) void countFailedFiles({ getCredentials } as never, 'c7a3', 50);
		});
		const { error, items } = await run({ ...NEW_APP, ifItExists: 'create' });
		stop();
		expect(error).toBeUndefined();
		expect([items[0].json.status, held(12345)?.status]).toEqual(['Paused', 'PAUSED']);
		const after = await run({ ...NEW_APP, ifItExists: 'create' });
		expect(after.error?.message).toContain('50 errors within 5 minutes');
	});

	it('says so too if AppLovin takes the pause, but lists the campaign as live', async () => {
		const teller: Teller = (response, { path }) =>
			tellJson(
				response,
				path === LIST ? [{ id: '12345', type: 'APP', status: 'LIVE' }] : { id: '12345' },
			);
		await told(teller, async ({ baseUrl, heard }) => {
			const { error } = await run(
				{ ...NEW_APP, ifItExists: 'create' },
				{ credential: credential({ baseUrl }) },
			);
			expect(error?.message).toBe(RUNS);
			expect(heard.filter(({ path }) => path === LIST).length).toBeGreaterThan(1);
		});
	});
});

describe('a creation that was cut off after it was stored', () => {
	it('is not sent again, and says that it may be running', async () => {
		sandbox.addFault({ kind: 'resetAfter', path: /campaign\/create/ });
		const { error } = await run(
			{ ...NEW_APP, ifItExists: 'create' },
			{ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } as never },
		);
		expect(error?.description).toContain('IT MAY BE RUNNING');
		expect([created().length, sandbox.applovinAxon.campaigns.size]).toEqual([1, 1]);
	});

	it('is found by its name in the next execution, which tells that it is live', async () => {
		sandbox.addFault({ kind: 'resetAfter', path: /campaign\/create/ });
		await run(NEW_APP);
		time.ahead += 120_000;
		const again = await run(NEW_APP);
		expect(again.error).toBeUndefined();
		expect(again.items[0].json).toMatchObject({
			campaign_id: '12345',
			alreadyExisted: true,
			differs: [{ field: 'Status', wanted: 'Paused', present: 'Live' }],
		});
		expect(hintsOf(again).join()).toContain("'Status' is 'Live', not 'Paused'");
		expect(sandbox.applovinAxon.campaigns.size).toBe(1);
	});
});

describe('one of the same name', () => {
	it('is returned, and nothing is created', async () => {
		await run(NEW_APP);
		const { items, error } = await run(NEW_APP);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			campaign_id: '12345',
			alreadyExisted: true,
			status: 'Paused',
		});
		expect(created()).toHaveLength(1);
	});

	it.each([
		['budget', { daily_budget: '101' }, "'Daily Budget'"],
		['goal', { goal_value: '3' }, "'Goal'"],
		['targeting', { countries: ['US', 'GB'] }, "'Countries'"],
	])('with another %s is an error', async (_, changes, words) => {
		await run(NEW_APP);
		const { error } = await run({ ...NEW_APP, ...changes });
		expect(error?.message).toContain(
			'already exists (campaign_id 12345), but it does not match this form',
		);
		expect(error?.message).toContain(words);
		expect(created()).toHaveLength(1);
	});

	it('is looked for once for all items, and created once for two of the same name', async () => {
		const { items } = await run(NEW_APP, { items: [{ json: {} }, { json: {} }] });
		expect(items.map(({ json }) => json.campaign_id)).toEqual(['12345', '12345']);
		expect(created()).toHaveLength(1);
	});
});

describe('limits', () => {
	it('hold the sum over all countries', async () => {
		const { error } = await run(
			{
				...NEW_APP,
				...{ countries: ['US', 'GB'], budgetFor: 'byCountry' },
				countryBudgets: {
					rows: [
						{ country: 'US', amount: '60' },
						{ country: 'GB', amount: '50' },
					],
				},
			},
			{ credential: credential({ highestDailyBudget: '100' }) },
		);
		expect(error?.message).toContain(
			"'Daily Budget (Sum of All Countries)' ('110') is above 100",
		);
		expect(sandbox.requests).toEqual([]);
	});
});

it('shows its request in a preview, and that the campaign is paused afterwards', async () => {
	const { items } = await run({ ...NEW_APP, options: { preview: true } });
	expect(items[0].json).toMatchObject({
		preview: true,
		campaign_id: expect.stringMatching(/^preview-/) as string,
		summary: { 'After Creation': 'paused by a second request' },
		method: 'POST',
		body: { name: 'US CPI', budget: { daily_budget_for_all_countries: '100.00' } },
	});
	expect(sandbox.requests).toEqual([]);
});

it.each<[string, IDataObject, string]>([
	['a start in the past', { start_date: '2020-01-01' }, "'Start Date' must be today"],
	[
		'an end before the start',
		{ end: 'date', end_date: '2021-01-01' },
		"'End Date' (2021-01-01T23:59:59) must be after 'Start Date'",
	],
	[
		'CPE with CPI billing',
		{ goal_type: 'CPE', event_target: 'x' },
		"'Goal Type' CPE can't be combined",
	],
	[
		'30 as a ROAS goal',
		{ goal_type: 'AD_ROAS', roas_day_target: 'DAY7', goal_value: '30' },
		"'Goal' must be a multiplier for AD_ROAS, not 30: 0.3 is 30%",
	],
	['a CPI of 250', { goal_value: '250' }, "'Goal' must be above 0 and below 200 USD for CPI"],
	['a budget of 0', { daily_budget: '0' }, "'Daily Budget' must be above 0"],
	[
		'a web day for an app',
		{ goal_type: 'AD_ROAS', roas_day_target: 'DAY0', goal_value: '0.5' },
		"'ROAS Day' must be DAY7 or DAY28",
	],
	[
		'regions without the US',
		{ countries: ['GB'], additionalFields: { region_codes: 'CA' } },
		"need the United States among 'Countries'",
	],
	[
		'regions and metros',
		{ additionalFields: { region_codes: 'CA', metro_names: 'Boston' } },
		"'US Regions' and 'US Metros' are both set",
	],
	[
		'a catalog for an app',
		{ additionalFields: { catalog_id: '1' } },
		"'Catalog' is for web campaigns only",
	],
	[
		'a status in JSON',
		{ additionalFields: { additionalJson: '{"status":"PAUSED"}' } },
		"'Additional JSON' sets 'status'",
	],
	[
		'an end in JSON beside No End',
		{ additionalFields: { additionalJson: '{"end_date":"2090-01-01T00:00:00"}' } },
		"'Additional JSON' sets 'end_date', which 'End' decides",
	],
	[
		'a catalog for an app in JSON',
		{ additionalFields: { additionalJson: '{"catalog_id":"1"}' } },
		"'Catalog' is for web campaigns only",
	],
	['an unknown country', { countries: '={{ ["UK"] }}' }, "'Countries' is unknown: 'UK'"],
	[
		'a URL without https',
		{ click_url: 'http://app.adjust.com/abc' },
		"'Click URL' must start with https://",
	],
	[
		'a country without its budget',
		{
			countries: ['US', 'GB'],
			budgetFor: 'byCountry',
			countryBudgets: { rows: [{ country: 'US', amount: '60' }] },
		},
		"'Daily Budgets' has no row for GB",
	],
])('refuses %s before anything is sent', async (_, changes, words) => {
	const { error } = await run({ ...NEW_APP, ...changes });
	expect(error?.message).toContain(words);
	expect(sandbox.requests).toEqual([]);
});
