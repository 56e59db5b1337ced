import { clock } from '../ground/clock';
import { ApiFailure } from '../ground/errors';
import type { Stop } from '../ground/wait';
import { toNumber } from '../ground/values';
import type { ApiContext, Door } from './door';
import { isForm } from './door';
import { takeTurn } from './rateLimit';
import { RATE_LIMIT_WAIT_LABEL, RATE_LIMIT_WAIT_MINUTES } from './retry';

/**
 * How long to wait depends on who waits: a poll must be over at a given time, an open form has a user
 * watching, and an execution has its option.
 */

/** For errors of polls. */
export const NOTHING_MISSED =
	'Nothing was missed: the next successful poll reports all changes.';

const LATER = `${NOTHING_MISSED} Poll less often, or spread out what else uses this account.`;

/**
 * Refuses to wait for a turn of the rate limit that comes too late: the next poll finds whatever this
 * one has no time for.
 *
 * @throws ApiFailure if the next request could only go out after `until`
 */
export function checkPollTurn({ api, window, until = Infinity }: Door): void {
	const next = window.next();
	if (next < until) return;
	const seconds = Math.ceil((next - clock.now()) / 1_000);
	throw new ApiFailure(
		`${api}'s rate limit is used up: the next request can only be sent in ${seconds} seconds`,
		{ httpCode: '429', description: LATER },
	);
}

/** How long an open form waits for its turn, in ms: its user is watching. */
const FORM_TURN_MS = 10_000;

/**
 * Refuses to let the user of an open form wait for a turn that is far away.
 *
 * @param turns how many the request takes: two if a login comes first
 * @throws ApiFailure that says when the list can be loaded; no turn is booked
 */
export function checkFormTurn({ api, window, isForm: watched }: Door, turns: 1 | 2 = 1): void {
	const waitMs = window.next(turns) - clock.now();
	if (watched !== true || waitMs <= FORM_TURN_MS) return;
	const why = window.isBlocked()
		? `${api} is rate limiting this account`
		: `${api}'s ${window.inWords()} are used up`;
	throw new ApiFailure(
		`${why}: the list can be loaded again in ${Math.ceil(waitMs / 1_000)} seconds`,
		{ httpCode: '429', description: 'Reopen it then, or enter the ID.' },
	);
}

/**
 * Waits for the next turn; checks and books it in one step, since several requests may want the last
 * one.
 */
export async function takeDoorTurn(door: Door): Promise<void> {
	checkPollTurn(door);
	checkFormTurn(door);
	await takeTurn(door.window, door.signal, door.tally);
}

/** How long to wait for an answer, in ms. Zero would mean no limit. */
export function timeLeft(timeout: number, { until = Infinity }: Door): number {
	return Math.min(timeout, Math.max(until - clock.now(), 1_000));
}

/** The error of a poll that must be over. */
export function noTimeLeft(api: string): ApiFailure {
	return new ApiFailure(`There was no time left to wait for ${api}`, { description: LATER });
}

/** Ends the wait for a login that n8n does for a poll whose time is up. */
export function pollStop({ until }: Door): Stop | undefined {
	if (until === undefined) return undefined;
	return {
		get aborted() {
			return clock.now() >= until;
		},
	};
}

/**
 * An execution's option "Rate Limit Wait"; an open form does not make its user wait, and a poll waits
 * until it must be over.
 */
export function rateLimitWaitMs(context: ApiContext, itemIndex: number): number {
	if (isForm(context)) return 0;
	if (!('getInputData' in context)) return Infinity;
	const minutes: unknown = context.getNodeParameter(
		'options.rateLimitWaitMinutes',
		itemIndex,
		RATE_LIMIT_WAIT_MINUTES,
	);
	return Math.max(0, toNumber(minutes, RATE_LIMIT_WAIT_LABEL)) * 60_000;
}
