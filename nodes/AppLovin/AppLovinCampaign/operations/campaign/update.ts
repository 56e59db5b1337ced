import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { toText } from '../../../../common/ground/values';
import { TRACKING_METHODS } from '../../../shared/choices';
import { writeOptionsCollection } from '../../../shared/options';
import { withoutOwnIds } from '../../../shared/ownIds';
import { FIXED_ONCE_CREATED, READ_ONLY, readExtra } from '../../campaignFields';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { changeCampaign } from '../../changeCampaign';
import { READABLE_CAMPAIGN } from '../../simpleCampaign';

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
				description: "AppLovin's category of the app, for example 803",
			},
			{
				displayName: 'Tracking Method',
				name: 'tracking_method',
				type: 'options',
				options: withoutDefault(TRACKING_METHODS),
				default: '',
				description: 'Who tracks installs and events, for example Adjust',
			},
		],
	},
	writeOptionsCollection(),
];

const LABELS: Record<string, string> = {
	name: 'Campaign Name',
	category: 'Category',
	tracking_method: 'Tracking Method',
};

/** How each changeable field is converted. */
const CHANGEABLE: Record<string, (value: unknown, label: string) => string> = {
	name: toText,
	category: toText,
	tracking_method: (value, label) => toChoice(value, label, TRACKING_METHODS),
};

/** The changes as they are sent: only what the user chose. */
function readChanges(
	{ context, index }: Item,
	campaignId: string | undefined,
	faults: Faults,
): IDataObject {
	const extra = faults.attempt(() => readExtra(context, index, 'updateFields'));
	const { fields, json: given } = extra ?? { fields: {}, json: {} };
	const json =
		campaignId === undefined
			? given
			: (faults.attempt(() => withoutOwnIds(given, { campaign_id: campaignId })) ?? {});
	if ('status' in json) {
		faults.wrong(
			"'Additional JSON' sets 'status', which Update does not change",
			'Remove it, and use Activate or Pause: only Activate can make a campaign spend.',
		);
	}
	for (const key of Object.keys(json)) {
		if (![...READ_ONLY, ...FIXED_ONCE_CREATED].includes(key)) continue;
		faults.wrong(
			`'Additional JSON' sets '${key}', which is read-only`,
			'It is fixed once the campaign exists. Remove it.',
		);
	}
	const changes = faults.attempt(() => withAdditionalJson(fields, json, LABELS)) ?? fields;
	faults.rule((wrong) => {
		if (Object.keys(changes).length > 0) return;
		wrong('There is nothing to update', "Add a field in 'Update Fields'.");
	});
	return Object.fromEntries(
		Object.entries(changes).map(([key, value]) => [
			key,
			CHANGEABLE[key] === undefined
				? value
				: faults.attempt(() => CHANGEABLE[key](value, LABELS[key])),
		]),
	);
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const named = faults.attempt(() => readCampaignId(item.context, item.index));
	const changes = readChanges(item, named, faults);
	faults.throwAny();
	return await changeCampaign(item, named ?? '', changes, LABELS);
}

/** Changes a campaign: only the chosen fields are sent, and never its status. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a campaign',
	description: 'Rename a campaign, or change its category or tracking method',
	endpoint: 'POST /campaign/{campaign_id}',
	document: 'Campaign Management API, "/campaign/campaign_id"',
	writes: true,
	readable: READABLE_CAMPAIGN,
	properties,
	execute,
};
