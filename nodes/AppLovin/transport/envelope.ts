import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../common/ground/values';

/**
 * Names under which servers put their content one level down. The document's samples are missing, and
 * answers without such a level were seen; no document rules one out.
 */
const WRAPPERS = new Set(
	'attributes body content data entity item items object output payload record records response result results return rows updated'.split(
		' ',
	),
);

/** The things of this API, folded, whose names an answer may use for its content. */
export const THINGS =
	'ad ads asset assets campaign campaigns campaigntarget campaigntargets countries creativeset creativesets sizes source sources sourcebid sourcebids target targets targeting'.split(
		' ',
	);

/** How many levels of objects are searched, the answer itself included. */
const LEVELS = 4;

/** Names in the form used for comparison: `statusCode` is `status_code`. */
export function folded(name: string): string {
	return name.replace(/[_-]/g, '').toLowerCase();
}

/** Whether an answer may put its content under a name: a usual one, or one of `names`, its own. */
export function isWrapper(name: string, names: string[] = []): boolean {
	return WRAPPERS.has(folded(name)) || names.includes(folded(name));
}

/** One object of an answer. */
export interface Part {
	fields: IDataObject;
	/** Whether it is in a list. */
	isRow: boolean;
	/** Whether it holds content, so that its own fields may describe the answer. */
	isEnvelope: boolean;
}

/**
 * The objects of an answer that may hold its subject: the answer itself, the rows of a list, and the
 * content of names such as `data`, outer ones before inner ones. Empty ones are left out.
 *
 * @param names folded names of the answer's subject: "creativeset"
 */
export function partsOf(data: unknown, names: string[], isRow = false, levels = LEVELS): Part[] {
	if (levels === 0) return [];
	if (Array.isArray(data)) return data.flatMap((row) => partsOf(row, names, true, levels));
	if (!isObject(data) || Object.keys(data).length === 0) return [];
	const inner = Object.entries(data)
		.filter(([name]) => isWrapper(name, names))
		.flatMap(([, content]) => partsOf(content, names, false, levels - 1));
	return [{ fields: data, isRow, isEnvelope: inner.length > 0 }, ...inner];
}
