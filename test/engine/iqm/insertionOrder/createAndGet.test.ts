import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmInsertionOrder } from '../../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, requestsTo, runNode } from '../../../support/harness';

const ADD = '/api/v3/cmp/io/add';

/**
 * Quickstart "Create a Campaign", step 2, request sample. As printed it has
 * `isAutoSumIoTotalBudget: true`, which the newer document answers with a 422; its own corrected
 * sample says false.
 */
const SAMPLE = {
	ioName: 'IO Name 1',
	ioStartTime: 1690898148000,
	ioEndTime: 1690898888000,
	ioTotalBudget: 1000,
	ioTimeZoneId: 29,
	isAutoSumIoTotalBudget: false,
	ioBudgetTypeId: 1,
	ioBudgetDistributionMethodId: 1,
};

/** What a result shows of it, with times as ISO text. */
const SHOWN = { ...SAMPLE, ioStartTime: '2023-08-01T13:55:48Z', ioEndTime: '2023-08-01T14:08:08Z' };

const FORM = {
	operation: 'create',
	ifItExists: 'create',
	ioName: 'IO Name 1',
	ioStartTime: '2023-08-01T13:55:48.000Z',
	ioEndTime: '2023-08-01T14:08:08.000Z',
	ioTimeZoneId: { __rl: true, mode: 'id', value: '29' },
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 1000,
	additionalFields: { ioBudgetDistributionMethodId: 1 },
	options: {},
};

const json = (fields: object) => ({
	additionalFields: { additionalJson: JSON.stringify(fields) },
});

const sandbox = freshSandbox();

const realNow = clock.now;
beforeEach(() => {
	clock.now = () => SAMPLE.ioStartTime;
});
afterAll(() => {
	clock.now = realNow;
});

const run = async (changes: object = {}, options = {}) =>
	await runNode(sandbox, new IqmInsertionOrder(), { ...FORM, ...changes }, options);

describe('IQM Insertion Order: Create', () => {
	it('logs in and sends the sample of the quickstart', async () => {
		const { items, error } = await run();
		expect(error).toBeUndefined();

		const [login, add] = sandbox.requests;
		expect(login.method).toBe('POST');
		expect(login.path).toBe('/api/v3/ua/login');
		expect(login.headers.authorization).toMatch(/^Basic /);
		expect(login.headers['x-iaa-host']).toBe('127.0.0.1');
		expect(login.json).toEqual({
			grantType: 'password',
			email: sandbox.options.iqm.email,
			password: sandbox.options.iqm.password,
		});

		expect(sandbox.requests).toHaveLength(2);
		expect([add.method, add.url]).toEqual(['POST', ADD]);
		expect(add.headers.authorization).toMatch(/^Bearer /);
		expect(add.headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));
		expect(add.headers['x-iaa-host']).toBeUndefined();
		expect(add.headers['content-type']).toMatch(/^application\/json/);
		expect(add.json).toEqual(SAMPLE);

		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			...SHOWN,
			budgetType: 'Budget',
			ioId: expect.any(Number) as number,
			ioTotalImpressions: null,
		});
		expect(items[0].pairedItem).toEqual({ item: 0 });
	});

	it("returns the quickstart's answer for an order that sums up its campaigns", async () => {
		const { items } = await run({ isAutoSumIoTotalBudget: true });
		const { ioTotalBudget, ...withoutBudget } = SAMPLE;
		expect(ioTotalBudget).toBe(1000);
		expect(requestsTo(sandbox, ADD)[0].json).toEqual({
			...withoutBudget,
			isAutoSumIoTotalBudget: true,
		});
		// Quickstart "Create a Campaign", step 2, response sample.
		expect(items[0].json).toMatchObject({
			ioId: 123456,
			ioName: 'IO Name 1',
			ioStartTime: SHOWN.ioStartTime,
			ioEndTime: SHOWN.ioEndTime,
			ioTotalBudget: 0,
			ioTimeZoneId: 29,
			ioBudgetTypeId: 1,
			ioBudgetDistributionMethodId: 1,
			isAutoSumIoTotalBudget: true,
			ioTotalImpressions: null,
		});
	});

	it('sends an order by impressions, and one that the guideline shows with auto-sum', async () => {
		await run({ ioBudgetTypeId: 2, ioTotalImpressions: 500_000 });
		await run({
			ioName: 'IO Name 2',
			ioBudgetTypeId: 2,
			isAutoSumIoTotalBudget: true,
			additionalFields: { ioBudgetDistributionMethodId: 1, ioStatusId: 1 },
		});
		const [byImpressions, summed] = requestsTo(sandbox, ADD).map(({ json }) => json);
		expect(byImpressions).toMatchObject({ ioBudgetTypeId: 2, ioTotalImpressions: 500_000 });
		expect(byImpressions).not.toHaveProperty('ioTotalBudget');
		// Campaign API guideline, "impression based IO creation".
		expect(summed).toEqual({
			ioName: 'IO Name 2',
			ioStartTime: 1690898148000,
			ioEndTime: 1690898888000,
			ioTimeZoneId: 29,
			isAutoSumIoTotalBudget: true,
			ioBudgetTypeId: 2,
			ioStatusId: 1,
			ioBudgetDistributionMethodId: 1,
		});
	});

	/**
	 * IQM OpenAPI cmp, `IODetailsVO`: "required": ["ioName", "ioStartTime", "ioBudgetTypeId"];
	 * "ioEndTime": {"type": "integer"}, which null is not; "Successful creation of IO" answers with
	 * "ioEndTime": null.
	 */
	it('creates an order without an end where the form says so, and sends none', async () => {
		const { items, error } = await run({ ioEndTimeChoice: 'none' });
		expect(error).toBeUndefined();
		const { ioEndTime, ...endless } = SAMPLE;
		expect(ioEndTime).toBe(1690898888000);
		expect(requestsTo(sandbox, ADD)[0].json).toEqual(endless);
		expect(items[0].json).toMatchObject({ ...endless, ioStartTime: SHOWN.ioStartTime, ioEndTime: null });
	});

	it('sends the end of saved forms, which have no choice, and of both words for it', async () => {
		for (const choice of [{}, { ioEndTimeChoice: 'at' }, { ioEndTimeChoice: '={{ "at" }}' }]) {
			expect((await run(choice)).error).toBeUndefined();
		}
		const byItem = {
			ioEndTimeChoice: '={{ $json.end ? "at" : "none" }}',
			ioEndTime: '={{ $json.end }}',
		};
		await run(byItem, { items: [{ json: { end: FORM.ioEndTime } }, { json: {} }] });
		const ends = requestsTo(sandbox, ADD).map(({ json }) => (json as typeof SAMPLE).ioEndTime);
		expect(ends).toEqual([...Array<number>(4).fill(SAMPLE.ioEndTime), undefined]);
	});

	it('asks for the end of a new order in no other operation, whatever the choice holds', async () => {
		const { error } = await run({
			operation: 'duplicate',
			ioId: FORM.ioTimeZoneId,
			ioExistingCampaignIds: '7',
			ioStartTime: '2023-08-01T13:55:48.000Z',
			ioEndTimeChoice: '={{ "none" }}',
			ioEndTime: '',
			options: { preview: true },
		});
		expect(error).toBeUndefined();
	});

	it.each<[string, object, string]>([
		['an end lost in an expression', { ioEndTime: '={{ $json.end }}' }, "'End' is empty"],
		['an end of null', { ioEndTime: '={{ null }}' }, "'End' is empty"],
		[
			'another choice',
			{ ioEndTimeChoice: 'never' },
			"'Ends' must be one of at, none, not 'never'",
		],
		[
			'an end in JSON beside the choice',
			{ ioEndTimeChoice: 'none', ...json({ ioEndTime: 1690898888000 }) },
			"'Additional JSON' sets 'ioEndTime', but 'Ends' says 'No End'",
		],
		[
			'null in JSON beside the choice',
			{ ioEndTimeChoice: 'none', ...json({ ioEndTime: null }) },
			"'Additional JSON' sets 'ioEndTime', but 'Ends' says 'No End'",
		],
		[
			'null in JSON beside an end',
			json({ ioEndTime: null }),
			"'Additional JSON' sets 'ioEndTime', which the field 'End' has already set",
		],
	])('never takes %s for no end', async (_, changes, words) => {
		const { error } = await run(changes);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['an empty name', { ioName: '={{ "" }}' }, "'Insertion Order Name' is empty"],
		[
			'an end before the start',
			{ ioEndTime: '2023-08-01T13:00:00Z' },
			"'End' must be after 'Start'",
		],
		['no date', { ioStartTime: 'soon' }, "'Start' is not a date: 'soon'"],
		['a budget of 0', { ioTotalBudget: 0 }, "'Total Budget' must be above 0"],
		[
			'a time zone by name',
			{ ioTimeZoneId: { __rl: true, mode: 'id', value: '={{ "US" }}' } },
			'digits',
		],
		[
			'a budget for an order by impressions',
			{
				ioBudgetTypeId: 2,
				ioTotalImpressions: 5,
				additionalFields: { additionalJson: { ioTotalBudget: 5 } },
			},
			"'Total Budget' does not go with the budget type Impressions",
		],
		[
			'a field set twice',
			{ additionalFields: { additionalJson: '{"ioName": "x"}' } },
			"'Additional JSON' sets 'ioName', which the field 'Insertion Order Name' has already set",
		],
		['an ID', { additionalFields: { additionalJson: '{"ioId": 7}' } }, 'has none yet'],
		['an added owner left empty', { additionalFields: { owId: '' } }, "'Owner (OW ID)' is empty"],
		['the owner 0', { additionalFields: { owId: 0 } }, "'Owner (OW ID)' must be an ID above 0"],
		[
			'a status by name',
			{ additionalFields: { additionalJson: '{"ioStatusId": "Active"}' } },
			"'Status' must be a number",
		],
		['broken JSON', { additionalFields: { additionalJson: '{' } }, 'is not valid JSON'],
	])('refuses %s before any request', async (_, changes, words) => {
		const { error } = await run(changes);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['ioNextPerformanceCheck', 'Next Performance Check', '20270331180000', 'in the year 2612'],
		['ioNextPerformanceCheck', 'Next Performance Check', 1708606327, 'must be in milliseconds'],
		['ioLastPriorityShift', 'Last Priority Shift', 0, 'must be in milliseconds'],
		['ioLastPriorityShift', 'Last Priority Shift', '2027-03-31', 'must be a whole number of'],
	])('refuses %s %j before any request', async (name, label, value, words) => {
		for (const additionalFields of [
			{ [name]: value },
			{ additionalJson: JSON.stringify({ [name]: value }) },
		]) {
			const { error } = await run({ additionalFields } as IDataObject);
			expect(error?.message).toContain(`'${label}'`);
			expect(error?.message).toContain(words);
		}
		expect(sandbox.requests).toHaveLength(0);
	});

	it('sends every optional field as the API wants it, also from expressions', async () => {
		await run({
			additionalFields: {
				createdByUowId: '188494',
				ioBudgetDistributionMethodId: '={{ "2" }}',
				ioCurrentPriority: 0,
				ioLastPriorityShift: 1704976116958,
				ioNextPerformanceCheck: '={{ "1708606327000" }}',
				ioStatusId: '={{ "1" }}',
				isIoPrioritise: '={{ "true" }}',
				modifiedByUowId: '={{ 188495 }}',
				owId: ' 200001 ',
			},
		});
		expect(requestsTo(sandbox, ADD)[0].json).toEqual({
			...SAMPLE,
			createdByUowId: 188494,
			ioBudgetDistributionMethodId: 2,
			ioCurrentPriority: 0,
			ioLastPriorityShift: 1704976116958,
			ioNextPerformanceCheck: 1708606327000,
			ioStatusId: 1,
			isIoPrioritise: true,
			modifiedByUowId: 188495,
			owId: 200001,
		});
	});

	it('refuses the sample as printed: a budget together with the sum of the campaigns', async () => {
		const { error } = await run({
			isAutoSumIoTotalBudget: true,
			additionalFields: { additionalJson: '{"ioTotalBudget": 1000}' },
		});
		expect(error?.message).toContain("'Total Budget' can't be set");
		expect(sandbox.requests).toHaveLength(0);
	});

	it('keeps the answer as it came with "Raw Response"', async () => {
		const { items } = await run({ options: { rawResponse: true } });
		expect(items[0].json).toMatchObject({ success: true, data: { ioName: 'IO Name 1' } });
	});

	it('reads a date without an offset in the time zone of the order', async () => {
		await run(
			{ ioStartTime: '2023-08-01T09:55:48', ioEndTime: '2023-08-01T10:08:08' },
			{ timezone: 'Asia/Tokyo' },
		);
		expect(requestsTo(sandbox, ADD)[0].json).toEqual(SAMPLE);
	});

	it('logs in once for many items and pairs each result', async () => {
		const { items } = await run(
			{ ioName: '={{ $json.name }}' },
			{ items: ['A', 'B', 'C'].map((name) => ({ json: { name } })) },
		);
		expect(items.map(({ json }) => json.ioName)).toEqual(['A', 'B', 'C']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(sandbox.requests.filter(({ path }) => path.includes('/ua/'))).toHaveLength(1);
		expect(apiRequests(sandbox)).toHaveLength(3);
	});

	it("shows the API's own words", async () => {
		sandbox.addFault({
			path: /io\/add/,
			kind: 'successFalse',
			message: "The field 'x' approvePermissions.",
		});
		const { error } = await run();
		expect(error?.message).toContain("The field 'x' approvePermissions.");
	});
});
