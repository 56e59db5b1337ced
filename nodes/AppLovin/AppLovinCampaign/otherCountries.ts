import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { ApiFailure } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { DEFAULT_COUNTRY } from './choice';
import { ONLY_FORM } from './itemRows';
import { readTargets } from './presentTargets';

const LABEL = 'Countries Without a Row';
const STAY = 'stay';
const DISABLE = 'disable';

const CHOICES = [
	{
		name: 'Disable Them',
		value: DISABLE,
		description: 'The rows replace the list: the campaign stops in every other country',
	},
	{
		name: 'Leave Unchanged',
		value: STAY,
		description: 'The rows add, change or disable countries; all others stay as they are',
	},
];

/** Whether the rows replace the campaign's countries, or only speak of some. */
export const otherCountriesProperty: INodeProperties = {
	displayName: LABEL,
	name: 'otherCountries',
	type: 'options',
	options: CHOICES,
	default: STAY,
	displayOptions: ONLY_FORM,
	description:
		'What to do with countries that the campaign serves now but that have no row, for example Leave Unchanged',
};

/** Whether they are to be disabled; at least one country must be left. */
export function readDisablesOthers(
	read: (name: string) => unknown,
	rows: IDataObject[],
	faults: Faults,
): boolean {
	const value = read(otherCountriesProperty.name);
	const way = isBlank(value) ? STAY : faults.attempt(() => toChoice(value, LABEL, CHOICES));
	if (way !== DISABLE) return false;
	faults.rule((wrong) => {
		const isLeft = ({ country, disabled }: IDataObject) =>
			country !== DEFAULT_COUNTRY && disabled !== true;
		if (rows.some(isLeft)) return;
		wrong(
			`'${LABEL}' would disable every country: no row keeps one`,
			"Add a row with 'Serve in Country' for each country to keep, or pause the campaign with Campaign: Pause.",
		);
	});
	return true;
}

/**
 * Rows that disable every served country without one.
 *
 * @throws ApiFailure if AppLovin does not tell which countries there are
 */
export async function othersDisabled(
	{ context, index }: Item,
	campaignId: string,
	rows: IDataObject[],
): Promise<IDataObject[]> {
	const { countries } = await readTargets(context, index, campaignId);
	if (countries === undefined) {
		throw new ApiFailure(
			`AppLovin's response is missing a list of the countries of the campaign ${campaignId}`,
			{ description: 'Nothing was changed. Use Target: Get to see what AppLovin returns.' },
		);
	}
	const named = new Set(rows.map(({ country }) => country));
	return [...countries.keys()]
		.filter((code) => code !== DEFAULT_COUNTRY && !named.has(code))
		.map((country) => ({ country, disabled: true }));
}
