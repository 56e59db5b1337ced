import type { IDataObject } from 'n8n-workflow';

import { ApiFailure, describeProblem } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import { ExecutionStopped, pause, unlessStopped } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import { campaignNow, isLive } from './campaigns';
import { changeCampaign } from './changeCampaign';

/** How often the list is looked at for the status of a campaign that was just paused, and how far apart. */
const MOST_LOOKS = 3;
const LOOK_EVERY_MS = 2_000;

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

/** The campaign as it is listed; undefined if the list can't be read, or does not show it yet. */
export async function listedNow(item: Item, id: string): Promise<IDataObject | undefined> {
	return await campaignNow(item, id).catch(unlessStopped);
}

/**
 * Pauses a campaign that was just created, since AppLovin creates all live, and looks whether it is.
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
	await changeCampaign(item, change).catch(async (error: unknown) => {
		const { message, httpCode } = describeProblem(error);
		const failure = running(id, `Pausing it failed: ${message}.`, httpCode);
		return await Promise.reject(error instanceof ExecutionStopped ? error : failure);
	});
	for (let look = 1; ; look++) {
		const listed = await listedNow(item, id);
		if (listed === undefined || isBlank(listed.status) || !isLive(listed)) return listed;
		if (look >= MOST_LOOKS)
			throw running(id, 'AppLovin took the request to pause it, but still lists it as live.');
		await pause(LOOK_EVERY_MS, item.context.getExecutionCancelSignal());
	}
}
