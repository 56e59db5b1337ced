import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { SentEmail } from '../../sandbox/iqm/insight-state';
import { reportsOf, schedulesOf } from '../../sandbox/iqm/report-store';
import type { Effect, Subject, Values } from './randomFaultsSubjects';
import { happened, isName, NAME } from './randomFaultsSubjects';

/** Before every run; epoch milliseconds. */
const LONG_AGO = 1_735_000_000_000;
const DAY = 86_400_000;

/** What an item with this key may be about, by ids that are in no other request. */
export function reportValues(key: number): Values {
	return {
		...{ reportId: 710_010 + key, scheduledId: 710_020 + key },
		...{ sourceId: 720_010 + key, readyId: 730_010 + key, failedId: 730_020 + key },
		...{ runningId: 740_010 + key, readyVldId: 750_010 + key, failedVldId: 750_020 + key },
	};
}

const stateOf = ({ iqm }: Sandbox) => ({ state: iqm });

function putReports(sandbox: Sandbox, { reportId, scheduledId }: Values): void {
	for (const id of [Number(reportId), Number(scheduledId)]) {
		reportsOf(stateOf(sandbox)).set(id, {
			...{ id, reportName: `Report ${id}`, timezoneId: 29, timezoneName: 'US/Eastern' },
			...{ startDate: LONG_AGO, endDate: LONG_AGO + DAY, columns: ['impressions'] },
			...{ dimensions: '[{"filter":"campaign"}]', requestType: 2, reportAggregated: '0' },
			...{ customerIds: null, customerDetails: null, modifyDate: LONG_AGO },
		});
	}
	const eventId = Number(scheduledId);
	schedulesOf(stateOf(sandbox)).set(eventId, {
		...{ eventId, reportId: eventId, deliveryFrequency: 3, fileType: 2, deliveryDay: 'MONDAY' },
		...{ subscriberEmails: ['first@example.com'], eventEndDate: Date.UTC(2030, 0, 1) },
	});
}

/** Puts the things of {@link reportValues} into the sandbox; its reset removes them. */
export function putReportThings(sandbox: Sandbox, values: Values): void {
	const { audiences, campaigns, insight } = sandbox.iqm;
	const [sourceId, readyId, failedId] = [values.sourceId, values.readyId, values.failedId].map(Number);
	const [runningId, readyVldId, failedVldId] = [
		...[values.runningId, values.readyVldId, values.failedVldId].map(Number),
	];
	putReports(sandbox, values);
	const content = Buffer.from('email\nada@example.com\n');
	audiences.set(sourceId, {
		...{ id: sourceId, audienceName: `Audience ${sourceId}`, fields: {}, madeAt: LONG_AGO },
		file: { filename: 'people.csv', size: content.length, sha256: '', content },
	});
	insight.uniques.set(sourceId, 50_000);
	campaigns.set(runningId, {
		id: runningId,
		request: {
			...{ campaignName: `Campaign ${runningId}`, creativeType: 11, campaignType: 1, ioId: 985 },
			...{ startTime: 1_700_000_000, timezone: 29, creativeIds: '130141', budgetTypeId: 2 },
		},
		madeAt: LONG_AGO,
	});
	const outcomes = [
		{ id: readyId, vldId: readyVldId, outcome: 'ready' as const },
		{ id: failedId, vldId: failedVldId, outcome: 'failed' as const },
	];
	for (const { id, vldId, outcome } of outcomes) {
		const made = { madeAt: LONG_AGO, outcome };
		// Of another audience and campaign, so that those of the items have nothing yet.
		insight.insights.set(id, { id, sourceId: 1, sourceName: 'Old', name: `Old ${id}`, ...made });
		insight.voterReports.set(vldId, {
			...{ vldId, vldName: `1_VLD_Insights_${vldId}`, campaignId: 1, ...made },
			...{ vldStartDate: LONG_AGO, vldEndDate: LONG_AGO + DAY },
		});
	}
}

const from = (key: string): string => `={{ $json.${key} }}`;
const chosen = (key: string): IDataObject => ({ __rl: true, mode: 'id', value: from(key) });
const of = (key: string) => (values: Values) => String(values[key]);

/** The address of an item, which no other item writes to. */
const ADDRESS = '={{ $json.slug }}@example.com';
const addressOf = ({ slug }: Values): string => `${slug}@example.com`;

const FIRST_DAY = Date.parse('2022-04-17T04:00:00Z');

const reports = (sandbox: Sandbox) => reportsOf(stateOf(sandbox));
const schedules = (sandbox: Sandbox) => schedulesOf(stateOf(sandbox));

/** Reports with the name that an item asked for. */
function reportsOfName(sandbox: Sandbox, values: Values, startDate: number): Effect[] {
	return [...reports(sandbox).values()]
		.filter(({ reportName }) => isName(reportName, values))
		.map((report) => ({ id: String(report.id), asAsked: report.startDate === startDate }));
}

/** Whether only the item's address gets the report. */
function isSubscribed(sandbox: Sandbox, id: string | number, values: Values): boolean {
	const { subscriberEmails } = schedules(sandbox).get(Number(id)) ?? {};
	return [subscriberEmails].flat().join() === addressOf(values);
}

function emails(sandbox: Sandbox, kind: SentEmail['kind'], id: number, values: Values): Effect[] {
	return sandbox.iqm.insight.emails
		.filter((email) => email.kind === kind && email.id === id)
		.map(({ recipients }) => ({ asAsked: recipients.join() === addressOf(values) }));
}

function insightsOfAudience(sandbox: Sandbox, { sourceId }: Values): Effect[] {
	return [...sandbox.iqm.insight.insights.values()]
		.filter((insight) => insight.sourceId === sourceId)
		.map(({ id }) => ({ id: String(id), asAsked: true }));
}

/** A second item for the same report gets the first one's: it must never be paid twice. */
function paid(sandbox: Sandbox, { runningId }: Values): Effect[] {
	const { generations } = sandbox.iqm.insight;
	const own = generations.filter(({ campaignId }) => campaignId === runningId);
	return own.map(() => ({ asAsked: own.length === 1 }));
}

const pulseRuns = (sandbox: Sandbox, { runningId }: Values): Effect[] =>
	sandbox.iqm.insight.pulseRuns.filter((id) => id === runningId).map(() => ({ asAsked: true }));

const SAVED_REPORTS: Subject[] = [
	{
		scenario: 'Report: Report Create',
		changes: { reportName: NAME },
		mark: of('name'),
		effects: (sandbox, values) => reportsOfName(sandbox, values, FIRST_DAY),
		hasIfItExists: true,
		readsFirst: true,
	},
	{
		scenario: 'Report: Report Update',
		changes: {
			reportId: chosen('reportId'),
			updateFields: { reportName: NAME, timezoneId: { __rl: true, mode: 'id', value: '29' } },
		},
		mark: of('reportId'),
		effects: (sandbox, values) => {
			const { reportName, startDate } = reports(sandbox).get(Number(values.reportId)) ?? {};
			return happened(isName(reportName, values) && startDate === FIRST_DAY);
		},
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'Report: Report Duplicate',
		changes: { reportId: chosen('reportId'), additionalFields: { reportName: NAME } },
		mark: of('reportId'),
		effects: (sandbox, values) => reportsOfName(sandbox, values, LONG_AGO),
	},
	{
		scenario: 'Report: Report Delete',
		changes: { reportId: chosen('reportId'), confirmIds: from('reportId') },
		mark: of('reportId'),
		effects: (sandbox, { reportId }) => happened(!reports(sandbox).has(Number(reportId))),
		sets: true,
	},
	{
		scenario: 'Report: Report Schedule Create',
		changes: { reportId: chosen('reportId'), subscriberEmails: ADDRESS },
		mark: of('reportId'),
		effects: (sandbox, values) => happened(isSubscribed(sandbox, values.reportId, values)),
		sets: true,
	},
	{
		scenario: 'Report: Report Schedule Update',
		changes: { reportId: chosen('scheduledId'), updateFields: { subscriberEmails: ADDRESS } },
		mark: of('scheduledId'),
		effects: (sandbox, values) => happened(isSubscribed(sandbox, values.scheduledId, values)),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'Report: Report Schedule Update',
		variant: 'added to a list',
		changes: {
			reportId: chosen('scheduledId'),
			listsMode: 'add',
			updateFields: { subscriberEmails: ADDRESS },
		},
		mark: of('scheduledId'),
		effects: (sandbox, values) => {
			const { subscriberEmails = [] } = schedules(sandbox).get(Number(values.scheduledId)) ?? {};
			return happened([subscriberEmails].flat().at(-1) === addressOf(values));
		},
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'Report: Report Schedule Delete',
		changes: { reportId: chosen('scheduledId') },
		mark: of('scheduledId'),
		effects: (sandbox, { scheduledId }) => happened(!schedules(sandbox).has(Number(scheduledId))),
		sets: true,
	},
];

const INSIGHTS: Subject[] = [
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Report: Audience Insight Create',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: { sourceIds: `${from('sourceId')}${others}` },
		mark: of('sourceId'),
		effects: insightsOfAudience,
	})),
	{
		scenario: 'Report: Audience Insight Regenerate',
		changes: { insightId: chosen('failedId') },
		mark: of('failedId'),
		effects: (sandbox, { failedId }) =>
			happened(sandbox.iqm.insight.insights.get(Number(failedId))?.outcome === 'ready'),
		sets: true,
		oncePerStage: true,
	},
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Report: Audience Insight Delete',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: {
			insightIds: `${from('readyId')}${others}`,
			confirmIds: `${from('readyId')}${others}`,
		},
		mark: of('readyId'),
		effects: (sandbox, { readyId }) =>
			happened(!sandbox.iqm.insight.insights.has(Number(readyId))),
		sets: true,
		oncePerStage: true,
	})),
	{
		scenario: 'Report: Audience Insight Send by Email',
		changes: { insightId: chosen('readyId'), recipientEmails: ADDRESS },
		mark: of('readyId'),
		effects: (sandbox, values) => emails(sandbox, 'insight', Number(values.readyId), values),
	},
];

const VOTER_REPORTS: Subject[] = [
	{
		scenario: 'Report: Voter Level Data Report Generate',
		changes: { campaignId: chosen('runningId') },
		mark: of('runningId'),
		effects: paid,
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'Report: Voter Level Data Report Send by Email',
		changes: { reportId: chosen('readyVldId'), emailIds: ADDRESS },
		mark: of('readyVldId'),
		effects: (sandbox, values) =>
			emails(sandbox, 'voterReport', Number(values.readyVldId), values),
	},
	{
		scenario: 'Report: Voter Level Data Report Delete',
		changes: { vldIds: from('failedVldId'), confirmIds: from('failedVldId') },
		mark: of('failedVldId'),
		effects: (sandbox, { failedVldId }) =>
			happened(!sandbox.iqm.insight.voterReports.has(Number(failedVldId))),
		sets: true,
	},
];

const PULSES: Subject[] = [
	{
		scenario: 'Report: Campaign Pulse Run',
		changes: { campaignId: chosen('runningId') },
		mark: of('runningId'),
		effects: pulseRuns,
		byGet: true,
	},
	{
		scenario: 'Report: Campaign Pulse Run (Several Campaigns)',
		changes: { campaignIds: from('runningId') },
		mark: of('runningId'),
		effects: pulseRuns,
	},
];

/** Everything of IQM's reports that creates, changes, sends or starts something. */
export const REPORT_SUBJECTS: Subject[] = [
	...[...SAVED_REPORTS, ...INSIGHTS],
	...[...VOTER_REPORTS, ...PULSES],
];
