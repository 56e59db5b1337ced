import type { IDataObject } from 'n8n-workflow';

import { collectionProperty, labelsOf, toProperty } from '../../../../common/form/fields';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import { readCollection, readPath, routeTo } from '../../../../verbs/describe';
import { carryOut } from '../../../../verbs/write';
import { writeOptionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import type { AskedPeriod, Days } from './asked';
import { daysIn, FIRST_DAY, isoIn, KEEP, LAST_DAY, periodProperties, readPeriod } from './asked';
import { nameField } from './create';
import {
	aggregatedField,
	customersField,
	definitionFields,
	dimensionFiltersProperty,
	readDimensions,
} from './definition';
import { byOwnSentence } from './described';
import { savedReport } from './reports';
import { REPORTS } from './savedReports';
import { reportField } from './source';
import { zoneOf } from './zones';

const COLLECTION = { displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add field' };

const fields = {
	reportName: nameField,
	...definitionFields,
	customerIds: customersField,
	reportAggregated: aggregatedField,
};

/** The days to send, in the new time zone or, without one, in that of the report. */
async function changedDays(
	item: Item,
	reportId: string,
	{ timezoneId, period }: { timezoneId: unknown; period: AskedPeriod },
): Promise<Days> {
	if (timezoneId !== undefined) return daysIn(await zoneOf(item, Number(timezoneId)), period);
	const saved = await savedReport(item, reportId);
	if (isBlank(saved.timezoneId) || !Number.isInteger(Number(saved.timezoneId))) {
		throw new InputError(
			`The saved report ${reportId} has no time zone, so its days can not be told`,
			`Add 'Time Zone' in '${COLLECTION.displayName}'.`,
		);
	}
	const zone = await zoneOf(item, Number(saved.timezoneId), saved.timezoneName);
	const { sent, ...days } = daysIn(zone, period);
	return { ...days, sent: { startDate: sent.startDate, endDate: sent.endDate } };
}

/** Changes a saved report; what is not given stays as it is. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a report',
	description: 'Change a saved report; a list replaces the present one',
	endpoint: 'PATCH /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, updateReport',
	writes: true,
	properties: [
		{ ...toProperty('reportId', reportField), required: true },
		...periodProperties('keep', [KEEP]),
		...collectionProperty(COLLECTION, fields, [dimensionFiltersProperty]),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const path = readPath(item, { reportId: reportField }, faults);
		const { reportId } = path;
		const period = readPeriod(item, faults, [KEEP]);
		const given = item.read(COLLECTION.name);
		const { dimensions, ...changes } = readCollection(item, COLLECTION.name, fields, faults);
		const form = isObject(given) ? given : {};
		const text = readDimensions(
			dimensions as string[] | undefined,
			form.dimensionFilters,
			faults,
			form.dimensions === undefined,
		);
		const { timezoneId } = changes;
		if (timezoneId !== undefined && item.read('period') === KEEP.value) {
			faults.wrong(
				"'Time Zone' changes, but 'Period' does not: the report's days would begin in the middle of a day",
				"Choose a 'Period' too.",
			);
		}
		faults.throwAny();
		const asked: IDataObject = { ...changes, ...(text === undefined ? {} : { dimensions: text }) };
		const days =
			period === undefined
				? undefined
				: await changedDays(item, reportId, { timezoneId, period });
		const body: IDataObject = { ...asked, ...days?.sent };
		if (Object.keys(body).length === 0) {
			throw new InputError(
				'There is nothing to update',
				`Choose a 'Period', or add a field in '${COLLECTION.displayName}'.`,
			);
		}
		const shownDays =
			days === undefined
				? {}
				: {
						startDate: isoIn(days.zone, days.period.startDate),
						endDate: isoIn(days.zone, days.period.endDate),
					};
		return await carryOut(IQM_VERBS, {
			item,
			request: { ...routeTo('PATCH /api/v3/ra/report/{reportId}', path), body, writes: 'report' },
			told: {
				thing: REPORTS,
				ids: [reportId],
				sent: { reportId, ...body },
				labels: { ...labelsOf(fields), reportId: 'Report', startDate: FIRST_DAY, endDate: LAST_DAY },
				done: 'changed',
			},
			fields,
			judge: byOwnSentence,
			result: { updated: true, ...body, ...shownDays },
			label: 'changed',
		});
	},
};
