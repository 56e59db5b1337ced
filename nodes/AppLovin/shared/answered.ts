import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/guard/contradiction';
import { contradictions } from '../../common/guard/contradiction';
import { isBlank, plainNumber, saidBoolean } from '../../common/ground/values';
import type { Part } from '../transport/envelope';
import { partsOf } from '../transport/envelope';
import { refusalIn, withoutNoErrors } from '../transport/refusal';

/** A kind of thing that answers are about. */
export interface NamedThing {
	/** Names under which an answer may hold it, without `_` and in lower case. */
	names: string[];
	/** The ID in an object of an answer; '' if it has none. */
	idOf: (fields: IDataObject) => string;
}

/** What an answer says about one thing. */
export interface Told {
	/** The object that holds it. */
	thing: IDataObject;
	/** The ID that it names; '' if it names none. */
	id: string;
	/** Everything that describes it, without what describes the answer. */
	parts: IDataObject[];
}

/** An ID as text. */
export function textOfId(id: unknown): string {
	return isBlank(id) || typeof id === 'object' ? '' : String(id).trim();
}

export const CAMPAIGN: NamedThing = {
	names: ['campaign', 'campaigns'],
	idOf: ({ campaign_id: id }) => textOfId(id),
};

/** Removes what an object says about the answer: `{"status": "success"}` is no campaign's status. */
function withoutEnvelope(fields: IDataObject): IDataObject {
	const { status, ...others } = fields;
	const isWord = /^\s*(?:success|succeeded|ok|done|updated|created)\s*$/i.test(String(status));
	return isWord || plainNumber(status) >= 100 ? others : fields;
}

/**
 * What an object says about the thing. The `status` of an object that only holds another is the
 * answer's.
 */
export function spokenBy({ fields, isEnvelope }: Part, { idOf }: NamedThing): IDataObject {
	const { status, ...others } = fields;
	return isEnvelope && idOf(fields) === '' && status !== undefined
		? others
		: withoutEnvelope(fields);
}

/**
 * What an answer says about a thing: at the top, in a list, or one level down, as in `{"data": {…}}`
 * and `{"campaign": {…}}`.
 *
 * @param id of the thing that was changed; '' for one that was created
 * @returns undefined if there is no object, or several and nothing shows which is the right one
 */
export function readThing(data: unknown, kind: NamedThing, id = ''): Told | undefined {
	const parts = partsOf(data, kind.names);
	const rows = parts.filter(({ isRow }) => isRow);
	const idOf = ({ fields }: Part) => kind.idOf(fields);
	// The `id` of an envelope may be the request's.
	const named = parts.filter(
		(part) => idOf(part) !== '' && (!part.isEnvelope || id === '' || idOf(part) === id),
	);
	const wanted = (part: Part) => (id === '' ? !part.isEnvelope : idOf(part) === id);
	const own = named.find(wanted) ?? named.at(0);
	const found = own ?? (rows.length > 1 ? undefined : parts.at(-1));
	if (found === undefined) return undefined;
	const ownId = own === undefined ? '' : idOf(own);
	const spoken = parts.filter((part) =>
		idOf(part) === '' ? !part.isRow || rows.length === 1 : idOf(part) === ownId,
	);
	return {
		thing: withoutNoErrors(spokenBy(found, kind)) as IDataObject,
		id: ownId,
		parts: spoken.map((part) => spokenBy(part, kind)),
	};
}

/** Fields of an answer that only say what became of the request. */
const OF_ANSWER =
	/^(?:code|data|description|details?|message|msg|reason|request_?id|result|status|time|timestamp|trace_?id)$/i;

/** `{"status": false, "message": …}` where no status was sent: the status is the request's. */
function failsOnly(fields: IDataObject, sent: IDataObject): boolean {
	if (saidBoolean(fields.status) !== false || 'status' in sent) return false;
	return Object.keys(fields).every((name) => OF_ANSWER.test(name));
}

/** The fields with which an object of an answer says that something was not done. */
export function refusedIn(fields: IDataObject, sent: IDataObject, label: string): Contradiction[] {
	const refused = Object.values(refusalIn(fields)?.fields ?? {});
	if (refused.length === 0 && failsOnly(fields, sent)) refused.push(fields);
	return refused.map((present) => ({ label, wanted: 'none', present }));
}

/**
 * What an answer says about a thing with another meaning than was sent, and what it refuses.
 *
 * @param labels the form's words for what was sent
 * @param codes fields whose values are codes: "GB" is "gb"
 */
export function contradicted(
	sent: IDataObject,
	told: Told | undefined,
	labels: Record<string, string>,
	codes: string[] = [],
): Contradiction[] {
	const found = (told?.parts ?? []).flatMap((part) => [
		...contradictions(sent, part, labels, codes),
		...refusedIn(part, sent, 'Error'),
	]);
	// An answer may say the same thing on two levels.
	const once = new Map(found.map((one) => [JSON.stringify([one.label, one.present]), one]));
	return [...once.values()];
}
