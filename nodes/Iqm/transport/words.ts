import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, shownWords } from '../../common/send/answers';
import { isBlank, isObject } from '../../common/ground/values';

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** How answers say that there is no failure: "No error", "000", "OK". */
const NO_FAILURE =
	/^(?:|none|null|false|0+|n\/a|ok|success(?:ful(?:ly)?)?|no (?:errors?|failures?)(?: (?:found|occurred))?)[.!]?$/i;

/** Whether a value in an answer reports a failure, rather than saying that there is none. */
export function saysSomething(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(saysSomething);
	if (isObject(value)) return Object.values(value).some(saysSomething);
	if (typeof value === 'string') return !NO_FAILURE.test(value.trim());
	return value !== undefined && value !== null && value !== false && value !== 0;
}

/** One failure: `{error, reason?, field?}` of `errorObjects`, or `{message, field}` of `error`. */
function errorObjectWords(entry: unknown): string | undefined {
	if (!isObject(entry)) {
		return textOf(entry) ?? (saysSomething(entry) ? JSON.stringify(entry) : undefined);
	}
	const error =
		textOf(entry.error) ??
		textOf(entry.message) ??
		textOf(entry.errorMsg) ??
		textOf(entry.errorMessage);
	const reason = textOf(entry.reason);
	const field = textOf(entry.field) ?? textOf(entry.errorField);
	const words = [error, reason].filter((part) => part !== undefined).join(' ');
	if (words === '') return saysSomething(entry) ? JSON.stringify(entry) : undefined;
	return field === undefined ? words : `${words} (field ${field})`;
}

/** The words of one failure or of a list of them: the documents show both. */
function failureWords(
	failures: unknown,
	words: (entry: unknown) => string | undefined = errorObjectWords,
): string | undefined {
	if (!saysSomething(failures)) return undefined;
	const entries: unknown[] = Array.isArray(failures) ? failures : [failures];
	const texts = entries.map(words).filter((text) => text !== undefined);
	return texts.length > 0 ? texts.join('; ') : undefined;
}

/** `reason: [{errorMessage, id, campaignName}]` of an update that answers `status: false`. */
export function reasonWords(entry: unknown): string | undefined {
	if (!isObject(entry)) return textOf(entry);
	const message = textOf(entry.errorMessage);
	return message === undefined || isBlank(entry.id) ? message : `${String(entry.id)}: ${message}`;
}

/** The sentence in the content of an answer, as part of a result; empty if there is none. */
export function messageIn(data: unknown): { message?: IDataObject[string] } {
	if (typeof data === 'string') return isBlank(data) ? {} : { message: data };
	return isObject(data) && !isBlank(data.message) ? { message: data.message } : {};
}

/**
 * The API's own words in an answer, for a message.
 *
 * @param clean removes secrets from text that the API may have echoed; called before the text is cut,
 *   since half a secret would not be recognised
 */
export function apiWords(body: unknown, clean: (text: string) => string): string | undefined {
	return shownWords(wordsIn(body), clean);
}

/** The failures that an object names, whatever else it says. */
export function failuresIn(part: IDataObject): string | undefined {
	return (
		failureWords(part.errorObjects) ??
		failureWords(part.errors) ??
		(saysSomething(part.errorMsg)
			? errorObjectWords({ errorMsg: part.errorMsg, field: part.errorField })
			: undefined) ??
		// `error` is a code, described by the field beside it: `{error: "invalid_client",
		// error_description}`.
		failureWords(part.error_description) ??
		failureWords(part.error)
	);
}

/**
 * The failure that an answer names in a text of its own. In the content of a read, such a text is
 * data.
 */
export function errorMessageIn({ errorMessage, error_message: text }: IDataObject): string | undefined {
	return failureWords(errorMessage) ?? failureWords(text);
}

/**
 * The words in any of the shapes that IQM's two generations use: `errorObjects` and `error`, each an
 * object, a list or a text, `responseObject.errorMsg`, `error_description`, `message`.
 */
function wordsIn(body: unknown): string | undefined {
	if (!isObject(body)) return looksLikeHtml(body) ? undefined : textOf(body);
	const inner = isObject(body.responseObject) ? body.responseObject : {};
	const data = isObject(body.data) ? body.data : {};
	return (
		failuresIn({ errorObjects: body.errorObjects }) ??
		failuresIn(inner) ??
		failureWords(inner.reason, reasonWords) ??
		failuresIn(body) ??
		failuresIn(data) ??
		errorMessageIn(body) ??
		errorMessageIn(inner) ??
		textOf(body.message) ??
		textOf(inner.message) ??
		textOf(data.reason) ??
		textOf(data.message)
	);
}
