import type { IDataObject } from 'n8n-workflow';

import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import { text } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { answeredId } from '../../../../common/ground/values';
import { ifItExists, ifItExistsProperties } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { keepOwnZone } from '../../../../common/run/ownZone';
import { ADDITIONAL_FIELDS, readCollection, readTop, sendFor } from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { withPickers } from '../../../shared/pickedIds';
import { IQM_VERBS } from '../../../shared/verbs';
import { accountKey } from '../../../transport/request';
import type { AskedPeriod } from './asked';
import { daysIn, isoIn, periodProperties, readPeriod } from './asked';
import { aggregatedField, customersField, definitionProperties } from './definition';
import { metricsOf } from './metrics';
import { compareReport, presentReport, reportsOfName } from './reports';
import { readNew } from './source';
import { zoneOf } from '../../../shared/zones';

export const nameField = text('Report Name', 'Name of the report in IQM', { example: 'Daily Spend' });

const required = { reportName: nameField };

const fields = withPickers({ customerIds: customersField, reportAggregated: aggregatedField });

/** The new report's ID, which is the whole content of the answer. */
function labelsIn(data: unknown): string[] {
	const reportId = answeredId(data);
	return reportId === undefined ? [] : [`reportId ${reportId}`];
}

/** @param days the period in words, for the result */
async function save(item: Item, body: IDataObject, days: IDataObject): Promise<OperationResult> {
	const { data, raw } = await sendFor(IQM_VERBS, item, {
		method: 'POST',
		path: '/api/v3/ra/report/add',
		body,
		writes: 'report',
		made: labelsIn,
	});
	const [label] = labelsIn(data);
	if (label === undefined) {
		throw new ApiFailure("IQM's response is missing the ID of the report", {
			description: 'It was probably created: check in IQM before running this again.',
			mayHaveActed: true,
		});
	}
	return { results: [{ reportId: answeredId(data), ...body, ...days }], raw, label };
}

/** Saves a report. Its dates stay what they are now: it is run for others by "Run". */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a report',
	description: 'Save a report in IQM; its dates are fixed when it is saved',
	endpoint: 'POST /api/v3/ra/report/add',
	document: 'IQM OpenAPI reports, saveReport',
	writes: true,
	makes: 'reportId',
	properties: [
		...requiredProperties(required),
		...ifItExistsProperties('its name'),
		...definitionProperties,
		...periodProperties('yesterday'),
		...collectionProperty(ADDITIONAL_FIELDS, fields),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const named = readTop(item, required, faults) as IDataObject;
		const { timezoneId, ...definition } = readNew(item, faults);
		const period = readPeriod(item, faults);
		const others = readCollection(item, ADDITIONAL_FIELDS.name, fields, faults);
		faults.throwAny();
		const columns = await metricsOf(item, definition.columns as string[]);
		const zone = await zoneOf(item, Number(timezoneId));
		keepOwnZone(item, zone.iana);
		const { sent, period: days } = daysIn(zone, period as AskedPeriod);
		const body: IDataObject = {
			...{ ...named, ...definition, columns },
			...{ reportAggregated: '0', ...others, ...sent },
		};
		const name = String(body.reportName);
		return await ifItExists(
			item.context,
			item.index,
			{ what: 'report', name },
			{
				account: async () => await accountKey(item.context),
				check: async () => await Promise.resolve(),
				find: async () => await reportsOfName(item, name),
				reread: {
					keeps: ['reportId'],
					read: async ({ reportId }) => await presentReport(item, String(reportId), name),
				},
				compare: async (existing) => await compareReport(item, body, existing),
				labelOf: ({ reportId }) => `reportId ${String(reportId)}`,
				create: async () => await save(item, body, {
					startDate: isoIn(zone, days.startDate),
					endDate: isoIn(zone, days.endDate),
				}),
			},
		);
	},
};
