import type { IDataObject } from 'n8n-workflow';

import { contentOf } from '../../../../common/ground/json';
import { isoText } from '../../../../common/ground/moments';
import { isObject } from '../../../../common/ground/values';
import type { Thing } from '../../../../verbs/describe';

export const REPORTS: Thing = {
	one: 'report',
	many: 'reports',
	idName: 'reportId',
	key: 'id',
	ids: { name: 'reportIds', label: 'Report IDs', example: '3219' },
};

/** The form's facts about one report, picked by name. */
export const PICKED = { example: '3219', pick: 'searchReports' };

function withTimes(row: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, /Date$/.test(name) ? isoText(value) : value]),
	);
}

/**
 * A saved report, or its schedule, as results show it: its ID under its own name, times as ISO text,
 * and `dimensions`, which travel as JSON text, as a list.
 */
export function reportIn({ id, ...row }: IDataObject): IDataObject {
	const { dimensions, reportSchedulingEventDetails: schedule } = row;
	return {
		...(id === undefined ? {} : { reportId: id }),
		...withTimes(row),
		...(dimensions === undefined ? {} : { dimensions: contentOf(dimensions) as IDataObject[] }),
		...(isObject(schedule) ? { reportSchedulingEventDetails: withTimes(schedule) } : {}),
	};
}

/** The ID that a sentence of IQM is about: "Report with id 123 deleted successfully". */
export function idInSentence(sentence: unknown): string | undefined {
	return /\bwith id:?\s*(\d+)\b/i.exec(String(sentence))?.[1];
}
