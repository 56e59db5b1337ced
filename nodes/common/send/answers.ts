import { ApiFailure } from '../ground/errors';
import type { Answer } from './retry';
import { uncertain } from './thrown';
import { isBlank } from '../ground/values';

/** The longest text of an answer that goes into a message. */
const MOST_WORDS = 500;

export function looksLikeHtml(body: unknown): boolean {
	return typeof body === 'string' && /^\s*<(!doctype|html|head|body)/i.test(body);
}

/**
 * An API's own words for a message. Secrets are removed before the text is cut, since half a secret
 * would not be recognised.
 */
export function shownWords(
	words: string | undefined,
	clean: (text: string) => string,
): string | undefined {
	return words === undefined ? undefined : clean(words).slice(0, MOST_WORDS);
}

/**
 * The error for a redirect, which is never followed.
 *
 * @param writes what the request changes, for an API that may answer "See Other" once it has acted
 */
export function redirectFailure(
	api: string,
	{ status }: Answer,
	baseUrlHint: string,
	writes?: string,
): ApiFailure {
	const mayHaveActed = writes !== undefined && status === 303;
	return new ApiFailure(`${api} returned a redirect (HTTP status ${status})`, {
		httpCode: String(status),
		description: mayHaveActed ? uncertain(writes, api) : baseUrlHint,
		mayHaveActed,
	});
}

/**
 * The error for an answer with a success status that is empty or not JSON: a write may have happened.
 */
export function noJsonFailure(
	api: string,
	{ status, body }: Answer,
	writes: string | undefined,
	baseUrlHint: string,
): ApiFailure {
	const what = looksLikeHtml(body)
		? 'a web page instead of JSON'
		: isBlank(body)
			? 'an empty response'
			: 'something that is not JSON';
	const again = writes === undefined ? 'Try again later.' : undefined;
	const hint = isBlank(body) ? again : baseUrlHint;
	const unsure = writes === undefined ? undefined : uncertain(writes, api);
	return new ApiFailure(`${api} returned ${what} (HTTP status ${status})`, {
		httpCode: String(status),
		description: [unsure, hint].filter((part) => part !== undefined).join(' '),
		mayHaveActed: writes !== undefined,
	});
}
