import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { withoutDefault } from '../../../../common/form/choice';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { isBlank, quote, toText } from '../../../../common/ground/values';
import { writeOptionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { adFields, LABELS, readId } from '../../setFields';
import { changedAd } from './ad';
import { SIMPLE_AD } from '../../simpleSet';

const ACTIVE = 'active';
const PAUSED = 'paused';

const properties: INodeProperties[] = [
	...adFields,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			{
				displayName: LABELS.name,
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Summer video, portrait',
				description: 'New name of the ad, for example Summer video, portrait',
			},
			{
				displayName: LABELS.status,
				name: 'status',
				type: 'options',
				// Switching on an ad spends money, so nothing is preselected.
				options: withoutDefault([
					{ name: 'Active', value: 'active', description: 'The ad runs and spends money' },
					{ name: 'Paused', value: 'paused', description: 'The ad does not run' },
				]),
				default: '',
				description:
					'New status of the ad, for example Paused. Expressions may also return true or false.',
			},
		],
	},
	writeOptionsCollection(),
];

/** `status` as the boolean that AppLovin wants. */
function toStatus(value: unknown): boolean {
	const chosen = String(value).trim().toLowerCase();
	if (chosen === ACTIVE || chosen === 'true') return true;
	if (chosen === PAUSED || chosen === 'false') return false;
	if (isBlank(value)) {
		throw new InputError(`'${LABELS.status}' is empty`, 'Choose Active or Paused.');
	}
	throw new InputError(`'${LABELS.status}' must be Active or Paused, not ${quote(value)}`);
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const id = faults.attempt(() => readId(context, itemIndex, 'ad_id'), LABELS.ad_id) ?? '';
	const fields = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const body: IDataObject = {};
	if (fields.name !== undefined) {
		body.name = faults.attempt(() => toText(fields.name, LABELS.name));
	}
	if (fields.status !== undefined) body.status = faults.attempt(() => toStatus(fields.status));
	if (Object.keys(body).length === 0) {
		faults.wrong('There is nothing to update', "Add 'Name' or 'Status' under 'Update Fields'.");
	}
	faults.throwAny();
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'POST', path: `/ad/${pathId(id)}`, body, writes: 'ad', mayBeEmpty: true },
		itemIndex,
	);
	return { results: [changedAd(data, id, body)], raw, label: `ad_id ${id}` };
}

/** Changes an ad, "to edit an ad's name or status". */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update an ad',
	description: 'Rename an ad, or turn it on or off',
	endpoint: 'POST /ad/{ad_id}',
	document: 'Campaign Management API, "/ad/ad_id"',
	writes: true,
	readable: SIMPLE_AD,
	properties,
	execute,
};
