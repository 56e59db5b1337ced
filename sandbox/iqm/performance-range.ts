import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';
import type { Context } from './context';

/** Epoch seconds of this millennium are smaller, milliseconds are larger. */
const SECONDS_END = 100_000_000_000;
const LONGEST = 365 * 86_400_000;

/** The filters of a request with their two times, in epoch milliseconds; refused without them. */
export function rangeOf({ filters: sent = null }: JsonObject): {
	filters: JsonObject;
	start: number;
	end: number;
} {
	const filters = isObject(sent) ? sent : {};
	const [start, end] = ['startTimeEpochMillis', 'endTimeEpochMillis'].map((field) => {
		const time = filters[field] ?? null;
		if (isInteger(time) && time >= SECONDS_END) return time;
		throw new Refusal(422, `Invalid ${field}.`, { field });
	});
	if (start >= end) {
		const words = 'startTimeEpochMillis must be less than endTimeEpochMillis.';
		throw new Refusal(422, words, { field: 'startTimeEpochMillis' });
	}
	return { filters, start, end };
}

/** "the requested date range must not exceed 365 days": of tables and their files only. */
export function checkPeriod(asked: JsonObject): void {
	const { start, end } = rangeOf(asked);
	if (end - start <= LONGEST) return;
	throw new Refusal(422, 'Date range must not exceed 365 days.', { field: 'endTimeEpochMillis' });
}

/** Whether one of the organizations asked for is the user's own or one of these; none asked for: yes. */
export function hasAccess(
	{ options }: Context,
	{ owIds = [] }: JsonObject,
	owners: JsonValue[],
): boolean {
	const wanted = [owIds].flat();
	return wanted.length === 0 || wanted.some((id) => id === options.owId || owners.includes(id));
}
