import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { AmountChange } from '../../../common/form/amountChange';
import {
	amountChangeProperties,
	isRelative,
	readAmountChange,
} from '../../../common/form/amountChange';
import { toChoice, withoutDefault } from '../../../common/form/choice';
import { writeOptionsCollection } from '../../../common/form/options';
import { InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isObject } from '../../../common/ground/values';
import { combineOption } from '../../../common/run/combine';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { idsProperties, readIds, readIdsOnce } from '../../../verbs/several';
import { decimalText } from '../../axonShared/values';
import { checkAxonLimits } from '../../axonTransport/request';
import { countryProperties, readCountryForm } from '../amountForm';
import { CAMPAIGNS, DOCUMENT } from '../campaigns';
import type { CountryAmount } from '../countryAmounts';
import type { GoalUnit } from '../goalTypes';
import {
	checkGoal,
	checkUnitOf,
	GOAL_DECIMALS,
	goalTypeWords,
	GOALS,
	isGoalType,
} from '../goalTypes';
import { sendAmounts } from '../sendAmounts';

const LABEL = 'Goal';
const AMOUNTS = [
	{ value: 'goal', name: LABEL, decimals: GOAL_DECIMALS, unit: 'USD or Multiplier' },
];

const FOR = { name: 'goalFor', label: 'Goal For' };

const UNIT_LABEL = 'Goal Unit';
const UNITS: INodePropertyOptions[] = [
	{
		name: 'ROAS Multiplier',
		value: 'multiplier',
		description: 'For campaigns with a ROAS goal: 0.3 is 30%',
	},
	{
		name: 'USD',
		value: 'usd',
		description: 'For campaigns with a cost per install, event or purchase (CPI, CPE, CPP)',
	},
];

const EXAMPLES =
	'in USD for CPI, CPE and CPP, for example 2.50; as a multiplier for ROAS, for example 0.3 for 30%';

/** What is asked for an amount, in the words of goals. */
const IN_WORDS: Record<string, Partial<INodeProperties>> = {
	amount: {
		placeholder: 'e.g. 2.50 or 0.3',
		description: `The new goal, or what to add to the current one: ${EXAMPLES}`,
	},
	atMost: {
		placeholder: 'e.g. 4 or 0.5',
		description: `Upper limit that raises never exceed, no matter how often this runs: ${EXAMPLES}. A goal already at or above it is not raised. Decreases are not limited: a lower ROAS goal spends more.`,
	},
};

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'change', 'The campaigns whose goal to change'),
	...countryProperties(FOR.name, FOR.label, 'goal'),
	{
		displayName: UNIT_LABEL,
		name: 'goalUnit',
		type: 'options',
		options: withoutDefault(UNITS),
		default: '',
		required: true,
		description:
			"What the amounts below are in, for example USD. It is compared with each campaign's goal, so that a price never becomes a ROAS goal or the other way around.",
	},
	...amountChangeProperties(AMOUNTS).map((property) => ({
		...property,
		...IN_WORDS[property.name],
	})),
	writeOptionsCollection('AppLovin', [
		combineOption('input items for the same campaign', 'one request per campaign'),
	]),
];

function typeOf(campaign: IDataObject): string {
	const type = isObject(campaign.goal) ? campaign.goal.goal_type : undefined;
	if (isGoalType(type)) return type;
	throw new InputError(
		`AppLovin lists the campaign ${String(campaign.id)} with the goal type '${String(type)}', whose unit is unknown`,
		'Nothing was sent for it.',
	);
}

/** A goal whose amounts are in this unit. */
function goalIn(unit: GoalUnit): CountryAmount {
	return {
		part: 'goal',
		all: 'goal_value_for_all_countries',
		map: 'country_code_to_goal_value',
		// Prices are written with cents.
		decimals: unit === 'usd' ? 2 : 0,
		unitOf: (campaign) =>
			goalTypeWords(isObject(campaign.goal) ? campaign.goal.goal_type : undefined) ?? 'unknown',
		check: (goal, campaign) => void checkGoal(goal, LABEL, typeOf(campaign)),
		checkChange(_, campaign) {
			const type = typeOf(campaign);
			if (GOALS[type].unit === unit) return;
			const said = unit === 'usd' ? 'USD' : 'a ROAS multiplier';
			throw new InputError(
				`'${UNIT_LABEL}' is ${said}, but the goal of the campaign ${String(campaign.id)} is ${type}`,
				`Nothing was sent for it. ${type} is ${GOALS[type].unit === 'usd' ? 'a price in USD' : 'a multiplier: 0.3 is 30%'}.`,
			);
		},
	};
}

/** What the form can tell of an amount before the campaign's own type of goal is known. */
function checkForm({ how, by, atMost }: AmountChange, unit: GoalUnit, faults: Faults): void {
	if (how === 'set') faults.rule(() => checkUnitOf(by, 'Amount', unit));
	if (atMost !== undefined) faults.rule(() => checkUnitOf(atMost, 'At Most', unit));
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const change = readAmountChange(item, AMOUNTS, faults);
	const isTwice = change !== undefined && isRelative(change);
	const ids = faults.attempt(() => (isTwice ? readIdsOnce : readIds)(item, CAMPAIGNS)) ?? [];
	const countries = readCountryForm(item, FOR.name, FOR.label, faults);
	const unit = faults.attempt(() => toChoice(item.read('goalUnit'), UNIT_LABEL, UNITS)) as
		GoalUnit | undefined;
	if (change !== undefined && unit !== undefined) checkForm(change, unit, faults);
	faults.throwAny();
	const wanted = change as AmountChange;
	const amount = goalIn(unit as GoalUnit);
	if (!isRelative(wanted)) {
		await checkAxonLimits(item.context, {}, [{ spend: 'bid', name: LABEL, value: decimalText(wanted.by) }]);
	}
	return await sendAmounts(item, ids, { amount, change: wanted, countries });
}

/** Changes goals, which a campaign has either for all countries together or for each. */
export const updateGoal: Operation = {
	value: 'updateGoal',
	name: 'Update Goal',
	action: 'Update the goal of campaigns',
	description:
		'Change the CPI, CPE, CPP or ROAS goal of campaigns, for all countries or by country',
	endpoint: 'POST /manage/v1/campaign/update',
	document: `${DOCUMENT}, "/campaign/update"`,
	writes: true,
	properties,
	execute,
};
