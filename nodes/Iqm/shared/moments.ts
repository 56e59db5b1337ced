import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import { momentText } from '../../common/ground/moments';

const MINUTE_MS = 60_000;

function inThePast(ms: number, label: string, advice: string): InputError {
	return new InputError(`'${label}' is in the past: ${momentText(ms)}`, advice);
}

/**
 * A start in milliseconds: IQM refuses "a start_date earlier than current minute" (Campaign API
 * guideline).
 *
 * @throws InputError for an earlier one
 */
export function checkStart(start: number, label: string): void {
	if (start < Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS) {
		throw inThePast(
			start,
			label,
			'Choose the current minute or later. A date without a time means its first second: to start today, enter a time too.',
		);
	}
}

/**
 * Checks an end, in milliseconds. An end in the past is never meant: nothing would run.
 *
 * @param advice what to do instead
 * @throws InputError for one that has passed
 */
export function checkLater(end: number, label: string, advice: string): void {
	if (end <= clock.now()) throw inThePast(end, label, advice);
}
