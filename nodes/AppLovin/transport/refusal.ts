import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, shownWords } from '../../common/answers';
import { flagOf } from '../../common/flags';
import { isBlank, isObject } from '../../common/values';

/** What fields of errors hold when there is none. */
const NOTHING = new Set(['', '0', 'false', 'no', 'none', 'null', 'ok', 'success']);

/** Whether a field of errors says that there is none: false, 0, "", [], {} or "none". */
export function isNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isNothing);
	if (isObject(value)) return Object.values(value).every(isNothing);
	return isBlank(value) || NOTHING.has(String(value).trim().toLowerCase());
}

/** Names as they are compared: `statusCode` is `status_code`. */
function folded(name: string): string {
	return name.replace(/[_-]/g, '').toLowerCase();
}

const ERRORS = ['error', 'errors', 'errormessage', 'errormsg', 'errorcode', 'errorobjects'];
const CODES = ['code', 'statuscode', 'httpcode', 'httpstatus', 'status'];
const FAILED = ['error', 'failed', 'failure', 'fail'];
const PARTLY = /^(failed|failure|invalid|rejected|refused)/;

function codeOf(value: unknown): number {
	const isCode = typeof value === 'number' || /^\s*\d{3}\s*$/.test(String(value));
	return isCode && typeof value !== 'boolean' ? Number(value) : NaN;
}

function says(name: string, value: unknown): boolean {
	const key = folded(name);
	if (ERRORS.includes(key) || PARTLY.test(key)) return !isNothing(value);
	if (key === 'success' || key === 'ok') return flagOf(value) === false;
	if (CODES.includes(key) && codeOf(value) >= 400) return true;
	return key === 'status' && FAILED.includes(String(value).trim().toLowerCase());
}

/** A refusal that stands in an answer of a good status. */
export interface Refusal {
	/** The code in it, where there is one of 400 or more. */
	code?: number;
	/** The fields that say so. */
	fields: IDataObject;
}

/**
 * What says in an answer of a good status that AppLovin refused, all or in part. Only the answer's own
 * fields are read: rows may have a `code`, assets the status "error". The `status` of a campaign or an
 * ad is true or false, and an `error` of false, "", [] or 0 is none.
 */
export function refusalIn(body: unknown): Refusal | undefined {
	if (!isObject(body)) return undefined;
	const found = Object.entries(body).filter(([name, value]) => says(name, value));
	if (found.length === 0) return undefined;
	const codes = found.filter(([name]) => CODES.includes(folded(name)));
	const code = codes.map(([, value]) => codeOf(value)).find((value) => value >= 400);
	return { code, fields: Object.fromEntries(found) };
}

/**
 * An answer without fields that say that there is no error: n8n takes an item with the key `error` for a
 * failed one, whatever it holds, and would run the node again.
 */
export function withoutNoErrors<T>(body: T): T | IDataObject {
	if (!isObject(body)) return body;
	const none = Object.keys(body).filter(
		(name) => ERRORS.includes(folded(name)) && isNothing(body[name]),
	);
	if (none.length === 0) return body;
	return Object.fromEntries(Object.entries(body).filter(([name]) => !none.includes(name)));
}

/** Fields that hold words about an error, by the order in which they are told. */
const WORDS = ['error', 'error_description', 'error_message', 'errorMessage', 'message'];

function wordsIn(body: unknown): string | undefined {
	if (typeof body === 'string')
		return looksLikeHtml(body) || isBlank(body) ? undefined : body.trim();
	if (Array.isArray(body)) {
		const texts = body.map(wordsIn).filter((text) => text !== undefined);
		return texts.length > 0 ? texts.join('; ') : undefined;
	}
	if (!isObject(body)) return undefined;
	if (isObject(body.error) && !isNothing(body.error)) return wordsIn(body.error);
	const texts = WORDS.map((name) => body[name]).filter(
		(text): text is string => typeof text === 'string' && !isNothing(text),
	);
	const { errors } = body;
	if (texts.length > 0) return texts.join(': ');
	return isNothing(errors) ? undefined : JSON.stringify(errors);
}

/** AppLovin's newer API tells errors in headers; a proxy of this one may do the same. */
const CODE_HEADER = 'x-al-error-code';
const MESSAGE_HEADER = 'x-al-error-message';
const TRACE_HEADER = 'x-trace-id';

function headerText(headers: IDataObject, wanted: string): string | undefined {
	const name = Object.keys(headers).find((key) => key.toLowerCase() === wanted);
	const value = name === undefined ? undefined : headers[name];
	return isNothing(value) ? undefined : String(value).trim();
}

/** Whether the headers say that the request failed. */
export function failsInHeaders(headers: IDataObject): boolean {
	return [CODE_HEADER, MESSAGE_HEADER].some((name) => headerText(headers, name) !== undefined);
}

/**
 * The API's own words. The form of its errors is documented nowhere: any that is usual is read, in the
 * body and in the headers `x-al-error-message` and `x-al-error-code`.
 */
export function apiWords(
	body: unknown,
	clean: (text: string) => string,
	headers: IDataObject = {},
): string | undefined {
	const code = headerText(headers, CODE_HEADER);
	const told = [wordsIn(body), headerText(headers, MESSAGE_HEADER)].filter(
		(text) => text !== undefined,
	);
	const words = [...new Set(told)].join(': ');
	const number = code === undefined ? '' : `error code ${code}`;
	const all = words === '' || number === '' ? words + number : `${words} (${number})`;
	return shownWords(all === '' ? undefined : all, clean);
}

/** What AppLovin's support needs to find the request. */
export function traceWords(headers: IDataObject, clean: (text: string) => string): string {
	const trace = headerText(headers, TRACE_HEADER);
	return trace === undefined ? '' : ` For AppLovin's support: trace ID ${clean(trace)}.`;
}
