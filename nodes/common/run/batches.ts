import { ApiFailure } from '../ground/errors';
import { ExecutionStopped } from '../ground/wait';
import type { Api } from '../send/exchange';
import { tallyOf } from '../send/tally';
import type { Item } from './item';
import type { Waiting } from './meeting';
import { Abandoned } from './meeting';
import type { OperationResult } from './operation';

/** The most IDs in one request where the API's document states no number. */
export const MOST = 100;

/** What is asked for each ID. */
export type Rows<R> = ReadonlyMap<string, R>;

/** A request that can be sent for several items at once. */
export interface Joint<A, R = never> {
	api: Api;
	/** What is asked for, but for the IDs and rows: items that ask for the same are sent together. */
	change: unknown;
	/** The item's own IDs, each once. */
	ids: string[];
	/** What is asked for each of the IDs, where that differs: plain values. */
	rows?: Rows<R>;
	/** The most IDs in one request. */
	most?: number;
	/**
	 * Whether a request that was carried out in part may be sent again for the rest. A thing that is
	 * gone can't be deleted again.
	 */
	repeatable: boolean;
	/** Status codes of refusals that are never about some of the IDs only: their path has what was refused. */
	aboutAll?: string[];
	/** Sends one request for these IDs, whose rows may be those of several items. */
	send(ids: string[], rows: Rows<R>): Promise<A>;
	/**
	 * Reads an item's own part of the answer.
	 *
	 * @param all the IDs that the request was for
	 * @throws ApiFailure unless the answer says that the item's part was done
	 */
	read(answer: A, ids: string[], all: string[]): OperationResult;
}

type Part<A, R> = Waiting<Joint<A, R>, OperationResult>;

/** What an item asks for. */
interface WithIds {
	value: { ids: string[] };
}

/** The IDs of several items, each once. */
export function idsOf(parts: WithIds[]): string[] {
	return [...new Set(parts.flatMap(({ value }) => value.ids))];
}

const rowsOf = <A, R>(parts: Array<Part<A, R>>): Rows<R> =>
	new Map(parts.flatMap(({ value }) => [...(value.rows ?? [])]));

/** Parts that fit into one request each; a part is never split. */
export function batchesOf<P extends WithIds>(parts: P[], most: number): P[][] {
	const batches: P[][] = [];
	let ids = new Set<string>();
	for (const part of parts) {
		const fresh = part.value.ids.filter((id) => !ids.has(id));
		if (batches.length > 0 && ids.size + fresh.length <= most) {
			batches.at(-1)?.push(part);
			for (const id of fresh) ids.add(id);
			continue;
		}
		batches.push([part]);
		ids = new Set(part.value.ids);
	}
	return batches;
}

/**
 * After so many refusals without a single success, they are taken to be about whatever all have in common,
 * such as a wrong option: splitting on would send two requests per item. It is enough to find any bad
 * ones among 32.
 */
const MOST_REFUSALS = 64;

/** How requests of one kind have fared. */
interface Course {
	/** Refusals since the last success. */
	refused: number;
	/** Whether it is not known of one if it was carried out. */
	isUnsure: boolean;
}

/**
 * Sends the requests for items that wait for the same change, in batches. Each item goes on or ends. Where
 * an error ends the node, refusals do not keep the other batches from being sent, but an unknown outcome
 * does, as it does without combining.
 *
 * @returns whether nothing more may be sent in this run
 */
export async function sendBatches<A, R>(
	{ context }: Item,
	parts: Array<Part<A, R>>,
): Promise<boolean> {
	const [{ value: first }] = parts;
	const tally = tallyOf(context);
	let stopped: ExecutionStopped | undefined;
	for (const batch of batchesOf(parts, first.most ?? MOST)) {
		if (stopped !== undefined) {
			for (const part of batch) part.reject(stopped);
			continue;
		}
		if (tally !== undefined && batch.length > 1) tally.combined += batch.length;
		const course: Course = { refused: 0, isUnsure: false };
		stopped = await sendBatch(batch, course);
		if (course.isUnsure && !context.continueOnFail()) stopped ??= new Abandoned();
	}
	return stopped !== undefined;
}

/** Answers that concern no thing of a request but whoever sends it. */
const ABOUT_SENDER = ['401', '408', '429'];

/** Whether an answer may be about some things of the request only, so that asking for fewer can tell. */
export function mayConcernSome(
	error: unknown,
	repeatable: boolean,
	aboutAll: string[] = [],
): boolean {
	if (!(error instanceof ApiFailure)) return false;
	const { httpCode, mayHaveActed = false, inPart = false } = error.facts;
	if (mayHaveActed) return inPart && repeatable;
	// Only an answer of the API has one: what was never sent says nothing about its things.
	if (httpCode === undefined) return inPart;
	return /^[1-4]\d\d$/.test(httpCode) && ![...ABOUT_SENDER, ...aboutAll].includes(httpCode);
}

/**
 * Sends a request for all parts, then for halves of those that it leaves open, and so on: all of a size
 * before smaller ones, so that a success is seen soon if there is one.
 *
 * @returns why nothing more may be sent
 */
async function sendBatch<A, R>(
	parts: Array<Part<A, R>>,
	course: Course,
): Promise<ExecutionStopped | undefined> {
	let stopped: ExecutionStopped | undefined;
	const queue = [{ some: parts, known: undefined as unknown }];
	for (const { some, known } of queue) {
		if (stopped !== undefined) {
			for (const part of some) part.reject(new ExecutionStopped());
			continue;
		}
		// They were part of a request that was refused.
		if (known !== undefined && course.refused >= MOST_REFUSALS) {
			for (const part of some) part.reject(some.length > 1 ? notAlone(known) : known);
			continue;
		}
		const { open, error } = await sendOnce(some);
		course.refused = open.length === some.length ? course.refused + 1 : 0;
		course.isUnsure ||= isUnsure(error);
		if (error instanceof ExecutionStopped) stopped = error;
		const isWhole = parts[0].value.api.staysWhole === true;
		const halves = isWhole ? undefined : halvesOf(open);
		if (halves === undefined) for (const part of open) part.reject(error);
		else queue.push(...halves.map((half) => ({ some: half, known: error })));
	}
	return stopped;
}

const isUnsure = (error: unknown): boolean =>
	error instanceof ApiFailure && error.facts.mayHaveActed === true && error.facts.inPart !== true;

/** An error with another description, or with other things that were made. */
function withFacts(error: unknown, facts: (given: ApiFailure['facts']) => ApiFailure['facts']): unknown {
	return error instanceof ApiFailure ? new ApiFailure(error.message, facts(error.facts)) : error;
}

/** The refusal of a request for several items, for one that may not be the reason. */
const notAlone = (refusal: unknown): unknown =>
	withFacts(refusal, (facts) => ({
		...facts,
		description: [
			facts.description,
			`It was refused together with other items. After ${MOST_REFUSALS} refusals in a row, it was not tried alone.`,
		]
			.filter(Boolean)
			.join(' '),
	}));

/** What a failed request for several items has done, as far as it concerns the one with these IDs. */
function ownOf(error: unknown, ids: string[], all: string[]): unknown {
	if (!(error instanceof ApiFailure) || ids.length === all.length) return error;
	const names = (label: string, some: string[]): boolean =>
		label.split(/[\s,;:()]+/).some((word) => some.includes(word));
	return withFacts(error, ({ created = [], ...facts }) => ({
		...facts,
		created: created.filter((label) => names(label, ids) || !names(label, all)),
	}));
}

/** What one request leaves open: parts that may fare differently in smaller ones, and why. */
interface Left<A, R> {
	open: Array<Part<A, R>>;
	error?: unknown;
}

async function sendOnce<A, R>(parts: Array<Part<A, R>>): Promise<Left<A, R>> {
	const [{ value: first }] = parts;
	const all = idsOf(parts);
	let answer: A;
	try {
		answer = await first.send(all, rowsOf(parts));
	} catch (error) {
		if (mayConcernSome(error, first.repeatable, first.aboutAll)) return { open: parts, error };
		for (const part of parts) part.reject(ownOf(error, part.value.ids, all));
		return { open: [], error };
	}
	const open: Array<Part<A, R>> = [];
	let failure: unknown;
	for (const part of parts) {
		try {
			part.resolve(part.value.read(answer, part.value.ids, all));
		} catch (error) {
			const isOpen = error instanceof ApiFailure && error.facts.inPart === true;
			if (isOpen && first.repeatable) open.push(part);
			else part.reject(error);
			failure = error;
		}
	}
	return { open, error: failure };
}

/** The halves of parts; undefined if all are about the same. */
export function halvesOf<P extends WithIds>(parts: P[]): P[][] | undefined {
	const alike = new Map<string, P[]>();
	for (const part of parts) {
		const key = [...part.value.ids].sort().join();
		const same = alike.get(key);
		if (same === undefined) alike.set(key, [part]);
		else same.push(part);
	}
	const groups = [...alike.values()];
	if (groups.length < 2) return undefined;
	const half = Math.ceil(groups.length / 2);
	return [groups.slice(0, half).flat(), groups.slice(half).flat()];
}
