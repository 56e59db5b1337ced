import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { ApiFailure } from '../ground/errors';
import { comparedName } from '../ground/names';
import { quote } from '../ground/values';
import { ExecutionStopped, unlessCancelled } from '../ground/wait';
import type { Earlier, Named } from './knownNames';
import type { OperationResult } from './operation';

/** How something that this process made a moment ago is read again, since it may be gone by now. */
export interface Reread {
	/** What of the result is remembered: its ID, and what is compared but can't be read. */
	keeps: string[];
	/** It as the operation compares it; undefined if it is deleted or has another name. */
	read: (kept: IDataObject) => Promise<IDataObject | undefined>;
}

/**
 * What this process created under a name a moment ago. A person who builds a workflow presses "Execute
 * step" again and again; each press is an execution of its own, n8n keeps nothing from one to the next,
 * and a list of the API may lack what the last one made.
 *
 * The memory lives in the process, as the rate limit does: in n8n's queue mode the main process and each
 * worker have their own, so there it covers two presses only if the same process runs both.
 */
interface Lately {
	made?: { kept: IDataObject; at: number };
	/** When a creation got no answer, and so may have happened. */
	unsureAt?: number;
}

/** How long it is remembered, in ms: no document says how long a list may lag. */
const KEEP_MS = 2 * 60_000;

/** How long a creation without an answer is in doubt, in ms; after that, a list is trusted. */
const UNSURE_MS = 60_000;

/** So many names are remembered at most; the oldest go first. */
const MOST = 1_000;

const lately = new Map<string, Lately>();

/** What is under way, by key. */
const turns = new Map<string, Promise<unknown>>();

/**
 * The key of a name in an account. It can't be read back: names may be those of customers.
 *
 * @param account what tells the account and its workspace from all others
 */
export function latelyKey(account: string, { what, name, within }: Named): string {
	const parts = [account, what, within, comparedName(name)];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function put(key: string, entry: Lately): void {
	// Put in anew, so that the map is in the order of age.
	lately.delete(key);
	lately.set(key, entry);
	for (const old of lately.keys()) {
		if (lately.size <= MOST) break;
		lately.delete(old);
	}
}

/**
 * @param result what was made, without values of people and secrets
 * @param keeps what of it is needed to find and compare it, if not all
 */
export function rememberMade(key: string, result: IDataObject, keeps?: string[]): void {
	const names = keeps ?? Object.keys(result);
	const kept = Object.fromEntries(names.map((name) => [name, result[name]])) as IDataObject;
	put(key, { made: { kept: structuredClone(kept), at: clock.now() } });
}

export function rememberUnsure(key: string): void {
	put(key, { ...lately.get(key), unsureAt: clock.now() });
}

/** How something is remembered and read again. */
interface Remembered {
	labelOf: (result: IDataObject) => string;
	reread?: Reread;
	/** What the execution itself knows: another process may have begun it. */
	earlier?: Earlier;
}

/** When something happened, in words, if a list that has been kept since may lack it. */
function when(at: number, lagMs: number, recently: string): string {
	return clock.now() - at < lagMs ? recently : 'while this one was running';
}

/**
 * What this process made under the name so late that the list which was looked at may lack it. A run
 * keeps a list for all its items, so that list may be older than the memory lasts.
 *
 * @param askedAt when the list was asked for, in milliseconds since the epoch
 * @throws ApiFailure if it can't be read again: it may be there all the same
 */
export async function existingLately(
	{ what, name }: Named,
	key: string,
	askedAt: number,
	{ labelOf, reread, earlier }: Remembered,
): Promise<IDataObject | undefined> {
	const known = earlier?.made;
	const made = lately.get(key)?.made ?? (known && { kept: known.result, at: known.at });
	if (made === undefined || askedAt - made.at >= KEEP_MS) return undefined;
	const { kept } = made;
	if (reread === undefined) return kept;
	return await reread.read(kept).catch(async (failure: unknown) => {
		if (!(failure instanceof ApiFailure)) return await Promise.reject(failure);
		throw new ApiFailure(failure.message, {
			...failure.facts,
			description: `The ${what} ${quote(name)} was created ${when(made.at, KEEP_MS, 'less than two minutes ago')} (${labelOf(kept)}), and could not be read again. Nothing was created now. If it was deleted, run this again in two minutes.`,
		});
	});
}

/** Whether it may have been created although that failed. */
export function isUnsure(failure: unknown): boolean {
	if (failure instanceof ExecutionStopped) return failure.underWay !== undefined;
	return failure instanceof ApiFailure && failure.facts.mayHaveActed === true;
}

/**
 * Creates one thing, or several in one request, and remembers if it is not known whether that happened.
 *
 * @param earlier what is unsure after a failure; of several, those that are not known to have been made
 */
export async function creating<T>(
	earlier: Earlier | (() => Earlier[]),
	create: () => Promise<T>,
): Promise<T> {
	return await create().catch(async (failure: unknown) => {
		const unsure = typeof earlier === 'function' ? earlier() : [earlier];
		if (isUnsure(failure)) for (const one of unsure) one.unsure = true;
		return await Promise.reject(failure);
	});
}

/** How something is created. */
export interface Creation {
	create: () => Promise<OperationResult>;
	/** Whether this item's thing has been made already, and `create` goes on from there. */
	hasBegun?: () => boolean;
	/** Without it, what the creation answered is returned, for an API that can't delete such a thing. */
	reread?: Reread;
}

/** Creates, and remembers it for other executions of this process. */
export async function creatingLately(
	key: string,
	{ create, reread, hasBegun }: Creation,
): Promise<OperationResult> {
	const created = await create().catch(async (failure: unknown) => {
		if (isUnsure(failure) || hasBegun?.() === true) rememberUnsure(key);
		return await Promise.reject(failure);
	});
	rememberMade(key, created.results[0], reread?.keeps);
	return created;
}

/**
 * @param askedAt as for {@link existingLately}
 * @throws ApiFailure if another execution may have made it, and that list need not show it
 */
export function refuseUnsureLately({ what, name }: Named, key: string, askedAt: number): void {
	const at = lately.get(key)?.unsureAt;
	if (at === undefined || askedAt - at >= UNSURE_MS) return;
	throw new ApiFailure(
		`A run ${when(at, UNSURE_MS, 'less than a minute ago')} may or may not have created the ${what} ${quote(name)}`,
		{
			description:
				'Nothing was sent now. Run this again in a minute: if it was created, it can be found by then.',
		},
	);
}

/**
 * Does the work once no other execution in this process is still busy with the same name. Only the wait
 * for the others ends when the execution is cancelled: the work sees to that itself.
 */
export async function inTurn<T>(
	key: string,
	signal: AbortSignal | undefined,
	work: () => Promise<T>,
): Promise<T> {
	const before = turns.get(key) ?? Promise.resolve();
	const own = unlessCancelled(before, signal).then(work);
	const done = Promise.allSettled([before, own]);
	turns.set(key, done);
	void done.then(() => {
		if (turns.get(key) === done) turns.delete(key);
	});
	return await own;
}

/** {@link inTurn} for several names at once, in an order in which executions never wait for each other. */
export async function inTurns<T>(
	keys: string[],
	signal: AbortSignal | undefined,
	work: () => Promise<T>,
): Promise<T> {
	const [first, ...others] = [...new Set(keys)].sort();
	if (first === undefined) return await work();
	return await inTurn(first, signal, async () => await inTurns(others, signal, work));
}

/** Forgets everything. Only tests need it: the memory outlives the test that filled it. */
export function resetMadeLately(): void {
	lately.clear();
	turns.clear();
}
