import type { Mutant } from './mutant';
import { roomOf } from './mutant';

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function shuffled<T>(list: T[], random: () => number): T[] {
	const all = [...list];
	for (let left = all.length - 1; left > 0; left--) {
		const other = Math.floor(random() * (left + 1));
		[all[left], all[other]] = [all[other], all[left]];
	}
	return all;
}

/** The mutants by room, rooms in alphabetical order. */
export function byRoom(mutants: Mutant[]): Map<string, Mutant[]> {
	const rooms = new Map<string, Mutant[]>();
	for (const mutant of mutants) {
		const room = roomOf(mutant.file);
		rooms.set(room, [...(rooms.get(room) ?? []), mutant]);
	}
	return new Map([...rooms].sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * How many of `count` each room gets: in proportion to its size, with the rest going to the largest
 * remainders.
 */
export function shares(sizes: number[], count: number): number[] {
	const total = sizes.reduce((sum, size) => sum + size, 0);
	const exact = sizes.map((size) => (total === 0 ? 0 : (size * Math.min(count, total)) / total));
	const parts = exact.map(Math.floor);
	const left = Math.min(count, total) - parts.reduce((sum, part) => sum + part, 0);
	[...exact.keys()]
		.sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]))
		.slice(0, left)
		.forEach((index) => (parts[index] += 1));
	return parts;
}

/** The chosen mutants, and how many of each room did not compile. */
export interface Choice {
	mutants: Mutant[];
	invalid: Map<string, number>;
}

/**
 * A sample spread over the rooms by size. A mutant that does not compile is replaced by another of its
 * room. The order is mixed, so that an interrupted run has covered some of every room.
 */
export function choose(
	all: Mutant[],
	{ count, seed }: { count: number; seed: number },
	compiles: (mutant: Mutant) => boolean,
): Choice {
	const random = randomFrom(seed);
	const rooms = byRoom(all);
	const wanted = shares([...rooms.values()].map(({ length }) => length), count);
	const invalid = new Map<string, number>();
	const mutants = [...rooms].flatMap(([room, ofRoom], index) => {
		const chosen: Mutant[] = [];
		for (const mutant of shuffled(ofRoom, random)) {
			if (chosen.length === wanted[index]) break;
			if (compiles(mutant)) chosen.push(mutant);
			else invalid.set(room, (invalid.get(room) ?? 0) + 1);
		}
		return chosen;
	});
	return { mutants: shuffled(mutants, random), invalid };
}
