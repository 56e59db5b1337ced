import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import type { Part } from '../../common/file/multipart';
import { multipartBody, uploadBytes } from '../../common/file/multipart';
import type { ApiReply } from '../../common/send/door';
import { pathId } from '../../common/send/door';
import { uncertain } from '../../common/send/thrown';
import { isBlank, isObject, plainId } from '../../common/ground/values';
import { unlessStopped } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import { valuesOfRun } from '../../common/run/oncePerRun';
import type { Look, WaitOptions } from '../../common/run/waitForStatus';
import { readWaitOptions, waitProperties, waitTogether } from '../../common/run/waitForStatus';
import type { Api } from '../../common/send/exchange';
import { isWrapper } from '../transport/envelope';
import { APPLOVIN, appLovinRequest } from '../transport/request';
import { findSet, setAmong, setsOf } from './creativeSets';

/**
 * "It begins by setting the status to processing. It finishes by setting the status to either error
 * (failure) or ready (success)."
 */
const READY = 'ready';
const FAILED = 'error';
const PROCESSING = 'processing';
/** "error (for failure)" */
const FAILURES = ['failed', 'failure'];
/** Words that are not in the document, for assets that can't be used either. */
const REFUSALS = ['invalid', 'refused', 'rejected'];
const WAITED_FOR = [{ name: 'Ready', value: READY }];

export const waitFields = waitProperties(WAITED_FOR, READY);

/** What the form says about waiting, or undefined without it. */
export function readWait(context: IExecuteFunctions, itemIndex: number): WaitOptions | undefined {
	return readWaitOptions(context, itemIndex, WAITED_FOR);
}

/** The status of an asset in lower case, with the document's words for a failure as one. */
export function statusOf({ status }: IDataObject): string {
	if (isBlank(status)) return 'without a status';
	const word = String(status).trim().toLowerCase();
	return FAILURES.includes(word) ? FAILED : word;
}

const STATUS_WORDS: Record<string, string> = {
	[FAILED]: 'Failed',
	[PROCESSING]: 'Processing',
	[READY]: 'Ready',
};

/** The status of an asset as forms and triggers call it; one that is unknown stays as it came. */
export function shownAssetStatus(asset: IDataObject): unknown {
	return STATUS_WORDS[statusOf(asset)] ?? asset.status ?? null;
}

export interface AssetsReply {
	/** All assets of the set. */
	rows: IDataObject[];
	raw: unknown;
}

/** Names under which an answer may hold a set's assets, or the set. */
const NAMES = ['creativeset', 'creativesets', 'set'];

/**
 * A list, at the top or one level down: a bare array, or `{"assets": [...]}`. Undefined if there is
 * none.
 */
function listIn(data: unknown): unknown[] | undefined {
	if (Array.isArray(data)) return data as unknown[];
	if (!isObject(data)) return undefined;
	if (Array.isArray(data.assets)) return data.assets as unknown[];
	// Some servers write an empty list like this.
	if (data.assets === null) return [];
	return Object.entries(data)
		.filter(([name]) => isWrapper(name, NAMES))
		.map(([, content]) => listIn(content))
		.find((list) => list !== undefined);
}

/**
 * The set's assets in an answer, whose form is not documented.
 *
 * @throws ApiFailure if it has no list of them
 */
function rowsIn(data: unknown): IDataObject[] {
	const rows = listIn(data)?.filter(isObject);
	// A list of sets holds the assets of each.
	const assets = rows?.flatMap((row) => (Array.isArray(row.assets) ? row.assets : [row]));
	if (assets !== undefined) return assets.filter(isObject);
	throw new ApiFailure("AppLovin's response is missing the assets of the creative set", {
		description: uncertain('asset', 'AppLovin'),
		mayHaveActed: true,
	});
}

/**
 * Adds, replaces or removes one asset: `POST /creative_set_assets/{creative_set_id}`, "Table of
 * Request Asset Form Fields". Booleans travel as the text "true".
 */
export async function manageAsset(
	context: IExecuteFunctions,
	itemIndex: number,
	set: string,
	parts: Part[],
): Promise<AssetsReply> {
	const { data, raw } = await sendAsset(context, itemIndex, set, parts);
	return { rows: rowsIn(data), raw };
}

async function sendAsset(
	context: IExecuteFunctions,
	itemIndex: number,
	set: string,
	parts: Part[],
	mayBeEmpty = false,
): Promise<ApiReply> {
	return await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/creative_set_assets/${pathId(set)}`,
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'asset',
			mayBeEmpty,
		},
		itemIndex,
	);
}

/**
 * Removes the asset of a type. "The response will include all assets in the creative set": an answer
 * without content does not say that the asset was removed. If the campaign is known, the set is then
 * read: only an asset that is missing from it was removed.
 *
 * @param campaign the campaign of the set; '' if unknown
 * @throws ApiFailure if nothing shows whether it was removed
 */
export async function removeAsset(
	item: Item,
	{ campaign, set }: { campaign: string; set: string },
	type: string,
): Promise<AssetsReply> {
	const parts = [
		{ name: 'type', text: type },
		{ name: 'remove', text: 'true' },
	];
	const { context, index: itemIndex } = item;
	// Sent twice, it would find nothing to remove, or the asset that has taken the place.
	const { data, raw } = await item.once('remove', async () => {
		const reply = await sendAsset(context, itemIndex, set, parts, true);
		return { value: { data: reply.data, raw: reply.raw }, made: [] };
	});
	const isEmpty = data === undefined || (isObject(data) && Object.keys(data).length === 0);
	if (!isEmpty) return { rows: rowsIn(data), raw };
	const look =
		campaign === ''
			? undefined
			: await assetsOfSet(context, itemIndex, campaign, set).catch(unlessStopped);
	const isGone = look !== undefined && !look.rows.some((row) => row.type === type);
	if (isGone) return { rows: look.rows, raw };
	const hintToChoose = campaign === '' ? " If 'Campaign' is chosen, this node checks for itself." : '';
	throw new ApiFailure(`AppLovin returned an empty response to the removal of ${type}`, {
		description: `${uncertain('asset', 'AppLovin')} Use Asset: Get Many to see whether it is gone.${hintToChoose}`,
		mayHaveActed: true,
	});
}

function assetsIn({ assets }: IDataObject): IDataObject[] {
	return Array.isArray(assets) ? assets.filter(isObject) : [];
}

/** All assets of a set, read through its campaign. */
export async function assetsOfSet(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
	set: string,
): Promise<AssetsReply> {
	const { row, raw } = await findSet(context, itemIndex, campaign, set);
	return { rows: assetsIn(row), raw };
}

/** One status for all: failed if any has failed, ready once all are ready. */
function commonStatus(wanted: IDataObject[]): Look {
	const named = (status: string) =>
		wanted.filter((row) => statusOf(row) === status).map(({ type }) => String(type));
	const failed = named(FAILED);
	if (failed.length > 0) {
		return {
			status: FAILED,
			reason: `AppLovin could not process ${failed.join(', ')} and gives no reason`,
		};
	}
	const open = wanted.filter((row) => statusOf(row) !== READY);
	if (open.length === 0) return { status: READY };
	const statuses = new Set(open.map(statusOf));
	return {
		status:
			statuses.size === 1
				? [...statuses][0]
				: open.map((row) => `${statusOf(row)} (${String(row.type)})`).join(', '),
	};
}

/** Assets to wait for, if they are not all of the set. */
export interface AwaitedAssets {
	/** In words. */
	types: string;
	/** Finds their rows among all of the set, each with its type and status. */
	of: (rows: IDataObject[]) => IDataObject[];
}

/**
 * Looks until the assets are ready.
 *
 * @param awaited the assets to wait for; by default all of the set
 * @throws ApiFailure if one of them fails, with its type, and on a timeout
 */
export async function waitForAssets(
	item: Item,
	{ campaign, set }: { campaign: string; set: string },
	wait: WaitOptions,
	awaited?: AwaitedAssets,
): Promise<AssetsReply> {
	// A later item may replace what this one waits for.
	const sets = valuesOfRun(item.context, 'creative_set_id').map((value) => String(plainId(value)));
	const isShared = awaited !== undefined && sets.filter((other) => other.trim() === set).length > 1;
	const { rows, raw } = await waitTogether(
		item,
		{
			...wait,
			failed: [FAILED],
			what: `Status of ${awaited?.types ?? 'all assets'} in creative set ${set}`,
		},
		{
			...{ api: APPLOVIN as Api, about: campaign, ids: [set] },
			ask: async () => await setsOf(item.context, item.index, campaign),
			pick(sets) {
				const reply = { rows: assetsIn(setAmong(sets.rows, campaign, set)), raw: sets.raw };
				if (awaited === undefined && reply.rows.length === 0) {
					throw new ApiFailure(`The creative set ${set} has no assets to wait for`);
				}
				return { ...commonStatus(awaited?.of(reply.rows) ?? reply.rows), ...reply };
			},
		},
		isShared,
	);
	return { rows, raw };
}

/** Whether AppLovin could not process an asset. */
export function hasFailed(row: IDataObject): boolean {
	return [FAILED, ...REFUSALS].includes(statusOf(row));
}

/** Whether AppLovin still has to work on an asset. */
export function isOpen(row: IDataObject): boolean {
	return statusOf(row) === PROCESSING;
}
