import type { IDataObject } from 'n8n-workflow';

import { momentText } from '../../../common/ground/moments';
import { choices, id, ids, moment, search, text } from '../../../common/form/kinds';
import { Faults } from '../../../common/ground/faults';
import { isBlank } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { act, remove } from '../../../verbs/act';
import { get as read } from '../../../verbs/get';
import { list } from '../../../verbs/list';
import { asNumbers } from '../../../verbs/several';
import { update as change } from '../../../verbs/update';
import { inBody } from '../../shared/paging';
import { withPickers } from '../../shared/pickedIds';
import { bySentence, IQM_VERBS, sortedBy } from '../../shared/verbs';
import { fetchOrder, orderIn } from '../../shared/oneOrder';
import { zoneOfThing, zoneOfTimezoneId } from '../../shared/zones';
import { BUDGET_TYPES, ENDS, IN_CHOSEN_ZONE, LABELS, MAIN, STARTS, STATUSES, ZONES } from '../fields';
import {
	checkEnd,
	checkNoTotal,
	LONGEST_NAME,
	ORDER_ID,
	ORDERS,
	READABLE_ORDER,
	SIMPLE_ORDER,
	withSum,
} from '../orders';

/** Times in the answer are in milliseconds. */
export const get = read(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'GET /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Get Insertion Order Details by ID"',
	path: { ioId: ORDER_ID },
	words: { description: 'Get an insertion order with its budget, flight dates and status' },
	results: (data, { ioId }) => [orderIn(data, ioId)],
	simple: SIMPLE_ORDER,
});

/** Times in the rows are in milliseconds. */
export const getAll = list(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'POST /api/v3/cmp/io/basic/list',
	document: 'Campaign API guideline, "Get Insertion Order Details"',
	pages: inBody('ioBasicDetailsList'),
	byIds: 'ioIdList',
	filters: withPickers({
		ioBudgetTypeIdsList: choices(
			'Budget Types',
			'Only orders with one of these budget types',
			{ of: BUDGET_TYPES, example: 'Budget' },
		),
		ioIdList: ids('Insertion Order IDs', 'Only these orders', { example: '17994,17995' }),
		ioStatusIdsList: choices('Statuses', 'Only orders with one of these statuses', {
			of: STATUSES,
			example: 'Active',
		}),
		searchField: search('Only orders whose name or ID contains this text', {
			example: 'spring',
		}),
	}),
	// "ioId, ioName, ioStartTime, ioEndTime, ioTotalBudget" (guideline, sortBy).
	sorting: sortedBy(
		[
			{ name: 'Insertion Order ID', value: 'ioId' },
			{ name: 'End', value: 'ioEndTime' },
			{ name: 'Name', value: 'ioName' },
			{ name: 'Start', value: 'ioStartTime' },
			{ name: 'Total Budget', value: 'ioTotalBudget' },
		],
		{ ascending: '+', preset: '-ioId' },
	),
	simple: SIMPLE_ORDER,
});

/** The time zone that the update sets or, without one, the order's own. */
const OF_ORDER = {
	inZone: "'Time Zone' if you add that too, otherwise in the insertion order's time zone",
	async findZone(item: Pick<Item, 'context' | 'index'>, { ioTimeZoneId, ioId }: IDataObject) {
		if (!isBlank(ioTimeZoneId)) return await zoneOfTimezoneId(item, ioTimeZoneId);
		// Not kept for the run, in which an earlier item may have set another one.
		const { order } = await fetchOrder(item.context, item.index, String(ioId));
		return await zoneOfThing(item, order.ioTimeZoneId, `insertion order ${String(ioId)}`);
	},
};

/** Times in "Additional JSON" are in milliseconds. IQM answers with a sentence, or the order itself. */
export const update = change(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'PATCH /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Update Insertion Order Details"',
	path: { ioId: ORDER_ID },
	words: { description: 'Change the name, flight dates, time zone or total of an insertion order' },
	fields: {
		ioEndTime: moment(LABELS.ioEndTime, 'When the order ends', { ...ENDS, ...OF_ORDER }),
		ioName: text(LABELS.ioName, 'New name, at most 255 characters', {
			example: 'Spring launch 2026',
			most: LONGEST_NAME,
		}),
		ioStartTime: moment(LABELS.ioStartTime, 'When the order starts', { ...STARTS, ...OF_ORDER }),
		ioTimeZoneId: id(LABELS.ioTimeZoneId, 'Time zone of the order', ZONES),
		ioTotalBudget: MAIN.ioTotalBudget,
		ioTotalImpressions: MAIN.ioTotalImpressions,
		isAutoSumIoTotalBudget: MAIN.isAutoSumIoTotalBudget,
	},
	check({ ioStartTime, ioEndTime, ...others }) {
		const rules = new Faults();
		if (ioEndTime !== undefined) rules.attempt(() => checkEnd(ioEndTime, LABELS.ioEndTime));
		if (ioStartTime !== undefined && ioEndTime !== undefined && ioEndTime <= ioStartTime) {
			rules.wrong(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
		}
		rules.attempt(() => checkNoTotal(others));
		rules.throwAny();
	},
	judge: bySentence({ content: withSum }),
	readable: READABLE_ORDER,
});

const NEW_END = 'New End';

/** Here the time zone's field is spelled `ioTimezoneId`. */
export const updateEndDate = act(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'PATCH /api/v3/cmp/io/update-end-date',
	document: 'Campaign API guideline, "Update End Date for Multiple IOs"',
	words: {
		value: 'updateEndDate',
		name: 'Update End Date',
		action: 'Update the end date of insertion orders',
		description: 'Change the end of insertion orders',
	},
	fields: {
		ioEndTime: moment(NEW_END, 'When the orders end', {
			...{ ...ENDS, ...IN_CHOSEN_ZONE },
			findZone: async (item, { ioTimezoneId }) => await zoneOfTimezoneId(item, ioTimezoneId),
		}),
		ioTimezoneId: id(LABELS.ioTimeZoneId, 'Time zone of the orders', {
			...ZONES,
			note: 'IQM requires it here',
		}),
	},
	check({ ioEndTime = 0 }) {
		checkEnd(ioEndTime, NEW_END);
	},
	sends: (orders, values) => ({ ioIdsList: asNumbers(orders, ORDERS), ...values }),
	doing: ({ ioEndTime = 0 }) => ({
		done: 'changed',
		label: `ends ${momentText(ioEndTime)}`,
		writes: 'end of the insertion order',
		result: { ioEndTime, updated: true },
	}),
	judge: bySentence({
		sent: (sent) => ({ ...sent, ioTimeZoneId: sent.ioTimezoneId }),
		labels: { ioTimeZoneId: LABELS.ioTimeZoneId },
	}),
	readable: READABLE_ORDER,
});

/** IQM answers with a sentence with a count and no IDs. */
export const deleteOrders = remove(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'POST /api/v3/cmp/io/delete',
	document: 'Campaign API guideline, "Delete an Insertion Order"',
	words: {
		description: 'Delete insertion orders and all their campaigns, after entering the IDs twice',
	},
	hint: 'Deleting an insertion order also deletes all its campaigns',
	sends: (orders) => ({ ioIdsList: asNumbers(orders, ORDERS) }),
});

export const described = [get, getAll, update, updateEndDate, deleteOrders];
