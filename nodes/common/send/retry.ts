import type { IDataObject } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { pause } from '../ground/wait';
import type { SlidingWindow } from './rateLimit';
import type { Tally } from './tally';
import { countWait } from './tally';

/** An HTTP answer of any status. */
export interface Answer {
	status: number;
	headers: IDataObject;
	/** Parsed JSON, or the text when it is not JSON. */
	body: unknown;
}

/** No answer arrived. */
export interface Fault {
	/** The network's code such as ECONNRESET. */
	code: string;
	message: string;
	/** Whether the request certainly never reached the server. */
	unsent: boolean;
	/** Whether trying again is pointless because the login was refused. */
	final?: boolean;
}

export type Outcome = Answer | Fault;

export function isAnswer(outcome: Outcome): outcome is Answer {
	return 'status' in outcome;
}

/** Which answers an API lets be asked for again, and when, where that is not as usual. */
export interface Repeating {
	/**
	 * Whether a refused request may be sent again, if it is one that is usually sent again.
	 *
	 * @param isRead whether it changes nothing
	 */
	allows(answer: Answer, isRead: boolean): boolean;
	/** The pauses after answers with status 429 that name none, in ms; the last one lasts. */
	rateLimitPausesMs: number[];
	/** How long the API refuses everything after it has refused one as too many, in ms. */
	lockMs: number;
}

/** How one request is repeated. */
export interface Patience {
	/** Reads may be repeated after any fault, writes only if the server certainly did not act. */
	repeatable: boolean;
	repeating?: Repeating;
	/** The HTTP status that the answer to a read counts as; by default its own, which a write's always is. */
	statusOf?: (answer: Answer) => number;
	/** The longest total wait after answers with status 429, in milliseconds. */
	rateLimitWaitMs: number;
	/** The API's rate limit; a link leads elsewhere and has none. */
	window?: SlidingWindow;
	/** When the last try left, in milliseconds since the epoch; without it, only just. */
	leftAt?: () => number;
	signal?: AbortSignal;
	/** When it must be over, in milliseconds since the epoch: no try begins after that. */
	until?: number;
	/** What counts the waits and refusals. */
	tally?: Tally;
}

/** Name of the option for the longest wait on 429, and its default. */
export const RATE_LIMIT_WAIT_LABEL = 'Rate Limit Wait';
export const RATE_LIMIT_WAIT_MINUTES = 10;

const MOST_TRIES = 4;

const RATE_LIMIT_PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** The shortest pause after a 429, whatever Retry-After says: without a pause there would be no end. */
const LEAST_RATE_LIMIT_PAUSE_MS = 1_000;

/**
 * The wait in milliseconds that a Retry-After header asks for (seconds or an HTTP date), if there is
 * one.
 */
export function retryAfterMs(headers: IDataObject): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now());
}

/** Between half and one and a half of `ms`, so that parallel executions do not return together. */
export function withJitter(ms: number): number {
	return ms * (0.5 + Math.random());
}

function isPassing(outcome: Outcome, countsAs: (answer: Answer) => number): boolean {
	if (!isAnswer(outcome)) return outcome.final !== true;
	const status = countsAs(outcome);
	return status >= 500 || status === 408;
}

/**
 * Sends until there is an outcome worth returning. `send` waits for its turn in the window itself.
 *
 * - 429 means that the server did not act: reads and writes wait, bounded by time, not by tries.
 * - A request that never left (connection refused) is tried again, at most three times.
 * - Other network faults, 408 and 5xx are tried again for reads only: a write may have happened.
 *
 * @returns the last outcome, good or bad
 */
export async function sendPatiently(
	send: () => Promise<Outcome>,
	patience: Patience,
): Promise<Outcome> {
	const { repeatable, repeating, rateLimitWaitMs, window, signal, until = Infinity, tally } = patience;
	const { leftAt = clock.now, statusOf } = patience;
	const countsAs = (answer: Answer): number => (repeatable && statusOf?.(answer)) || answer.status;
	const pausesMs = repeating?.rateLimitPausesMs ?? RATE_LIMIT_PAUSES_MS;
	let tries = 0;
	let rateLimited = 0;
	let waited = 0;
	for (;;) {
		const outcome = await send();

		if (isAnswer(outcome) && countsAs(outcome) === 429) {
			if (tally !== undefined && window !== undefined) tally.refused += 1;
			window?.narrow(leftAt());
			if (repeating?.allows(outcome, repeatable) === false) {
				window?.blockUntil(clock.now() + (retryAfterMs(outcome.headers) ?? repeating.lockMs));
				return outcome;
			}
			const usual = pausesMs[Math.min(rateLimited, pausesMs.length - 1)];
			const asked = retryAfterMs(outcome.headers) ?? withJitter(usual);
			const wait = Math.max(asked, LEAST_RATE_LIMIT_PAUSE_MS);
			if (waited + wait > rateLimitWaitMs || clock.now() + wait >= until) return outcome;
			rateLimited += 1;
			waited += wait;
			window?.blockUntil(clock.now() + wait);
			const what = window === undefined ? 'retry' : 'limit';
			await countWait(tally, what, async () => await pause(wait, signal), window);
			continue;
		}

		tries += 1;
		const unsent = !isAnswer(outcome) && outcome.unsent;
		if (!isPassing(outcome, countsAs) || (!repeatable && !unsent) || tries >= MOST_TRIES) return outcome;
		if (isAnswer(outcome) && repeating?.allows(outcome, repeatable) === false) return outcome;
		const asked = isAnswer(outcome) ? retryAfterMs(outcome.headers) : undefined;
		const wait = Math.min(asked ?? withJitter(1_000 * 2 ** (tries - 1)), 60_000);
		if (clock.now() + wait >= until) return outcome;
		await countWait(tally, 'retry', async () => await pause(wait, signal));
	}
}
