import type { Api } from '../send/exchange';
import type { Item } from './item';
import { batchesOf, halvesOf, idsOf, mayConcernSome, MOST } from './batches';
import { combines, keyOf } from './combine';
import type { Waiting } from './meeting';
import { meetingOf } from './meeting';

/** A read that can serve several items at once. */
export interface JointRead<A, T> {
	api: Api;
	/** What the answer depends on, but for the IDs: items with the same are served together. */
	about: unknown;
	/** What the item asks for, each once. */
	ids: string[];
	/** The most IDs in one request. */
	most?: number;
	/** Reads these. */
	ask(ids: string[]): Promise<A>;
	/**
	 * Finds an item's own part of an answer.
	 *
	 * @throws ApiFailure if it is missing there
	 */
	pick(answer: A, ids: string[]): T;
}

/** An item whose part of an answer is wanted. */
interface Asking<A, T> {
	value: JointRead<A, T>;
}

/** What a read led to for one item. */
export type Read<T> = { value: T } | { error: unknown };

/** After so many refusals without an answer they are about all: it is enough to find one bad item of 1,000. */
const MOST_REFUSED_READS = 16;

/** Reads for several items at once. One that an answer refuses does not keep the others from theirs. */
export async function readAll<A, T, P extends Asking<A, T>>(parts: P[]): Promise<Map<P, Read<T>>> {
	const read = new Map<P, Read<T>>();
	const [{ value: first }] = parts;
	let refused = 0;
	const ask = async (batch: P[]): Promise<void> => {
		try {
			const answer = await first.ask(idsOf(batch));
			for (const part of batch) read.set(part, picked(part.value, answer));
			refused = 0;
		} catch (error) {
			refused += 1;
			const isSplit = first.api.staysWhole !== true && mayConcernSome(error, true);
			const halves = isSplit ? halvesOf(batch) : undefined;
			if (halves !== undefined && refused < MOST_REFUSED_READS) {
				for (const half of halves) await ask(half);
				return;
			}
			for (const part of batch) read.set(part, { error });
		}
	};
	for (const batch of batchesOf(parts, first.most ?? MOST)) await ask(batch);
	return read;
}

function picked<A, T>({ pick, ids }: JointRead<A, T>, answer: A): Read<T> {
	try {
		return { value: pick(answer, ids) };
	} catch (error) {
		return { error };
	}
}

/** Reads something for an item, by one request with all items of the run that ask for the same. */
export async function readTogether<A, T>(item: Item, joint: JointRead<A, T>): Promise<T> {
	if (!combines(item)) return joint.pick(await joint.ask(joint.ids), joint.ids);
	const { api, about } = joint;
	return await meetingOf(item).wait<JointRead<A, T>, T>(item.index, {
		key: await keyOf(item, api, about),
		value: joint,
		isWrite: false,
		serve: async (waiting: Array<Waiting<JointRead<A, T>, T>>) => {
			for (const [part, read] of await readAll<A, T, Waiting<JointRead<A, T>, T>>(waiting)) {
				if ('error' in read) part.reject(read.error);
				else part.resolve(read.value);
			}
		},
	});
}
