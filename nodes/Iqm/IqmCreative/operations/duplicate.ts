import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import { asNumbers, forSeveral, idsProperties, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { withRunAgainNotice } from '../../../common/run/operation';
import { isBlank, resultId, toUrl } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { readSentence } from '../../shared/readSentence';
import { iqmRequest } from '../../transport/request';
import { CREATIVES } from '../creatives';

const CLICK_URL = 'Click URL';

const properties: INodeProperties[] = [
	...idsProperties(CREATIVES, 'copy'),
	{
		displayName: CLICK_URL,
		name: 'clickUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/spring',
		hint: "Leave empty to keep the originals' URL",
		description:
			"Landing page of the copies, including https:// or http://. Leave empty to keep that of the originals.",
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CREATIVES);
	const clickUrl: unknown = context.getNodeParameter('clickUrl', itemIndex, '');
	const body: IDataObject = { creativeIds: asNumbers(ids, CREATIVES) };
	if (!isBlank(clickUrl)) body.clickUrl = toUrl(clickUrl, CLICK_URL);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v3/crt/creatives/duplicate',
			body,
			writes: 'copy of the creative',
			hasSentence: true,
		},
		itemIndex,
	).catch(forSeveral(CREATIVES, ids, 'copied', 'IQM'));
	const message = readSentence(CREATIVES, ids, { data, clean }, 'copied');
	return {
		results: ids.map((id) => ({
			existingCreativeId: resultId(id),
			duplicated: true,
			...message,
		})),
		raw,
		label: `copies of creativeId ${ids.join(', ')}`,
	};
}

/** Copies creatives. IQM does not state the ids of the copies: they are the newest in Get Many. */
export const duplicate: Operation = withRunAgainNotice({
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate creatives',
	description: 'Copy creatives; Get Many then lists the copies first, since IQM does not return their IDs',
	endpoint: 'POST /api/v3/crt/creatives/duplicate',
	document: 'Creative API guideline, "Duplicate Creatives"',
	writes: true,
	properties,
	execute,
});
