import { asMilliseconds } from '../../common/ground/moments';
import { isBlank } from '../../common/ground/values';

/**
 * A moment of an answer as ISO text, in UTC: insights have it in milliseconds, audiences in seconds.
 * Nothing becomes null, and what is no moment stays as it is.
 */
export function isoTime(value: unknown): string | null {
	if (isBlank(value)) return null;
	const date = new Date(asMilliseconds(Number(value)));
	return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}
