import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { END_OF_DAY, START_OF_DAY, toEnd, toEpoch, toMoment } from '../ground/moments';
import {
	checkLength,
	toBoolean,
	toId,
	toIdNumber,
	toIdNumbers,
	toIds,
	toInteger,
	toList,
	toMoney,
	toPhrases,
	toSearched,
	toSecret,
	toText,
	unpackedTexts,
} from '../ground/values';
import type { Spend } from '../guard/spend';
import { toChoice, toChoices, withoutDefault } from './choice';
import { idPicker } from './idPicker';

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

interface Facts {
	example?: string;
}

const A_NUMBER = 'A comma list, an array or one number';
const TEXTS = 'A comma list, an array or one per line';

/** A description with its example, and how to write a list. */
function say(description: string, example?: string, how?: string): string {
	const end = example === undefined ? '' : `, for example ${example}`;
	return how === undefined ? `${description}${end}` : `${description}. ${how}${end}.`;
}

function asText(description: string, example?: string, how?: string): Field['ask'] {
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, description: say(description, example, how) };
}

/** A list that came out empty would quietly stand for everything. */
function some<T>(entries: T[], label: string): T[] {
	if (entries.length > 0) return entries;
	throw new InputError(`'${label}' is empty`, 'Enter at least one value, or remove the field.');
}

/** @param facts `most`: longest text, in characters */
export function text(
	label: string,
	description: string,
	{ example, most = Infinity }: Facts & { most?: number } = {},
): Field<string> {
	return {
		label,
		ask: asText(description, example),
		read(value) {
			const read = toText(value, label);
			checkLength(read, label, most);
			return read;
		},
	};
}

/** Several texts, as an array. */
export function texts(label: string, description: string, { example }: Facts = {}): Field<string[]> {
	return {
		label,
		ask: asText(description, example, TEXTS),
		read: (value) => some(toPhrases(value, label), label),
	};
}

/** Text that is never shown again, not even where it is wrong. Blanks around it are part of it. */
export function secret(label: string, description: string): Field<string> {
	return {
		label,
		ask: { type: 'string', typeOptions: { password: true }, default: '', description },
		read: (value) => toSecret(value, label),
		isSecret: true,
	};
}

const SEARCH = 'Name or ID Contains';

/** The words that a list's server looks for in names and IDs. */
export function search(description: string, { example }: Facts = {}): Field<string> {
	return {
		label: SEARCH,
		ask: asText(description, example),
		read: (value) => toSearched(value, SEARCH),
	};
}

/** The same where the server takes several texts. */
export function searches(description: string, { example }: Facts = {}): Field<string[]> {
	return {
		label: SEARCH,
		ask: asText(`${description}: a comma list or an array`, example),
		read: (value) =>
			some(
				toList(unpackedTexts(value, SEARCH), SEARCH).map((one) => toSearched(one, SEARCH)),
				SEARCH,
			),
	};
}

/** @param description without "Whether" */
export function flag(label: string, description: string): Field<boolean> {
	return {
		label,
		ask: { type: 'boolean', default: false, description: `Whether ${description}` },
		read: (value) => toBoolean(value, label),
	};
}

/** A whole number. */
export function whole(
	label: string,
	description: string,
	{ example, least = 0, hint }: Facts & { least?: number; hint?: string } = {},
): Field<number> {
	return {
		label,
		ask: {
			type: 'number',
			...(hint === undefined ? {} : { hint }),
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: say(description, example),
		},
		read: (value) => toInteger(value, label, least),
	};
}

/**
 * An amount in the account's currency, above 0.
 *
 * @param facts `counts`: what the credential's spend limits take it for
 */
export function money(
	label: string,
	description: string,
	{ example, counts }: Facts & { counts: Spend | { none: string } },
): Field<number> {
	return {
		label,
		money: counts,
		ask: {
			type: 'number',
			hint: "In the account's currency, above 0",
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description: say(`${description}, in the account's currency`, example),
		},
		read: (value) => toMoney(value, label),
	};
}

/**
 * A moment, in milliseconds or seconds since 1970.
 *
 * @param facts `of`: what a day alone means, its first second or its last
 */
export function moment(
	label: string,
	description: string,
	{ unit, example, of }: Facts & { unit: 'milliseconds' | 'seconds'; of: 'start' | 'end' },
): Field<number> {
	const [toMs, aDay] = of === 'end' ? [toEnd, END_OF_DAY] : [toMoment, START_OF_DAY];
	return {
		label,
		ask: {
			type: 'dateTime',
			default: '',
			description: `${say(description, example)}. ${aDay} Without an offset it is in the workflow's time zone.`,
		},
		read(value, zone) {
			const ms = toMs(value, zone, label);
			return unit === 'milliseconds' ? ms : Math.floor(ms / 1_000);
		},
		readJson: (value) => toEpoch(value, label, unit),
	};
}

/**
 * The choices of a closed list. `send` has what is sent for each value; without it, that is the value.
 */
interface Choices<Sent> extends Facts {
	of: INodePropertyOptions[];
	send?: Record<string, Sent>;
}

function sentFor<Sent>(chosen: string, { of, send }: Choices<Sent>): Sent {
	if (send !== undefined) return send[chosen];
	return of.find(({ value }) => String(value) === chosen)?.value as Sent;
}

/** One of a few values; none is chosen beforehand. */
export function choice<Sent extends number | string>(
	label: string,
	description: string,
	choices: Choices<Sent>,
): Field<Sent> {
	const { of, example } = choices;
	return {
		label,
		ask: {
			type: 'options',
			options: withoutDefault(of),
			default: '',
			description: say(description, example),
		},
		read: (value) => sentFor(toChoice(value, label, of), choices),
	};
}

/** Several of a few values, as an array. */
export function choices<Sent extends number | string>(
	label: string,
	description: string,
	among: Choices<Sent>,
): Field<Sent[]> {
	const { of, example } = among;
	return {
		label,
		ask: { type: 'multiOptions', options: of, default: [], description: say(description, example) },
		read: (value) =>
			some(
				toChoices(value, label, of).map((chosen) => sentFor(chosen, among)),
				label,
			),
	};
}

type IdFacts = Facts & {
	example: string;
	/** The example in the description, where it says more than the one in the field. */
	inWords?: string;
	/** The node's `listSearch` method that it is picked by. */
	pick?: string;
};

function askId(label: string, description: string, facts: IdFacts): Field['ask'] {
	const { example, inWords = example, pick } = facts;
	const words = say(description, inWords);
	if (pick === undefined) return { ...asText(description, example), description: words };
	const property = { displayName: label, name: '', required: false };
	return idPicker({ ...property, description: words }, pick, example);
}

/** One ID, sent as a number. */
export function id(label: string, description: string, facts: IdFacts): Field<number> {
	return {
		label,
		ask: askId(label, description, facts),
		read: (value) => toIdNumber(value, label),
	};
}

/** One ID as text, which it is in a path: there no number is too large. */
export function idText(label: string, description: string, facts: IdFacts): Field<string> {
	return { label, ask: askId(label, description, facts), read: (value) => toId(value, label) };
}

/** Several IDs, sent as numbers. */
export function ids(label: string, description: string, { example }: Facts = {}): Field<number[]> {
	return {
		label,
		ask: asText(description, example, A_NUMBER),
		read: (value) => some(toIdNumbers(value, label), label),
	};
}

/** Several IDs, sent as text with commas. */
export function idsText(label: string, description: string, { example }: Facts = {}): Field<string> {
	return {
		label,
		ask: asText(description, example, A_NUMBER),
		read: (value) => some(toIds(value, label), label).join(','),
	};
}
