import { forgetProcessState } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';
import { picked, runReport, tells, tellsData } from '../../../support/toldReport';

/** Saved reports: read, copied, deleted. */
skippedWaits();
beforeEach(forgetProcessState);

const SAVED = {
	id: 123,
	reportName: 'Campaign by Gender',
	startDate: 1650177000,
	endDate: 1666938000000,
	dimensions: '[{"filter":"campaign"},{"filter":"gender","value":[10200002]}]',
	columns: ['impressions'],
	timezoneId: 29,
	reportSchedulingEventDetails: {
		eventId: 18,
		eventEndDate: 1671148799,
		earliestCampaignStartDate: 1670674108900,
		deliveryDay: 'Friday',
	},
};

const SHOWN = {
	reportId: 123,
	reportName: 'Campaign by Gender',
	startDate: '2022-04-17T06:30:00Z',
	endDate: '2022-10-28T06:20:00Z',
	dimensions: [{ filter: 'campaign' }, { filter: 'gender', value: [10200002] }],
	columns: ['impressions'],
	timezoneId: 29,
	reportSchedulingEventDetails: {
		eventId: 18,
		eventEndDate: '2022-12-15T23:59:59Z',
		earliestCampaignStartDate: '2022-12-10T12:08:28.900Z',
		deliveryDay: 'Friday',
	},
};

describe('Get', () => {
	it('tells times by their size and reads the dimensions', async () => {
		const { items, error, server } = await runReport(tellsData(SAVED), 'report', 'get', {
			reportId: picked('123'),
		});
		expect(error).toBeUndefined();
		expect(server.heard[0].url).toBe('/api/v3/ra/report/123');
		expect(items.map(({ json }) => json)).toEqual([SHOWN]);
	});

	it('keeps dimensions that are no JSON, and shows a missing time as such', async () => {
		const odd = { ...SAVED, dimensions: "['age']", startDate: 0, endDate: null };
		const { items } = await runReport(tellsData(odd), 'report', 'get', { reportId: picked('123') });
		expect(items[0].json).toMatchObject({ dimensions: "['age']", startDate: null, endDate: null });
	});

	it.each([
		['another report', { ...SAVED, id: 9 }, 'IQM returned the report 9, not 123'],
		['no report', 'Report', "IQM's response is missing the report"],
	])('fails for %s', async (_, data, message) => {
		const { error } = await runReport(tellsData(data), 'report', 'get', { reportId: picked('123') });
		expect(error?.message).toBe(message);
	});
});

it('Get Many lists them as Get shows them, last modified first', async () => {
	const { id, ...others } = SAVED;
	const data = { data: [{ ...others, id }], totalRecords: 1, filteredRecords: 1 };
	const { items, error, server } = await runReport(tellsData(data), 'report', 'getAll', {
		returnAll: true,
		filters: { customerIds: [123, 234], searchField: 'Gender' },
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toEqual(SHOWN);
	expect(server.heard[0].body).toEqual({
		customerIds: '123,234',
		searchField: 'Gender',
		sortBy: '-modifyDate',
		pageNo: 1,
		noOfEntries: 500,
	});
});

describe('Duplicate', () => {
	const copied = tellsData('Report duplicated successfully with id 124');

	it('returns the ID of the copy', async () => {
		const { items, error, server } = await runReport(copied, 'report', 'duplicate', {
			reportId: picked('123'),
			additionalFields: { reportName: 'Copy 7' },
		});
		expect(error).toBeUndefined();
		expect(server.heard.map(({ body }) => body)).toEqual([{ id: 123, reportName: 'Copy 7' }]);
		expect(items[0].json).toEqual({
			reportId: 124,
			sourceReportId: 123,
			reportName: 'Copy 7',
			message: 'Report duplicated successfully with id 124',
		});
	});

	it.each(['Report duplicated successfully', 'Report duplicated successfully with id 123'])(
		'says that "%s" does not name a copy, and that there may be one',
		async (sentence) => {
			const { error, server } = await runReport(tellsData(sentence), 'report', 'duplicate', {
				reportId: picked('123'),
			});
			expect(error?.message).toBe("IQM's response is missing the ID of the copy");
			expect(error?.description).toContain('It was probably created');
			expect(server.heard).toHaveLength(1);
		},
	);

	it('is sent once, even if IQM fails', async () => {
		const { error, server } = await runReport(tells({ success: false }, 500), 'report', 'duplicate', {
			reportId: picked('123'),
		});
		expect(error?.description).toContain('may or may not have been created');
		expect(server.heard).toHaveLength(1);
	});
});

describe('Delete', () => {
	const remove = async (confirmIds: string, sentence: string) =>
		await runReport(tellsData(sentence), 'report', 'delete', { reportId: picked('123'), confirmIds });

	it('deletes the report that was entered twice', async () => {
		const { items, error, server } = await remove('123', 'Report with id 123 deleted successfully');
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
		expect(server.heard[0]).toMatchObject({ method: 'DELETE', url: '/api/v3/ra/report/123' });
		expect(items[0].json).toEqual({
			reportId: 123,
			deleted: true,
			message: 'Report with id 123 deleted successfully',
		});
	});

	it('deletes nothing if the second ID is another', async () => {
		const { error, server } = await remove('124', '');
		expect(error?.message).toBe("'Confirm IDs' must hold the same IDs, '123', not '124'");
		expect(server.heard).toEqual([]);
	});

	it('says so if IQM deleted another one', async () => {
		const { error } = await remove('123', 'Report with id 9 deleted successfully');
		expect(error?.message).toBe('IQM answered about the report 9, not about 123');
	});
});
