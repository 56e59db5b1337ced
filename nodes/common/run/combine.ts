import { createHash } from 'crypto';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../ground/errors';
import { isTool } from '../ground/tool';
import { isObject, toBoolean } from '../ground/values';
import { ExecutionStopped } from '../ground/wait';
import { wantsPreview } from '../guard/preview';
import type { Api } from '../send/exchange';
import { tallyOf } from '../send/tally';
import type { Item } from './item';
import type { Waiting } from './meeting';
import { meetingOf } from './meeting';
import type { OperationResult } from './operation';

const LABEL = 'Combine Items';

/** The most IDs in one request where the API's document states no number. */
export const MOST = 100;

/**
 * The option of every operation that sets several things to one final state by one request.
 *
 * @param what as in "at most 100 …": "IDs"
 */
export function combineOption(most = MOST, what = 'IDs'): INodeProperties {
	return {
		displayName: LABEL,
		name: 'combineItems',
		type: 'boolean',
		default: true,
		description: `Whether to send input items that ask for the same change together, at most ${most.toLocaleString('en')} ${what} per request, which saves requests and time. Each item still gets its own result or error. Turn off to send one request per item.`,
	};
}

/** Whether an item may be served together with others. An agent's calls are recorded by their values. */
export function combines({ context, index }: Pick<Item, 'context' | 'index'>): boolean {
	if (context.getInputData().length < 2 || isTool(context.getNode())) return false;
	return toBoolean(context.getNodeParameter('options.combineItems', index, true), LABEL);
}

/** A request that can be sent for several items at once. */
export interface Joint<A> {
	api: Api;
	/** What is asked for, but for the IDs: items that ask for the same are sent together. */
	change: unknown;
	/** The item's own IDs, each once. */
	ids: string[];
	/** The most IDs in one request. */
	most?: number;
	/**
	 * Whether a request that was carried out in part may be sent again for the rest. A thing that is
	 * gone can't be deleted again.
	 */
	repeatable: boolean;
	/** Sends one request for these IDs. */
	send(ids: string[]): Promise<A>;
	/**
	 * Reads an item's own part of the answer.
	 *
	 * @param all the IDs that the request was for
	 * @throws ApiFailure unless the answer says that the item's part was done
	 */
	read(answer: A, ids: string[], all: string[]): OperationResult;
}

/** By run, the change that each thing last waits for. */
const pending = new WeakMap<object, Map<string, string>>();

/** Everything but the IDs that a request depends on, as a key that holds no secret. */
export async function keyOf({ context, index }: Item, api: Api, about: unknown): Promise<string> {
	const { account, credential } = await api.open(context, index);
	const read = (name: string): unknown => context.getNodeParameter(name, index, null);
	const { rateLimitWaitMinutes } = (isObject(read('options')) ? read('options') : {}) as IDataObject;
	const parts = [
		...[account, credential, read('resource'), read('operation'), about],
		...[wantsPreview(context, index), rateLimitWaitMinutes],
	];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Sends a request for an item, together with all items of the run that ask for the same change. Each item
 * gets its own part of the answer. A request that the API refuses without saying for which of its things
 * is split in halves until those are alone, since no document says whether the others were changed: only
 * what sets a final state may be combined, which does no harm when it is sent again.
 *
 * @throws ApiFailure if the item's part was not done, as if it had been sent alone; if it is not known
 *   whether the request was carried out, each of its items ends with that error
 */
export async function sendTogether<A>(item: Item, joint: Joint<A>): Promise<OperationResult> {
	const { ids } = joint;
	if (!combines(item)) return joint.read(await joint.send(ids), ids, ids);
	const meeting = meetingOf(item);
	const key = await keyOf(item, joint.api, joint.change);
	const last = pending.get(meeting) ?? new Map<string, string>();
	pending.set(meeting, last);
	const things = ids.map((id) => `${String(item.read('resource'))} ${id}`);
	// What changes a thing twice must stay in order.
	if (things.some((thing) => (last.get(thing) ?? key) !== key)) {
		await meeting.serve();
		last.clear();
	}
	for (const thing of things) last.set(thing, key);
	return await meeting.wait<Joint<A>, OperationResult>(item.index, {
		key,
		value: joint,
		isWrite: true,
		serve: async (waiting) => await sendBatches(item, waiting),
	});
}

type Part<A> = Waiting<Joint<A>, OperationResult>;

/** What an item asks for. */
interface WithIds {
	value: { ids: string[] };
}

/** The IDs of several items, each once. */
export function idsOf(parts: WithIds[]): string[] {
	return [...new Set(parts.flatMap(({ value }) => value.ids))];
}

/** Parts that fit into one request each; a part is never split. */
export function batchesOf<P extends WithIds>(parts: P[], most: number): P[][] {
	const batches: P[][] = [];
	let ids = new Set<string>();
	for (const part of parts) {
		const all = new Set([...ids, ...part.value.ids]);
		const fits = batches.length > 0 && all.size <= most;
		if (fits) batches[batches.length - 1].push(part);
		else batches.push([part]);
		ids = fits ? all : new Set(part.value.ids);
	}
	return batches;
}

async function sendBatches<A>({ context }: Item, parts: Array<Part<A>>): Promise<void> {
	const [{ value: first }] = parts;
	const tally = tallyOf(context);
	let stopped: ExecutionStopped | undefined;
	for (const batch of batchesOf(parts, first.most ?? MOST)) {
		if (stopped !== undefined) {
			for (const part of batch) part.reject(new ExecutionStopped());
			continue;
		}
		if (tally !== undefined && batch.length > 1) tally.combined += batch.length;
		stopped = await sendBatch(batch);
	}
}

/** Answers that concern no thing of a request but whoever sends it. */
const ABOUT_SENDER = ['401', '408', '429'];

/** Whether an answer may be about some things of the request only, so that asking for fewer can tell. */
export function mayConcernSome(error: unknown, repeatable: boolean): boolean {
	if (!(error instanceof ApiFailure)) return false;
	const { httpCode, mayHaveActed = false, inPart = false } = error.facts;
	if (mayHaveActed) return inPart && repeatable;
	return httpCode === undefined || (/^[1-4]\d\d$/.test(httpCode) && !ABOUT_SENDER.includes(httpCode));
}

/** @returns why nothing more may be sent */
async function sendBatch<A>(parts: Array<Part<A>>): Promise<ExecutionStopped | undefined> {
	const [{ value: first }] = parts;
	const { repeatable } = first;
	const all = idsOf(parts);
	let answer: A;
	try {
		answer = await first.send(all);
	} catch (error) {
		return await endOrSplit(parts, error, mayConcernSome(error, repeatable));
	}
	const open: Array<Part<A>> = [];
	let failure: unknown;
	for (const part of parts) {
		try {
			part.resolve(part.value.read(answer, part.value.ids, all));
		} catch (error) {
			const isOpen = error instanceof ApiFailure && error.facts.inPart === true;
			if (isOpen && repeatable) open.push(part);
			else part.reject(error);
			failure = error;
		}
	}
	return await endOrSplit(open, failure, true);
}

/** Ends parts with the error of their common request, or sends the halves if those may fare differently. */
async function endOrSplit<A>(
	parts: Array<Part<A>>,
	error: unknown,
	mayDiffer: boolean,
): Promise<ExecutionStopped | undefined> {
	const alike = new Map<string, Array<Part<A>>>();
	for (const part of parts) {
		const key = [...part.value.ids].sort().join();
		alike.set(key, [...(alike.get(key) ?? []), part]);
	}
	const groups = [...alike.values()];
	if (!mayDiffer || groups.length < 2) {
		for (const part of parts) part.reject(error);
		return error instanceof ExecutionStopped ? error : undefined;
	}
	const half = Math.ceil(groups.length / 2);
	const [first, second] = [groups.slice(0, half).flat(), groups.slice(half).flat()];
	const stopped = await sendBatch(first);
	if (stopped === undefined) return await sendBatch(second);
	for (const part of second) part.reject(new ExecutionStopped());
	return stopped;
}
