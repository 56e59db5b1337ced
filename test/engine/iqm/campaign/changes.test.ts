import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { answering } from '../../../support/answering';
import { BOTH, campaignStage, change, form, PATH } from '../../../support/campaignStage';
import { EMPTY, picked } from '../../../support/iqmStage';

/** Changing, copying and deleting campaigns (Campaign API guideline). */
const { addCampaign, limited, run, sandbox, sent, stage, writes } = campaignStage();

const details = (json: IDataObject) => json.details as IDataObject;

/** Operation, request and what the two results say. */
const REQUESTS: Array<[string, string, string, IDataObject, IDataObject[]]> = [
	[
		'updateStatus',
		'PUT',
		`${PATH}/update-status`,
		{ campaignIds: BOTH, status: 'running' },
		[
			{ campaignId: 440264, status: 'Running' },
			{ campaignId: 440133, status: 'Running' },
		],
	],
	[
		'delete',
		'PUT',
		`${PATH}/update-status`,
		{ campaignIds: BOTH, status: 'deleted' },
		[
			{ campaignId: 440264, status: 'Deleted' },
			{ campaignId: 440133, status: 'Deleted' },
		],
	],
	[
		'updateBudget',
		'PUT',
		`${PATH}/update-budget`,
		{ campaignIds: BOTH, dailyBudget: 60 },
		[
			{ campaignId: 440264, field: 'Daily Budget', new: 60, updated: true, budgetDay: 60 },
			{ campaignId: 440133, field: 'Daily Budget', new: 60, updated: true, budgetDay: 60 },
		],
	],
	[
		'updateEndDate',
		'PUT',
		`${PATH}/update-end-date`,
		{ campaignIds: BOTH, endDate: 1930089600 },
		[
			{ campaignId: 440264, endTime: '2031-03-01T00:00:00Z', updated: true },
			{ campaignId: 440133, endTime: '2031-03-01T00:00:00Z', updated: true },
		],
	],
	[
		'duplicate',
		'POST',
		`${PATH}/duplicate`,
		{
			existingCampaignIds: BOTH,
			ioId: 123456,
			startDate: 1926201600,
			endDate: 1928880000,
			timeZoneId: 29,
		},
		[{ campaignId: 25860 }, { campaignId: 25861 }],
	],
];

describe.each(REQUESTS)('IQM Campaign: %s', (operation, method, path, body, results) => {
	beforeEach(() => {
		addCampaign(440264);
		addCampaign(440133);
	});
	const ids = (value: unknown): IDataObject => ({
		campaignIds: value as IDataObject[string],
		...(operation === 'delete' ? { confirmIds: '440264,440133' } : {}),
	});

	it('sends ids as comma-separated text and times in seconds, and pairs its results', async () => {
		const { items, error } = await run(form(operation));
		expect(error).toBeUndefined();
		expect(sent()).toEqual([[method, path, body]]);
		expect(items).toEqual(results.map((json) => ({ json, pairedItem: { item: 0 } })));
	});

	it.each<[string, unknown]>([
		['an array', [440264, 440133]],
		['an array of texts', '={{ ["440264", "440133"] }}'],
		['spaces, lines and one twice', ' 440264\n440133, 440264 '],
		['leading zeros', '0440264,440133,440264'],
		['JSON as text', ' [440264, "440133"] '],
	])('takes ids as %s', async (_, value) => {
		const { error } = await run(form(operation, ids(value)));
		expect(error).toBeUndefined();
		expect(sent()).toEqual([[method, path, body]]);
	});

	it('takes one number', async () => {
		const changes: IDataObject = { campaignIds: 440264 };
		if (operation === 'delete') changes.confirmIds = '440264';
		const { items, error } = await run(form(operation, changes));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(Object.values(writes()[0].json as IDataObject)).toContain('440264');
	});

	it.each<[unknown, string]>([
		[EMPTY, "'Campaign IDs' is empty"],
		['={{ [] }}', "'Campaign IDs' is empty"],
		['Spring', "'Campaign IDs' must hold IDs of digits only, not 'Spring': to choose by name, set 'Campaigns From' to List"],
		['[1,2', "'Campaign IDs' is not valid JSON"],
		['[1,]', "'Campaign IDs' is not valid JSON"],
		['440264,0', "'Campaign IDs' must be an ID above 0, not '0'"],
		['={{ 1e21 }}', "'Campaign IDs' holds the number 1e+21, which is too large to be exact"],
		['={{ 9007199254740993 }}', "'Campaign IDs' holds the number 9007199254740992"],
		['={{ [7, 9007199254740993] }}', "'Campaign IDs' holds the number 9007199254740992"],
		['440264,../x', "not '../x'"],
		['440264,-1', "not '-1'"],
		[4.5, "not '4.5'"],
		['={{ [{ "id": 7 }] }}', "'Campaign IDs' must be a list of values"],
		['9223372036854775808', "'Campaign IDs' is too large for an ID"],
		['[12345678901234567890]', "'Campaign IDs' is too large for an ID"],
	])('refuses the ids %j before any request', async (value, message) => {
		const { error } = await run(form(operation, ids(value)));
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([{}, { highestDailyBudget: '1', highestTotalBudget: '5000', highestBid: '100' }])(
		'a preview sends no write, with limits %j',
		async (limits) => {
			const changes: IDataObject = { options: { preview: true } };
			const reads = operation === 'updateBudget';
			if (reads) Object.assign(changes, change('totalBudget', 'add', 10));
			const { items, error } = await run(form(operation, changes), limited(limits));
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(items[0].json).toMatchObject({ preview: true, method });
			expect(writes()).toEqual([]);
			// What was is part of what a preview of Add and Percent says.
			expect(sent().map(([asked]) => asked)).toEqual(reads ? ['GET', 'GET'] : []);
		},
	);
});

const soon = (minutes: number) => `={{ $now.plus({ minutes: ${minutes} }).toISO() }}`;

it.each<[string, string, IDataObject, string]>([
	['no status', 'updateStatus', { status: EMPTY }, "'New Status' is empty"],
	['an unknown status', 'updateStatus', { status: "={{ 'stopped' }}" }, 'running, not'],
	['the status deleted', 'updateStatus', { status: "={{ 'deleted' }}" }, "not 'deleted'"],
	['no confirmation', 'delete', { confirmIds: EMPTY }, "'Confirm IDs' is empty: its expression returned no value"],
	['half a confirmation', 'delete', { confirmIds: '440264' }, "not '440264'"],
	['another confirmation', 'delete', { confirmIds: '440264,440134' }, "'Confirm IDs' must hold"],
	['more than the ids', 'delete', { confirmIds: `${BOTH},1` }, "'Confirm IDs' must hold"],
	[
		'"yes" in place of the ids',
		'delete',
		{ confirmIds: 'yes' },
		"'Confirm IDs' must hold IDs of digits",
	],
	['no change', 'updateBudget', { amountToChange: EMPTY }, "'What to Change' is empty"],
	[
		'no way',
		'updateBudget',
		{ changeBy: EMPTY, percent: 0, atMost: 0 },
		"'How' is empty",
	],
	['a daily budget of 0', 'updateBudget', { amount: 0 }, "'Amount' must be above 0"],
	['a bid of 0', 'updateBudget', change('maxBid', 'set', 0), "'Amount' must be above 0"],
	['a bid below 1', 'updateBudget', change('maxBid', 'set', 0.99), "'Max Bid' (0.99) must be 1 to 1000"],
	['a bid above 1000', 'updateBudget', change('maxBid', 'set', 1000.01), "'Max Bid' (1000.01) must be 1 to 1000"],
	['a total of -5', 'updateBudget', change('totalBudget', 'set', -5), 'must be above 0'],
	['no cap', 'updateBudget', { ...change('maxBid', 'add', 5), atMost: EMPTY }, "'At Most' is empty"],
	['a cap of 0', 'updateBudget', { ...change('maxBid', 'percent', 5), atMost: 0 }, 'must be above 0'],
	[
		'an amount that is not a number',
		'updateBudget',
		{ amount: '={{ "x" }}' },
		'must be a number',
	],
	[
		'half an impression',
		'updateBudget',
		change('totalImpressions', 'set', 0.5),
		"'Amount' must be a whole number of at least 1",
	],
	[
		'an unknown way',
		'updateBudget',
		{ changeBy: '={{ "increase" }}', percent: 0, atMost: 0 },
		"'How' must be one of add, set, percent, spread",
	],
	[
		'a bid that is spread',
		'updateBudget',
		change('maxBid', 'spread', 10),
		"'Spread' is for 'Total Budget' only, not for 'Max Bid'",
	],
	['no end', 'updateEndDate', { endDate: EMPTY }, "'New End' is empty: its expression returned no value"],
	['an end in the past', 'updateEndDate', { endDate: '2020-01-01T00:00:00Z' }, 'is in the past'],
	['no order', 'duplicate', { ioId: picked(EMPTY) }, "'Insertion Order' is empty"],
	['no time zone', 'duplicate', { timeZoneId: picked(EMPTY) }, "'Time Zone' is empty"],
	['no start', 'duplicate', { startDate: EMPTY }, "'Start' is empty: its expression returned no value"],
	['a past start', 'duplicate', { startDate: soon(-2), endDate: '' }, "'Start' is in the past"],
	['an end before it', 'duplicate', { endDate: '2031-01-14T00:00:00Z' }, 'at least 15 minutes'],
	[
		'less than 15 minutes',
		'duplicate',
		{ endDate: '2031-01-15T00:14:59Z' },
		'must be at least 15 minutes after',
	],
])('refuses %s before any request of %s', async (_, operation, changes, message) => {
	const { error } = await run(form(operation, changes));
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it('sends the sample of duplicate, whose end of 0 keeps that of the original', async () => {
	const { items } = await run(
		form('duplicate', { campaignIds: stage.campaignId, endDate: '', startDate: 1926201600 }),
	);
	expect(sent()[0][2]).toMatchObject({ startDate: 1926201600, endDate: 0, ioId: 123456 });
	expect(items[0].json).toEqual({ campaignId: 25860, existingCampaignId: 25859 });
});

/**
 * IQM OpenAPI cmp, POST /api/v2/cmp/campaigns/duplicate, its example; `CampaignDuplicateRequestDTO`,
 * endDate: "0 keeps the source campaign's existing end date."
 */
it.each([{ endDate: '' }, { endDateChoice: 'none' }])(
	'sends the sample of duplicate as it stands: %j',
	async (end) => {
		const { now } = clock;
		clock.now = () => 1693612135_000;
		try {
			const { items, error } = await run(
				form('duplicate', {
					campaignIds: '331575',
					ioId: picked(9),
					timeZoneId: picked(9),
					startDate: '2023-09-01T23:48:55.000Z',
					...end,
					options: { preview: true },
				}),
			);
			expect(error).toBeUndefined();
			expect(items[0].json.body).toEqual({
				existingCampaignIds: '331575',
				ioId: 9,
				timeZoneId: 9,
				startDate: 1693612135,
				endDate: 0,
			});
		} finally {
			clock.now = now;
		}
	},
);

describe('some of several campaigns', () => {
	beforeEach(() => {
		addCampaign(440264);
		addCampaign(53317, { campaignName: 'CMP 0002 copy ', budgetTotal: 50, budgetDay: 5 });
		addCampaign(7, { endTime: 0 });
	});
	const two = async (operation: string, ids: string, changes: IDataObject = {}) =>
		await run(form(operation, { campaignIds: ids, ...changes }), {
			node: { onError: 'continueRegularOutput' },
		});

	it.each<[string, string, IDataObject, string, string[]]>([
		[
			'updateStatus',
			'440264,440133',
			{ status: 'paused' },
			'IQM did not confirm that campaign 440133 was paused',
			['campaignId 440264 paused'],
		],
		[
			'delete',
			'440264,440133',
			{},
			'IQM did not confirm that campaign 440133 was deleted',
			['campaignId 440264 deleted'],
		],
		[
			'updateBudget',
			'440264,53317',
			{},
			'53317: Daily budget must not exceed total budget. – IQM did not confirm that campaign 53317',
			['campaignId 440264 changed'],
		],
		[
			'duplicate',
			'440264,7',
			{ endDate: '' },
			'7: Campaigns with budget Pacing require an end date. – IQM returned 1 copies of 2',
			['campaignId 25860'],
		],
	])('%s names what was refused and lists what was done', async (operation, ids, changes, words, done) => {
		const { items } = await two(operation, ids, changes);
		expect(items).toHaveLength(1);
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(items[0].json.error).toContain(words);
		expect(details(items[0].json).created).toEqual(done);
		expect(details(items[0].json).description).toContain('in IQM');
	});

	it.each(['updateStatus', 'delete', 'updateBudget', 'duplicate'])(
		'%s is not sent again by Retry On Fail',
		async (operation) => {
			const ids = operation === 'updateBudget' ? '440264,53317' : '440264,7';
			const changes: IDataObject = { campaignIds: ids, confirmIds: ids, endDate: '' };
			if (operation !== 'duplicate') sandbox.iqm.campaigns.delete(7);
			const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
			const { error } = await run(form(operation, changes), { node });
			expect(error?.description).toContain('Already done in this run: campaignId');
			expect(writes()).toHaveLength(1);
		},
	);

	it('says which ends IQM may have left unchanged, since it answers with a status alone', async () => {
		const { error } = await run(form('updateEndDate', { campaignIds: '440264,440133' }));
		expect(error?.message).toBe('IQM did not move the end of campaign 440264, 440133');
		expect(error?.description).toContain('check in IQM whether the others were changed');
	});

	it('says so for one campaign too', async () => {
		const { error } = await run(form('updateEndDate', { campaignIds: '440133' }));
		expect(error?.message).toBe('IQM did not move the end of campaign 440133');
	});
});

/** Runs against a server that answers all but the login with `responseObject`; counts requests. */
async function answered(operation: string, responseObject: IDataObject) {
	const { result, asked } = await answering(
		() => ({ statusCode: 200, responseObject }),
		async (baseUrl) =>
			await run(form(operation), {
				...limited({ baseUrl }),
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			}),
	);
	return { error: result.error, count: asked.length };
}

const REASON = [{ errorMessage: 'Too late.', id: '440133', campaignName: 'B' }];

it.each<[string, IDataObject, string, number]>([
	// Nothing says that the other campaign was not copied.
	['duplicate', { reason: REASON, status: false }, '440133: Too late. – IQM returned 0', 1],
	['updateBudget', { reason: REASON, status: false }, '440133: Too late. – IQM did not', 1],
	['updateStatus', { message: 'Not now.', status: false }, 'Not now. – IQM did not confirm', 1],
	['updateEndDate', { message: 'Not now.', status: false }, 'Not now. – IQM did not move', 2],
	// Nothing says that the end was moved, and nothing that it was not.
	['updateEndDate', {}, 'IQM did not confirm the end of campaign', 1],
])('%s reads %j', async (operation, answer, words, tries) => {
	const { error, count } = await answered(operation, answer);
	expect(error?.message).toContain(words);
	expect(count).toBe(tries);
});

it('says what may be changed, and to what, where IQM leaves it open', async () => {
	const { result } = await answering(
		() => ({ statusCode: 500, message: 'Down.' }),
		async (baseUrl) => await run(form('updateStatus'), limited({ baseUrl })),
	);
	const { description } = result.error ?? {};
	expect(description).toContain('The status of the campaign may or may not have been');
	expect(description).toContain('check in IQM whether the others were running.');
});

it('spreads a total over the campaigns', async () => {
	addCampaign(440264, { budgetDay: 5, budgetTotal: 900 });
	addCampaign(440133, { budgetDay: 5, budgetTotal: 100 });
	// "distribution: It will distribute given total budget in selected campaigns equally."
	const { items, error } = await run(form('updateBudget', change('totalBudget', 'spread', 1_000)));
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual(
		[440264, 440133].map((campaignId) => ({
			campaignId,
			field: 'Total Budget',
			spread: 1_000,
			updated: true,
			budgetDay: 5,
		})),
	);
	const body = {
		campaignIds: BOTH,
		totalBudget: 1_000,
		totalBudgetUpdateType: 'distribution',
	};
	expect(sent()).toEqual([['PUT', `${PATH}/update-budget`, body]]);
	const { campaigns } = sandbox.iqm;
	const totals = [440264, 440133].map((id) => campaigns.get(id)?.request.budgetTotal);
	expect(totals).toEqual([500, 500]);
});
