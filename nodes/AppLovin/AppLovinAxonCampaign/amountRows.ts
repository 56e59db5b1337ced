import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { withoutDefault } from '../../common/form/choice';
import type { Faults } from '../../common/ground/faults';
import { isObject } from '../../common/ground/values';
import { AXON_COUNTRIES, toCountry } from '../axonShared/values';

/**
 * A list of countries with an amount each.
 *
 * @param label of the amount, with its unit
 */
export function amountRows(
	name: string,
	displayName: string,
	label: string,
	example: string,
	description: string,
	show: Record<string, string[]>,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add country',
		default: {},
		displayOptions: { show },
		description,
		options: [
			{
				displayName: 'Country',
				name: 'rows',
				values: [
					{
						displayName: 'Country',
						name: 'country',
						type: 'options',
						options: withoutDefault(AXON_COUNTRIES),
						default: '',
						description: 'The country, for example United States (US)',
					},
					{
						displayName: label,
						name: 'amount',
						type: 'string',
						default: '',
						placeholder: `e.g. ${example}`,
						description: `The amount for this country, for example ${example}`,
					},
				],
			},
		],
	};
}

/**
 * Amounts by country as they are sent: one for each of the campaign's countries and no others.
 *
 * @param toAmount reads one amount, given its label
 * @param faults collects everything that is wrong with them
 */
export function readAmountRows(
	given: unknown,
	label: string,
	countries: string[],
	toAmount: (value: unknown, label: string) => string,
	faults: Faults,
): IDataObject {
	const listed =
		isObject(given) && Array.isArray(given.rows) ? given.rows : Array.isArray(given) ? given : [];
	const amounts: IDataObject = {};
	(listed as unknown[]).filter(isObject).forEach((row, index) => {
		const place = `${label} ${index + 1}`;
		const country = faults.rule(() => toCountry(row.country, `${place}: Country`));
		const amount = faults.rule(() => toAmount(row.amount, `${place}: Amount`));
		if (country === undefined || amount === undefined) return;
		if (country in amounts)
			faults.wrong(`'${label}' names ${country} twice`, 'Remove one of the rows.');
		if (countries.length > 0 && !countries.includes(country)) {
			faults.wrong(`'${place}: Country' is ${country}, which is not among 'Countries'`);
		}
		amounts[country] = amount;
	});
	const missing = countries.filter((code) => !(code in amounts));
	if (missing.length > 0 && !faults.any) {
		faults.wrong(
			`'${label}' has no row for ${missing.join(', ')}`,
			"By country, each of 'Countries' needs one.",
		);
	}
	return amounts;
}
