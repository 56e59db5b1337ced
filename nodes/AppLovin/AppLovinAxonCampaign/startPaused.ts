import type { IDataObject } from 'n8n-workflow';

import { ApiFailure, describeProblem, InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import { ExecutionStopped, pause } from '../../common/ground/wait';
import { Previewed } from '../../common/guard/preview';
import type { Item } from '../../common/run/item';
import { seenNow } from '../axonShared/byIds';
import { isLive, LISTED_CAMPAIGNS } from './campaigns';
import { changeCampaign } from './changeCampaign';

/** How often the list is looked at for the status of a campaign that was just paused, and how far apart. */
const MOST_LOOKS = 3;
const LOOK_EVERY_MS = 2_000;

/** How often a pause is tried whose outcome is not known. */
const MOST_TRIES = 3;

/**
 * The error for a new campaign that runs: whoever reads it must act at once. It says neither that it may
 * have acted nor what was made: so a second run of the item, which knows the campaign, pauses it.
 */
function running(id: string, reason: string, httpCode?: string): ApiFailure {
	return new ApiFailure(
		`The new campaign ${id} IS RUNNING and may spend money: AppLovin creates every campaign live, and it could not be paused`,
		{ description: `Pause the campaign ${id} in AppLovin at once. ${reason}`, httpCode },
	);
}

/** By run, a campaign that runs although it was to be paused. */
const unpaused = new WeakMap<object, string>();

/**
 * Once a new campaign could not be paused, the next one could not be either.
 *
 * @throws InputError if there is such a campaign in this run
 */
export function checkNoneRuns({ context }: Pick<Item, 'context'>): void {
	const id = unpaused.get(context);
	if (id === undefined) return;
	throw new InputError(
		`Left undone, nothing was sent: the campaign ${id} of this run could not be paused, and the next one might run too`,
		`Pause the campaign ${id} in AppLovin, then run again with what is left undone.`,
	);
}

/** The status of the campaign; undefined if AppLovin does not tell. */
async function statusNow(item: Item, id: string): Promise<IDataObject | undefined> {
	const listed = await seenNow(item, LISTED_CAMPAIGNS, id);
	return listed === undefined || isBlank(listed.status) ? undefined : listed;
}

/**
 * Pauses a campaign that was just created, since AppLovin creates all live, and looks whether it is. To pause
 * it twice does no harm, so that a try without a good answer is followed by another, but for a refusal.
 *
 * @returns the campaign as it is listed, if it is
 * @throws ApiFailure that says loudly that the campaign runs
 */
export async function pauseNew(
	item: Item,
	id: string,
	type: unknown,
): Promise<IDataObject | undefined> {
	const change = {
		id,
		type,
		fields: { status: 'PAUSED' },
		writes: 'pause of the new campaign',
		isUrgent: true,
	};
	const fail = (reason: string, httpCode?: string): ApiFailure => {
		unpaused.set(item.context, id);
		return running(id, reason, httpCode);
	};
	for (let tries = 1; ; tries++) {
		try {
			await changeCampaign(item, change);
			break;
		} catch (error) {
			if (error instanceof ExecutionStopped || error instanceof Previewed) return await Promise.reject(error);
			const { message, httpCode, mayHaveActed } = describeProblem(error);
			const listed = mayHaveActed ? await statusNow(item, id) : undefined;
			if (listed !== undefined && !isLive(listed)) return listed;
			if (!mayHaveActed || tries >= MOST_TRIES) throw fail(`Pausing it failed: ${message}.`, httpCode);
		}
	}
	for (let look = 1; ; look++) {
		const listed = await seenNow(item, LISTED_CAMPAIGNS, id);
		if (listed === undefined || isBlank(listed.status) || !isLive(listed)) return listed;
		if (look >= MOST_LOOKS) {
			throw fail('AppLovin took the request to pause it, but still lists it as live.');
		}
		await pause(LOOK_EVERY_MS, item.context.getExecutionCancelSignal());
	}
}
