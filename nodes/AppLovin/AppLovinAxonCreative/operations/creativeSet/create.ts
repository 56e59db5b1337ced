import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { collectionProperty, readFields, requiredProperties } from '../../../../common/form/fields';
import { idPicker } from '../../../../common/form/idPicker';
import { writeOptionsCollection } from '../../../../common/form/options';
import { clock } from '../../../../common/ground/clock';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isSameName } from '../../../../common/ground/names';
import { isObject, toId } from '../../../../common/ground/values';
import { contradictions } from '../../../../common/guard/contradiction';
import { comparison } from '../../../../common/run/comparison';
import type { Comparison, Found } from '../../../../common/run/ifItExists';
import { ifItExists, ifItExistsProperties } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import { oncePerRun } from '../../../../common/run/oncePerRun';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { uncertain } from '../../../../common/send/thrown';
import { idsProperties, readIds } from '../../../../verbs/several';
import { DOCUMENT, TYPES } from '../../../AppLovinAxonCampaign/campaigns';
import { readAxonRows } from '../../../axonShared/pages';
import { axonAccountKey, axonRequest } from '../../../axonTransport/request';
import { ASSETS } from '../../assets';
import { checkListed, checkSameType } from '../../checkListed';
import { answeredId } from '../../../axonShared/byIds';
import { assetsOf, campaignsOf, LISTED_SETS, READABLE_SET } from '../../creativeSets';
import {
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
import { settleStatus } from '../../settleStatus';
import { onlyFor } from '../../onlyFor';

const FOR = 'Use In';
const IN_CAMPAIGN = 'campaign';
const USES = [
	{ name: 'Campaign', value: IN_CAMPAIGN, description: 'The set belongs to the campaign below' },
	{ name: 'No Campaign Yet', value: 'none', description: "Put it into campaigns later, with 'Add to Campaigns'" },
];

const FIELDS = {
	countries: setCountriesField('Countries to serve the set in; without them, all of the campaign'),
	languages: languagesField('Languages that the set is for'),
	...PAGE_FIELDS,
	status: statusField('Status that the set starts with, which is checked afterwards'),
	version: VERSION,
};

const COLLECTION = { displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add field' };

const properties: INodeProperties[] = [
	{
		displayName: FOR,
		name: 'useIn',
		type: 'options',
		options: USES,
		default: IN_CAMPAIGN,
		description: 'Whether the set belongs to a campaign from the start, for example Campaign',
	},
	...onlyFor('useIn', IN_CAMPAIGN, [
		idPicker(
			{ displayName: 'Campaign', name: 'campaign_id', description: 'The campaign, picked from the list or entered by ID' },
			'searchCampaigns',
			'12345',
		),
	]),
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: withoutDefault(TYPES),
		default: '',
		required: true,
		description: 'What the set promotes, as its campaign does, for example App',
	},
	...requiredProperties({ name: NAME }),
	...idsProperties(ASSETS, 'use', 'The assets of the set: 1 to 50, at most 10 of each type'),
	...ifItExistsProperties('its name, within its campaign if it has one'),
	...collectionProperty(COLLECTION, FIELDS, [additionalJsonProperty]),
	writeOptionsCollection('AppLovin'),
];

/** What the form sets itself, or AppLovin. */
const REFUSED = ['id', 'hashed_id', 'assets', 'campaign_id', 'campaign_ids'];

interface Form {
	campaign: string | undefined;
	assetIds: string[];
	body: IDataObject;
}

function readForm(item: Item, faults: Faults): Form {
	const use = faults.attempt(() => toChoice(item.read('useIn'), FOR, USES));
	const campaign =
		use === IN_CAMPAIGN
			? faults.attempt(() => toId(item.read('campaign_id'), 'Campaign').replace(/^0+/, ''))
			: undefined;
	const type = faults.attempt(() => toChoice(item.read('type'), 'Type', TYPES));
	const name = faults.attempt(() => NAME.read(item.read('name'), 'utc'));
	const assetIds = faults.attempt(() => readIds(item, ASSETS)) ?? [];
	const given = item.read(COLLECTION.name);
	const { additionalJson, ...added } = isObject(given) ? given : {};
	const form: IDataObject = { type, name, ...(readFields(added, FIELDS, item, faults) as IDataObject) };
	const body = faults.attempt(() => withAdditionalJson(form, additionalJson, SET_LABELS)) ?? form;
	for (const key of REFUSED.filter((one) => one in body)) {
		faults.wrong(`'Additional JSON' sets '${key}', which the form sets itself`, 'Remove it.');
	}
	for (const key of ['countries', 'languages'].filter((one) => Array.isArray(body[one]) && body[one].length === 0)) {
		faults.wrong(`'Additional JSON' sets '${key}' to an empty list`, 'Remove it: it is not known what AppLovin makes of it.');
	}
	faults.rule((wrong) => checkType(body, type, { wrong }));
	return { campaign, assetIds, body };
}

async function send(item: Item, body: IDataObject): Promise<OperationResult> {
	const { id, version, raw } = await item.once('add', async () => {
		const request = { method: 'POST', path: '/manage/v1/creative_set/create', body, writes: 'creative set' } as const;
		const { data, raw: answer } = await axonRequest(item.context, request, item.index);
		const made = answeredId(data);
		if (made === undefined) {
			throw new ApiFailure("AppLovin's response is missing the ID of the creative set", {
				description: uncertain('creative set', 'AppLovin'),
				mayHaveActed: true,
			});
		}
		const said = isObject(data) ? data.version : undefined;
		return { value: { id: made, version: said ?? null, raw: answer }, made: [`creative_set_id ${made}`] };
	});
	const status = body.status === undefined ? undefined : String(body.status);
	const listed = await settleStatus(item, id, status);
	const result = { creative_set_id: id, ...body, ...(version === null ? {} : { version }), ...listed } as IDataObject;
	return { results: [result], raw, label: `creative_set_id ${id}` };
}

/** All sets of this name, in the campaign if there is one: the list is read once for all items of a run. */
async function setsOfName({ context, index }: Item, { campaign, body }: Form): Promise<Found> {
	const key = JSON.stringify([LISTED_SETS.path, await axonAccountKey(context)]);
	const { rows, askedAt } = await oncePerRun(context, key, async () => {
		const askedAt = clock.now();
		return { rows: (await readAxonRows(context, { path: LISTED_SETS.path }, Infinity, index)).rows, askedAt };
	});
	const named = rows.filter(
		(row) => isSameName(row.name, body.name) && (campaign === undefined || campaignsOf(row).includes(campaign)),
	);
	return { rows: named.map((row) => ({ creative_set_id: row.id, ...row })), askedAt };
}

const idsOf = (assets: IDataObject[]): string[] => assets.map(({ id }) => String(id));

function compare({ assets, ...wanted }: IDataObject, existing: IDataObject): Comparison {
	const present = { ...existing, assets: Array.isArray(existing.assets) ? idsOf(assetsOf(existing)) : undefined };
	return comparison({ ...wanted, assets: idsOf(assets as IDataObject[]) }, present as IDataObject, {
		labels: SET_LABELS,
		harmless: ['product_page', 'status'],
		ignored: ['name', 'campaign_id', 'version'],
		contradictions: (sent, shown) => contradictions(sent, shown, SET_LABELS),
		api: 'AppLovin',
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index } = item;
	const faults = new Faults();
	const form = readForm(item, faults);
	faults.throwAny();
	const { campaign } = form;
	const assets = item.hasBegun() ? form.assetIds.map((id) => ({ id })) : await assetsByIds(item, form.assetIds);
	checkCounts(assets);
	if (campaign !== undefined && !item.hasBegun()) {
		const { campaigns } = await checkListed(item, { campaigns: [campaign] });
		checkSameType(new Map([[String(form.body.name), form.body]]), campaigns);
	}
	const body = { ...form.body, ...(campaign === undefined ? {} : { campaign_id: campaign }), assets } as IDataObject;
	const named = { what: 'creative set', name: String(body.name), ...(campaign === undefined ? {} : { within: campaign }) };
	return await ifItExists(context, index, named, {
		account: async () => await axonAccountKey(context),
		check: async () => await Promise.resolve(),
		find: async () => await setsOfName(item, form),
		compare: async (existing) => await Promise.resolve(compare(body, existing)),
		create: async () => await send(item, body),
		labelOf: ({ creative_set_id: id }) => `creative_set_id ${String(id)}`,
		hasBegun: item.hasBegun,
	});
}

/** Creates a creative set from assets. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a creative set',
	description: 'Create a creative set from assets, in a campaign or on its own',
	endpoint: 'POST /manage/v1/creative_set/create',
	document: `${DOCUMENT}, "/creative_set/create"`,
	writes: true,
	readable: READABLE_SET,
	makes: 'creative_set_id',
	properties,
	execute,
};
