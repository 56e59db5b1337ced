import type { IDataObject } from 'n8n-workflow';

import { collectionProperty, labelsOf, toProperty } from '../../../../common/form/fields';
import {
	listLines,
	listResult,
	listsModeProperty,
	NO_LISTS,
	presentFor,
} from '../../../../common/form/presentLists';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import { keepOwnZone } from '../../../../common/run/ownZone';
import { readCollection, readPath, routeTo } from '../../../../verbs/describe';
import { carryOut } from '../../../../verbs/write';
import { writeOptionsCollection } from '../../../shared/options';
import { withPickers } from '../../../shared/pickedIds';
import { IQM_VERBS } from '../../../shared/verbs';
import type { AskedPeriod, Days } from './asked';
import { daysIn, FIRST_DAY, isoIn, KEEP, LAST_DAY, periodProperties, readPeriod } from './asked';
import { changeReportLists, hasLists, readReportLists } from './changedLists';
import { nameField } from './create';
import {
	aggregatedField,
	customersField,
	definitionFields,
	dimensionFiltersProperty,
	readDimensions,
} from './definition';
import { byOwnSentence } from './described';
import { metricsOf } from './metrics';
import { savedReport } from './reports';
import { REPORTS } from './savedReports';
import { reportField } from './source';
import { zoneOf } from '../../../shared/zones';

const COLLECTION = { displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add field' };

const fields = withPickers({
	reportName: nameField,
	...definitionFields,
	customerIds: customersField,
	reportAggregated: aggregatedField,
});

/** The days to send, in the new time zone or, without one, in that of the report. */
async function changedDays(
	item: Item,
	reportId: string,
	{ timezoneId, period, known }: { timezoneId: unknown; period: AskedPeriod; known?: IDataObject },
): Promise<Days> {
	if (timezoneId !== undefined) {
		const chosen = await zoneOf(item, Number(timezoneId));
		keepOwnZone(item, chosen.iana);
		return daysIn(chosen, period);
	}
	const saved = known ?? (await savedReport(item, reportId));
	if (isBlank(saved.timezoneId) || !Number.isInteger(Number(saved.timezoneId))) {
		throw new InputError(
			`The saved report ${reportId} has no time zone, so its days are unknown`,
			`Add 'Time Zone' in '${COLLECTION.displayName}'.`,
		);
	}
	const zone = await zoneOf(item, Number(saved.timezoneId), saved.timezoneName);
	keepOwnZone(item, zone.iana);
	const { sent, ...days } = daysIn(zone, period);
	return { ...days, sent: { startDate: sent.startDate, endDate: sent.endDate } };
}

/**
 * Changes a saved report; what is not given stays as it is. A list that is added to or removed from is
 * read first and sent as a whole: what somebody else changes of it between these two requests is lost.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a report',
	description: 'Change the name, period, dimensions, metrics or customers of a saved report',
	endpoint: 'PATCH /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, updateReport',
	writes: true,
	properties: [
		{ ...toProperty('reportId', reportField), required: true },
		...periodProperties('keep', [KEEP]),
		listsModeProperty,
		...collectionProperty(COLLECTION, fields, [dimensionFiltersProperty]),
		writeOptionsCollection(),
	],
	none: NO_LISTS,
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
		const mode = readReportLists(
			item,
			{ ...changes, dimensions },
			form.dimensionFilters !== undefined,
			faults,
		);
		const { timezoneId } = changes;
		if (timezoneId !== undefined && item.read('period') === KEEP.value) {
			faults.wrong(
				"'Time Zone' changes, but 'Period' does not: the report's days would begin in the middle of a day",
				"Choose a 'Period' too.",
			);
		}
		faults.throwAny();
		const { columns } = changes;
		if (columns !== undefined) changes.columns = await metricsOf(item, columns as string[]);
		const entered: IDataObject = { ...changes, ...(text === undefined ? {} : { dimensions: text }) };
		const known = await presentFor(
			item.context,
			item.index,
			hasLists(entered) ? mode : undefined,
			async () => await savedReport(item, reportId),
		);
		const { changes: asked, lists } = changeReportLists(entered, mode, known, `report ${reportId}`);
		const days =
			period === undefined
				? undefined
				: await changedDays(item, reportId, { timezoneId, period, known });
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
			request: () => ({
				...routeTo('PATCH /api/v3/ra/report/{reportId}', path),
				...{ body, writes: 'report', lines: listLines(lists) },
			}),
			told: {
				thing: REPORTS,
				ids: [reportId],
				sent: { reportId, ...body },
				labels: { ...labelsOf(fields), reportId: 'Report', startDate: FIRST_DAY, endDate: LAST_DAY },
				done: 'changed',
			},
			fields,
			judge: byOwnSentence,
			result: { updated: true, ...body, ...shownDays, ...listResult(lists) },
			label: 'changed',
		});
	},
};
