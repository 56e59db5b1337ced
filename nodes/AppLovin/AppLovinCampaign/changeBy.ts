import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import {
	atMostWords,
	CHANGE_WAYS,
	isRelative,
	RELATIVE,
	toDifference,
	toPercent,
} from '../../common/form/amountChange';
import { CHANGE_AGAIN_NOTICE } from '../../common/form/runAgainNotice';
import { InputError } from '../../common/ground/errors';
import { withUnit } from '../../common/ground/units';
import { isBlank, toAmount } from '../../common/ground/values';
import type { GivenBid } from './bidUnits';
import { readGivenBid, withoutSign } from './bidUnits';

/** Forms with several rows ask once how the amounts of all of them change. */
export const HOW_LABEL = 'How Amounts Change';

/** No way is the default: an amount must not be taken for another kind than it is. */
const waysOr = (none: string): INodePropertyOptions[] => [
	{ name: none, value: '', description: 'Choose this if no row below sets one' },
	...CHANGE_WAYS,
];

/** An amount that is never passed, as a form asks for it. */
export interface AtMost {
	displayName: string;
	name: string;
	/** In title case. */
	unit: string;
	hint?: string;
	example: string;
}

/**
 * How the amounts of a form's rows change the present ones.
 *
 * @param none the choice for rows without amounts
 * @param amounts what they are: "bid or daily budget"
 */
export function howProperties(
	none: string,
	amounts: string,
	atMost: AtMost[],
): INodeProperties[] {
	return [
		{
			displayName: HOW_LABEL,
			name: 'changeBy',
			type: 'options',
			options: waysOr(none),
			default: '',
			description: `How the amounts in all rows below change the current ones, for example New Amount. Required if a row sets a ${amounts}. Percent is relative to the current amount: 10 turns 50 into 55.`,
		},
		...atMost.map(
			({ displayName, name, unit, hint, example }): INodeProperties => ({
				displayName: withUnit(displayName, unit),
				name,
				type: 'string',
				default: '',
				placeholder: `e.g. ${example}`,
				...(hint === undefined ? {} : { hint }),
				displayOptions: { show: { changeBy: RELATIVE } },
				description: atMostWords(example),
			}),
		),
		{ ...CHANGE_AGAIN_NOTICE, displayOptions: { show: { changeBy: RELATIVE } } },
	];
}

/** `set`, `add` or `percent`; '' where the form leaves it open. */
export function readHow(read: (name: string) => unknown): string {
	const how = read('changeBy');
	return isBlank(how) ? '' : toChoice(how, HOW_LABEL, CHANGE_WAYS);
}

/** What an amount of a row may be. */
interface Kind {
	/** Up to which decimals. */
	decimals: number;
	/** What to do instead of entering 0. */
	advice: string;
	/** Whether it is a bid, whose unit only the campaign knows. */
	isBid: boolean;
}

/**
 * An amount of a row: the new one, or what the present one changes by.
 *
 * @throws InputError for a value that the form's way does not take, and without a way
 */
export function readRowAmount(
	value: unknown,
	label: string,
	how: string,
	{ decimals, advice, isBid }: Kind,
): GivenBid {
	if (how === '') {
		throw new InputError(
			`'${HOW_LABEL}' must be chosen when '${label}' is set`,
			'Choose New Amount to replace the current one.',
		);
	}
	if (!isRelative({ how })) {
		if (isBid) return readGivenBid(value, label, advice);
		return { amount: toAmount(value, label, advice, decimals), saysPercent: false, label };
	}
	const { number, saysPercent } = withoutSign(value);
	if (how === 'percent') return { amount: toPercent(number, label), saysPercent: true, label };
	const amount = toDifference(isBid ? number : value, label, decimals);
	return { amount, saysPercent: isBid && saysPercent, label, isDifference: true };
}

/**
 * The amount that is never passed.
 *
 * @throws InputError for none
 */
export function readAtMost(
	value: unknown,
	label: string,
	kind: Kind,
): GivenBid {
	if (!isBlank(value)) return readRowAmount(value, label, 'set', kind);
	throw new InputError(
		`'${label}' is empty`,
		'Add and Percent need an upper limit, so that repeated runs stop there.',
	);
}
