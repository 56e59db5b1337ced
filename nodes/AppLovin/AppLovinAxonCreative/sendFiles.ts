import type { IDataObject } from 'n8n-workflow';

import { multipartBody, uploadBytes } from '../../common/file/multipart';
import { clock } from '../../common/ground/clock';
import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { ExecutionStopped } from '../../common/ground/wait';
import { Previewed, wantsPreview } from '../../common/guard/preview';
import type { IfItExists } from '../../common/run/ifItExists';
import { refuseExisting } from '../../common/run/ifItExists';
import type { Item } from '../../common/run/item';
import {
	existingLately,
	inTurns,
	isUnsure,
	latelyKey,
	refuseUnsureLately,
	rememberUnsure,
} from '../../common/run/madeLately';
import type { Waiting } from '../../common/run/meeting';
import { Abandoned } from '../../common/run/meeting';
import { oncePerRun } from '../../common/run/oncePerRun';
import { uncertain } from '../../common/send/thrown';
import type { AssetFile } from '../AppLovinCreativeSet/assetFile';
import { readAxonRows } from '../axonShared/pages';
import type { FileRoom } from '../axonTransport/errorBudget';
import { axonAccountKey, axonRequest, countFailedFiles, roomForUpload } from '../axonTransport/request';
import { MOST_BYTES_TOGETHER } from './assetFiles';
import { LISTED_ASSETS } from './assets';
import { followUpload, isEnded, isGood, takenOf } from './followUpload';

/** "1-40 files" */
export const MOST_FILES = 40;

/** A file to send. */
export interface Job {
	asset: AssetFile;
	/** SHA-1 of its content; undefined if nothing is to be looked for. */
	hash?: string;
	choice: IfItExists;
	/** How long to wait for its upload, in ms. */
	longestMs: number;
}

/** Where a file went; n8n stores it, so that a second run of the item sends nothing. */
export type Sent = {
	/** The asset that exists already. */
	existing?: IDataObject;
	/** The upload that the file is in, or one with the same content of this run. */
	uploadId?: string;
	/** The file's name there. */
	name?: string;
	/** Whether it is that of another file. */
	isShared?: boolean;
	/** The names of the upload's other files, as they were sent. */
	others?: string[];
};

type Part = Waiting<Job, Sent>;

/** The key of a content in the memory of this process. */
export async function contentKey({ context }: Pick<Item, 'context'>, hash: string): Promise<string> {
	return latelyKey(await axonAccountKey(context), { what: 'asset', name: hash });
}

export const assetLabel = (row: IDataObject): string => `asset_id ${String(row.asset_id ?? row.id)}`;

/** How fit an asset is to stand for a file with its content: an active one before a rejected one. */
const rankOf = ({ status }: IDataObject): number =>
	['REJECTED', 'PAUSED', 'IN_REVIEW', 'ACTIVE'].indexOf(String(status ?? '').trim().toUpperCase());

/** The account's assets by the SHA-1 of their content, listed once for all items of a run. */
async function assetsByHash(item: Item): Promise<{ byHash: Map<string, IDataObject>; askedAt: number }> {
	const { context, index } = item;
	const key = JSON.stringify(['assets by content', await axonAccountKey(context)]);
	return await oncePerRun(context, key, async () => {
		const askedAt = clock.now();
		const { rows } = await readAxonRows(context, { path: LISTED_ASSETS.path }, Infinity, index);
		const byHash = new Map<string, IDataObject>();
		for (const row of rows) {
			if (isBlank(row.asset_hash)) continue;
			const hash = String(row.asset_hash).trim().toLowerCase();
			const other = byHash.get(hash);
			if (other === undefined || rankOf(row) > rankOf(other)) byHash.set(hash, row);
		}
		return { byHash, askedAt };
	});
}

/** Lets those go on whose content is there already, or ends them; returns the others. */
async function withoutExisting(item: Item, parts: Part[]): Promise<Part[]> {
	const looking = parts.filter(({ value: { hash } }) => hash !== undefined);
	if (looking.length === 0) return parts;
	const { byHash, askedAt } = await assetsByHash(item);
	const open: Part[] = [];
	for (const part of parts) {
		const { hash, choice, asset } = part.value;
		if (hash === undefined) {
			open.push(part);
			continue;
		}
		const named = { what: 'asset', name: asset.file.fileName };
		const key = await contentKey(item, hash);
		try {
			const existing = byHash.get(hash) ?? (await existingLately(named, key, askedAt, { labelOf: assetLabel }));
			if (existing === undefined) {
				refuseUnsureLately(named, key, askedAt);
				open.push(part);
				continue;
			}
			refuseExisting(named, choice, assetLabel(existing));
			part.resolve({ existing });
		} catch (error) {
			part.reject(error);
		}
	}
	return open;
}

/** Parts of the same content, of which one is sent. */
function byContent(parts: Part[]): Part[][] {
	const groups = new Map<string, Part[]>();
	for (const [at, part] of parts.entries()) {
		const key = part.value.hash ?? `file ${at}`;
		groups.set(key, [...(groups.get(key) ?? []), part]);
	}
	return [...groups.values()];
}

const nameOf = ([{ value }]: Part[]): string => value.asset.file.fileName.toLowerCase();
const sizeOf = ([{ value }]: Part[]): number => value.asset.file.size;

/**
 * The next request's files, and what is left: "1-40 files, <=10 GB together, names unique".
 *
 * @param most files of it
 */
function nextBatch(groups: Part[][], most: number): { batch: Part[][]; left: Part[][] } {
	const batch: Part[][] = [];
	const left: Part[][] = [];
	for (const group of groups) {
		const fits =
			batch.length < most &&
			batch.every((other) => nameOf(other) !== nameOf(group)) &&
			batch.reduce((sum, other) => sum + sizeOf(other), sizeOf(group)) <= MOST_BYTES_TOGETHER;
		(fits ? batch : left).push(group);
	}
	return { batch, left };
}

async function upload(item: Item, batch: Part[][]): Promise<string> {
	const parts = batch.map(([{ value }]) => {
		const { file, contentType } = value.asset;
		return { name: 'files', file, fileName: file.fileName, contentType };
	});
	const { data } = await axonRequest(
		item.context,
		{
			method: 'POST',
			path: '/manage/v1/asset/upload',
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'assets',
		},
		item.index,
	);
	const id = isObject(data) ? data.upload_id : undefined;
	if (!isBlank(id) && typeof id !== 'object') return String(id).trim();
	throw new ApiFailure("AppLovin's response is missing the ID of the upload", {
		description: uncertain('assets', 'AppLovin'),
		mayHaveActed: true,
	});
}

const MAY_BE_THERE =
	"The file may have been uploaded. If it was, AppLovin lists it some time later, and a new run with 'Return It' finds it there by its content.";

function withAdvice(error: unknown): unknown {
	if (!(error instanceof ApiFailure) || error.facts.mayHaveActed !== true) return error;
	const description = [error.facts.description, MAY_BE_THERE].filter(Boolean).join(' ');
	return new ApiFailure(error.message, { ...error.facts, description });
}

/**
 * Sends one request, and waits until AppLovin has worked on it: files that fail count as errors, of which
 * a run may not meet many.
 *
 * @param leave gives back the room for its files
 * @returns whether all went well
 */
async function sendBatch(item: Item, batch: Part[][], leave: FileRoom['leave']): Promise<boolean> {
	const all = batch.flat();
	let uploadId: string;
	try {
		uploadId = await upload(item, batch);
	} catch (error) {
		const isOpen = isUnsure(error);
		for (const { value, reject } of all) {
			if (isOpen && value.hash !== undefined) rememberUnsure(await contentKey(item, value.hash));
			reject(withAdvice(error));
		}
		// What is only shown has not failed: the other requests are to be shown, too.
		return error instanceof Previewed;
	}
	const names = batch.map(([{ value }]) => value.asset.file.fileName);
	for (const [nth, group] of batch.entries()) {
		const name = names[nth];
		const others = names.filter((_, other) => other !== nth);
		for (const [at, part] of group.entries()) {
			const named = { what: 'asset', name: part.value.asset.file.fileName };
			try {
				if (at > 0) refuseExisting(named, part.value.choice, `another file of this run, upload_id ${uploadId}`);
				part.resolve({ uploadId, name, others, ...(at > 0 ? { isShared: true } : {}) });
			} catch (error) {
				part.reject(error);
			}
		}
	}
	const longestMs = Math.max(...all.map(({ value }) => value.longestMs));
	const followed = await followUpload(item, uploadId, longestMs);
	leave(takenOf(followed));
	if (isEnded(followed)) return isGood(followed);
	// Nobody may see it if they fail later: so those whose end is unknown count as errors of the account now.
	await countFailedFiles(item.context, uploadId, batch.length - takenOf(followed), false);
	// Whoever sends the same content next must not send it a second time.
	for (const { value } of all) {
		if (value.hash !== undefined) rememberUnsure(await contentKey(item, value.hash));
	}
	return false;
}

/** What is only previewed takes no room. */
const roomOf = async (item: Item, wanted: number): Promise<FileRoom> =>
	wantsPreview(item.context, item.index)
		? { files: wanted, leave: () => undefined }
		: await roomForUpload(item.context, wanted);

/**
 * Sends files, of one item or of all of a run, in as few requests as their limits and the run's errors allow, one after the
 * other. What AppLovin has already by its content is not sent. Each part goes on or ends; after a failure
 * that ends the node, nothing more is sent.
 */
export async function sendFiles(item: Item, parts: Part[]): Promise<void> {
	const { context } = item;
	const hashes = parts.flatMap(({ value: { hash } }) => hash ?? []);
	const keys = await Promise.all(hashes.map(async (hash) => await contentKey(item, hash)));
	await inTurns(keys, context.getExecutionCancelSignal(), async () => {
		let isOver = false;
		let waiting = byContent(await withoutExisting(item, parts));
		while (waiting.length > 0) {
			if (isOver) {
				for (const { reject } of waiting.flat()) reject(new Abandoned());
				return;
			}
			const room = await roomOf(item, Math.min(waiting.length, MOST_FILES)).catch((error: unknown) => {
				for (const { reject } of waiting.flat()) reject(error);
			});
			if (room === undefined) return;
			const { batch, left } = nextBatch(waiting, room.files);
			waiting = left;
			const stops = (error: unknown): boolean => {
				if (!(error instanceof ExecutionStopped)) return false;
				for (const { reject } of batch.flat()) reject(error);
				return true;
			};
			const isGoodSoFar = await sendBatch(item, batch, room.leave)
				.catch(async (error: unknown) => (stops(error) ? false : await Promise.reject(error)))
				.finally(() => room.leave(0));
			isOver = !isGoodSoFar && !context.continueOnFail();
		}
	});
}
