import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../../common/form/additionalJson';
import { collectionProperty, labelsOf, requiredProperties } from '../../../../common/form/fields';
import { id } from '../../../../common/form/kinds';
import { clock } from '../../../../common/ground/clock';
import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import { wantsPreview } from '../../../../common/guard/preview';
import {
	existingResult,
	ifItExists,
	ifItExistsProperties,
	readIfItExists,
	refuseExisting,
} from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import type { Named } from '../../../../common/run/knownNames';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { ADDITIONAL_FIELDS } from '../../../../verbs/describe';
import { readMerged } from '../../../../verbs/merged';
import { carryOut } from '../../../../verbs/write';
import { checkLater } from '../../../shared/moments';
import { writeOptionsCollection } from '../../../shared/options';
import { accountKey } from '../../../transport/request';
import { IQM_VERBS } from '../../../shared/verbs';
import { PICKED } from '../report/savedReports';
import { compareSchedule, presentSchedule, WORDS } from './existing';
import {
	bySchedule,
	checkSchedule,
	FIELDS,
	MONTHLY,
	nameOf,
	ONCE,
	READABLE_SCHEDULE,
	RUNNING_TOTAL,
	SCHEDULES,
	WEEKLY,
} from './schedules';

const TOP = {
	reportId: id('Report', 'The saved report to send', {
		...PICKED,
		note: 'A report has one schedule',
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
	...ifItExistsProperties('its report', WORDS),
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

async function save(item: Item, sent: IDataObject, reportId: string): Promise<OperationResult> {
	return await carryOut(IQM_VERBS, {
		item,
		request: () => ({
			method: 'POST',
			path: '/api/v3/ra/report/email/schedule',
			body: sent,
			writes: 'report schedule',
		}),
		told: {
			thing: SCHEDULES,
			ids: [reportId],
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

/** A report that is sent once is an e-mail, of which there may be many: only another schedule is in its way. */
async function refuseReplacing(item: Item, sent: IDataObject, named: Named): Promise<void> {
	const { context, index } = item;
	const choice = readIfItExists(context, index, WORDS);
	if (choice === 'create' || wantsPreview(context, index)) return;
	const present = await presentSchedule(item, sent.reportId);
	if (present === undefined) return;
	const label = nameOf(present.deliveryFrequency);
	refuseExisting(named, choice, label);
	const compared = { ...compareSchedule(sent, present), result: present };
	existingResult(context, named, label, compared, { words: WORDS });
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
		faults.wrong(`'${start.label}' only applies with '${total.label}'`, 'Turn it on, or remove it.');
	}
	faults.throwAny();
	const named = { what: 'schedule of the report', name: String(reportId) };
	const create = async () => await save(item, sent, named.name);
	if (sent.deliveryFrequency === ONCE) {
		await refuseReplacing(item, sent, named);
		return await create();
	}
	return await ifItExists(item.context, item.index, named, {
		account: async () => await accountKey(item.context),
		check: async () => await Promise.resolve(),
		find: async () => {
			const askedAt = clock.now();
			const present = await presentSchedule(item, reportId);
			return { rows: present === undefined ? [] : [present], askedAt };
		},
		compare: async (present) => await Promise.resolve(compareSchedule(sent, present)),
		create,
		// Read by its report, nothing lags; and to save the same again changes nothing.
		reread: { keeps: [], read: async () => await Promise.resolve(undefined) },
		labelOf: ({ deliveryFrequency }) => nameOf(deliveryFrequency),
		words: WORDS,
	});
}

/** IQM says "updated" even of a new schedule. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a report schedule',
	description: 'Send a saved report by email, once or every day, week or month',
	endpoint: 'POST /api/v3/ra/report/email/schedule',
	document: 'IQM OpenAPI reports, saveReportScheduleEvent',
	writes: true,
	readable: READABLE_SCHEDULE,
	properties,
	execute,
};
