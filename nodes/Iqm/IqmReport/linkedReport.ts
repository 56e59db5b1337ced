import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import type { Storing } from '../../verbs/storeFile';
import { followLink, storeFile } from '../../verbs/storeFile';
import { IQM_VERBS } from '../shared/verbs';

/** The link in an answer; IQM leaves it out if no row fits. */
function linkIn(data: unknown): unknown {
	if (isObject(data)) return data.url;
	if (isBlank(data)) return undefined;
	throw new ApiFailure("IQM's response is missing a link to the file", {
		description: 'Nothing was changed. There may be no data yet.',
	});
}

/**
 * The result of a download: the file that the answer links to, or `hasData: false` if there is none.
 *
 * @param about what both results begin with
 */
export async function linkedReport(
	item: Item,
	data: unknown,
	about: IDataObject,
	storing: Omit<Storing, 'api'>,
): Promise<OperationResult> {
	const link = linkIn(data);
	if (isBlank(link)) {
		const result = { ...about, hasData: false };
		return { results: [result], raw: result };
	}
	const answered = await followLink(IQM_VERBS, item, link);
	const { json, files } = await storeFile(item, answered, { api: IQM_VERBS.api.name, ...storing });
	const result = { ...about, hasData: true, ...json };
	return { results: [result], raw: result, files };
}
