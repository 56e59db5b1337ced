import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { networkWords } from '../../common/network';
import { takeTurn, windowFor } from '../../common/rateLimit';
import { redact } from '../../common/redact';
import type { Fault, Outcome } from '../../common/retry';
import { isAnswer, RATE_LIMIT_WAIT_MINUTES, sendPatiently } from '../../common/retry';
import { isObject } from '../../common/values';
import { unlessCancelled } from '../../common/wait';
import type { IqmAccount } from './account';
import { rateLimitKey, readAccount, secretsOf } from './account';
import { readAnswer, uncertain } from './envelope';
import { loginFailureKind, newestToken } from './session';

export type IqmContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** One request to IQM, without anything of authentication, envelopes or retries. */
export interface IqmRequest {
	method: IHttpRequestMethods;
	/** Path from the base URL on; ids in it are encoded by the caller ({@link pathId}). */
	path: string;
	query?: IDataObject;
	/** A JSON body; the platform's FormData goes out as multipart. */
	body?: IDataObject | FormData;
	/**
	 * What the request creates or changes, in the user's words ("campaign"). Without it the request
	 * is a read, and may be repeated.
	 */
	writes?: string;
	/** Bytes of the files in the body; the timeout grows with them. */
	uploadBytes?: number;
}

export interface IqmReply {
	/** The content without its envelope. */
	data: unknown;
	/** The answer as it came. */
	raw: unknown;
	/** Takes secrets out of text of the answer that goes into an error. */
	clean: (text: string) => string;
}

const CREDENTIAL = 'iqmApi';
const LOGIN_FAULT = 'login';
const TIMEOUT_MS = 120_000;

/** Slowest upload that is waited for, in bytes per millisecond (128 KiB/s). */
const SLOWEST_UPLOAD = 131;

/** n8n's network codes after which the request surely never reached the server. */
const UNSENT = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND']);

/** Encodes an id for a path: `../`, `?` and `#` change nothing but that id. */
export function pathId(id: string): string {
	return encodeURIComponent(id);
}

export async function iqmAccount(context: IqmContext): Promise<IqmAccount> {
	return readAccount(await context.getCredentials(CREDENTIAL));
}

/** The cancel signal of an execution; forms that load lists have none. */
function cancelSignal(context: IqmContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * Sends one request to IQM and returns its content: waits for its turn (20 requests a minute), logs
 * in or renews the login where needed, repeats what may be repeated, and turns every kind of
 * failure into an {@link ApiFailure} in the API's own words.
 *
 * @param itemIndex the item whose option "Longest Rate Limit Wait" holds
 */
export async function iqmRequest(
	context: IqmContext,
	request: IqmRequest,
	itemIndex = 0,
): Promise<IqmReply> {
	const account = await iqmAccount(context);
	const window = windowFor(rateLimitKey(account), account.requestsPerMinute);
	const signal = cancelSignal(context);
	const options = requestOptions(account, request);

	const outcome = await sendPatiently(
		async () => await unlessCancelled(sendRenewing(context, options, window, signal), signal),
		{
			repeatable: request.writes === undefined,
			rateLimitWaitMs: rateLimitWaitMs(context, itemIndex),
			window,
			signal,
		},
	);
	const clean = (text: string) => redact(text, [...secretsOf(account), newestToken(account)]);
	if (!isAnswer(outcome)) throw networkFailure(outcome, request.writes, clean);
	return { data: readAnswer(outcome, request.writes, clean), raw: outcome.body, clean };
}

/** The option "Longest Rate Limit Wait" of an execution; an open form does not make its user wait. */
function rateLimitWaitMs(context: IqmContext, itemIndex: number): number {
	if (!('getInputData' in context)) return 0;
	const minutes = context.getNodeParameter(
		'options.rateLimitWaitMinutes',
		itemIndex,
		RATE_LIMIT_WAIT_MINUTES,
	) as number;
	return Math.max(0, Number(minutes)) * 60_000;
}

function requestOptions(account: IqmAccount, request: IqmRequest): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method,
		baseURL: account.baseUrl,
		url: request.path,
		headers: { Accept: 'application/json' },
		returnFullResponse: true,
		// Following a redirect would hold the whole body in memory, and could lead anywhere.
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS + (request.uploadBytes ?? 0) / SLOWEST_UPLOAD,
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
 * Sends once, and once more after n8n has renewed the login. n8n renews on a thrown 401 only, so
 * that one status is not ignored; n8n before 2.12 ignores it all the same and returns it, then the
 * second send goes out without ignoring anything.
 */
async function sendRenewing(
	context: IqmContext,
	options: IHttpRequestOptions,
	window: Parameters<typeof takeTurn>[0],
	signal: AbortSignal | undefined,
): Promise<Outcome> {
	const tolerant = { ignore: true as const, except: [401] };
	const first = await sendOnce(context, { ...options, ignoreHttpStatusErrors: tolerant });
	if (!isAnswer(first) || first.status !== 401) return first;
	await takeTurn(window, signal);
	return await sendOnce(context, options);
}

async function sendOnce(context: IqmContext, options: IHttpRequestOptions): Promise<Outcome> {
	try {
		// n8n writes the credential's headers into the options it is given.
		const answer = (await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, {
			...options,
			headers: { ...options.headers },
		})) as { statusCode: number; headers: IDataObject; body: unknown };
		return { status: answer.statusCode, headers: answer.headers ?? {}, body: answer.body };
	} catch (error) {
		return readThrown(error);
	}
}

/** Reads what n8n threw: an HTTP answer, a failed login, or a fault of the network. */
function readThrown(error: unknown): Outcome {
	const thrown = error as {
		message?: string;
		description?: string | null;
		httpCode?: string | null;
		context?: IDataObject;
		cause?: { code?: string };
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
		const data = thrown.context?.data;
		const words = thrown.messages?.at(-1) ?? thrown.description ?? thrown.message;
		return { status, headers: {}, body: isObject(data) ? data : { message: words } };
	}
	const code = brokeOff ? 'ERR_BAD_RESPONSE' : String(thrown.httpCode ?? thrown.cause?.code ?? '');
	const words = networkWords(code) ?? thrown.messages?.at(-1) ?? thrown.message ?? 'unknown reason';
	return { code, message: words, unsent: UNSENT.has(code) };
}

function networkFailure(
	fault: Fault,
	writes: string | undefined,
	clean: (text: string) => string,
): ApiFailure {
	if (fault.code === LOGIN_FAULT) return new ApiFailure(clean(fault.message));
	const acted = writes !== undefined && !fault.unsent;
	return new ApiFailure(`No answer from IQM: ${clean(fault.message)}`, {
		httpCode: fault.code === '' ? undefined : fault.code,
		description: acted
			? uncertain(writes)
			: "Nothing was changed. Check 'Base URL' in the credential and whether n8n can reach it.",
		mayHaveActed: acted,
	});
}
