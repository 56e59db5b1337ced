import type { IDataObject } from 'n8n-workflow';

import { axonStage, LIST, UPDATE } from '../../../support/axonStage';
import { hintsOf } from '../../../support/harness';

/** Update: what was chosen, with the campaign's own type and the whole of what the API only takes whole. */
const { campaign, credential, held, run, sandbox, to, writes } = axonStage();

describe('Update', () => {
	const update = (updateFields: IDataObject, more: IDataObject = {}) => ({
		operation: 'update',
		campaign_id: '12345',
		updateFields,
		...more,
	});

	it('sends what was chosen, with the campaign’s own type', async () => {
		campaign();
		const { items, error } = await run(update({ name: 'New name', is_continuous_delivery: true }));
		expect(error).toBeUndefined();
		expect(to(LIST)).toHaveLength(1);
		expect(writes()).toEqual([
			[UPDATE, { id: '12345', type: 'APP', name: 'New name', is_continuous_delivery: true }],
		]);
		expect(items[0].json).toMatchObject({ campaign_id: '12345', name: 'New name', updated: true });
	});

	it('keeps the other URL and the other countries with their regions', async () => {
		campaign({ targeting: [{ country_code: 'US', region_codes: ['CA'] }, { country_code: 'GB' }] });
		const { items, error } = await run(
			update({ click_url: 'https://app.adjust.com/new', countries: ['FR'] }, { listsMode: 'add' }),
		);
		expect(error).toBeUndefined();
		expect(writes()[0][1]).toEqual({
			...{ id: '12345', type: 'APP' },
			targeting: [
				{ country_code: 'US', region_codes: ['CA'] },
				{ country_code: 'GB' },
				{ country_code: 'FR' },
			],
			tracking: {
				impression_url: 'https://view.adjust.com/..',
				click_url: 'https://app.adjust.com/new',
			},
		});
		expect(items[0].json.lists).toEqual([
			{ field: 'Countries', before: ['US', 'GB'], now: ['US', 'GB', 'FR'] },
		]);
	});

	it.each<[string, IDataObject, IDataObject, string]>([
		['nothing', {}, {}, 'There is nothing to update'],
		[
			'a list without saying how it changes',
			{ countries: ['FR'] },
			{},
			"'How Lists Change' is empty",
		],
		[
			'an end and no end',
			{ end_date: '2090-01-01', is_continuous_delivery: true },
			{},
			"'End Date' and 'No End' are both set",
		],
		[
			'a budget in JSON',
			{ additionalJson: '{"budget":{}}' },
			{},
			"'Additional JSON' sets 'budget', which Update does not change",
		],
		[
			'a status in JSON',
			{ additionalJson: '{"status":"LIVE"}' },
			{},
			"'Additional JSON' sets 'status'",
		],
		[
			'no countries in JSON',
			{ additionalJson: '{"targeting":[]}' },
			{},
			"'Additional JSON' sets 'targeting', which Update does not change",
		],
		[
			'other countries in JSON, beside those of the form',
			{ countries: ['FR'], additionalJson: '{"targeting":[{"country_code":"DE"}]}' },
			{ listsMode: 'add' },
			"'Additional JSON' sets 'targeting'",
		],
		[
			'tracking in JSON',
			{ additionalJson: '{"tracking":{"click_url":"http://app.adjust.com/.."}}' },
			{},
			"'Additional JSON' sets 'tracking'",
		],
		[
			'a click URL in JSON',
			{ additionalJson: '{"click_url":"http://app.adjust.com/.."}' },
			{},
			"'Additional JSON' sets 'click_url'",
		],
		[
			'an end in the past',
			{ end_date: '2026-01-01' },
			{},
			"'End Date' (2026-01-01T23:59:59) must be later than now",
		],
		['a name in JSON that is none', { additionalJson: '{"name":""}' }, {}, "'Campaign Name'"],
		[
			'an unknown choice in JSON',
			{ additionalJson: '{"audience_strategy":"ALL"}' },
			{},
			"'Audience Strategy'",
		],
	])('refuses %s', async (_, fields, more, words) => {
		campaign();
		const { error } = await run(update(fields, more));
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, IDataObject, IDataObject, string]>([
		[
			'a website for an app',
			{},
			{ website_url: 'https://shop.example' },
			"'Website URL' is for web campaigns only",
		],
		[
			'a click URL for a website',
			{ type: 'WEB', platform: undefined },
			{ click_url: 'https://app.adjust.com/new' },
			"'Click URL' is for app campaigns only",
		],
		[
			'an impression URL for a website',
			{ type: 'WEB', platform: undefined },
			{ impression_url: 'https://app.adjust.com/new' },
			"'Impression URL' is for app campaigns only",
		],
		[
			'an end before the start',
			{ start_date: '2090-03-02T00:00:00Z' },
			{ end_date: '2090-01-01' },
			"'End Date' (2090-01-01T23:59:59) must be after the start of the campaign 12345 (2090-03-02T00:00:00)",
		],
		[
			'a campaign that is listed without its type',
			{ type: undefined },
			{ name: 'New name' },
			'AppLovin lists the campaign 12345 without its type, which every change must name',
		],
	])('refuses %s, which AppLovin would count as an error', async (_, has, fields, words) => {
		campaign(has);
		const { error } = await run(update(fields));
		expect(error?.message).toBe(words);
		expect(writes()).toEqual([]);
	});

	it('refuses a country that would have no budget, where the others have their own', async () => {
		campaign({ budget: { country_code_to_daily_budget: { US: '80', GB: '20' } } });
		const { error } = await run(update({ countries: ['FR'] }, { listsMode: 'add' }));
		expect(error?.message).toBe('The campaign 12345 has daily budgets by country, and none for FR');
		expect(writes()).toEqual([]);
	});
});

describe('Countries with amounts of their own', () => {
	const countries = (listsMode: string, ...codes: string[]) => ({
		...{ operation: 'update', campaign_id: '12345', listsMode },
		updateFields: { countries: codes },
	});
	const targeting = (...codes: string[]) => codes.map((country_code) => ({ country_code }));
	const budgets = (map: IDataObject) => ({ budget: { country_code_to_daily_budget: map } });
	const goals = (map: IDataObject) => ({
		goal: { goal_type: 'CPI', country_code_to_goal_value: map },
	});
	const limited = (highestDailyBudget: string) => ({
		credential: credential({ highestDailyBudget }),
	});

	it('take them along when they are removed, and the others keep theirs to the last digit', async () => {
		campaign({
			...{ targeting: targeting('US', 'GB', 'FR') },
			...budgets({ US: '80', GB: '20.00', FR: '33.330000' }),
			...goals({ US: '2.5', GB: '1', FR: '1.250' }),
		});
		const { error } = await run(countries('remove', 'GB'));
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[
				UPDATE,
				{
					...{ id: '12345', type: 'APP', targeting: targeting('US', 'FR') },
					...budgets({ US: '80', FR: '33.330000' }),
					goal: { country_code_to_goal_value: { US: '2.5', FR: '1.250' } },
				},
			],
		]);
		expect(held(12345)?.fields).toMatchObject({
			...budgets({ US: '80', FR: '33.330000' }),
			...goals({ US: '2.5', FR: '1.250' }),
		});
	});

	it('are left as they are where none of them changes', async () => {
		campaign(budgets({ US: '80', GB: '20' }));
		await run(countries('replace', 'GB', 'US'));
		campaign();
		await run({ ...countries('remove', 'GB'), campaign_id: '12346' });
		expect(writes().map(([, body]) => Object.keys(body))).toEqual([
			['id', 'type', 'targeting'],
			['id', 'type', 'targeting'],
		]);
	});

	it('are shown by a preview', async () => {
		campaign(budgets({ US: '80', GB: '20' }));
		const preview = { ...countries('remove', 'GB'), options: { preview: true } };
		const { items } = await run(preview);
		expect(items[0].json.body).toMatchObject(budgets({ US: '80' }));
		expect(writes()).toEqual([]);
	});

	it.each([
		['above the limit', '80', "('80') is above 50"],
		['which can be read in two ways', '5,000', "AppLovin lists '5,000' for US"],
	])('never keep one from being removed: an amount %s', async (_, us, words) => {
		campaign(budgets({ US: us, GB: '20' }));
		const result = await run(countries('remove', 'GB'), limited('50'));
		expect(result.error).toBeUndefined();
		expect(writes()[0][1]).toEqual({ id: '12345', type: 'APP', targeting: targeting('US') });
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/^The daily budgets of the campaign 12345 were left as they are/),
		]);
		expect(hintsOf(result)[0]).toContain(words);
	});

	it('count again under the credential’s limit, where AppLovin still lists one', async () => {
		const fields = { ...budgets({ US: '80', GB: '20.5' }), targeting: targeting('US') };
		campaign(fields);
		const { error } = await run(countries('add', 'GB'), limited('100'));
		expect(error?.message).toContain("'Daily Budget (Sum of All Countries)' ('100.5') is above 100");
		expect(writes()).toEqual([]);
		expect((await run(countries('add', 'GB'), limited('101'))).error).toBeUndefined();
		expect(writes()[0][1]).toMatchObject(budgets({ US: '80', GB: '20.5' }));
	});
});
