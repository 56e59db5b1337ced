import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/ground/errors';
import { isObject, resultId } from '../../../../common/ground/values';
import { withRunAgainNotice } from '../../../../common/run/operation';
import { act, remove } from '../../../../verbs/act';
import type { Judge } from '../../../../verbs/describe';
import { IQM_VERBS } from '../../../shared/verbs';
import { INSIGHT_ID, INSIGHTS } from './insights';

/** IQM answers "Insights regeneration failed." as a success; the judge of sentences knows such words. */
export const regenerate = withRunAgainNotice(
	act(IQM_VERBS, {
		thing: INSIGHTS,
		endpoint: 'POST /api/v3/ins/insights/regenerate/{insightId}',
		document: 'IQM OpenAPI insights, regenerateInsights',
		path: { insightId: INSIGHT_ID },
		words: {
			value: 'regenerate',
			name: 'Regenerate',
			action: 'Regenerate a failed audience insight',
			description: 'Create a failed audience insight again',
		},
		fields: {},
		doing: () => ({
			done: 'regenerated',
			writes: 'audience insight',
			result: { regenerated: true },
		}),
	}),
);

function idsIn(data: unknown, name: string): Set<string> {
	const found: unknown = isObject(data) ? data[name] : undefined;
	return new Set(Array.isArray(found) ? found.map(String) : []);
}

const deleted = (id: string): string => `insightId ${id} deleted`;

/** IQM answers `success: true` even if it deleted none: `invalidIds` names those it left. */
const byLists: Judge = {
	request: () => ({
		ownFailures: ['invalidIds'],
		made: (content) => [...idsIn(content, 'deletedIds')].map(deleted),
	}),
	read({ data }, { ids }): IDataObject[] {
		const done = idsIn(data, 'deletedIds');
		const refused = idsIn(data, 'invalidIds');
		const left = ids.filter((id) => !done.has(id) || refused.has(id));
		if (left.length > 0) {
			throw new ApiFailure(`IQM did not delete the audience insight ${left.join(', ')}`, {
				description: 'It may already be deleted, or belong to another workspace.',
				mayHaveActed: left.some((id) => !refused.has(id) || done.has(id)),
				created: ids.filter((id) => done.has(id)).map(deleted),
			});
		}
		return ids.map((id) => ({ insightId: resultId(id), deleted: true }));
	},
};

export const deleteInsights = remove(IQM_VERBS, {
	thing: INSIGHTS,
	endpoint: 'DELETE /api/v3/ins/insights/delete',
	document: 'IQM OpenAPI insights, deleteInsights',
	sends: (insights) => ({ insightIds: insights }),
	judge: byLists,
});
