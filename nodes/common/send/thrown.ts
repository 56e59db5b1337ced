import type { IDataObject } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { ApiFailure } from '../ground/errors';
import { contentOf } from '../ground/json';
import { isObject } from '../ground/values';
import { noTimeLeft } from './deadline';
import type { Door } from './door';
import { networkWords } from './network';
import type { Fault, Outcome } from './retry';

const LOGIN_FAULT = 'login';

/** n8n's network codes after which the request certainly never reached the server. */
const UNSENT = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND']);

/** Reads what n8n threw: an HTTP answer, a failed login, or a fault of the network. */
export function readThrown(error: unknown, { loginFailureKind }: Door): Outcome {
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
	// Thrown with a success status: the head of an answer came, but its content broke off.
	const brokeOff = status >= 100 && status < 300;
	if (Number.isInteger(status) && status >= 300) {
		// n8n only looks for words in objects, and this content came as text.
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
	return new ApiFailure(`No response from ${api}: ${clean(fault.message)}`, {
		httpCode: fault.code === '' ? undefined : fault.code,
		description: acted
			? uncertain(writes, api)
			: `Nothing was changed. Check '${addressField}' in the credential and whether n8n can reach it.`,
		mayHaveActed: acted,
	});
}
