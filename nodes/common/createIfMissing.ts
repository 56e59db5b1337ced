import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from './errors';
import type { OperationResult } from './operation';
import { wantsPreview } from './preview';
import { quote, toBoolean } from './values';

const LABEL = 'Create If Missing';

/** The option of operations that create something with a name. */
export const createIfMissingOption: INodeProperties = {
	displayName: LABEL,
	name: 'createIfMissing',
	type: 'boolean',
	default: false,
	description:
		'Whether to look for the same name first and return what exists, marked with alreadyExisted, instead of creating it again. Two with that name are an error.',
};

/**
 * What exists under the name already, where the user wants that rather than a second one. Two
 * executions at the same moment can still create two: no API here has a name that is taken.
 *
 * @param what in words: "insertion order"
 * @param find all things whose name is exactly this one
 * @throws InputError when there are several
 */
export async function findExisting(
	context: IExecuteFunctions,
	itemIndex: number,
	{ what, name }: { what: string; name: string },
	find: () => Promise<IDataObject[]>,
): Promise<OperationResult | undefined> {
	const wanted = context.getNodeParameter('options.createIfMissing', itemIndex, false);
	if (!toBoolean(wanted, LABEL) || wantsPreview(context, itemIndex)) return undefined;
	const found = await find();
	if (found.length > 1) {
		throw new InputError(
			`There are ${found.length} of the ${what} ${quote(name)} already`,
			`'${LABEL}' can't tell which one is meant. Nothing was created.`,
		);
	}
	const [existing] = found;
	if (existing === undefined) return undefined;
	return { results: [{ ...existing, alreadyExisted: true }], raw: existing };
}
