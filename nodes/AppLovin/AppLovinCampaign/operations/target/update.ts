import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isRelative } from '../../../../common/form/amountChange';
import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { Faults } from '../../../../common/ground/faults';
import { wantsPreview } from '../../../../common/guard/preview';
import { afterEarlier } from '../../../../common/run/combine';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { isObject, toInteger, toText } from '../../../../common/ground/values';
import { withoutOwnIds } from '../../../shared/ownIds';
import { readExtra } from '../../campaignFields';
import { howProperties, readHow } from '../../changeBy';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { sendChange } from '../../sendChange';
import { rowId } from '../../sendRow';
import { sendTargetRow } from '../../targetRow';
import { keepingTargets } from '../../presentTargets';
import { rowsOfCollection, rowsOptions, toRows } from '../../formRows';
import { isFromItem, itemFields, readItemRow, rowsFromProperty } from '../../itemRows';
import { othersDisabled, otherCountriesProperty, readDisablesOthers } from '../../otherCountries';
import type { RowChange } from '../../rowAmounts';
import { linesOf, nothingToSend, shownOf } from '../../rowAmounts';
import type { TargetForm } from '../../targetAmounts';
import { amountsIn, haveAmounts, plannedRows } from '../../targetAmounts';
import type { RowsFacts } from '../../targetCountries';
import {
	AT_MOST,
	bidTypeProperty,
	countriesProperty,
	countryFields,
	readCountries,
	readRowsAtMost,
} from '../../targetCountries';
import type { DevicesForm } from '../../targetDevices';
import { changedDevices, DEVICE_TYPES_LABEL, devicesProperties, readDevices, toDeviceTypes } from '../../targetDevices';
import { checkAgainstCampaign } from '../../targetRules';

const properties: INodeProperties[] = [
	campaignProperty,
	bidTypeProperty,
	...howProperties('No Bid or Budget Is Set', 'bid or daily budget', Object.values(AT_MOST)),
	rowsFromProperty(),
	countriesProperty,
	...itemFields(countryFields, ['country']),
	otherCountriesProperty,
	...devicesProperties,
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
					'Lowest major version of the operating system to target, for example 10 for 10.0 and above',
			},
		],
	},
	rowsOptions(),
];

const LABELS: Record<string, string> = {
	countries: 'Countries',
	device_types: DEVICE_TYPES_LABEL,
	os_major_version_min: 'Lowest OS Version',
};

const READ_ONLY = ['bid_type'];

/** The values of the form and "Additional JSON". An empty `device_types` means all devices. */
function readForm(
	item: Item,
	campaignId: string | undefined,
	devices: DevicesForm,
	faults: Faults,
): IDataObject {
	const { context, index, read } = item;
	const extra = faults.attempt(() => readExtra(context, index, 'updateFields'));
	const { fields: form, json: given } = extra ?? { fields: {}, json: {} };
	const json =
		campaignId === undefined
			? given
			: (faults.attempt(() => withoutOwnIds(given, { campaign_id: campaignId })) ?? {});
	const rows = isFromItem(item)
		? [readItemRow(item, countryFields)]
		: rowsOfCollection(read('countries') ?? {});
	if (rows.length > 0) form.countries = rows;
	if (devices.types !== undefined) form.device_types = devices.types;
	for (const key of READ_ONLY) {
		if (!(key in json)) continue;
		faults.wrong(`'Additional JSON' sets '${key}', which is read-only`, 'Remove it.');
	}
	return faults.attempt(() => withAdditionalJson(form, json, LABELS)) ?? form;
}

/** The changes as they are sent: only what the user gave, and at least one. */
function check(given: IDataObject, facts: RowsFacts, faults: Faults): IDataObject {
	const { countries, device_types, os_major_version_min: version, ...others } = given;
	const changes: IDataObject = { ...others };
	if (countries !== undefined) {
		const rows = faults.attempt(() => readCountries(toRows(countries, LABELS.countries), facts));
		if (rows !== undefined && rows.length > 0) changes.countries = rows;
	}
	if (device_types !== undefined) {
		changes.device_types = faults.rule(() => toDeviceTypes(device_types));
	}
	if (version !== undefined) {
		const label = LABELS.os_major_version_min;
		changes.os_major_version_min = faults.attempt(() => toInteger(toText(version, label), label));
	}
	faults.rule((wrong) => {
		if (Object.keys(changes).length > 0) return;
		wrong(
			'There is nothing to update',
			"Add a row in 'Countries', choose 'Devices', or add a field in 'Update Fields'.",
		);
	});
	return changes;
}

/** What the amounts of the rows never pass. */
function readAtMosts(
	{ read }: Item,
	rows: IDataObject[],
	facts: RowsFacts,
	faults: Faults,
): Record<string, number> {
	if (!isRelative(facts)) return {};
	const found = amountsIn(rows).map((name) => {
		const value = read(AT_MOST[name].name);
		return [name, faults.attempt(() => readRowsAtMost(value, name, facts))];
	});
	return Object.fromEntries(found) as Record<string, number>;
}

/**
 * The changes as they are sent, once they fit the campaign, and what they do to its amounts. New
 * amounts are held to the credential's limits before anything is read; a preview of them reads nothing.
 */
async function plan(
	item: Item,
	form: TargetForm,
	changes: IDataObject,
): Promise<{ sent: IDataObject; amounts: RowChange[] }> {
	const { context, index } = item;
	const { campaignId, rows } = form;
	const fits = async (sent: IDataObject): Promise<void> =>
		await checkAgainstCampaign(context, index, campaignId, sent, form);
	const isPlanned = haveAmounts(rows);
	if (!isPlanned || !isRelative(form)) {
		await fits(changes);
		const isShown = isPlanned && !wantsPreview(context, index);
		return { sent: changes, amounts: isShown ? (await plannedRows(item, form)).changes : [] };
	}
	const others = { ...changes };
	delete others.countries;
	const planned = await plannedRows(item, form);
	const sent = planned.rows.length === 0 ? others : { ...others, countries: planned.rows };
	await fits(sent);
	return { sent, amounts: planned.changes };
}

const disabledLine = (others: IDataObject[]): IDataObject =>
	others.length === 0
		? {}
		: { 'Countries to Disable': others.map(({ country }) => String(country)).join(', ') };

/** What of a campaign's targeting an item's result depends on. */
function idsRead(campaignId: string, rows: IDataObject[], { mode }: DevicesForm): string[] {
	const ids = rows.map(({ country }) => rowId({ campaignId, name: String(country) }));
	return mode === 'add' || mode === 'remove' ? [...ids, campaignId] : ids;
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const named = faults.attempt(() => readCampaignId(context, itemIndex));
	const bidType: unknown = context.getNodeParameter('bid_type', itemIndex, '');
	const isItem = isFromItem(item);
	const facts = { bidType, how: faults.attempt(() => readHow(item.read)) ?? '', isItem };
	const devices = readDevices(item, faults);
	const form = readForm(item, named, devices, faults);
	const changes = check(form, facts, faults);
	const given = (changes.countries ?? []) as IDataObject[];
	// What is wrong in a row does not hide what is wrong elsewhere.
	const entered = Array.isArray(form.countries) ? form.countries.filter(isObject) : [];
	const rows = faults.any ? entered : given;
	const atMost = readAtMosts(item, rows, facts, faults);
	const disables = !isItem && readDisablesOthers(item.read, rows, faults);
	faults.throwAny();
	const campaignId = named ?? '';
	const others = disables ? await othersDisabled(item, campaignId, given) : [];
	const all = [...given, ...others];
	if (others.length > 0) changes.countries = all;
	if (isItem) await afterEarlier(item, idsRead(campaignId, given, devices));
	const types = changes.device_types as string[] | undefined;
	const changed = await changedDevices(item, campaignId, devices.mode, types);
	if (changed.types === undefined) delete changes.device_types;
	else changes.device_types = changed.types;
	const { sent, amounts } = await plan(item, { campaignId, rows: all, ...facts, atMost }, changes);
	const told = {
		lines: { ...linesOf(amounts), ...disabledLine(others), ...changed.lines },
		shown: { ...shownOf(amounts), ...changed.shown },
	};
	if (Object.keys(sent).length === 0) {
		const shown = isItem ? { country: given[0].country, ...changed.shown } : changed.shown;
		return nothingToSend(context, itemIndex, campaignId, amounts, { ...changed, shown });
	}
	const path = `/campaign_targets/${pathId(campaignId)}`;
	const rowsSent = (sent.countries ?? []) as IDataObject[];
	if (isItem && rowsSent.length > 0) {
		return await sendTargetRow(item, { campaignId, path, sent, ...told }, facts);
	}
	const change = { campaignId, path, body: sent, what: 'targeting', sent: { countries: [], ...sent }, ...told };
	return await keepingTargets(
		context,
		itemIndex,
		{ campaignId, sent },
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
	description: 'Change bids, budgets and tracking URLs by country, and add or disable countries',
	endpoint: 'POST /campaign_targets/{campaign_id}',
	document: 'Campaign Management API, "/campaign_targets/campaign_id"',
	writes: true,
	properties,
	execute,
};
