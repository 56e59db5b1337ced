import type { IDataObject } from 'n8n-workflow';

import { hint } from '../../common/form/moreHint';
import { ApiFailure, describeProblem } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import { ExecutionStopped } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import { seenNow } from '../axonShared/byIds';
import { changeSet, inSetTurn, LISTED_SETS } from './creativeSets';

const statusOf = ({ status }: IDataObject): string => String(status ?? '').trim().toUpperCase();

const isLive = (set: IDataObject | undefined): boolean => set !== undefined && statusOf(set) === 'LIVE';

/** It says neither that it may have acted nor what was made: so a second run, which knows the set, pauses it. */
const live = (id: string, why: string, httpCode?: string): ApiFailure =>
	new ApiFailure(`The new creative set ${id} IS LIVE, not paused, and may be served in its campaigns`, {
		description: `Pause the creative set ${id} in AppLovin. ${why}`,
		httpCode,
	});

/**
 * Looks at a set that was just created: sources disagree on whether AppLovin heeds its status then. One that
 * should be paused and is live is paused.
 *
 * @param wanted the status that was sent, if one was
 * @returns the set as it is listed; undefined if the list does not show it yet
 * @throws ApiFailure for one that stays live against the form
 */
export async function settleStatus(
	item: Item,
	id: string,
	wanted: string | undefined,
): Promise<IDataObject | undefined> {
	const look = async () => await seenNow(item, LISTED_SETS, id);
	const listed = await look();
	if (wanted === undefined) return listed;
	if (listed === undefined || isBlank(listed.status)) {
		hint(item.context, `AppLovin does not list the status of the new creative set ${id} yet: check in AppLovin that it is ${wanted === 'LIVE' ? 'live' : 'paused'}.`, 'warning');
		return listed;
	}
	if (statusOf(listed) === wanted) return listed;
	if (wanted === 'LIVE') {
		hint(item.context, `AppLovin lists the new creative set ${id} as ${String(listed.status)}, not live: set it live with Update Status.`, 'warning');
		return listed;
	}
	const change = { fields: { status: wanted }, writes: 'pause of the new creative set', isUrgent: true };
	await inSetTurn(item, id, async () => {
		return await changeSet(item, { set: (await look()) ?? listed, ...change });
	}).catch(async (error: unknown) => {
		const { message, httpCode } = describeProblem(error);
		const failure = live(id, `Pausing it failed: ${message}.`, httpCode);
		return await Promise.reject(error instanceof ExecutionStopped ? error : failure);
	});
	const now = await look();
	if (isLive(now)) throw live(id, 'AppLovin took the request to pause it, but still lists it as live.');
	return now ?? { ...listed, status: wanted };
}
