import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure, describeProblem } from '../../common/errors';
import { decoded } from '../../common/fileName';
import type { Part } from '../../common/multipart';
import { isSameName } from '../../common/names';
import type { OperationResult } from '../../common/operation';
import { sendInTurn, wantsPreview } from '../../common/preview';
import { uncertain } from '../../common/send';
import type { WaitOptions } from '../../common/waitForStatus';
import { ExecutionStopped } from '../../common/wait';
import type { AssetsReply, AssetTarget } from './assets';
import { assetsOfSet, isOpen, manageAsset, readWait, rowOf, waitForAssets } from './assets';
import { readId } from './fields';

/** One asset on its way to AppLovin: one request. */
export interface AssetDraft {
	parts: Part[];
	/** Its type, unless AppLovin tells that from the file. */
	type?: string;
	/** What the type begins with. */
	typePrefix: string;
	/** Only of a file. */
	fileName?: string;
}

/** What became of one asset. */
interface Added {
	draft: AssetDraft;
	/** Undefined where the answer does not tell which of several assets it is. */
	row: IDataObject | undefined;
	reply: AssetsReply;
}

interface Ids {
	campaign: string;
	set: string;
}

function sameAsset(a: IDataObject, b: IDataObject): boolean {
	return a.type === b.type && a.asset === b.asset && a.status === b.status;
}

function only<T>(rows: T[]): T | undefined {
	return rows.length === 1 ? rows[0] : undefined;
}

/** Whether the last part of an asset's address is the file's name, encoded or not. */
function hasName({ asset }: IDataObject, fileName: string): boolean {
	const last = String(asset).split(/[?#]/)[0].split('/').at(-1) ?? '';
	return [last, decoded(last)].some((name) => isSameName(name, fileName));
}

/**
 * The asset that a request has made, among all of the set, which is what AppLovin answers. It tells
 * the type of a file by itself and nothing in the answer points to the file: so what has changed is
 * looked for, then the file's name in the address, then the one that is in processing.
 *
 * @param before the set's assets before the request, where they are known
 */
function findAdded(
	rows: IDataObject[],
	draft: AssetDraft,
	before: IDataObject[] | undefined,
): IDataObject | undefined {
	const { type, typePrefix, fileName } = draft;
	if (type !== undefined) {
		const sent = draft.parts.find(({ name }) => name === 'asset');
		return rowOf(rows, { type, asset: sent !== undefined && 'text' in sent ? sent.text : '' });
	}
	const ofKind = rows.filter((row) => String(row.type).startsWith(typePrefix));
	const changed = ofKind.filter((row) => !(before ?? []).some((old) => sameAsset(old, row)));
	return (
		(before === undefined ? undefined : only(changed)) ??
		only(ofKind.filter((row) => hasName(row, fileName ?? ''))) ??
		only(ofKind.filter(isOpen)) ??
		only(ofKind)
	);
}

function labelOf({ draft, row }: Added): string {
	const what = row?.type ?? draft.type ?? 'asset';
	return draft.fileName === undefined ? String(what) : `${String(what)} (${draft.fileName})`;
}

function resultOf({ draft, row, reply }: Added, { campaign, set }: Ids): IDataObject {
	return {
		creative_set_id: set,
		...(campaign === '' ? {} : { campaign_id: campaign }),
		...(draft.fileName === undefined ? {} : { originalFileName: draft.fileName }),
		...(row ?? {}),
		assets: reply.rows,
	};
}

/**
 * The error for assets of which some are at AppLovin already: it names them, and so it is kept and
 * nothing is sent a second time.
 */
function partlyFailed(error: unknown, done: Added[], complete: boolean): unknown {
	if (error instanceof ExecutionStopped || done.length === 0) return error;
	const { message, description, httpCode, mayHaveActed, created } = describeProblem(error);
	const next = complete ? SENT_ALL : undefined;
	return new ApiFailure(message, {
		description: [description, next].filter((part) => part !== undefined).join(' '),
		httpCode,
		mayHaveActed,
		created: [...done.map(labelOf), ...created],
	});
}

const SENT_ALL =
	'All assets were sent: look again with Get Many of Asset, and replace one that failed.';

async function sendAll(
	context: IExecuteFunctions,
	itemIndex: number,
	set: string,
	drafts: AssetDraft[],
	known: IDataObject[] | undefined,
	done: Added[],
): Promise<void> {
	let before = known;
	await sendInTurn(drafts, async (draft) => {
		const reply = await manageAsset(context, itemIndex, set, draft.parts);
		const ofKind = reply.rows.some((row) => String(row.type).startsWith(draft.typePrefix));
		const row = findAdded(reply.rows, draft, before);
		if (!ofKind || (draft.type !== undefined && row === undefined)) {
			throw new ApiFailure(
				`AppLovin's answer does not list the ${draft.fileName ?? draft.type ?? 'asset'}`,
				{ description: uncertain('asset', 'AppLovin'), mayHaveActed: true },
			);
		}
		done.push({ draft, row, reply });
		before = reply.rows;
	});
}

function targetOf(row: IDataObject): AssetTarget {
	return { type: String(row.type), asset: row.asset };
}

/** The assets to wait for: where an answer did not tell which one it was, all in processing. */
function targetsOf(done: Added[]): AssetTarget[] {
	const targets = done.flatMap(({ row, reply, draft }) =>
		row !== undefined
			? [targetOf(row)]
			: reply.rows
					.filter((other) => isOpen(other) && String(other.type).startsWith(draft.typePrefix))
					.map(targetOf),
	);
	return [...new Map(targets.map((target) => [target.type, target])).values()];
}

async function waited(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: Ids,
	wait: WaitOptions,
	done: Added[],
): Promise<Added[]> {
	const targets = targetsOf(done);
	if (targets.length === 0) return done;
	const reply = await waitForAssets(context, itemIndex, ids, wait, targets);
	return done.map(({ draft, row }) => ({
		draft,
		row: row === undefined ? undefined : rowOf(reply.rows, targetOf(row)),
		reply,
	}));
}

/**
 * Sends assets to a creative set, one request each and in order, and waits until all of them are
 * ready where the form says so. With the wait, the set is read first: a set that is not in the
 * campaign is an error before anything is changed.
 */
export async function addAssets(
	context: IExecuteFunctions,
	itemIndex: number,
	readDrafts: () => Promise<AssetDraft[]>,
): Promise<OperationResult> {
	const set = readId(context, itemIndex, 'creative_set_id');
	const wait = wantsPreview(context, itemIndex) ? undefined : readWait(context, itemIndex);
	const campaign = wait === undefined ? '' : readId(context, itemIndex, 'campaign_id');
	const ids = { campaign, set };
	const drafts = await readDrafts();
	const before = wait && (await assetsOfSet(context, itemIndex, campaign, set)).rows;

	const done: Added[] = [];
	try {
		await sendAll(context, itemIndex, set, drafts, before, done);
		const final = wait ? await waited(context, itemIndex, ids, wait, done) : done;
		const raws = done.map(({ reply }) => reply.raw);
		return {
			results: final.map((added) => resultOf(added, ids)),
			raw: raws.length === 1 ? raws[0] : raws,
			label: `${final.map(labelOf).join(', ')} of creative_set_id ${set}`,
		};
	} catch (error) {
		throw partlyFailed(error, done, done.length === drafts.length);
	}
}
