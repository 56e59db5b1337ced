import { clock } from '../ground/clock';
import { counted } from '../ground/durations';
import type { Stop } from '../ground/wait';
import { pause } from '../ground/wait';
import type { Tally } from './tally';
import { countWait } from './tally';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The server counts when a request arrives, this process when it leaves. The margin keeps a fast
 * request from arriving within the same minute as the one sent 60 s earlier, which may have had to
 * open its connection first: that takes several round trips.
 */
const MARGIN_MS = 500;

/**
 * A sliding window: at most `limit` requests leave in any `windowMs` milliseconds. Turns are booked at
 * once and in order, so parallel callers take turns and nobody starves.
 */
export class SlidingWindow {
	private turns: number[] = [];

	private blockedUntil = 0;

	constructor(
		public limit: number,
		readonly windowMs = MINUTE_MS,
	) {}

	/** The limit in words, "20 requests a minute"; undefined if it is switched off. */
	inWords(): string | undefined {
		if (this.limit <= 0) return undefined;
		const unit = this.windowMs >= HOUR_MS ? 'an hour' : 'a minute';
		return `${counted(this.limit, 'request')} ${unit}`;
	}

	/**
	 * The next free turn, in milliseconds since the epoch.
	 *
	 * @param nth 2 for the one after that
	 */
	next(nth: 1 | 2 = 1): number {
		const earliest = Math.max(clock.now(), this.blockedUntil);
		if (this.limit <= 0) return earliest;
		const turns = nth === 1 ? this.turns : [...this.turns, this.next()];
		const blocking = turns.at(-this.limit);
		const free = blocking === undefined ? 0 : blocking + this.windowMs + MARGIN_MS;
		return Math.max(earliest, free, turns.at(-1) ?? 0);
	}

	/** Whether it is the server that holds the next turn back, by an answer of 429. */
	isBlocked(): boolean {
		return this.blockedUntil >= this.next();
	}

	/** Books the next free turn and returns it. */
	book(): number {
		const turn = this.next();
		if (this.limit <= 0) return turn;
		this.turns.push(turn);
		this.turns = this.turns.slice(-Math.max(this.limit, 1_000));
		return turn;
	}

	/** Gives back a booked turn that was not used because the execution was cancelled. */
	release(turn: number): void {
		const index = this.turns.lastIndexOf(turn);
		if (index >= 0) this.turns.splice(index, 1);
	}

	/**
	 * Holds back every later turn until `time` (milliseconds since the epoch), after the server
	 * answered 429.
	 */
	blockUntil(time: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, time);
	}
}

const windows = new Map<string, SlidingWindow>();

/**
 * The window that all nodes and credentials of this process share for one account.
 *
 * @param key base URL, client and workspace: what the server counts together
 * @param limit requests per window; 0 switches the limit off. The newest value wins.
 * @param windowMs length of the window in milliseconds
 */
export function windowFor(key: string, limit: number, windowMs = MINUTE_MS): SlidingWindow {
	const known = windows.get(key);
	if (known) {
		known.limit = limit;
		return known;
	}
	const created = new SlidingWindow(limit, windowMs);
	windows.set(key, created);
	return created;
}

/**
 * Waits for this caller's turn; a cancelled wait gives the turn back.
 *
 * @param tally counts the wait, and the request that now goes out
 */
export async function takeTurn(
	window: SlidingWindow,
	signal?: Stop,
	tally?: Tally,
): Promise<void> {
	const turn = window.book();
	let sent = false;
	try {
		const wait = async (): Promise<void> => await pause(turn - clock.now(), signal);
		await countWait(tally, 'limit', wait, window.inWords());
		sent = true;
		if (tally !== undefined) tally.requests += 1;
	} finally {
		if (!sent) window.release(turn);
	}
}

/** Forgets all windows. Only tests need it: a window outlives the test that filled it. */
export function resetRateLimits(): void {
	windows.clear();
}
