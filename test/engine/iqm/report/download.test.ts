import type { IDataObject } from 'n8n-workflow';

import { runReport, SENT } from '../../../support/reportServer';
import { bytesOf, fileOf } from '../../../support/storedFile';
import { skippedWaits } from '../../../support/testClock';

/** A report as a file, which IQM answers with a link to. */
skippedWaits();

const download = { operation: 'download', fileType: 1, binaryPropertyName: 'table' };

const DAYS = { startDate: '2025-06-11T00:00:00-04:00', endDate: '2025-09-11T23:59:59-04:00' };

it.each<[number, string, string]>([
	[1, 'csv', 'text/csv'],
	[2, 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
])('stores the file, type %i', async (fileType, ending, mimeType) => {
	const { items, heard } = await runReport(
		(_, { baseUrl }) => ({ url: `${baseUrl}/report.csv?X-Amz-Signature=planted` }),
		{ ...download, fileType },
		{
			during: async ({ items }) => {
				expect(String(await bytesOf(fileOf(items[0], 'table')))).toBe('a,b\n1,2\n');
			},
		},
	);
	expect(heard.map(({ path }) => path)).toEqual(['/api/v3/ra/report/download', '/report.csv']);
	expect(heard[0].body).toEqual({ ...SENT, fileType });
	expect(heard[1].headers.authorization).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({
		...{ ...DAYS, hasData: true, mimeType },
		fileName: `report-2025-06-11-to-2025-09-11.${ending}`,
	});
	expect(JSON.stringify(items[0])).not.toContain('planted');
});

it.each([{}, { url: null }, { url: '' }, null])('without data (%j) there is no file', async (data) => {
	const { items, error } = await runReport(() => data, download);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(items[0].json).toEqual({ ...DAYS, hasData: false });
	expect(items[0].binary).toBeUndefined();
});

it('a sentence instead of a link is an error', async () => {
	const { items, error } = await runReport(() => 'Soon', download);
	expect(items).toEqual([]);
	expect(error?.message).toBe("IQM's response is missing a link to the file");
});

it('downloads a saved report for new dates, without its ID', async () => {
	const saved: IDataObject = {
		id: 3_219,
		dimensions: '[{"filter":"campaign"}]',
		columns: ['impressions', 'spent'],
		timezoneId: 29,
		requestType: 2,
	};
	const { items, heard } = await runReport(({ method }) => (method === 'GET' ? saved : {}), {
		...download,
		definition: 'saved',
		reportId: '3219',
	});
	expect(heard[1].body).toEqual({ ...SENT, fileType: 1 });
	expect(items[0].json).toEqual({ reportId: 3_219, ...DAYS, hasData: false });
});

it('tells all wrong values at once, before anything is sent', async () => {
	const { error, server } = await runReport(() => ({}), {
		...download,
		fileType: 3,
		timezoneId: 'x',
		endDate: '2025-01-01',
	});
	expect(server.heard).toEqual([]);
	expect(error?.message).toContain('3 problems found');
	expect(error?.message).toContain("'File Type' must be one of 1, 2, not '3'");
	expect(error?.message).toContain("'Last Day' (2025-01-01) lies before 'First Day' (2025-06-11)");
});
