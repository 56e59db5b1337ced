import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { collectionProperty, labelsOf, requiredProperties } from '../../../../common/form/fields';
import { id } from '../../../../common/form/kinds';
import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { ADDITIONAL_FIELDS } from '../../../../verbs/describe';
import { readMerged } from '../../../../verbs/merged';
import { carryOut } from '../../../../verbs/write';
import { checkLater } from '../../../shared/moments';
import { writeOptionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { PICKED } from '../report/savedReports';
import {
	bySchedule,
	checkSchedule,
	FIELDS,
	MONTHLY,
	ONCE,
	RUNNING_TOTAL,
	SCHEDULES,
	WEEKLY,
} from './schedules';

const TOP = {
	reportId: id('Report', 'The saved report to send', {
		...PICKED,
		note: 'A report has one schedule: a new one replaces it',
	}),
	...FIELDS,
};

const ALL = { ...TOP, ...RUNNING_TOTAL };

/** The frequencies with which a field is shown and read; the others always are. */
const ONLY_WITH: Record<string, number[]> = {
	deliveryDay: [WEEKLY, MONTHLY],
	eventEndDate: [2, WEEKLY, MONTHLY],
};

const properties: INodeProperties[] = [
	...requiredProperties(TOP).map((property) => {
		const frequencies = ONLY_WITH[property.name];
		return frequencies === undefined
			? property
			: { ...property, displayOptions: { show: { deliveryFrequency: frequencies } } };
	}),
	...collectionProperty(ADDITIONAL_FIELDS, RUNNING_TOTAL, [additionalJsonProperty]),
	writeOptionsCollection(),
];

/**
 * What the form holds for its frequency: n8n shows all fields, and keeps their values, where the
 * frequency is an expression.
 */
function formOf({ read }: Item, frequency: unknown): IDataObject {
	const given = read(ADDITIONAL_FIELDS.name);
	const form: IDataObject = isObject(given) ? { ...given } : {};
	for (const name of Object.keys(TOP)) {
		if (ONLY_WITH[name]?.includes(Number(frequency)) === false) continue;
		form[name] = read(name) as IDataObject[string];
	}
	return form;
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const frequency = item.read('deliveryFrequency');
	const sent = readMerged(formOf(item, frequency), ALL, item.zone, faults);
	faults.throwAny();
	faults.attempt(() => checkSchedule(sent, faults.wrong));
	const { reportId, eventEndDate, runningTotalEnabled, earliestCampaignStartDate } = sent;
	if (eventEndDate !== undefined) {
		const { label } = FIELDS.eventEndDate;
		faults.attempt(() => checkLater(eventEndDate, label, 'Choose a later end.'));
	}
	if (earliestCampaignStartDate !== undefined && runningTotalEnabled !== true) {
		const { earliestCampaignStartDate: start, runningTotalEnabled: total } = RUNNING_TOTAL;
		faults.wrong(`'${start.label}' counts only with '${total.label}'`, 'Switch it on, or remove it.');
	}
	faults.throwAny();
	const reportIdText = String(reportId);
	return await carryOut(IQM_VERBS, {
		item,
		request: {
			method: 'POST',
			path: '/api/v3/ra/report/email/schedule',
			body: sent,
			writes: 'report schedule',
		},
		told: {
			thing: SCHEDULES,
			ids: [reportIdText],
			sent,
			labels: labelsOf(ALL),
			done: 'scheduled',
		},
		fields: ALL,
		judge: bySchedule,
		result: sent,
		label: sent.deliveryFrequency === ONCE ? 'sent' : 'scheduled',
	});
}

/** IQM says "updated" even of a new schedule. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a report schedule',
	description: 'Send a saved report by e-mail, once or every day, week or month',
	endpoint: 'POST /api/v3/ra/report/email/schedule',
	document: 'IQM OpenAPI reports, saveReportScheduleEvent',
	writes: true,
	properties,
	execute,
};
