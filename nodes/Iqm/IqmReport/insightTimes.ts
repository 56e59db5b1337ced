import { isBlank } from '../../common/ground/values';

/** Below this a number is in seconds: in milliseconds it would lie before March 1973. */
const LEAST_MS = 100_000_000_000;

/**
 * A moment of an answer as ISO text, in UTC: insights have it in milliseconds, audiences in seconds.
 * Nothing becomes null, and what is no moment stays as it is.
 */
export function isoTime(value: unknown): string | null {
	if (isBlank(value)) return null;
	const number = Number(value);
	const date = new Date(number < LEAST_MS ? number * 1_000 : number);
	return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}
