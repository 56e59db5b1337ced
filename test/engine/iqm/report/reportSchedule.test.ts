import type { IDataObject } from 'n8n-workflow';

import { forgetProcessState } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';
import { picked, runReport, tells } from '../../../support/toldReport';
import type { Teller } from '../../../support/toldServer';
import { tellJson } from '../../../support/toldServer';

/** Schedules by which reports reach people outside: sent once, and never to some of them in silence. */
skippedWaits();
beforeEach(forgetProcessState);

const MESSAGE = 'Report schedule has been successfully updated.';
const END = Date.UTC(2090, 0, 31, 23, 59, 59);

/** Saves what was sent, as IQM does, with changes. */
const saves =
	(changes: IDataObject = {}, beside: IDataObject = {}): Teller =>
	(response, { body }) => {
		const scheduledData = { reportId: 1234, ...body, ...changes };
		tellJson(response, { success: true, ...beside, data: { scheduledData, message: MESSAGE } });
	};

const REFUSED = {
	errorObjects: [
		{
			error: 'Invalid email provided - invalid Emails : [bob@example.com].',
			reason: 'One or more subscribers emails are empty or not provided as per the email format',
			field: 'subscriberEmails',
		},
	],
};

const WEEKLY = {
	ifItExists: 'create',
	reportId: picked('1234'),
	subscriberEmails: 'ada@example.com, bob@example.com',
	fileType: 2,
	deliveryFrequency: 3,
	deliveryDay: 'MONDAY',
	eventEndDate: '2090-01-31',
};

const SENT = {
	reportId: 1234,
	subscriberEmails: ['ada@example.com', 'bob@example.com'],
	fileType: 2,
	deliveryFrequency: 3,
	deliveryDay: 'MONDAY',
	eventEndDate: END,
};

const create = async (teller: Teller, changes: IDataObject = {}) =>
	await runReport(teller, 'reportSchedule', 'create', { ...WEEKLY, ...changes }, { timezone: 'UTC' });

const update = async (
	teller: Teller,
	updateFields: IDataObject,
	options: IDataObject = {},
	listsMode = 'replace',
) =>
	await runReport(
		teller,
		'reportSchedule',
		'update',
		{ reportId: picked('1234'), listsMode, updateFields, options },
		{ timezone: 'UTC' },
	);

describe('Create', () => {
	it('sends and returns the schedule', async () => {
		// IQM answers days in any case.
		const { items, error, server } = await create(saves({ deliveryDay: 'Monday' }));
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
		expect(server.heard[0]).toMatchObject({
			method: 'POST',
			url: '/api/v3/ra/report/email/schedule',
		});
		expect(server.heard[0].body).toEqual(SENT);
		expect(items.map(({ json }) => json)).toEqual([
			{
				...SENT,
				...{ fileType: 'Excel (XLSX)', deliveryFrequency: 'Weekly' },
				...{ eventEndDate: '2090-01-31T23:59:59Z', message: MESSAGE },
			},
		]);
	});

	it.each([
		['friday', 3, 'FRIDAY'],
		['first', 4, 'FIRST'],
		['1', 4, 'FIRST'],
		['05', 4, '5'],
		[29, 4, '29'],
	])('sends the day %s of the frequency %i as %s', async (deliveryDay, deliveryFrequency, sent) => {
		const { error, server } = await create(saves(), { deliveryDay, deliveryFrequency });
		expect(error).toBeUndefined();
		expect(server.heard[0].body.deliveryDay).toBe(sent);
	});

	it.each([
		[1, ['deliveryDay', 'eventEndDate']],
		[2, ['deliveryDay']],
	])('leaves out what the frequency %i has not', async (deliveryFrequency, left) => {
		const { error, server } = await create(saves(), { deliveryFrequency });
		expect(error).toBeUndefined();
		expect(server.heard[0].body).toEqual({
			...Object.fromEntries(Object.entries(SENT).filter(([name]) => !left.includes(name))),
			deliveryFrequency,
		});
	});

	it.each(['MONDAY', "={{ '' }}"])('leaves out the day %s where the frequency is an expression', async (deliveryDay) => {
		const { error, server } = await create(saves(), { deliveryFrequency: '={{ 2 }}', deliveryDay });
		expect(error).toBeUndefined();
		expect(server.heard[0].body).not.toHaveProperty('deliveryDay');
		expect(server.heard[0].body.eventEndDate).toBe(END);
	});

	it('sends a running total with its start', async () => {
		const { error, server } = await create(saves(), {
			additionalFields: { runningTotalEnabled: true, earliestCampaignStartDate: '2026-03-01' },
		});
		expect(error).toBeUndefined();
		expect(server.heard[0].body).toEqual({
			...SENT,
			runningTotalEnabled: true,
			earliestCampaignStartDate: Date.UTC(2026, 2, 1),
		});
	});

	it.each<[string, IDataObject, string]>([
		['no address', { subscriberEmails: "={{ '' }}" }, "'Recipients' is empty"],
		[
			'what is no address',
			{ subscriberEmails: 'ada@example.com, ada@invalid, Bob, a..b@example.com' },
			"'Recipients' contains something that is not an email address: 'ada@invalid', 'Bob', 'a..b@example.com'",
		],
		['no day', { deliveryDay: "={{ '' }}" }, "'Delivery Day' is empty"],
		['an unknown day', { deliveryDay: '30' }, "'Delivery Day' is unknown: '30'"],
		[
			'a day of the month for each week',
			{ deliveryDay: '15' },
			"'Delivery Day' 15 does not go with 'Delivery Frequency' Weekly",
		],
		[
			'a day of the week for each month',
			{ deliveryFrequency: 4 },
			"'Delivery Day' MONDAY does not go with 'Delivery Frequency' Monthly",
		],
		['no end', { eventEndDate: "={{ '' }}" }, "'End' is empty"],
		['an end in the past', { eventEndDate: '2020-01-31' }, "'End' is in the past"],
		['another file type', { fileType: 3 }, "'File Type' must be one of"],
		[
			'a running total without its start',
			{ additionalFields: { runningTotalEnabled: true } },
			"'Running Total' needs 'Earliest Campaign Start'",
		],
		[
			'a start without a running total',
			{ additionalFields: { earliestCampaignStartDate: '2026-03-01' } },
			"'Earliest Campaign Start' only applies with 'Running Total'",
		],
	])('refuses %s before anything is sent', async (_, changes, message) => {
		const { error, server } = await create(saves(), changes);
		expect(error?.message).toContain(message);
		expect(server.heard).toEqual([]);
	});

	it('names the refused and the saved addresses if IQM takes only some', async () => {
		const { error, server } = await create(
			saves({ subscriberEmails: ['ada@example.com'] }, REFUSED),
		);
		expect(error?.message).toContain('invalid Emails : [bob@example.com]');
		expect(error?.description).toContain('reportId 1234 is sent to ada@example.com');
		expect(error?.context?.details).toEqual({
			created: ['reportId 1234 is sent to ada@example.com'],
		});
		expect(server.heard).toHaveLength(1);
	});

	it('fails if IQM leaves an address out without a word', async () => {
		const { error } = await create(saves({ subscriberEmails: ['ada@example.com'] }));
		expect(error?.message).toContain("'Recipients' is");
	});

	it('is sent once, even if IQM fails', async () => {
		const { error, server } = await create(tells({ success: false }, 502));
		expect(error?.description).toContain('may or may not have been created');
		expect(server.heard).toHaveLength(1);
	});

	it('shows the addresses in a preview and sends nothing', async () => {
		const { items, server } = await create(saves(), { options: { preview: true } });
		expect(items[0].json).toMatchObject({ preview: true, body: SENT });
		expect(server.heard).toEqual([]);
	});
});

describe('Update', () => {
	it('sends only what was added', async () => {
		const { items, error, server } = await update(saves(), {
			subscriberEmails: 'ada@example.com\nADA@example.com',
		});
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
		expect(server.heard[0]).toMatchObject({
			method: 'PATCH',
			url: '/api/v3/ra/report/email/schedule/1234',
		});
		expect(server.heard[0].body).toEqual({ subscriberEmails: ['ada@example.com'] });
		expect(items[0].json).toEqual({
			reportId: 1234,
			updated: true,
			subscriberEmails: ['ada@example.com'],
			message: MESSAGE,
		});
	});

	it.each<[IDataObject, string]>([
		[{ deliveryFrequency: 3, eventEndDate: '2090-01-31' }, "'Delivery Day' is empty"],
		[{ deliveryFrequency: 2 }, "'End' is empty"],
		[
			{ deliveryFrequency: 2, deliveryDay: '5', eventEndDate: '2090-01-31' },
			"'Delivery Day' 5 does not go with 'Delivery Frequency' Daily",
		],
		[{ deliveryFrequency: 1, eventEndDate: '2090-01-31' }, "'End' does not go with Once"],
		[{ eventEndDate: '2020-01-31' }, "'End' is in the past"],
		[{ subscriberEmails: 'ada' }, "not an email address: 'ada'"],
	])('refuses %j', async (fields, message) => {
		const { error, server } = await update(saves(), fields);
		expect(error?.message).toContain(message);
		expect(server.heard).toEqual([]);
	});

	it('names the refused and the saved addresses if IQM takes only some', async () => {
		const { error, server } = await update(
			saves({ subscriberEmails: ['ada@example.com'] }, REFUSED),
			{ subscriberEmails: ['ada@example.com', 'bob@example.com'] },
		);
		expect(error?.message).toContain('invalid Emails : [bob@example.com]');
		expect(error?.description).toContain('reportId 1234 is sent to ada@example.com');
		expect(server.heard).toHaveLength(1);
	});

	/** A report that is sent to these people, which saves what it is sent. */
	const sentTo =
		(subscriberEmails?: string[]): Teller =>
		(response, request) => {
			if (request.method !== 'GET') return void saves()(response, request);
			const reportSchedulingEventDetails = { eventId: 18, subscriberEmails };
			tellJson(response, { success: true, data: { id: 1234, reportSchedulingEventDetails } });
		};
	const PRESENT = sentTo(['ada@example.com', 'Bob@example.com']);

	it('shows in a preview who would get it instead', async () => {
		const { items, server } = await update(
			PRESENT,
			{ subscriberEmails: 'ada@example.com' },
			{ preview: true },
		);
		expect(items[0].json).toMatchObject({
			summary: { 'Recipients': 'ada@example.com, Bob@example.com → ada@example.com' },
			body: { subscriberEmails: ['ada@example.com'] },
		});
		expect(server.heard.map(({ method, url }) => [method, url])).toEqual([
			['GET', '/api/v3/ra/report/1234'],
		]);
	});

	it.each([
		['add', 'bob@example.com, eve@example.com', ['ada@example.com', 'Bob@example.com', 'eve@example.com']],
		['remove', 'bob@example.com', ['ada@example.com']],
	])('can %s addresses', async (mode, given, now) => {
		const { items, error, server } = await update(PRESENT, { subscriberEmails: given }, {}, mode);
		expect(error).toBeUndefined();
		expect(server.heard.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
		expect(server.heard[1].body).toEqual({ subscriberEmails: now });
		expect(items[0].json).toMatchObject({
			subscriberEmails: now,
			lists: [
				{ field: 'Recipients', before: ['ada@example.com', 'Bob@example.com'], now },
			],
		});
	});

	it.each<[string, string, Teller, string, string]>([
		[
			'removing everybody',
			'remove',
			PRESENT,
			"'Recipients' of report schedule 1234 would have no entries left",
			"use the operation 'Delete'",
		],
		[
			'adding to a schedule that is not there',
			'add',
			sentTo(),
			"IQM does not show 'Recipients' of report schedule 1234, so nothing can be added to it",
			'enter the whole list',
		],
	])('refuses %s', async (_, mode, teller, message, advice) => {
		const addresses = { subscriberEmails: 'ada@example.com, bob@example.com' };
		const { error, server } = await update(teller, addresses, {}, mode);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(advice);
		expect(server.heard.map(({ method }) => method)).toEqual(['GET']);
	});

	it('asks what happens to the present addresses, and only to those', async () => {
		const { error, server } = await update(PRESENT, { subscriberEmails: 'eve@example.com' }, {}, '');
		expect(error?.message).toBe("'How Lists Change' is empty, but 'Recipients' would change");
		expect(server.heard).toEqual([]);
		const other = await update(PRESENT, { fileType: 1 }, {}, '');
		expect(other.error).toBeUndefined();
		expect(other.server.heard.map(({ method }) => method)).toEqual(['PATCH']);
	});
});

describe('Delete', () => {
	const remove = async (teller: Teller) =>
		await runReport(teller, 'reportSchedule', 'delete', { reportId: picked('1234') });

	it('removes the schedule', async () => {
		const { items, error, server } = await remove(
			tells({ success: true, data: { message: 'Report event is removed.' } }),
		);
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
		expect(server.heard[0]).toMatchObject({
			method: 'DELETE',
			url: '/api/v3/ra/report/email/schedule/1234',
		});
		expect(items[0].json).toEqual({
			reportId: 1234,
			deleted: true,
			message: 'Report event is removed.',
		});
	});

	it('shows IQM’s words, which come as an object here', async () => {
		const error = 'Report event does not exists for the given id';
		const run = await remove(tells({ success: false, errorObjects: { error } }, 422));
		expect(run.error?.message).toBe(error);
	});
});
