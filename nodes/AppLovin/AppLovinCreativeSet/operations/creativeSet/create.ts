import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { createIfMissing, createIfMissingOption } from '../../../../common/run/createIfMissing';
import { isSameName } from '../../../../common/ground/names';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { sendCreation } from '../../../shared/createPath';
import { writeOptionsCollection } from '../../../shared/options';
import type { AppLovinRequest } from '../../../transport/request';
import { checkLimits } from '../../../transport/request';
import { createdSet, setResult, setsOf } from '../../creativeSets';
import { campaignField, LABELS, readId } from '../../setFields';
import { countriesField, languagesField, productPageField, readSetForm } from '../../setForm';

const properties: INodeProperties[] = [
	campaignField('The campaign that the creative set is for'),
	{
		displayName: LABELS.name,
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Summer videos, UK',
		description: 'Name of the creative set, for example Summer videos, UK',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [additionalJsonProperty, countriesField, languagesField, productPageField],
	},
	writeOptionsCollection([createIfMissingOption]),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaign = readId(context, itemIndex, 'campaign_id');
	const name = context.getNodeParameter('name', itemIndex, '') as string;
	const form = readSetForm(context, itemIndex, 'additionalFields', { name });
	const request: AppLovinRequest = {
		method: 'POST',
		path: CREATE_PATH,
		body: { campaign_id: campaign, ...form },
		writes: 'creative set',
	};
	return await createIfMissing(
		context,
		itemIndex,
		{ what: 'creative set', name: String(form.name), within: campaign },
		{
			check: async () => await checkLimits(context, request.body, itemIndex),
			find: async () => {
				const { rows } = await setsOf(context, itemIndex, campaign);
				return rows
					.filter((row) => isSameName(row.name, form.name))
					.map((row) => setResult(row, { campaign_id: campaign }));
			},
			create: async () => {
				const { data, raw } = await sendCreation(context, request, itemIndex);
				const result = createdSet(data, { campaign_id: campaign, ...form });
				const { creative_set_id: id } = result;
				return { results: [result], raw, label: `creative_set_id ${String(id)}` };
			},
		},
	);
}

/** "Do not fill in the creative_set_id in the request URL": at first read as keeping the slash. */
const CREATE_PATH = '/creative_set/';

/**
 * Creates a creative set, at the address without an id. Putting `campaign_id` in the body is a guess:
 * the document calls it read-only, but nothing else could say which campaign the set is for.
 */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a creative set',
	description: 'Create a creative set in a campaign, to which assets can then be uploaded',
	endpoint: 'POST /creative_set/',
	document: 'Campaign Management API, "/creative_set/creative_set_id"',
	writes: true,
	properties,
	execute,
};
