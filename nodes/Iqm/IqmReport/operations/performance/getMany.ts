import type { IDataObject } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { toProperty } from '../../../../common/form/fields';
import { flag, preset } from '../../../../common/form/kinds';
import { limitProperties } from '../../../../common/form/limit';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import { isObject } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { inBody, readPages } from '../../../shared/paging';
import { withPagination } from '../../../shared/performancePages';
import { IQM_VERBS } from '../../../shared/verbs';
import type { GroupBy } from './groups';
import { groupByField, readSort, sortProperties } from './groups';
import { askedProperties, readAsked, zoneProperty } from './period';
import { SIMPLE_ROWS } from './simplePerformance';

const TABLES = {
	campaign: { endpoint: 'POST /api/v4/das/report/by-campaign', idName: 'campaignId' },
	io: { endpoint: 'POST /api/v4/das/report/by-io', idName: 'ioId' },
	customer: { endpoint: 'POST /api/v4/das/report/by-customer', idName: 'owId' },
} as const;

const LIST = 'AGGREGATED_LIST';
const TOTAL = 'AGGREGATED_TOTAL';

const REQUEST_TYPES = [
	{ name: 'Rows', value: LIST },
	{ name: 'Rows and Total', value: 'AGGREGATED', description: 'The last item is the total' },
	{ name: 'Total Only', value: TOTAL },
];

const requestTypeField = preset<string>(
	'Return',
	'What to return, for example Rows and Total. The total is marked with isTotal.',
	{
		of: REQUEST_TYPES,
		first: LIST,
		toValue: (value, label) => toChoice(value, label, REQUEST_TYPES),
	},
);

const campaignRequestField = flag(
	'Include Priority',
	"to add each campaign's priority within its insertion order, and the ID needed to change it",
);

/** The times of a row; those of campaigns are in seconds, those of orders in milliseconds. */
const TIMES = ['startTime', 'endTime', 'ioStartTime', 'ioEndTime'];

function shown(row: IDataObject): IDataObject {
	const times = TIMES.filter((name) => name in row).map((name) => [name, isoText(row[name])]);
	return { ...row, ...(Object.fromEntries(times) as IDataObject) };
}

function totalIn(data: unknown): IDataObject {
	if (isObject(data) && isObject(data.recordsTotal)) {
		return { ...shown(data.recordsTotal), isTotal: true };
	}
	throw new ApiFailure("IQM's response is missing the total", {
		description: 'Nothing was changed. Return rows instead.',
	});
}

/** Lists what campaigns, insertion orders or customers spent and delivered: a row each. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many performance rows',
	description: 'List spend, delivery and pacing by campaign, insertion order or customer',
	endpoint: Object.values(TABLES).map(({ endpoint }) => endpoint),
	document: [
		'IQM OpenAPI dashboard, dashboard-report-by-campaign-v2',
		'IQM OpenAPI dashboard, v4-dashboard-report-by-io',
		'IQM OpenAPI dashboard, v4-dashboard-get-report-by-customer',
	],
	writes: false,
	simple: ({ read, zone }) => SIMPLE_ROWS[groupByField.read(read('groupBy'), zone) as GroupBy],
	properties: [
		toProperty('groupBy', groupByField),
		...askedProperties,
		...limitProperties,
		optionsCollection([
			toProperty('campaignRequest', campaignRequestField),
			toProperty('requestType', requestTypeField),
			zoneProperty,
			...sortProperties,
		]),
	],
	async execute(item) {
		const faults = new Faults();
		const given = item.read('options');
		const options = isObject(given) ? given : {};
		const groupBy = faults.attempt(() => groupByField.read(item.read('groupBy'), item.zone));
		const sort = faults.attempt(() => readSort(options));
		const requestType = faults.attempt(() =>
			requestTypeField.read(options.requestType ?? LIST, item.zone),
		);
		const campaignRequest = faults.attempt(() =>
			campaignRequestField.read(options.campaignRequest ?? false, item.zone),
		);
		if (campaignRequest === true && groupBy !== undefined && groupBy !== 'campaign') {
			faults.wrong(
				`'${campaignRequestField.label}' is only for campaigns`,
				`Remove it, or choose Campaign in '${groupByField.label}'.`,
			);
		}
		const { filters } = await readAsked(item, faults);
		const { endpoint, idName } = TABLES[groupBy as GroupBy];
		const route = routeTo(endpoint, {});
		const asked = {
			...{ sort, filters, requestType },
			...(campaignRequest === true ? { campaignRequest } : {}),
		} as IDataObject;
		if (requestType === TOTAL) {
			const pagination = { pageNo: 1, noOfEntries: 50 };
			const reply = await sendFor(IQM_VERBS, item, { ...route, body: { pagination, ...asked } });
			return { results: [totalIn(reply.data)], raw: reply.raw };
		}
		let first: unknown;
		const list = { ...route, filters: asked, idName, pages: inBody('recordsList') };
		const { results, raw } = await readPages(item.context, item.index, list, {
			send: async (request) => {
				const reply = await sendFor(IQM_VERBS, item, withPagination(request));
				first ??= reply.data;
				return reply;
			},
		});
		const total = requestType === LIST || results.length === 0 ? [] : [totalIn(first)];
		return { results: [...results.map(shown), ...total], raw };
	},
};
