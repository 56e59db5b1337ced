import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { quote } from '../../common/ground/values';

const LABEL = 'Body Format (If Refused)';
const BARE = 'bare';
const WRAPPED = 'wrapped';

/** The option that chooses between the two forms of {@link formatBody}. */
export const bodyFormatOption: INodeProperties = {
	displayName: LABEL,
	name: 'bodyFormat',
	type: 'options',
	options: [
		{ name: 'Bare', value: BARE, description: 'The values on their own, as AppLovin returns them' },
		{ name: 'Wrapped', value: WRAPPED, description: 'The values under their own name' },
	],
	default: BARE,
	description:
		'How to send the values. Choose the other format if AppLovin refuses a request with correct values.',
};

/**
 * A body of undocumented form, in the form that the user chose. Both are guesses: the samples of the
 * requests to `/creative_set/{id}/sizes`, `/sources/{id}` and `/source_bids/{id}` are missing from the
 * stored document. "Bare" mirrors the answer to a GET of the same path.
 *
 * @param name the key for the content when it is wrapped, such as `sizes`
 */
export function formatBody<T extends IDataObject | IDataObject[]>(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	content: T,
): T | IDataObject {
	const format = context.getNodeParameter('options.bodyFormat', itemIndex, BARE) as unknown;
	if (format === BARE) return content;
	if (format === WRAPPED) return { [name]: content };
	throw new InputError(`'${LABEL}' must be ${BARE} or ${WRAPPED}, not ${quote(format)}`);
}
