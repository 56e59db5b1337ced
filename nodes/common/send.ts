import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { clock } from './clock';
import { ApiFailure } from './errors';
import { contentOf } from './json';
import { closeFile } from './multipart';
import { networkWords } from './network';
import { checkPollTurn, noTimeLeft, pollStop, takeDoorTurn, timeLeft } from './pollTime';
import { Previewed, previewOf, wantsPreview } from './preview';
import type { SlidingWindow } from './rateLimit';
import type { Fault, Outcome } from './retry';
import { isAnswer, RATE_LIMIT_WAIT_LABEL, RATE_LIMIT_WAIT_MINUTES, withJitter } from './retry';
import type { Session, Sessions } from './sessions';
import type { KnownAmount, MoneyFields, SpendLimits } from './spend';
import { checkSpend } from './spend';
import { isObject, toNumber } from './values';
import { pause } from './wait';

/** Where requests come from: a run, an open form, or a polling trigger. */
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** One request, without anything of authentication, envelopes or retries. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Path from the base URL on; ids in it are encoded by the caller ({@link pathId}). */
	path: string;
	query?: IDataObject;
	/** A JSON body; the platform's FormData goes out as multipart. */
	body?: IDataObject | IDataObject[] | FormData;
	/**
	 * What the request creates or changes, in the user's words ("campaign"). Without it the request
	 * is a read, and may be repeated.
	 */
	writes?: string;
	/**
	 * Whether an answer of HTTP 200 that says `status: false` is handed to the caller: a request for
	 * several things may have changed some of them, and only the caller knows how to read which.
	 */
	mayFailPartly?: boolean;
	/**
	 * Keys of an answer that tell of failures and are read by the caller, such as `failedData`. All
	 * others of their kind make the answer to a write a failure.
	 */
	ownFailures?: string[];
	/**
	 * Whether the document shows a sentence as the answer, which nothing else of it is read for: one
	 * without any content does not say that it was done.
	 */
	hasSentence?: boolean;
	/** What an answer says was made or changed, a label each, should it tell of failures beside it. */
	made?: (content: unknown) => string[];
	/** Bytes of the files in the body; the timeout grows with them. */
	uploadBytes?: number;
	/** Money that the request sets without holding it, for the credential's spend limits. */
	spends?: KnownAmount[];
	/**
	 * When a poll must be over, in milliseconds since the epoch: nothing is waited for beyond it. Each
	 * request of a polling trigger has one.
	 */
	until?: number;
}

export interface ApiReply {
	/** The content without its envelope. */
	data: unknown;
	/** The answer as it came. */
	raw: unknown;
	/** Takes secrets out of text of the answer that goes into an error. */
	clean: (text: string) => string;
}

/** How a failed login is told from other errors: n8n hands errors of a credential on as text. */
export type LoginFailureKind = 'unreachable' | 'rateLimited' | 'refused';

/** The way through n8n to one API. */
export interface Door {
	/** The API's name in messages. */
	api: string;
	/** The credential's field that says where the API is. */
	addressField: string;
	/** The credential that n8n authenticates with. */
	credential: string;
	window: SlidingWindow;
	signal: AbortSignal | undefined;
	loginFailureKind: (message: string) => LoginFailureKind | undefined;
	additional?: IAdditionalCredentialOptions;
	/** That of the request: {@link ApiRequest.until}. */
	until?: number;
}

const LOGIN_FAULT = 'login';
const TIMEOUT_MS = 120_000;

/** How long an open form waits, in ms, for its turn and for an answer: its user looks on. */
const FORM_TURN_MS = 61_000;
const FORM_TIMEOUT_MS = 30_000;

/** How often a request goes out that is answered with 401, and the pause before the third, in ms. */
const MOST_ROUNDS = 5;
const ROUND_PAUSE_MS = 2_000;

/** Slowest upload that is waited for, in bytes per millisecond (128 KiB/s). */
const SLOWEST_UPLOAD = 131;

/** n8n's network codes after which the request surely never reached the server. */
const UNSENT = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND']);

/** Encodes an id for a path: `../`, `?` and `#` change nothing but that id. */
export function pathId(id: string): string {
	return encodeURIComponent(id);
}

/** The cancel signal of an execution; forms that load lists have none. */
export function cancelSignal(context: ApiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether a form is open, whose user looks on: it is neither a run nor a poll. */
function isForm(context: ApiContext): boolean {
	return !('getInputData' in context) && !('getActivationMode' in context);
}

/**
 * The option "Rate Limit Wait" of an execution; an open form does not make its user wait, and a poll
 * waits until it must be over.
 */
export function rateLimitWaitMs(context: ApiContext, itemIndex: number): number {
	if (isForm(context)) return 0;
	if (!('getInputData' in context)) return Infinity;
	const minutes: unknown = context.getNodeParameter(
		'options.rateLimitWaitMinutes',
		itemIndex,
		RATE_LIMIT_WAIT_MINUTES,
	);
	return Math.max(0, toNumber(minutes, RATE_LIMIT_WAIT_LABEL)) * 60_000;
}

/**
 * Refuses a request whose turn comes too late for whoever waits for it: a poll that must be over, or
 * a user who looks at a form. An execution that met a 429 may hold all requests back for long.
 */
export function checkTurn(context: ApiContext, door: Door): void {
	checkPollTurn(door);
	const waitMs = door.window.next() - clock.now();
	if (!isForm(context) || waitMs <= FORM_TURN_MS) return;
	throw new ApiFailure(
		`${door.api} answered an execution that there were too many requests: the next one goes out in ${Math.ceil(waitMs / 1_000)} seconds`,
		{ httpCode: '429', description: 'Open the list again later, or enter the ID.' },
	);
}

function timeoutMs(context: ApiContext, uploadBytes: number): number {
	if (isForm(context)) return FORM_TIMEOUT_MS;
	return TIMEOUT_MS + uploadBytes / SLOWEST_UPLOAD;
}

/** The request as n8n sends it; authentication is n8n's. */
export function requestOptions(
	context: ApiContext,
	baseUrl: string,
	request: ApiRequest,
): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method,
		baseURL: baseUrl,
		url: request.path,
		headers: { Accept: 'application/json' },
		returnFullResponse: true,
		// n8n would parse it, and whole numbers beyond 2^53 would lose their last digits.
		encoding: 'text',
		// Following a redirect would hold the whole body in memory, and could lead anywhere.
		disableFollowRedirect: true,
		timeout: timeoutMs(context, request.uploadBytes ?? 0),
	};
	if (request.query !== undefined) options.qs = request.query;
	if (request.body !== undefined) {
		options.body = request.body;
		if (!(request.body instanceof FormData)) {
			options.headers = { ...options.headers, 'Content-Type': 'application/json' };
		}
	}
	return options;
}

/**
 * What stands between a write and the API: the credential's spend limits, and the option "Preview".
 * Here, so that no operation can forget them.
 *
 * @throws InputError for an amount above a limit; Previewed when the request is only to be shown
 */
export function checkWrite(
	context: ApiContext,
	request: ApiRequest,
	options: IHttpRequestOptions,
	money: { fields: MoneyFields; limits: SpendLimits },
	itemIndex: number,
): void {
	if (request.writes === undefined) return;
	checkSpend(request.body, money.fields, money.limits, request.spends);
	if (!('getInputData' in context)) return;
	if (wantsPreview(context, itemIndex)) throw new Previewed([previewOf(options)]);
}

/**
 * Sends once, and once more after n8n has renewed an OAuth2 token. n8n renews on a thrown 401 only,
 * so that one status is not ignored.
 */
export async function sendRenewing(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	const tolerant = { ignore: true as const, except: [401] };
	return await sendOnce(context, door, { ...options, ignoreHttpStatusErrors: tolerant });
}

/** Hands n8n the credential without its token, which makes it log in first. */
function withoutToken(
	credentials: ICredentialDataDecryptedObject,
	credential: string,
): IAdditionalCredentialOptions {
	const data = { ...credentials, sessionToken: '' };
	return { credentialsDecrypted: { id: '', name: '', type: credential, data } };
}

/** A login that the package does itself, in a credential's `preAuthentication`. */
export interface OwnLogin {
	sessions: Sessions<Session>;
	/** The account's key in them. */
	key: string;
	/** Whether a stored token is too old to begin with. */
	isAged?: (credentials: ICredentialDataDecryptedObject) => boolean;
}

/**
 * Sends with the token that n8n has stored, and logs in first where there is none or where it met a
 * 401, which says that nothing was done.
 *
 * A login may end older tokens, and in queue mode other processes log in too: so after a 401 the
 * credential is read again, and a token that somebody else has stored meanwhile is used before a
 * login would end that one. A 401 that stays after one new login is the answer, unless other processes
 * log in with this account: the API does not take this login here, and each try would cost two requests.
 */
export async function sendLoggedIn(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
	{ sessions, key, isAged }: OwnLogin,
): Promise<Outcome> {
	const dead = new Set<string>();
	const rounds = isForm(context) ? 2 : MOST_ROUNDS;
	let mayLogIn = true;
	let refusal: Outcome | undefined;
	for (let round = 1; ; round++) {
		const credentials = await context.getCredentials(door.credential);
		const stored = String(credentials.sessionToken ?? '');
		const isGood = stored !== '' && !dead.has(stored) && isAged?.(credentials) !== true;
		const obtainedAt = Number(credentials.sessionObtainedAt) || 0;
		const isShared = sessions.isShared(key, { token: stored, obtainedAt });
		if (!isGood && !mayLogIn && !isShared && refusal !== undefined) return refusal;
		// After a renewal, a good token is one that somebody else has stored.
		if (isGood) mayLogIn = true;
		const before = sessions.lastTokens(key)[0];
		// A login that comes first takes the turns for both.
		if (isGood) await takeDoorTurn(door);
		const through = isGood
			? door
			: { ...door, additional: withoutToken(credentials, door.credential) };
		const outcome = await sessions.wanting(
			key,
			door.signal ?? pollStop(door),
			async () => await sendOnce(context, through, { ...options, ignoreHttpStatusErrors: true }),
		);
		if (!isAnswer(outcome) || outcome.status !== 401 || round >= rounds) return outcome;

		const newest = sessions.lastTokens(key)[0];
		// Where another execution of this process had logged in, its token was taken, without a login.
		if (!isGood && refusal !== undefined && newest !== before) mayLogIn = false;
		refusal = outcome;
		const refused = isGood ? stored : newest;
		dead.add(refused);
		sessions.discard(key, refused);
		// The first time the token has simply expired. Later on another process may be about to store one.
		if (!mayLogIn || (isShared && round > 1)) {
			await pause(withJitter(ROUND_PAUSE_MS * Math.max(1, round - 1)), door.signal);
		}
	}
}

async function sendOnce(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			door.credential,
			// n8n writes the credential's headers into the options it is given.
			{
				...options,
				headers: { ...options.headers },
				timeout: timeLeft(options.timeout ?? TIMEOUT_MS, door),
			},
			door.additional,
		)) as { statusCode: number; headers: IDataObject; body: unknown };
		const { statusCode: status, headers = {}, body } = answer;
		return { status, headers, body: contentOf(body) };
	} catch (error) {
		const outcome = readThrown(error, door);
		if (!isAnswer(outcome) && options.body instanceof FormData) closeFile(options.body);
		return outcome;
	}
}

/** Reads what n8n threw: an HTTP answer, a failed login, or a fault of the network. */
function readThrown(error: unknown, { loginFailureKind }: Door): Outcome {
	const thrown = error as {
		message?: string;
		description?: string | null;
		httpCode?: string | null;
		context?: IDataObject;
		cause?: { code?: string; response?: { data?: unknown } };
		messages?: string[];
	};
	const login = (thrown.messages ?? []).concat(thrown.message ?? '').find(loginFailureKind);
	if (login !== undefined) {
		const kind = loginFailureKind(login);
		if (kind === 'rateLimited') {
			return { status: 429, headers: {}, body: { message: login } };
		}
		return { code: LOGIN_FAULT, message: login, unsent: true, final: kind === 'refused' };
	}
	const status = Number(thrown.httpCode);
	// Thrown with a good status: the head of an answer came, but its content broke off.
	const brokeOff = status >= 100 && status < 300;
	if (Number.isInteger(status) && status >= 300) {
		// n8n looks for words in objects alone, and this content came as text.
		const data = contentOf(thrown.cause?.response?.data) ?? thrown.context?.data;
		const words = thrown.messages?.at(-1) ?? thrown.description ?? thrown.message;
		return { status, headers: {}, body: isObject(data) ? data : { message: words } };
	}
	const code = brokeOff ? 'ERR_BAD_RESPONSE' : String(thrown.httpCode ?? thrown.cause?.code ?? '');
	const words = networkWords(code) ?? thrown.messages?.at(-1) ?? thrown.message ?? 'unknown reason';
	return { code, message: words, unsent: UNSENT.has(code) };
}

/** The text for a write whose outcome nobody knows. */
export function uncertain(what: string, api: string): string {
	return `The ${what} may or may not have been created or changed: check in ${api} before running again. This execution will not send it again.`;
}

/** The error for a request that got no answer. */
export function networkFailure(
	fault: Fault,
	{ api, addressField, until }: Door,
	writes: string | undefined,
	clean: (text: string) => string,
): ApiFailure {
	if (until !== undefined && clock.now() >= until) return noTimeLeft(api);
	if (fault.code === LOGIN_FAULT) return new ApiFailure(clean(fault.message));
	const acted = writes !== undefined && !fault.unsent;
	return new ApiFailure(`No answer from ${api}: ${clean(fault.message)}`, {
		httpCode: fault.code === '' ? undefined : fault.code,
		description: acted
			? uncertain(writes, api)
			: `Nothing was changed. Check '${addressField}' in the credential and whether n8n can reach it.`,
		mayHaveActed: acted,
	});
}
