import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { readJson } from '../../../common/form/fields';
import { ifItExists } from '../../../common/run/ifItExists';
import { ApiFailure, InputError } from '../../../common/ground/errors';
import type { Faults } from '../../../common/ground/faults';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { inOwnZone } from '../../../common/run/ownZone';
import { isBlank, isObject } from '../../../common/ground/values';
import { checkNone, givenEnd, noneOf, saysNone } from '../../shared/ends';
import { checkLater } from '../../shared/moments';
import { checkRepeated } from '../../shared/repeated';
import { zoneOfTimezoneId } from '../../shared/zones';
import { accountKey, checkLimits, iqmRequest } from '../../transport/request';
import { createProperties, NO_END } from '../createProperties';
import { BY_BUDGET, BY_IMPRESSIONS, LABELS, MAIN, OPTIONAL } from '../fields';
import { checkNoTotal, compareOrder, madeOrder, ordersOfName, presentOrder, READABLE_ORDER, withSum } from '../orders';

/** The optional fields converted, whether they came from the form or from "Additional JSON". */
function withOptional(order: IDataObject, faults: Faults): IDataObject {
	const converted = { ...order };
	for (const [name, field] of Object.entries(OPTIONAL)) {
		if (order[name] === undefined) continue;
		converted[name] = faults.rule(() => readJson<unknown>(field, order[name])) as IDataObject;
	}
	return converted;
}

/** The form's values under the API's names, with times in milliseconds; without those that are wrong. */
function readForm({ read, zone }: Item, faults: Faults): IDataObject {
	const { additionalJson, ...additional } = (read('additionalFields') ?? {}) as IDataObject;
	const form: IDataObject = {};
	const put = (name: keyof typeof MAIN): void => {
		const value = faults.attempt<boolean | number | string>(() => MAIN[name].read(read(name), zone));
		if (value !== undefined) form[name] = value;
	};
	put('ioName');
	put('ioStartTime');
	if (faults.attempt(() => saysNone(read, 'ioEndTime')) === false) put('ioEndTime');
	put('ioTimeZoneId');
	put('isAutoSumIoTotalBudget');
	put('ioBudgetTypeId');
	Object.assign(form, additional);
	if (form.isAutoSumIoTotalBudget === false) {
		if (form.ioBudgetTypeId === BY_BUDGET) form.ioTotalBudget = read('ioTotalBudget') as number;
		if (form.ioBudgetTypeId === BY_IMPRESSIONS) {
			form.ioTotalImpressions = read('ioTotalImpressions') as number;
		}
	}
	const merged = faults.attempt(() => withAdditionalJson(form, additionalJson, LABELS)) ?? form;
	faults.rule(() => checkNone(read, 'ioEndTime', NO_END.name, merged));
	return merged;
}

function checkTimes({ ioStartTime: start, ioEndTime: end }: IDataObject, faults: Faults): void {
	faults.rule(() => readJson(MAIN.ioStartTime, start));
	if (end === undefined) return;
	faults.rule(() => readJson(MAIN.ioEndTime, end));
	if (Number(end) <= Number(start)) {
		faults.wrong(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	faults.rule(() =>
		checkLater(Number(end), LABELS.ioEndTime, 'Choose an end in the future.'),
	);
}

/**
 * The rules of the Campaign API guideline for insertion orders. If a budget is combined with the sum
 * of the campaigns, IQM answers "Cannot add budget on IO creation when isAutoSum flag is true.".
 */
function check(order: IDataObject, faults: Faults): IDataObject {
	if (order.ioId !== undefined) {
		faults.wrong(
			"'Additional JSON' sets 'ioId', but a new insertion order has none yet",
			'IQM could change the order with that ID instead. Remove it.',
		);
	}
	checkTimes(order, faults);
	const checked = withOptional(order, faults);
	return faults.rule(() => checkLimit(checked)) ?? checked;
}

function checkLimit(order: IDataObject): IDataObject {
	if (![BY_BUDGET, BY_IMPRESSIONS].includes(Number(order.ioBudgetTypeId))) {
		throw new InputError(`'${LABELS.ioBudgetTypeId}' must be 1 (budget) or 2 (impressions)`);
	}
	const sumsUp = readJson(MAIN.isAutoSumIoTotalBudget, order.isAutoSumIoTotalBudget);
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
		throw new ApiFailure("IQM's response is missing the ID of the insertion order", {
			description: 'The order was probably created: check for its name in IQM.',
			mayHaveActed: true,
		});
	}
	const reply = { data: withSum(data), clean };
	// If no end was sent, an answer with one contradicts the choice of no end.
	const sent = { ioEndTime: null, ...order };
	checkRepeated(reply, { sent, labels: LABELS, made: madeOrder(data) });
	return { results: [data], raw, label: `ioId ${String(data.ioId)}` };
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const dates = [item.read('ioStartTime'), givenEnd(item.read, 'ioEndTime')];
	const order = await inOwnZone(
		item,
		dates,
		(own, faults) => check(readForm(own, faults), faults),
		async ({ ioTimeZoneId }) => await zoneOfTimezoneId(item, ioTimeZoneId),
	);
	const name = String(order.ioName);
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'insertion order', name },
		{
			account: async () => await accountKey(context),
			check: async () => await checkLimits(context, order),
			find: async () => await ordersOfName(context, itemIndex, name),
			reread: {
				keeps: ['ioId'],
				read: async ({ ioId }) =>
					await presentOrder(context, itemIndex, { ioId: String(ioId), name }),
			},
			compare: async (existing) => await Promise.resolve(compareOrder(order, existing)),
			create: async () => await send(context, itemIndex, order),
			labelOf: ({ ioId }) => `ioId ${String(ioId)}`,
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
	description: 'Create an insertion order for campaigns to belong to',
	endpoint: 'POST /api/v3/cmp/io/add',
	document: 'Quickstart "Create a Campaign", step 2 "Create Insertion Order"',
	writes: true,
	readable: READABLE_ORDER,
	makes: 'ioId',
	properties: createProperties,
	none: noneOf('ioEndTime', NO_END.name),
	execute,
};
