import type { IDataObject } from 'n8n-workflow';

import { forgetProcessState, hintsOf } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';
import { picked, runReport } from '../../../support/toldReport';
import type { Teller } from '../../../support/toldServer';
import { tellJson } from '../../../support/toldServer';

/** A schedule that a report has already: it is not replaced, and no one gets the same mail twice. */
skippedWaits();
beforeEach(forgetProcessState);

const END = Date.UTC(2090, 0, 31, 23, 59, 59);

const WEEKLY = {
	reportId: picked('1234'),
	subscriberEmails: 'ada@example.com, bob@example.com',
	fileType: 2,
	deliveryFrequency: 3,
	deliveryDay: 'MONDAY',
	eventEndDate: '2090-01-31',
};

/** As IQM shows it in a report: days in any case, the end in seconds, missing moments as 0. */
const PRESENT = {
	...{ eventId: 18, deliveryFrequency: 3, fileType: 2, deliveryDay: 'Monday' },
	subscriberEmails: ['Bob@example.com', 'ada@example.com'],
	...{ eventEndDate: END / 1_000, runningTotalEnabled: false, earliestCampaignStartDate: 0 },
};

/** Shows a report with this schedule; a schedule that is saved is shown from then on. */
function keeps(schedule: IDataObject | undefined, isKept = true): Teller {
	let shown = schedule;
	return (response, { method, body }) => {
		const report = { id: 1234, reportSchedulingEventDetails: shown };
		if (method === 'GET') return tellJson(response, { success: true, data: report });
		if (isKept) shown = body as IDataObject;
		return tellJson(response, { success: true, data: { scheduledData: body, message: 'saved' } });
	};
}

const create = async (teller: Teller, changes: IDataObject = {}, options: IDataObject = {}) => {
	const form = { ...WEEKLY, ...changes };
	const run = await runReport(teller, 'reportSchedule', 'create', form, { timezone: 'UTC', ...options });
	return { ...run, asked: run.server.heard.map(({ method, path }) => `${method} ${path}`) };
};

const READ = 'GET /api/v3/ra/report/1234';
const SAVE = 'POST /api/v3/ra/report/email/schedule';

it('returns the schedule that asks for the same, and saves nothing', async () => {
	const result = await create(keeps(PRESENT));
	expect(result.error).toBeUndefined();
	expect(result.asked).toEqual([READ]);
	expect(result.items.map(({ json }) => json)).toEqual([
		{
			...{ ...PRESENT, reportId: 1234, earliestCampaignStartDate: null, alreadyExisted: true },
			...{ fileType: 'Excel (XLSX)', deliveryFrequency: 'Weekly' },
			eventEndDate: '2090-01-31T23:59:59Z',
		},
	]);
	expect(hintsOf(result)).toEqual([
		"The schedule of the report '1234' already exists (Weekly) and was returned; nothing was created.",
	]);
});

it.each<[string, IDataObject | undefined]>([
	['that has none', undefined],
	['whose last one was sent once', { deliveryFrequency: 1, fileType: 2, subscriberEmails: ['ada@example.com'] }],
])('saves one for a report %s', async (_, schedule) => {
	const { error, items, asked } = await create(keeps(schedule));
	expect(error).toBeUndefined();
	expect(asked).toEqual([READ, SAVE]);
	expect(items[0].json.alreadyExisted).toBeUndefined();
});

it.each<[string, IDataObject, string]>([
	['another frequency', { deliveryFrequency: 4, deliveryDay: '5' }, "'Delivery Frequency' is 'Monthly', not 'Weekly'"],
	['another day', { deliveryDay: 'Friday' }, "'Delivery Day' is 'FRIDAY', not 'MONDAY'"],
	['other addresses', { subscriberEmails: ['ada@example.com'] }, "'Recipients' is"],
	['another file', { fileType: 1 }, "'File Type' is 'CSV', not 'Excel (XLSX)'"],
	[
		'another end',
		{ eventEndDate: END - 86_400_000 },
		"'End' is '2090-01-30T23:59:59Z', not '2090-01-31T23:59:59Z'",
	],
	[
		'a running total that was not asked for',
		{ runningTotalEnabled: true, earliestCampaignStartDate: 1_670_674_108_900 },
		"'Running Total' is 'true', not 'false'",
	],
])('is an error that offers Update where the report has %s', async (_, changes, words) => {
	const { error, asked } = await create(keeps({ ...PRESENT, ...changes }));
	expect(error?.message).toContain(
		"The schedule of the report '1234' already exists",
	);
	expect(error?.message).toContain(words);
	expect(error?.description).toBe(
		"Nothing was created or changed. Change it with Update, or choose 'Replace It' in 'If It Exists Already'.",
	);
	expect(asked).toEqual([READ]);
});

it('says what IQM does not show of it', async () => {
	const { items } = await create(keeps({ ...PRESENT, fileType: undefined }));
	expect(items[0].json).toMatchObject({
		alreadyExisted: true,
		notCompared: 'IQM does not show File Type',
	});
});

it('replaces it by choice, without a look', async () => {
	const { error, asked } = await create(keeps(PRESENT), { ifItExists: 'create', fileType: 1 });
	expect(error).toBeUndefined();
	expect(asked).toEqual([SAVE]);
});

it.each([3, 1])('is an error by choice for the frequency %i', async (deliveryFrequency) => {
	const { error, asked } = await create(keeps(PRESENT), { ifItExists: 'error', deliveryFrequency });
	expect(error?.message).toBe("The schedule of the report '1234' already exists (Weekly)");
	expect(asked).toEqual([READ]);
});

it('does not replace a schedule by a mail that is sent once', async () => {
	const { error, asked } = await create(keeps(PRESENT), { deliveryFrequency: 1 });
	expect(error?.message).toContain("'Delivery Frequency' is 'Weekly', not 'Once'");
	expect(asked).toEqual([READ]);
});

it('sends a mail for each item that asks for one, once', async () => {
	const { error, items, asked } = await create(
		keeps(undefined),
		{ deliveryFrequency: 1 },
		{ items: [{ json: {} }, { json: {} }] },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	expect(asked).toEqual([READ, SAVE, READ, SAVE]);
});

it('saves one for two equal items', async () => {
	const { items, asked } = await create(keeps(undefined, true), {}, { items: [{ json: {} }, { json: {} }] });
	expect(items.map(({ json }) => json.alreadyExisted)).toEqual([undefined, true]);
	expect(asked).toEqual([READ, SAVE, READ]);
});

// A report has one schedule: saving the same again changes nothing, returning a deleted one would be wrong.
it('saves the same again where IQM does not show the first', async () => {
	const { items, asked } = await create(keeps(undefined, false), {}, { items: [{ json: {} }, { json: {} }] });
	expect(items.map(({ json }) => json.alreadyExisted)).toEqual([undefined, undefined]);
	expect(asked).toEqual([READ, SAVE, READ, SAVE]);
});

it.each([3, 1])('looks for nothing in a preview of the frequency %i', async (deliveryFrequency) => {
	const { items, asked } = await create(keeps(PRESENT), {
		deliveryFrequency,
		options: { preview: true },
	});
	expect(items[0].json.preview).toBe(true);
	expect(asked).toEqual([]);
});
