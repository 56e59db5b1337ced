import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { apiRequests, hintsOf, requestsTo } from '../../../support/harness';
import { iqmStage } from '../../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../../support/scenarios';

/** What a new campaign takes from its insertion order, unless the form says otherwise. */
const { run, sandbox, stage } = iqmStage(() => new IqmCampaign());

const LOCATOR = { __rl: true, mode: 'list', value: '' };
const OPEN = { startTime: '', endTime: '', timezone: LOCATOR, budgetTypeId: 'order' };
const NEW_YEAR = Date.parse('2031-01-01T00:00:00Z');

const create = async (form: IDataObject, items: INodeExecutionData[] = [{ json: {} }]) =>
	await run({ ...CAMPAIGN_FORM(stage), ...form }, { items });
const looks = () =>
	apiRequests(sandbox).filter(({ method, url }) => method === 'GET' && url.startsWith('/api/v3/cmp/io/'));
const sentOnes = () => requestsTo(sandbox, '/api/v2/cmp/campaigns/add');
function order(changes: IDataObject): void {
	const { details } = sandbox.iqm.insertionOrders.get(stage.ioId)!;
	Object.assign(details, changes);
}

beforeEach(() => {
	order({
		ioStartTime: NEW_YEAR,
		ioEndTime: NEW_YEAR + 86_400_000,
		ioTimeZoneId: 433,
		ioBudgetTypeId: 1,
	});
});

it.each<[string, IDataObject, IDataObject, number]>([
	[
		'all four',
		OPEN,
		{ startTime: NEW_YEAR / 1_000, endTime: NEW_YEAR / 1_000 + 86_400, timezone: 433, budgetTypeId: 1 },
		1,
	],
	['the start alone', { startTime: '' }, { startTime: NEW_YEAR / 1_000, timezone: 29 }, 1],
	['the budget type alone', { budgetTypeId: 'order' }, { budgetTypeId: 1 }, 1],
	['nothing, if all are given', {}, { timezone: 29, budgetTypeId: 1 }, 0],
	[
		'not what Additional JSON gives',
		{ ...OPEN, additionalFields: { additionalJson: { timezone: 423, budgetTypeId: 1 } } },
		{ startTime: NEW_YEAR / 1_000, timezone: 423 },
		1,
	],
])('takes %s', async (_, form, sent, reads) => {
	const { error } = await create(form);
	expect(error?.message).toBeUndefined();
	expect(sentOnes()[0].json).toMatchObject(sent);
	expect(looks()).toHaveLength(reads);
});

it.each<[string, IDataObject, IDataObject]>([
	['that the form says', { endTimeChoice: 'none' }, {}],
	['of an order that has none', { endTime: '' }, { ioEndTime: null }],
	// A list "shows 0" where the request had none.
	['of an order that shows 0', { endTime: '' }, { ioEndTime: 0 }],
])('has no end %s', async (_, form, changes) => {
	order(changes);
	const { error } = await create({ ...OPEN, ...form });
	expect(error?.message).toBeUndefined();
	expect(sentOnes()[0].json).not.toHaveProperty('endTime');
});

it('starts in five minutes where the order has begun, which is no difference to a campaign that exists', async () => {
	order({ ioStartTime: Date.parse('2026-01-01T00:00:00Z') });
	const form = { ...OPEN, ifItExists: 'return' };
	await create(form);
	const sent = sentOnes()[0].json as IDataObject;
	const ahead = Number(sent.startTime) - clock.now() / 1_000;
	expect(ahead).toBeGreaterThan(4 * 60);
	expect(ahead).toBeLessThanOrEqual(6 * 60);
	const { error, items } = await create(form);
	expect(error?.message).toBeUndefined();
	expect(sentOnes()).toHaveLength(1);
	expect(items[0].json.differs ?? []).toEqual([]);
});

describe('a total above that of the insertion order', () => {
	const words = "'Total Budget' (1000) is above the total of the insertion order";

	it.each<[string, IDataObject, IDataObject, number]>([
		['is told', OPEN, { ioTotalBudget: 999.99 }, 1],
		['is told of impressions', { ...OPEN, moneyAndTime: { totalImpressions: 11 } }, { ioTotalImpressions: 10 }, 1],
		['is none if it is the same', OPEN, { ioTotalBudget: 1000 }, 0],
		['is none if the order has no total', OPEN, { ioTotalBudget: 0 }, 0],
		['is none if the order sums up its campaigns', { ...OPEN, budgetTotal: 1001 }, { isAutoSumIoTotalBudget: true }, 0],
		['is not looked for if the order need not be read', {}, { ioTotalBudget: 10 }, 0],
	])('%s', async (_, form, changes, hints) => {
		order({ ioTotalBudget: 5000, ...changes });
		const result = await create(form);
		expect(result.error?.message).toBeUndefined();
		expect(sentOnes()).toHaveLength(1);
		expect(hintsOf(result).filter((hint) => hint.includes('is above the total of'))).toHaveLength(hints);
	});

	it('is told in a preview too', async () => {
		order({ ioTotalBudget: 10 });
		const { items } = await create({ ...OPEN, options: { preview: true } });
		expect((items[0].json.summary as IDataObject).Warning).toContain(words);
	});
});

it('reads the order once for all items of a run', async () => {
	const names = ['One', 'Two', 'Three'].map((name) => ({ json: { name } }));
	const { error } = await create({ ...OPEN, campaignName: '={{ $json.name }}' }, names);
	expect(error?.message).toBeUndefined();
	expect(sentOnes()).toHaveLength(3);
	expect(looks()).toHaveLength(1);
});

it.each<[string, IDataObject, string]>([
	['a wrong bid', { maxBid: 0 }, "'Max Bid' must be above 0"],
	['no website', { advertiserDomain: 'example' }, "'Advertiser Website' must be a URL"],
])('asks nothing of IQM for a form with %s', async (_, form, message) => {
	const { error } = await create({ ...OPEN, ...form });
	expect(error?.message).toContain(message);
	expect(apiRequests(sandbox)).toEqual([]);
});

it('refuses the end of an order that has ended, which nobody entered', async () => {
	order({ ioStartTime: Date.parse('2025-01-01'), ioEndTime: Date.parse('2025-02-01') });
	const { error } = await create(OPEN);
	expect(error?.message).toBe(
		`The insertion order ${stage.ioId} has already ended (2025-02-01 00:00 UTC)`,
	);
	expect(sentOnes()).toEqual([]);
});

it.each<[string, IDataObject, IDataObject, string]>([
	['start', { startTime: '={{ $json.start }}' }, { start: { value: null } }, "'Start' is not a date"],
	['end', { endTime: '={{ $json.end }}' }, { end: { value: '' } }, "'End' is not a date"],
	['budget type', { budgetTypeId: '={{ Number(null) }}' }, {}, "'Budget Type' must be an ID above 0"],
])('takes no lost %s for one that is left to the order', async (_, form, json, message) => {
	const { error } = await create(form, [{ json }]);
	expect(error?.message).toContain(message);
	expect(sentOnes()).toEqual([]);
});

it.each([' # ', '00#', '#\n'])('reads the order whose ID is written as %j', async (written) => {
	const ioId = { __rl: true, mode: 'id', value: `={{ ${JSON.stringify(written.replace('#', String(stage.ioId)))} }}` };
	const { error } = await create({ ...OPEN, ioId });
	expect(error?.message).toBeUndefined();
	expect(looks().map(({ url }) => url)).toEqual([`/api/v3/cmp/io/${stage.ioId}`]);
});

it('says that a campaign limited by impressions has no cap on them', async () => {
	order({ ioBudgetTypeId: 2 });
	const said = hintsOf(await create(OPEN)).join();
	expect(said).toContain("limited by impressions, but has no 'Total Impression Cap'");
	const capped = await create({ ...OPEN, campaignName: 'B', moneyAndTime: { totalImpressions: 1000 } });
	expect(hintsOf(capped).join()).not.toContain('Total Impression Cap');
});

it('previews a total that is spread evenly from a start that is still to come', async () => {
	const ioId = { __rl: true, mode: 'id', value: '={{ "preview-1a2b3c4d" }}' };
	const form = { ...OPEN, ioId, totalBudgetPacing: true, endTime: '2031-03-01T00:00:00Z' };
	const { error, items } = await create({ ...form, options: { preview: true } });
	expect(error?.message).toBeUndefined();
	expect(items[0].json.body).toMatchObject({ totalBudgetPacing: true, budgetTotal: 1000 });
});

it('checks what the order gives with the rest: a start after its end', async () => {
	const { error } = await create({ ...OPEN, startTime: '2031-02-01T00:00:00Z' });
	expect(error?.message).toContain("must be after 'Start'");
	expect(sentOnes()).toEqual([]);
});

it('previews with an order that is only previewed, and says what will come from it', async () => {
	const ioId = { __rl: true, mode: 'id', value: '={{ "preview-1a2b3c4d" }}' };
	const { error, items } = await create({ ...OPEN, ioId, options: { preview: true } });
	expect(error?.message).toBeUndefined();
	expect(apiRequests(sandbox)).toEqual([]);
	expect(JSON.stringify(items[0].json)).toContain(
		'"From the Insertion Order":"Budget Type, Time Zone, Start, End"',
	);
	expect((items[0].json.body as IDataObject).maxBid).toBe(10);
});

// A buyer writes a website as it is spoken; IQM wants it with its protocol.
it.each([
	['example.com', 'https://example.com'],
	['www.example.com/shop?x=1', 'https://www.example.com/shop?x=1'],
	['http://example.com', 'http://example.com'],
	[' Example.com ', 'https://Example.com'],
])('sends the website %s as %s', async (advertiserDomain, sent) => {
	const { error } = await create({ advertiserDomain });
	expect(error?.message).toBeUndefined();
	expect(sentOnes()[0].json).toMatchObject({ advertiserDomain: sent });
});

it.each(['mailto:a@example.com', 'ftp://example.com', 'a@example.com', 'exa mple.com', 'a.com,b.com', '"example.com"'])(
	'refuses %s as a website',
	async (advertiserDomain) => {
		const { error } = await create({ advertiserDomain });
		expect(error?.message).toContain("'Advertiser Website'");
		expect(apiRequests(sandbox)).toEqual([]);
	},
);
