import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { isObject, quote } from '../ground/values';
import { wantsPreview } from '../guard/preview';
import type { Item } from './item';

const SLOT = 'changed';

/** Items by what they change. */
type Claims = Record<string, number>;

/**
 * Keeps two items of a run from changing the same amount by Add or Percent: it would change twice. The
 * item that comes first claims it, where n8n stores it with the execution; when n8n runs that item
 * again, it still has its claim. Before anything is sent for the item, reads included.
 *
 * @param amount the form's word for the amount: "Daily Budget"
 * @param one the kind of thing: "campaign"
 * @throws InputError for one that an earlier item changes; the item then claims nothing
 */
export function claimChanges(
	{ context, index }: Pick<Item, 'context' | 'index'>,
	amount: string,
	one: string,
	ids: string[],
): void {
	const store = context.getContext('node');
	const claims = (isObject(store[SLOT]) ? store[SLOT] : {}) as Claims;
	store[SLOT] = claims as IDataObject;
	const run = String(context.getWorkflowDataProxy(0).$runIndex);
	const mode = wantsPreview(context, index) ? 'preview' : 'write';
	const keyOf = (id: string): string => JSON.stringify([run, mode, amount, one, id]);
	for (const id of ids) {
		const claimed = claims[keyOf(id)];
		if (claimed === undefined || claimed === index) continue;
		throw new InputError(
			`'${amount}' of ${one} ${quote(id)} is changed by item ${claimed} already: this item would change it a second time`,
			`Nothing was sent for this item. Name each ${one} once per run, for example with a 'Remove Duplicates' node before this one.`,
		);
	}
	for (const id of ids) claims[keyOf(id)] = index;
}
