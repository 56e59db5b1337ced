import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { InputError } from '../../../../common/ground/errors';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { writeOptionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { changedSet } from '../../creativeSets';
import { LABELS, readCampaignIfAny, readId, setFields } from '../../setFields';
import {
	allCountriesField,
	countriesField,
	languagesField,
	productPageField,
	readSetForm,
} from '../../setForm';

const properties: INodeProperties[] = [
	...setFields,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			allCountriesField,
			countriesField,
			languagesField,
			{
				displayName: LABELS.name,
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Summer videos, UK',
				description: 'New name of the creative set, for example Summer videos, UK',
			},
			productPageField,
		],
	},
	writeOptionsCollection(),
];

/** The ids that "Additional JSON" may name, since they belong to the set being updated. */
function ownIds(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Record<string, string> {
	const campaign_id = readCampaignIfAny(context, itemIndex);
	return { id, creative_set_id: id, campaign_id };
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const id = readId(context, itemIndex, 'creative_set_id');
	const body = readSetForm(context, itemIndex, 'updateFields', {}, ownIds(context, itemIndex, id));
	if (Object.keys(body).length === 0) {
		throw new InputError('There is nothing to update', "Add a field under 'Update Fields'.");
	}
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/creative_set/${pathId(id)}`,
			body,
			writes: 'creative set',
			mayBeEmpty: true,
		},
		itemIndex,
	);
	return { results: [changedSet(data, id, body)], raw, label: `creative_set_id ${id}` };
}

/**
 * Changes a creative set, "to update a creative set's name". Only the user's changes are sent; the
 * document does not say whether AppLovin leaves the rest as it is.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a creative set',
	description: 'Change the name, countries, languages or product page of a creative set',
	endpoint: 'POST /creative_set/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set/creative_set_id"',
	writes: true,
	properties,
	execute,
};
