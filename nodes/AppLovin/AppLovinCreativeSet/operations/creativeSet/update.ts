import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { hint } from '../../../../common/form/moreHint';
import { Faults } from '../../../../common/ground/faults';
import { Previewed, wantsPreview } from '../../../../common/guard/preview';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { writeOptionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { changedSet } from '../../creativeSets';
import { LABELS, readCampaignIfAny, readId, setFieldsWithLists } from '../../setFields';
import { allCountriesField, productPageField, readSetForm } from '../../setForm';
import type { ChangedList } from '../../setLists';
import {
	changedLists,
	checkOneWay,
	isChanged,
	listFields,
	replaceLabel,
	takeListChanges,
} from '../../setLists';
import { READABLE_SET } from '../../simpleSet';

const properties: INodeProperties[] = [
	...setFieldsWithLists,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			allCountriesField,
			...listFields('countries'),
			...listFields('languages'),
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

const UPDATE_LABELS = {
	...LABELS,
	countries: replaceLabel('countries'),
	languages: replaceLabel('languages'),
};

/** What was and what will be, as a preview shows it. */
const linesOf = (lists: ChangedList[]): IDataObject =>
	Object.fromEntries(
		lists.map(({ what, old, new: after }) => [what, `${old.join(', ')} → ${after.join(', ')}`]),
	);

/** The result where everything is as it should be already. */
function unchanged(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	lists: ChangedList[],
): OperationResult {
	if (wantsPreview(context, itemIndex)) throw new Previewed([], { lines: linesOf(lists) });
	const words = lists.map(({ what }) => what).join(' and ');
	hint(context, `${words} of the creative set ${id} already match; nothing was sent.`, 'info');
	return { results: [{ creative_set_id: id, updated: false, ...changesOf(lists) }], raw: {} };
}

/** Old and new lists in a result. */
const changesOf = (lists: ChangedList[]): IDataObject =>
	lists.length === 0
		? {}
		: { changes: lists.map(({ what, old, new: after }) => ({ what, old, new: after })) };

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const id = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const own = ownIds(context, itemIndex, id);
	const given = { ...((item.read('updateFields') ?? {}) as IDataObject) };
	const changes = takeListChanges(given, faults);
	const form =
		faults.attempt(() => readSetForm(given, { ownIds: own, labels: UPDATE_LABELS })) ?? {};
	checkOneWay(changes, form, faults);
	if (changes.length > 0) faults.attempt(() => readId(context, itemIndex, 'campaign_id'));
	faults.rule((wrong) => {
		if (Object.keys(form).length + changes.length > 0) return;
		wrong('There is nothing to update', "Add a field under 'Update Fields'.");
	});
	faults.throwAny();
	const lists = await changedLists(context, itemIndex, id, changes);
	const moved = lists.filter(isChanged).map(({ name, new: after }) => [name, after]);
	const body = { ...form, ...(Object.fromEntries(moved) as IDataObject) };
	if (Object.keys(body).length === 0) return unchanged(context, itemIndex, id, lists);
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/creative_set/${pathId(id)}`,
			body,
			writes: 'creative set',
			mayBeEmpty: true,
			lines: linesOf(lists),
		},
		itemIndex,
	);
	const result = { ...changedSet(data, id, body), ...changesOf(lists) };
	return { results: [result], raw, label: `creative_set_id ${id}` };
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
	readable: READABLE_SET,
	properties,
	execute,
};
