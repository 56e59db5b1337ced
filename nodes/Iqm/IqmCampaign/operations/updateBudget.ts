import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { toChoice } from '../../../common/form/choice';
import { collectionProperty, labelsOf } from '../../../common/form/fields';
import { money, whole } from '../../../common/form/kinds';
import { contradictions } from '../../shared/contradiction';
import { InputError } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import { forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import type { KnownAmount } from '../../../common/guard/spend';
import { isAbove, quote } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkLimits, iqmRequest } from '../../transport/request';
import { CAMPAIGNS, confirmedResults, rowsByCampaign } from '../campaigns';
import { MAIN } from '../form/fields';
import { spendsAfterAdding, spendsOfChange } from '../spends';

const UPDATE_TYPE = 'Total Budget Means';

const IMPRESSIONS = { least: 1, hint: 'Above 0' };

const FIELDS = {
	dailyBudget: money(MAIN.budgetDay.label, 'Most that each campaign may spend a day', {
		counts: 'dailyBudget',
		example: '50',
	}),
	dailyImpressions: whole('Daily Impressions', 'Most impressions a day of each campaign', {
		...IMPRESSIONS,
		example: '20000',
	}),
	maxBid: money(MAIN.maxBid.label, 'Highest bid', { counts: 'bid', example: '15' }),
	totalBudget: money(MAIN.budgetTotal.label, 'Most that each campaign may spend in all', {
		counts: 'totalBudget',
		example: '1500',
		inWords: `1500, unless '${UPDATE_TYPE}' says otherwise`,
	}),
	totalImpressions: whole('Total Impressions', 'Most impressions in all of each campaign', {
		...IMPRESSIONS,
		example: '500000',
	}),
};

const LABELS = labelsOf(FIELDS);

const SPREAD = 'distribution';

/**
 * IQM's API reference (`PUT /api/v2/cmp/campaigns/update-budget`) on `distribution`: "It will
 * distribute given total budget in selected campaigns equally."
 */
const UPDATE_TYPES: INodePropertyOptions[] = [
	{ name: 'Amount to Add', value: 'addition', description: 'It is added to the present budget' },
	{
		name: 'Amount to Spread',
		value: SPREAD,
		description: 'Each campaign gets an equal part of it in place of its present budget',
	},
	{ name: 'New Amount', value: 'change', description: 'It takes the place of the present budget' },
];

const properties: INodeProperties[] = [
	idsProperty(CAMPAIGNS, 'change'),
	...collectionProperty(
		{ displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add field' },
		FIELDS,
		[
			{
				displayName: UPDATE_TYPE,
				name: 'totalBudgetUpdateType',
				type: 'options',
				options: UPDATE_TYPES,
				default: 'change',
				description:
					"What 'Total Budget' says, for example Amount to Add. Without this field it is the new amount of each campaign. The limits of the credential count an amount to spread in full, for each campaign.",
			},
		],
	),
	writeOptionsCollection(),
];

/** The new total of each of `count` campaigns; undefined if there is none or it is added. */
function newTotal({ totalBudget, totalBudgetUpdateType }: IDataObject, count: number) {
	if (totalBudget === undefined || totalBudgetUpdateType === 'addition') return undefined;
	return totalBudgetUpdateType === SPREAD ? Number(totalBudget) / count : Number(totalBudget);
}

function readChanges(context: IExecuteFunctions, itemIndex: number, count: number): IDataObject {
	const given = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const changes: IDataObject = {};
	for (const [name, field] of Object.entries(FIELDS)) {
		if (given[name] !== undefined) changes[name] = field.read(given[name], context.getTimezone());
	}
	if (Object.keys(changes).length === 0) {
		throw new InputError('There is nothing to update', "Add an amount in 'Update Fields'.");
	}
	const type = given.totalBudgetUpdateType;
	if (type !== undefined) {
		if (changes.totalBudget === undefined) {
			throw new InputError(
				`'${UPDATE_TYPE}' says something about '${LABELS.totalBudget}', which is empty`,
				`Add '${LABELS.totalBudget}' in 'Update Fields', or remove '${UPDATE_TYPE}'.`,
			);
		}
		changes.totalBudgetUpdateType = toChoice(type, UPDATE_TYPE, UPDATE_TYPES);
	}
	const { dailyBudget, totalBudget, totalBudgetUpdateType } = changes;
	const total = newTotal(changes, count);
	if (total !== undefined && isAbove(Number(dailyBudget), total)) {
		const share = totalBudgetUpdateType === SPREAD ? `: ${total.toFixed(2)} for each campaign` : '';
		throw new InputError(
			`'${LABELS.dailyBudget}' (${String(dailyBudget)}) must not be above '${LABELS.totalBudget}' (${String(totalBudget)}${share})`,
		);
	}
	return changes;
}

/**
 * The budgets that result where the request itself does not say. An amount to be spread counts in
 * full: if others are refused, one campaign may get all of it.
 */
async function spendsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	{ totalBudget, totalBudgetUpdateType }: IDataObject,
): Promise<KnownAmount[]> {
	if (totalBudget === undefined) return [];
	return totalBudgetUpdateType === 'addition'
		? await spendsAfterAdding(context, itemIndex, ids, Number(totalBudget))
		: await spendsOfChange(context, itemIndex, ids, { budgetTotal: totalBudget });
}

/** Other names for a field in IQM's sample answers. */
const ANSWERED: Record<string, string> = { dailyBudget: 'budgetDay', totalBudget: 'budgetTotal' };

const ANSWERED_LABELS: Record<string, string> = {
	...LABELS,
	budgetDay: LABELS.dailyBudget,
	budgetTotal: LABELS.totalBudget,
};

/** The changes that an answer may repeat. An added or spread amount is not the resulting budget. */
function answersTo({ totalBudgetUpdateType: type, ...changes }: IDataObject): IDataObject {
	const isNew = type === undefined || type === 'change';
	const repeated = Object.entries(changes).filter(([name]) => isNew || name !== 'totalBudget');
	return Object.fromEntries(
		repeated.flatMap(([name, value]) => [name, ANSWERED[name] ?? name].map((one) => [one, value])),
	) as IDataObject;
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CAMPAIGNS);
	const changes = readChanges(context, itemIndex, ids.length);
	const body = { campaignIds: ids.join(','), ...changes };
	await checkLimits(context, body);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PUT',
			path: '/api/v2/cmp/campaigns/update-budget',
			body,
			writes: 'budget of the campaign',
			mayFailPartly: true,
			made: (content) =>
				[...rowsByCampaign(content, 'modified_data').keys()].map((id) => `campaignId ${id}`),
			spends: await spendsOf(context, itemIndex, ids, changes),
		},
		itemIndex,
	).catch(forSeveral(CAMPAIGNS, ids, 'changed', 'IQM'));
	const rows = rowsByCampaign(data, 'modified_data');
	const differs = new Map<string, string>();
	for (const [id, row] of rows) {
		const [first] = contradictions(answersTo(changes), row, ANSWERED_LABELS);
		if (first === undefined) continue;
		const { label, present, wanted } = first;
		differs.set(id, `'${label}' of campaign ${id} is ${quote(present)}, not ${quote(wanted)}`);
	}
	const confirmed = new Map([...rows].filter(([id]) => !differs.has(id)));
	return { ...confirmedResults(ids, { data, clean }, confirmed, 'changed', differs), raw };
}

/** Changes budgets and bids. IQM answers a refusal with HTTP 200 and `status: false`. */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of campaigns',
	description: 'Change budgets, impressions or the highest bid of campaigns',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-budget',
	document: 'Campaign API guideline, "Change Campaign Budget"',
	writes: true,
	properties,
	execute,
};
