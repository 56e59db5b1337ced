import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, toChoices, withAll, withoutDefault } from '../../common/form/choice';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import type { Item } from '../../common/run/item';
import { AXON_COUNTRIES } from '../axonShared/values';
import { SHARED } from './countryAmounts';

const COUNTRIES = 'Countries';
const EACH = 'all';

const ALL = 'all';
const BY_COUNTRY = 'byCountry';

const CHOICES = withAll(AXON_COUNTRIES, 'All That Have One of Their Own');

/** The two forms that an amount can have. */
export const FORMS: INodePropertyOptions[] = [
	{ name: 'All Countries', value: ALL, description: 'One for all countries together' },
	{ name: 'By Country', value: BY_COUNTRY, description: 'A different one for each country' },
];

/**
 * Which of a campaign's amounts to change.
 *
 * @param label of the choice: "Budget For"
 * @param what "daily budget"
 */
export function countryProperties(name: string, label: string, what: string): INodeProperties[] {
	return [
		{
			displayName: label,
			name,
			type: 'options',
			options: withoutDefault(FORMS),
			default: '',
			required: true,
			description: `Which ${what} to change, for example All Countries for a campaign that has one for all of them`,
		},
		{
			displayName: COUNTRIES,
			name: 'countries',
			type: 'multiOptions',
			options: CHOICES,
			default: [],
			required: true,
			displayOptions: { show: { [name]: [BY_COUNTRY] } },
			hint: 'All other countries keep theirs',
			description: `The countries whose ${what} changes, for example United States (US), or codes by an expression. For different changes, use one item per country: items for the same campaign share a request.`,
		},
	];
}

/**
 * The countries of {@link countryProperties}.
 *
 * @returns [{@link SHARED}] for all countries together, [] for each that has its own
 */
export function readCountryForm(
	{ read }: Pick<Item, 'read'>,
	name: string,
	label: string,
	faults: Faults,
): string[] {
	const form = faults.attempt(() => toChoice(read(name), label, FORMS));
	if (form !== BY_COUNTRY) return [SHARED];
	const chosen = faults.attempt(() => {
		const codes = [...new Set(toChoices(read('countries'), COUNTRIES, CHOICES))];
		if (codes.length === 0) throw new InputError(`'${COUNTRIES}' is empty`, 'Choose at least one.');
		if (codes.includes(EACH) && codes.length > 1) {
			throw new InputError(
				`'${COUNTRIES}' holds '${EACH}' together with other values`,
				'Choose either all or some of them.',
			);
		}
		return codes;
	});
	return chosen === undefined || chosen.includes(EACH) ? [] : chosen;
}
