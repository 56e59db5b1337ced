import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import type { Part } from '../../common/multipart';
import { multipartBody, uploadBytes } from '../../common/multipart';
import { pathId, uncertain } from '../../common/send';
import { isBlank, isObject } from '../../common/values';
import type { Look, WaitOptions } from '../../common/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../common/waitForStatus';
import { appLovinRequest } from '../transport/request';
import { findSet } from './creativeSets';

/**
 * "It begins by setting the status to processing. It finishes by setting the status to either error
 * (failure) or ready (success)."
 */
const READY = 'ready';
const FAILED = 'error';
const PROCESSING = 'processing';
const WAITED_FOR = [{ name: 'Ready', value: READY }];

export const waitFields = waitProperties(WAITED_FOR, READY);

/** What the form says about waiting, or undefined without it. */
export function readWait(context: IExecuteFunctions, itemIndex: number): WaitOptions | undefined {
	return readWaitOptions(context, itemIndex, WAITED_FOR);
}

export function statusOf({ status }: IDataObject): string {
	return isBlank(status) ? 'without a status' : String(status).toLowerCase();
}

export interface AssetsReply {
	/** All assets of the set. */
	rows: IDataObject[];
	raw: unknown;
}

/** The reply's form is documented nowhere: a bare array, or `{"assets": [...]}`. */
function rowsIn(data: unknown): IDataObject[] {
	const rows = isObject(data) ? data.assets : data;
	if (Array.isArray(rows)) return rows.filter(isObject);
	throw new ApiFailure('AppLovin answered without the assets of the creative set', {
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
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/creative_set_assets/${pathId(set)}`,
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'asset',
		},
		itemIndex,
	);
	return { rows: rowsIn(data), raw };
}

/** All assets of a set, read through its campaign. */
export async function assetsOfSet(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
	set: string,
): Promise<AssetsReply> {
	const { row, raw } = await findSet(context, itemIndex, campaign, set);
	return { rows: Array.isArray(row.assets) ? row.assets.filter(isObject) : [], raw };
}

/** An asset as it was when AppLovin took it. */
export interface AssetTarget {
	type: string;
	asset: unknown;
}

/** The row of an asset; a set that has several of one type is not expected, but looked through. */
export function rowOf(rows: IDataObject[], { type, asset }: AssetTarget): IDataObject | undefined {
	const ofType = rows.filter((row) => row.type === type);
	return ofType.find((row) => row.asset === asset) ?? ofType[0];
}

/** One status for all: failed if any has, ready once all are. */
function commonStatus(rows: IDataObject[], targets: AssetTarget[] | undefined): Look {
	const wanted =
		targets?.map((target) => rowOf(rows, target) ?? { type: target.type, status: 'gone' }) ?? rows;
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

/**
 * Looks until the assets are ready.
 *
 * @param targets the assets that are waited for; all of the set without them
 * @throws ApiFailure when one of them fails, with its type, and on a timeout
 */
export async function waitForAssets(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: { campaign: string; set: string },
	wait: WaitOptions,
	targets?: AssetTarget[],
): Promise<AssetsReply> {
	const read = async () => {
		const reply = await assetsOfSet(context, itemIndex, ids.campaign, ids.set);
		if (targets === undefined && reply.rows.length === 0) {
			throw new ApiFailure(`The creative set ${ids.set} has no assets to wait for`);
		}
		return { ...commonStatus(reply.rows, targets), ...reply };
	};
	const types = targets?.map(({ type }) => type).join(', ') ?? 'all assets';
	const { rows, raw } = await waitForStatus({
		...wait,
		read,
		failed: [FAILED],
		signal: context.getExecutionCancelSignal(),
		what: `Status of ${types} in creative set ${ids.set}`,
	});
	return { rows, raw };
}

/** Whether AppLovin still has to work on an asset. */
export function isOpen(row: IDataObject): boolean {
	return statusOf(row) === PROCESSING;
}
