import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/guard/contradiction';
import { meansSame } from '../../common/guard/contradiction';
import { contentOf } from '../../common/ground/json';
import { isObject, plainNumber } from '../../common/ground/values';

/** Names of fields that hold moments: their unit differs from answer to answer. */
const MOMENT = /(?:[tT]ime|[dD]ate|At)$/;

/** Numbers from here on are milliseconds since the epoch, below they are seconds. */
const LEAST_MS = 100_000_000_000;

/** A moment in seconds, in which IQM keeps it; none at all is answered as 0 too. */
function momentOf(value: unknown): unknown {
	const number = plainNumber(value);
	if (Number.isNaN(number)) return value;
	return number === 0 ? null : Math.floor(number < LEAST_MS ? number : number / 1_000);
}

/** Digits as the number that they are, "007" as 7; those that no number holds exactly stay text. */
function idOf(text: string): unknown {
	const number = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
	return Number.isSafeInteger(number) ? number : text;
}

/** What a value of IQM means, whatever way it travels in. */
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
 * Whether two values of IQM mean the same, as {@link meansSame} has it, with the ways in which IQM writes
 * values: moments in seconds or milliseconds, lists of IDs as text, statuses in any case.
 *
 * @param name the field's name, which tells a moment and a status
 */
export function isSameValue(wanted: unknown, present: unknown, name = ''): boolean {
	return meansSame(meaningOf(wanted, name), meaningOf(present, name));
}

/**
 * Compares what was sent with what an answer repeats of it. A field that the answer leaves out says
 * nothing; one that it answers with nothing, where something was sent, is a difference.
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
