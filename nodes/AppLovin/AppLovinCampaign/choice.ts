import type { INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../../common/errors';
import { quote, toText } from '../../common/values';
import { COUNTRIES } from '../shared/choices';

/** `country` of the values that hold wherever a country has none of its own. */
export const DEFAULT_COUNTRY = 'DEFAULT';

/** Countries, and the shared values first. */
export const TARGET_COUNTRIES: INodePropertyOptions[] = [
	{ name: 'DEFAULT: Shared by All Targeted Countries', value: DEFAULT_COUNTRY },
	...COUNTRIES,
];

export const PLATFORMS: INodePropertyOptions[] = [
	{ name: 'Android', value: 'android' },
	{ name: 'Apple iOS', value: 'ios' },
];

export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: 'active', description: 'Runs and may spend money' },
	{ name: 'Paused', value: 'paused', description: 'Spends nothing' },
];

/** Choices where nothing is chosen beforehand, because a wrong one costs money. */
export function withoutDefault(choices: INodePropertyOptions[]): INodePropertyOptions[] {
	return [{ name: 'Please Choose', value: '' }, ...choices];
}

/** More choices than this are not listed in a message. */
const MOST_LISTED = 10;

/** One of the choices' values. Upper and lower case are the same: "US" is the country `us`. */
export function toChoice(value: unknown, label: string, choices: INodePropertyOptions[]): string {
	const text = toText(value, label);
	const known = choices.map((choice) => String(choice.value));
	const found = known.find((one) => one.toLowerCase() === text.toLowerCase());
	if (found !== undefined) return found;
	throw new InputError(
		known.length > MOST_LISTED
			? `'${label}' is unknown: ${quote(value)}`
			: `'${label}' must be one of ${known.join(', ')}, not ${quote(value)}`,
		known.length > MOST_LISTED ? `Use a value of its list, such as ${known[1]}.` : undefined,
	);
}

/** A status as the API has it: true means active. */
export function toStatus(value: unknown, label: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	return toChoice(value, label, STATUSES) === 'active';
}
