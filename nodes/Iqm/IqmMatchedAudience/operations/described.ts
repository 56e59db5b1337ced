import type { IDataObject } from 'n8n-workflow';

import { choices, ids, searches, text } from '../../../common/form/kinds';
import { ApiFailure } from '../../../common/ground/errors';
import { isObject, resultId } from '../../../common/ground/values';
import { act, remove } from '../../../verbs/act';
import type { Judge } from '../../../verbs/describe';
import { list } from '../../../verbs/list';
import { inBody } from '../../shared/paging';
import { withPickers } from '../../shared/pickedIds';
import { statusWord } from '../../shared/statuses';
import { bySentence, IQM_VERBS, sortedBy } from '../../shared/verbs';
import { AUDIENCE, AUDIENCE_ID, AUDIENCES, MATCHED, STATUS_ID, STATUSES } from '../audiences';
import { withoutValues } from '../people';
import { SIMPLE_LISTED } from '../simpleAudience';

/** Filters for lists of audiences, the trigger's too. */
export const AUDIENCE_FILTERS = withPickers({
	audienceIds: ids(AUDIENCES.ids.label, 'Only these audiences', { example: '15332,15333' }),
	audienceStatusIds: choices<number>(
		'Statuses',
		'Only audiences with one of these statuses',
		{ of: STATUSES, send: STATUS_ID, example: 'Ready' },
	),
	searchFields: searches('Only audiences whose name or ID contains one of these texts', {
		example: 'voters',
	}),
});

/** `createdAt` is in milliseconds; `status` is the status ID in words. */
export const getAll = list(IQM_VERBS, {
	thing: AUDIENCES,
	endpoint: 'POST /api/v3/audience/list',
	document: 'Audience API guideline, "Audience Details List"',
	words: {
		description: 'List matched audiences with their status, all of them or those that match the filters',
	},
	pages: inBody('audienceList'),
	always: { audienceTypeIds: [MATCHED] },
	filters: AUDIENCE_FILTERS,
	byIds: 'audienceIds',
	sorting: sortedBy(
		[
			{ name: 'Audience ID', value: 'audienceId' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'Name', value: 'audienceName' },
		],
		{ ascending: '' },
	),
	shown: (row) => ({
		...withoutValues(row),
		status: statusWord(row.audienceStatusId, STATUS_ID),
	}),
	simple: SIMPLE_LISTED,
});

const NAME = 'New Name';

/** "Audience name must be between 1 and 255 characters." */
const LONGEST_NAME = 255;

export const rename = act(IQM_VERBS, {
	thing: AUDIENCES,
	endpoint: 'PATCH /api/v3/audience/{matchedAudienceId}/update-name',
	document: 'Audience API guideline, "Update Audience Name"',
	path: {
		matchedAudienceId: AUDIENCE_ID,
	},
	words: {
		value: 'rename',
		name: 'Rename',
		action: 'Rename a matched audience',
		description: 'Rename a matched audience',
	},
	fields: {
		audienceName: text(NAME, 'New name, at most 255 characters', {
			example: 'Spring voters',
			most: LONGEST_NAME,
		}),
	},
	doing: ({ audienceName }) => ({
		done: 'renamed',
		writes: 'name of the matched audience',
		result: { audienceName, updated: true },
	}),
	judge: bySentence({
		sent: ({ audienceName, matchedAudienceId: id }) => ({ audienceName, audienceId: id, id }),
		labels: { audienceId: AUDIENCE, id: AUDIENCE },
	}),
});

function idsIn(data: unknown, name: string): Set<string> {
	const found: unknown = isObject(data) ? data[name] : undefined;
	return new Set(Array.isArray(found) ? found.map(String) : []);
}

const deleted = (id: string): string => `matchedAudienceId ${id} deleted`;

/** IQM answers `success: true` even if it deleted none: `failedAudienceIds` names the failures. */
const byLists: Judge = {
	request: () => ({
		ownFailures: ['failedAudienceIds'],
		made: (content) => [...idsIn(content, 'successfulAudienceIds')].map(deleted),
	}),
	read({ data }, { ids: asked }): IDataObject[] {
		const done = idsIn(data, 'successfulAudienceIds');
		const refused = idsIn(data, 'failedAudienceIds');
		const left = asked.filter((id) => !done.has(id));
		if (left.length > 0) {
			throw new ApiFailure(`IQM did not delete the matched audience ${left.join(', ')}`, {
				description: 'It may be in use by a campaign, or belong to another workspace.',
				mayHaveActed: left.some((id) => !refused.has(id)),
				created: asked.filter((id) => done.has(id)).map(deleted),
			});
		}
		return asked.map((id) => ({ matchedAudienceId: resultId(id), deleted: true }));
	},
};

export const deleteAudiences = remove(IQM_VERBS, {
	thing: AUDIENCES,
	endpoint: 'DELETE /api/v3/audience',
	document: 'Audience API guideline, "Delete Audience"',
	sends: (audiences) => ({ audienceIds: audiences.join(',') }),
	judge: byLists,
});

export const described = [getAll, rename, deleteAudiences];
