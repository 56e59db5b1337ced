import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { readJson } from '../../../common/form/fields';
import { createIfMissing } from '../../../common/run/createIfMissing';
import { ApiFailure, InputError } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank, isObject } from '../../../common/ground/values';
import { checkNone, noneOf, saysNone } from '../../shared/ends';
import { checkLater } from '../../shared/moments';
import { checkRepeated } from '../../shared/repeated';
import { checkLimits, iqmRequest } from '../../transport/request';
import { createProperties, NO_END } from '../createProperties';
import { BY_BUDGET, BY_IMPRESSIONS, LABELS, MAIN, OPTIONAL } from '../fields';
import { checkNoTotal, madeOrder, ordersOfName, withSum } from '../orders';

/** The optional fields converted, whether they came from the form or from "Additional JSON". */
function withOptional(order: IDataObject): IDataObject {
	const converted = Object.entries(OPTIONAL)
		.filter(([name]) => order[name] !== undefined)
		.map(([name, field]) => [name, readJson<unknown>(field, order[name])]);
	return { ...order, ...(Object.fromEntries(converted) as IDataObject) };
}

/** The form's values under the API's names, with times in milliseconds. */
function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const given = (name: keyof typeof MAIN): boolean | number | string =>
		MAIN[name].read(read(name), context.getTimezone());
	const { additionalJson, ...additional } = context.getNodeParameter(
		'additionalFields',
		itemIndex,
		{},
	) as IDataObject;

	const form: IDataObject = {
		ioName: given('ioName'),
		ioStartTime: given('ioStartTime'),
		...(saysNone(read, 'ioEndTime') ? {} : { ioEndTime: given('ioEndTime') }),
		ioTimeZoneId: given('ioTimeZoneId'),
		isAutoSumIoTotalBudget: given('isAutoSumIoTotalBudget'),
		ioBudgetTypeId: given('ioBudgetTypeId'),
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
	readJson(MAIN.ioStartTime, start);
	if (end === undefined) return;
	readJson(MAIN.ioEndTime, end);
	if (Number(end) <= Number(start)) {
		throw new InputError(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	checkLater(Number(end), LABELS.ioEndTime, 'Choose an end that is still to come.');
}

/**
 * The rules of the Campaign API guideline for insertion orders. If a budget is combined with the sum
 * of the campaigns, IQM answers "Cannot add budget on IO creation when isAutoSum flag is true.".
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
		readJson(MAIN.isAutoSumIoTotalBudget, order.isAutoSumIoTotalBudget),
	);
}

function checkLimit(order: IDataObject, sumsUp: boolean): IDataObject {
	const byBudget = order.ioBudgetTypeId === BY_BUDGET;
	const [wanted, other] = byBudget
		? (['ioTotalBudget', 'ioTotalImpressions'] as const)
		: (['ioTotalImpressions', 'ioTotalBudget'] as const);
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
	return { ...order, [wanted]: readJson(MAIN[wanted], order[wanted]) };
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
	// If no end was sent, an answer with one contradicts the choice of no end.
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
 * Creates an insertion order. Without an end, no `ioEndTime` is sent: the schema in IQM's OpenAPI file
 * of campaigns does not require it and only allows an integer; null occurs in answers.
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
