import type { INodeProperties } from 'n8n-workflow';

import type { Spend } from '../guard/spend';

/** One field of an API: how a form asks for it, and what is sent of what the user gave. */
export interface Field<Sent = unknown> {
	label: string;
	/** The parameter without its names. */
	ask: Omit<INodeProperties, 'displayName' | 'name'>;
	/**
	 * What is sent of what a form or an expression gave.
	 *
	 * @param zone the zone of times without an offset
	 * @throws InputError that names the label, the value and the rule
	 */
	read(value: unknown, zone: string): Sent;
	/** The same for "Additional JSON", where it holds something else than a form: times as the API has them. */
	readJson?(value: unknown): Sent;
	/** What the credential's spend limits count it as, or why they don't. */
	money?: Spend | { none: string };
	/** Whether its value appears nowhere: in no preview, result, record or error. */
	isSecret?: true;
}

export interface Facts {
	example?: string;
	/** The example in the description, where it says more than the one in the field. */
	inWords?: string;
	/** A sentence of its own that stands at the end of the description, without a period. */
	note?: string;
}

/**
 * A description with its example and its note. By n8n's rule one sentence has no period at its end,
 * several have.
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

/** A field of one line of text: {@link say}. */
export function asText(description: string, facts: Facts = {}, how?: string): Field['ask'] {
	const { example } = facts;
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, description: say(description, facts, how) };
}

/** The field, asked for in another way; an `undefined` takes something away. */
export function asked<F extends Field>(field: F, changes: Partial<INodeProperties>): F {
	const ask = Object.entries({ ...field.ask, ...changes }).filter(([, fact]) => fact !== undefined);
	return { ...field, ask: Object.fromEntries(ask) as unknown as Field['ask'] };
}
