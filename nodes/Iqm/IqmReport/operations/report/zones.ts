import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { IANAZone } from 'luxon';

import { InputError } from '../../../../common/ground/errors';
import { isBlank } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { listData, rowsIn } from '../../../transport/answerRows';

/** A time zone of IQM. */
export interface Zone {
	timezoneId: number;
	/** IQM's own name, as requests repeat it: `US/Eastern`. */
	timezoneName: string;
	/** The name by which its clocks are known. */
	iana: string;
}

export const ZONE = 'Time Zone';

/** The name by which Luxon knows a zone; IQM's labels have blanks where IANA has underscores. */
function ianaOf(names: unknown[]): string | undefined {
	return names
		.filter((name) => !isBlank(name))
		.map((name) => String(name).trim().replaceAll(' ', '_'))
		.find((name) => IANAZone.isValidZone(name));
}

/** IQM's time zones: `GET /api/v3/master/timezones` (Master API guideline), which is kept for a while. */
export async function timezoneRows(context: IExecuteFunctions): Promise<IDataObject[]> {
	const data = await listData(context, { method: 'GET', path: '/api/v3/master/timezones' });
	return rowsIn(data, ['data']);
}

/**
 * The time zone of a report.
 *
 * @param saved the name in a saved report, for a zone that IQM does not list any more
 * @throws InputError for an ID that IQM does not list, and for a zone whose clocks are unknown
 */
export async function zoneOf({ context }: Item, timezoneId: number, saved?: unknown): Promise<Zone> {
	const row = (await timezoneRows(context)).find(({ id }) => Number(id) === timezoneId);
	const names = row === undefined ? [saved] : [row.name, row.label];
	const timezoneName = names.find((name) => !isBlank(name));
	if (timezoneName === undefined) {
		throw new InputError(
			`'${ZONE}' is ${timezoneId}, which is none of IQM's time zones`,
			'Choose one from the list.',
		);
	}
	const iana = ianaOf(names);
	if (iana === undefined) {
		throw new InputError(
			`'${ZONE}' is '${String(timezoneName)}', whose clocks n8n does not know`,
			'Choose a neighbouring time zone of the list.',
		);
	}
	return { timezoneId, timezoneName: String(timezoneName), iana };
}
