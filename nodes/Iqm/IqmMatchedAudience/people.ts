import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../../common/ground/json';
import { isObject } from '../../common/ground/values';

/**
 * Where IQM keeps people's values: the upload's `metadata` holds the first values of each column under
 * `columnValues` (quickstart "Upload Matched Audience", step 3), and Get returns it as it was sent.
 */
const VALUES = /^(column|row|cell|sample|first|preview)[_-]?(values?|rows?|data|records?)$/i;

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

/** JSON inside a text, which is how IQM returns `metadata`; undefined for any other text. */
function inside(text: string): unknown {
	if (!/^\s*["[{]/.test(text)) return undefined;
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

function cleaned(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(cleaned);
	if (isObject(value)) return withoutValues(value);
	if (!isText(value)) return value;
	const content = inside(value);
	if (content !== undefined) {
		const kept = cleaned(content);
		const same = JSON.stringify(kept) === JSON.stringify(content);
		return same ? value : JSON.stringify(kept);
	}
	// Broken or truncated JSON: what it contains can't be told apart.
	return /["']?column_?values["']?\s*:/i.test(value) ? undefined : value;
}

/**
 * An audience as results show it: without people's values at any depth, even in texts that contain
 * JSON. Only "Raw Response" returns the answer unchanged.
 */
export function withoutValues(row: IDataObject): IDataObject {
	const kept = Object.entries(row)
		.filter(([key]) => !VALUES.test(key))
		.map(([key, value]) => [key, cleaned(value)])
		.filter(([, value]) => value !== undefined);
	return Object.fromEntries(kept) as IDataObject;
}
