import { DateTime } from 'luxon';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import type { NodeRunOptions } from '../../support/harness';
import { apiRequests, runNode, sandboxCredential } from '../../support/harness';
import { iqmStage, picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** Dates without an offset are in the time zone of the thing that they belong to, not in the workflow's. */
const { sandbox, stage } = iqmStage(() => new IqmCampaign());

const ZONES = 'GET /api/v3/master/timezones';
const LIST = 'POST /api/v3/cmp/basic/list';

const EASTERN = 29;
const PACIFIC = 433;
const KOLKATA = 105;
const UTC = 11;

/** Puts an order or a campaign of this time zone on the stage, like those that are there. */
function addOrder(ioId: number, ioTimeZoneId: number | null): void {
	const staged = sandbox.iqm.insertionOrders.get(stage.ioId);
	if (staged === undefined) throw new Error('No order on the stage');
	const details = { ...staged.details, ioId, ioTimeZoneId };
	sandbox.iqm.insertionOrders.set(ioId, { ...staged, ioId, details });
}
function addCampaign(id: number, timezone: number | null): void {
	const staged = sandbox.iqm.campaigns.get(stage.campaignId);
	if (staged === undefined) throw new Error('No campaign on the stage');
	sandbox.iqm.campaigns.set(id, { ...staged, id, request: { ...staged.request, timezone } });
}

/** One that spreads a total of 300 evenly, and so has no daily budget of its own. */
function addSpread(id: number, timezone: number, startTime: number, endTime: number): void {
	addCampaign(id, timezone);
	const campaign = sandbox.iqm.campaigns.get(id);
	if (campaign === undefined) throw new Error('It was just added');
	delete campaign.request.budgetDay;
	Object.assign(campaign.request, { totalBudgetPacing: true, budgetTotal: 300, startTime, endTime });
}

interface Way {
	node: () => INodeType;
	/** The form, for the ID of the thing's time zone. */
	form: (zone: number) => IDataObject;
	/** The field for the end, and the collection it stands in. */
	end: string;
	within?: string;
	/** The write, and the end in its body, in ms times this. */
	write: string;
	sent: string;
	unit: 1 | 1_000;
	/** What is read first for a date without an offset. */
	looks: string[];
	/** What is read for any date. */
	always?: string[];
}

const order = { node: () => new IqmInsertionOrder(), unit: 1 } as const;
const campaign = { node: () => new IqmCampaign(), unit: 1_000 } as const;

const campaignForm = (zone: number): IDataObject => ({
	...CAMPAIGN_FORM({ ioId: stage.ioId, creativeId: stage.creativeId }),
	timezone: picked(zone),
});

const OWN = 25_859;

const WAYS: Record<string, Way> = {
	'insertion order: create': {
		...order,
		form: (zone) => ({
			...{ operation: 'create', ifItExists: 'create', ioName: 'Order' },
			...{ ioStartTime: '2030-01-01T00:00:00Z', ioTimeZoneId: picked(zone) },
			...{ ioBudgetTypeId: 1, isAutoSumIoTotalBudget: false, ioTotalBudget: 5000 },
		}),
		...{ end: 'ioEndTime', write: 'POST /api/v3/cmp/io/add', sent: 'ioEndTime', looks: [ZONES] },
	},
	"insertion order: update, by the order's": {
		...order,
		form: (zone) => {
			addOrder(1, zone);
			return { operation: 'update', ioId: picked(1) };
		},
		...{ end: 'ioEndTime', within: 'updateFields', sent: 'ioEndTime' },
		...{ write: 'PATCH /api/v3/cmp/io/1', looks: ['GET /api/v3/cmp/io/1', ZONES] },
	},
	'insertion order: updateEndDate': {
		...order,
		form: (zone) => {
			addOrder(1, UTC);
			addOrder(2, PACIFIC);
			return { operation: 'updateEndDate', ordersFrom: 'ids', ioIdsList: '1,2', ioTimezoneId: picked(zone) };
		},
		...{ end: 'ioEndTime', sent: 'ioEndTime', looks: [ZONES] },
		write: 'PATCH /api/v3/cmp/io/update-end-date',
	},
	'insertion order: duplicate': {
		...order,
		form: (zone) => ({
			...{ operation: 'duplicate', ioId: picked(stage.ioId), ioTimeZoneId: picked(zone) },
			...{ ioExistingCampaignIds: String(stage.campaignId), ioStartTime: '2030-02-01T00:00:00Z' },
		}),
		...{ end: 'ioEndTime', sent: 'ioEndTime', write: 'POST /api/v3/cmp/io/duplicate', looks: [ZONES] },
	},
	'campaign: create': {
		...{ ...campaign, form: campaignForm, end: 'endTime', sent: 'endTime' },
		...{ write: 'POST /api/v2/cmp/campaigns/add', looks: [ZONES] },
	},
	'campaign: createDraft': {
		...campaign,
		form: (zone) => ({ ...campaignForm(zone), operation: 'createDraft' }),
		...{ end: 'endTime', sent: 'endTime' },
		...{ write: 'POST /api/v2/cmp/campaigns/draft/add', looks: [ZONES] },
	},
	"campaign: createDraft, by the order's": {
		...campaign,
		form: (zone) => {
			addOrder(1, zone);
			return { ...campaignForm(zone), operation: 'createDraft', ioId: picked(1), timezone: { __rl: true, mode: 'list', value: '' } };
		},
		...{ end: 'endTime', sent: 'endTime' },
		...{ write: 'POST /api/v2/cmp/campaigns/draft/add', looks: ['GET /api/v3/cmp/io/1', ZONES] },
		// Its time zone is sent too.
		always: ['GET /api/v3/cmp/io/1'],
	},
	"campaign: update, by the campaign's": {
		...campaign,
		form: (zone) => {
			addCampaign(OWN, zone);
			return { operation: 'update', campaignId: picked(OWN) };
		},
		...{ end: 'endTime', within: 'updateFields', sent: 'endTime' },
		write: `PATCH /api/v2/cmp/campaign/${OWN}`,
		looks: [`GET /api/v2/cmp/campaign/${OWN}`, ZONES],
	},
	'campaign: updateEndDate': {
		...campaign,
		form: (zone) => {
			addCampaign(OWN, zone);
			addCampaign(7, zone);
			return { operation: 'updateEndDate', campaignsFrom: 'ids', campaignIds: `${OWN},7` };
		},
		...{ end: 'endDate', sent: 'endDate', looks: [LIST, ZONES] },
		write: 'PUT /api/v2/cmp/campaigns/update-end-date',
	},
	'campaign: duplicate': {
		...campaign,
		form: (zone) => ({
			...{ operation: 'duplicate', campaignsFrom: 'ids', campaignIds: String(stage.campaignId) },
			...{ ioId: picked(stage.ioId), timeZoneId: picked(zone), startDate: '2030-02-01T00:00:00Z' },
		}),
		...{ end: 'endDate', sent: 'endDate', write: 'POST /api/v2/cmp/campaigns/duplicate', looks: [ZONES] },
	},
};

const routes = () => apiRequests(sandbox).map(({ method, path }) => `${method} ${path}`);
const bodies = (write: string) =>
	apiRequests(sandbox)
		.filter(({ method, path }) => `${method} ${path}` === write)
		.map(({ json }) => json as IDataObject);

const run = async ({ node, form, end, within }: Way, zone: number, date: unknown, options: NodeRunOptions) => {
	const dates = { [end]: date } as IDataObject;
	const parameters = { ...form(zone), ...(within === undefined ? dates : { [within]: dates }) };
	return await runNode(sandbox, node(), parameters, options);
};

const DAY = '2031-03-31';
const PICKED = '2031-03-31T18:00:00';

describe.each(Object.entries(WAYS))('%s', (_, way) => {
	const { write, sent, unit, looks } = way;

	it.each<[number, string, unknown, string, boolean]>([
		[EASTERN, 'Asia/Tokyo', DAY, '2031-04-01T03:59:59Z', true],
		[EASTERN, 'America/Los_Angeles', PICKED, '2031-03-31T22:00:00Z', true],
		[PACIFIC, 'Europe/Berlin', DAY, '2031-04-01T06:59:59Z', true],
		[KOLKATA, 'America/New_York', PICKED, '2031-03-31T12:30:00Z', true],
		[UTC, 'America/New_York', DAY, '2031-03-31T23:59:59Z', true],
		[EASTERN, 'Asia/Tokyo', '2031-03-31T18:00:00+02:00', '2031-03-31T16:00:00Z', false],
		[EASTERN, 'Asia/Tokyo', '={{ 1932746400000 }}', '2031-03-31T18:00:00Z', false],
		[EASTERN, 'Asia/Tokyo', "={{ DateTime.fromISO('2031-03-31T18:00:00Z') }}", '2031-03-31T18:00:00Z', false],
	])('takes, for zone %i in a workflow in %s, %s for %s', async (zone, timezone, date, moment, looksUp) => {
		const { error } = await run(way, zone, date, { timezone });
		expect(error).toBeUndefined();
		expect(bodies(write).map((body) => body[sent])).toEqual([Date.parse(moment) / unit]);
		expect(routes()).toEqual([...(looksUp ? looks : (way.always ?? [])), write]);
	});

	it('looks the zone up once for many items, and not again within a day', async () => {
		const items = [{ json: {} }, { json: {} }, { json: {} }];
		const { error } = await run(way, PACIFIC, DAY, { items, timezone: 'Asia/Tokyo' });
		expect(error).toBeUndefined();
		expect(routes().filter((route) => route === ZONES)).toHaveLength(1);
		expect(routes().filter((route) => route === LIST).length).toBeLessThanOrEqual(1);
		expect(new Set(bodies(write).map((body) => body[sent]))).toEqual(
			new Set([Date.parse('2031-04-01T06:59:59Z') / unit]),
		);
		await run(way, EASTERN, DAY, { timezone: 'Asia/Tokyo' });
		expect(routes().filter((route) => route === ZONES)).toHaveLength(1);
	});

	it('says so in its form', () => {
		const { properties } = way.node().description;
		const fields = properties
			.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(way.form(UTC).operation as string))
			.flatMap((property) => [property, ...((property.options ?? []) as typeof properties)])
			.filter(({ type, name }) => type === 'dateTime' && name === way.end);
		expect(fields).toHaveLength(1);
		expect(fields[0].description).toMatch(
			/Without an offset, it is in (the time zone chosen below|'Time Zone' below, or in the insertion order's if that is empty|'Time Zone' if you add that too, otherwise in the (insertion order|campaign)'s time zone|the campaign's time zone; several campaigns must then have the same one)\./,
		);
	});

	it('shows the zone in a preview', async () => {
		const shown = await run(
			{ ...way, form: (zone) => ({ ...way.form(zone), options: { preview: true } }) },
			...([PACIFIC, DAY, { timezone: 'Asia/Tokyo' }] as const),
		);
		expect(shown.error).toBeUndefined();
		const { summary, body } = shown.items[0].json as { summary: IDataObject; body: IDataObject };
		expect(Object.values(summary)).toContain(`${DAY} (US/Pacific)`);
		expect(body[sent]).toBe(Date.parse('2031-04-01T06:59:59Z') / unit);
		expect(bodies(write)).toEqual([]);
	});

	it('sends nothing while the zone has no usable name, unless the date has an offset', async () => {
		const { error } = await run(way, 9_999, DAY, { timezone: 'Asia/Tokyo' });
		expect(error?.message).toMatch(/9999/);
		expect(error?.description).toContain('Nothing was sent. Write the date with an offset');
		expect(bodies(write)).toEqual([]);
	});
});

describe('a time zone that is set beside the date', () => {
	it.each([
		["insertion order: update, by the order's", 'ioTimeZoneId'],
		["campaign: update, by the campaign's", 'timezone'],
	])('%s goes before', async (name, field) => {
		const way = WAYS[name];
		const { operation, ...thing } = way.form(KOLKATA);
		const updateFields = { [way.end]: PICKED, [field]: picked(PACIFIC) };
		const { error } = await runNode(sandbox, way.node(), { operation, ...thing, updateFields });
		expect(error).toBeUndefined();
		expect(bodies(way.write)).toEqual([
			{ [way.sent]: Date.parse('2031-04-01T01:00:00Z') / way.unit, [field]: PACIFIC },
		]);
		expect(routes()).toEqual([ZONES, way.write]);
	});

	it('holds for the next item of a run too', async () => {
		addOrder(1, KOLKATA);
		const { error } = await runNode(
			sandbox,
			new IqmInsertionOrder(),
			{
				...{ operation: 'update', ioId: picked(1) },
				updateFields: { ioEndTime: '={{ $json.end }}', additionalJson: '={{ $json.more }}' },
			},
			{
				items: [
					{ json: { end: PICKED, more: '{"ioName":"A"}' } },
					{ json: { end: `${PICKED}Z`, more: `{"ioTimeZoneId":${PACIFIC}}` } },
					{ json: { end: PICKED, more: '{"ioName":"B"}' } },
				],
			},
		);
		expect(error).toBeUndefined();
		expect(bodies('PATCH /api/v3/cmp/io/1').map(({ ioEndTime }) => ioEndTime)).toEqual(
			['2031-03-31T12:30:00Z', '2031-03-31T18:00:00Z', '2031-04-01T01:00:00Z'].map(Date.parse),
		);
	});
});

describe('Campaign: Update End Date of several', () => {
	const end = async (ids: string, date: string, options?: NodeRunOptions) =>
		await runNode(
			sandbox,
			new IqmCampaign(),
			{ operation: 'updateEndDate', campaignsFrom: 'ids', campaignIds: ids, endDate: date },
			options,
		);
	const write = 'PUT /api/v2/cmp/campaigns/update-end-date';

	beforeEach(() => {
		addCampaign(7, EASTERN);
		addCampaign(8, PACIFIC);
		addCampaign(9, null);
	});

	it('refuses a date without an offset where it would be several moments', async () => {
		const { error } = await end('7,8', PICKED);
		expect(error?.message).toBe(
			"'New End' has no offset, and the campaigns are in different time zones: US/Eastern (7), US/Pacific (8)",
		);
		expect(error?.description).toContain('in an item of their own');
		expect(routes()).toEqual([LIST, ZONES]);
	});

	it('takes one with an offset for all, and asks nothing', async () => {
		const { error } = await end('7,8,9', `${PICKED}Z`);
		expect(error).toBeUndefined();
		expect(routes()).toEqual([write]);
	});

	it('gives each item the moment of its own campaigns, by one list', async () => {
		const items = [{ json: { id: '7' } }, { json: { id: '8' } }];
		const { error } = await end('={{ $json.id }}', PICKED, { items });
		expect(error).toBeUndefined();
		expect(bodies(write)).toEqual([
			{ campaignIds: '7', endDate: Date.parse('2031-03-31T22:00:00Z') / 1_000 },
			{ campaignIds: '8', endDate: Date.parse('2031-04-01T01:00:00Z') / 1_000 },
		]);
		expect(routes()).toEqual([LIST, ZONES, write, write]);
	});

	it.each([
		['9', 'campaign 9 is unknown (IQM shows none)'],
		['7,123', 'campaign 123 is unknown (IQM shows none)'],
	])('refuses %s, whose zone IQM does not say', async (ids, words) => {
		const { error } = await end(ids, PICKED);
		expect(error?.message).toContain(words);
		expect(bodies(write)).toEqual([]);
	});
});

it.each([
	["campaign: createDraft, by the order's", 'ioId', { campaignId: expect.stringMatching(/^preview-/) as string }],
	["campaign: update, by the campaign's", 'campaignId', { campaignId: 'preview-0a1b2c3d' }],
])('a preview says why it shows no request, and asks nothing about what is only previewed: %s', async (name, id, made) => {
	const way = WAYS[name];
	const form = (zone: number) => ({
		...way.form(zone),
		...{ [id]: picked("={{ 'preview-0a1b2c3d' }}"), options: { preview: true } },
	});
	const { items, error } = await run({ ...way, form }, EASTERN, DAY, {});
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ preview: true, ...made });
	expect(items[0].json.incomplete).toMatch(/only previewed, so GET .*preview-0a1b2c3d was not asked/);
	expect(routes()).toEqual([]);
});

describe('whatever depends on the moment', () => {
	const way = WAYS['insertion order: create'];

	it('returns the same order when the node runs again in a workflow with another zone', async () => {
		const form = { ...way.form(EASTERN), ifItExists: 'return', ioEndTime: DAY };
		const first = await runNode(sandbox, way.node(), form, { timezone: 'Asia/Tokyo' });
		const again = await runNode(sandbox, way.node(), form, { timezone: 'America/Los_Angeles' });
		expect(again.error).toBeUndefined();
		expect(again.items[0].json).toMatchObject({ ioId: first.items[0].json.ioId });
		expect(again.items[0].json.differs ?? []).toEqual([]);
		expect(bodies(way.write)).toHaveLength(1);
	});

	// In the east the start has passed, in the west the end comes before it.
	it('takes a start in half an hour and an end five hours later', async () => {
		const create = WAYS['campaign: create'];
		const now = DateTime.now().setZone('America/Los_Angeles').startOf('second');
		const startTime = now.plus({ minutes: 30 }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
		const endTime = now.plus({ hours: 5 }).toISO();
		sandbox.iqm.insertionOrders.get(stage.ioId)!.details.ioStartTime = 1_690_898_148_000;
		const form = { ...create.form(PACIFIC), startTime, endTime };
		const { error } = await runNode(sandbox, create.node(), form, { timezone: 'Asia/Tokyo' });
		expect(error?.message).toBeUndefined();
		expect(bodies(create.write)).toMatchObject([
			{ startTime: now.plus({ minutes: 30 }).toSeconds(), endTime: now.plus({ hours: 5 }).toSeconds() },
		]);
	});

	it('tells an end before the start that only the zone makes one', async () => {
		const form = { ...way.form(PACIFIC), ioStartTime: '2031-01-01T00:00:00' };
		const early = '2031-01-01T07:00:00Z';
		const { error } = await runNode(sandbox, way.node(), { ...form, ioEndTime: early });
		expect(error?.message).toBe("'End' must be after 'Start'");
		expect(routes()).toEqual([ZONES]);
		const later = await runNode(sandbox, way.node(), { ...form, ioEndTime: '2031-01-01T09:00:00Z' });
		expect(later.error).toBeUndefined();
	});

	it('asks for no zone while something else is wrong, and tells all of it', async () => {
		const times = { ioStartTime: '2020-01-01', ioEndTime: '2020-03-31' };
		const form = { ...way.form(EASTERN), ...times, ioTotalBudget: '$5' };
		const { error } = await runNode(sandbox, way.node(), form);
		expect(error?.message).toContain("'Total Budget'");
		expect(error?.message).toContain("'End' is in the past: 2020-03-31 23:59:59 ");
		expect(sandbox.requests).toEqual([]);
	});

	it('tells what an expression lost together with the rest, and asks for no zone', async () => {
		const lost = { ioName: '={{ $json.missing }}', ioTotalBudget: '$5', ioEndTime: '2020-03-31' };
		const { error } = await runNode(sandbox, way.node(), { ...way.form(EASTERN), ...lost });
		expect(error?.message).toContain("'Insertion Order Name'");
		expect(error?.message).toContain("'Total Budget'");
		expect(error?.message).toMatch(/'End' (must be after|lies in the past)/);
		expect(sandbox.requests).toEqual([]);
	});

	it('asks for no zone for a date that does not count', async () => {
		const form = { ...way.form(EASTERN), ioEndTimeChoice: '={{ "none" }}', ioEndTime: DAY };
		const { error } = await runNode(sandbox, way.node(), form);
		expect(error).toBeUndefined();
		expect(routes()).toEqual([way.write]);
	});

	it('reads a campaign once for its zone, its lists and the limits', async () => {
		addSpread(OWN, PACIFIC, 1_900_000_000, 1_902_592_000);
		const credential = sandboxCredential(sandbox, { highestDailyBudget: '100' });
		const { error } = await runNode(
			sandbox,
			new IqmCampaign(),
			{
				...{ operation: 'update', campaignId: picked(OWN), listsMode: 'add' },
				updateFields: { endTime: '2030-04-30', creativeIds: String(stage.creativeId) },
			},
			{ credential },
		);
		expect(error).toBeUndefined();
		expect(routes()).toEqual([
			`GET /api/v2/cmp/campaign/${OWN}`,
			ZONES,
			`PATCH /api/v2/cmp/campaign/${OWN}`,
		]);
	});

	it.each([
		// 300 over 3 days is 100 a day; over one hour less it is more.
		['2030-03-20T12:00:00', 'is above 100, the limit for'],
		['2030-03-20T13:00:00', undefined],
	])('counts the days to %s in the zone of the campaign', async (endTime, words) => {
		// From 2030-03-17T13:00 US/Eastern.
		addSpread(OWN, EASTERN, Date.parse('2030-03-17T17:00:00Z') / 1_000, 1_902_592_000);
		const credential = sandboxCredential(sandbox, { highestDailyBudget: '100' });
		const { error } = await runNode(
			sandbox,
			new IqmCampaign(),
			{ operation: 'update', campaignId: picked(OWN), updateFields: { endTime } },
			{ credential, timezone: 'America/Los_Angeles' },
		);
		if (words === undefined) expect(error).toBeUndefined();
		else expect(error?.message).toContain(words);
	});
});
