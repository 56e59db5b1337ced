import type { IDataObject } from 'n8n-workflow';

import { labelsOf } from '../../../../common/form/fields';
import { asMilliseconds } from '../../../../common/ground/moments';
import { isBlank, isObject, plainNumber } from '../../../../common/ground/values';
import type { Comparison, ExistsWords } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import { compared } from '../../../shared/existing';
import { savedReport } from '../report/reports';
import { FIELDS, inWords, ONCE, RUNNING_TOTAL } from './schedules';

/** The schedule that a report has already. */

export const WORDS: ExistsWords = {
	rules:
		'A report has at most one schedule. A completed one-time schedule does not count, so Once sends an email with every run.',
	another: {
		name: 'Replace It',
		description: 'Skips the check: the new schedule replaces the current one',
	},
};

const MOMENTS = ['eventEndDate', 'earliestCampaignStartDate'];

/**
 * The report's schedule under the names of a request, its times in ms; none if it has none, or one that
 * was sent once. It stands in the report: no request asks for it alone (IQM OpenAPI reports, getReport).
 */
export async function presentSchedule(
	item: Item,
	reportId: IDataObject[string],
): Promise<IDataObject | undefined> {
	const { reportSchedulingEventDetails: found } = await savedReport(item, String(reportId));
	if (!isObject(found) || isBlank(found.deliveryFrequency)) return undefined;
	if (Number(found.deliveryFrequency) === ONCE) return undefined;
	const present: IDataObject = { ...found, reportId };
	for (const name of MOMENTS) {
		const number = isBlank(present[name]) ? NaN : plainNumber(present[name]);
		// IQM shows a missing moment as 0, and one that is there in seconds or milliseconds.
		if (Number.isFinite(number)) present[name] = number === 0 ? null : asMilliseconds(number);
	}
	return present;
}

/** How a schedule that exists compares with what was asked for: whatever differs sends other mails. */
export function compareSchedule(sent: IDataObject, present: IDataObject): Comparison {
	const hasTotal = !isBlank(present.runningTotalEnabled);
	const wanted = hasTotal ? { runningTotalEnabled: false, ...sent } : sent;
	return compared(inWords(wanted), inWords(present), {
		labels: labelsOf({ ...FIELDS, ...RUNNING_TOTAL }),
		ignored: ['reportId'],
	});
}
