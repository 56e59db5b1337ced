import { clock } from '../ground/clock';
import type { Stop } from '../ground/wait';
import { pause } from '../ground/wait';

const MINUTE_MS = 60_000;

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
		private readonly windowMs = MINUTE_MS,
	) {}

	/** The next free turn, in milliseconds since the epoch. */
	next(): number {
		const earliest = Math.max(clock.now(), this.blockedUntil);
		if (this.limit <= 0) return earliest;
		const blocking = this.turns.at(-this.limit);
		const free = blocking === undefined ? 0 : blocking + this.windowMs + MARGIN_MS;
		return Math.max(earliest, free, this.turns.at(-1) ?? 0);
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

/** Waits for this caller's turn; a cancelled wait gives the turn back. */
export async function takeTurn(window: SlidingWindow, signal?: Stop): Promise<void> {
	const turn = window.book();
	let sent = false;
	try {
		await pause(turn - clock.now(), signal);
		sent = true;
	} finally {
		if (!sent) window.release(turn);
	}
}

/** Forgets all windows. Only tests need it: a window outlives the test that filled it. */
export function resetRateLimits(): void {
	windows.clear();
}
