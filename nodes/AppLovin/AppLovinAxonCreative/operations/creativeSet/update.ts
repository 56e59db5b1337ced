import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { collectionProperty, labelsOf, readFields } from '../../../../common/form/fields';
import { idPicker } from '../../../../common/form/idPicker';
import { writeOptionsCollection } from '../../../../common/form/options';
import type { ListChange, ListFacts, ListsMode } from '../../../../common/form/presentLists';
import { changeList, listLines, listResult, listsModeProperty, NO_LISTS, readListsMode } from '../../../../common/form/presentLists';
import { Faults } from '../../../../common/ground/faults';
import { isObject, toId } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { listedNow } from '../../../axonShared/byIds';
import type { SetAsset } from '../../creativeSets';
import { assetsOf, changeSet, inSetTurn, LISTED_SETS, READABLE_SET } from '../../creativeSets';
import {
	ASSET_FIELDS,
	assetsByIds,
	checkCounts,
	checkType,
	languagesField,
	NAME,
	PAGE_FIELDS,
	SET_LABELS,
	setCountriesField,
	statusField,
	VERSION,
} from '../../setFields';

const SET = 'Creative Set';
const CHANGES = "which 'How Lists Change' adds, removes or takes in place of the current ones";

const FIELDS = {
	...ASSET_FIELDS,
	countries: setCountriesField(`Countries, ${CHANGES}`),
	languages: languagesField(`Languages, ${CHANGES}`),
	name: NAME,
	...PAGE_FIELDS,
	status: statusField('Status to set'),
	version: VERSION,
};

const LISTS = ['assets', 'countries', 'languages'] as const;

const COLLECTION = { displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add field' };

const properties: INodeProperties[] = [
	idPicker(
		{ displayName: SET, name: 'creative_set_id', description: 'The creative set, picked from the list or entered by ID' },
		'searchCreativeSets',
		'39823',
	),
	listsModeProperty,
	...collectionProperty(COLLECTION, FIELDS, [additionalJsonProperty]),
	writeOptionsCollection('AppLovin'),
];

const REFUSED: Record<string, string> = {
	id: 'It is chosen above.',
	type: 'It is fixed.',
	hashed_id: 'It is fixed.',
	campaign_id: 'Use Add to Campaigns and Remove From Campaigns.',
	campaign_ids: 'Use Add to Campaigns and Remove From Campaigns.',
	assets: "Use 'Asset IDs', with which 'How Lists Change' applies.",
	countries: "Use 'Countries', with which 'How Lists Change' applies.",
	languages: "Use 'Languages', with which 'How Lists Change' applies.",
};

interface Form {
	id: string;
	/** Without lists. */
	fields: IDataObject;
	lists: { assets?: string[]; countries?: string[]; languages?: string[] };
	mode: ListsMode | undefined;
}

function readForm(item: Item, faults: Faults): Form {
	const id = faults.attempt(() => toId(item.read('creative_set_id'), SET).replace(/^0+/, '')) ?? '';
	const given = item.read(COLLECTION.name);
	const { additionalJson, ...form } = isObject(given) ? given : {};
	const { assets, countries, languages, ...others } = readFields(form, FIELDS, item, faults);
	const lists = { assets: assets?.map((one) => one.replace(/^0+/, '')), countries, languages };
	const changed = LISTS.filter((name) => lists[name] !== undefined);
	const mode = readListsMode(item.read, changed.map((name) => SET_LABELS[name]), faults);
	const fields =
		faults.attempt(() => withAdditionalJson(others as IDataObject, additionalJson, { ...SET_LABELS, ...labelsOf(FIELDS) })) ??
		(others as IDataObject);
	for (const [key, why] of Object.entries(REFUSED)) {
		if (key in fields) faults.wrong(`'Additional JSON' sets '${key}', which Update does not change`, `Remove it. ${why}`);
	}
	faults.rule((wrong) => {
		if (Object.keys(fields).length > 0 || changed.length > 0) return;
		wrong('There is nothing to update', `Add a field in '${COLLECTION.displayName}'.`);
	});
	return { id, fields, lists, mode };
}

/** The lists as they are sent, and how they change. */
async function newLists(
	item: Item,
	set: IDataObject,
	{ id, lists, mode }: Form,
): Promise<{ fields: IDataObject; changes: ListChange[] }> {
	const fields: IDataObject = {};
	const changes: ListChange[] = [];
	const facts = (name: (typeof LISTS)[number]): ListFacts => ({
		label: SET_LABELS[name],
		as: 'array',
		of: `creative set ${id}`,
		api: 'AppLovin',
		empty: name === 'assets' ? 'none' : 'all',
		toEmpty: name === 'assets' ? 'A creative set needs an asset: pause it to stop it.' : 'It is not known what AppLovin does with none.',
	});
	if (lists.assets !== undefined) {
		const present = assetsOf(set);
		const { value, change } = changeList(facts('assets'), mode, lists.assets, present.map((asset) => asset.id));
		const wanted = value as string[];
		const known = new Map(present.map((asset) => [asset.id, asset]));
		const fresh = await assetsByIds(item, wanted.filter((one) => !known.has(one)));
		for (const asset of fresh) known.set(asset.id, asset);
		const assets = wanted.map((one): SetAsset => known.get(one) ?? { id: one });
		checkCounts(assets);
		fields.assets = assets;
		changes.push(change);
	}
	for (const name of ['countries', 'languages'] as const) {
		if (lists[name] === undefined) continue;
		const { value, change } = changeList(facts(name), mode, lists[name], set[name]);
		fields[name] = value as string[];
		changes.push(change);
	}
	return { fields, changes };
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const form = readForm(item, faults);
	faults.throwAny();
	const { id } = form;
	return await inSetTurn(item, id, async () => {
		const set = await listedNow(item, LISTED_SETS, id);
		const { fields: lists, changes } = await newLists(item, set, form);
		const fields = { ...form.fields, ...lists };
		const wrong = new Faults();
		checkType(fields, set.type, wrong);
		wrong.throwAny();
		const raw = await changeSet(item, {
			...{ set, fields, writes: 'creative set' },
			...(changes.length === 0 ? {} : { lines: listLines(changes) }),
		});
		const name = fields.name ?? set.name;
		const result = {
			creative_set_id: id,
			...(name === undefined ? {} : { name }),
			...{ updated: true, ...fields, ...listResult(changes) },
		} as IDataObject;
		return { results: [result], raw, label: `creative_set_id ${id} changed` };
	});
}

/** Changes a creative set. Its assets are always sent, since the request replaces them. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a creative set',
	description: 'Change the name, assets, countries, languages and other settings of a creative set',
	endpoint: 'POST /manage/v1/creative_set/update',
	document: `${DOCUMENT}, "/creative_set/update"`,
	writes: true,
	readable: READABLE_SET,
	none: NO_LISTS,
	properties,
	execute,
};
