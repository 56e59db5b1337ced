import type { IDataObject } from 'n8n-workflow';

import { idText, search } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { isoText } from '../../../../common/ground/moments';
import { isObject, resultId } from '../../../../common/ground/values';
import { own, times } from '../../../../common/run/simple';
import type { Thing } from '../../../../verbs/describe';
import { get } from '../../../../verbs/get';
import { list } from '../../../../verbs/list';
import { IQM_VERBS, sortedBy } from '../../../shared/verbs';
import { INSIGHT_PAGES, INSIGHTS, shownInsight, SIMPLE_INSIGHT, typeWord } from './insights';

export const getAll = list(IQM_VERBS, {
	thing: INSIGHTS,
	endpoint: 'GET /api/v3/ins/insights/list',
	document: 'IQM OpenAPI insights, getInsightsDetailList',
	words: {
		description: 'List audience insights with their status, all of them or those that match the filters',
	},
	pages: INSIGHT_PAGES,
	filters: {
		searchField: search('Only insights whose name or ID contains this text', {
			example: 'voters',
		}),
	},
	sorting: sortedBy(
		[
			{ name: 'Insight ID', value: 'id' },
			{ name: 'Audience ID', value: 'sourceId' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'Name', value: 'name' },
		],
		{ ascending: '+', preset: '-id' },
	),
	shown: shownInsight,
	simple: SIMPLE_INSIGHT,
});

const AUDIENCES: Thing = {
	one: 'eligible audience',
	many: 'eligible audiences',
	idName: 'audienceId',
	key: 'id',
	ids: { name: 'audienceIds', label: 'Audience IDs', example: '12345,12365' },
};

/** `matchRate` is in percent. */
export const getEligibleAudiences = list(IQM_VERBS, {
	thing: AUDIENCES,
	endpoint: 'GET /api/v3/ins/audiences/list',
	document: 'IQM OpenAPI insights, getInsightsCreateEligibleAudienceList',
	words: {
		value: 'getEligibleAudiences',
		name: 'Get Eligible Audiences',
		action: 'Get audiences eligible for insights',
		description:
			'List the matched audiences eligible for insights: ready, with at least 10,000 uniques',
	},
	pages: INSIGHT_PAGES,
	filters: {
		searchField: search('Only audiences whose name or ID contains this text', {
			example: 'voters',
		}),
	},
	sorting: sortedBy(
		[
			{ name: 'Audience ID', value: 'id' },
			{ name: 'Match Rate', value: 'matchRate' },
			{ name: 'Name', value: 'name' },
			{ name: 'Uniques', value: 'uniques' },
		],
		{ ascending: '+', preset: '-id' },
	),
	shown: ({ id, ...row }) => ({ audienceId: id, ...row }),
});

/** The keys of the answer are IDs of types: `{"1":32,"3":20}`. */
function countRows(data: unknown): IDataObject[] {
	if (!isObject(data)) {
		throw new ApiFailure("IQM's response is missing the counts", {
			description: 'Nothing was changed. There may be no data yet.',
		});
	}
	return Object.entries(data).map(([typeId, count]) => ({
		typeId: resultId(typeId),
		type: typeWord(typeId),
		count,
	}));
}

export const getCounts = get(IQM_VERBS, {
	thing: INSIGHTS,
	endpoint: 'GET /api/v3/ins/insights/type-wise-count',
	document: 'IQM OpenAPI insights, getInsightsTypeWiseCount',
	words: {
		value: 'getCounts',
		name: 'Get Counts',
		action: 'Count insights by type',
		description: 'Count insights by type; types without insights are left out',
	},
	results: countRows,
});

/** `matchRate` is in percent, `createdDate` in seconds. */
function audienceRow(data: unknown, { audienceId }: Record<string, string>): IDataObject {
	const found: unknown = isObject(data) ? data.matchedAudienceData : undefined;
	if (!isObject(found)) {
		throw new ApiFailure(`IQM's response is missing the audience ${audienceId}`, {
			description: "Check 'Audience'.",
		});
	}
	const { createdDate, audienceStatusName, ...audience } = found;
	return {
		audienceId: resultId(audienceId),
		...audience,
		status: audienceStatusName,
		createdAt: isoText(createdDate),
	};
}

export const getAudience = get(IQM_VERBS, {
	thing: AUDIENCES,
	endpoint: 'GET /api/v3/ins/audience/matched/{audienceId}',
	document: 'Insights API guideline, "Get Matched Audience Details"',
	path: {
		audienceId: idText('Audience', 'Matched audience to get', {
			example: '12345',
			pick: 'searchEligibleAudiences',
		}),
	},
	words: {
		value: 'getAudience',
		name: 'Get Audience',
		action: 'Get the audience of an insight',
		description: 'Get the match rate, uniques, number of records and status of a matched audience',
	},
	results: (data, slots) => [audienceRow(data, slots)],
	simple: {
		...own('audienceId', 'audienceName', 'status', 'matchRate', 'uniques'),
		...own('fileTotalCount', 'dataCost'),
		...times(['createdAt']),
	},
});
