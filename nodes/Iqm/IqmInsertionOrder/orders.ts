import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { toProperty } from '../../common/form/fields';
import { idText } from '../../common/form/kinds';
import { isBlank, isObject, toId } from '../../common/ground/values';
import { checkAsked } from '../shared/asked';
import { checkLater } from '../shared/moments';
import { inBody, rowsOfName } from '../shared/paging';
import type { PagedList, Thing } from '../../verbs/describe';
import { iqmRequest, pathId } from '../transport/request';
import { ACTIVE, DELETED, EXPIRED, LABELS } from './fields';

export const ORDERS: Thing = {
	one: 'insertion order',
	many: 'insertion orders',
	idName: 'ioId',
	ids: { name: 'ioIdsList', label: 'Insertion Order IDs', example: '17994,17995' },
};

/** Label of the order that an operation acts on. */
export const ORDER = 'Insertion Order';

/** The longest name, in characters (Campaign API guideline, schema of the update). */
export const LONGEST_NAME = 255;

/**
 * Checks an existing order's new end, in milliseconds. No document says that it may lie in the past,
 * and an order is stopped by pausing its campaigns.
 */
export function checkEnd(end: number, label: string): number {
	checkLater(end, label, 'To end an order now, pause its campaigns.');
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

export function readOrderId(context: IExecuteFunctions, itemIndex: number): string {
	return toId(context.getNodeParameter('ioId', itemIndex, ''), ORDER);
}

/** @throws ApiFailure for an answer without this order */
export function orderIn(data: unknown, ioId: string): IDataObject {
	if (!isObject(data) || isBlank(data.ioId)) {
		throw new ApiFailure(`IQM answered without the insertion order ${ioId}`, {
			description: `Check '${ORDER}'.`,
		});
	}
	checkAsked('insertion order', ioId, data.ioId);
	return data;
}

/** One order: `GET /api/v3/cmp/io/{ioId}` (Campaign API guideline). */
export async function fetchOrder(
	context: IExecuteFunctions,
	itemIndex: number,
	ioId: string,
): Promise<{ order: IDataObject; raw: unknown }> {
	const { data, raw } = await iqmRequest(
		context,
		{ method: 'GET', path: `/api/v3/cmp/io/${pathId(ioId)}` },
		itemIndex,
	);
	return { order: orderIn(data, ioId), raw };
}

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
	for (const name of ['ioTotalBudget', 'ioTotalImpressions']) {
		if (isBlank(order[name])) continue;
		throw new InputError(
			`'${LABELS[name]}' can't be set while '${LABELS.isAutoSumIoTotalBudget}' is on`,
			'Switch it off to cap the order, or remove the total.',
		);
	}
}

/** The orders with exactly this name that are not deleted. */
export async function ordersOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<IDataObject[]> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/cmp/io/basic/list',
		filters: { sortBy: '-ioId', ioStatusIdsList: [ACTIVE, EXPIRED] },
		idName: 'ioId',
		pages: inBody('ioBasicDetailsList'),
	};
	const rows = await rowsOfName(context, itemIndex, list, 'ioName', name);
	return rows.filter(({ ioStatusId }) => Number(ioStatusId) !== DELETED);
}
