import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure, describeProblem } from '../../common/errors';
import { flagOf } from '../../common/flags';
import { hint } from '../../common/moreHint';
import { pathId } from '../../common/send';
import { isBlank, isObject } from '../../common/values';
import { ExecutionStopped } from '../../common/wait';
import { appLovinRequest } from '../transport/request';
import { checkAnswered } from './campaignId';

/** The error for a new campaign that may run: whoever reads it must act at once. */
function running(id: string, reason: string, httpCode?: string): ApiFailure {
	return new ApiFailure(
		`The new campaign ${id} RUNS and spends money: AppLovin created it active, and it could not be paused`,
		{
			description: `Pause the campaign ${id} in AppLovin at once. ${reason} This execution will not send anything for it again.`,
			httpCode,
			mayHaveActed: true,
			created: [`campaign_id ${id}`],
		},
	);
}

/** Whether an answer says that the campaign is paused; undefined where it says nothing of it. */
function isPaused(data: unknown): boolean | undefined {
	if (!isObject(data) || isBlank(data.status)) return undefined;
	return flagOf(data.status) === false;
}

/**
 * Pauses a campaign that was created active though `status: false` was sent, with one request that is
 * never repeated. Where its answer does not tell, the campaign is read.
 *
 * @param created the campaign as it was answered
 * @returns the same, paused and marked with `pausedAfterCreation`; as it is where it was paused anyway or
 * the answer does not tell its status
 * @throws ApiFailure that says loudly that the campaign runs
 */
export async function pausedNew(
	context: IExecuteFunctions,
	itemIndex: number,
	created: IDataObject,
): Promise<IDataObject> {
	if (isPaused(created) !== false) return created;
	const id = String(created.campaign_id);
	const path = `/campaign/${pathId(id)}`;
	const ask = async (request: { method: 'GET' | 'POST'; body?: IDataObject; writes?: string }) => {
		const { data } = await appLovinRequest(
			context,
			{ ...request, path, mayBeEmpty: true },
			itemIndex,
		);
		checkAnswered(data, id, request.method === 'POST');
		return data;
	};
	const pause = async (): Promise<boolean | undefined> => {
		const answered = await ask({ method: 'POST', body: { status: false }, writes: 'campaign' });
		return isPaused(answered) ?? isPaused(await ask({ method: 'GET' }));
	};
	const paused = await pause().catch(async (error: unknown) => {
		const { message, httpCode } = describeProblem(error);
		const failure = running(id, `Pausing it failed: ${message}.`, httpCode);
		return await Promise.reject(error instanceof ExecutionStopped ? error : failure);
	});
	if (paused !== true) throw running(id, 'AppLovin does not answer that it is paused.');
	hint(
		context,
		`AppLovin created the campaign ${id} active, and it was paused at once. It may have spent money for a moment.`,
		'warning',
	);
	return { ...created, status: false, pausedAfterCreation: true };
}
