import type { Api } from '../../common/send/exchange';
import { exchange } from '../../common/send/exchange';
import type { ApiContext, ApiReply, ApiRequest } from '../../common/send/door';
import { pathId } from '../../common/send/door';
import { windowFor } from '../../common/send/rateLimit';
import type { KnownAmount } from '../../common/guard/spend';
import { checkSpend } from '../../common/guard/spend';
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

/** What tells the credential's account and workspace from all others: a hash, with its secrets in it. */
export async function accountKey(context: ApiContext): Promise<string> {
	return sessionKey(await iqmAccount(context));
}

/**
 * Refuses the body of a request that is sent later, after a look-up, if it sets more money than the
 * credential allows.
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

/** IQM as {@link exchange} needs it: one way to log in, 20 requests a minute. */
export const IQM: Api = {
	name: 'IQM',
	addressField: 'Base URL',
	money: MONEY,
	loginFailureKind,
	read: readAnswer,
	async open(context) {
		const account = await iqmAccount(context);
		const key = sessionKey(account);
		const shared = rateLimitKey(account);
		return {
			account: shared,
			credential: CREDENTIAL,
			baseUrl: account.baseUrl,
			limits: account.limits,
			allowed: account.allowed,
			previews: account.previews,
			window: windowFor(shared, account.requestsPerMinute),
			login: { sessions, key },
			secrets: () => [...secretsOf(account), ...sessions.lastTokens(key)],
		};
	},
};

/** {@link exchange} with IQM. */
export async function iqmRequest(
	context: ApiContext,
	request: ApiRequest,
	itemIndex = 0,
): Promise<ApiReply> {
	return await exchange(IQM, context, request, itemIndex);
}
