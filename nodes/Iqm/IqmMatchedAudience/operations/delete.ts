import { ApiFailure } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import { checkConfirmation, confirmationProperty, forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isObject, resultId } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';
import { AUDIENCES } from '../audiences';

function idsIn(data: unknown, name: string): Set<string> {
	const ids = isObject(data) && Array.isArray(data[name]) ? data[name] : [];
	return new Set(ids.map(String));
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, AUDIENCES);
	checkConfirmation({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ids);
	const { data, raw } = await iqmRequest(
		context,
		{
			method: 'DELETE',
			path: '/api/v3/audience',
			query: { audienceIds: ids.join(',') },
			writes: 'matched audience',
			ownFailures: ['failedAudienceIds'],
			made: (content) =>
				[...idsIn(content, 'successfulAudienceIds')].map((id) => `matchedAudienceId ${id} deleted`),
		},
		itemIndex,
	).catch(forSeveral(AUDIENCES, ids, 'deleted', 'IQM'));
	const deleted = idsIn(data, 'successfulAudienceIds');
	const labels = ids.filter((id) => deleted.has(id)).map((id) => `matchedAudienceId ${id} deleted`);
	const left = ids.filter((id) => !deleted.has(id));
	if (left.length > 0) {
		const refused = idsIn(data, 'failedAudienceIds');
		throw new ApiFailure(`IQM did not delete the matched audience ${left.join(', ')}`, {
			description: 'It may be in use by a campaign, or belong to another workspace.',
			mayHaveActed: left.some((id) => !refused.has(id)),
			created: labels,
		});
	}
	return {
		results: ids.map((id) => ({ matchedAudienceId: resultId(id), deleted: true })),
		raw,
		label: labels.join(', '),
	};
}

/**
 * Deletes matched audiences. IQM answers `success: true` even when it deleted none:
 * `failedAudienceIds` names those.
 */
export const deleteAudiences: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete matched audiences',
	description: 'Delete matched audiences for good, after their IDs were entered a second time',
	endpoint: 'DELETE /api/v3/audience',
	document: 'Audience API guideline, "Delete Audience"',
	writes: true,
	properties: [
		idsProperty(AUDIENCES, 'delete'),
		confirmationProperty(AUDIENCES),
		writeOptionsCollection(),
	],
	execute,
};
