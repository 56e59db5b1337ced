import type { IAdditionalCredentialOptions, IDataObject } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { refuseWhileOpen } from '../guard/openFaults';
import { redact } from '../guard/redact';
import type { MoneyFields, SpendLimits } from '../guard/spend';
import type { Allowed } from '../guard/twoKeys';
import { checkAllowed } from '../guard/twoKeys';
import { ExecutionStopped, unlessCancelled } from '../ground/wait';
import { AnsweredFile } from './answeredFile';
import { checkFormTurn, checkPollTurn, rateLimitWaitMs, takeDoorTurn } from './deadline';
import type { ApiContext, ApiReply, ApiRequest, Door } from './door';
import { cancelSignal, isForm } from './door';
import { forgetLists } from './keptLists';
import type { OwnLogin } from './login';
import { sendLoggedIn, sendRenewing, sendTolerantly } from './login';
import type { SlidingWindow } from './rateLimit';
import { checkWrite, requestOptions } from './request';
import type { Answer, Outcome, Repeating } from './retry';
import { isAnswer, sendPatiently } from './retry';
import { tallyOf } from './tally';
import { networkFailure } from './thrown';

/** What an API counts against an account besides requests, such as error answers. */
export interface Gate {
	/** @throws ApiFailure if it may not be sent now */
	check(request: ApiRequest): void;
	/** Sends one try, and learns of its outcome. */
	pass(request: ApiRequest, send: () => Promise<Outcome>): Promise<Outcome>;
}

/** An account of an API, as its credential describes it, for one request. */
export interface Account {
	/** What its nodes share, rate limit and lists alike: address, client and workspace. */
	account: string;
	/** Name of the credential that n8n authenticates with. */
	credential: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The most money that one request may set. */
	limits: SpendLimits;
	/** What may be done that moves money or rights; without it, nothing. */
	allowed?: Allowed;
	/** Whether nothing may be created or changed, only shown. */
	previews?: boolean;
	/** The rate limit that the account's requests share. */
	window: SlidingWindow;
	/** The login, if the package does it itself; otherwise n8n renews the token. */
	login?: OwnLogin;
	/** Whether the login is a key that nobody renews: a 401 is an answer like any other. */
	hasKey?: boolean;
	/** What the query of each request holds, such as the account's ID. */
	query?: IDataObject;
	/** What each try must pass. */
	gate?: Gate;
	/** What n8n needs to know to authenticate. */
	additional?: IAdditionalCredentialOptions;
	/** What must appear in no error; asked for after the answer, since a token may have been renewed. */
	secrets(): string[] | Promise<string[]>;
}

/** What is specific to one API; everything else about a request is the same for all. */
export interface Api<Request extends ApiRequest = ApiRequest> extends Pick<
	Door,
	'addressField' | 'loginFailureKind'
> {
	/** Its name in messages. */
	name: string;
	/** Fields that set money, for the credential's spend limits. */
	money: MoneyFields;
	/**
	 * Whether a refused request for several things is never followed by requests for some of them: where
	 * each refusal counts against the account.
	 */
	staysWhole?: boolean;
	/** Which refused requests are sent again, and when, if not as usual. */
	repeating?: Repeating;
	/**
	 * The HTTP status that the answer to a read counts as when it may be asked for again, where a success can
	 * hold a failure that passes; by default its own.
	 */
	statusOf?(answer: Answer): number;
	/** @throws InputError for a credential that makes no sense */
	open(context: ApiContext, itemIndex: number): Promise<Account>;
	/**
	 * The content of an answer without its envelope.
	 *
	 * @param clean removes secrets from text that the API may have echoed
	 * @throws ApiFailure for an answer that says, in whatever way, that the request was not carried
	 *   out
	 */
	read(answer: Answer, request: Request, clean: (text: string) => string): unknown;
}

/**
 * Sends one request to an API and returns its content: refuses what belongs to a form that is known to
 * be wrong, what the credential does not allow and money above its limits, shows a preview instead of sending, waits for its turn, logs in or renews
 * the login if needed, repeats what may be repeated, and turns every kind of failure into an ApiFailure
 * in the API's own words.
 *
 * @param itemIndex the item whose options and credential apply; forms and polls have none
 */
export async function exchange<Request extends ApiRequest>(
	api: Api<Request>,
	context: ApiContext,
	request: Request,
	itemIndex = 0,
): Promise<ApiReply> {
	refuseWhileOpen(context);
	const account = await api.open(context, itemIndex);
	const { credential, baseUrl, limits, allowed, window, login, additional, gate, secrets } = account;
	checkAllowed(context, itemIndex, request, allowed);
	const { name, addressField, loginFailureKind, money } = api;
	const { until, writes } = request;
	const signal = request.isUrgent === true ? undefined : cancelSignal(context);
	const tally = tallyOf(context);
	if (tally !== undefined) tally.api = name;
	let isUnderWay = false;
	let leftAt = 0;
	const door: Door = {
		api: name,
		addressField,
		loginFailureKind,
		credential,
		additional,
		window,
		signal,
		until,
		tally,
		isForm: isForm(context),
		isHeard: request.isHeard === true || request.isUrgent === true,
		onWay: (now) => {
			isUnderWay = now;
			if (now) leftAt = clock.now();
		},
	};
	const options = requestOptions(context, baseUrl, request, account.query);
	checkWrite(context, request, options, { fields: money, limits }, itemIndex, account.previews);

	const send = async (): Promise<Outcome> => {
		checkPollTurn(door);
		checkFormTurn(door);
		if (login !== undefined) return await sendLoggedIn(context, door, options, login);
		gate?.check(request);
		// The turn is taken last: one that was booked earlier would be over when the gate opens.
		const sendIt = async () => {
			if (request.isUrgent !== true) await takeDoorTurn(door);
			return account.hasKey === true
				? await sendTolerantly(context, door, options)
				: await sendRenewing(context, door, options);
		};
		return gate === undefined ? await sendIt() : await gate.pass(request, sendIt);
	};
	const outcome = await sendPatiently(async () => await (request.isHeard === true ? send() : unlessCancelled(send(), signal)), {
		repeatable: writes === undefined,
		repeating: api.repeating,
		statusOf: api.statusOf,
		rateLimitWaitMs: rateLimitWaitMs(context, itemIndex),
		window,
		leftAt: () => leftAt,
		signal,
		until,
		tally,
	}).catch(async (error: unknown) => {
		// The answer to a write that was sent is no longer heard: it may have acted.
		const isLost = error instanceof ExecutionStopped && isUnderWay && writes !== undefined;
		return await Promise.reject(isLost ? new ExecutionStopped(writes) : error);
	}).finally(() => {
		// A failed or cancelled write may have acted too.
		if (writes !== undefined) forgetLists(account.account);
	});
	const hidden = [...(await secrets()), ...(request.secrets ?? [])];
	const clean = (text: string): string => redact(text, hidden);
	if (!isAnswer(outcome)) throw networkFailure(outcome, door, writes, clean);
	const { body } = outcome;
	// A file has no envelope, and must not be held in memory.
	if (body instanceof AnsweredFile) return { data: body, raw: { headers: body.headers }, clean };
	return { data: api.read(outcome, request, clean), raw: body, clean };
}
