/** What JSON.parse may return; the sandbox trusts a body no further than this. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

export interface JsonObject {
	[key: string]: JsonValue;
}

/** True for `{…}`, false for arrays and null, which `typeof` would also call an object. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON text; `undefined` (never a legal JSON value) means that it is not JSON. */
export function parseJson(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		return undefined;
	}
}

export function isInteger(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value);
}

/** The value at the end of dot-separated keys; `undefined` if they lead nowhere. */
export function valueAt(value: JsonValue, keys: string): JsonValue | undefined {
	if (keys === '') return value;
	return keys
		.split('.')
		.reduce<JsonValue | undefined>(
			(inner, key) => (isObject(inner) ? inner[key] : undefined),
			value,
		);
}

/** A copy with another value at that place. */
export function withValueAt(value: JsonValue, keys: string, replacement: JsonValue): JsonValue {
	if (keys === '') return replacement;
	const [key, ...rest] = keys.split('.');
	const copy: JsonObject = isObject(value) ? { ...value } : {};
	copy[key] = withValueAt(copy[key] ?? null, rest.join('.'), replacement);
	return copy;
}
