import type { IDataObject } from 'n8n-workflow';

import { looksLikeHtml, shownWords } from '../../common/send/answers';
import { flagOf } from '../../common/ground/flags';
import { isBlank, isObject, saidBoolean } from '../../common/ground/values';
import { folded, isWrapper, partsOf, THINGS } from './envelope';

/** A text in the form used for comparison: `NO_ERROR.` is "no error". */
function wordsOf(value: unknown): string {
	return String(value)
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ')
		.replace(/[.!]+$/, '');
}

/** What error fields hold when there is no error. */
const NOTHING =
	/^(?:0+|false|n\/a|nil|null|ok|okay|success(?:ful|fully)?|(?:no|none|without|zero)(?: errors?(?: found| occurred)?)?)$/;

/** Whether an error field says that there is no error: false, 0, "", [], {}, "000" or "No error". */
export function isNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isNothing);
	if (isObject(value)) return Object.values(value).every(isNothing);
	return isBlank(value) || NOTHING.test(wordsOf(value));
}

const ERRORS =
	/^(?:has|is)?err(?:or)?s?(?:codes?|count|descriptions?|details?|list|messages?|msg|no|number|objects?|reasons?|text|type)?$|^(?:exception|fault)s?$/;

/**
 * Fields that list the parts of a request that were not done: `skipped`, `invalid_app_ids`,
 * `rows_failed`.
 */
const UNDONE = 'denied|dropped|errored|failed|failures?|ignored|invalid|refused|rejected|skipped';
const UNKNOWN = 'notapplied|notfound|notprocessed|notsaved|notupdated|unknown|unmatched|unprocessed';
/** A creative set may lack assets of a template, which says nothing about the request. */
const PARTLY = new RegExp(
	[
		`^(?:${UNDONE}|${UNKNOWN}|unsuccessful|unsupported|missing(?!assets|templates))`,
		`^(?:apps?|appids?|count|countries|ids|items|num|number(?:of)?|records|rows|sizes|sources?|sourcebids?|total)(?:${UNDONE}|${UNKNOWN}|errors?)`,
	].join('|'),
);

/** Fields that say whether it was done. */
const DONE = /^(?:is)?(?:accepted|applied|done|ok|processed|saved|success|successful|succeeded|updated|valid)$/;

const CODES = /^(?:(?:http|response|result|status)?code|httpstatus|status)$/;

/** Fields whose single word says what became of the request. */
const OUTCOMES =
	/^(?:(?:http|response|result|status)?code|outcome|response|result|state|(?:http|response|result)?status|status(?:message|text))$/;

/** Longer texts are sentences rather than a word about the outcome. */
const MOST_OF_WORD = 40;

const REFUSED =
	/^(?:abort|bad request|conflict|declined|denied|err(?:or(?:ed)?)?\b|fail|forbidden|ignored|invalid|nok$|not ?(?:allowed|applied|done|found|ok|processed|saved|successful|updated)\b|partial|refus|reject|skipped|timed out|timeout|unauthori|unavailable|unprocess|unsuccess)|\b(?:conflict|denied|error|exception|failed|failure|invalid|not found|refused|rejected|unavailable)$/;

function isRefused(value: unknown): boolean {
	if (typeof value !== 'string' || isNothing(value)) return false;
	const words = wordsOf(value);
	return words.length <= MOST_OF_WORD && REFUSED.test(words);
}

function codeOf(value: unknown): number {
	const isCode = typeof value === 'number' || /^\s*\d{3}\s*$/.test(String(value));
	return isCode && typeof value !== 'boolean' ? Number(value) : NaN;
}

/** Some servers put the code of a success where others put that of an error. */
function isGoodCode(key: string, value: unknown): boolean {
	return /code$|no$|number$/.test(key) && codeOf(value) >= 200 && codeOf(value) < 300;
}

function saysPartly(name: string, value: unknown): boolean {
	return PARTLY.test(folded(name)) && !isNothing(value);
}

function says(name: string, value: unknown): boolean {
	const key = folded(name);
	if (ERRORS.test(key)) return !isNothing(value) && !isGoodCode(key, value);
	if (key === 'success' || key === 'ok') return flagOf(value) === false;
	// 0 may count what was done, or be the code of a success.
	if (DONE.test(key) || /^(?:result|outcome)$/.test(key)) {
		if (saidBoolean(value) === false) return true;
	}
	if (CODES.test(key) && codeOf(value) >= 400) return true;
	return OUTCOMES.test(key) && isRefused(value);
}

/** Fields that an answer does not have if it only holds something else. */
const OWN = ['campaign_id', 'creative_set_id', 'ad_id', 'app_id', 'country', 'id', 'name'];

/** Whether the `status` of an answer with its content one level down reports a failure. */
function failsAsEnvelope(body: IDataObject): boolean {
	if (saidBoolean(body.status) !== false || OWN.some((name) => name in body)) return false;
	return Object.keys(body).some(
		(name) => isWrapper(name, THINGS) && typeof body[name] === 'object',
	);
}

/** A refusal in an answer with a success status. */
export interface Refusal {
	/** Its code, if that is 400 or more. */
	code?: number;
	/** The fields that report it. */
	fields: IDataObject;
	/** The object that holds them: its words are the refusal's. */
	part: IDataObject;
	/** Whether only some of what was sent was not done. */
	isPartly: boolean;
}

function refusalOf(part: IDataObject): Refusal | undefined {
	const names = Object.keys(part);
	const wholly = names.filter((name) => says(name, part[name]));
	const partly = names.filter((name) => saysPartly(name, part[name]));
	if (failsAsEnvelope(part)) wholly.push('status');
	const found = [...new Set([...wholly, ...partly])];
	if (found.length === 0) return undefined;
	const codes = found.filter((name) => CODES.test(folded(name)));
	const code = codes.map((name) => codeOf(part[name])).find((value) => value >= 400);
	const fields = Object.fromEntries(found.map((name) => [name, part[name]]));
	return { code, fields, part, isPartly: wholly.length === 0 };
}

/**
 * What in an answer with a success status says that AppLovin refused all or part of the request. Only
 * the answer's own fields are read, and those one level down under names such as `data`: rows may have
 * a `code`, and assets the status "error". The `status` of a campaign or an ad is true or false, and
 * an `error` of false, "", [], "No error" or 0 is not an error.
 */
export function refusalIn(body: unknown): Refusal | undefined {
	return partsOf(body, [])
		.filter(({ isRow }) => !isRow)
		.map(({ fields }) => refusalOf(fields))
		.find((refusal) => refusal !== undefined);
}

/**
 * An answer without fields that say that there is no error: n8n takes an item with the key `error` for
 * a failed one, whatever it holds, and would run the node again.
 */
export function withoutNoErrors<T>(body: T): T | IDataObject {
	if (!isObject(body)) return body;
	const none = Object.keys(body).filter(
		(name) => ERRORS.test(folded(name)) && isNothing(body[name]),
	);
	if (none.length === 0) return body;
	return Object.fromEntries(Object.entries(body).filter(([name]) => !none.includes(name)));
}

/** Fields with words about an error, in the order in which they are quoted. */
const WORDS = [
	'error',
	'error_description',
	'error_message',
	'errorMessage',
	'message',
	'reason',
	'detail',
];

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

/** AppLovin's newer API reports errors in headers; a proxy of this one may do the same. */
const CODE_HEADER = 'x-al-error-code';
const MESSAGE_HEADER = 'x-al-error-message';
const TRACE_HEADER = 'x-trace-id';

/** The text of a header, in any case; undefined if it says that there is no error. */
export function headerText(headers: IDataObject, wanted: string): string | undefined {
	const name = Object.keys(headers).find((key) => key.toLowerCase() === wanted);
	const value = name === undefined ? undefined : headers[name];
	return isNothing(value) ? undefined : String(value).trim();
}

/** Whether the headers say that the request failed. */
export function failsInHeaders(headers: IDataObject): boolean {
	return [CODE_HEADER, MESSAGE_HEADER].some((name) => headerText(headers, name) !== undefined);
}

/**
 * The API's own words. The form of its errors is not documented: all usual ones are read, in the body
 * and in the headers `x-al-error-message` and `x-al-error-code`.
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
