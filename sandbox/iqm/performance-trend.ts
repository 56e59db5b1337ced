import { isObject, valueAt, type JsonObject, type JsonValue } from '../json';
import { rowsIn } from './contracts/behaviours';
import { performanceCompare, performanceGetTimeline } from './contracts/performance';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST = 24;

/**
 * How long the points of a range are, in milliseconds: 24 of equally many hours up to 11 days, one a
 * day up to 24, then at most 24 of equally many days; beyond 360 the first have a day more.
 */
function lengths(days: number): number[] {
	if (days <= 11) return Array<number>(MOST).fill(days * HOUR);
	if (days <= MOST) return Array<number>(days).fill(DAY);
	if (days > 360) {
		const [least, longer] = [Math.floor(days / MOST), days % MOST];
		return Array.from({ length: MOST }, (_, index) => (least + (index < longer ? 1 : 0)) * DAY);
	}
	const factor = Math.ceil(days / MOST);
	return Array<number>(Math.ceil(days / factor)).fill(factor * DAY);
}

function zeros(row: JsonValue): JsonObject {
	return Object.fromEntries(Object.keys(isObject(row) ? row : {}).map((key) => [key, 0]));
}

/**
 * The points of a range in epoch milliseconds: the first has the sample's figures, the others are the
 * zeros that "gap-fill" what there is no data of. The last may be shorter.
 */
export function timeline(start: number, end: number): JsonObject[] {
	const [sampled] = rowsIn(performanceGetTimeline.answer, 'data.recordsList');
	let next = start;
	return lengths(Math.ceil((end - start) / DAY)).map((length, index) => {
		const startDate = next;
		next += length;
		// A sample's points end a second before the next one.
		const times = { startDate, endDate: Math.min(next - 1000, end) };
		return { ...(index === 0 ? sampled : zeros(sampled)), ...times };
	});
}

/** The sample's figures of both periods; without access "all metrics set to 0". */
export function compare(isAllowed: boolean): JsonObject {
	const data = valueAt(performanceCompare.answer, 'data');
	const sampled = isObject(data) ? data : {};
	if (isAllowed) return sampled;
	return Object.fromEntries(Object.entries(sampled).map(([key, row]) => [key, zeros(row)]));
}
