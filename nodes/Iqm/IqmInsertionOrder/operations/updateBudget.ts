import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../common/form/choice';
import type { Item } from '../../../common/run/item';
import { asNumbers, forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { resultId, toInteger, toMoney } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/readSentence';
import { checkLimits, iqmRequest } from '../../transport/request';
import { BUDGET_TYPES, BY_BUDGET, BY_IMPRESSIONS, LABELS } from '../fields';
import { ORDERS } from '../orders';
import { spendsAfterAdding } from '../spends';

const UPDATE_TYPE = 'Total Below Is';

const UPDATE_TYPES: INodePropertyOptions[] = [
	{ name: 'Amount to Add', value: 'add', description: 'It is added to the present total' },
	{ name: 'New Total', value: 'set', description: 'It takes the place of the present total' },
];

const properties: INodeProperties[] = [
	idsProperty(ORDERS, 'change'),
	{
		displayName: LABELS.ioBudgetTypeId,
		name: 'ioBudgetTypeId',
		type: 'options',
		options: BUDGET_TYPES,
		default: BY_BUDGET,
		description: 'What limits the orders, for example Budget',
	},
	{
		displayName: UPDATE_TYPE,
		name: 'budgetUpdateType',
		type: 'options',
		options: withoutDefault(UPDATE_TYPES),
		default: '',
		required: true,
		description: 'Whether the total below is the new one or is added, for example New Total',
	},
	{
		displayName: LABELS.ioTotalBudget,
		name: 'budget',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		displayOptions: { show: { ioBudgetTypeId: [BY_BUDGET] } },
		description: "Amount for each of the orders, in the account's currency, for example 1000",
	},
	{
		displayName: LABELS.ioTotalImpressions,
		name: 'ioTotalImpressions',
		type: 'number',
		hint: 'Above 0',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		required: true,
		displayOptions: { show: { ioBudgetTypeId: [BY_IMPRESSIONS] } },
		description: 'Impressions for each of the orders, for example 500000',
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ORDERS);
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const budgetUpdateType = toChoice(read('budgetUpdateType'), UPDATE_TYPE, UPDATE_TYPES);
	const type = toChoice(read('ioBudgetTypeId'), LABELS.ioBudgetTypeId, BUDGET_TYPES);
	const total: IDataObject =
		Number(type) === BY_BUDGET
			? { budget: toMoney(read('budget'), LABELS.ioTotalBudget) }
			: {
					ioTotalImpressions: toInteger(read('ioTotalImpressions'), LABELS.ioTotalImpressions, 1),
				};
	const body = { ioIdsList: asNumbers(ids, ORDERS), budgetUpdateType, ...total };
	await checkLimits(context, body);
	const adds = budgetUpdateType === 'add' && total.budget !== undefined;
	const made = ids.map((id) => `ioId ${id}`);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: '/api/v3/cmp/io/update-budget',
			body,
			writes: 'budget of the insertion order',
			hasSentence: true,
			spends: adds ? await spendsAfterAdding(context, itemIndex, ids, Number(total.budget)) : [],
		},
		itemIndex,
	).catch(forSeveral(ORDERS, ids, 'changed', 'IQM'));
	// An added amount is not the resulting budget.
	const { budget, ioTotalImpressions } = budgetUpdateType === 'add' ? {} : total;
	const sent = { budget, ioTotalBudget: budget, ioTotalImpressions };
	const labels = { ...LABELS, budget: LABELS.ioTotalBudget };
	const message = readSentence(ORDERS, ids, { data, clean }, 'changed');
	checkRepeated({ data, clean }, { sent, labels, made });
	return {
		results: ids.map((id) => ({
			ioId: resultId(id),
			updated: true,
			budgetUpdateType,
			...total,
			...message,
		})),
		raw,
		label: ids.map((id) => `ioId ${id} changed`).join(', '),
	};
}

/** Sets or raises the total of insertion orders. IQM answers with a sentence. */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of insertion orders',
	description: 'Set the total of insertion orders, or add to it',
	endpoint: 'PATCH /api/v3/cmp/io/update-budget',
	document: 'Campaign API guideline, "Update Budget for Multiple IOs"',
	writes: true,
	properties,
	execute,
};
