import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { limitProperties, readLimit } from '../../../../common/form/limit';
import { hint } from '../../../../common/form/moreHint';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import { isObject, toBoolean } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { optionsCollection } from '../../../shared/options';
import { readReport } from './rows';
import { readSource, sourceOptions, sourceProperties, wantedOf } from './source';

const TOTAL = 'Include Total';

const totalProperty: INodeProperties = {
	displayName: TOTAL,
	name: 'includeTotal',
	type: 'boolean',
	default: false,
	description: 'Whether to add an item with the totals of all rows, marked with isTotal',
};

/** A row as results show it; `totalRecords` belongs to the report and is empty in rows. */
function shownRow(row: IDataObject): IDataObject {
	const shown = { ...row };
	delete shown.totalRecords;
	for (const name of ['startTime', 'endTime']) {
		if (name in shown) shown[name] = isoText(shown[name]);
	}
	return shown;
}

/** Runs a report: an item for each of its rows. */
export const run: Operation = {
	value: 'run',
	name: 'Run',
	action: 'Run a report',
	description: 'Get the rows of a report, one item each, with rates such as CTR and VCR in percent',
	endpoint: 'POST /api/v3/ra/report/execute',
	document: 'IQM OpenAPI reports, executeReportData',
	writes: false,
	properties: [
		...sourceProperties,
		...limitProperties,
		optionsCollection([...sourceOptions, totalProperty]),
	],
	async execute(item) {
		const faults = new Faults();
		const source = readSource(item, faults);
		const limit = faults.attempt(() => readLimit(item.context, item.index)) ?? 0;
		const given = item.read('options');
		const { includeTotal = false } = isObject(given) ? given : {};
		const withTotal = faults.attempt(() => toBoolean(includeTotal, TOTAL));
		faults.throwAny();
		const { body } = await wantedOf(item, source);
		const { rows, total, pages } = await readReport(item, body, limit);
		const results = rows.map(shownRow);
		if (withTotal === true && rows.length > 0) {
			if (total === undefined) hint(item.context, "IQM's response is missing a total.", 'warning');
			else results.push({ isTotal: true, ...shownRow(total) });
		}
		return { results, raw: { pages } };
	},
};
