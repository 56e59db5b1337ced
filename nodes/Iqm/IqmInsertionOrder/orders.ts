import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { Faults } from '../../common/ground/faults';
import { toProperty } from '../../common/form/fields';
import { idText } from '../../common/form/kinds';
import { isRenamed } from '../../common/ground/names';
import { isBlank, isObject } from '../../common/ground/values';
import type { Comparison, Found } from '../../common/run/ifItExists';
import type { Simple } from '../../common/run/simple';
import { firstOf, MARKS, own, times, word } from '../../common/run/simple';
import { fetchOrder, ORDER } from '../shared/oneOrder';
import { checkLater } from '../shared/moments';
import { compared } from '../shared/existing';
import { rowsOfName } from '../shared/namedRows';
import { inBody } from '../shared/paging';
import type { PagedList, Thing } from '../../verbs/describe';
import { ACTIVE, BUDGET_TYPES, DELETED, EXPIRED, LABELS, STATUSES } from './fields';

export const ORDERS: Thing = {
	one: 'insertion order',
	many: 'insertion orders',
	idName: 'ioId',
	ids: {
		name: 'ioIdsList',
		label: 'Insertion Order IDs',
		example: '17994,17995',
		pick: {
			from: 'ordersFrom',
			label: 'Insertion Orders From',
			name: 'pickedInsertionOrders',
			load: 'getInsertionOrders',
			first: 'active',
		},
	},
};

/** An order as Get and Get Many show it at first; IQM's times are in milliseconds. */
export const SIMPLE_ORDER: Simple = {
	...own('ioId', 'ioName'),
	status: word('ioStatusId', STATUSES),
	budgetType: word('ioBudgetTypeId', BUDGET_TYPES),
	...own('ioTotalBudget', 'ioTotalImpressions'),
	// The documents have two names for it.
	isAutoSumIoTotalBudget: firstOf('isAutoSumIoTotalBudget', 'isBudgetAutoSum'),
	...times(['ioStartTime', 'ioEndTime']),
	...own('ioTimeZoneId'),
};

/** What is created or changed: the answer to a creation holds more times. */
export const READABLE_ORDER: Simple = {
	...SIMPLE_ORDER,
	...MARKS,
	...times(['ioLastPriorityShift', 'ioNextPerformanceCheck']),
};

/** The longest name, in characters (Campaign API guideline, schema of the update). */
export const LONGEST_NAME = 255;

/**
 * Checks an existing order's new end, in milliseconds. No document says that it may lie in the past,
 * and an order is stopped by pausing its campaigns.
 */
export function checkEnd(end: number, label: string): number {
	checkLater(end, label, 'To stop an order now, pause its campaigns.');
	return end;
}

/** The one order that an operation acts on. */
export const ORDER_ID = idText(ORDER, 'The insertion order', {
	example: '17994',
	pick: 'searchInsertionOrders',
});

export const orderProperty: INodeProperties = {
	...toProperty('ioId', ORDER_ID),
	required: true,
};

/** The new order in an answer, as a label. */
export function madeOrder(data: unknown): string[] {
	return isObject(data) && !isBlank(data.ioId) ? [`ioId ${String(data.ioId)}`] : [];
}

/** An order in an answer, whose documents have two names for the sum of its campaigns' totals. */
export function withSum(data: unknown): unknown {
	if (!isObject(data) || data.isAutoSumIoTotalBudget !== undefined) return data;
	return { ...data, isAutoSumIoTotalBudget: data.isBudgetAutoSum };
}

/** "When true, do NOT include ioTotalBudget": the order then has no total of its own. */
export function checkNoTotal(order: IDataObject): void {
	if (order.isAutoSumIoTotalBudget !== true) return;
	const faults = new Faults();
	for (const name of ['ioTotalBudget', 'ioTotalImpressions']) {
		if (isBlank(order[name])) continue;
		faults.wrong(
			`'${LABELS[name]}' can't be set while '${LABELS.isAutoSumIoTotalBudget}' is on`,
			'Turn it off to cap the order, or remove the total.',
		);
	}
	faults.throwAny();
}

/** The orders whose name looks like this one that are not deleted. */
export async function ordersOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<Found> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/cmp/io/basic/list',
		filters: { sortBy: '-ioId', ioStatusIdsList: [ACTIVE, EXPIRED] },
		idName: 'ioId',
		pages: inBody('ioBasicDetailsList'),
	};
	const named = { list, nameKey: 'ioName', parameter: 'ioName' };
	const { rows, askedAt } = await rowsOfName(context, itemIndex, named, name);
	return { rows: rows.filter(({ ioStatusId }) => Number(ioStatusId) !== DELETED), askedAt };
}

/** One order as it is now; undefined if it is deleted or has another name. */
export async function presentOrder(
	context: IExecuteFunctions,
	itemIndex: number,
	{ ioId, name }: { ioId: string; name: string },
): Promise<IDataObject | undefined> {
	const { order } = await fetchOrder(context, itemIndex, ioId);
	const isGone = Number(order.ioStatusId) === DELETED || isRenamed(order.ioName, name);
	return isGone ? undefined : order;
}

/** Fields of a new order that neither limit it nor say when it runs. */
const HARMLESS = [
	'createdByUowId',
	'ioBudgetDistributionMethodId',
	'ioCurrentPriority',
	'ioLastPriorityShift',
	'ioName',
	'ioNextPerformanceCheck',
	'isIoPrioritise',
	'modifiedByUowId',
	'owId',
];

/** How an order that exists compares with one that would be created. */
export function compareOrder(wanted: IDataObject, existing: IDataObject): Comparison {
	// Without an end, none is sent: an order that has one differs.
	const sent = { ioEndTime: null, ...wanted };
	const present = withSum(existing) as IDataObject;
	return compared(sent, present, {
		labels: LABELS,
		harmless: HARMLESS,
		ignored: ['ioName'],
		changedLater: ['ioTotalBudget', 'ioTotalImpressions', 'ioEndTime'],
	});
}
