import type { INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank, toDecimal, toNumber } from '../../common/ground/values';

/** What a goal counts: a price in USD, or a multiplier of the spend (0.3 is 30%). */
export type GoalUnit = 'multiplier' | 'usd';

interface GoalFacts {
	unit: GoalUnit;
	/** The goal must be above it. */
	above: number;
	/** The goal must be below it, or for ROAS at most it. */
	most: number;
	/** The types of campaigns that can have it. */
	types: string[];
}

/**
 * Table "goal" (Axon Campaign Management API): CPI below 200, CPE and CPP below 500 USD; ad ROAS above
 * 0.1, blended above 0.05, from checkout above 0.01, all at most 99.99.
 */
export const GOALS: Record<string, GoalFacts> = {
	AD_ROAS: { unit: 'multiplier', above: 0.1, most: 99.99, types: ['APP'] },
	BLD_ROAS: { unit: 'multiplier', above: 0.05, most: 99.99, types: ['APP'] },
	CHK_ROAS: { unit: 'multiplier', above: 0.01, most: 99.99, types: ['APP', 'WEB'] },
	CPE: { unit: 'usd', above: 0, most: 500, types: ['APP', 'WEB'] },
	CPI: { unit: 'usd', above: 0, most: 200, types: ['APP'] },
	CPP: { unit: 'usd', above: 0, most: 500, types: ['APP', 'WEB'] },
};

export const GOAL_TYPES: INodePropertyOptions[] = [
	{
		name: 'Ad ROAS',
		value: 'AD_ROAS',
		description: 'Return from ad revenue, as a multiplier: 0.3 is 30%. Apps only.',
	},
	{
		name: 'Blended ROAS',
		value: 'BLD_ROAS',
		description: 'Return from ads and purchases, as a multiplier: 0.3 is 30%. Apps only.',
	},
	{
		name: 'Cost per Event (CPE)',
		value: 'CPE',
		description: 'Cost of one event, in USD. Not with Target Goal (CPI Billing).',
	},
	{
		name: 'Cost per Install (CPI)',
		value: 'CPI',
		description: 'Cost of one install, in USD. Apps only.',
	},
	{ name: 'Cost per Purchase (CPP)', value: 'CPP', description: 'Cost of one purchase, in USD' },
	{
		name: 'Purchase ROAS',
		value: 'CHK_ROAS',
		description: 'Return from purchases, as a multiplier: 1.2 is 120%',
	},
];

/** Up to which decimals a goal is taken. */
export const GOAL_DECIMALS = 4;

/**
 * Nobody aims at ten times the spend, but those who think in percent enter 30 for 30%: up to 99.99 the API
 * would take it.
 */
const MOST_MULTIPLIER = 10;

export function isGoalType(type: unknown): type is string {
	return typeof type === 'string' && Object.hasOwn(GOALS, type);
}

/** The unit of a goal in words, as results and previews have it; null for an unknown type. */
export function goalTypeWords(type: unknown): string | null {
	if (!isGoalType(type)) return null;
	return GOALS[type].unit === 'usd' ? 'USD' : 'Multiplier';
}

/** What to enter, by unit. */
export const GOAL_EXAMPLES: Record<GoalUnit, string> = {
	usd: 'In USD, for example 2.50.',
	multiplier: 'As a multiplier of the spend, for example 0.3 for 30%.',
};

/** The highest of all prices that any type of goal may have. */
const MOST_USD = 500;

/**
 * Refuses an amount that only fits the other unit, which is known before the campaign's type of goal is.
 *
 * @throws InputError for a percentage in place of a multiplier, and for a price that no goal may have
 */
export function checkUnitOf(amount: number, label: string, unit: GoalUnit): void {
	if (unit === 'multiplier') checkMultiplier(amount, label, 'ROAS goals');
	else if (amount >= MOST_USD) {
		throw new InputError(
			`'${label}' must be below ${MOST_USD} USD for a goal, not ${amount}`,
			GOAL_EXAMPLES.usd,
		);
	}
}

function checkMultiplier(given: number, label: string, type: string): void {
	if (given <= MOST_MULTIPLIER) return;
	const percent = given <= 1_000 ? ` For ${given}%, enter ${given / 100}.` : '';
	throw new InputError(
		`'${label}' must be a multiplier for ${type}, not ${given}: 0.3 is 30%`,
		`${given} would be ${given * 100}%. AppLovin's older API takes percent, this one does not.${percent}`,
	);
}

/**
 * A goal as a number within the bounds of its type.
 *
 * @throws InputError that names the rule, and for a percentage in place of a multiplier
 */
export function checkGoal(value: unknown, label: string, type: string): number {
	const { unit, above, most } = GOALS[type];
	if (isBlank(value)) throw new InputError(`'${label}' is empty`, GOAL_EXAMPLES[unit]);
	const given = toNumber(value, label);
	if (unit === 'multiplier') checkMultiplier(given, label, type);
	const isTooHigh = unit === 'usd' ? given >= most : given > most;
	if (given <= above || isTooHigh) {
		const end = unit === 'usd' ? `below ${most} USD` : `at most ${most}`;
		throw new InputError(
			`'${label}' must be above ${above} and ${end} for ${type}, not ${given}`,
			GOAL_EXAMPLES[unit],
		);
	}
	return toDecimal(value, label, GOAL_DECIMALS);
}
