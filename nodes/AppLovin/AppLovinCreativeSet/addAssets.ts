import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { ApiFailure, describeProblem } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { readIfItExists } from '../../common/run/ifItExists';
import type { Item, WritePart } from '../../common/run/item';
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
import { EXISTS_WORDS, ExistingAssets } from './existingAssets';
import { LABELS, readId } from './setFields';

/** The result for one asset. */
interface Added {
	change: AssetChange;
	reply: AssetsReply;
	/** The asset as it was found, if it was not sent. */
	existing?: IDataObject;
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
 * The error for assets of which some are already at AppLovin. If others are not, it names them, and so
 * it is recorded and nothing is sent a second time; if only the wait failed, the next run waits on.
 */
function partlyFailed(error: unknown, done: Added[], complete: boolean): unknown {
	const sent = done.filter(({ existing }) => existing === undefined);
	if (error instanceof ExecutionStopped || sent.length === 0) return error;
	const { message, description, httpCode, mayHaveActed, created } = describeProblem(error);
	const next = complete ? SENT_ALL : undefined;
	const waitsOn = complete && !mayHaveActed && created.length === 0;
	return new ApiFailure(message, {
		description: [description, next].filter((part) => part !== undefined).join(' '),
		httpCode,
		mayHaveActed,
		created: waitsOn ? [] : [...sent.map(labelOf), ...created],
	});
}

const SENT_ALL =
	'All assets were sent: check them with Asset: Get Many, and replace any that failed.';

/** An asset that was sent, as the next run needs it. */
interface Sent {
	reply: AssetsReply;
	/** The set's assets before it was sent, if they are known. */
	before: IDataObject[] | undefined;
	/** The asset that exists, if it was not sent. */
	existing?: IDataObject;
}

/** What the form asks for, all of it checked. */
interface Wanted extends Ids {
	drafts: AssetDraft[];
	wait: WaitOptions | undefined;
	/** The set's assets before, if they are known. */
	known: IDataObject[] | undefined;
	/** What may exist already; undefined where the form does not ask. */
	exists: ExistingAssets | undefined;
}

/** The change of an asset as an answer shows it, or of one that exists. */
function changeOf(draft: AssetDraft, { before, existing }: Omit<Sent, 'reply'>): AssetChange {
	if (existing === undefined) return new AssetChange(draft, before);
	const { type } = existing;
	const change = new AssetChange(type === undefined ? draft : { ...draft, type: String(type) }, undefined);
	change.row = existing;
	return change;
}

/** @param isFinal whether the answer is the last word on the asset: nothing waits for it */
async function sendOne(
	{ context, index }: Item,
	{ set, draft, before, isFinal }: { set: string; draft: AssetDraft; isFinal: boolean } & Pick<Sent, 'before'>,
	done: Added[],
): Promise<{ part: WritePart<Sent>; row: IDataObject }> {
	const reply = await manageAsset(context, index, set, draft.parts);
	const change = new AssetChange(draft, before);
	change.look(reply.rows, typesOf(done));
	if (!change.isListed(reply.rows)) {
		throw new ApiFailure(
			`AppLovin's response does not list the ${draft.fileName ?? draft.type ?? 'asset'}`,
			{ description: uncertain('asset', 'AppLovin'), mayHaveActed: true },
		);
	}
	// If the form waits, the list may still change.
	if (isFinal) refuseOther(change, set);
	const part = { value: { reply, before }, made: [labelOf({ change, reply })] };
	return { part, row: change.row ?? {} };
}

/** Sends those that are to be sent, in their order; `done` then has all. */
async function sendAll(
	item: Item,
	{ set, drafts, known, exists, wait }: Wanted,
	done: Added[],
): Promise<void> {
	let last = known;
	await sendInTurn(drafts, async (draft) => {
		const at = done.length;
		const sent = await item.once(`asset ${at + 1}`, async (): Promise<WritePart<Sent>> => {
			const existing = await exists?.of(at);
			if (existing !== undefined) {
				const reply = { rows: last ?? [existing], raw: existing };
				return { value: { reply, before: undefined, existing }, made: [] };
			}
			const send = async () =>
				await sendOne(item, { set, draft, before: last, isFinal: wait === undefined }, done);
			if (exists === undefined) return (await send()).part;
			return await exists.sending(at, async () => {
				const { part, row } = await send();
				return { value: part, row };
			});
		});
		const change = changeOf(draft, sent);
		if (sent.existing === undefined) {
			change.look(sent.reply.rows, typesOf(done));
			last = sent.reply.rows;
		}
		done.push({ change, reply: sent.reply, existing: sent.existing });
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
		`AppLovin reported that it could not process ${failed.map(labelOf).join(', ')}, and gives no reason`,
		{
			description: 'If the set had another asset of this type before, that may be the one that failed.',
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
	item: Item,
	ids: Ids,
	wait: WaitOptions,
	done: Added[],
): Promise<Added[]> {
	const types = [...new Set(done.map((added) => added.change.type ?? labelOf(added)))].join(', ');
	const of = (rows: IDataObject[]) => awaitedRows(done, rows);
	const reply = await waitForAssets(item, ids, wait, { types, of });
	return done.map((added) => ({ ...added, reply }));
}

/** Reads the form and its files, and tells everything that is wrong with them at once. */
async function readWanted(
	item: Item,
	readDrafts: ReadDrafts,
	asksIfItExists: boolean,
): Promise<Wanted> {
	const { context, index } = item;
	const faults = new Faults();
	const set = faults.attempt(() => readId(context, index, 'creative_set_id')) ?? '';
	const choice = asksIfItExists
		? faults.attempt(() => readIfItExists(context, index, EXISTS_WORDS))
		: undefined;
	const given = faults.attempt(() => readWait(context, index));
	const wait = wantsPreview(context, index) ? undefined : given;
	const looks = choice === 'return' || choice === 'error';
	const campaign =
		wait === undefined && !looks
			? ''
			: (faults.attempt(() => readId(context, index, 'campaign_id')) ?? '');
	const drafts = await readDrafts(faults);
	faults.throwAny();
	// Later on, the set has the new assets already.
	const isKnown = wait !== undefined && !item.hasBegun();
	const askedAt = clock.now();
	const known = isKnown ? (await assetsOfSet(context, index, campaign, set)).rows : undefined;
	const listed = known && { rows: known, askedAt };
	const exists =
		choice && (await ExistingAssets.open(item, { campaign, set, drafts, choice, listed }));
	return { campaign, set, drafts, wait, known, exists };
}

function resultsOf({ exists, ...ids }: Wanted, done: Added[]): IDataObject[] {
	return done.map((added, at) => {
		const { existing, change } = added;
		const result = resultOf(added, ids);
		return existing === undefined || exists === undefined
			? result
			: exists.result(at, change.row ?? existing, result);
	});
}

/** Reads the assets of a form, with what is wrong with them in the faults. */
export type ReadDrafts = (faults: Faults) => Promise<AssetDraft[]>;

/**
 * Sends assets to a creative set, one request each and in order, and waits until all of them are ready
 * if the form says so. With the wait, the set is read first: a set that is not in the campaign is an
 * error before anything is changed.
 *
 * @param asksIfItExists whether the form has *If It Exists Already*: what exists is then not sent
 */
export async function addAssets(
	item: Item,
	readDrafts: ReadDrafts,
	asksIfItExists: boolean,
): Promise<OperationResult> {
	const wanted = await readWanted(item, readDrafts, asksIfItExists);
	const { set, wait, drafts, exists } = wanted;
	const done: Added[] = [];
	try {
		const send = async () => await sendAll(item, wanted, done);
		await (exists === undefined ? send() : exists.inTurn(send));
		if (wait === undefined) refuseFailed(done);
		const final = wait ? await waited(item, wanted, wait, done) : done;
		const sent = final.filter(({ existing }) => existing === undefined);
		const raws = done.map(({ reply }) => reply.raw);
		return {
			results: resultsOf(wanted, final),
			raw: raws.length === 1 ? raws[0] : raws,
			...(sent.length === 0
				? {}
				: { label: `${sent.map(labelOf).join(', ')} of creative_set_id ${set}` }),
		};
	} catch (error) {
		throw partlyFailed(error, done, done.length === drafts.length);
	}
}
