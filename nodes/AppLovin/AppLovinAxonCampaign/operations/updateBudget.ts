import type { INodeProperties } from 'n8n-workflow';

import type { AmountChange } from '../../../common/form/amountChange';
import {
	amountChangeProperties,
	isRelative,
	readAmountChange,
} from '../../../common/form/amountChange';
import { writeOptionsCollection } from '../../../common/form/options';
import { Faults } from '../../../common/ground/faults';
import { combineOption } from '../../../common/run/combine';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { idsProperties, readIds, readIdsOnce } from '../../../verbs/several';
import { decimalText } from '../../axonShared/values';
import { checkAxonLimits } from '../../axonTransport/request';
import { countryProperties, readCountryForm } from '../amountForm';
import { CAMPAIGNS, DOCUMENT } from '../campaigns';
import type { CountryAmount } from '../countryAmounts';
import { SHARED } from '../countryAmounts';
import { sendAmounts } from '../sendAmounts';

const BUDGET: CountryAmount = {
	part: 'budget',
	all: 'daily_budget_for_all_countries',
	map: 'country_code_to_daily_budget',
	decimals: 2,
	unitOf: () => 'USD per day',
	check: () => undefined,
	checkChange: () => undefined,
};

const AMOUNTS = [{ value: 'budget', name: 'Daily Budget', decimals: 2, unit: 'USD' }];

const FOR = { name: 'budgetFor', label: 'Budget For' };

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'change', 'The campaigns whose daily budget to change'),
	...countryProperties(FOR.name, FOR.label, 'daily budget'),
	...amountChangeProperties(AMOUNTS),
	writeOptionsCollection('AppLovin', [
		combineOption('input items for the same campaign', 'one request per campaign'),
	]),
];

/** New amounts are held to the credential's limits before anything is read; their sum once it is known. */
async function checkNew(
	{ context }: Item,
	countries: string[],
	{ by }: AmountChange,
): Promise<void> {
	const amount = decimalText(by, 2);
	const body =
		countries[0] === SHARED
			? { [BUDGET.all]: amount }
			: { [BUDGET.map]: Object.fromEntries(countries.map((code) => [code, amount])) };
	await checkAxonLimits(context, body);
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const change = readAmountChange(item, AMOUNTS, faults);
	const isTwice = change !== undefined && isRelative(change);
	const ids = faults.attempt(() => (isTwice ? readIdsOnce : readIds)(item, CAMPAIGNS)) ?? [];
	const countries = readCountryForm(item, FOR.name, FOR.label, faults);
	faults.throwAny();
	const wanted = change as AmountChange;
	if (!isRelative(wanted)) await checkNew(item, countries, wanted);
	return await sendAmounts(item, ids, { amount: BUDGET, change: wanted, countries });
}

/** Changes daily budgets, which a campaign has either for all countries together or for each. */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of campaigns',
	description: 'Change the daily budget of campaigns, for all countries or by country',
	endpoint: 'POST /manage/v1/campaign/update',
	document: `${DOCUMENT}, "/campaign/update"`,
	writes: true,
	properties,
	execute,
};
