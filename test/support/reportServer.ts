import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../nodes/Iqm/IqmReport/IqmReport.node';
import type { Sandbox } from '../../sandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { forgetProcessState, runNode, sandboxCredential } from './harness';
import type { Heard, ToldServer } from './toldServer';
import { tellJson, told } from './toldServer';

/** Only its options for the login are used. */
const NO_SANDBOX = {
	url: '',
	options: {
		iqm: { clientId: 'client', clientSecret: 'secret', email: 'ada@example.com', password: 'word' },
		applovin: { clientId: 'client', clientSecret: 'secret' },
	},
} as unknown as Sandbox;

export const ZONES = [
	{ id: 29, name: 'US/Eastern', label: 'US/Eastern' },
	{ id: 149, name: 'Africa/Addis_Ababa', label: 'Africa/Addis Ababa' },
	{ id: 7, name: 'Mars/Olympus_Mons', label: 'Mars/Olympus Mons' },
];

/** A whole definition in the form. */
export const DEFINED: IDataObject = {
	resource: 'report',
	definition: 'new',
	dimensions: ['campaign'],
	columns: ['impressions', 'spent'],
	requestType: 2,
	timezoneId: { __rl: true, mode: 'list', value: '29' },
	period: 'custom',
	startDate: '2025-06-11',
	endDate: '2025-09-11',
};

/** The same as it is sent. */
export const SENT: IDataObject = {
	dimensions: '[{"filter":"campaign"}]',
	columns: ['impressions', 'spent'],
	requestType: 2,
	reportAggregated: '0',
	startDate: 1_749_614_400_000,
	endDate: 1_757_649_599_000,
	timezoneId: 29,
	timezoneName: 'US/Eastern',
	sortBy: '-impressions',
};

export type ReportRun = NodeRun & { heard: Heard[]; server: ToldServer };

/**
 * Runs the node for reports against a server that lists {@link ZONES} and answers everything else as
 * told.
 *
 * @param answer the content of an answer, without its envelope; an answer with `success` is one whole
 */
export async function runReport(
	answer: (heard: Heard, server: ToldServer) => unknown,
	parameters: IDataObject,
	options: NodeRunOptions & { during?: (run: NodeRun) => Promise<void> } = {},
): Promise<ReportRun> {
	forgetProcessState();
	let server: ToldServer | undefined;
	return await told(
		(response, heard) => {
			if (heard.path === '/report.csv') {
				response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b\n1,2\n');
				return;
			}
			if (heard.path === '/api/v3/master/timezones') {
				const data = { data: ZONES, totalRecords: ZONES.length, filteredRecords: ZONES.length };
				return void tellJson(response, { success: true, data });
			}
			const data = answer(heard, server as ToldServer);
			const isWhole = typeof data === 'object' && data !== null && 'success' in data;
			tellJson(response, isWhole ? data : { success: true, data });
		},
		async (one) => {
			server = one;
			const { during, ...others } = options;
			const run = await runNode(NO_SANDBOX, new IqmReport(), { ...DEFINED, ...parameters }, {
				credential: sandboxCredential(NO_SANDBOX, { baseUrl: one.baseUrl }),
				...others,
			});
			await during?.(run);
			const heard = one.heard.filter(({ path }) => path !== '/api/v3/master/timezones');
			return { ...run, heard, server: one };
		},
	);
}
