import type { IDataObject } from 'n8n-workflow';

import { axonStage, LIST, UPDATE } from '../../../support/axonStage';

/** Update: what was chosen, with the campaign's own type and the whole of what the API only takes whole. */
const { campaign, run, sandbox, to, writes } = axonStage();

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
