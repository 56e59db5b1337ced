import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import type { Faults } from '../ground/faults';
import { LARGEST_AMOUNT } from '../ground/numbers';
import { inLabel, withUnit } from '../ground/units';
import {
	isAbove,
	isBlank,
	plainNumber,
	quote,
	toAmount,
	toDecimal,
	toInteger,
	toNumber,
} from '../ground/values';
import { toChoice, withoutDefault } from './choice';
import { CHANGE_AGAIN_NOTICE } from './runAgainNotice';

/**
 * Changes of money have one form everywhere: what changes, how, by how much, and the amount that is
 * never passed.
 */

/** An amount that a form can change. */
export interface ChangeableAmount {
	/** Its value in the form's choice, best the API's own name. */
	value: string;
	/** The form's word for it: "Daily Budget". */
	name: string;
	/** The most decimals it can have: 2 for money, 0 for impressions. */
	decimals: number;
	/** Its unit in words: "account's currency". */
	unit: string;
}

/** What a form asks to change. */
export interface AmountChange {
	amount: ChangeableAmount;
	/** `set`, `add`, `percent`, or one of an API's own ways, which sets amounts too. */
	how: string;
	/** The new amount, what is added to the present one, or how many percent of it. */
	by: number;
	/** The amount that a raise never passes; only for {@link isRelative} changes. */
	atMost?: number;
}

/** What becomes of one present amount. */
export interface ChangedAmount {
	old: number;
	new: number;
	/** Why it is not what the form asks for; if `new` is `old`, why nothing changes. */
	reason?: string;
}

const WHAT = 'What to Change';
const HOW = 'How';
const AMOUNT = 'Amount';
const PERCENT = 'Percent';
const AT_MOST = 'At Most';

/** The ways whose result depends on the present amount: {@link isRelative}. */
export const RELATIVE = ['add', 'percent'];

/** What the amount is for that is never passed. */
export const atMostWords = (example: string): string =>
	`Upper limit that raises never exceed, no matter how often this runs, for example ${example}. A result above it is reduced to it, and an amount already at or above it is not raised. Decreases are not limited.`;

/** The ways that every form offers. */
export const CHANGE_WAYS: INodePropertyOptions[] = [
	{ name: 'Add', value: 'add', description: 'Adds to the current amount; -5 lowers it by 5' },
	{
		name: 'New Amount',
		value: 'set',
		description: 'Replaces the current amount',
	},
	{
		name: 'Percent',
		value: 'percent',
		description: 'Raises the current amount by this percentage; -20 lowers it by a fifth',
	},
];

/** Whether the result depends on the present amount, so that doing it twice changes it twice. */
export function isRelative({ how }: Pick<AmountChange, 'how'>): boolean {
	return RELATIVE.includes(how);
}

const waysWith = (more: INodePropertyOptions[]): INodePropertyOptions[] =>
	[...CHANGE_WAYS, ...more].sort((a, b) => a.name.localeCompare(b.name));

function amountField(
	{ displayName, name, hint, example }: Pick<INodeProperties, 'displayName' | 'hint' | 'name'> & {
		example: string;
	},
	how: string[],
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		// n8n marks a text that is empty, but never a number.
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		...(hint === undefined ? {} : { hint }),
		displayOptions: { show: { changeBy: how } },
		description,
	};
}

/**
 * The fields of a change of one amount.
 *
 * @param amounts what can be changed; a single one is not asked for
 * @param more an API's own ways of setting amounts
 */
export function amountChangeProperties(
	amounts: ChangeableAmount[],
	more: INodePropertyOptions[] = [],
): INodeProperties[] {
	const units = inLabel(amounts.map(({ unit }) => unit));
	const what: INodeProperties = {
		displayName: WHAT,
		name: 'amountToChange',
		type: 'options',
		options: withoutDefault(amounts.map(({ name, value }) => ({ name, value }))),
		default: '',
		required: true,
		description: `Which amount to change, for example ${amounts[0].name}`,
	};
	const setting = waysWith(more)
		.map(({ value }) => String(value))
		.filter((way) => way !== 'percent');
	return [
		...(amounts.length === 1 ? [] : [what]),
		{
			displayName: HOW,
			name: 'changeBy',
			type: 'options',
			options: withoutDefault(waysWith(more)),
			default: '',
			required: true,
			description: `How to change the amount, for example ${PERCENT} to raise it by a percentage`,
		},
		amountField(
			{ displayName: withUnit(AMOUNT, units), name: 'amount', example: '50' },
			setting,
			'The new amount, or what to add to the current one, for example 50',
		),
		amountField(
			{ displayName: PERCENT, name: 'percent', hint: 'A negative number lowers the amount', example: '20' },
			['percent'],
			'Percentage to raise the current amount by, for example 20; a negative number lowers it',
		),
		amountField(
			{ displayName: withUnit(AT_MOST, units), name: 'atMost', example: '100' },
			RELATIVE,
			atMostWords('100'),
		),
		{ ...CHANGE_AGAIN_NOTICE, displayOptions: { show: { changeBy: RELATIVE } } },
	];
}

/** An amount above 0, whole if it has no decimals. */
function toPlainAmount(value: unknown, label: string, { decimals, unit }: ChangeableAmount): number {
	if (isBlank(value)) throw new InputError(`'${label}' is empty`, 'Enter an amount above 0.');
	if (decimals === 0) return toInteger(value, label, 1);
	return toAmount(value, label, `It is in the ${unit}.`, decimals);
}

/** What is added to an amount, or its percentage: above or below 0. */
export function toDifference(value: unknown, label: string, decimals: number): number {
	if (isBlank(value)) {
		throw new InputError(`'${label}' is empty`, 'Enter a number; a negative one lowers the amount.');
	}
	const given = toNumber(value, label);
	if (Math.abs(given) > LARGEST_AMOUNT) throw new InputError(`'${label}' is too large: ${quote(value)}`);
	if (decimals === 0 && !Number.isInteger(given)) {
		throw new InputError(`'${label}' must be a whole number, not ${quote(value)}`);
	}
	const difference = toDecimal(value, label, decimals);
	if (difference !== 0) return difference;
	throw new InputError(`'${label}' must not be 0`, 'Nothing would change.');
}

/** A percentage of an amount: above -100, not 0. */
export function toPercent(value: unknown, label = PERCENT): number {
	const percent = toDifference(value, label, 2);
	if (percent > -100) return percent;
	throw new InputError(
		`'${label}' must be above -100, not ${quote(value)}`,
		'Nothing would be left of the amount.',
	);
}

/**
 * What the form asks to change.
 *
 * @param faults collects everything that is wrong
 * @returns undefined if something is wrong
 */
export function readAmountChange(
	{ read }: { read: (name: string) => unknown },
	amounts: ChangeableAmount[],
	faults: Faults,
	more: INodePropertyOptions[] = [],
): AmountChange | undefined {
	const chosen = faults.attempt(() =>
		amounts.length === 1
			? amounts[0].value
			: toChoice(read('amountToChange'), WHAT, amounts),
	);
	const how = faults.attempt(() => toChoice(read('changeBy'), HOW, waysWith(more)));
	const amount = amounts.find(({ value }) => value === chosen);
	if (how === undefined || amount === undefined) return undefined;
	const toBy: Record<string, () => number> = {
		add: () => toDifference(read('amount'), AMOUNT, amount.decimals),
		percent: () => toPercent(read('percent')),
	};
	const by = faults.attempt(toBy[how] ?? (() => toPlainAmount(read('amount'), AMOUNT, amount)));
	if (!isRelative({ how })) return by === undefined ? undefined : { amount, how, by };
	const atMost = faults.attempt(() => toPlainAmount(read('atMost'), AT_MOST, amount));
	return by === undefined || atMost === undefined ? undefined : { amount, how, by, atMost };
}

/** Amounts are computed in millionths, as whole numbers, so that no float leaves a trace. */
const MILLION = 1_000_000;

const millionths = (value: number): bigint => BigInt(Math.round(value * MILLION));

/** A positive or negative fraction as an amount, rounded to its decimals. */
function rounded(numerator: bigint, denominator: bigint, decimals: number): number {
	const factor = 10n ** BigInt(decimals);
	const [scaled, whole] = [numerator * factor * 2n, denominator * 2n];
	const nearest = (scaled + (scaled < 0n ? -denominator : denominator)) / whole;
	return Number(nearest) / Number(factor);
}

/** The present amount with what is added, or with its percentage, to the amount's decimals. */
function computed({ amount: { decimals }, how, by }: AmountChange, old: number): number {
	const million = BigInt(MILLION);
	if (how === 'add') return rounded(millionths(old) + millionths(by), million, decimals);
	const hundredths = BigInt(Math.round(by * 100));
	return rounded(millionths(old) * (10_000n + hundredths), million * 10_000n, decimals);
}

/**
 * What a relative change makes of a present amount. A raise ends at the form's {@link AmountChange.atMost},
 * so repeating it ends too; lowering is not limited by it.
 *
 * @param old the present amount, see {@link presentAmount}
 * @param of what has it: "campaign 7"
 * @throws InputError if nothing above 0 would be left
 */
export function changedAmount(change: AmountChange, old: number, of: string): ChangedAmount {
	const { amount, by, atMost = Infinity } = change;
	if (by > 0 && !isAbove(atMost, old)) {
		return { old, new: old, reason: `It is ${old} already; '${AT_MOST}' is ${atMost}` };
	}
	const wanted = computed(change, old);
	if (wanted <= 0) {
		throw new InputError(
			`'${amount.name}' of ${of} is ${old}, which can't be lowered to ${wanted}: it must stay above 0`,
			'Nothing was sent.',
		);
	}
	if (by > 0 && isAbove(wanted, atMost)) {
		return { old, new: atMost, reason: `It would be ${wanted}; '${AT_MOST}' is ${atMost}` };
	}
	if (wanted === old) return { old, new: old, reason: 'The change is smaller than the smallest unit' };
	return { old, new: wanted };
}

/**
 * An amount as it is now, which a relative change needs.
 *
 * @param value what the API says
 * @param of what has it: "campaign 7"
 * @param why why it has none, if that is known
 * @throws InputError for none, 0 or something else that no change can start from
 */
export function presentAmount(
	{ amount: { name } }: Pick<AmountChange, 'amount'>,
	value: unknown,
	of: string,
	why?: string,
): number {
	const present = plainNumber(value);
	if (why === undefined && Number.isFinite(present) && present > 0) return present;
	const said = isBlank(value) ? 'it has none' : `it is ${quote(value)}`;
	throw new InputError(
		`'${name}' of ${of} can't be changed by '${PERCENT}' or 'Add': ${why ?? said}`,
		"Nothing was sent. Choose 'New Amount' to give it one.",
	);
}

/** The change in words, as a preview shows it: "50 → 60 (account's currency)". */
export function changeInWords(
	{ amount: { unit } }: Pick<AmountChange, 'amount'>,
	{ old, new: wanted, reason }: ChangedAmount,
): string {
	const words = old === wanted ? `stays ${old} (${unit})` : `${old} → ${wanted} (${unit})`;
	return reason === undefined ? words : `${words}. ${reason}`;
}
