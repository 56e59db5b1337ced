import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, noJsonFailure, redirectFailure, shownWords } from '../../common/send/answers';
import { ApiFailure } from '../../common/ground/errors';
import type { Answer } from '../../common/send/retry';
import { uncertain } from '../../common/send/thrown';
import { isBlank, isObject, quote } from '../../common/ground/values';
import type { Refusal } from './refusal';
import { apiWords, failsInHeaders, refusalIn, traceWords, withoutNoErrors } from './refusal';

const BASE_URL_HINT =
	"Check 'API Base URL' in the credential. AppLovin may have moved or closed this API.";

function nextStep(status: number): string {
	if (status === 401)
		return 'AppLovin does not accept the login of this credential. Test or reconnect it.';
	if (status === 403)
		return "The credential's scopes do not allow this, or it belongs to another account.";
	if (status === 404) return `Nothing with this ID exists. ${BASE_URL_HINT}`;
	if (status === 429) return "AppLovin is rate limiting this account. Lower 'Requests per Hour' in the credential.";
	if (status >= 500) return 'AppLovin had an internal error. Try again later.';
	return 'AppLovin rejected the values. Change what the message names.';
}

/** What a refused write names nevertheless, and so may have made. */
function namedIn(body: unknown): string[] {
	if (!isObject(body)) return [];
	return ['campaign_id', 'creative_set_id', 'id']
		.filter((name) => ['string', 'number'].includes(typeof body[name]) && !isBlank(body[name]))
		.map((name) => `${name} ${String(body[name])}`);
}

/**
 * A refusal inside a success answer in words: AppLovin's own, plus the part of the request it
 * concerns, since the words may be about the rest ("2 rows updated").
 */
function refusedWords(
	{ headers, body }: Answer,
	refusal: Refusal | undefined,
	clean: (text: string) => string,
): string {
	const words = apiWords(refusal?.part ?? body, clean, headers);
	const fields = JSON.stringify(refusal?.fields ?? {});
	const also = words === undefined ? '' : ` (${words})`;
	const told =
		refusal?.isPartly === true
			? `AppLovin completed only part of it: ${fields}${also}`
			: (words ?? `AppLovin rejected it: ${fields}`);
	return shownWords(told, clean) ?? told;
}

/** Codes of refusals that are not about the values sent: the login, its rights, the address, the pace. */
const NOT_ABOUT_VALUES = [401, 403, 404, 408, 429];

/** The failure that an answer reports in its status, headers or body. */
function failureIn(
	answer: Answer,
	writes: string | undefined,
	clean: (text: string) => string,
): ApiFailure | undefined {
	const { status, body, headers } = answer;
	const refusal = refusalIn(body);
	const isGood = status < 400;
	if (isGood && (status >= 300 || (refusal === undefined && !failsInHeaders(headers)))) {
		return undefined;
	}
	const acted = writes !== undefined && (isGood || status >= 500 || status === 408);
	const code = refusal?.code ?? status;
	const next = acted ? uncertain(writes, 'AppLovin') : nextStep(isGood ? code : status);
	const message = isGood
		? refusedWords(answer, refusal, clean)
		: (apiWords(body, clean, headers) ?? `AppLovin returned HTTP status ${status}`);
	return new ApiFailure(message, {
		httpCode: String(isGood ? code : status),
		description: `${next}${traceWords(headers, clean)}`,
		mayHaveActed: acted,
		// Which of several rows it is about is not said.
		inPart: acted && isGood && code < 500 && !NOT_ABOUT_VALUES.includes(code),
		created: acted ? [...new Set([body, refusal?.part].flatMap(namedIn))].map(clean) : [],
	});
}

/** Adds the headers' words to an error about an answer without words of its own. */
function withHeaders(
	failure: ApiFailure,
	headers: IDataObject,
	clean: (text: string) => string,
): ApiFailure {
	const words = apiWords(undefined, clean, headers);
	const trace = traceWords(headers, clean);
	if (words === undefined && trace === '') return failure;
	const message = words === undefined ? failure.message : `${failure.message}: ${words}`;
	const description = `${failure.facts.description ?? ''}${trace}`;
	return new ApiFailure(message, { ...failure.facts, description });
}

/** A hint for a plain-text answer, such as "OK", in place of JSON. */
function textHint(body: unknown, clean: (text: string) => string): string | undefined {
	if (isBlank(body) || looksLikeHtml(body)) return undefined;
	return `Its answer was ${quote(clean(String(body)))}, which can't be read any further.`;
}

/**
 * The content of an answer: the document shows bare arrays and objects.
 *
 * @param writes what the request changes, or undefined for a read
 * @param mayBeEmpty whether an answer with a success status but no content (`null` included) is good:
 *   for a change of an existing thing it means that the change was made, for a list, with status 204
 *   or `null`, that there is nothing
 * @returns undefined for such an answer
 * @throws ApiFailure for HTTP errors, redirects, a refusal inside a success answer
 *   ({@link refusalIn}), which for a write may have acted, and answers that are empty or not JSON
 */
export function readAnswer(
	answer: Answer,
	writes: string | undefined,
	mayBeEmpty: boolean,
	clean: (text: string) => string,
): unknown {
	const { status, headers, body } = answer;
	const failure = failureIn(answer, writes, clean);
	if (failure !== undefined) throw failure;
	if (status >= 300) {
		throw withHeaders(redirectFailure('AppLovin', answer, BASE_URL_HINT, writes), headers, clean);
	}
	if (typeof body === 'object' && body !== null) return withoutNoErrors(body);
	// An empty list says so; a read without any content may have been cut off.
	const isSaid = writes !== undefined || status === 204 || body === null;
	if (mayBeEmpty && isBlank(body) && isSaid) return undefined;
	const text = textHint(body, clean);
	// For a read, the address may belong to something else.
	const next = [text, writes === undefined || text === undefined ? BASE_URL_HINT : undefined]
		.filter((part) => part !== undefined)
		.join(' ');
	throw withHeaders(noJsonFailure('AppLovin', answer, writes, next), headers, clean);
}
