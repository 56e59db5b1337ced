import { isObject, valueAt, type JsonObject } from '../../json';
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

function audience(id: number): Audience {
	return {
		...{ id, audienceName: `Audience ${id}`, fields: { fileTotalCount: '10000' } },
		file: { filename: 'Sample_File.csv', size: 0, sha256: '', content: Buffer.alloc(0) },
		...{ madeAt: MADE_AT, ...(id === THEIRS ? { owId: OTHERS } : {}) },
	};
}

/**
 * Fills an empty state with everything that the contracts' samples name: from {@link PRESENT} on,
 * campaigns and creatives run and audiences are ready.
 */
export function putPresent(state: IqmState): void {
	const impressions = { ioBudgetTypeId: 2 };
	const orders = [985, 1, 2, 3, THEIRS].map((id) => order(id));
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
}
