import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests } from '../../../support/harness';
import { EMPTY, iqmStage } from '../../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../../support/scenarios';

/** Update and Create Draft of campaigns, and what a total that is spread evenly comes to a day. */
const { limited, run, sandbox, stage, writes } = iqmStage(() => new IqmCampaign());

const update = async (fields: IDataObject, others: IDataObject = {}, options?: NodeRunOptions) =>
	await run(
		{ operation: 'update', campaignId: stage.campaignId, updateFields: fields, ...others },
		options,
	);
const staged = () => {
	const campaign = sandbox.iqm.campaigns.get(stage.campaignId);
	if (campaign === undefined) throw new Error('No campaign on the stage');
	return campaign;
};

describe('IQM Campaign: Update', () => {
	it('sends the changed fields alone: "only those needs to be sent in request body"', async () => {
		const { items, error } = await update(
			{
				campaignName: 'Sample campaign name',
				endTime: '2031-03-01T00:00:00Z',
				exchanges: '27, 21',
			},
			{
				onWhat: {
					manufacturer: '451,155',
					os: '[11, "14"]',
				},
				additionalFields: { additionalJson: '{"budgetDay": "18"}' },
				listsMode: 'replace',
			},
		);
		expect(error).toBeUndefined();
		expect(apiRequests(sandbox).map(({ method, url, json }) => [method, url, json])).toEqual([
			[
				'PATCH',
				`/api/v2/cmp/campaign/${stage.campaignId}`,
				{
					campaignName: 'Sample campaign name',
					manufacturer: '451,155',
					os: '11,14',
					exchanges: '27,21',
					endTime: 1930089600,
					budgetDay: 18,
				},
			],
		]);
		// {"data":123456,"message":"Campaign saved successfully.","status":"pending"}, but this one runs.
		expect(items).toEqual([
			{
				json: {
					campaignId: stage.campaignId,
					campaignName: 'Sample campaign name',
					status: 'Running',
					endTime: '2031-03-01T00:00:00Z',
					budgetDay: 18,
					message: 'Campaign saved successfully.',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('submits a draft: "automatically update status from DRAFT to PENDING"', async () => {
		const draft = await run({ ...CAMPAIGN_FORM(stage), operation: 'createDraft', ifItExists: 'create' });
		expect(draft.items[0].json.status).toBe('Draft');
		const { campaignId } = draft.items[0].json;
		// The stage's campaigns are approved the moment they are submitted.
		const { items } = await update({ campaignName: 'Submitted' }, { campaignId });
		expect(items[0].json).toMatchObject({ campaignId, status: 'Running' });
	});

	it.each<[string, IDataObject, IDataObject, string]>([
		['no change', {}, {}, 'There is nothing to update'],
		['an empty name', { campaignName: EMPTY }, {}, "'Campaign Name' is empty"],
		['a total of 0', { budgetTotal: 0 }, {}, "'Total Budget' must be above 0"],
		['no creatives', { creativeIds: '={{ [] }}' }, {}, "'Creative IDs' is empty"],
		['no exchanges', { exchanges: EMPTY }, {}, "'Chosen Exchanges' is empty"],
		['a past start', { startTime: '2020-01-01T00:00:00Z' }, {}, "'Start' is in the past"],
		['a past end', { endTime: '2020-01-01T00:00:00Z' }, {}, "'End' is in the past"],
		[
			'a past end as JSON',
			{},
			{ additionalFields: { additionalJson: '{"endTime": 1598427074}' } },
			"'End' is in the past: 2020-08-26 07:31:14 UTC",
		],
		[
			'milliseconds',
			{},
			{ additionalFields: { additionalJson: '{"endTime": 1930089600000}' } },
			'in seconds',
		],
		[
			'a daily budget with pacing',
			{ totalBudgetPacing: true, budgetDay: 5 },
			{},
			"can't be set while",
		],
		['no daily budget without pacing', { totalBudgetPacing: false }, {}, "'Daily Budget' is empty"],
		['a daily budget above the total', { budgetDay: 11, budgetTotal: 10 }, {}, 'must not be above'],
		['a bid below the lowest', { maxBid: 1 }, { moneyAndTime: { minBid: 2 } }, "'Min Bid'"],
		[
			'a status',
			{},
			{ additionalFields: { additionalJson: '{"status": "running"}' } },
			"sets 'status', which an update can't change",
		],
		// Schema `EditCampaignRequestVO`: "lacks create-only fields such as allowedMinBid/templateId".
		[
			// n8n drops what a form no longer has.
			'a lowest allowed bid alone, as a saved form may hold it',
			{},
			{ additionalFields: { allowedMinBid: 0.25 } },
			'There is nothing to update',
		],
		[
			'a lowest allowed bid as JSON',
			{},
			{ additionalFields: { additionalJson: '{"allowedMinBid": 0.25}' } },
			"sets 'allowedMinBid' (Lowest Allowed Bid), which an update can't change",
		],
		[
			'a template',
			{},
			{ additionalFields: { additionalJson: '{"templateId": 1}' } },
			"sets 'templateId' (a field of new campaigns), which an update can't change",
		],
		['an id of 0', { campaignName: 'x' }, { campaignId: '={{ 0 }}' }, "'Campaign' must be an ID above 0"],
		['two ids', { campaignName: 'x' }, { campaignId: '1,2' }, 'an ID of digits only'],
		['a path', { campaignName: 'x' }, { campaignId: '../x' }, 'an ID of digits only'],
	])('refuses %s before any request', async (_, fields, others, message) => {
		const { error } = await update(fields, others);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the lowest allowed bid', () => {
	it.each(['create', 'createDraft'])('is sent by %s', async (operation) => {
		const additionalFields = { allowedMinBid: 0.25 };
		const { error } = await run({ ...CAMPAIGN_FORM(stage), operation, additionalFields });
		expect(error).toBeUndefined();
		expect(writes()[0].json).toMatchObject(additionalFields);
	});

	it.each(['create', 'createDraft', 'update'])('is offered by %s: only for what is new', (value) => {
		const fields = new IqmCampaign().description.properties
			.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(value))
			.filter(({ name }) => name === 'additionalFields')
			.flatMap(({ options = [] }) => options.map(({ name }) => name));
		expect(fields).toContain('conversionType');
		expect(fields.includes('allowedMinBid')).toBe(value !== 'update');
	});
});

describe('IQM Campaign: Create Draft', () => {
	it('needs no budget or end, and takes the time zone of its order', async () => {
		const { items, error } = await run({
			...CAMPAIGN_FORM(stage),
			operation: 'createDraft',
			endTimeChoice: 'none',
			timezone: { __rl: true, mode: 'list', value: '' },
			budgetDay: 0,
			budgetTotal: 0,
		});
		expect(error).toBeUndefined();
		const [look, { method, url, json }] = apiRequests(sandbox);
		expect(look).toMatchObject({ method: 'GET', url: `/api/v3/cmp/io/${stage.ioId}` });
		expect([method, url]).toEqual(['POST', '/api/v2/cmp/campaigns/draft/add']);
		// "budget/schedule fields are otherwise unchecked"
		for (const name of ['budgetTotal', 'budgetDay', 'endTime']) {
			expect(json).not.toHaveProperty(name);
		}
		expect(json).toMatchObject({ timezone: 29 });
		expect(json).toMatchObject({ startTime: 1924992000, creativeIds: String(stage.creativeId) });
		expect(items[0].json).toMatchObject({ status: 'Draft' });
	});

	it.each<[string, IDataObject, string]>([
		['no creatives', { creativeIds: EMPTY }, "'Creative IDs' is empty"],
		['no start', { startTime: EMPTY }, "'Start' is empty"],
		['no bid', { maxBid: 0 }, "'Max Bid' must be above 0"],
	])('refuses %s, which IQM answers with a bare 500', expectRefused);

	it.each<[string, IDataObject, string]>([
		[
			'an ID, which could turn the draft into an update',
			{ additionalFields: { additionalJson: '{"id": 1}' } },
			"'Additional JSON' sets 'id', but a campaign that is created has none yet",
		],
		[
			'the other campaign type',
			{ additionalFields: { additionalJson: '{"campaignType": 2}' } },
			"'campaignType' in 'Additional JSON' must be 1 (advanced), not '2'",
		],
		['an unknown budget type', { budgetTypeId: 3 }, "'Budget Type' must be 1 (budget) or 2"],
	])('refuses %s, as Create does', expectRefused);
});

/** Expects that Create Draft with these changes is refused before anything is sent. */
async function expectRefused(_: string, changes: IDataObject, message: string): Promise<void> {
	const { error } = await run({ ...CAMPAIGN_FORM(stage), operation: 'createDraft', ...changes });
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
}

/** The staged campaign, with 1000 in all, spread evenly over ten days: 100 a day. */
const DAY = 86_400;
const START = 1_925_000_000;
const PACED = { totalBudgetPacing: true, startTime: START, endTime: START + 10 * DAY };
const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();
const ids = () => ({ campaignIds: stage.campaignId });

describe('a total that is spread evenly', () => {
	const daily = limited.bind(null, { highestDailyBudget: '100' });

	it.each<[string, string, (days: number) => IDataObject]>([
		['create', 'campaigns/add', (days) => ({ endTime: iso(START + days * DAY) })],
		['createDraft', 'draft/add', (days) => ({ endTime: iso(START + days * DAY) })],
	])('counts per day in %s', async (operation, path, changes) => {
		const form = (days: number) => ({
			...CAMPAIGN_FORM(stage),
			operation,
			startTime: iso(START),
			totalBudgetPacing: true,
			...changes(days),
		});
		const { error } = await run(form(9), daily());
		expect(error?.message).toContain(
			"'Total Budget spread evenly, per day' ('111.11') is above 100, the limit for daily budgets",
		);
		expect(sandbox.requests).toEqual([]);
		await run(form(10), daily());
		expect(writes().map(({ path: sent }) => sent)).toEqual([expect.stringContaining(path)]);
	});

	it.each<[string, () => IDataObject, boolean]>([
		['update', () => ({ updateFields: { endTime: iso(START + 9 * DAY) } }), false],
		['update', () => ({ updateFields: { endTime: iso(START + 11 * DAY) } }), true],
		['update', () => ({ updateFields: { budgetTotal: 1001 } }), false],
		['update', () => ({ updateFields: { budgetTotal: 999 } }), true],
		['update', () => ({ updateFields: { campaignName: 'Other' } }), true],
		['updateEndDate', () => ({ ...ids(), endDate: iso(START + 9 * DAY) }), false],
		['updateEndDate', () => ({ ...ids(), endDate: iso(START + 12 * DAY) }), true],
		['updateBudget', () => ({ ...ids(), ...total('set', 1001) }), false],
		['updateBudget', () => ({ ...ids(), ...total('set', 900) }), true],
		['updateBudget', () => ({ ...ids(), ...total('add', 1) }), false],
		['updateBudget', () => ({ ...ids(), ...total('add', -1) }), true],
		['updateBudget', () => ({ ...ids(), ...total('percent', 0.1) }), false],
		['duplicate', () => ({ endDate: iso(START + 9 * DAY) }), false],
		['duplicate', () => ({ endDate: iso(START + 10 * DAY) }), true],
		['duplicate', () => ({ startDate: iso(START + DAY), endDate: '' }), false],
		[
			'duplicate',
			() => ({ startDate: iso(START + DAY), endDate: EMPTY, endDateChoice: 'none' }),
			false,
		],
	])('is looked at by %s, case %#', async (operation, changes, goes) => {
		staged().request = { ...staged().request, ...PACED };
		delete staged().request.budgetDay;
		const { error } = await run(
			{
				operation,
				campaignId: stage.campaignId,
				...(operation === 'duplicate' ? copyForm() : {}),
				...changes(),
			},
			daily(),
		);
		expect(writes()).toHaveLength(goes ? 1 : 0);
		if (goes) expect(error).toBeUndefined();
		else expect(error?.message).toMatch(/spread evenly, per day' .* above 100/);
	});

	it('may be lowered, however far above the limit it is', async () => {
		staged().request = { ...staged().request, ...PACED };
		delete staged().request.budgetDay;
		const { error } = await update({ budgetTotal: 900 }, {}, limited({ highestDailyBudget: '10' }));
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(1);
	});

	const total = (changeBy: string, by: number) => ({
		amountToChange: 'totalBudget',
		changeBy,
		[changeBy === 'percent' ? 'percent' : 'amount']: by,
		atMost: 5000,
	});

	const copyForm = () => ({
		...ids(),
		ioId: { __rl: true, mode: 'id', value: String(stage.ioId) },
		startDate: iso(START),
		timeZoneId: { __rl: true, mode: 'id', value: '29' },
	});
});

describe('copies of a campaign about which IQM says less', () => {
	it.each<[string, IDataObject, boolean]>([
		['an amount that is missing', { maxBid: undefined }, false],
		['an amount without a limit that is missing', { budgetTotal: undefined }, true],
	])('with %s go out: see the limit', async (_, changes, goes) => {
		staged().request = { ...staged().request, ...(changes as typeof PACED) };
		const { error } = await run(
			{
				operation: 'duplicate',
				...ids(),
				ioId: { __rl: true, mode: 'id', value: String(stage.ioId) },
				startDate: iso(START),
				endDate: iso(START + DAY),
				timeZoneId: { __rl: true, mode: 'id', value: '29' },
			},
			limited({ highestBid: '100' }),
		);
		expect(writes()).toHaveLength(goes ? 1 : 0);
		if (!goes) expect(error?.message).toContain("spend limits of the credential can't be checked");
	});
});
