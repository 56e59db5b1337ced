import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { hint } from '../../../../common/form/moreHint';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { isEmpty, quote } from '../../../../common/ground/values';
import { bodyFormatOption, formatBody } from '../../../shared/bodyFormat';
import { SIZES } from '../../../shared/choices';
import { refuseContradictions } from '../../../shared/contradicted';
import { writeOptionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { checkSet, SET } from '../../creativeSets';
import { readId, setFields, toChoices, upperCase } from '../../setFields';
import { sizesTold } from '../../repeatedSizes';

const ENABLE = 'Sizes to Enable';
const DISABLE = 'Sizes to Disable';
const CHOICES = SIZES.map((size) => ({ name: size, value: size }));
const NONE = { name: 'None', value: 'NONE' };

const properties: INodeProperties[] = [
	...setFields,
	{
		displayName: ENABLE,
		name: 'enabledSizes',
		type: 'multiOptions',
		options: [...CHOICES, NONE],
		default: [],
		description:
			'Activates ads of these sizes, which then spend money, for example INTER. Sizes in neither list stay unchanged.',
	},
	{
		displayName: DISABLE,
		name: 'disabledSizes',
		type: 'multiOptions',
		options: [...CHOICES, NONE],
		default: [],
		description:
			'Stops showing ads of these sizes, for example BANNER. Sizes in neither list stay unchanged.',
	},
	writeOptionsCollection([bodyFormatOption]),
];

/** `{"BANNER": false, "INTER": true}` from the two lists; what is wrong with them goes to `faults`. */
function readSizes(
	context: IExecuteFunctions,
	itemIndex: number,
	faults: Faults,
): Record<string, boolean> {
	const read = (name: string, label: string): string[] => {
		const value: unknown = context.getNodeParameter(name, itemIndex, []);
		const chosen = toChoices(value, label, [...CHOICES, NONE], upperCase);
		if (chosen.length === 0 && !isEmpty(value)) {
			throw new InputError(`'${label}' holds no size: ${quote(value)}`, 'Choose sizes, or None.');
		}
		if (!chosen.includes(NONE.value)) return chosen;
		if (chosen.length === 1) return [];
		throw new InputError(`'${label}' holds None together with sizes`, 'Choose either None or sizes.');
	};
	const lists = [
		faults.attempt(() => read('enabledSizes', ENABLE)),
		faults.attempt(() => read('disabledSizes', DISABLE)),
	];
	const [enabled = [], disabled = []] = lists;
	if (!lists.includes(undefined) && enabled.length + disabled.length === 0) {
		faults.wrong(`'${ENABLE}' and '${DISABLE}' are empty`, 'Choose at least one size.');
	}
	const both = enabled.filter((size) => disabled.includes(size));
	if (both.length > 0) faults.wrong(`'${ENABLE}' and '${DISABLE}' both hold ${both.join(', ')}`);
	return Object.fromEntries([
		...enabled.map((size) => [size, true]),
		...disabled.map((size) => [size, false]),
	]) as Record<string, boolean>;
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const id = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const sizes = readSizes(context, itemIndex, faults);
	faults.throwAny();
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/creative_set/${pathId(id)}/sizes`,
			body: formatBody(context, itemIndex, 'sizes', sizes),
			writes: 'creative set',
			mayBeEmpty: true,
		},
		itemIndex,
	);
	const label = `sizes of creative_set_id ${id}`;
	checkSet(data, id);
	const { found, unclear } = sizesTold(sizes, data, SET);
	refuseContradictions('creative set', label, found);
	for (const size of unclear) {
		hint(
			context,
			`AppLovin lists ${size} among the sizes of the creative set ${id} but does not say whether it is disabled: check it in AppLovin.`,
			'warning',
		);
	}
	return { results: [{ creative_set_id: id, sizes, updated: true }], raw, label };
}

/**
 * Switches ads on or off by size. The document has lost the sample of the body and shows no reply, so
 * the result is the sizes that were sent.
 */
export const updateSizes: Operation = {
	value: 'updateSizes',
	name: 'Update Sizes',
	action: 'Update the sizes of a creative set',
	description: 'Enable or disable the ads of a creative set by size',
	endpoint: 'POST /creative_set/{creative_set_id}/sizes',
	document: 'Campaign Management API, "/creative_set/creative_set_id/sizes"',
	writes: true,
	properties,
	none: {
		enabledSizes: 'To enable none, choose None.',
		disabledSizes: 'To disable none, choose None.',
	},
	execute,
};
