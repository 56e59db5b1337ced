import { createHash } from 'crypto';

import type { Api } from '../../common/send/exchange';
import { exchange } from '../../common/send/exchange';
import type { ApiContext, ApiReply, ApiRequest } from '../../common/send/door';
import { cancelSignal } from '../../common/send/door';
import { windowFor } from '../../common/send/rateLimit';
import { tallyOf } from '../../common/send/tally';
import type { KnownAmount } from '../../common/guard/spend';
import { checkSpend } from '../../common/guard/spend';
import type { AxonAccount } from './account';
import { AXON_MONEY, axonKey, readAxonAccount, REQUESTS_PER_MINUTE } from './account';
import { readAxonAnswer } from './answer';
import type { FileRoom } from './errorBudget';
import { countErrors, errorGate, roomForFiles, saysBlocked } from './errorBudget';

export const AXON_CREDENTIAL = 'appLovinAxonApi';

/** Where all of the API's paths begin. */
export const AXON_ROOT = '/manage/v1';

export interface AxonRequest extends ApiRequest {
	/** Whether a success without content is a good answer; see {@link readAxonAnswer}. */
	mayBeEmpty?: boolean;
}

/**
 * Above its limit the API refuses everything for 10 minutes, and each refusal may count as an error: so
 * a read asks four times in all that time.
 */
const RATE_LIMIT_PAUSES_MS = [60_000, 120_000, 240_000];
const LOCK_MS = 600_000;

async function accountOf(context: ApiContext): Promise<AxonAccount> {
	return readAxonAccount(await context.getCredentials(AXON_CREDENTIAL));
}

/** What tells an account and its key from all others, as a hash. */
export async function axonAccountKey(context: ApiContext): Promise<string> {
	const { apiKey, ...account } = await accountOf(context);
	return createHash('sha256')
		.update(JSON.stringify([axonKey({ apiKey, ...account }), apiKey]))
		.digest('hex');
}

/** The name under which an account's lists are kept, which its writes forget. */
export async function axonListsKey(context: ApiContext): Promise<string> {
	return axonKey(await accountOf(context));
}

/**
 * Refuses the body of a request that is sent later, after a look-up, if it sets more money than the
 * credential allows.
 *
 * @param known amounts that the request results in without holding them
 * @throws InputError that names field, value and limit
 */
export async function checkAxonLimits(
	context: ApiContext,
	body: unknown,
	known: KnownAmount[] = [],
): Promise<void> {
	checkSpend(body, AXON_MONEY, (await accountOf(context)).limits, known);
}

/**
 * Counts files of an upload that AppLovin failed to take, each of which is an error to it, once.
 *
 * @param isOfRun whether the run counts them too
 */
export async function countFailedFiles(
	context: ApiContext,
	upload: string,
	files: number,
	isOfRun = true,
): Promise<void> {
	countErrors(axonKey(await accountOf(context)), isOfRun ? tallyOf(context) : undefined, upload, files);
}

/** {@link roomForFiles} for a run of a node. */
export async function roomForUpload(context: ApiContext, wanted: number): Promise<FileRoom> {
	const sender = { run: tallyOf(context), signal: cancelSignal(context) };
	return await roomForFiles(axonKey(await accountOf(context)), sender, wanted);
}

/**
 * AppLovin's Axon Campaign Management API as {@link exchange} needs it. An error answer is dear (see
 * {@link errorGate}): no 4xx is sent again, but for a read that was refused as too many; a write is sent
 * again only if it never left; and what is refused as a whole is not tried in parts.
 */
export const AXON: Api<AxonRequest> = {
	name: 'AppLovin',
	addressField: 'Base URL',
	money: AXON_MONEY,
	loginFailureKind: () => undefined,
	staysWhole: true,
	repeating: {
		allows: (answer, isRead) =>
			isRead && (answer.status >= 500 || answer.status === 429) && !saysBlocked(answer),
		rateLimitPausesMs: RATE_LIMIT_PAUSES_MS,
		lockMs: LOCK_MS,
	},
	read: (answer, { writes, mayBeEmpty = false }, clean) =>
		readAxonAnswer(answer, writes, mayBeEmpty, clean),
	async open(context) {
		const account = await accountOf(context);
		const { apiKey, accountId, baseUrl, limits, previews } = account;
		const key = axonKey(account);
		return {
			account: key,
			credential: AXON_CREDENTIAL,
			hasKey: true,
			query: { account_id: accountId },
			baseUrl,
			limits,
			previews,
			window: windowFor(key, REQUESTS_PER_MINUTE),
			gate: errorGate(key, { run: tallyOf(context), signal: cancelSignal(context) }),
			secrets: () => [apiKey],
		};
	},
};

/** {@link exchange} with the Axon API. */
export async function axonRequest(
	context: ApiContext,
	request: AxonRequest,
	itemIndex = 0,
): Promise<ApiReply> {
	return await exchange(AXON, context, request, itemIndex);
}
