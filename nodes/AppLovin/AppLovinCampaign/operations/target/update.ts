import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { InputError } from '../../../../common/ground/errors';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { quote, toInteger, toList, toText } from '../../../../common/ground/values';
import { writeOptionsCollection } from '../../../shared/options';
import { withoutOwnIds } from '../../../shared/ownIds';
import { readExtra } from '../../campaignFields';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { toChoice } from '../../../../common/form/choice';
import { sendChange } from '../../sendChange';
import { keepingTargets } from '../../presentTargets';
import { rowsOfCollection, toRows } from '../../formRows';
import { bidTypeProperty, countriesProperty, readCountries } from '../../targetCountries';
import { checkAgainstCampaign } from '../../targetRules';

const DEVICE_TYPES = [
	{ name: 'Other', value: 'other' },
	{ name: 'Phone', value: 'phone' },
	{ name: 'Tablet', value: 'tablet' },
];

const DEVICES = [
	{ name: 'All Devices', value: 'all' },
	{ name: 'Chosen Devices', value: 'chosen' },
	{ name: 'Leave Unchanged', value: 'unchanged' },
];

const properties: INodeProperties[] = [
	campaignProperty,
	bidTypeProperty,
	countriesProperty,
	{
		displayName: 'Devices',
		name: 'devices',
		type: 'options',
		options: DEVICES,
		default: 'unchanged',
		description:
			'On which kinds of devices the campaign is served, on iOS only, for example All Devices',
	},
	{
		displayName: 'Device Types',
		name: 'device_types',
		type: 'multiOptions',
		options: DEVICE_TYPES,
		default: [],
		displayOptions: { show: { devices: ['chosen'] } },
		description: 'The only kinds of devices that remain, at least one, for example Phone',
	},
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			{
				...additionalJsonProperty,
				description: `${additionalJsonProperty.description} Its countries may be a list of rows from an expression.`,
			},
			{
				displayName: 'Lowest OS Version',
				name: 'os_major_version_min',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10',
				description:
					'Lowest major version of the operating system, a whole number, for example 10 for 10.0 and above',
			},
		],
	},
	writeOptionsCollection(),
];

const LABELS: Record<string, string> = {
	countries: 'Countries',
	device_types: 'Device Types',
	os_major_version_min: 'Lowest OS Version',
};

const READ_ONLY = ['bid_type'];

/** The values of the form and "Additional JSON". An empty `device_types` means all devices. */
function readForm(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
): IDataObject {
	const read = (name: string, preset: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, preset);
	const { fields: form, json: given } = readExtra(context, itemIndex, 'updateFields');
	const json = withoutOwnIds(given, { campaign_id: campaignId });
	const rows = rowsOfCollection(read('countries', {}));
	if (rows.length > 0) form.countries = rows;
	const devices = toChoice(read('devices', 'unchanged'), 'Devices', DEVICES);
	if (devices === 'all') form.device_types = [];
	if (devices === 'chosen') {
		form.device_types = toList(read('device_types', []), LABELS.device_types);
		if ((form.device_types as string[]).length === 0) {
			throw new InputError(
				`'${LABELS.device_types}' is empty, which AppLovin would read as all devices`,
				"Choose at least one, or set 'Devices' to All Devices.",
			);
		}
	}
	const readOnly = READ_ONLY.find((key) => key in json);
	if (readOnly !== undefined) {
		throw new InputError(`'Additional JSON' sets '${readOnly}', which is read-only`, 'Remove it.');
	}
	return withAdditionalJson(form, json, LABELS);
}

function readDeviceTypes(value: unknown): string[] {
	if (!Array.isArray(value)) {
		throw new InputError(`'${LABELS.device_types}' must be a list, not ${quote(value)}`);
	}
	return value.map((type) => toChoice(type, LABELS.device_types, DEVICE_TYPES));
}

/** The changes as they are sent: only what the user gave, and at least one. */
function check(given: IDataObject, bidType: unknown): IDataObject {
	const { countries, device_types, os_major_version_min, ...others } = given;
	const changes: IDataObject = { ...others };
	if (countries !== undefined) {
		const rows = readCountries(toRows(countries, LABELS.countries), bidType);
		if (rows.length > 0) changes.countries = rows;
	}
	if (device_types !== undefined) changes.device_types = readDeviceTypes(device_types);
	if (os_major_version_min !== undefined) {
		const version = toText(os_major_version_min, LABELS.os_major_version_min);
		changes.os_major_version_min = toInteger(version, LABELS.os_major_version_min);
	}
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError(
		'There is nothing to update',
		"Add a row in 'Countries', choose 'Devices', or add a field in 'Update Fields'.",
	);
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const bidType: unknown = context.getNodeParameter('bid_type', itemIndex, '');
	const changes = check(readForm(context, itemIndex, campaignId), bidType);
	await checkAgainstCampaign(context, itemIndex, campaignId, changes, bidType);
	const rows = (changes.countries ?? []) as IDataObject[];
	const change = {
		campaignId,
		path: `/campaign_targets/${pathId(campaignId)}`,
		body: changes,
		what: 'targeting',
		sent: { countries: [], ...changes },
	};
	return await keepingTargets(
		context,
		itemIndex,
		{ campaignId, rows },
		async () => await sendChange(context, itemIndex, change),
	);
}

/**
 * Changes a campaign's targeting, which "will only update countries that are included in the
 * request".
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update the targeting of a campaign',
	description: 'Change bids, budgets and tracking addresses per country, add or disable countries',
	endpoint: 'POST /campaign_targets/{campaign_id}',
	document: 'Campaign Management API, "/campaign_targets/campaign_id"',
	writes: true,
	properties,
	execute,
};
