import { clock } from '../ground/clock';
import { counted } from '../ground/durations';
import type { Stop } from '../ground/wait';
import { pause } from '../ground/wait';
import type { Tally } from './tally';
import { countWait } from './tally';

export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The server counts when a request arrives, this process when it leaves. The margin keeps a fast
 * request from arriving within the same minute as the one sent 60 s earlier, which may have had to
 * open its connection first: that takes several round trips.
 */
const MARGIN_MS = 500;

/**
 * What an answer of 429 leaves of the window: halving would leave more unused than it saves. Of 100 pairs of
 * processes that start at different times, 3 meet more than 12 such answers in ten minutes; at 0.7 it was 10.
 */
const NARROWED = 0.65;

/**
 * What of the limit comes back in the length of one window: at 20 a minute, four fifths of a
 * request. More would meet the next 429 sooner, less would leave what others no longer use.
 */
const WIDENED = 0.04;

/**
 * The part of its width that a process must have sent in the last window to be made narrower: what
 * sends little is not what fills the server's window, and would be left with next to nothing for long
 * after the others are done.
 */
const LEAST_USED = 0.25;

/** When a request may leave, in milliseconds since the epoch; a refusal may move it to later. */
export interface Turn {
	at: number;
}

/**
 * A sliding window: at most `limit` requests leave in any `windowMs` milliseconds. Turns are booked at
 * once and in order, so parallel callers take turns and nobody starves.
 *
 * Other processes may use the same account, and nothing but answers of 429 tells of them: each makes
 * the window narrower, and time makes it wide again, so that processes that are busy at the same time
 * settle near equal shares of what the server allows.
 */
export class SlidingWindow {
	private turns: Turn[] = [];

	private blockedUntil = 0;

	/** What of the limit was left, above 0 and at most 1, when the window was last made narrower. */
	private share = 1;

	/** In milliseconds since the epoch. */
	private narrowedAt = 0;

	/** @param isOwnPace whether the limit is this package's own, because the API publishes none */
	constructor(
		public limit: number,
		readonly windowMs = MINUTE_MS,
		readonly isOwnPace = false,
	) {}

	/** How many requests may leave in one window now: the limit, or less after answers of 429. */
	get width(): number {
		return Math.min(this.limit, Math.max(1, Math.round(this.limit * this.shareNow())));
	}

	/**
	 * The limit in words, "20 requests a minute", and whether others seem to use it too; undefined if
	 * it is switched off.
	 */
	inWords(): string | undefined {
		if (this.limit <= 0) return undefined;
		const unit = this.windowMs >= HOUR_MS ? 'an hour' : 'a minute';
		const shared = this.width < this.limit ? ' (shared with others)' : '';
		return `${counted(this.limit, 'request')} ${unit}${shared}`;
	}

	/**
	 * The next free turn, in milliseconds since the epoch.
	 *
	 * @param nth 2 for the one after that
	 */
	next(nth: 1 | 2 = 1): number {
		const first = this.after(this.turns);
		return nth === 1 ? first : this.after([...this.turns, { at: first }]);
	}

	/** Whether it is the server that holds the next turn back, by an answer of 429. */
	isBlocked(): boolean {
		return this.blockedUntil >= this.next();
	}

	/** Books the next free turn. */
	book(): Turn {
		const turn = { at: this.next() };
		if (this.limit <= 0) return turn;
		this.turns.push(turn);
		this.turns = this.turns.slice(-Math.max(this.limit, 1_000));
		return turn;
	}

	/** Gives back a booked turn that was not used because the execution was cancelled. */
	release(turn: Turn): void {
		const index = this.turns.lastIndexOf(turn);
		if (index >= 0) this.turns.splice(index, 1);
	}

	/**
	 * Makes the window narrower after the server answered 429, if it can be of use.
	 *
	 * @param leftAt when the refused request left, in milliseconds since the epoch: one that was under
	 *   way when the window was made narrower tells nothing new
	 */
	narrow(leftAt: number): void {
		if (this.limit <= 0 || leftAt <= this.narrowedAt) return;
		const now = clock.now();
		const used = this.turns.filter(({ at }) => at <= now && at > now - this.windowMs).length;
		if (used < this.width * LEAST_USED) return;
		this.share = Math.max(this.shareNow() * NARROWED, 1 / this.limit);
		this.narrowedAt = now;
		this.moveTurns();
	}

	/**
	 * Holds back every later turn until `time` (milliseconds since the epoch), after the server
	 * answered 429.
	 */
	blockUntil(time: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, time);
		this.moveTurns();
	}

	private shareNow(): number {
		const windows = (clock.now() - this.narrowedAt) / this.windowMs;
		return Math.min(1, this.share + WIDENED * windows);
	}

	/** The first free turn after those. */
	private after(turns: Turn[]): number {
		const earliest = Math.max(clock.now(), this.blockedUntil);
		if (this.limit <= 0) return earliest;
		const blocking = turns.at(-this.width);
		const free = blocking === undefined ? 0 : blocking.at + this.windowMs + MARGIN_MS;
		return Math.max(earliest, free, turns.at(-1)?.at ?? 0);
	}

	/** Those that wait already were promised turns of a wider window, or of one that was not blocked. */
	private moveTurns(): void {
		const now = clock.now();
		const first = this.turns.findIndex(({ at }) => at > now);
		if (first < 0) return;
		const waiting = this.turns.splice(first);
		for (const turn of waiting) {
			turn.at = Math.max(turn.at, this.after(this.turns));
			this.turns.push(turn);
		}
	}
}

const windows = new Map<string, SlidingWindow>();

/**
 * The window that all nodes and credentials of this process share for one account.
 *
 * @param key base URL, client and workspace: what the server counts together
 * @param limit requests per window; 0 switches the limit off. The newest value wins.
 * @param windowMs length of the window in milliseconds
 * @param isOwnPace whether the limit is this package's own, because the API publishes none
 */
export function windowFor(
	key: string,
	limit: number,
	windowMs = MINUTE_MS,
	isOwnPace = false,
): SlidingWindow {
	const known = windows.get(key);
	if (known) {
		known.limit = limit;
		return known;
	}
	const created = new SlidingWindow(limit, windowMs, isOwnPace);
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
		const wait = async (): Promise<void> => {
			do await pause(turn.at - clock.now(), signal);
			while (turn.at > clock.now());
		};
		await countWait(tally, 'limit', wait, window);
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
