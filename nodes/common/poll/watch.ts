import { createHash } from 'crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { isObject } from '../ground/values';
import { NOTHING_MISSED } from '../send/deadline';

/** One thing as a list shows it now. */
export interface Seen {
	id: string;
	status: string;
	json: IDataObject;
	/** Whether its status is only noted, because a look at the thing itself showed another one. */
	isNotedOnly?: boolean;
}

/** What to report. */
export interface Wanted {
	/**
	 * `changed`: things that have entered a status, including those seen for the first time, since
	 * they may have changed before this poll. `new`: things seen for the first time, whatever their
	 * status.
	 */
	event: 'changed' | 'new';
	/** Only changes into one of these; empty: into any. Meaningless for `new`. */
	statuses: string[];
	/** No changes out of one of these: what was resumed has not been approved again. */
	notAfter?: string[];
	/** Statuses that count after those as well: what was paused can be rejected all the same. */
	evenSo?: string[];
	/** Whether newer things have higher ids, which tells new things from returning ones. */
	idsGrow: boolean;
}

/** What a poll found. */
export interface WatchEvent {
	id: string;
	status: string;
	/** The status at an earlier poll; undefined for a thing that was not there then. */
	previousStatus?: string;
	json: IDataObject;
}

export interface Observation {
	/** By id, ascending. */
	events: WatchEvent[];
	/** Whether the memory must be stored although there is nothing to report: see {@link pollResult}. */
	mustSave: boolean;
}

/** The most things that are remembered, and so the most that one node can watch. */
export const MOST_WATCHED = 10_000;

const KEY = 'watched';

interface Memory {
	/** Hash of the scope. */
	scope: string;
	/** Status by id. */
	statuses: Map<string, string>;
	/** The highest id that was dropped to bound the memory, or ''. */
	dropped: string;
}

/** Orders ids: numbers by size, whatever their length, and before other texts. */
export function byId(a: string, b: string): number {
	const numeric = [a, b].map((id) => /^\d+$/.test(id));
	if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
	if (numeric[0] && a.length !== b.length) return a.length - b.length;
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

/** The memory is one text: n8n observes, copies and compares every object in it at each poll. */
function recall(data: IDataObject): Memory | undefined {
	const text = data[KEY];
	if (typeof text !== 'string') return undefined;
	let stored: unknown;
	try {
		stored = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isObject(stored) || !isObject(stored.ids)) return undefined;
	const statuses = new Map<string, string>();
	for (const [status, ids] of Object.entries(stored.ids)) {
		for (const id of Array.isArray(ids) ? ids : []) statuses.set(String(id), status);
	}
	return { scope: String(stored.scope), statuses, dropped: String(stored.dropped ?? '') };
}

/** Whether an earlier poll left a memory, whatever its scope. */
export function hasMemory(data: IDataObject): boolean {
	return recall(data) !== undefined;
}

function remember(data: IDataObject, { scope, statuses, dropped }: Memory): void {
	const ids = new Map<string, string[]>();
	for (const [id, status] of statuses) {
		const same = ids.get(status);
		if (same) same.push(id);
		else ids.set(status, [id]);
	}
	const text = JSON.stringify({ scope, dropped, ids: Object.fromEntries(ids) });
	// Writing the same value again would make n8n store it.
	if (data[KEY] !== text) data[KEY] = text;
}

/** The error for more things than can be watched. */
export function tooMany(things: string): InputError {
	return new InputError(
		`There are more than ${MOST_WATCHED.toLocaleString('en')} ${things}: one trigger can't watch more`,
		`Narrow them down in 'Filters', or split them between several triggers. ${NOTHING_MISSED}`,
	);
}

/** Drops things that are no longer listed, lowest id first, until the memory is within its bound. */
function bound(memory: Memory, listed: Map<string, Seen>): void {
	const absent = [...memory.statuses.keys()].filter((id) => !listed.has(id)).sort(byId);
	for (const id of absent.slice(0, Math.max(0, memory.statuses.size - MOST_WATCHED))) {
		memory.statuses.delete(id);
		if (memory.dropped === '' || byId(id, memory.dropped) > 0) memory.dropped = id;
	}
}

/**
 * Compares what is listed now with the memory in `data` (the node's static data), brings the memory up
 * to date and returns what happened in between. If the memory is empty or has another scope, it only
 * notes what is there.
 *
 * Call it once all requests of a poll have succeeded, and await nothing in between: a poll that fails
 * then changes nothing, and the next one finds everything.
 *
 * - Things no longer listed are not forgotten: deletions move rows from page to page while they are
 *   read.
 * - Two changes between two polls count as one, and a change that is undone as none: nobody can see
 *   them.
 * - n8n stores the memory with an event and at activation only. Notes of a poll without events are
 *   lost if n8n ends before that. This must lose no event and double none:
 *   - first seen in a status that is not wanted: seen for the first time again, in whatever status;
 *   - from one status that is not wanted to another: a later `previousStatus` may be an older one;
 *   - out of a wanted status: coming back would go unnoticed, hence {@link Observation.mustSave};
 *   - into or out of a status after which nothing counts: the next change would be judged by an older
 *     one, hence the same;
 *   - dropped to keep the memory bounded: still there, and dropped again.
 * - Once things were dropped, a thing with a lower id is taken for one that came back: it is noted but
 *   not reported, provided that newer things have higher ids, which no document says of IQM. If ids
 *   are hashes, it is reported again: better twice than never.
 *
 * @param scope text that identifies the account, what is watched, the filters and the wanted events
 * @param things what they are in messages, for example "campaigns"
 * @throws InputError for more than {@link MOST_WATCHED} things; the memory stays as it is
 */
export function observe(
	data: IDataObject,
	scope: string,
	now: Seen[],
	wanted: Wanted,
	things: string,
): Observation {
	const listed = new Map(now.map((seen) => [seen.id, seen]));
	if (listed.size > MOST_WATCHED) throw tooMany(things);

	const hash = createHash('sha256').update(scope).digest('hex');
	const known = recall(data);
	const isFirst = known?.scope !== hash;
	const memory: Memory = isFirst
		? { scope: hash, statuses: new Map(), dropped: '' }
		: { scope: hash, statuses: known.statuses, dropped: known.dropped };
	const isWanted = (status: string) =>
		wanted.statuses.length === 0 || wanted.statuses.includes(status);
	const isBefore = (status: string) => wanted.notAfter?.includes(status) === true;

	const events: WatchEvent[] = [];
	let mustSave = false;
	const inOrder = [...listed.values()].sort((a, b) => byId(a.id, b.id));
	for (const { id, status, json, isNotedOnly = false } of inOrder) {
		const previousStatus = memory.statuses.get(id);
		const isKnown = previousStatus !== undefined;
		const cameBack =
			wanted.idsGrow && !isKnown && memory.dropped !== '' && byId(id, memory.dropped) <= 0;
		memory.statuses.set(id, wanted.event === 'new' ? '' : status);
		if (isFirst || cameBack) continue;
		if (wanted.event === 'new') {
			if (!isKnown && !isNotedOnly) events.push({ id, status, json });
		} else if (previousStatus !== status) {
			const counts = isWanted(status) && !isNotedOnly && !(isKnown && isBefore(previousStatus) && wanted.evenSo?.includes(status) !== true);
			if (counts) {
				events.push({ id, status, previousStatus, json });
			} else if (isBefore(status) || (isKnown && (isWanted(previousStatus) || isBefore(previousStatus)))) {
				mustSave = true;
			}
		}
	}
	bound(memory, listed);
	remember(data, memory);
	return { events, mustSave: mustSave && events.length === 0 };
}

/**
 * What a poll returns to n8n: one item per event, or null, which starts nothing. A memory that must be
 * stored goes out as a run without items, since n8n stores it with nothing else: such an execution
 * ends at the trigger.
 */
export function pollResult(
	context: IPollFunctions,
	{ events, mustSave }: Observation,
	toJson: (event: WatchEvent) => IDataObject,
): INodeExecutionData[][] | null {
	if (events.length > 0) return [events.map((event) => ({ json: toJson(event) }))];
	// "Always Output Data" would turn no items into an item and act on it.
	return mustSave && context.getNode().alwaysOutputData !== true ? [[]] : null;
}
