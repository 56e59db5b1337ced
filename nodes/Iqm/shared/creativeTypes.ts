import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import { listIn } from '../transport/answerRows';

/** IQM's ids of creative types: `GET /api/v3/master/creativeTypes` (Master API guideline). */
export const CREATIVE_TYPE = { image: 11, html: 13, video: 14, native: 15, audio: 17 } as const;

export const CREATIVE_TYPES: INodePropertyOptions[] = [
	{ name: 'Audio', value: CREATIVE_TYPE.audio },
	{ name: 'HTML', value: CREATIVE_TYPE.html },
	{ name: 'Image', value: CREATIVE_TYPE.image },
	{ name: 'Native', value: CREATIVE_TYPE.native },
	{ name: 'Video', value: CREATIVE_TYPE.video },
];

/** The known ids in words, for when IQM does not list them; a form shows nothing but the message. */
const KNOWN_TYPES = 'The known creative types are 11 Image, 13 HTML, 14 Video, 15 Native, 17 Audio';

/**
 * The rows in the answer of `GET /api/v3/master/creativeTypes`. The quickstart's sample answer is not
 * a list of creative types but the list of matched audiences' data formats (Raw, MD5, …): if IQM
 * really answers like that, none of its ids may be used.
 */
export function creativeTypeRows(data: unknown): IDataObject[] {
	const rows = listIn(data, ['data', 'creativeTypeList']) ?? [];
	if (rows.some((row) => 'keyName' in row)) {
		throw new ApiFailure(
			`IQM returned the data formats of matched audiences instead of creative types. ${KNOWN_TYPES}`,
			{ description: 'Enter one of these IDs as the creative type.' },
		);
	}
	if (rows.length === 0 || rows.some(({ id }) => isBlank(id) || !Number.isInteger(Number(id)))) {
		throw new ApiFailure(`IQM's response is missing a list of creative types. ${KNOWN_TYPES}`, {
			description: 'Enter one of these IDs as the creative type.',
		});
	}
	return rows;
}
