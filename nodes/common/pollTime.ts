import { clock } from './clock';
import { ApiFailure } from './errors';
import { takeTurn } from './rateLimit';
import type { Door } from './send';
import type { Stop } from './wait';
import { NOTHING_MISSED } from './watch';

/** A poll must be over at a given time: nothing is waited for beyond it. */

const LATER = `${NOTHING_MISSED} Poll less often, or spread what else uses this account.`;

/**
 * Refuses to wait for a turn of the rate limit that comes too late: the next poll finds whatever this
 * one has no time for.
 *
 * @throws ApiFailure when the next request could only go out after `until`
 */
export function checkPollTurn({ api, window, until = Infinity }: Door): void {
	const next = window.next();
	if (next < until) return;
	const seconds = Math.ceil((next - clock.now()) / 1_000);
	throw new ApiFailure(
		`${api}'s rate limit is used up: the next request could only go out in ${seconds} seconds`,
		{ httpCode: '429', description: LATER },
	);
}

/** Waits for the next turn; checked and booked at once, since several requests may want the last. */
export async function takeDoorTurn(door: Door): Promise<void> {
	checkPollTurn(door);
	await takeTurn(door.window, door.signal);
}

/** How long to wait for an answer, in ms. Zero would be no limit at all. */
export function timeLeft(timeout: number, { until = Infinity }: Door): number {
	return Math.min(timeout, Math.max(until - clock.now(), 1_000));
}

/** The error of a poll that must be over. */
export function noTimeLeft(api: string): ApiFailure {
	return new ApiFailure(`There was no time left to wait for ${api}`, { description: LATER });
}

/** Ends the wait of a login that n8n does for a poll which must be over. */
export function pollStop({ until }: Door): Stop | undefined {
	if (until === undefined) return undefined;
	return {
		get aborted() {
			return clock.now() >= until;
		},
	};
}
