import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { ApiFailure, describeProblem } from '../../common/ground/errors';
import { flagOf } from '../../common/ground/flags';
import { hint } from '../../common/form/moreHint';
import { pathId } from '../../common/send/door';
import { isBlank } from '../../common/ground/values';
import { ExecutionStopped, unlessStopped } from '../../common/ground/wait';
import type { Told } from '../shared/answered';
import { CAMPAIGN, readThing } from '../shared/answered';
import { appLovinRequest } from '../transport/request';
import { checkAnswered } from './campaignId';

/** The error for a new campaign that may be running: whoever reads it must act at once. */
function running(id: string, reason: string, httpCode?: string): ApiFailure {
	return new ApiFailure(
		`The new campaign ${id} IS RUNNING and spending money: AppLovin created it as active, and it could not be paused`,
		{
			description: `Pause the campaign ${id} in AppLovin at once. ${reason} This execution will not send anything for it again.`,
			httpCode,
			mayHaveActed: true,
			created: [`campaign_id ${id}`],
		},
	);
}

/** Whether an answer says that the campaign is paused; undefined if it says nothing about it. */
function isPaused(told: Told | undefined): boolean | undefined {
	const statuses = (told?.parts ?? []).map(({ status }) => status).filter((one) => !isBlank(one));
	if (statuses.length === 0) return undefined;
	return statuses.every((status) => flagOf(status) === false);
}

/** How long to try to read a new campaign with an unknown status, in ms: it has yet to be recorded. */
const LONGEST_LOOK_MS = 30_000;

/** What AppLovin says of a campaign when it is read. */
async function readCampaign(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	until?: number,
): Promise<Told | undefined> {
	const path = `/campaign/${pathId(id)}`;
	const request = { method: 'GET', path, mayBeEmpty: true, until } as const;
	const { data } = await appLovinRequest(context, request, itemIndex);
	checkAnswered(data, id, false);
	return readThing(data, CAMPAIGN, id);
}

/**
 * Reads a new campaign whose creation was answered without its status; a failure to do so does not
 * matter.
 */
async function isPausedNow(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<boolean | undefined> {
	const until = clock.now() + LONGEST_LOOK_MS;
	return isPaused(await readCampaign(context, itemIndex, id, until).catch(unlessStopped));
}

/** The campaign if nothing states its status, which is said above the output and in it. */
function unconfirmed(context: IExecuteFunctions, { id, thing }: Told): IDataObject {
	hint(
		context,
		`AppLovin does not report whether the new campaign ${id} is paused, as requested: check its status in AppLovin.`,
		'warning',
	);
	return { ...thing, statusConfirmed: false };
}

/**
 * Pauses a campaign with one request that is never repeated; if the answer does not state the status,
 * the campaign is read.
 */
async function pause(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<boolean | undefined> {
	const { data } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/campaign/${pathId(id)}`,
			body: { status: false },
			writes: 'campaign',
			mayBeEmpty: true,
		},
		itemIndex,
	);
	checkAnswered(data, id, true);
	const paused = isPaused(readThing(data, CAMPAIGN, id));
	return paused ?? isPaused(await readCampaign(context, itemIndex, id));
}

/**
 * Keeps the form's promise that a new campaign starts paused. A campaign that was created active
 * although `status: false` was sent is paused. In the document the answer has a `status`; if it is
 * missing nevertheless, the campaign is read once, and a status that is still unknown is not an error.
 *
 * @param told the campaign as it was answered
 * @returns the campaign, marked with `pausedAfterCreation` if it had to be paused, and with
 *   `statusConfirmed: false` if AppLovin does not state its status
 * @throws ApiFailure that says loudly that the campaign is running
 */
export async function pausedNew(
	context: IExecuteFunctions,
	itemIndex: number,
	told: Told,
): Promise<IDataObject> {
	const { id, thing } = told;
	const isNow = isPaused(told) ?? (await isPausedNow(context, itemIndex, id));
	if (isNow === undefined) return unconfirmed(context, told);
	if (isNow) return isPaused(told) === undefined ? { ...thing, status: false } : thing;
	const paused = await pause(context, itemIndex, id).catch(async (error: unknown) => {
		const { message, httpCode } = describeProblem(error);
		const failure = running(id, `Pausing it failed: ${message}.`, httpCode);
		return await Promise.reject(error instanceof ExecutionStopped ? error : failure);
	});
	if (paused !== true) throw running(id, 'AppLovin does not confirm that it is paused.');
	hint(
		context,
		`AppLovin created the campaign ${id} as active, and it was paused immediately. It may have spent a little.`,
		'warning',
	);
	return { ...thing, status: false, pausedAfterCreation: true };
}
