import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { comparedName } from '../../common/ground/names';
import { quote } from '../../common/ground/values';
import { wantsPreview } from '../../common/guard/preview';
import type { Comparison } from '../../common/run/ifItExists';
import {
	existingResult,
	IF_IT_EXISTS_LABEL,
	readIfItExists,
	refuseExisting,
	refuseOther,
	refuseUnsure,
	soleOf,
} from '../../common/run/ifItExists';
import type { Earlier, Named } from '../../common/run/knownNames';
import { earlierOf } from '../../common/run/knownNames';
import {
	creating,
	existingLately,
	inTurns,
	isUnsure,
	latelyKey,
	refuseUnsureLately,
	rememberMade,
	rememberUnsure,
} from '../../common/run/madeLately';
import type { OperationResult } from '../../common/run/operation';
import { accountKey } from '../transport/request';
import { createdLabel } from './creativeValues';
import { compareCreative, creativesOfName, presentCreative, rowOf } from './existing';

/** A creative of an item, ready to be sent. */
export interface Plan<T> {
	draft: T;
	/** What is sent about it. */
	metadata: IDataObject;
	creativeTypeId: unknown;
	/** The user's file, if the content comes from one. */
	fileName?: string;
}

/** Sends creatives in one request; tells of each that was made before anything can go wrong. */
export type Send<T> = (
	drafts: T[],
	made: (draft: T, creativeId: number | string) => void,
) => Promise<OperationResult>;

/** One creative of an item, and what is known of its name. */
interface Looked<T> extends Plan<T> {
	named: Named;
	earlier: Earlier;
	/** Its key in the memory of this process. */
	key: string;
	/** When its name was looked up, in milliseconds since the epoch; before that, now. */
	askedAt: number;
	existing?: { row: IDataObject; comparison: Comparison & { result: IDataObject } };
}

/** What the process remembers of a creative. */
const KEEPS = ['creativeId'];

const labelOf = ({ creativeId }: IDataObject): string => createdLabel(creativeId);

function lookedFor<T>(context: IExecuteFunctions, account: string, plan: Plan<T>): Looked<T> {
	const named = { what: 'creative', name: String(plan.metadata.creativeName) };
	const key = latelyKey(account, named);
	return { ...plan, named, key, earlier: earlierOf(context, named), askedAt: clock.now() };
}

/** @throws InputError for creatives of one name: the next run could not tell them apart */
function checkNames<T>(all: Array<Looked<T>>): void {
	const names = all.map(({ named: { name } }) => comparedName(name));
	const twice = all.find((_, index) => names.indexOf(names[index]) !== index);
	if (twice === undefined) return;
	throw new InputError(
		`Several files of this item would become a creative named ${quote(twice.named.name)}`,
		`They could not be told apart if this runs again. Leave 'Creative Name' empty and give the files different names, upload each in its own item, or choose 'Create Another' in '${IF_IT_EXISTS_LABEL}'.`,
	);
}

/**
 * Looks each creative up, by what "If It Exists Already" says.
 *
 * @throws InputError if any may not be returned, before anything is sent; ApiFailure if an earlier item
 *   may have made one of the others
 */
async function lookUp<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	all: Array<Looked<T>>,
): Promise<void> {
	const choice = readIfItExists(context, itemIndex);
	const faults = new Faults();
	for (const one of all) {
		const { named, earlier, key, metadata, creativeTypeId, fileName } = one;
		const found = await creativesOfName(context, itemIndex, named.name);
		const read = async (kept: IDataObject) =>
			await presentCreative(context, itemIndex, kept, named.name);
		one.askedAt = found.askedAt;
		const isKnown = found.rows.length > 0 || soleOf(named, earlier, found, true) !== undefined;
		const lately = isKnown
			? undefined
			: await existingLately(named, key, found.askedAt, {
					labelOf,
					reread: { keeps: KEEPS, read },
					earlier,
				});
		faults.attempt(() => {
			const row = soleOf(named, earlier, found, true) ?? lately;
			if (row === undefined) return;
			const label = labelOf(row);
			refuseExisting(named, choice, label);
			const comparison = compareCreative(metadata, rowOf(metadata, creativeTypeId), row, fileName);
			refuseOther(named, label, comparison);
			one.existing = { row, comparison };
		});
	}
	faults.throwAny();
	for (const { existing, named, earlier, key, askedAt } of all) {
		if (existing !== undefined) continue;
		refuseUnsure(named, earlier);
		refuseUnsureLately(named, key, askedAt);
	}
}

/** Uploads, and remembers each that was made for other executions of this process. */
async function sendLately<T>(
	all: Array<Looked<T>>,
	send: Send<T>,
	tell: (one: Looked<T>, creativeId: number | string) => void = () => {},
): Promise<OperationResult> {
	const left = new Set(all);
	const drafts = all.map(({ draft }) => draft);
	return await send(drafts, (draft, creativeId) => {
		const one = all.find((candidate) => candidate.draft === draft);
		if (one === undefined) return;
		left.delete(one);
		rememberMade(one.key, { creativeId }, KEEPS);
		tell(one, creativeId);
	}).catch(async (failure: unknown) => {
		if (isUnsure(failure)) for (const { key } of left) rememberUnsure(key);
		return await Promise.reject(failure);
	});
}

/** Uploads those that are missing, in one request, and remembers each that was made. */
async function sendMissing<T>(
	missing: Array<Looked<T>>,
	send: Send<T>,
): Promise<OperationResult> {
	const made = new Set<Earlier>();
	const leftOver = (): Earlier[] =>
		missing.map(({ earlier }) => earlier).filter((earlier) => !made.has(earlier));
	return await creating(leftOver, async () =>
		await sendLately(missing, send, (one, creativeId) => {
			made.add(one.earlier);
			const row = { creativeId, ...rowOf(one.metadata, one.creativeTypeId) };
			one.earlier.made = { result: row, at: clock.now() };
		}),
	);
}

/**
 * Uploads the creatives of an item, or does what "If It Exists Already" asks for with those that
 * already exist under their names: only the others are sent. Executions of one process know what the
 * others have made; one of another process that starts before IQM's list shows it can still create two.
 *
 * @returns the creatives in the order of the files
 * @throws InputError before anything is sent if one exists that may not be returned, if there are
 *   several of a name, or if files of the item would share one
 */
export async function uploadMissing<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	plans: Array<Plan<T>>,
	send: Send<T>,
): Promise<OperationResult> {
	if (wantsPreview(context, itemIndex)) {
		return await send(plans.map(({ draft }) => draft), () => {});
	}
	const account = await accountKey(context);
	const all = plans.map((plan) => lookedFor(context, account, plan));
	// The next run may be one that returns them.
	if (readIfItExists(context, itemIndex) === 'create') return await sendLately(all, send);
	checkNames(all);
	const keys = all.map(({ key }) => key);
	return await inTurns(keys, context.getExecutionCancelSignal(), async () => {
		await lookUp(context, itemIndex, all);
		return await uploadOthers(context, all, send);
	});
}

/** Uploads what does not exist, and returns all in the order of the files. */
async function uploadOthers<T>(
	context: IExecuteFunctions,
	all: Array<Looked<T>>,
	send: Send<T>,
): Promise<OperationResult> {
	const missing = all.filter(({ existing }) => existing === undefined);
	const sent = missing.length === 0 ? undefined : await sendMissing(missing, send);
	if (sent !== undefined && missing.length === all.length) return sent;

	const uploaded = [...(sent?.results ?? [])];
	const results = all.flatMap(({ existing, named }) => {
		if (existing === undefined) return uploaded.splice(0, 1);
		const { row, comparison } = existing;
		return [existingResult(context, named, labelOf(row), comparison, { so: 'it was not uploaded again' })];
	});
	const rows = all.flatMap(({ existing }) => (existing === undefined ? [] : [existing.row]));
	if (sent === undefined) return { results, raw: rows.length === 1 ? rows[0] : { existing: rows } };
	return { results, raw: { existing: rows, uploaded: sent.raw }, label: sent.label };
}
