import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure, describeProblem } from '../../common/ground/errors';
import type { OperationResult } from '../../common/run/operation';
import { sendInTurn, wantsPreview } from '../../common/guard/preview';
import { uncertain } from '../../common/send/thrown';
import type { WaitOptions } from '../../common/run/waitForStatus';
import { ExecutionStopped } from '../../common/ground/wait';
import { refuseContradictions } from '../shared/contradicted';
import type { AssetDraft } from './assetChange';
import { AssetChange, isOtherText } from './assetChange';
import type { AssetsReply } from './assets';
import { assetsOfSet, hasFailed, manageAsset, readWait, waitForAssets } from './assets';
import { LABELS, readId } from './setFields';

/** The result for one asset. */
interface Added {
	change: AssetChange;
	reply: AssetsReply;
}

interface Ids {
	campaign: string;
	set: string;
}

function labelOf({ change: { draft, type } }: Added): string {
	const what = type ?? 'asset';
	return draft.fileName === undefined ? what : `${what} (${draft.fileName})`;
}

function resultOf({ change, reply }: Added, { campaign, set }: Ids): IDataObject {
	const { draft, row } = change;
	return {
		creative_set_id: set,
		...(campaign === '' ? {} : { campaign_id: campaign }),
		...(draft.fileName === undefined ? {} : { originalFileName: draft.fileName }),
		...(row ?? {}),
		assets: reply.rows,
	};
}

/**
 * The error for assets of which some are already at AppLovin: it names them, and so it is recorded and
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
		const change = new AssetChange(draft, before);
		change.look(reply.rows, typesOf(done));
		if (!change.isListed(reply.rows)) {
			throw new ApiFailure(
				`AppLovin's answer does not list the ${draft.fileName ?? draft.type ?? 'asset'}`,
				{ description: uncertain('asset', 'AppLovin'), mayHaveActed: true },
			);
		}
		// If the form waits, the list may still change.
		if (known === undefined) refuseOther(change, set);
		done.push({ change, reply });
		before = reply.rows;
	});
}

function typesOf(done: Added[]): Set<string> {
	return new Set(done.map(({ change }) => change.type).filter((type) => type !== undefined));
}

/** Refuses an answer that lists another text than the one sent. */
function refuseOther({ draft, row, type }: AssetChange, set: string): void {
	if (row === undefined || !isOtherText(row, draft)) return;
	const wanted = draft.parts.map((part) => ('text' in part ? part.text : '')).at(1);
	refuseContradictions('asset', `${type} of creative_set_id ${set}`, [
		{ label: `${LABELS.asset} (${type})`, wanted, present: row.asset },
	]);
}

/** Refuses assets that AppLovin already answers as failed, if nothing waits for them. */
function refuseFailed(done: Added[]): void {
	const last = done.at(-1)?.reply.rows ?? [];
	const failed = done.filter(({ change: { row } }) => {
		if (row === undefined) return false;
		const later = last.find(({ type, asset }) => type === row.type && asset === row.asset);
		return hasFailed(later ?? row);
	});
	if (failed.length === 0) return;
	throw new ApiFailure(
		`AppLovin answered that it could not process ${failed.map(labelOf).join(', ')}, and gives no reason`,
		{
			description: 'Where another asset of the type was there before, that may be the one that failed.',
			mayHaveActed: true,
		},
	);
}

/** Stands for an asset's status while only its predecessor is listed. */
const UNCHANGED = 'that of the asset that was there before';

/** The rows to wait for; one that is not listed yet is replaced by a row that says so. */
function awaitedRows(done: Added[], rows: IDataObject[]): IDataObject[] {
	return done.flatMap((added): IDataObject[] => {
		const { change } = added;
		const others = done.filter((other) => other !== added);
		const found = change.look(rows, typesOf(others));
		if (found.length > 0) return found;
		return [{ type: labelOf(added), status: change.isListed(rows) ? UNCHANGED : 'gone' }];
	});
}

async function waited(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: Ids,
	wait: WaitOptions,
	done: Added[],
): Promise<Added[]> {
	const types = [...new Set(done.map((added) => added.change.type ?? labelOf(added)))].join(', ');
	const of = (rows: IDataObject[]) => awaitedRows(done, rows);
	const reply = await waitForAssets(context, itemIndex, ids, wait, { types, of });
	return done.map(({ change }) => ({ change, reply }));
}

/**
 * Sends assets to a creative set, one request each and in order, and waits until all of them are ready
 * if the form says so. With the wait, the set is read first: a set that is not in the campaign is an
 * error before anything is changed.
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
		if (wait === undefined) refuseFailed(done);
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
