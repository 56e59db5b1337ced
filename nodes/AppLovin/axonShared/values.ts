import type { INodePropertyOptions } from 'n8n-workflow';

import { toChoice, toChoices } from '../../common/form/choice';
import { COUNTRIES } from '../shared/choices';

/** Countries by English name; the value is this API's upper-case code. */
export const AXON_COUNTRIES: INodePropertyOptions[] = COUNTRIES.map(({ name, value }) => ({
	name: name.replace(/\(\w+\)$/, (code) => code.toUpperCase()),
	value: String(value).toUpperCase(),
}));

/**
 * A country's code as the API has it, in upper case: "us", "US" and the list's "United States (US)".
 *
 * @throws InputError for an unknown one
 */
export function toCountry(value: unknown, label: string): string {
	return toChoice(value, label, AXON_COUNTRIES);
}

/** The same for several, each once. */
export function toCountries(value: unknown, label: string): string[] {
	return [...new Set(toChoices(value, label, AXON_COUNTRIES))];
}

/** The most decimals that are written; what lies beyond is left by binary fractions. */
const MOST_DECIMALS = 6;

/**
 * A number as the API takes money and goals: text in plain digits, without the noise of floats and
 * without separators. 100 is "100.00", 0.1 + 0.2 is "0.30", 0.125 is "0.125".
 *
 * @param least the fewest decimals: 2 for money
 */
export function decimalText(value: number, least = 0): string {
	const [whole, fraction = ''] = value.toFixed(MOST_DECIMALS).split('.');
	const decimals = fraction.replace(/0+$/, '').padEnd(least, '0');
	return decimals === '' ? whole : `${whole}.${decimals}`;
}
