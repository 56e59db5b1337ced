import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun } from '../../support/harness';
import { apiRequests, requestsTo, runNode } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** How every field that takes a time reads it, shown by previews: nothing is changed. */
const sandbox = freshSandbox();

beforeEach(() => {
	putPresent(sandbox.iqm);
	const { campaigns } = sandbox.iqm;
	const [campaign] = campaigns.values();
	campaigns.set(25859, { ...campaign, id: 25859 });
});

/** What is looked up for dates without an offset: time zones, and whose they are. */
const LOOKS = [
	'/api/v3/master/timezones',
	'/api/v3/cmp/io/1',
	'/api/v2/cmp/campaign/25859',
	'/api/v3/cmp/basic/list',
];

/** A field that takes a time: where it stands in the form, and where in the request. */
interface TimeField {
	operation: string;
	node: () => INodeType;
	form: IDataObject;
	start?: string;
	end?: string;
	/** The collection that the fields stand in, if any. */
	within?: string;
	sentStart?: string;
	sentEnd?: string;
	unit: 1 | 1_000;
	endLabel: string;
}

const CAMPAIGN = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });

const ORDER = {
	ioName: 'Order',
	ioStartTime: '2030-01-01T00:00:00Z',
	ioEndTime: '2032-01-01T00:00:00Z',
	ioTimeZoneId: picked(29),
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 5000,
};

const order = {
	node: () => new IqmInsertionOrder(),
	unit: 1 as const,
	start: 'ioStartTime',
	end: 'ioEndTime',
	sentStart: 'ioStartTime',
	sentEnd: 'ioEndTime',
	endLabel: 'End',
};

const campaign = {
	node: () => new IqmCampaign(),
	unit: 1_000 as const,
	start: 'startTime',
	end: 'endTime',
	sentStart: 'startTime',
	sentEnd: 'endTime',
	endLabel: 'End',
};

const FIELDS: TimeField[] = [
	{ ...order, operation: 'create', form: ORDER },
	{ ...order, operation: 'update', form: { ioId: picked(1) }, within: 'updateFields' },
	{
		...order,
		operation: 'updateEndDate',
		form: { ioIdsList: '1', ioTimezoneId: picked(29) },
		start: undefined,
		endLabel: 'New End',
	},
	{
		...order,
		operation: 'duplicate',
		form: {
			ioId: picked(1),
			ioExistingCampaignIds: '2',
			ioTimeZoneId: picked(29),
			ioStartTime: '2030-01-01T00:00:00Z',
		},
	},
	{ ...campaign, operation: 'create', form: CAMPAIGN },
	{ ...campaign, operation: 'createDraft', form: CAMPAIGN },
	{ ...campaign, operation: 'update', form: { campaignId: '25859' }, within: 'updateFields' },
	{
		...campaign,
		operation: 'updateEndDate',
		form: { campaignIds: '25859' },
		start: undefined,
		end: 'endDate',
		sentEnd: 'endDate',
		endLabel: 'New End',
	},
	{
		...campaign,
		operation: 'duplicate',
		form: {
			campaignIds: '25859',
			ioId: picked(1),
			timeZoneId: picked(29),
			startDate: '2030-01-01T00:00:00Z',
		},
		start: 'startDate',
		end: 'endDate',
		sentStart: 'startDate',
		sentEnd: 'endDate',
	},
];

async function preview(
	field: TimeField,
	values: IDataObject,
	timezone = 'Asia/Tokyo',
): Promise<NodeRun> {
	const { operation, node, form, within } = field;
	const given = within === undefined ? { ...form, ...values } : { ...form, [within]: values };
	return await runNode(
		sandbox,
		node(),
		{ ...given, operation, options: { preview: true } },
		{ timezone },
	);
}

const named = (field: TimeField) =>
	[`${field.node().description.displayName}: ${field.operation}`, field] as const;

function momentIn({ items, error }: NodeRun, name: string, unit: number): string {
	expect(error).toBeUndefined();
	const body = items[0].json.body as IDataObject;
	return new Date(Number(body[name]) * unit).toISOString();
}

describe.each(FIELDS.map(named))('%s', (_, field) => {
	const { end = '', sentEnd = '', start, sentStart = '', unit, endLabel } = field;

	it.each([
		['a day', '2031-03-31', '2031-04-01T03:59:59.000Z', true],
		['a day without hyphens', '20310331', '2031-04-01T03:59:59.000Z', true],
		['a day as a number', '={{ 20310331 }}', '2031-04-01T03:59:59.000Z', true],
		["the date picker's midnight", '2031-03-31T00:00:00', '2031-03-31T04:00:00.000Z', true],
		['a moment', '2031-03-31T18:00:00Z', '2031-03-31T18:00:00.000Z', false],
		['milliseconds', '={{ 1932746400000 }}', '2031-03-31T18:00:00.000Z', false],
	])("takes %s as its end, in the thing's zone", async (_name, value, expected, isWithoutOffset) => {
		expect(momentIn(await preview(field, { [end]: value }), sentEnd, unit)).toBe(expected);
		const looked = apiRequests(sandbox).map(({ path }) => path);
		expect(LOOKS).toEqual(expect.arrayContaining(looked));
		expect(looked.length > 0).toBe(isWithoutOffset);
	});

	it.each([
		['fourteen digits', '20310331180000', 'is not a date'],
		['fourteen digits as a number', '={{ 20310331180000 }}', 'is not a date'],
		['twelve digits', '203103311800', 'is not a date'],
		['microseconds', '={{ 1932746400000000 }}', 'is not a date'],
		['a month', '2031-03', 'is not a date'],
		['a week', '2031-W13', 'is not a date'],
		['an invalid date', '={{ DateTime.fromISO("x") }}', 'is not a date'],
		['a year that is not meant', '2612-01-01', 'is in the year 2612'],
		['eleven digits', '={{ 20310331000 }}', 'is in the year'],
		['a day in the past', '2020-03-31', /in the past|must be|after/],
	])('refuses %s as its end', async (_name, value, words) => {
		const { error } = await preview(field, { [end]: value });
		expect(error?.message).toContain(`'${endLabel}'`);
		expect(error?.message).toMatch(words);
		expect(sandbox.requests).toEqual([]);
	});

	if (start === undefined) return;

	it('takes a day as the first second of its start', async () => {
		const run = await preview(field, { [start]: '2031-03-31', [end]: '2031-03-31' });
		expect(momentIn(run, sentStart, unit)).toBe('2031-03-31T04:00:00.000Z');
		expect(momentIn(run, sentEnd, unit)).toBe('2031-04-01T03:59:59.000Z');
	});

	it.each(['20310331180000', '2031-03', '={{ 1932746400000000 }}'])(
		'refuses %s as its start',
		async (value) => {
			const { error } = await preview(field, { [start]: value });
			expect(error?.message).toContain("'Start' is not a date");
		},
	);
});

it.each(FIELDS.filter(({ operation }) => operation !== 'updateEndDate').map(named))(
	'%s: today as a start is refused without a time, where the API refuses the past',
	async (_, field) => {
		const today = '={{ $now.setZone("America/New_York").toFormat("yyyy-MM-dd") }}';
		const { error } = await preview(field, { [field.start ?? '']: today });
		if (field.node().description.name === 'iqmInsertionOrder' && field.operation !== 'duplicate') {
			// No document says that an order may not begin in the past.
			expect(error).toBeUndefined();
			return;
		}
		expect(error?.message).toContain("'Start' is in the past");
		expect(error?.description).toContain('to start today, enter a time too');
	},
);

it('refuses to create an order that has ended already', async () => {
	const [create] = FIELDS;
	const { error } = await preview(create, { ioStartTime: '2020-01-01', ioEndTime: '2020-01-31' });
	expect(error?.message).toContain("'End' is in the past: 2020-01-31 23:59:59");
	expect(sandbox.requests).toEqual([]);
});

describe('times in "Additional JSON"', () => {
	const update = FIELDS.filter(({ operation }) => operation === 'update');

	it.each([
		['iqmInsertionOrder', { ioEndTime: 20310331180000 }, "'End' is in the year 2613"],
		['iqmInsertionOrder', { ioEndTime: 203103311800 }, "'End' is in the year 1976"],
		['iqmInsertionOrder', { ioStartTime: '20310331180000' }, "'Start' is in the year 2613"],
		['iqmInsertionOrder', { ioEndTime: 1932746400 }, "'End' must be in milliseconds"],
		['iqmCampaign', { endTime: 20310331 }, "'End' is in the year 1970"],
		['iqmCampaign', { endTime: 20310331180000 }, "'End' must be in seconds"],
		['iqmCampaign', { startTime: 4200000000 }, "'Start' is in the year 2103"],
	])('of %s are refused where they are not meant: %j', async (name, json, words) => {
		const field = update.find(({ node }) => node().description.name === name);
		if (field === undefined) throw new Error('no field');
		const additionalJson = JSON.stringify(json);
		const parameters =
			name === 'iqmCampaign'
				? { updateFields: {}, additionalFields: { additionalJson } }
				: { updateFields: { additionalJson } };
		const { error } = await runNode(sandbox, field.node(), {
			...field.form,
			...parameters,
			operation: 'update',
			options: { preview: true },
		});
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Creative: Get Many', () => {
	const list = async (filters: IDataObject) =>
		await runNode(
			sandbox,
			new IqmCreative(),
			{ operation: 'getAll', filters },
			{ timezone: 'America/New_York' },
		);

	it('reads a day alone as its first second, in both filters', async () => {
		const { error } = await list({ startTime: '2026-03-01', endTime: '20260331' });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, '/api/v3/crt/creatives/list')[0].json).toMatchObject({
			startTime: Date.parse('2026-03-01T05:00:00Z'),
			endTime: Date.parse('2026-03-31T04:00:00Z'),
		});
	});

	it.each(['20260331180000', '202603311800', '2026-03', '1774980000000000'])(
		'refuses %s',
		async (value) => {
			const { error } = await list({ endTime: value });
			expect(error?.message).toContain("'Created Before' is not a date");
			expect(sandbox.requests).toEqual([]);
		},
	);
});
