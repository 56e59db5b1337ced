import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests } from '../../../support/harness';
import { EMPTY, iqmStage } from '../../../support/iqmStage';

/** What Update does to lists that a campaign has already: it adds, removes or replaces, as it is told. */
const { limited, run, sandbox, stage, writes } = iqmStage(() => new IqmCampaign());

const OTHER_AUDIENCE = 999_001;

const staged = () => {
	const campaign = sandbox.iqm.campaigns.get(stage.campaignId);
	if (campaign === undefined) throw new Error('No campaign on the stage');
	return campaign;
};

/** Gives the staged campaign fields that it would have been created with. */
const has = (fields: IDataObject) =>
	void (staged().request = { ...staged().request, ...(fields as ReturnType<typeof staged>['request']) });

/** A second audience that campaigns can have. */
function addAudience(): void {
	const { audiences } = sandbox.iqm;
	const first = audiences.get(stage.audienceId);
	if (first === undefined) throw new Error('No audience on the stage');
	audiences.set(OTHER_AUDIENCE, { ...first, id: OTHER_AUDIENCE });
}

const update = async (
	listsMode: string,
	collections: IDataObject,
	others: IDataObject = {},
	options?: NodeRunOptions,
) =>
	await run(
		{
			operation: 'update',
			campaignId: String(stage.campaignId),
			listsMode,
			...collections,
			...others,
		},
		options,
	);

const methods = () => apiRequests(sandbox).map(({ method }) => method);

describe('an audience that is attached to a campaign with another', () => {
	const AUDIENCES = 'whiteListedCustomAudienceIds';
	const attach = async (mode: string, id = OTHER_AUDIENCE) =>
		await update(mode, { who: { [AUDIENCES]: String(id) } });

	beforeEach(() => {
		addAudience();
		has({ [AUDIENCES]: String(stage.audienceId) });
	});

	it('joins it', async () => {
		const { items, error } = await attach('add');
		expect(error).toBeUndefined();
		expect(methods()).toEqual(['GET', 'PATCH']);
		expect(writes()[0].json).toEqual({ [AUDIENCES]: `${stage.audienceId},${OTHER_AUDIENCE}` });
		expect(staged().request[AUDIENCES]).toBe(`${stage.audienceId},${OTHER_AUDIENCE}`);
		expect(items[0].json).toMatchObject({
			campaignId: stage.campaignId,
			lists: [
				{
					field: 'Audiences',
					before: [String(stage.audienceId)],
					now: [String(stage.audienceId), String(OTHER_AUDIENCE)],
				},
			],
		});
	});

	it('joins it once, however often this runs', async () => {
		await attach('add');
		const { items } = await attach('add');
		expect(staged().request[AUDIENCES]).toBe(`${stage.audienceId},${OTHER_AUDIENCE}`);
		const [{ before, now }] = items[0].json.lists as IDataObject[];
		expect(before).toEqual(now);
	});

	it('takes its place, for which nothing is read', async () => {
		const { items, error } = await attach('replace');
		expect(error).toBeUndefined();
		expect(methods()).toEqual(['PATCH']);
		expect(staged().request[AUDIENCES]).toBe(String(OTHER_AUDIENCE));
		expect(items[0].json).not.toHaveProperty('lists');
	});

	it('is taken off again', async () => {
		await attach('add');
		const { error } = await attach('remove', stage.audienceId);
		expect(error).toBeUndefined();
		expect(staged().request[AUDIENCES]).toBe(String(OTHER_AUDIENCE));
	});

	it.each(['', 'undefined'])('asks what is to happen: %j', async (mode) => {
		const { error } = await attach(mode === '' ? '' : '={{ undefined }}');
		const said = [error?.message, error?.description].join(' ');
		expect(said).toContain("'How Lists Change' is empty");
		expect(said).toContain(
			mode === ''
				? "but 'Audiences' would change Choose 'Add to Existing', 'Remove From Existing' or 'Replace Existing'."
				: 'Choose what to do with the current entries, or clear the field if no list changes.',
		);
		expect(sandbox.requests).toEqual([]);
	});
});

it('asks once for all lists, whether they come from the form or from Additional JSON', async () => {
	const { error } = await update('', {
		updateFields: { exchanges: '27', campaignName: 'New' },
		onWhat: { rollPosition: '20700001' },
		where: { whiteListedGeoRadiusDetails: { circles: [{ latitude: 1, longitude: 2, radius: 3 }] } },
		additionalFields: { additionalJson: '{"dmaIds": "1"}' },
	});
	expect(error?.message).toBe(
		"'How Lists Change' is empty, but 'Chosen Exchanges', 'dmaIds', 'Roll Positions', 'Areas' would change",
	);
	expect(sandbox.requests).toEqual([]);
});

// Removing segments must not turn on the targeting by those that are left.
it.each([
	['remove', false, false],
	['remove', true, true],
	['add', false, true],
])('to %s segments where their switch is %s sends %s', async (mode, isOn, sent) => {
	const campaign = sandbox.iqm.campaigns.get(stage.campaignId)!;
	Object.assign(campaign.request, {
		isAdvanceAudioVideoTargeted: isOn,
		creativeAdvanceTargeting: { rollPosition: [20700001, 20700002] },
	});
	const rollPosition = mode === 'add' ? '20700003' : '20700002';
	const { error } = await update(mode, { onWhat: { rollPosition } });
	expect(error?.message).toBeUndefined();
	expect(writes()[0].json).toMatchObject({ isAdvanceAudioVideoTargeted: sent });
});

it.each(['add', ''])('does not matter where no list changes: %j', async (mode) => {
	const { error } = await update(mode, { updateFields: { campaignName: 'New' } });
	expect(error).toBeUndefined();
	expect(methods()).toEqual(['PATCH']);
});

type Case = [mode: string, field: string, within: string, present: unknown, given: unknown, sent: unknown];

it.each<Case>([
	['add', 'exchanges', 'updateFields', '55,61', '61; 58', '55,61,58'],
	['add', 'deviceType', 'updateFields', ',13,15,', [15, 16], '13,15,16'],
	['remove', 'deviceType', 'updateFields', '13,15,11', '015', '13,11'],
	['add', 'whiteListedZipcodes', 'where', '02139', '35005,02139', '02139,35005'],
	['remove', 'blackListedStateIds', 'where', '30200033,30200035', '30200035', '30200033'],
	['add', 'blackListedStateIds', 'where', '', '30200035', '30200035'],
	['add', 'prebidAudienceSegmentIdList', 'who', [10, 11], '12', [10, 11, 12]],
	['add', 'prebidAudienceSegmentIdList', 'who', [], '12', [12]],
	['add', 'pmpDealIds', 'onWhat', [588, 589], 589, [588, 589]],
	['remove', 'pmpDealIds', 'onWhat', [588, 589], 589, [588]],
	['add', 'inventoryKeywords', 'onWhat', ['Clothing, used'], '["Education"]', ['Clothing, used', 'Education']],
	['remove', 'whiteListedSiteDomain', 'onWhat', 'Example.com\nb.com', 'example.com', 'b.com'],
	['add', 'whiteListedDeviceId', 'onWhat', 'Ab1', 'ab1', 'Ab1,ab1'],
])('can %s %s by meaning, case %#', async (mode, field, within, present, given, sent) => {
	has({ [field]: present as string });
	const { error } = await update(mode, { [within]: { [field]: given as string } });
	expect(error).toBeUndefined();
	expect(writes()[0].json).toEqual({ [field]: sent });
});

it('keeps the lists beside one that changes inside the same field', async () => {
	has({
		isAdvanceAudioVideoTargeted: true,
		creativeAdvanceTargeting: { rollPosition: [20700001, 20700002], playerSize: [20800001] },
	});
	const { error, items } = await update('remove', {
		onWhat: { rollPosition: '20700002' },
	});
	expect(error).toBeUndefined();
	expect(writes()[0].json).toEqual({
		isAdvanceAudioVideoTargeted: true,
		creativeAdvanceTargeting: { rollPosition: [20700001], playerSize: [20800001] },
	});
	expect(items[0].json.lists).toEqual([
		{ field: 'Roll Positions', before: [20700001, 20700002], now: [20700001] },
	]);
});

describe('is refused before it is sent', () => {
	const ALL = "'Chosen Exchanges' of campaign ";
	it.each<[string, string, IDataObject, IDataObject, string, string]>([
		[
			'adding to all',
			'add',
			{ exchanges: '' },
			{ updateFields: { exchanges: '27' } },
			`${ALL}{id} includes everything: it has no entries, and adding some would exclude all others`,
			"Choose 'Replace Existing' in 'How Lists Change', and enter the entries to keep.",
		],
		[
			'removing from all',
			'remove',
			{ exchanges: '' },
			{ updateFields: { exchanges: '27' } },
			`${ALL}{id} includes everything: it has no entries to remove`,
			'enter the entries to keep',
		],
		[
			'removing everything where a word says all',
			'remove',
			{ exchanges: '27,21' },
			{ updateFields: { exchanges: '21,27,5' } },
			`${ALL}{id} would have no entries left`,
			"Choose 'Replace Existing' in 'How Lists Change', and enter the word all to buy from every exchange.",
		],
		[
			'removing the last creative',
			'remove',
			{},
			{ updateFields: { creativeIds: '{creative}' } },
			"'Creative IDs' of campaign {id} would have no entries left",
			'A campaign has at least one creative',
		],
		[
			'removing everything where no document says how',
			'remove',
			{ blackListedStateIds: '7' },
			{ where: { blackListedStateIds: '7' } },
			"'States Blocked' of campaign {id} would have no entries left",
			'empty it in IQM',
		],
		[
			'removing from what is empty',
			'remove',
			{ prebidAudienceSegmentIdList: [] },
			{ who: { prebidAudienceSegmentIdList: '7' } },
			"'Prebid Segment IDs' of campaign {id} has no entries to remove",
			"Remove 'Prebid Segment IDs' from this update.",
		],
		[
			'a list that IQM does not show',
			'add',
			{},
			{ who: { whiteListedCustomAudienceIds: '7' } },
			"IQM does not show 'Audiences' of campaign {id}, so nothing can be added to it",
			"Choose 'Replace Existing' in 'How Lists Change', and enter the whole list.",
		],
		[
			'texts that are not shown as a list',
			'remove',
			{ inventoryKeywords: 'Clothing, used' },
			{ onWhat: { inventoryKeywords: 'Clothing' } },
			"IQM does not show 'Inventory Keywords' of campaign {id}, so nothing can be removed from it",
			'enter the whole list',
		],
	])('%s', async (_, mode, present, collections, message, advice) => {
		has(present);
		const filled = JSON.stringify(collections).replace('{creative}', String(stage.creativeId));
		const { error } = await update(mode, JSON.parse(filled) as IDataObject);
		expect(error?.message).toBe(message.replace('{id}', String(stage.campaignId)));
		expect(error?.description).toContain(advice);
		expect(methods()).toEqual(['GET']);
	});

	it('names all lists that can not be changed so', async () => {
		has({ exchanges: '' });
		const { error } = await update('add', {
			updateFields: { exchanges: '27' },
			who: { ageRangeIds: '10100001' },
		});
		expect(error?.message).toContain('2 problems found');
		expect(error?.message).toContain("'Age Ranges'");
		expect(methods()).toEqual(['GET']);
	});

	it.each<[string, IDataObject, string]>([
		[
			'the word all',
			{ updateFields: { exchanges: 'all' } },
			"'Chosen Exchanges' says all, which does not go with 'Add to Existing' in 'How Lists Change'",
		],
		[
			'[] for none',
			{ who: { prebidAudienceSegmentIdList: '[]' } },
			"'Prebid Segment IDs' says none, which does not go with 'Add to Existing'",
		],
		[
			'areas',
			{ additionalFields: { additionalJson: '{"whiteListedGeoRadiusDetails": [{"type": "circle"}]}' } },
			"'Areas' can only be replaced as a whole, but 'How Lists Change' says 'Add to Existing'",
		],
	])('%s that is added, without a look', async (_, collections, message) => {
		const { error } = await update('add', collections);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('another word than the three', async () => {
		const { error } = await update("={{ 'merge' }}", { updateFields: { exchanges: '27' } });
		expect(error?.message).toBe("'How Lists Change' must be one of add, remove, replace, not 'merge'");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a preview', () => {
	const preview = { options: { preview: true } };
	it.each([
		['add', '55, 61 → 55, 61, 58', '55,61,58', '55,61'],
		['replace', '55, 61 → 58', '58', '55,61'],
		['replace', '(all) → 58', '58', ''],
	])('of %s shows %s', async (mode, line, sent, exchanges) => {
		has({ exchanges });
		const { items, error } = await update(mode, { updateFields: { exchanges: '58' } }, preview);
		expect(error).toBeUndefined();
		expect(items[0].json.summary).toMatchObject({ 'Chosen Exchanges': line });
		expect(items[0].json.body).toEqual({ exchanges: sent });
		expect(methods()).toEqual(['GET']);
	});

	it('says of a list that it is not shown', async () => {
		const form = { who: { whiteListedCustomAudienceIds: '7' } };
		const { items } = await update('replace', form, preview);
		expect(items[0].json.summary).toMatchObject({
			'Audiences': '(not shown) → 7',
		});
	});

	it('cuts a long list', async () => {
		has({ whiteListedZipcodes: Array.from({ length: 100 }, (_, at) => 10000 + at).join(',') });
		const form = { where: { whiteListedZipcodes: '35005' } };
		const { items } = await update('add', form, preview);
		const { summary } = items[0].json as { summary: IDataObject };
		expect(summary['Zip Codes']).toMatch(/^10000, .*… \(100 in all\) → .*… \(101 in all\)$/);
	});

	it.each([
		['add', undefined],
		['replace', { exchanges: '58' }],
	])('looks up no campaign that is only previewed: %s', async (mode, body) => {
		const { items, error } = await update(
			mode,
			{ updateFields: { exchanges: '58' } },
			{ ...preview, campaignId: 'preview-x1' },
		);
		expect(error).toBeUndefined();
		expect(items[0].json.body).toEqual(body);
		expect(sandbox.requests).toEqual([]);
	});
});

it('reads a campaign once for its lists and for a limit', async () => {
	const { error } = await update(
		'add',
		{ updateFields: { deviceType: '16', budgetTotal: 900 } },
		{},
		limited({ highestDailyBudget: '100' }),
	);
	expect(error).toBeUndefined();
	expect(methods()).toEqual(['GET', 'PATCH']);
});

it('counts what a campaign that was read for its lists would spend a day', async () => {
	const DAY = 86_400;
	has({ totalBudgetPacing: true, startTime: 1_925_000_000, endTime: 1_925_000_000 + 10 * DAY });
	const { error } = await update(
		'add',
		{ updateFields: { deviceType: '16', budgetTotal: 1001 } },
		{},
		limited({ highestDailyBudget: '100' }),
	);
	expect(error?.message).toContain('spread evenly, per day');
	expect(methods()).toEqual(['GET']);
});

it.each(['creativeIds', 'exchanges'])('takes no empty expression for %s', async (field) => {
	const { error } = await update('add', { updateFields: { [field]: EMPTY } });
	expect(error?.message).toContain('is empty: its expression returned no value');
	expect(sandbox.requests).toEqual([]);
});
