import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { toChoice } from '../../../common/choice';
import { InputError } from '../../../common/errors';
import type { Operation, OperationResult } from '../../../common/operation';
import { isBlank, toInteger, toMoney } from '../../../common/values';
import { writeOptionsCollection } from '../../shared/options';
import { forSeveral, idsProperty, readIds } from '../../shared/several';
import { iqmRequest } from '../../transport/request';
import { CAMPAIGNS, confirmedResults, rowsByCampaign } from '../campaigns';
import { spendsAfterAdding } from '../spends';

const LABELS: Record<string, string> = {
	dailyBudget: 'Daily Budget',
	dailyImpressions: 'Daily Impressions',
	maxBid: 'Max Bid',
	totalBudget: 'Total Budget',
	totalImpressions: 'Total Impressions',
};

const UPDATE_TYPE = 'Total Budget Means';

/** The guideline also lists `distribution`, whose effect it does not describe. */
const UPDATE_TYPES: INodePropertyOptions[] = [
	{ name: 'Amount to Add', value: 'addition', description: 'It is added to the present budget' },
	{ name: 'New Amount', value: 'change', description: 'It takes the place of the present budget' },
];

function amount(name: string, description: string, numberPrecision: number): INodeProperties {
	return {
		displayName: LABELS[name],
		name,
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision },
		default: 0,
		description,
	};
}

const properties: INodeProperties[] = [
	idsProperty(CAMPAIGNS, 'change'),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			amount(
				'dailyBudget',
				"Most that each campaign may spend a day, in the account's currency, for example 50",
				2,
			),
			amount('dailyImpressions', 'Most impressions a day of each campaign, for example 20000', 0),
			amount('maxBid', "Highest bid, in the account's currency, for example 15", 2),
			amount(
				'totalBudget',
				"Most that each campaign may spend in all, in the account's currency, for example 1500",
				2,
			),
			{
				displayName: UPDATE_TYPE,
				name: 'totalBudgetUpdateType',
				type: 'options',
				options: UPDATE_TYPES,
				default: 'change',
				description: "What 'Total Budget' says, for example New Amount",
			},
			amount('totalImpressions', 'Most impressions in all of each campaign, for example 500000', 0),
		],
	},
	writeOptionsCollection(),
];

const READ: Record<string, (value: unknown, label: string) => number> = {
	dailyBudget: toMoney,
	dailyImpressions: (value, label) => toInteger(value, label, 1),
	maxBid: toMoney,
	totalBudget: toMoney,
	totalImpressions: (value, label) => toInteger(value, label, 1),
};

function readChanges(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const given = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const changes: IDataObject = {};
	for (const [name, read] of Object.entries(READ)) {
		if (!isBlank(given[name])) changes[name] = read(given[name], LABELS[name]);
	}
	if (Object.keys(changes).length === 0) {
		throw new InputError('There is nothing to update', "Add an amount in 'Update Fields'.");
	}
	const type = given.totalBudgetUpdateType;
	if (!isBlank(type)) {
		if (changes.totalBudget === undefined) {
			throw new InputError(
				`'${UPDATE_TYPE}' says something about '${LABELS.totalBudget}', which is empty`,
				`Add '${LABELS.totalBudget}' in 'Update Fields', or remove '${UPDATE_TYPE}'.`,
			);
		}
		changes.totalBudgetUpdateType = toChoice(type, UPDATE_TYPE, UPDATE_TYPES);
	}
	const { dailyBudget, totalBudget, totalBudgetUpdateType } = changes;
	if (totalBudgetUpdateType !== 'addition' && Number(dailyBudget) > Number(totalBudget)) {
		throw new InputError(
			`'${LABELS.dailyBudget}' (${String(dailyBudget)}) must not be above '${LABELS.totalBudget}' (${String(totalBudget)})`,
		);
	}
	return changes;
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const ids = readIds(context, itemIndex, CAMPAIGNS);
	const changes = readChanges(context, itemIndex);
	const added = changes.totalBudgetUpdateType === 'addition' ? Number(changes.totalBudget) : 0;
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PUT',
			path: '/api/v2/cmp/campaigns/update-budget',
			body: { campaignIds: ids.join(','), ...changes },
			writes: 'budget of the campaign',
			mayFailPartly: true,
			spends: added > 0 ? await spendsAfterAdding(context, itemIndex, ids, added) : [],
		},
		itemIndex,
	).catch(forSeveral(CAMPAIGNS, ids, 'changed'));
	const confirmed = rowsByCampaign(data, 'modified_data');
	return { ...confirmedResults(ids, { data, clean }, confirmed, 'changed'), raw };
}

/**
 * Changes budgets and bids: `PUT /api/v2/cmp/campaigns/update-budget` (Campaign API guideline;
 * outside the quickstarts). A refusal is answered with HTTP 200 and `status: false`.
 */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of campaigns',
	description: 'Change budgets, impressions or the highest bid of campaigns',
	writes: true,
	properties,
	execute,
};
