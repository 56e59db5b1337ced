import { choices, id, ids, moment, search, text } from '../../../common/form/kinds';
import { act, remove } from '../../../verbs/act';
import { get as read } from '../../../verbs/get';
import { list } from '../../../verbs/list';
import { asNumbers } from '../../../verbs/several';
import { update as change } from '../../../verbs/update';
import { inBody } from '../../shared/paging';
import { bySentence, IQM_VERBS, sortedBy } from '../../shared/verbs';
import { BUDGET_TYPES, ENDS, LABELS, MAIN, STARTS, STATUSES, ZONES } from '../fields';
import { checkEnd, checkNoTotal, LONGEST_NAME, ORDER_ID, orderIn, ORDERS, withSum } from '../orders';

/** Times in the answer are in milliseconds. */
export const get = read(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'GET /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Get Insertion Order Details by ID"',
	path: { ioId: ORDER_ID },
	words: { description: 'Get an insertion order with its budget, times and status' },
	results: (data, { ioId }) => [orderIn(data, ioId)],
});

/** Times in the rows are in milliseconds. */
export const getAll = list(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'POST /api/v3/cmp/io/basic/list',
	document: 'Campaign API guideline, "Get Insertion Order Details"',
	pages: inBody('ioBasicDetailsList'),
	filters: {
		ioBudgetTypeIdsList: choices(
			'Budget Types',
			'Only orders that are limited this way',
			{ of: BUDGET_TYPES, example: 'by Budget' },
		),
		ioIdList: ids('Insertion Order IDs', 'Only these orders', { example: '17994,17995' }),
		ioStatusIdsList: choices('Statuses', 'Only orders with one of these statuses', {
			of: STATUSES,
			example: 'Active',
		}),
		searchField: search('Text that the name or the ID of an order contains', {
			example: 'spring',
		}),
	},
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
});

/** Times in "Additional JSON" are in milliseconds. IQM answers with a sentence, or the order itself. */
export const update = change(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'PATCH /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Update Insertion Order Details"',
	path: { ioId: ORDER_ID },
	words: { description: 'Change the name, times, time zone or total of an insertion order' },
	fields: {
		ioEndTime: moment(LABELS.ioEndTime, 'Last moment of the order', ENDS),
		ioName: text(LABELS.ioName, 'New name, at most 255 characters', {
			example: 'Spring launch 2026',
			most: LONGEST_NAME,
		}),
		ioStartTime: moment(LABELS.ioStartTime, 'First moment of the order', STARTS),
		ioTimeZoneId: id(LABELS.ioTimeZoneId, "IQM's time zone of the order", ZONES),
		ioTotalBudget: MAIN.ioTotalBudget,
		ioTotalImpressions: MAIN.ioTotalImpressions,
		isAutoSumIoTotalBudget: MAIN.isAutoSumIoTotalBudget,
	},
	check({ ioStartTime, ioEndTime, ...others }, wrong) {
		if (ioEndTime !== undefined) checkEnd(ioEndTime, LABELS.ioEndTime);
		if (ioStartTime !== undefined && ioEndTime !== undefined && ioEndTime <= ioStartTime) {
			wrong(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
		}
		checkNoTotal(others);
	},
	judge: bySentence({ content: withSum }),
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
		description: 'Move the end of insertion orders',
	},
	fields: {
		ioEndTime: moment(NEW_END, 'Last moment of the orders', ENDS),
		ioTimezoneId: id(LABELS.ioTimeZoneId, "IQM's time zone of the orders", {
			...ZONES,
			note: 'IQM wants it here',
		}),
	},
	check({ ioEndTime = 0 }) {
		checkEnd(ioEndTime, NEW_END);
	},
	sends: (orders, values) => ({ ioIdsList: asNumbers(orders, ORDERS), ...values }),
	doing: ({ ioEndTime = 0 }) => ({
		done: 'changed',
		label: `ends ${new Date(ioEndTime).toISOString()}`,
		writes: 'end of the insertion order',
		result: { ioEndTime, updated: true },
	}),
	judge: bySentence({
		sent: (sent) => ({ ...sent, ioTimeZoneId: sent.ioTimezoneId }),
		labels: { ioTimeZoneId: LABELS.ioTimeZoneId },
	}),
});

/** IQM answers with a sentence with a count and no IDs. */
export const deleteOrders = remove(IQM_VERBS, {
	thing: ORDERS,
	endpoint: 'POST /api/v3/cmp/io/delete',
	document: 'Campaign API guideline, "Delete an Insertion Order"',
	words: {
		description: 'Delete insertion orders and all their campaigns, after the IDs were entered twice',
	},
	hint: 'Deleting an insertion order deletes all its campaigns too',
	sends: (orders) => ({ ioIdsList: asNumbers(orders, ORDERS) }),
});

export const described = [get, getAll, update, updateEndDate, deleteOrders];
