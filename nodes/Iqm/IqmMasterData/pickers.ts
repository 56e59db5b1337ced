import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../common/form/pickerLists';
import { ApiFailure } from '../../common/ground/errors';
import { comparedName } from '../../common/ground/names';
import { MASTER_LISTS } from '../shared/masterLists';
import type { MasterKey } from '../shared/masterLists';
import { readMasterList } from '../shared/masterRows';

/** The most pages that a list of a form reads: its user is watching. */
const MOST_PAGES = 2;

/** What the rows of the chosen list belong to, such as the countries of states. */
async function searchMasterParents(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const chosen = String(this.getCurrentNodeParameter('list'));
	const { within } = (MASTER_LISTS as Partial<typeof MASTER_LISTS>)[chosen as MasterKey] ?? {};
	if (within?.list === undefined) {
		throw new ApiFailure(`IQM has no list of ${within === undefined ? 'these' : `this ${within.one}`}`, {
			description: `Enter the ID${within === undefined ? '' : `, for example ${within.example}`}.`,
		});
	}
	const key = within.list as MasterKey;
	const search = comparedName(filter ?? '') === '' ? undefined : filter;
	const { results } = await readMasterList(this, key, { search }, { mostRequests: MOST_PAGES });
	return asSearchResult(results.map((row) => entryOf(row, 'id', ['name'])));
}

export const listSearch = { searchMasterParents };
