import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Spend } from '../guard/spend';

/**
 * Looks up the time zone of dates without an offset: that of the thing they belong to.
 *
 * @param values what the form says, under the API's names, with the slots of the path
 * @returns its IANA name
 * @throws InputError where it is not known
 */
export type FindZone = (
	item: { context: IExecuteFunctions; index: number },
	values: IDataObject,
) => Promise<string>;

/** One field of an API: how a form asks for it, and how the user's value becomes what is sent. */
export interface Field<Sent = unknown> {
	label: string;
	/** What its number counts, in title case: the form shows it behind the label, messages don't. */
	unit?: string;
	/** The parameter, without its name and label. */
	ask: Omit<INodeProperties, 'displayName' | 'name'>;
	/**
	 * Turns the value of a form or an expression into what is sent.
	 *
	 * @param zone the time zone of times without an offset
	 * @throws InputError that names the label, the value and the rule
	 */
	read(value: unknown, zone: string): Sent;
	/**
	 * The same for "Additional JSON", if it differs from a form there: times are in the API's own
	 * unit.
	 */
	readJson?(value: unknown): Sent;
	/** Whose time zone a date without an offset is in; without it, in the workflow's. */
	findZone?: FindZone;
	/** How its list is written, and its description without that, for {@link sayOnce}. */
	how?: { words: string; without: string };
	/** Which of the credential's spend limits it counts towards, or why it counts towards none. */
	money?: Spend | { none: string };
	/** That it is a list, and how it travels: as an array, or as text with commas. */
	list?: 'array' | 'text';
	/** The name of the field whose value it picks from a list, and which is left out then. */
	standsFor?: string;
	/** Whether its value must appear nowhere: in no preview, result, record or error. */
	isSecret?: true;
}

export interface Facts {
	example?: string;
	/** The example for the description, if it says more than the one in the field. */
	inWords?: string;
	/** A separate sentence for the end of the description, without a period. */
	note?: string;
}

/**
 * A description with its example and its note. By n8n's rule a single sentence has no period at its
 * end, several do.
 *
 * @param how how to write a list
 */
export function say(description: string, facts: Facts = {}, how?: string): string {
	const { example, inWords = example, note } = facts;
	const end = inWords === undefined ? '' : `, for example ${inWords}`;
	const sentences = how === undefined ? [`${description}${end}`] : [description, `${how}${end}`];
	if (note !== undefined) sentences.push(note);
	return sentences.length === 1 ? sentences[0] : `${sentences.join('. ')}.`;
}

/** What a collection says once for its fields: how most of its lists are written. */
export function sayOnce(fields: Field[]): { words: string; description: string } | undefined {
	const all = fields.flatMap(({ how }) => (how === undefined ? [] : [how.words]));
	const count = (words: string) => all.filter((one) => one === words).length;
	const words = [...new Set(all)].sort((one, other) => count(other) - count(one)).at(0);
	if (words === undefined || count(words) < 2) return undefined;
	const way = words.charAt(0).toLowerCase() + words.slice(1);
	return {
		words,
		description: `Enter multiple values as ${way}, unless a field says otherwise`,
	};
}

/** A field of one line of text: {@link say}. */
export function asText(description: string, facts: Facts = {}, how?: string): Field['ask'] {
	const { example } = facts;
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, description: say(description, facts, how) };
}

/** The field, asked for differently; `undefined` removes a key. */
export function asked<F extends Field>(field: F, changes: Partial<INodeProperties>): F {
	const ask = Object.entries({ ...field.ask, ...changes }).filter(([, fact]) => fact !== undefined);
	const how = changes.description === undefined ? field.how : undefined;
	return { ...field, how, ask: Object.fromEntries(ask) as unknown as Field['ask'] };
}
