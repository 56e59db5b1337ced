import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from './errors';
import { isObject } from './values';

/** What became of one write, kept so that it is never sent a second time. */
export type WriteOutcome =
	{ results: IDataObject[]; label: string | undefined } | { problem: Problem };

/** The outcomes of this execution's writes by item, see {@link openRecord}. */
export interface WriteRecord {
	find(itemIndex: number): WriteOutcome | undefined;
	keep(itemIndex: number, outcome: WriteOutcome): void;
}

const SLOT = 'writes';

/** Keys of an agent's calls by their arguments: n8n tries a call again with the same object. */
const toolKeys = new WeakMap<object, string>();

/**
 * Identifies a write by its values. As an AI agent's tool the node has no items of a workflow, and
 * even a retry counts as a new run; so the same values mean the same write, also when the agent
 * asks twice. They are evaluated once per call, since `$now` differs in the second try.
 */
function toolKey(context: IExecuteFunctions, itemIndex: number): string {
	const call = context.getInputData()[itemIndex]?.json ?? {};
	const known = toolKeys.get(call);
	if (known !== undefined) return known;
	const values = Object.keys(context.getNode().parameters).map((name) => [
		name,
		context.getNodeParameter(name, itemIndex, null),
	]);
	const key = createHash('sha256').update(JSON.stringify(values)).digest('hex');
	toolKeys.set(call, key);
	return key;
}

/**
 * Opens the record of the writes that this node has done in this execution.
 *
 * n8n's Retry On Fail and Retry execution run the node again for all items. n8n keeps the node's
 * context across both, so each write is recorded there by run and item the moment its answer is
 * in, and the second run returns the record instead of sending again. Run and item identify the
 * write, not its values: an expression like `$now` differs in the second run.
 */
export function openRecord(context: IExecuteFunctions): WriteRecord {
	const store = context.getContext('node');
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const isTool = context.getNode().type.endsWith('Tool');
	const entries = (isObject(store[SLOT]) ? store[SLOT] : {}) as Record<string, WriteOutcome>;
	store[SLOT] = entries as unknown as IDataObject;

	const key = (itemIndex: number): string =>
		isTool ? toolKey(context, itemIndex) : `${run}:${itemIndex}`;
	return {
		find: (itemIndex) => entries[key(itemIndex)],
		keep: (itemIndex, outcome) => {
			entries[key(itemIndex)] = outcome;
		},
	};
}
