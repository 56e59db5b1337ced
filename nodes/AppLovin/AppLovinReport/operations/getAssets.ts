import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../../../common/form/fields';
import { texts } from '../../../common/form/kinds';
import { limitProperties, readLimit } from '../../../common/form/limit';
import { upToLimit } from '../../../common/form/moreHint';
import { Faults } from '../../../common/ground/faults';
import type { Operation } from '../../../common/run/operation';
import { optionsCollection } from '../../shared/options';
import { eachDay, periodProperties, readDays } from '../days';
import { figured } from '../figures';
import { readReport } from '../pages';
import { byDayProperty, filtersProperty, readByDay, readReportFilters } from '../presetReport';

const DIMENSIONS = [
	...['asset_id', 'asset_name', 'asset_url', 'campaign', 'campaign_id'],
	...['creative_set', 'creative_set_id'],
];
const COLUMNS = [...DIMENSIONS, 'impressions', 'clicks', 'ctr', 'cost'];

/** "text filters only on asset_id, asset_name, campaign, campaign_id, …". */
const FILTERS: Fields = {
	asset_id: texts('Asset IDs', 'Only these assets, as shown by Get Assets', { example: '70000001' }),
	campaign_id: texts('Campaign IDs', 'Only these campaigns, by their IDs of 32 characters as shown by Get Campaigns', {
		example: '0123456789abcdef0123456789abcdef',
	}),
	creative_set_id: texts('Creative Set IDs', 'Only these creative sets, by their IDs of 32 characters as shown by Get Creative Sets', {
		example: '0123456789abcdef0123456789abcdef',
	}),
};

/** What assets cost, and how often they were clicked; they have neither installs nor revenue. */
export const getAssets: Operation = {
	value: 'getAssets',
	name: 'Get Assets',
	action: 'Get figures of assets',
	description: 'Get cost, impressions and clicks by asset, for example to notice that a video wears out; assets have no revenue',
	endpoint: 'GET /assetAnalyticsReport',
	document: 'Reporting API, "/assetAnalyticsReport"',
	writes: false,
	properties: [
		...periodProperties(false),
		byDayProperty(true),
		...limitProperties,
		...filtersProperty(FILTERS),
		optionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const days = readDays(item, faults);
		const isByDay = faults.attempt(() => readByDay(item)) ?? false;
		const filters = readReportFilters(item, FILTERS, faults);
		faults.throwAny();
		const wanted = readLimit(item.context, item.index);
		const rows: IDataObject[] = [];
		const pages: unknown[] = [];
		// The report has no column for the day: "A and T ask one day per call and add the date".
		const parts = isByDay ? eachDay(days).map((day) => ({ start: day, end: day })) : [days];
		for (const part of parts) {
			const query = { ...part, format: 'json', ...filters };
			const asked = { path: '/assetAnalyticsReport', query, columns: COLUMNS, dimensions: DIMENSIONS };
			const found = await readReport(item, asked, wanted - rows.length);
			pages.push(...found.pages);
			const dated = isByDay ? { day: part.start } : {};
			rows.push(...found.rows.map((row) => ({ ...dated, ...figured(row, []) })));
			if (rows.length > wanted) break;
		}
		return { results: upToLimit(item.context, rows, wanted, 'rows'), raw: { pages } };
	},
};
