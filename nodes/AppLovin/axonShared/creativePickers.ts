import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { asOptions, asSearchResult } from '../../common/form/pickerLists';
import { entriesOf, listedFor } from './campaignPickers';

const SETS = '/manage/v1/creative_set/list';
const ASSETS = '/manage/v1/asset/list';

const NO_SET = 'There are no creative sets yet: create one first';
const NO_ASSET = 'There are no assets yet: upload one first';

/** Creative sets of the Axon account, for a parameter that takes one. */
export async function searchCreativeSets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return asSearchResult(entriesOf(await listedFor(this, SETS)), filter, NO_SET);
}

/** The same for one that takes several. */
export async function getCreativeSets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asOptions(entriesOf(await listedFor(this, SETS)), NO_SET);
}

/** Assets of the account, newest first. */
export async function getAssets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return asOptions(entriesOf(await listedFor(this, ASSETS)), NO_ASSET);
}
