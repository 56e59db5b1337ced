import { createHash } from 'crypto';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isTool } from '../ground/tool';
import { isObject, toBoolean } from '../ground/values';
import { wantsPreview } from '../guard/preview';
import type { Api } from '../send/exchange';
import type { Joint } from './batches';
import { MOST, sendBatches } from './batches';
import type { Item } from './item';
import { meetingOf } from './meeting';
import type { OperationResult } from './operation';

const LABEL = 'Combine Items';

/**
 * The option of every operation that sets several things to one final state by one request.
 *
 * @param what is sent together
 * @param most how much of it by one request
 */
export function combineOption(
	what = 'input items that ask for the same change',
	most = `${MOST} IDs`,
): INodeProperties {
	return {
		displayName: LABEL,
		name: 'combineItems',
		type: 'boolean',
		default: true,
		description: `Whether to send ${what} together, at most ${most} per request, which saves requests and time. Each item still gets its own result or error. Turn off to send one request per item, as with Raw Response.`,
	};
}

/**
 * Whether an item may be served together with others. An agent's calls are recorded by their values, and a
 * raw answer would hold what belongs to other items.
 */
export function combines({ context, index }: Pick<Item, 'context' | 'index'>): boolean {
	if (context.getInputData().length < 2 || isTool(context.getNode())) return false;
	if (context.getNodeParameter('options.rawResponse', index, false) === true) return false;
	return toBoolean(context.getNodeParameter('options.combineItems', index, true), LABEL);
}

const thingOf = ({ read }: Pick<Item, 'read'>, id: string): string => `${String(read('resource'))} ${id}`;

/**
 * Lets earlier items of the run go first, if they wait to change one of these IDs to something that `isOther`
 * says. What comes later and changes the same then waits for this item in turn.
 */
async function waitForEarlier(
	item: Item,
	ids: string[],
	isOther: (change: string, id: string) => boolean,
): Promise<void> {
	const meeting = meetingOf(item);
	const { changes } = meeting;
	const isTaken = (id: string): boolean => {
		const change = changes.get(thingOf(item, id));
		return change !== undefined && isOther(change, id);
	};
	while (ids.some(isTaken)) {
		for (const id of ids) changes.set(thingOf(item, id), `after item ${item.index}`);
		await meeting.turn(item.index);
	}
}

/**
 * Waits until all changes of these IDs have been sent that earlier items of the run wait for: before present
 * values are read, which these changes replace.
 */
export async function afterEarlier(item: Item, ids: string[]): Promise<void> {
	await waitForEarlier(item, ids, () => true);
}

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
 * what sets a final state may be combined, which does no harm when it is sent again. Where refusals do not
 * end, they are about all: see {@link MOST_REFUSALS}.
 *
 * @throws ApiFailure if the item's part was not done, as if it had been sent alone; if it is not known
 *   whether the request was carried out, each of its items ends with that error
 */
export async function sendTogether<A, R = never>(
	item: Item,
	joint: Joint<A, R>,
): Promise<OperationResult> {
	const { ids, rows = new Map<string, R>() } = joint;
	if (!combines(item)) {
		await afterEarlier(item, ids);
		return joint.read(await joint.send(ids, rows), ids, ids);
	}
	const meeting = meetingOf(item);
	const key = await keyOf(item, joint.api, joint.change);
	const changeOf = (id: string): string => `${key} ${JSON.stringify(rows.get(id) ?? null)}`;
	// What changes a thing twice must stay in order.
	await waitForEarlier(item, ids, (change, id) => change !== changeOf(id));
	for (const id of ids) meeting.changes.set(thingOf(item, id), changeOf(id));
	return await meeting.wait<Joint<A, R>, OperationResult>(item.index, {
		key,
		value: joint,
		isWrite: true,
		serve: async (waiting) => {
			if (await sendBatches(item, waiting)) meeting.abandon();
		},
	});
}
