import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { createIfMissing } from '../../../common/run/createIfMissing';
import { ApiFailure, InputError } from '../../../common/ground/errors';
import { toEnd, toEpoch, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import {
	isBlank,
	isObject,
	toBoolean,
	toIdNumber,
	toInteger,
	toMoney,
	toText,
} from '../../../common/ground/values';
import { checkNone, noneOf, saysNone } from '../../shared/ends';
import { checkLater } from '../../shared/moments';
import { checkRepeated } from '../../shared/repeated';
import { checkLimits, iqmRequest } from '../../transport/request';
import { createProperties, NO_END } from '../createProperties';
import {
	BY_BUDGET,
	BY_IMPRESSIONS,
	checkNoTotal,
	LABELS,
	madeOrder,
	ordersOfName,
	withSum,
} from '../orders';

/** "Time in epoch milliseconds" (Campaign API, schema of the insertion order). */
const toTime = (value: unknown, label: string): number => toEpoch(value, label, 'milliseconds');

/** How optional fields travel: an expression may give any of them as text. */
const OPTIONAL: Record<string, (value: unknown, label: string) => boolean | number> = {
	createdByUowId: toIdNumber,
	ioBudgetDistributionMethodId: toInteger,
	ioCurrentPriority: toInteger,
	ioLastPriorityShift: toTime,
	ioNextPerformanceCheck: toTime,
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
		...(saysNone(read, 'ioEndTime')
			? {}
			: { ioEndTime: toEnd(read('ioEndTime'), zone, LABELS.ioEndTime) }),
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
	const merged = withAdditionalJson(form, additionalJson, LABELS);
	checkNone(read, 'ioEndTime', NO_END.name, merged);
	return merged;
}

function checkTimes({ ioStartTime: start, ioEndTime: end }: IDataObject): void {
	toEpoch(start, LABELS.ioStartTime, 'milliseconds');
	if (end === undefined) return;
	toEpoch(end, LABELS.ioEndTime, 'milliseconds');
	if (Number(end) <= Number(start)) {
		throw new InputError(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	checkLater(Number(end), LABELS.ioEndTime, 'Choose an end that is still to come.');
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
	checkTimes(order);
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
	// Without an end none is sent, and an answer that has one contradicts the choice of none.
	const sent = { ioEndTime: null, ...order };
	checkRepeated(reply, { sent, labels: LABELS, made: madeOrder(data) });
	return { results: [data], raw, label: `ioId ${String(data.ioId)}` };
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
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

/**
 * Creates an insertion order. Without an end no `ioEndTime` goes out: the schema in IQM's OpenAPI
 * file of campaigns does not require it, and lets it be an integer alone; null stands in answers.
 */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an insertion order',
	description: 'Create an insertion order, the contract that campaigns belong to',
	endpoint: 'POST /api/v3/cmp/io/add',
	document: 'Quickstart "Create a Campaign", step 2 "Create Insertion Order"',
	writes: true,
	properties: createProperties,
	none: noneOf('ioEndTime', NO_END.name),
	execute,
};
