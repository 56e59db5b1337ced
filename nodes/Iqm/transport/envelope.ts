import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, noJsonFailure, redirectFailure, shownWords } from '../../common/send/answers';
import { ApiFailure } from '../../common/ground/errors';
import { flagOf } from '../../common/ground/flags';
import type { Answer } from '../../common/send/retry';
import type { ApiRequest } from '../../common/send/door';
import { uncertain } from '../../common/send/thrown';
import { isBlank, isObject, saidBoolean } from '../../common/ground/values';
import { OTHER_BASE_URL_HINT } from './account';
import { verdictOf } from './sentences';
import { apiWords, errorMessageIn, failuresIn, saysSomething } from './words';

export { apiWords, messageIn, reasonWords } from './words';

const NO_CONTENT = 204;
const TOO_LARGE = 413;

/** A code of 400 or more; otherwise undefined. */
function failureCode(value: unknown): number | undefined {
	const code = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
	return Number.isInteger(code) && code >= 400 && code < 600 ? code : undefined;
}

/** The code that an object states under one of the names in IQM's answers. */
function codeIn({ errorCode, statusCode, status, code }: IDataObject): number | undefined {
	return [errorCode, statusCode, status, code].map(failureCode).find((one) => one !== undefined);
}

const isFalse = (value: unknown): boolean => saidBoolean(value) === false;

/** The content of an envelope: v2 `{statusCode, responseObject}`, v3 `{success, data}`, or none. */
function contentIn(envelope: IDataObject): unknown {
	if ('responseObject' in envelope) return envelope.responseObject;
	if ('success' in envelope && 'data' in envelope) return envelope.data;
	return envelope;
}

/** The API's own code, if the body has one; it can differ from the HTTP status. */
function apiCode(body: unknown, status: number): number {
	if (!isObject(body)) return status;
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	return failureCode(inner.errorCode) ?? codeIn(body) ?? status;
}

/** Whether an envelope reports success, whatever else it says. */
function claimsSuccess({ success, statusCode }: IDataObject): boolean {
	return flagOf(success) === true || (!isBlank(statusCode) && Number(statusCode) < 300);
}

/** Whether an answer says that nothing was done. */
function saysRefused(body: IDataObject, mayFailPartly: boolean): boolean {
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	if (flagOf(body.success) === false || (isFalse(inner.status) && !mayFailPartly)) return true;
	if (claimsSuccess(body)) return false;
	// `{error}` without an envelope; for one inside, see `failuresBeside`.
	const bare = body.success === undefined && body.responseObject === undefined;
	return (
		(bare && saysSomething(body.error)) ||
		codeIn(body) !== undefined ||
		failureCode(inner.errorCode) !== undefined ||
		saysSomething(inner.errorMsg)
	);
}

/** `failedData`, `invalidCampaignIds`, `audienceFailedIds`, `mfaEnablingFailed` and the like. */
const FAILED_KEY = /^(failed|invalid)|(Failed|Invalid)(?=[A-Z]|$)|_(failed|invalid)(_|$)/;

type Writing = Pick<ApiRequest, 'writes' | 'mayFailPartly' | 'ownFailures' | 'made'>;

/** The things for which an object says a write was refused, whatever else was done. */
function partsThatFailed(part: IDataObject, own: string[]): string | undefined {
	const failed = Object.entries(part).filter(
		([key, value]) => FAILED_KEY.test(key) && !own.includes(key) && saysSomething(value),
	);
	if (failed.length === 0) return undefined;
	const words = failed.map(([key, value]) => {
		const list = Array.isArray(value) && value.every((one) => typeof one !== 'object');
		return `${key}: ${list ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)}`;
	});
	return `IQM completed only part of it. ${words.join('; ')}`;
}

/** Keys under which an answer has a sentence about what was done. */
const SENTENCE_KEYS = ['message', 'msg', 'data', 'result'];

/** The sentences of an answer about what was done. */
function sentencesIn(content: unknown): string[] {
	const values: unknown[] = Array.isArray(content)
		? content
		: isObject(content)
			? SENTENCE_KEYS.map((key) => content[key])
			: [content];
	return values.filter((value) => typeof value === 'string').filter((text) => !isBlank(text) && !/^\s*\d+\s*$/.test(text));
}

/**
 * The failures in an answer that reports success: "success": true with `errorObjects` (Reports API
 * guideline, "Update Report Schedule": wrong addresses are left out, the rest is saved), with `error`,
 * with lists such as `failedAudienceIds`, or content that says `status: false`. In the content of a
 * read, such fields are data.
 */
function failuresBeside(
	body: IDataObject,
	{ writes, mayFailPartly = false, ownFailures = [] }: Writing,
): string | undefined {
	const content = contentIn(body);
	const inner = isObject(content) ? content : {};
	const isOlder = 'responseObject' in body;
	const outerCode = codeIn(body) ?? (isOlder ? failureCode(inner.errorCode) : undefined);
	const wordsOr = (words: string): string => apiWords(body, (text) => text) ?? words;
	const told =
		failuresIn(body) ??
		(content === body ? undefined : errorMessageIn(body)) ??
		(isOlder ? failuresIn(inner) : undefined) ??
		(outerCode === undefined ? undefined : wordsOr(`IQM returned the code ${outerCode}`));
	if (told !== undefined || writes === undefined) return told;
	const code = codeIn(inner);
	const isPartly = mayFailPartly && isFalse(inner.status);
	// If an update may fail partly, its caller reads the message beside `status: false`.
	const sentences = [...sentencesIn(body), ...(isPartly ? [] : sentencesIn(content))];
	const undone =
		(isFalse(inner.status) && !isPartly) ||
		isFalse(inner.success) ||
		/^(?:failed|failure|error)$/i.test(String(inner.status));
	return (
		failuresIn(inner) ??
		errorMessageIn(inner) ??
		partsThatFailed(body, ownFailures) ??
		partsThatFailed(inner, ownFailures) ??
		sentences.find((text) => verdictOf(text) === 'refused') ??
		(code !== undefined ? wordsOr(`IQM returned the code ${code}`) : undefined) ??
		(undone ? wordsOr('IQM reported that it was not done') : undefined)
	);
}

const NEXT_STEP: Record<number, string> = {
	401: 'IQM does not accept the login of this credential. Press Test in the credential.',
	403: "This user is not allowed to do that. Check the user's permissions in IQM and 'Organization Workspace ID' in the credential.",
	429: "IQM is rate limiting this account: it allows 20 requests a minute. Lower 'Requests per Minute' in the credential, or raise 'Rate Limit Wait'.",
};

/** What the user can do about an answer that breaks the API's promises. */
function nextStep(code: number): string | undefined {
	if (NEXT_STEP[code] !== undefined) return NEXT_STEP[code];
	if (code === 404) return OTHER_BASE_URL_HINT;
	if (code >= 500) return 'IQM had an internal error. Try again later.';
	if (code >= 400) return 'IQM rejected the values. Change what the message names.';
	return undefined;
}

/**
 * The error for a request that the server did not read to its end, whether it answered with JSON or a
 * page.
 */
function tooLarge(words: string | undefined, isUpload: boolean): ApiFailure {
	const what = isUpload ? 'The file is too large' : 'The request is too large';
	return new ApiFailure(`${what} for IQM's server${words === undefined ? '' : `: ${words}`}`, {
		httpCode: String(TOO_LARGE),
		description: `Nothing was created or changed. ${isUpload ? 'Upload a smaller file, or several.' : 'Send fewer at once.'}`,
	});
}

/** The error for an answer with a success status that reports failures. */
function besideFailure(
	words: string,
	body: IDataObject,
	status: number,
	{ writes, made }: Writing,
): ApiFailure {
	const acted = writes !== undefined;
	return new ApiFailure(words, {
		httpCode: String(apiCode(body, status)),
		description: acted
			? uncertain(writes, 'IQM')
			: 'IQM reported this along with its response, which may be incomplete. Nothing was changed.',
		mayHaveActed: acted,
		created: acted ? made?.(contentIn(body)) : undefined,
		inPart: acted,
	});
}

/** Whether an answer has no content: each document shows a sentence, an ID or a list. */
function saysNothing(content: unknown): boolean {
	if (Array.isArray(content)) return content.length === 0;
	if (isObject(content)) return Object.keys(content).every((key) => key === 'success');
	return isBlank(content) || /^(?:false|null|none|0)$/i.test(String(content).trim());
}

/**
 * The content of an answer: v3 `{success, data}`, v2 `{statusCode, responseObject}`, or a bare array
 * or object.
 *
 * @param request says what is created or changed, and which failures the caller reads itself
 * @param clean removes secrets from text that the API may have echoed
 * @returns undefined for HTTP 204 to a read, which is how IQM answers a list without rows
 * @throws ApiFailure for HTTP errors and redirects, for HTTP 200 with `success: false`, an inner
 *   `statusCode` of 400 or more, `responseObject.errorMsg` or `status: false`, for failures reported
 *   beside a success, even in a sentence, for answers that are empty or not JSON, and if a sentence is
 *   expected but none says that it was done
 */
export function readAnswer(
	answer: Answer,
	request: Writing & Pick<ApiRequest, 'uploadBytes' | 'hasSentence'>,
	clean: (text: string) => string,
): unknown {
	const { status, body } = answer;
	const { writes, mayFailPartly = false, uploadBytes, hasSentence } = request;
	const code = apiCode(body, status);
	if (status >= 400 || (isObject(body) && saysRefused(body, mayFailPartly))) {
		const words = apiWords(body, clean);
		if (code === TOO_LARGE || status === TOO_LARGE)
			throw tooLarge(words, uploadBytes !== undefined);
		const acted = writes !== undefined && (code >= 500 || code === 408 || status >= 500);
		const html = looksLikeHtml(body);
		// An answer without an envelope may hold an error and no code.
		const read = writes === undefined ? 'Nothing was changed.' : undefined;
		const step = html ? OTHER_BASE_URL_HINT : (nextStep(code) ?? read);
		throw new ApiFailure(words ?? `IQM returned HTTP status ${code}`, {
			httpCode: String(code),
			description: acted ? uncertain(writes, 'IQM') : step,
			mayHaveActed: acted,
		});
	}
	if (status >= 300) throw redirectFailure('IQM', answer, OTHER_BASE_URL_HINT);
	if (status === NO_CONTENT && writes === undefined && isBlank(body)) return undefined;
	if (typeof body !== 'object' || body === null) {
		throw noJsonFailure('IQM', answer, writes, OTHER_BASE_URL_HINT);
	}
	const told = isObject(body) ? shownWords(failuresBeside(body, request), clean) : undefined;
	if (told !== undefined) throw besideFailure(told, body as IDataObject, status, request);
	const content = isObject(body) ? contentIn(body) : body;
	if (writes === undefined || hasSentence !== true) return content;
	const unclear = sentencesIn(content).find((text) => verdictOf(text) === 'unclear');
	if (!saysNothing(content) && unclear === undefined) return content;
	const words = unclear === undefined ? '' : `: ${shownWords(unclear, clean)}`;
	throw new ApiFailure(`IQM's response does not say what was done${words}`, {
		httpCode: String(status),
		description: uncertain(writes, 'IQM'),
		mayHaveActed: true,
	});
}
