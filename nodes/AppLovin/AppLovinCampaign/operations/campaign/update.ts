import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { InputError } from '../../../../common/ground/errors';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { toText } from '../../../../common/ground/values';
import { TRACKING_METHODS } from '../../../shared/choices';
import { CAMPAIGN, contradicted, readThing } from '../../../shared/answered';
import { refuseContradictions } from '../../../shared/contradicted';
import { writeOptionsCollection } from '../../../shared/options';
import { withoutOwnIds } from '../../../shared/ownIds';
import { appLovinRequest } from '../../../transport/request';
import { CODES, FIXED_ONCE_CREATED, READ_ONLY, readExtra } from '../../campaignFields';
import { answeredChange, campaignProperty, readCampaignId } from '../../campaignId';
import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { STATUSES, toStatus } from '../../choice';

const properties: INodeProperties[] = [
	campaignProperty,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			{
				displayName: 'Campaign Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. My app US',
				description: 'New name of the campaign, for example My app US',
			},
			{
				displayName: 'Category',
				name: 'category',
				type: 'string',
				default: '',
				placeholder: 'e.g. 803',
				description: "The API's category of the app, for example 803",
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: withoutDefault(STATUSES),
				default: '',
				description:
					'Whether the campaign runs: an active one spends money at once, a paused one spends none',
			},
			{
				displayName: 'Tracking Method',
				name: 'tracking_method',
				type: 'options',
				options: withoutDefault(TRACKING_METHODS),
				default: '',
				description: 'Who measures installs and events, for example Adjust',
			},
		],
	},
	writeOptionsCollection(),
];

const LABELS: Record<string, string> = {
	name: 'Campaign Name',
	category: 'Category',
	status: 'Status',
	tracking_method: 'Tracking Method',
};

/** How each changeable field is converted. */
const CHANGEABLE: Record<string, (value: unknown, label: string) => boolean | string> = {
	name: toText,
	category: toText,
	status: toStatus,
	tracking_method: (value, label) => toChoice(value, label, TRACKING_METHODS),
};

/** The changes as they are sent: only what the user chose. */
function readChanges(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
): IDataObject {
	const { fields, json: given } = readExtra(context, itemIndex, 'updateFields');
	const json = withoutOwnIds(given, { campaign_id: campaignId });
	for (const key of Object.keys(json)) {
		if (![...READ_ONLY, ...FIXED_ONCE_CREATED].includes(key)) continue;
		throw new InputError(
			`'Additional JSON' sets '${key}', which is read-only`,
			'It is fixed once the campaign exists. Remove it.',
		);
	}
	const changes = withAdditionalJson(fields, json, LABELS);
	if (Object.keys(changes).length === 0) {
		throw new InputError('There is nothing to update', "Add a field in 'Update Fields'.");
	}
	return Object.fromEntries(
		Object.entries(changes).map(([key, value]) => [
			key,
			CHANGEABLE[key] === undefined ? value : CHANGEABLE[key](value, LABELS[key]),
		]),
	);
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const changes = readChanges(context, itemIndex, campaignId);
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/campaign/${pathId(campaignId)}`,
			body: changes,
			writes: 'campaign',
			mayBeEmpty: true,
		},
		itemIndex,
	);
	const label = `campaign_id ${campaignId}`;
	const answered = answeredChange(data, campaignId, changes);
	const told = readThing(data, CAMPAIGN, campaignId);
	refuseContradictions('campaign', label, contradicted(changes, told, LABELS, CODES));
	return { results: [answered], raw, label };
}

/**
 * Changes a campaign: only the chosen fields are sent. No document says whether others may be left
 * out; its column "Required on Update" would demand read-only ones such as yesterday's clicks.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a campaign',
	description: 'Rename a campaign, switch it on or pause it, or change its category or tracking',
	endpoint: 'POST /campaign/{campaign_id}',
	document: 'Campaign Management API, "/campaign/campaign_id"',
	writes: true,
	properties,
	execute,
};
