import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/guard/contradiction';
import { meansSame } from '../../common/guard/contradiction';
import { contentOf } from '../../common/ground/json';
import { asMilliseconds, isoText } from '../../common/ground/moments';
import { isObject, plainNumber } from '../../common/ground/values';

/** Names of fields that hold moments: their unit differs from answer to answer. */
const MOMENT = /(?:[tT]ime|[dD]ate|At)$/;

/** A moment in seconds, as IQM stores it; a missing one may come back as 0. */
function momentOf(value: unknown): unknown {
	const number = plainNumber(value);
	if (Number.isNaN(number)) return value;
	return number === 0 ? null : Math.floor(asMilliseconds(number) / 1_000);
}

/** A moment as ISO text in UTC, which a person can read; any other value as it is. */
export function shownValue(value: unknown, name: string): unknown {
	const moment = MOMENT.test(name) ? momentOf(value) : undefined;
	return typeof moment === 'number' ? isoText(moment) : value;
}

/** Digits as a number, "007" as 7; those that a number can't hold exactly stay text. */
function idOf(text: string): unknown {
	const number = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
	return Number.isSafeInteger(number) ? number : text;
}

/** What a value of IQM means, in whatever form it travels. */
function meaningOf(value: unknown, name: string): unknown {
	if (MOMENT.test(name)) return momentOf(value);
	if (typeof value !== 'string') return value;
	if (/^\s*[[{]/.test(value)) return contentOf(value);
	if (/status$/i.test(name)) return value.toLowerCase();
	// Lists of IDs travel as text, some of them with commas around: ",13,".
	if (!/^[\d\s,]*,[\d\s,]*$/.test(value)) return idOf(value);
	const ids = value.split(',').filter((id) => /\d/.test(id)).map(idOf);
	return ids.length === 1 ? ids[0] : ids;
}

/**
 * Whether two values of IQM mean the same by {@link meansSame}, in all of IQM's ways to write values:
 * moments in seconds or milliseconds, lists of IDs as text, statuses in any case.
 *
 * @param name the field's name, which identifies a moment or a status
 */
export function isSameValue(wanted: unknown, present: unknown, name = ''): boolean {
	return meansSame(meaningOf(wanted, name), meaningOf(present, name));
}

/**
 * Compares what was sent with what an answer repeats of it. A field that the answer leaves out says
 * nothing; a field that comes back empty, though something was sent, is a difference.
 *
 * @param sent fields under the names of the answer
 * @param labels the form's words for them
 */
export function contradictions(
	sent: IDataObject,
	answered: unknown,
	labels: Record<string, string>,
): Contradiction[] {
	if (!isObject(answered)) return [];
	return Object.entries(sent)
		.filter(([name, wanted]) => wanted !== undefined && answered[name] !== undefined)
		.filter(([name, wanted]) => !isSameValue(wanted, answered[name], name))
		.map(([name, wanted]) => ({ label: labels[name] ?? name, wanted, present: answered[name] }));
}
