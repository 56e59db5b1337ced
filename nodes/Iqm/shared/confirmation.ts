import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { quote } from '../../common/ground/values';
import type { Kind } from './several';
import { distinctIds } from './several';

const LABEL = 'Confirm IDs';

/**
 * Asks for the ids of `idsProperty` a second time, before something is deleted for good.
 */
export function confirmationProperty({ displayName, what, example }: Kind): INodeProperties {
	return {
		displayName: LABEL,
		name: 'confirmIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		hint: `Enter the same IDs as in '${displayName}': deleting can not be undone`,
		description: `The IDs of the ${what} once more, in any order, for example ${example}`,
	};
}

/**
 * @throws InputError unless the same ids were entered again, in any order
 */
export function checkConfirmation(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): void {
	const value: unknown = context.getNodeParameter('confirmIds', itemIndex, '');
	const again = new Set(distinctIds(value, LABEL));
	if (again.size === ids.length && ids.every((id) => again.has(id))) return;
	throw new InputError(
		`'${LABEL}' must hold the same IDs, ${quote(ids.join(','))}, not ${quote([...again].join(','))}`,
		'Nothing was deleted. Enter the IDs a second time to delete.',
	);
}
