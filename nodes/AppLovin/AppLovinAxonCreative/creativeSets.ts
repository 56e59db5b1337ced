import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { inTurns } from '../../common/run/madeLately';
import type { Simple } from '../../common/run/simple';
import { firstOf, ifThere, MARKS, own, word } from '../../common/run/simple';
import type { Thing } from '../../verbs/describe';
import { TYPES } from '../AppLovinAxonCampaign/campaigns';
import type { Listed } from '../axonShared/byIds';
import { checkAnswered, rowId } from '../axonShared/byIds';
import type { AxonRequest } from '../axonTransport/request';
import { axonListsKey, axonRequest } from '../axonTransport/request';

export const SETS: Thing = {
	one: 'creative set',
	many: 'creative sets',
	idName: 'creative_set_id',
	key: 'id',
	ids: {
		name: 'creative_set_ids',
		label: 'Creative Set IDs',
		example: '39823,39824',
		pick: {
			from: 'creativeSetsFrom',
			label: 'Creative Sets From',
			name: 'pickedCreativeSets',
			load: 'getCreativeSets',
			first: 'live',
		},
	},
};

export const LISTED_SETS: Listed = {
	thing: SETS,
	path: '/manage/v1/creative_set/list',
	advice:
		"Check the ID: it is the number that Get Many calls creative_set_id, not the hashed ID, and the credential's account must own the set.",
};

export const UPDATE_SET_PATH = '/manage/v1/creative_set/update';

/** What a creative set can be set to. */
export const SET_STATUSES: INodePropertyOptions[] = [
	{ name: 'Live', value: 'LIVE', description: 'Served in its campaigns, as far as they are live' },
	{ name: 'Paused', value: 'PAUSED', description: 'Not served' },
];

/** The campaigns of a set, as its row names them. */
export function campaignsOf({ campaign_ids: several, campaign_id: one }: IDataObject): string[] {
	const ids = [...(Array.isArray(several) ? several : []), one] as unknown[];
	return [...new Set(ids.filter((id) => !isBlank(id)).map((id) => String(id).trim()))];
}

/** An asset of a set, as an update takes it. */
export interface SetAsset extends IDataObject {
	id: string;
	type?: string;
}

/** Types that sets take. "assets[].type" is optional: one that is not known is not sent. */
const ASSET_TYPES = ['HOSTED_HTML', 'IMG_INTER_P', 'IMG_BANNER', 'VID_SHORT_P', 'VID_LONG_P'];

/** An asset's row as a set holds it; its type is `type` or `asset_type`. */
export function setAssetOf(row: IDataObject): SetAsset {
	const type = String(row.type ?? row.asset_type ?? '').trim().toUpperCase();
	return { id: rowId(row), ...(ASSET_TYPES.includes(type) ? { type } : {}) };
}

/**
 * The complete assets of a set, of which an update takes only the whole.
 *
 * @throws ApiFailure for a row that does not show them: an update could remove them
 */
export function assetsOf(set: IDataObject): SetAsset[] {
	const rows = Array.isArray(set.assets) ? set.assets.filter(isObject) : undefined;
	const assets = rows?.map(setAssetOf);
	if (assets?.every(({ id }) => id !== '') === true) return assets;
	throw new ApiFailure(`AppLovin does not show the assets of the creative set ${rowId(set)}`, {
		description: 'Nothing was sent: without them, an update could remove them.',
	});
}

/** A creative set as Get Many shows it at first. */
export const SIMPLE_SET: Simple = {
	creative_set_id: firstOf('creative_set_id', 'id'),
	...own('hashed_id', 'name'),
	status: word('status', SET_STATUSES),
	type: word('type', TYPES),
	campaign_ids: (row) => campaignsOf(row),
	asset_ids: ({ assets }) => (Array.isArray(assets) ? assets.filter(isObject).map(rowId) : null),
	...own('languages', 'countries'),
	...ifThere('product_page', 'creative_set_url'),
	...own('version', 'created_at'),
};

/** What a write says of a creative set. */
export const READABLE_SET: Simple = {
	...own('creative_set_id', 'name'),
	status: word('status', SET_STATUSES),
	type: word('type', TYPES),
	...MARKS,
};

/** Does the work once nothing else in this process changes the same sets, whose assets are sent as a whole. */
export async function inSetTurns<T>(
	{ context }: Pick<Item, 'context'>,
	ids: string[],
	work: () => Promise<T>,
): Promise<T> {
	const account = await axonListsKey(context);
	const keys = ids.map((id) => `${account}|creative set ${id}`);
	return await inTurns(keys, context.getExecutionCancelSignal(), work);
}

/** {@link inSetTurns} for one set. */
export async function inSetTurn<T>(
	item: Pick<Item, 'context'>,
	id: string,
	work: () => Promise<T>,
): Promise<T> {
	return await inSetTurns(item, [id], work);
}

/**
 * What AppLovin would refuse: an update sends all assets, whatever else it changes.
 *
 * @throws InputError for no assets, or for one of the set's own that was rejected
 */
function checkSent(set: IDataObject, assets: SetAsset[]): void {
	const id = rowId(set);
	if (assets.length === 0) {
		throw new InputError(
			`The creative set ${id} has no assets, and AppLovin takes no update without`,
			'Nothing was sent. Add an asset with Update first, or in the same Update.',
		);
	}
	const sent = new Set(assets.map((asset) => asset.id));
	const rows = Array.isArray(set.assets) ? set.assets.filter(isObject) : [];
	const rejected = rows
		.filter((row) => sent.has(rowId(row)) && String(row.status ?? '').trim().toUpperCase() === 'REJECTED')
		.map(rowId);
	if (rejected.length === 0) return;
	throw new InputError(
		`The creative set ${id} holds the rejected asset${rejected.length === 1 ? '' : 's'} ${rejected.join(', ')}, with which AppLovin takes no update`,
		`Nothing was sent. Remove ${rejected.length === 1 ? 'it' : 'them'} with Update first, or with 'Remove From Creative Sets'.`,
	);
}

/** What is sent for one set, besides its ID and type. */
interface Change extends Pick<AxonRequest, 'isUrgent' | 'lines'> {
	/** As it is listed. */
	set: IDataObject;
	/** What changes; without `assets`, the set keeps its own. */
	fields: IDataObject;
	writes: string;
}

/**
 * Changes one set: `POST /creative_set/update` with its ID, type and all of its assets, which the request
 * replaces.
 *
 * @returns the answer as it came
 * @throws ApiFailure for an answer that names no set, or another one
 */
export async function changeSet(
	{ context, index }: Pick<Item, 'context' | 'index'>,
	{ set, fields, ...others }: Change,
): Promise<unknown> {
	const id = rowId(set);
	if (isBlank(set.type)) {
		throw new ApiFailure(`AppLovin does not show the type of the creative set ${id}`, {
			description: 'Nothing was sent: an update needs it.',
		});
	}
	const body = { id, type: set.type, assets: assetsOf(set), ...fields } as IDataObject;
	checkSent(set, body.assets as SetAsset[]);
	const request = { method: 'POST', path: UPDATE_SET_PATH, body, ...others } as const;
	const { data, raw } = await axonRequest(context, request, index);
	checkAnswered(SETS, id, data);
	return raw;
}
