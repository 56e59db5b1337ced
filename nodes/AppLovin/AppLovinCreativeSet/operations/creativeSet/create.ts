import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { contradictions } from '../../../../common/guard/contradiction';
import { comparison } from '../../../../common/run/comparison';
import type { Comparison, Found } from '../../../../common/run/ifItExists';
import { ifItExists, ifItExistsProperties } from '../../../../common/run/ifItExists';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { sendCreation } from '../../../shared/createPath';
import { writeOptionsCollection } from '../../../shared/options';
import { rowsOfName } from '../../../shared/rowsOfName';
import type { AppLovinRequest } from '../../../transport/request';
import { accountKey, checkLimits } from '../../../transport/request';
import { createdSet, setResult, setsOf } from '../../creativeSets';
import { campaignField, LABELS, readId } from '../../setFields';
import { countriesField, languagesField, productPageField, readSetForm } from '../../setForm';
import { READABLE_SET } from '../../simpleSet';

const properties: INodeProperties[] = [
	campaignField('The campaign to create the creative set in'),
	{
		displayName: LABELS.name,
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Summer videos, UK',
		description: 'Name of the creative set, for example Summer videos, UK',
	},
	...ifItExistsProperties('its name within its campaign'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [additionalJsonProperty, countriesField, languagesField, productPageField],
	},
	writeOptionsCollection(),
];

/** The campaign's sets of this name; a campaign's sets are listed once for all items of a run. */
async function setsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
	name: unknown,
): Promise<Found> {
	const read = async () => (await setsOf(context, itemIndex, campaign)).rows;
	const list = ['creative sets', campaign];
	const { rows, askedAt } = await rowsOfName(context, itemIndex, list, read, name);
	return { rows: rows.map((row) => setResult(row, { campaign_id: campaign })), askedAt };
}

/** How a creative set that exists compares with one that would be created. */
function compare(wanted: IDataObject, existing: IDataObject): Comparison {
	// A set of which the form says nothing is for all countries and languages.
	const restricted = ['countries', 'languages'].filter((name) => {
		const present = existing[name];
		return wanted[name] === undefined && Array.isArray(present) && present.length > 0;
	});
	const asked = { ...Object.fromEntries(restricted.map((name) => [name, []])), ...wanted };
	return comparison(asked, existing, {
		labels: LABELS,
		harmless: ['product_page'],
		ignored: ['name'],
		contradictions: (sent, shown) => contradictions(sent, shown, LABELS),
		api: 'AppLovin',
	});
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const campaign = faults.attempt(() => readId(context, itemIndex, 'campaign_id')) ?? '';
	const name = context.getNodeParameter('name', itemIndex, '') as string;
	const form =
		faults.attempt(() => {
			const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
			return readSetForm({ name, ...fields });
		}) ?? {};
	faults.throwAny();
	const request: AppLovinRequest = {
		method: 'POST',
		path: CREATE_PATH,
		body: { campaign_id: campaign, ...form },
		writes: 'creative set',
	};
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'creative set', name: String(form.name), within: campaign },
		{
			account: async () => await accountKey(context, itemIndex),
			check: async () => await checkLimits(context, request.body, itemIndex),
			find: async () => await setsOfName(context, itemIndex, campaign, form.name),
			compare: async (existing) => await Promise.resolve(compare(form, existing)),
			labelOf: ({ creative_set_id: id }) => `creative_set_id ${String(id)}`,
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
	description: 'Create a creative set in a campaign, ready for assets to be uploaded',
	endpoint: 'POST /creative_set/',
	document: 'Campaign Management API, "/creative_set/creative_set_id"',
	writes: true,
	readable: READABLE_SET,
	makes: 'creative_set_id',
	properties,
	execute,
};
