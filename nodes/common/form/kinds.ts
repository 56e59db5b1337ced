import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { END_OF_DAY, START_OF_DAY, toEnd, toEpoch, toMoment } from '../ground/moments';
import {
	checkLength,
	saidBoolean,
	toBoolean,
	toId,
	toIdNumber,
	toInteger,
	toJsonObject,
	toMoney,
	toSearched,
	toSecret,
	toText,
	toUrl,
} from '../ground/values';
import { InputError } from '../ground/errors';
import type { Spend } from '../guard/spend';
import { toChoice, toChoices, withoutDefault } from './choice';
import type { Facts, Field, FindZone } from './field';
import { asText, say } from './field';
import { idPicker } from './idPicker';
import { SEARCH, some } from './lists';

export type { Facts, Field } from './field';
export { ids, idsText, searches, texts, urls } from './lists';

/** @param facts `most`: longest text, in characters */
export function text(
	label: string,
	description: string,
	facts: Facts & { most?: number } = {},
): Field<string> {
	const { most = Infinity } = facts;
	return {
		label,
		ask: asText(description, facts),
		read(value) {
			const read = toText(value, label);
			checkLength(read, label, most);
			return read;
		},
	};
}

/** A web address with its protocol. */
export function url(label: string, description: string, facts: Facts = {}): Field<string> {
	return { label, ask: asText(description, facts), read: (value) => toUrl(value, label) };
}

/** A JSON object, as text or from an expression. */
export function object(label: string, description: string, facts: Facts = {}): Field<IDataObject> {
	return {
		label,
		// If it were empty, n8n would mark it as an error at once.
		ask: { type: 'json', default: '{}', description: say(description, facts) },
		read: (value) => toJsonObject(value, label),
	};
}

/** Text that is never shown again, not even when it is wrong. Blanks around it belong to it. */
export function secret(label: string, description: string): Field<string> {
	return {
		label,
		ask: { type: 'string', typeOptions: { password: true }, default: '', description },
		read: (value) => toSecret(value, label),
		isSecret: true,
	};
}

/** Words for which a list's server searches names and IDs. */
export function search(description: string, facts: Facts = {}): Field<string> {
	return {
		label: SEARCH,
		ask: asText(description, facts),
		read: (value) => toSearched(value, SEARCH),
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

/**
 * Terms that must be accepted, sent as `true`: a choice without default, because n8n marks one that was
 * not made, and never a switch that is off. Forms saved with a switch hold `true`.
 *
 * @param facts `yes`: the only choice; `why` it must be made
 */
export function agreement(
	label: string,
	description: string,
	facts: { yes: string; why: string },
): Field<true> {
	return {
		label,
		ask: {
			type: 'options',
			options: withoutDefault([{ name: facts.yes, value: 'yes' }]),
			default: '',
			description,
		},
		read(value) {
			if (value === 'yes' || saidBoolean(value) === true) return true;
			throw new InputError(`'${label}' must be accepted`, facts.why);
		},
	};
}

/** A whole number. */
export function whole(
	label: string,
	description: string,
	facts: Facts & { least?: number; hint?: string; unit?: string } = {},
): Field<number> {
	const { least = 0, hint, example, unit } = facts;
	return {
		label,
		unit,
		ask: {
			type: 'number',
			...(example === undefined ? {} : { placeholder: `e.g. ${example}` }),
			...(hint === undefined ? {} : { hint }),
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: say(description, facts),
		},
		read: (value) => toInteger(value, label, least),
	};
}

/**
 * An amount in the account's currency, above 0.
 *
 * @param facts `counts`: which of the credential's spend limits it counts towards
 */
export function money(
	label: string,
	description: string,
	facts: Facts & { counts: Spend | { none: string } },
): Field<number> {
	const { counts, example } = facts;
	return {
		label,
		unit: 'Account Currency',
		money: counts,
		ask: {
			type: 'number',
			...(example === undefined ? {} : { placeholder: `e.g. ${example}` }),
			hint: 'Above 0',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description: say(description, facts),
		},
		read: (value) => toMoney(value, label),
	};
}

interface MomentFacts extends Facts {
	unit: 'milliseconds' | 'seconds';
	/** What a day without a time means: its first second or its last. */
	of: 'start' | 'end';
	/** Whose time zone a date without an offset is in, as the description says it. */
	inZone?: string;
	findZone?: FindZone;
}

/** n8n's picker sets 00:00, with which the chosen day is not part of the flight. */
const END_HINT = '00:00 is the start of the day; for the whole day, set 23:59';

function sayMoment(description: string, facts: MomentFacts): string {
	const { note, of, inZone = "the workflow's time zone", ...others } = facts;
	const noted = note === undefined ? '' : ` ${note}.`;
	return `${say(description, others)}. ${of === 'end' ? END_OF_DAY : START_OF_DAY}${noted} Without an offset, it is in ${inZone}.`;
}

/** A moment, in milliseconds or seconds since 1970. */
export function moment(label: string, description: string, facts: MomentFacts): Field<number> {
	const { unit, of, findZone } = facts;
	const toMs = of === 'end' ? toEnd : toMoment;
	return {
		label,
		ask: {
			type: 'dateTime',
			default: '',
			...(of === 'end' ? { hint: END_HINT } : {}),
			description: sayMoment(description, facts),
		},
		read(value, zone) {
			const ms = toMs(value, zone, label);
			return unit === 'milliseconds' ? ms : Math.floor(ms / 1_000);
		},
		readJson: (value) => toEpoch(value, label, unit),
		...(findZone === undefined ? {} : { findZone }),
	};
}

/**
 * The choices of a closed list. `send` maps each value to what is sent; without it, the value itself
 * is sent.
 */
interface Choices<Sent> extends Facts {
	of: INodePropertyOptions[];
	send?: Record<string, Sent>;
}

function sentFor<Sent>(chosen: string, { of, send }: Choices<Sent>): Sent {
	if (send !== undefined) return send[chosen];
	return of.find(({ value }) => String(value) === chosen)?.value as Sent;
}

/** One of a few values, with none preselected. */
export function choice<Sent extends number | string>(
	label: string,
	description: string,
	choices: Choices<Sent>,
): Field<Sent> {
	const { of } = choices;
	return {
		label,
		ask: {
			type: 'options',
			options: withoutDefault(of),
			default: '',
			description: say(description, choices),
		},
		read: (value) => sentFor(toChoice(value, label, of), choices),
	};
}

/**
 * One of a few values, with one of them preselected. Whether "Additional JSON" holds one of them is
 * checked by the code that looks at the other fields too and knows the remedy.
 *
 * @param facts `first`: the preselected value; `toValue`: reads the value of a form or an expression
 */
export function preset<Sent extends number | string>(
	label: string,
	description: string,
	facts: Facts & {
		of: INodePropertyOptions[];
		first: Sent;
		toValue: (value: unknown, label: string) => Sent;
	},
): Field<Sent> {
	const { of, first, toValue } = facts;
	return {
		label,
		ask: { type: 'options', options: of, default: first, description: say(description, facts) },
		read: (value) => toValue(value, label),
	};
}

/** Several of a few values, as an array. */
export function choices<Sent extends number | string>(
	label: string,
	description: string,
	among: Choices<Sent>,
): Field<Sent[]> {
	const { of } = among;
	return {
		label,
		ask: { type: 'multiOptions', options: of, default: [], description: say(description, among) },
		read: (value) =>
			some(
				toChoices(value, label, of).map((chosen) => sentFor(chosen, among)),
				label,
			),
	};
}

type IdFacts = Facts & {
	example: string;
	/** The node's `listSearch` method for picking it. */
	pick?: string;
};

function askId(label: string, description: string, facts: IdFacts): Field['ask'] {
	const { example, pick } = facts;
	if (pick === undefined) return asText(description, facts);
	const property = { displayName: label, name: '', required: false };
	return idPicker({ ...property, description: say(description, facts) }, pick, example);
}

/** One ID, sent as a number. */
export function id(label: string, description: string, facts: IdFacts): Field<number> {
	return {
		label,
		ask: askId(label, description, facts),
		read: (value) => toIdNumber(value, label),
	};
}

/** One ID as text, as paths need it: there no number is too large. */
export function idText(label: string, description: string, facts: IdFacts): Field<string> {
	return { label, ask: askId(label, description, facts), read: (value) => toId(value, label) };
}
