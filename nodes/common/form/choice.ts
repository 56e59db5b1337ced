import type { INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { isEmpty, quote, toKnown, toList, toText, unpacked } from '../ground/values';

/** Choices with none preselected, because a wrong one costs money. */
export function withoutDefault(choices: INodePropertyOptions[]): INodePropertyOptions[] {
	return [{ name: 'Please Choose', value: '' }, ...choices];
}

/** Longer lists of choices are not listed in a message. */
const MOST_LISTED = 10;

/**
 * The values of a list of choices by the lower-case form of their values and names, kept because
 * thousands of rows ask for the same list.
 */
const folded = new WeakMap<INodePropertyOptions[], Map<string, string>>();

function foldedValues(choices: INodePropertyOptions[]): Map<string, string> {
	const chosen = choices.filter(({ value }) => value !== '').reverse();
	const by = (key: 'name' | 'value') =>
		chosen.map((choice) => [String(choice[key]).toLowerCase(), String(choice.value)] as const);
	// A value counts before a name that is spelled like it.
	const known = folded.get(choices) ?? new Map([...by('name'), ...by('value')]);
	folded.set(choices, known);
	return known;
}

/**
 * One of the choices' values, also by its name, as simplified results have it: "Apple iOS" is the
 * platform `ios`. Case makes no difference: "US" is the country `us`.
 */
export function toChoice(value: unknown, label: string, choices: INodePropertyOptions[]): string {
	const text = toText(value, label);
	const found = foldedValues(choices).get(text.toLowerCase());
	if (found !== undefined) return found;
	const known = choices.map((choice) => String(choice.value));
	throw new InputError(
		known.length > MOST_LISTED
			? `'${label}' is unknown: ${quote(value)}`
			: `'${label}' must be one of ${known.join(', ')}, not ${quote(value)}`,
		known.length > MOST_LISTED ? `Use a value from its list, such as ${known[1]}.` : undefined,
	);
}

/** Several of the choices' values: an array, possibly as JSON text, or text with separators. */
export function toChoices(
	value: unknown,
	label: string,
	choices: INodePropertyOptions[],
): string[] {
	const folded = foldedValues(choices);
	// A name may hold blanks, which separate values that hold none.
	const found = toList(unpacked(value, label), label).map((one) => folded.get(one.toLowerCase()));
	if (!found.includes(undefined)) return found as string[];
	const known = choices.map((choice) => String(choice.value));
	return toKnown(value, label, known).map((one) => toChoice(one, label, choices));
}

const ALL = 'all';

/**
 * The choices, plus one that stands for all of them, so that an empty list never says so by accident.
 */
export function withAll(choices: INodePropertyOptions[], name: string): INodePropertyOptions[] {
	return [{ name, value: ALL }, ...choices];
}

/**
 * Several of the choices of {@link withAll}; none of them means all, as does an empty field.
 *
 * @throws InputError for "all" beside others, and for a text without any choice
 */
export function toChoicesOrAll(
	value: unknown,
	label: string,
	choices: INodePropertyOptions[],
): string[] {
	const chosen = toChoices(value, label, withAll(choices, ALL));
	if (chosen.length === 0 && !isEmpty(value)) {
		throw new InputError(`'${label}' holds no value, only separators: ${quote(value)}`);
	}
	if (!chosen.includes(ALL)) return chosen;
	if (chosen.every((one) => one === ALL)) return [];
	throw new InputError(`'${label}' holds '${ALL}' together with other values`, 'Choose either all or some of them.');
}
