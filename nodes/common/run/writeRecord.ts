import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../ground/errors';
import { isTool } from '../ground/tool';
import { isObject } from '../ground/values';
import type { Item, WritePart } from './item';

/** What became of one write, kept so that it is never sent a second time. */
export type WriteOutcome =
	{ results: IDataObject[]; label?: string } | { problem: Problem };

/** The outcomes of this execution's writes by item, see {@link openRecord}. */
export interface WriteRecord {
	find(itemIndex: number): WriteOutcome | undefined;
	/** Records how a write ended; its parts are needed no more. */
	keep(itemIndex: number, outcome: WriteOutcome): void;
	/** The parts of a write that has not ended, by the operation that does them. */
	partsOf(itemIndex: number, operation: string): WriteParts;
	/** The labels of all that was made by parts of a write that has not ended. */
	madeBy(itemIndex: number): string[];
	/** Does the work once no other call of this node is still busy with the same write. */
	inTurn<T>(itemIndex: number, work: () => Promise<T>): Promise<T>;
}

/** What of a write was done although it has not ended: its execution was cancelled, or its wait failed. */
export interface WriteParts extends Pick<Item, 'once' | 'hasBegun'> {
	/** The labels of all that was made. */
	made(): string[];
}

const SLOT = 'writes';
const PARTS_SLOT = 'parts';

/** By operation and name. */
type Parts = Record<string, Record<string, WritePart<unknown>>>;

/** The writes under way, by record: an agent may call a tool several times at once. */
const underWay = new WeakMap<object, Map<string, Promise<unknown>>>();

/** A model that asks again may write 1000 as "1000", or add a space after a name. */
function asText(_key: string, value: unknown): unknown {
	return ['boolean', 'number', 'string'].includes(typeof value) ? String(value).trim() : value;
}

/** Keys of an agent's calls by their arguments: n8n retries a call with the same object. */
const toolKeys = new WeakMap<object, string>();

/**
 * Identifies a write by its values. As an AI agent's tool, the node has no items of a workflow, and
 * even a retry counts as a new run; so the same values mean the same write, even if the agent asks
 * twice. They are evaluated once per call, since `$now` differs on the second try.
 */
function toolKey(context: IExecuteFunctions, itemIndex: number): string {
	const call = context.getInputData()[itemIndex]?.json ?? {};
	const known = toolKeys.get(call);
	if (known !== undefined) return known;
	const values = Object.keys(context.getNode().parameters).map((name) => [
		name,
		context.getNodeParameter(name, itemIndex, null),
	]);
	const key = createHash('sha256').update(JSON.stringify(values, asText)).digest('hex');
	toolKeys.set(call, key);
	return key;
}

/**
 * Opens the record of the writes that this node has done in this execution.
 *
 * n8n's Retry On Fail and Retry execution run the node again for all items. n8n keeps the node's
 * context across both, so each write is recorded there by run and item as soon as its answer arrives,
 * and the second run returns the record instead of sending again. Run and item identify the write, not
 * its values: an expression like `$now` differs in the second run.
 */
export function openRecord(context: IExecuteFunctions): WriteRecord {
	const store = context.getContext('node');
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const asTool = isTool(context.getNode());
	const kept = <T>(slot: string): Record<string, T> => {
		const held = (isObject(store[slot]) ? store[slot] : {}) as Record<string, T>;
		store[slot] = held as unknown as IDataObject;
		return held;
	};
	const entries = kept<WriteOutcome>(SLOT);
	const begun = kept<Parts>(PARTS_SLOT);

	const key = (itemIndex: number): string =>
		asTool ? toolKey(context, itemIndex) : `${run}:${itemIndex}`;
	const queue = underWay.get(entries) ?? new Map<string, Promise<unknown>>();
	underWay.set(entries, queue);
	return {
		find: (itemIndex) => entries[key(itemIndex)],
		keep: (itemIndex, outcome) => {
			entries[key(itemIndex)] = outcome;
			delete begun[key(itemIndex)];
		},
		partsOf: (itemIndex, operation) => {
			const own = key(itemIndex);
			const done = () => begun[own]?.[operation] ?? {};
			return {
				once: async <T>(part: string, work: () => Promise<WritePart<T>>) => {
					const known = done()[part] as WritePart<T> | undefined;
					if (known !== undefined) return known.value;
					const led = await work();
					// Retry execution may use the workflow as it is now, in which another operation is chosen.
					begun[own] = { ...begun[own], [operation]: { ...done(), [part]: led } };
					return led.value;
				},
				hasBegun: () => Object.keys(done()).length > 0,
				made: () => Object.values(done()).flatMap(({ made }) => made),
			};
		},
		madeBy: (itemIndex) =>
			Object.values(begun[key(itemIndex)] ?? {}).flatMap((parts) =>
				Object.values(parts).flatMap(({ made }) => made),
			),
		inTurn: async (itemIndex, work) => {
			const own = key(itemIndex);
			const turn = (queue.get(own) ?? Promise.resolve()).then(work, work);
			queue.set(own, turn);
			return await turn;
		},
	};
}
