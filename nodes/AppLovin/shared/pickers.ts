import { createHash } from 'crypto';
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { asSearchResult, entryOf, keptData } from '../../common/form/pickerLists';
import { pathId } from '../../common/send/door';
import { isObject } from '../../common/ground/values';
import { readAccount } from '../transport/account';
import { appLovinRequest, FIRST_PARTY, THIRD_PARTY } from '../transport/request';
import { sessionKey } from '../transport/session';
import { rowsOf, setIdOf } from './answerRows';

/** The format of AppLovin's ids, for `idPicker`. */
export const KEY_PATTERN = {
	regex: '[A-Za-z0-9_-]+',
	rule: 'An ID has letters and digits only, for example 29d66efc22ae53a201e1532265b83f12',
};

/** The rows in the answer to `GET <path>`, which {@link keptData} keeps for a while. */
async function listRows(context: ILoadOptionsFunctions, path: string, name: string) {
	const { authentication } = context.getNode().parameters;
	const credential = authentication === THIRD_PARTY ? THIRD_PARTY : FIRST_PARTY;
	const account = readAccount(await context.getCredentials(credential));
	// Companies that connect to the same third-party app share its client id: their tokens differ.
	const whose = [credential, sessionKey(account), account.apiBaseUrl, account.tokens, path];
	const key = createHash('sha256').update(JSON.stringify(whose)).digest('hex');
	const request = { method: 'GET', path, mayBeEmpty: true } as const;
	const load = async () => (await appLovinRequest(context, request)).data;
	return rowsOf(await keptData(key, load), name);
}

/** Campaigns: `GET /campaigns`, which has no pages. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await listRows(this, '/campaigns', 'campaigns');
	return asSearchResult(
		rows.map((row) => entryOf(row, 'campaign_id', ['name'])),
		filter,
	);
}

/** The same for a parameter that takes several. */
export async function getCampaigns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchCampaigns.call(this)).results as INodePropertyOptions[];
}

/** The campaign chosen in the open form; '' while it is empty or an expression. */
function chosenCampaign(context: ILoadOptionsFunctions): string {
	const value = context.getCurrentNodeParameter('campaign_id') as unknown;
	const id = String((isObject(value) ? value.value : value) ?? '').trim();
	return /^[A-Za-z0-9_-]+$/.test(id) ? id : '';
}

/** Creative sets of the chosen campaign: `GET /creative_sets/{campaign_id}`. */
export async function searchCreativeSets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const campaign = chosenCampaign(this);
	if (campaign === '') return { results: [] };
	const rows = await listRows(this, `/creative_sets/${pathId(campaign)}`, 'creative_sets');
	return asSearchResult(
		rows.map((row) => entryOf({ ...row, id: setIdOf(row) }, 'id', ['name'])),
		filter,
	);
}
