import { redact } from '../../common/guard/redact';
import { windowFor } from '../../common/send/rateLimit';
import type { Outcome } from '../../common/send/retry';
import { isAnswer, sendPatiently } from '../../common/send/retry';
import type { ApiContext, ApiReply, ApiRequest, Door } from '../../common/send/door';
import { checkTurn, rateLimitWaitMs } from '../../common/send/deadline';
import { cancelSignal, pathId } from '../../common/send/door';
import { sendLoggedIn } from '../../common/send/login';
import { checkWrite, requestOptions } from '../../common/send/request';
import { networkFailure } from '../../common/send/thrown';
import type { KnownAmount } from '../../common/guard/spend';
import { checkSpend } from '../../common/guard/spend';
import { unlessCancelled } from '../../common/ground/wait';
import type { IqmAccount } from './account';
import { MONEY, rateLimitKey, readAccount, secretsOf } from './account';
import { readAnswer } from './envelope';
import { loginFailureKind, sessionKey, sessions } from './session';

export type { ApiContext as IqmContext, ApiReply as IqmReply, ApiRequest as IqmRequest };
export { pathId };

const CREDENTIAL = 'iqmApi';

export async function iqmAccount(context: ApiContext): Promise<IqmAccount> {
	return readAccount(await context.getCredentials(CREDENTIAL));
}

/**
 * Refuses the body of a request that is only sent later, once something was looked up, where it sets
 * more money than the credential allows.
 *
 * @throws InputError that names field, value and limit
 */
export async function checkLimits(
	context: ApiContext,
	body: unknown,
	spends: KnownAmount[] = [],
): Promise<void> {
	const { limits } = await iqmAccount(context);
	checkSpend(body, MONEY, limits, spends);
}

/**
 * Sends one request to IQM and returns its content: waits for its turn (20 requests a minute), logs
 * in or renews the login where needed, repeats what may be repeated, and turns every kind of
 * failure into an ApiFailure in the API's own words.
 *
 * @param itemIndex the item whose option "Rate Limit Wait" holds
 */
export async function iqmRequest(
	context: ApiContext,
	request: ApiRequest,
	itemIndex = 0,
): Promise<ApiReply> {
	const account = await iqmAccount(context);
	const key = sessionKey(account);
	const signal = cancelSignal(context);
	const window = windowFor(rateLimitKey(account), account.requestsPerMinute);
	const door: Door = {
		api: 'IQM',
		addressField: 'Base URL',
		credential: CREDENTIAL,
		window,
		signal,
		loginFailureKind,
		until: request.until,
	};
	const options = requestOptions(context, account.baseUrl, request);
	checkWrite(context, request, options, { fields: MONEY, limits: account.limits }, itemIndex);

	const send = async (): Promise<Outcome> => {
		checkTurn(context, door);
		return await sendLoggedIn(context, door, options, { sessions, key });
	};
	const outcome = await sendPatiently(async () => await unlessCancelled(send(), signal), {
		repeatable: request.writes === undefined,
		rateLimitWaitMs: rateLimitWaitMs(context, itemIndex),
		window,
		signal,
		until: request.until,
	});
	const secrets = [...secretsOf(account), ...sessions.lastTokens(key)];
	const clean = (text: string) => redact(text, secrets);
	if (!isAnswer(outcome)) throw networkFailure(outcome, door, request.writes, clean);
	return { data: readAnswer(outcome, request, clean), raw: outcome.body, clean };
}
