import { clock } from '../ground/clock';
import { counted, duration } from '../ground/durations';

/** Shorter waits, in ms, are not worth a word. */
const WORTH_TELLING_MS = 2_000;
const WORTH_NAMING_MS = 500;

/** A rate limit. */
interface Limit {
	/** "20 requests a minute"; undefined if it is switched off. */
	inWords(): string | undefined;
	/** Whether it is this package's own, of an API that publishes none. */
	isOwnPace?: boolean;
}

/** What one run of a node has sent, and what it has waited for. */
export class Tally {
	/** The API's name in messages. */
	api = '';

	/** Requests that went out: logins, repeated and refused ones too. */
	requests = 0;

	/** Requests that were refused as too many. */
	refused = 0;

	/** Items of input that shared their request with others. */
	combined = 0;

	/** In milliseconds: for the rate limit, to try again after other failures, for a status. */
	readonly waited = { limit: 0, retry: 0, status: 0 };

	/** The rate limits that were waited for, in their last words: items may use several credentials. */
	readonly limits = new Map<Limit, string>();

	/** By what is waited for, by how many and since when. */
	private readonly waiting = new Map<keyof Tally['waited'], { by: number; since: number }>();

	/** Counts time as long as at least one item waits for the same: items may wait at once. */
	beginWait(what: keyof Tally['waited']): void {
		const { by, since } = this.waiting.get(what) ?? { by: 0, since: clock.now() };
		this.waiting.set(what, { by: by + 1, since });
	}

	endWait(what: keyof Tally['waited']): void {
		const { by, since } = this.waiting.get(what) ?? { by: 1, since: clock.now() };
		if (by > 1) {
			this.waiting.set(what, { by: by - 1, since });
			return;
		}
		this.waiting.delete(what);
		this.waited[what] += clock.now() - since;
	}

	/**
	 * What was waited for in words. A pace of one's own is no reason once the API has refused requests as too
	 * many.
	 */
	private limitInWords(): string {
		const [only, ...others] = new Set(this.limits.values());
		const isOwnPace = [...this.limits.keys()].every((limit) => limit.isOwnPace === true);
		if (only === undefined || others.length > 0 || (isOwnPace && this.refused > 0)) return 'its rate limit';
		return isOwnPace ? `this node's own pace of ${only}` : `its limit of ${only}`;
	}

	/** All waits together, in ms. */
	get totalMs(): number {
		return Object.values(this.waited).reduce((sum, ms) => sum + ms, 0);
	}

	/**
	 * What was sent, shared and waited for; undefined if nothing was shared and the waits were too short to be
	 * worth a word.
	 */
	inWords(): string | undefined {
		const shared =
			this.combined === 0
				? undefined
				: `${this.combined.toLocaleString('en')} items shared their requests.`;
		if (this.totalMs < WORTH_TELLING_MS) {
			const sent = `Sent ${counted(this.requests, 'request')} to ${this.api}.`;
			return shared === undefined ? undefined : `${sent} ${shared}`;
		}
		const { waited } = this;
		const waits = [
			{ ms: waited.limit, why: `for ${this.limitInWords()}` },
			{ ms: waited.retry, why: 'to try again after errors' },
			{ ms: waited.status, why: 'for a status' },
		]
			.filter(({ ms }) => ms >= WORTH_NAMING_MS)
			.map(({ ms, why }) => `${duration(ms)} ${why}`);
		const all = [waits.slice(0, -1).join(', '), waits.at(-1)].filter(Boolean).join(' and ');
		const refused = `${this.refused.toLocaleString('en')} of them refused as too many`;
		const sent = `${counted(this.requests, 'request')} to ${this.api}`;
		const told = `Sent ${sent}${this.refused > 0 ? ` (${refused})` : ''} and waited ${all}.`;
		return shared === undefined ? told : `${told} ${shared}`;
	}
}

/** What n8n hands to a node's run and to the logins of its requests alike. */
interface Sending {
	helpers?: object;
}

const tallies = new WeakMap<object, Tally>();

/** Begins to count for a run of a node. Forms and polls are not counted. */
export function openTally({ helpers }: Sending): Tally {
	const tally = new Tally();
	if (helpers !== undefined) tallies.set(helpers, tally);
	return tally;
}

/** What counts for whoever sends or waits, if anything does. */
export function tallyOf({ helpers }: Sending): Tally | undefined {
	return helpers === undefined ? undefined : tallies.get(helpers);
}

/**
 * Waits, and counts the time that it took even if it was cancelled.
 *
 * @param limit the rate limit that is waited for
 */
export async function countWait(
	tally: Tally | undefined,
	what: keyof Tally['waited'],
	wait: () => Promise<void>,
	limit?: Limit,
): Promise<void> {
	const started = clock.now();
	tally?.beginWait(what);
	try {
		await wait();
	} finally {
		const ms = clock.now() - started;
		tally?.endWait(what);
		const words = limit?.inWords();
		if (ms > 0 && limit !== undefined && words !== undefined) tally?.limits.set(limit, words);
	}
}
