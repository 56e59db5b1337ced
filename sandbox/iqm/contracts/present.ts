import { isObject, valueAt, type JsonObject } from '../../json';
import type { Insight, VoterReport } from '../insight-state';
import { IQM_DEFAULTS } from '../options';
import type { Audience, Campaign, Creative, InsertionOrder, IqmState } from '../state';
import { ordersGet } from './orders';
import { GONE, THEIRS } from './contract';

const { owId } = IQM_DEFAULTS;
const OTHERS = owId + 1;

/** Within the range of the sample that lists creatives; epoch milliseconds. */
const MADE_AT = 1_735_000_000_000;

/** From here on, the things of {@link putPresent} are approved; epoch milliseconds. */
export const PRESENT = 1_748_890_200_000;

function order(ioId: number, changes: JsonObject = {}): InsertionOrder {
	const sample = valueAt(ordersGet.answer, 'data');
	const details: JsonObject = {
		...(isObject(sample) ? sample : {}),
		...{ ioId, ioName: `io name ${ioId}`, owId: ioId === THEIRS ? OTHERS : owId },
		...{ ioStartTime: 1_600_000_000_000, ...changes },
	};
	return { ioId, request: {}, details, madeAt: MADE_AT };
}

function campaign(id: number, changes: Partial<Campaign> = {}): Campaign {
	const request: JsonObject = {
		...{ campaignName: `Campaign ${id}`, creativeType: 11, campaignType: 1, ioId: 34 },
		...{ startTime: 1_700_000_000, timezone: 29, creativeIds: '130141,130142', budgetTypeId: 2 },
	};
	return { id, request, madeAt: MADE_AT, ...(id === THEIRS ? { owId: OTHERS } : {}), ...changes };
}

const PAUSED = { at: MADE_AT, status: 'paused', before: 'running' } as const;

function creative(creativeId: number, changes: Partial<Creative> = {}): Creative {
	return {
		...{ creativeId, creativeName: `Creative ${creativeId}`, creativeTypeId: 11 },
		...{ clickUrl: 'https://example.com', width: 320, height: 50, duration: null },
		...{ sourceType: 'FILE', source: '', metadata: {}, madeAt: MADE_AT },
		...(creativeId === THEIRS ? { owId: OTHERS } : {}),
		...(creativeId === GONE ? { decisions: [{ at: MADE_AT, status: 'deleted' as const }] } : {}),
		...changes,
	};
}

/** The file of each audience. */
const PEOPLE = Buffer.from('email\nada@example.com\n');

function audience(id: number): Audience {
	return {
		...{ id, audienceName: `Audience ${id}`, fields: { fileTotalCount: '10000' } },
		file: { filename: 'Sample_File.csv', size: PEOPLE.length, sha256: '', content: PEOPLE },
		...{ madeAt: MADE_AT, ...(id === THEIRS ? { owId: OTHERS } : {}) },
	};
}

function insight(id: number, changes: Partial<Insight> = {}): Insight {
	return {
		...{ id, sourceId: 12345, sourceName: 'audience1', name: `insights ${id}` },
		...{ madeAt: MADE_AT, outcome: 'ready', ...changes },
	};
}

/** A day's report; those with an id that is asked to be generated again, or deleted, have failed. */
function voterReport(vldId: number, changes: Partial<VoterReport> = {}): VoterReport {
	return {
		...{ vldId, vldName: `451351_VLD_Insights_${vldId}`, campaignId: 451351 },
		vldStartDate: 1_733_000_400_000 + vldId * 86_400_000,
		vldEndDate: 1_733_000_400_000 + (vldId + 1) * 86_400_000 - 1,
		...{ madeAt: MADE_AT, outcome: 'ready', ...changes },
	};
}

function putInsights({ insight: made, audiences, campaigns }: IqmState): void {
	const failed = { outcome: 'failed' } as const;
	for (const one of [insight(34, failed), ...[35, 36, 37, 123].map((id) => insight(id))]) {
		made.insights.set(one.id, one);
	}
	const named = voterReport(2, { ...failed, vldName: '255944_VLD_Insights_2' });
	const waiting = voterReport(21, { madeAt: PRESENT });
	const reports = [voterReport(1, failed), named, ...[9, 10, 50].map((id) => voterReport(id))];
	for (const one of [...reports, waiting]) made.voterReports.set(one.vldId, one);
	for (const id of [567895, 925436, 12345, 12365, 12376, 123677]) {
		audiences.set(id, audience(id));
		// The last one is the sample's audience that no insight can be made of.
		made.uniques.set(id, id === 123677 ? 9_999 : 52_432);
	}
	audiences.set(1_099_461, { ...audience(1_099_461), audienceName: 'Data Trust NY 4 Cols' });
	for (const id of [1, 451351, 582510, 334740, 334741, 334742]) {
		const { request, ...rest } = campaign(id);
		// The last three are the pulse's, whose sample has an order of their own.
		const ioId = id >= 334740 && id <= 334742 ? 625 : 985;
		campaigns.set(id, { ...rest, request: { ...request, ioId } });
	}
	const diagnosisResults = made.findingsIn(582510);
	made.pulses.set(582510, { lastRun: MADE_AT, shownFrom: MADE_AT, diagnosisResults });
}

/**
 * Fills an empty state with everything that the contracts' samples name: from {@link PRESENT} on,
 * campaigns and creatives run and audiences are ready.
 */
export function putPresent(state: IqmState): void {
	const impressions = { ioBudgetTypeId: 2 };
	const orders = [985, 625, 1, 2, 3, THEIRS].map((id) => order(id));
	for (const one of [...orders, order(12, impressions), order(34, impressions)]) {
		state.insertionOrders.set(one.ioId, one);
	}
	const paused = [440264, 440133].map((id) => campaign(id, { decisions: [PAUSED] }));
	for (const one of [...[562280, 20141, 292694, THEIRS].map((id) => campaign(id)), ...paused]) {
		state.campaigns.set(one.id, one);
	}
	const named = creative(688549, { creativeName: 'asdf' });
	for (const one of [...[130141, 130142, 130143, GONE, THEIRS].map((id) => creative(id)), named]) {
		state.creatives.set(one.creativeId, one);
	}
	for (const id of [1142057, 1003879, 1003880, 123456, 123457, THEIRS]) {
		state.audiences.set(id, audience(id));
	}
	putInsights(state);
}
