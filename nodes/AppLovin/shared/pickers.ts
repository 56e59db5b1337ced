import { createHash } from 'crypto';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { ListEntry } from '../../common/form/pickerLists';
import { asOptions, asSearchResult, entryOf, textInForm } from '../../common/form/pickerLists';
import { InputError } from '../../common/ground/errors';
import { keptData } from '../../common/send/keptLists';
import { pathId } from '../../common/send/door';
import { isBlank } from '../../common/ground/values';
import { rateLimitKey, readAccount } from '../transport/account';
import { appLovinRequest, FIRST_PARTY, THIRD_PARTY } from '../transport/request';
import { sessionKey } from '../transport/session';
import { rowsOf, setIdOf } from './answerRows';

/** The format of AppLovin's ids, for `idPicker`. */
export const KEY_PATTERN = {
	regex: '[A-Za-z0-9_-]+',
	rule: 'An ID has letters and digits only, for example 29d66efc22ae53a201e1532265b83f12',
};

/** The rows in the answer to `GET <path>`, which {@link keptData} keeps for a while. */
async function listRows(
	context: ILoadOptionsFunctions,
	path: string,
	name: string,
	query?: IDataObject,
): Promise<IDataObject[]> {
	const { authentication } = context.getNode().parameters;
	const credential = authentication === THIRD_PARTY ? THIRD_PARTY : FIRST_PARTY;
	const account = readAccount(await context.getCredentials(credential));
	// Companies that connect to the same third-party app share its client id: their tokens differ.
	const whose = [credential, sessionKey(account), account.apiBaseUrl, account.tokens, path, query];
	const key = createHash('sha256').update(JSON.stringify(whose)).digest('hex');
	const request = { method: 'GET', path, query, mayBeEmpty: true } as const;
	const load = async () => (await appLovinRequest(context, request)).data;
	return rowsOf(await keptData({ key, account: rateLimitKey(account) }, load), name);
}

/** A status in words, as the form's choices have it. */
function statusOf({ status }: IDataObject): string | undefined {
	if (isBlank(status)) return undefined;
	if (typeof status === 'boolean') return status ? 'Active' : 'Paused';
	const text = String(status).trim();
	return text[0].toUpperCase() + text.slice(1).toLowerCase();
}

/**
 * What is chosen in the open form, on which a list depends.
 *
 * @throws InputError that says so while it is empty or an expression
 */
function chosen(context: ILoadOptionsFunctions, name: string, what: string): string {
	const id = textInForm(context, name);
	if (/^[A-Za-z0-9_-]+$/.test(id)) return id;
	throw new InputError(
		id === ''
			? `Choose a ${what} first`
			: `The ${what} is an expression, so its list can't be shown: enter the ID`,
	);
}

async function campaignEntries(
	context: ILoadOptionsFunctions,
): Promise<Array<ListEntry | undefined>> {
	const rows = await listRows(context, '/campaigns', 'campaigns');
	return rows.map((row) => entryOf(row, 'campaign_id', ['name'], statusOf(row)));
}

const NO_CAMPAIGN = 'There are no campaigns yet: create one first';

/** Campaigns: `GET /campaigns`, which has no pages. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return asSearchResult(await campaignEntries(this), filter, NO_CAMPAIGN);
}

/** The same for a parameter that takes several. */
export async function getCampaigns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asOptions(await campaignEntries(this), NO_CAMPAIGN);
}

/** Creative sets of the chosen campaign: `GET /creative_sets/{campaign_id}`. */
export async function searchCreativeSets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const campaign = chosen(this, 'campaign_id', 'campaign');
	const rows = await listRows(this, `/creative_sets/${pathId(campaign)}`, 'creative_sets');
	return asSearchResult(
		rows.map((row) => entryOf({ ...row, id: setIdOf(row) }, 'id', ['name'], statusOf(row))),
		filter,
		'This campaign has no creative sets yet: create one first',
	);
}

/** Ads of the chosen creative set: `GET /ads/{creative_set_id}`. */
export async function searchAds(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const set = chosen(this, 'creative_set_id', 'creative set');
	const rows = await listRows(this, `/ads/${pathId(set)}`, 'ads');
	return asSearchResult(
		rows.map((row) => entryOf({ ...row, id: row.id ?? row.ad_id }, 'id', ['name'], statusOf(row))),
		filter,
		'This creative set has no ads yet: they are created once it has all its assets',
	);
}

/** The most apps that a list shows: one page. */
const MOST_APPS = 5_000;

/** Apps in which ads of the chosen campaign are shown: `GET /sources/{campaign_id}`. */
export async function searchApps(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const campaign = chosen(this, 'campaign_id', 'campaign');
	const path = `/sources/${pathId(campaign)}`;
	const rows = await listRows(this, path, 'sources', { limit: MOST_APPS, offset: 0 });
	return asSearchResult(
		rows.map((row) => entryOf(row, 'app_id', ['app_id_external'], statusOf(row))),
		filter,
		'This campaign has no sources yet: apps appear once its ads have run',
	);
}
