import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { checkLength, resultId, toId, toText } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/several';
import { iqmRequest, pathId } from '../../transport/request';
import { AUDIENCES } from '../audiences';

const ID = 'Matched Audience ID';
const NAME = 'New Name';

/** "Audience name must be between 1 and 255 characters." */
const LONGEST = 255;

const properties: INodeProperties[] = [
	{
		displayName: ID,
		name: 'matchedAudienceId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 15332',
		description: 'ID of the matched audience as Upload returns it, for example 15332',
	},
	{
		displayName: NAME,
		name: 'audienceName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring voters',
		description: 'New name, at most 255 characters, for example Spring voters',
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const id = toId(context.getNodeParameter('matchedAudienceId', itemIndex, ''), ID);
	const audienceName = toText(context.getNodeParameter('audienceName', itemIndex, ''), NAME);
	checkLength(audienceName, NAME, LONGEST);
	const made = [`matchedAudienceId ${id}`];
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: `/api/v3/audience/${pathId(id)}/update-name`,
			body: { audienceName },
			writes: 'name of the matched audience',
			hasSentence: true,
			made: () => made,
		},
		itemIndex,
	);
	const message = readSentence(AUDIENCES, [id], { data, clean }, 'renamed');
	const sent = { audienceName, audienceId: id, id };
	const labels = { audienceName: NAME, audienceId: ID, id: ID };
	checkRepeated({ data, clean }, { sent, labels, made });
	return {
		results: [{ matchedAudienceId: resultId(id), audienceName, updated: true, ...message }],
		raw,
		label: `matchedAudienceId ${id} renamed`,
	};
}

/** Renames a matched audience. */
export const rename: Operation = {
	value: 'rename',
	name: 'Rename',
	action: 'Rename a matched audience',
	description: 'Give a matched audience another name',
	endpoint: 'PATCH /api/v3/audience/{audienceId}/update-name',
	document: 'Audience API guideline, "Update Audience Name"',
	writes: true,
	properties,
	execute,
};
