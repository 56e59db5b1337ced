import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, noJsonFailure, redirectFailure, shownWords } from '../../common/answers';
import { ApiFailure } from '../../common/errors';
import type { Answer } from '../../common/retry';
import type { ApiRequest } from '../../common/send';
import { uncertain } from '../../common/send';
import { isBlank, isObject } from '../../common/values';
import { OTHER_BASE_URL_HINT } from './account';

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** One entry of `errorObjects`: `{error, reason?, field?}`. */
function errorObjectWords(entry: unknown): string | undefined {
	if (!isObject(entry)) return textOf(entry);
	const error = textOf(entry.error) ?? textOf(entry.message);
	const reason = textOf(entry.reason);
	const field = textOf(entry.field);
	const words = [error, reason].filter((part) => part !== undefined).join(' ');
	if (words === '') return undefined;
	return field === undefined ? words : `${words} (field ${field})`;
}

function joined(entries: unknown, words: (entry: unknown) => string | undefined) {
	if (!Array.isArray(entries)) return undefined;
	const texts = entries.map(words).filter((text) => text !== undefined);
	return texts.length > 0 ? texts.join('; ') : undefined;
}

/** `reason: [{errorMessage, id, campaignName}]` of an update that answers `status: false`. */
export function reasonWords(entry: unknown): string | undefined {
	if (!isObject(entry)) return textOf(entry);
	const message = textOf(entry.errorMessage);
	return message === undefined || isBlank(entry.id) ? message : `${String(entry.id)}: ${message}`;
}

/** The sentence in the content of an answer, as part of a result; nothing where it has none. */
export function messageIn(data: unknown): { message?: IDataObject[string] } {
	return isObject(data) && !isBlank(data.message) ? { message: data.message } : {};
}

/**
 * The API's own words in an answer, for a message.
 *
 * @param clean removes secrets from text that the API may have echoed; before the text is cut,
 * since half a secret would not be recognised
 */
export function apiWords(body: unknown, clean: (text: string) => string): string | undefined {
	return shownWords(wordsIn(body), clean);
}

/**
 * The words in whatever shape IQM's two generations use: `errorObjects`,
 * `responseObject.errorMsg`, `error`/`error_description`, `error.message`, `message`.
 */
function wordsIn(body: unknown): string | undefined {
	if (!isObject(body)) return looksLikeHtml(body) ? undefined : textOf(body);
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	const field = textOf(inner.errorField);
	const errorMsg = textOf(inner.errorMsg);
	const error = isObject(body.error) ? textOf(body.error.message) : textOf(body.error);
	const data = isObject(body.data) ? body.data : {};
	return (
		joined(body.errorObjects, errorObjectWords) ??
		(errorMsg !== undefined && field !== undefined ? `${errorMsg} (field ${field})` : errorMsg) ??
		joined(inner.reason, reasonWords) ??
		textOf(body.error_description) ??
		error ??
		textOf(body.message) ??
		textOf(inner.message) ??
		textOf(data.reason) ??
		textOf(data.message)
	);
}

/** The API's own code where the body has one; it can differ from the HTTP status. */
function apiCode(body: unknown, status: number): number {
	if (!isObject(body)) return status;
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	const code = Number(inner.errorCode ?? body.statusCode);
	return Number.isInteger(code) && code >= 400 ? code : status;
}

function saysFailed(body: IDataObject, mayFailPartly: boolean): boolean {
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	// `{error}` without an envelope; inside of one it says nothing that the envelope does not.
	const bare = body.success === undefined && body.responseObject === undefined;
	return (
		body.success === false ||
		(bare && (textOf(body.error) !== undefined || isObject(body.error))) ||
		Number(body.statusCode) >= 400 ||
		!isBlank(inner.errorMsg) ||
		(inner.status === false && !mayFailPartly)
	);
}

const NEXT_STEP: Record<number, string> = {
	401: 'IQM does not accept the login of this credential. Press Test in the credential.',
	403: "This user may not do that. Check the user's rights in IQM and 'Organization Workspace ID' in the credential.",
	429: "IQM allows 20 requests a minute. Lower 'Requests per Minute' in the credential, or raise 'Rate Limit Wait'.",
};

/** What the user can do about an answer that is not what the API promises. */
function nextStep(code: number): string | undefined {
	if (NEXT_STEP[code] !== undefined) return NEXT_STEP[code];
	if (code === 404) return OTHER_BASE_URL_HINT;
	if (code >= 500) return 'IQM failed on its side. Try again later.';
	if (code >= 400) return 'IQM refused the values. Change what the message names.';
	return undefined;
}

/**
 * Takes the content out of an answer: v3 `{success, data}`, v2 `{statusCode, responseObject}`, or a
 * bare array or object.
 *
 * @param request what it creates or changes, and whether it may fail for some of several things
 * @param clean removes secrets from text that the API may have echoed
 * @throws ApiFailure for HTTP errors and redirects, for HTTP 200 with `success: false`, an inner
 * `statusCode` of 400 or more, `responseObject.errorMsg` or `status: false`, and for answers that
 * are empty or not JSON
 */
export function readAnswer(
	answer: Answer,
	{ writes, mayFailPartly = false }: Pick<ApiRequest, 'writes' | 'mayFailPartly'>,
	clean: (text: string) => string,
): unknown {
	const { status, body } = answer;
	const code = apiCode(body, status);
	const failed = status >= 400 || (isObject(body) && saysFailed(body, mayFailPartly));
	if (failed) {
		const acted = writes !== undefined && (code >= 500 || code === 408 || status >= 500);
		const html = looksLikeHtml(body);
		throw new ApiFailure(apiWords(body, clean) ?? `IQM answered with HTTP status ${code}`, {
			httpCode: String(code),
			description: acted ? uncertain(writes, 'IQM') : html ? OTHER_BASE_URL_HINT : nextStep(code),
			mayHaveActed: acted,
		});
	}
	if (status >= 300) throw redirectFailure('IQM', answer, OTHER_BASE_URL_HINT);
	if (typeof body !== 'object' || body === null) {
		throw noJsonFailure('IQM', answer, writes, OTHER_BASE_URL_HINT);
	}
	if (Array.isArray(body)) return body;
	const envelope = body as IDataObject;
	if ('responseObject' in envelope) return envelope.responseObject;
	if ('success' in envelope && 'data' in envelope) return envelope.data;
	return envelope;
}
