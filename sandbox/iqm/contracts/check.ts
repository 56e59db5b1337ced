import { isDeepStrictEqual } from 'node:util';
import { isInteger, isObject, type JsonObject, type JsonValue } from '../../json';
import { Refusal } from '../../reply';
import { jsonBody, refuseUnknown, type Context } from '../context';
import { NOBODYS } from './contract';
import type { Bounds, Contract, Keys, Refused, Shape } from './contract';

function isWithin(value: number, { least = -Infinity, most = Infinity }: Bounds): boolean {
	return value >= least && value <= most;
}

/** Whether a value is what the document says about its key; `null` only if the document says so. */
export function fits(value: JsonValue, shape: Shape): boolean {
	if (Array.isArray(shape)) return shape.includes(value);
	if (shape === 'text') return typeof value === 'string';
	if (shape === 'boolean') return typeof value === 'boolean';
	if (shape === 'integer') return isInteger(value);
	if (shape === 'number') return typeof value === 'number' && Number.isFinite(value);
	if ('text' in shape) return typeof value === 'string' && isWithin(value.length, shape.text);
	if ('integer' in shape) return isInteger(value) && isWithin(value, shape.integer);
	if ('number' in shape) return typeof value === 'number' && isWithin(value, shape.number);
	if ('each' in shape) {
		return Array.isArray(value) && value.every((entry) => fits(entry, shape.each));
	}
	if ('csv' in shape) {
		const entry = shape.csv === 'integer' ? /^\d+(,\d+)*$/ : /^[^,]+(,[^,]+)*$/;
		return typeof value === 'string' && entry.test(value);
	}
	if ('orNull' in shape) return value === null || fits(value, shape.orNull);
	if ('anyOf' in shape) return shape.anyOf.some((one) => fits(value, one));
	if (!isObject(value)) return false;
	if ('map' in shape) return Object.values(value).every((entry) => fits(entry, shape.map));
	return Object.entries(value).every(
		([key, entry]) => key in shape.keys && fits(entry, shape.keys[key]),
	);
}

/** A query's text as the value it stands for; if it stands for none, it stays text. */
function fromText(texts: string[], shape: Shape): JsonValue {
	if (typeof shape === 'object' && 'each' in shape) {
		const entries = texts.flatMap((text) => (text === '' ? [] : text.split(',')));
		return entries.map((text) => fromText([text], shape.each));
	}
	// A repeated key has two values, so it is neither a number nor a text.
	if (texts.length > 1) return texts;
	const [text] = texts;
	if (typeof shape === 'object' && 'anyOf' in shape) {
		const read = shape.anyOf.map((one): [JsonValue, Shape] => [fromText(texts, one), one]);
		return read.find(([value, one]) => fits(value, one))?.[0] ?? text;
	}
	if (shape === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
	const isNumber =
		shape === 'integer' ||
		shape === 'number' ||
		(typeof shape === 'object' && ('integer' in shape || 'number' in shape));
	if (isNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
	if (Array.isArray(shape)) return shape.find((value) => String(value) === text) ?? text;
	return text;
}

/** The query, and the text parts of a form that may stand for it. */
function queryOf({ takes }: Contract, { request, parts }: Context): URLSearchParams {
	const texts = parts.filter(({ isFile }) => takes.file !== undefined && !isFile);
	const inForm = texts.map(({ name, content }): [string, string] => [name, content.toString()]);
	return new URLSearchParams([...request.query, ...inForm]);
}

/** Refuses query keys that the document does not list there, and a body where it has none. */
export function refuseStray(contract: Contract, context: Context): void {
	const { takes } = contract;
	const { request, parts } = context;
	const keys = Object.fromEntries([...queryOf(contract, context).keys()].map((key) => [key, null]));
	refuseUnknown(keys, new Set(Object.keys(takes.query ?? {})), 422);
	const isForm = takes.file !== undefined && request.parts !== undefined;
	if (!takes.body && request.bodyLength > 0 && !isForm) {
		throw new Refusal(422, 'No request body expected.');
	}
	const files = parts.filter(({ isFile }) => takes.file !== undefined && isFile);
	const stray = files.find(({ name }, index) => name !== takes.file || index > 0);
	if (stray) throw new Refusal(422, `Unrecognized field '${stray.name}'.`);
}

/** Everything that a request asks for in query and body; refuses unknown keys. */
function readRequest(contract: Contract, context: Context): JsonObject {
	const { query = {}, body } = contract.takes;
	const texts = queryOf(contract, context);
	refuseStray(contract, context);
	const asked: JsonObject = {};
	for (const key of new Set(texts.keys())) asked[key] = fromText(texts.getAll(key), query[key]);
	if (!body) return asked;
	const sent = jsonBody(context);
	refuseUnknown(sent, new Set(Object.keys(body)), 422);
	return { ...asked, ...sent };
}

export function refusalOf({ status, words, field, form }: Refused): Refusal {
	if (form === 'text') return new Refusal(status, words, { raw: { success: false, error: words } });
	if (form === 'object') {
		return new Refusal(status, words, { raw: { success: false, errorObjects: { error: words } } });
	}
	if (form !== 'error') return new Refusal(status, words, field === undefined ? {} : { field });
	const error: JsonObject = field === undefined ? { message: words } : { message: words, field };
	return new Refusal(status, words, { raw: { success: false, error } });
}

/** The documented refusal of an id, in the path or in this key, that does not exist. */
export function notThere({ refuses = [] }: Contract, key?: string): Refusal {
	const found = refuses.find(({ path, asked }) =>
		key === undefined ? path : [asked?.[key] ?? null].flat().includes(NOBODYS),
	);
	return found ? refusalOf(found) : new Refusal(422, `Invalid ${key ?? 'id'}.`);
}

/** Not those caused by another path or user: they depend on what exists. */
function isAsked({ asked = {}, without = [], path, as }: Refused, request: JsonObject): boolean {
	return (
		path === undefined &&
		as === undefined &&
		without.every((key) => request[key] === undefined) &&
		Object.entries(asked).every(([key, value]) => isDeepStrictEqual(request[key], value))
	);
}

/**
 * What a request asks for, once it holds only documented keys, all required ones, and values of the
 * right types. Documented refusals come first, because they have words of their own.
 */
export function checked(contract: Contract, context: Context): JsonObject {
	const { takes, needs = [], refuses = [] } = contract;
	const asked = readRequest(contract, context);
	const refused = refuses.find((one) => isAsked(one, asked));
	if (refused) throw refusalOf(refused);
	const missing = needs.find((key) => asked[key] === undefined);
	// IQM's words for an insertion order's missing name.
	if (missing !== undefined) {
		throw new Refusal(422, `The field '${missing}' cannot be empty.`, { field: missing });
	}
	const keys: Keys = { ...takes.query, ...takes.body };
	const wrong = Object.entries(asked).find(([key, value]) => !fits(value, keys[key]));
	if (wrong !== undefined) throw new Refusal(422, `Invalid ${wrong[0]}.`, { field: wrong[0] });
	return asked;
}
