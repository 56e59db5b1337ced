import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { ListEntry } from '../../common/form/pickerLists';
import { asOptions, asSearchResult, entryOf } from '../../common/form/pickerLists';
import { keptData } from '../../common/send/keptLists';
import { isBlank } from '../../common/ground/values';
import { axonAccountKey, axonListsKey } from '../axonTransport/request';
import { AXON_PAGE_ROWS, readAxonRows } from './pages';

/** The most entries that a picker shows, and so the most requests it takes. */
const MOST_LISTED = 1_000;

/** A status as the form's choices have it: "Live". */
function statusOf({ status }: IDataObject): string | undefined {
	if (isBlank(status)) return undefined;
	const text = String(status).trim().replaceAll('_', ' ');
	return text[0].toUpperCase() + text.slice(1).toLowerCase();
}

const LIVE = 'Live';

/**
 * A list for an open form, which is kept for a while: its rows, live ones first and then the newest.
 *
 * @param path from `/manage/v1` on, which it includes
 */
export async function listedFor(
	context: ILoadOptionsFunctions,
	path: string,
): Promise<IDataObject[]> {
	const list = { path, mostRequests: MOST_LISTED / AXON_PAGE_ROWS };
	const data = await keptData(
		{ key: `${await axonAccountKey(context)} ${path}`, account: await axonListsKey(context) },
		async () => (await readAxonRows(context, list, MOST_LISTED)).rows,
	);
	const rank = (row: IDataObject): number => (statusOf(row) === LIVE ? 0 : 1);
	const idOf = ({ id }: IDataObject): number => Number(id) || 0;
	return (data as IDataObject[]).sort((a, b) => rank(a) - rank(b) || idOf(b) - idOf(a));
}

/** The rows as entries: "Spring (12345) – Live". */
export function entriesOf(rows: IDataObject[]): Array<ListEntry | undefined> {
	return rows.map((row) => entryOf(row, 'id', ['name'], statusOf(row)));
}

const NO_CAMPAIGN = 'There are no campaigns yet: create one first';
const CAMPAIGNS = '/manage/v1/campaign/list';

/** Campaigns of the Axon account, for a parameter that takes one. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return asSearchResult(entriesOf(await listedFor(this, CAMPAIGNS)), filter, NO_CAMPAIGN);
}

/** The same for one that takes several. */
export async function getCampaigns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asOptions(entriesOf(await listedFor(this, CAMPAIGNS)), NO_CAMPAIGN);
}
