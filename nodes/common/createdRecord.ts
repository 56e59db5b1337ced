import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from './errors';
import { isObject } from './values';

/** What became of one write, kept so that it is never sent a second time. */
export type WriteOutcome =
	| { results: IDataObject[]; label: string | undefined }
	| { problem: Problem };

/** The outcomes of this execution's writes by item, see {@link openRecord}. */
export interface WriteRecord {
	find(itemIndex: number): WriteOutcome | undefined;
	keep(itemIndex: number, outcome: WriteOutcome): void;
}

const SLOT = 'writes';

/**
 * Opens the record of the writes that this node has done in this execution.
 *
 * n8n's Retry On Fail and Retry execution run the node again for all items. n8n keeps the node's
 * context across both, so each write is recorded there by run and item the moment its answer is
 * in, and the second run returns the record instead of sending again. Run and item identify the
 * write, not its values: an expression like `$now` differs in the second run.
 *
 * Attached to an AI agent the node has no items of a workflow, and every call of the tool may mean
 * something new: there the values count too.
 */
export function openRecord(context: IExecuteFunctions): WriteRecord {
	const store = context.getContext('node');
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const isTool = context.getNode().type.endsWith('Tool');
	const entries = (isObject(store[SLOT]) ? store[SLOT] : {}) as Record<string, WriteOutcome>;
	store[SLOT] = entries as unknown as IDataObject;

	const key = (itemIndex: number): string => {
		const place = `${run}:${itemIndex}`;
		if (!isTool) return place;
		const values = JSON.stringify([
			context.getNode().parameters,
			context.getInputData()[itemIndex]?.json,
		]);
		return `${place}:${createHash('sha256').update(values).digest('hex')}`;
	};
	return {
		find: (itemIndex) => entries[key(itemIndex)],
		keep: (itemIndex, outcome) => {
			entries[key(itemIndex)] = outcome;
		},
	};
}
