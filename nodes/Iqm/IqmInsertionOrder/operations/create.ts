import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/additionalJson';
import { createIfMissing, createIfMissingOption } from '../../../common/createIfMissing';
import { ApiFailure, InputError } from '../../../common/errors';
import { END_OF_DAY, START_OF_DAY, toEnd, toEpoch, toMoment } from '../../../common/moments';
import type { Operation, OperationResult } from '../../../common/operation';
import {
	isBlank,
	isObject,
	toBoolean,
	toIdNumber,
	toInteger,
	toMoney,
	toText,
} from '../../../common/values';
import { checkLater } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { idPicker } from '../../../common/idPicker';
import { checkLimits, iqmRequest } from '../../transport/request';
import {
	BUDGET_TYPES,
	BY_BUDGET,
	BY_IMPRESSIONS,
	checkNoTotal,
	LABELS,
	madeOrder,
	ordersOfName,
	STATUSES,
	withSum,
} from '../orders';

const properties: INodeProperties[] = [
	{
		displayName: 'Insertion Order Name',
		name: 'ioName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring launch 2026',
		description: "Name of the insertion order. IQM's documents say at most 255 characters.",
	},
	{
		displayName: 'Start',
		name: 'ioStartTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`First moment of the order, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
	},
	{
		displayName: 'End',
		name: 'ioEndTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`Last moment of the order, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
	},
	idPicker(
		{
			displayName: 'Time Zone',
			name: 'ioTimeZoneId',
			description:
				"IQM's time zone of the order, for example 29 for US/Eastern. It does not move 'Start' and 'End'.",
		},
		'searchTimezones',
		'29',
	),
	{
		displayName: 'Budget Type',
		name: 'ioBudgetTypeId',
		type: 'options',
		options: BUDGET_TYPES,
		default: BY_BUDGET,
		description: 'What limits the order. All its campaigns must have the same budget type.',
	},
	{
		displayName: 'No Cap: Sum Up the Campaigns',
		name: 'isAutoSumIoTotalBudget',
		type: 'boolean',
		default: false,
		description:
			"Whether the order's total is always the sum of its campaigns' totals. Then the order itself limits nothing.",
	},
	{
		displayName: 'Total Budget',
		name: 'ioTotalBudget',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		displayOptions: { show: { ioBudgetTypeId: [BY_BUDGET], isAutoSumIoTotalBudget: [false] } },
		description: "Most that the order may spend, in the account's currency, for example 1000",
	},
	{
		displayName: 'Total Impressions',
		name: 'ioTotalImpressions',
		type: 'number',
		hint: 'Above 0',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		required: true,
		displayOptions: {
			show: { ioBudgetTypeId: [BY_IMPRESSIONS], isAutoSumIoTotalBudget: [false] },
		},
		description: 'Most impressions that the order may buy, for example 500000',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			{
				displayName: 'Budget Distribution',
				name: 'ioBudgetDistributionMethodId',
				type: 'options',
				options: [
					{ name: 'Automatic', value: 2, description: 'IQM spreads the budget over campaigns' },
					{ name: 'Manual', value: 1, description: 'Each campaign has its own budget' },
				],
				default: 1,
				description: 'How the budget is spread over the campaigns of the order, for example Manual',
			},
			{
				displayName: 'Created By User (UOW ID)',
				name: 'createdByUowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 188494',
				description:
					"IQM's ID of the user who creates the order, for example 188494. Usually set by IQM.",
			},
			{
				displayName: 'Current Priority',
				name: 'ioCurrentPriority',
				type: 'number',
				default: 0,
				description: 'Priority of the order, a whole number such as 1. Usually set by IQM.',
			},
			{
				displayName: 'Last Priority Shift',
				name: 'ioLastPriorityShift',
				type: 'number',
				default: 0,
				description:
					'Last change of the priority, a whole number as in the API. Usually set by IQM.',
			},
			{
				displayName: 'Modified By User (UOW ID)',
				name: 'modifiedByUowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 188494',
				description:
					"IQM's ID of the user who changes the order, for example 188494. Usually set by IQM.",
			},
			{
				displayName: 'Next Performance Check',
				name: 'ioNextPerformanceCheck',
				type: 'number',
				default: 0,
				description:
					'Next check of the performance, a whole number as in the API. Usually set by IQM.',
			},
			{
				displayName: 'Owner (OW ID)',
				name: 'owId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 200001',
				description:
					'ID of the organization workspace that owns the order, for example 200001. Usually that of the login.',
			},
			{
				displayName: 'Prioritize',
				name: 'isIoPrioritise',
				type: 'boolean',
				default: false,
				description: 'Whether IQM serves the order before others',
			},
			{
				displayName: 'Status',
				name: 'ioStatusId',
				type: 'options',
				options: STATUSES,
				default: 1,
				description: 'Status with which the order starts, for example Active',
			},
		],
	},
	writeOptionsCollection([createIfMissingOption]),
];

/** How optional fields travel: an expression may give any of them as text. */
const OPTIONAL: Record<string, (value: unknown, label: string) => boolean | number> = {
	createdByUowId: toIdNumber,
	ioBudgetDistributionMethodId: toInteger,
	ioCurrentPriority: toInteger,
	ioLastPriorityShift: toInteger,
	ioNextPerformanceCheck: toInteger,
	ioStatusId: toInteger,
	isIoPrioritise: toBoolean,
	modifiedByUowId: toIdNumber,
	owId: toIdNumber,
};

/** The optional fields converted, whether they came from the form or from "Additional JSON". */
function withOptional(order: IDataObject): IDataObject {
	const converted = Object.entries(OPTIONAL)
		.filter(([name]) => order[name] !== undefined)
		.map(([name, convert]) => [name, convert(order[name], LABELS[name])]);
	return { ...order, ...(Object.fromEntries(converted) as IDataObject) };
}

/** What the form gave, under the API's names; times in milliseconds. */
function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const zone = context.getTimezone();
	const { additionalJson, ...additional } = context.getNodeParameter(
		'additionalFields',
		itemIndex,
		{},
	) as IDataObject;

	const form: IDataObject = {
		ioName: toText(read('ioName'), LABELS.ioName),
		ioStartTime: toMoment(read('ioStartTime'), zone, LABELS.ioStartTime),
		ioEndTime: toEnd(read('ioEndTime'), zone, LABELS.ioEndTime),
		ioTimeZoneId: toIdNumber(read('ioTimeZoneId'), LABELS.ioTimeZoneId),
		isAutoSumIoTotalBudget: toBoolean(
			read('isAutoSumIoTotalBudget'),
			LABELS.isAutoSumIoTotalBudget,
		),
		ioBudgetTypeId: toInteger(read('ioBudgetTypeId'), LABELS.ioBudgetTypeId),
		...additional,
	};
	if (!form.isAutoSumIoTotalBudget) {
		if (form.ioBudgetTypeId === BY_BUDGET) form.ioTotalBudget = read('ioTotalBudget') as number;
		if (form.ioBudgetTypeId === BY_IMPRESSIONS) {
			form.ioTotalImpressions = read('ioTotalImpressions') as number;
		}
	}
	return withAdditionalJson(form, additionalJson, LABELS);
}

/**
 * The rules of the Campaign API guideline for insertion orders. A budget together with the sum of
 * the campaigns is answered "Cannot add budget on IO creation when isAutoSum flag is true.".
 */
function check(order: IDataObject): IDataObject {
	if (order.ioId !== undefined) {
		throw new InputError(
			"'Additional JSON' sets 'ioId', but an insertion order that is created has none yet",
			'IQM could change the order with that ID instead. Remove it.',
		);
	}
	for (const key of ['ioStartTime', 'ioEndTime']) toEpoch(order[key], LABELS[key], 'milliseconds');
	if (Number(order.ioEndTime) <= Number(order.ioStartTime)) {
		throw new InputError(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	checkLater(Number(order.ioEndTime), LABELS.ioEndTime, 'Choose an end that is still to come.');
	if (![BY_BUDGET, BY_IMPRESSIONS].includes(Number(order.ioBudgetTypeId))) {
		throw new InputError(`'${LABELS.ioBudgetTypeId}' must be 1 (budget) or 2 (impressions)`);
	}
	return checkLimit(
		withOptional(order),
		toBoolean(order.isAutoSumIoTotalBudget, LABELS.isAutoSumIoTotalBudget),
	);
}

function checkLimit(order: IDataObject, sumsUp: boolean): IDataObject {
	const byBudget = order.ioBudgetTypeId === BY_BUDGET;
	const [wanted, other] = byBudget
		? ['ioTotalBudget', 'ioTotalImpressions']
		: ['ioTotalImpressions', 'ioTotalBudget'];
	if (!isBlank(order[other])) {
		throw new InputError(
			`'${LABELS[other]}' does not go with the budget type ${byBudget ? 'Budget' : 'Impressions'}`,
			`Use '${LABELS[wanted]}', or change '${LABELS.ioBudgetTypeId}'.`,
		);
	}
	if (sumsUp) {
		checkNoTotal({ ...order, isAutoSumIoTotalBudget: true });
		return order;
	}
	const total = byBudget
		? toMoney(order[wanted], LABELS[wanted])
		: toInteger(order[wanted], LABELS[wanted], 1);
	return { ...order, [wanted]: total };
}

async function send(
	context: IExecuteFunctions,
	itemIndex: number,
	order: IDataObject,
): Promise<OperationResult> {
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v3/cmp/io/add',
			body: order,
			writes: 'insertion order',
			made: madeOrder,
		},
		itemIndex,
	);
	if (!isObject(data) || isBlank(data.ioId)) {
		throw new ApiFailure('IQM answered without the ID of the insertion order', {
			description: 'The order was probably created: look for its name in IQM.',
			mayHaveActed: true,
		});
	}
	const reply = { data: withSum(data), clean };
	checkRepeated(reply, { sent: order, labels: LABELS, made: madeOrder(data) });
	return { results: [data], raw, label: `ioId ${String(data.ioId)}` };
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const order = check(readForm(context, itemIndex));
	const name = String(order.ioName);
	return await createIfMissing(
		context,
		itemIndex,
		{ what: 'insertion order', name },
		{
			check: async () => await checkLimits(context, order),
			find: async () => await ordersOfName(context, itemIndex, name),
			create: async () => await send(context, itemIndex, order),
		},
	);
}

/** Creates an insertion order: `POST /api/v3/cmp/io/add` (quickstart "Create a Campaign", step 2). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an insertion order',
	description: 'Create an insertion order, the contract that campaigns belong to',
	writes: true,
	properties,
	execute,
};
