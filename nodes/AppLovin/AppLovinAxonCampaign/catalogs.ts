import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../common/form/pickerLists';
import { ApiFailure } from '../../common/ground/errors';
import { isObject } from '../../common/ground/values';
import { keptData } from '../../common/send/keptLists';
import { axonAccountKey, axonListsKey, axonRequest } from '../axonTransport/request';

/** `GET /campaign/catalog_info`: the product catalogs of the account, with their variant sets. */
export const CATALOGS = { method: 'GET', path: '/manage/v1/campaign/catalog_info' } as const;

/**
 * The catalogs in an answer.
 *
 * @throws ApiFailure for one without a list of them
 */
export function catalogsIn(data: unknown): IDataObject[] {
	const rows = isObject(data) ? data.catalogs : data;
	if (Array.isArray(rows)) return rows.filter(isObject);
	throw new ApiFailure("AppLovin's response is missing the list of catalogs", {
		description: "Check 'Base URL' in the credential. AppLovin may have changed this API.",
	});
}

async function listed(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const kept = {
		key: `${await axonAccountKey(context)} ${CATALOGS.path}`,
		account: await axonListsKey(context),
	};
	return catalogsIn(await keptData(kept, async () => (await axonRequest(context, CATALOGS)).data));
}

const NONE = 'This account has no product catalogs yet: create one in AppLovin';

/** Catalogs by name. */
export async function searchCatalogs(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return asSearchResult(
		(await listed(this)).map((row) => entryOf(row, 'id', ['name'])),
		filter,
		NONE,
	);
}

/** Variant sets of all catalogs, each with its catalog's name. */
export async function searchVariantSets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const sets = (await listed(this)).flatMap(({ name, variant_sets: of }) =>
		(Array.isArray(of) ? of : [])
			.filter(isObject)
			.map((set) => ({ ...set, name: `${String(name ?? '')}: ${String(set.name ?? '')}` })),
	);
	return asSearchResult(
		sets.map((row) => entryOf(row as IDataObject, 'id', ['name'])),
		filter,
		NONE,
	);
}
