import type { IDataObject } from 'n8n-workflow';

import { idText } from '../../../../common/form/kinds';
import { isoText } from '../../../../common/ground/moments';
import { answeredId } from '../../../../common/ground/values';
import type { Simple } from '../../../../common/run/simple';
import { ifThere, MARKS, own, times, word } from '../../../../common/run/simple';
import type { Pages, Thing } from '../../../../verbs/describe';
import { PAGE_ROWS } from '../../../shared/paging';
import { statusWord } from '../../../shared/statuses';

export const INSIGHTS: Thing = {
	one: 'audience insight',
	many: 'audience insights',
	idName: 'insightId',
	key: 'id',
	ids: {
		name: 'insightIds',
		label: 'Insight IDs',
		example: '35,34',
		pick: {
			from: 'insightsFrom',
			label: 'Insights From',
			name: 'pickedInsights',
			load: 'getInsights',
			first: 'ready',
		},
	},
};

/** The insight that an operation is about. */
export const INSIGHT_ID = idText('Insight', 'The audience insight', {
	example: '123',
	pick: 'searchInsights',
});

/** Kinds of insights: `GET /api/v3/ins/static/insights/type/list`; 4 and 5 are for health care. */
const TYPES: Record<string, string> = {
	1: 'Audience Insights',
	3: 'Voter Level Data',
	4: 'Practitioner Level Data',
	5: 'SLS',
};

/** The only kind that is created from audiences. */
export const AUDIENCE_TYPE = 1;

/** `GET /api/v3/ins/static/insights/status/list` (IQM OpenAPI insights, getInsightsStatus). */
export const STATUS_ID = { processing: 1, ready: 2, failed: 3 };

export const STATUS_WORDS = [
	{ name: 'Failed', value: 'failed' },
	{ name: 'Processing', value: 'processing' },
	{ name: 'Ready', value: 'ready' },
];

/** An insight as Get Many shows it at first. */
export const SIMPLE_INSIGHT: Simple = {
	...own('insightId', 'name'),
	status: word('status', STATUS_WORDS),
	...own('type', 'audienceId'),
	// What insights of other types are about.
	...ifThere('sourceId'),
	...times(['createdAt']),
};

/** Insights that are created, or exist already. */
export const READABLE_INSIGHT: Simple = { ...SIMPLE_INSIGHT, ...MARKS };

/** How insights and audiences for them are listed; no document names the longest page. */
export const INSIGHT_PAGES: Pages = {
	rows: 'insightsData',
	in: 'query',
	size: 'pageSize',
	most: PAGE_ROWS,
};

export function typeWord(id: unknown): string {
	return TYPES[String(id)] ?? 'Unknown';
}

/** Whether a row of the list of insights is about an audience: the list holds other types, too. */
export function isOfAudience({ typeId }: IDataObject): boolean {
	return Number(typeId ?? AUDIENCE_TYPE) === AUDIENCE_TYPE;
}

/** The status in words; the statuses of other types have the same IDs with other meanings. */
export function insightStatus(row: IDataObject): string {
	return isOfAudience(row) ? statusWord(row.statusId, STATUS_ID) : `status ${String(row.statusId)}`;
}

/** An insight as results show it; `createdAt` as ISO text. */
export function shownInsight({ id, sourceId, sourceName, ...row }: IDataObject): IDataObject {
	return {
		insightId: answeredId(id) ?? id,
		name: row.name,
		status: insightStatus(row),
		type: typeWord(row.typeId),
		...(isOfAudience(row) ? { audienceId: sourceId } : { sourceId }),
		...(sourceName === undefined ? {} : { audienceName: sourceName }),
		...row,
		createdAt: isoText(row.createdAt),
	};
}
