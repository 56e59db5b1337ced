import type { INodeProperties } from 'n8n-workflow';

import type { Spend } from '../guard/spend';

/** One field of an API: how a form asks for it, and how the user's value becomes what is sent. */
export interface Field<Sent = unknown> {
	label: string;
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
	/** Which of the credential's spend limits it counts towards, or why it counts towards none. */
	money?: Spend | { none: string };
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

/** A field of one line of text: {@link say}. */
export function asText(description: string, facts: Facts = {}, how?: string): Field['ask'] {
	const { example } = facts;
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, description: say(description, facts, how) };
}

/** The field, asked for differently; `undefined` removes a key. */
export function asked<F extends Field>(field: F, changes: Partial<INodeProperties>): F {
	const ask = Object.entries({ ...field.ask, ...changes }).filter(([, fact]) => fact !== undefined);
	return { ...field, ask: Object.fromEntries(ask) as unknown as Field['ask'] };
}
