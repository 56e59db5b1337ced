import type { IExecuteFunctions } from 'n8n-workflow';

import { ExecutionStopped, pause } from '../ground/wait';
import { refuseWhileOpen } from '../guard/openFaults';
import type { Item } from './item';

/** An item that has got as far as it can on its own. */
export interface Waiting<V, R> {
	value: V;
	/** Lets the item go on. */
	resolve(result: R): void;
	/** Ends the item, unless it catches the error. */
	reject(error: unknown): void;
}

/** Serves the items that wait for the same; each must go on or end. */
type Serve<V, R> = (waiting: Array<Waiting<V, R>>) => Promise<void>;

interface Group {
	serve: Serve<unknown, unknown>;
	waiting: Array<Waiting<unknown, unknown>>;
	isWrite: boolean;
}

/** Ends an item that was not finished, because the error of another one ends the node. */
export class Abandoned extends ExecutionStopped {}

/** What items of a run wait for. */
export interface Errand<V, R> {
	/** Items with the same key are served together. */
	key: string;
	value: V;
	/** Whether it changes something: then it is done in the order of the items, and before any wait. */
	isWrite: boolean;
	/** The first item's is called for all. */
	serve: Serve<V, R>;
}

/**
 * Where the items of one run meet: each is worked on up to the point where one request can serve several
 * of them, and waits there for the others.
 */
export class Meeting {
	private readonly groups = new Map<string, Group>();

	private readonly arrivals = new Map<number, Array<() => void>>();

	private readonly turns: Array<{ index: number } & Waiting<undefined, void>> = [];

	private hasEnded = false;

	/** By thing, the change that is waited for. */
	readonly changes = new Map<string, string>();

	/** Whether the error of an item ends the node: nothing more is to be sent. */
	get isOver(): boolean {
		return this.hasEnded;
	}

	/** The run is over for all that wait. */
	end(): void {
		this.hasEnded = true;
	}

	/** Resolves once the item waits here, or has ended. */
	async arrival(index: number): Promise<void> {
		await new Promise<void>((resolve) => {
			this.arrivals.set(index, [...(this.arrivals.get(index) ?? []), resolve]);
		});
	}

	/** Says that an item waits here, or has ended. */
	arrived(index: number): void {
		for (const resolve of this.arrivals.get(index) ?? []) resolve();
		this.arrivals.delete(index);
	}

	/** Waits until the item has been served. */
	async wait<V, R>(index: number, { key, value, isWrite, serve }: Errand<V, R>): Promise<R> {
		return await new Promise<R>((resolve, reject) => {
			const group: Group = this.groups.get(key) ?? {
				serve: serve as Serve<unknown, unknown>,
				waiting: [],
				isWrite,
			};
			this.groups.set(key, group);
			group.waiting.push({ value, resolve: resolve as (result: unknown) => void, reject });
			this.arrived(index);
		});
	}

	/** Waits until the changes have been sent that earlier items wait for. Items go on in their order. */
	async turn(index: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.turns.push({ index, value: undefined, resolve, reject });
			this.arrived(index);
		});
	}

	/**
	 * Serves all that wait: first what changes something, in order, then all the rest at once. At last those
	 * go on that must come after it, one after the other, since each may change what the next one reads.
	 */
	async serve(): Promise<void> {
		const groups = [...this.groups];
		const turns = this.turns.splice(0);
		this.changes.clear();
		const serve = async ([key, group]: [string, Group]): Promise<void> => {
			// It may have been abandoned meanwhile.
			if (this.groups.get(key) !== group) return;
			this.groups.delete(key);
			await serveGroup(group);
		};
		for (const one of groups.filter(([, { isWrite }]) => isWrite)) await serve(one);
		await Promise.all(groups.filter(([, { isWrite }]) => !isWrite).map(serve));
		for (const { index, resolve, reject } of turns) {
			if (this.isOver) {
				reject(new Abandoned());
				continue;
			}
			const arrival = this.arrival(index);
			resolve();
			await arrival;
		}
	}

	/** Ends all that wait without serving them: nothing was sent, and nothing is recorded. */
	abandon(): void {
		const groups = [...this.groups.values()];
		this.groups.clear();
		const waiting = [...groups.flatMap((group) => group.waiting), ...this.turns.splice(0)];
		for (const one of waiting) one.reject(new Abandoned());
	}
}

/** Whatever goes wrong, no item is left waiting. */
async function serveGroup({ serve, waiting }: Group): Promise<void> {
	try {
		await serve(waiting);
	} catch (error) {
		for (const one of waiting) one.reject(error);
	}
}

const meetings = new WeakMap<IExecuteFunctions, Meeting>();

/** Opens the meeting of a run's items. */
export function openMeeting(context: IExecuteFunctions): Meeting {
	const meeting = new Meeting();
	meetings.set(context, meeting);
	return meeting;
}

/**
 * Waits like {@link pause}, but no longer than the run lasts.
 *
 * @throws Abandoned once the error of another item ends the node
 * @throws ExecutionStopped once the execution is cancelled
 */
export async function pauseInRun(context: IExecuteFunctions, ms: number): Promise<void> {
	const meeting = meetings.get(context);
	const signal = context.getExecutionCancelSignal();
	const stop = {
		get aborted(): boolean {
			if (meeting?.isOver === true) throw new Abandoned();
			return signal?.aborted === true;
		},
	};
	await pause(ms, stop);
}

/**
 * The meeting of the items of a run.
 *
 * @throws InputError for an item whose form is known to be wrong: nothing of it may join what is asked for
 *   others, and while it waited, its faults would be taken for theirs
 */
export function meetingOf({ context }: Pick<Item, 'context'>): Meeting {
	refuseWhileOpen(context);
	const meeting = meetings.get(context);
	if (meeting === undefined) throw new Error('The context is not one of a run');
	return meeting;
}
