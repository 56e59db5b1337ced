import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { comparedName } from '../../common/ground/names';
import { isObject, quote } from '../../common/ground/values';
import { wantsPreview } from '../../common/guard/preview';
import type { ExistsWords, IfItExists } from '../../common/run/ifItExists';
import {
	existingResult,
	IF_IT_EXISTS_LABEL,
	ifItExistsProperties,
	refuseExisting,
	refuseUnsure,
	soleOf,
} from '../../common/run/ifItExists';
import type { Item } from '../../common/run/item';
import type { Earlier, Named } from '../../common/run/knownNames';
import { earlierOf } from '../../common/run/knownNames';
import {
	existingLately,
	inTurns,
	isUnsure,
	latelyKey,
	refuseUnsureLately,
	rememberMade,
	rememberUnsure,
} from '../../common/run/madeLately';
import { listedOnce } from '../shared/rowsOfName';
import { accountKey } from '../transport/request';
import type { AssetDraft } from './assetChange';
import { isSameAsset, sentAsset } from './assetChange';
import { hasFailed } from './assets';
import { setAmong, setsOf } from './creativeSets';

export const EXISTS_WORDS: ExistsWords = {
	rules:
		"Failed and removed assets are skipped; if several match, it is an error. File contents are not compared. Requires 'Campaign'.",
	another: { name: 'Create Another', description: 'Skips the check: every run sends it again' },
	returnIt: 'Returns the existing asset and sends nothing',
};

export const existsFields = ifItExistsProperties(
	'its content within its creative set (texts by their wording, URLs and hashes as entered, files by name)',
	EXISTS_WORDS,
);

/** An asset of an item, and how it is told from others. */
interface Wanted {
	draft: AssetDraft;
	named: Named;
	earlier: Earlier;
	/** Its key in the memory of this process. */
	key: string;
}

const labelOf = ({ type }: IDataObject, set: string): string =>
	`${String(type ?? 'asset')} of creative_set_id ${set}`;

function namedOf(draft: AssetDraft, set: string): Named {
	const { type, fileName } = draft;
	const what = type === undefined ? 'asset' : `asset ${type}`;
	return { what, name: fileName ?? sentAsset(draft) ?? '', within: set };
}

/** The asset of a type as something that is gone, for {@link rememberGone}. */
const goneOf = (type: string, set: string): Named => ({ what: 'removed asset', name: type, within: set });

/**
 * Notes that what a set had of a type is gone: it was removed, or something else took its place. What
 * the process remembers to have added before that is then not taken for what is there.
 */
export async function rememberGone({ context, index }: Item, set: string, type: string): Promise<void> {
	const key = latelyKey(await accountKey(context, index), goneOf(type, set));
	rememberMade(key, { at: clock.now() });
}

/** A set's assets, and when they were asked for, in milliseconds since the epoch. */
export interface Listed {
	rows: IDataObject[];
	askedAt: number;
}

/** What is asked about the assets of an item. */
export interface Asked {
	campaign: string;
	set: string;
	drafts: AssetDraft[];
	choice: IfItExists;
	/** The set's assets, if they have just been read. */
	listed?: Listed;
}

/** The assets of an item that may exist already, in the order in which they are sent. */
export class ExistingAssets {
	private found: Promise<Map<Wanted, IDataObject>> | undefined;

	private constructor(
		private readonly item: Item,
		private readonly asked: Asked,
		private readonly account: string,
		private readonly wanted: Wanted[],
	) {}

	/** @throws InputError for files of one name: the next run could not tell them apart */
	static async open(item: Item, asked: Asked): Promise<ExistingAssets> {
		const { context, index } = item;
		const account = wantsPreview(context, index) ? '' : await accountKey(context, index);
		const wanted = asked.drafts.map((draft): Wanted => {
			const named = namedOf(draft, asked.set);
			return { draft, named, earlier: earlierOf(context, named), key: latelyKey(account, named) };
		});
		if (asked.choice !== 'create') checkNames(wanted);
		return new ExistingAssets(item, asked, account, wanted);
	}

	private get looks(): boolean {
		const { context, index } = this.item;
		return this.asked.choice !== 'create' && !wantsPreview(context, index);
	}

	/** Does the work once no other execution of this process sends the same assets. */
	async inTurn<T>(work: () => Promise<T>): Promise<T> {
		if (!this.looks) return await work();
		const keys = this.wanted.map(({ key }) => key);
		return await inTurns(keys, this.item.context.getExecutionCancelSignal(), work);
	}

	/**
	 * What exists of an asset; undefined if it is to be sent. The first call looks for it and all that
	 * follow, so that nothing is sent before everything that may not be returned is told.
	 *
	 * @throws InputError as {@link ifItExistsProperties} says; ApiFailure if one may have been sent already
	 */
	async of(at: number): Promise<IDataObject | undefined> {
		if (!this.looks) return undefined;
		this.found ??= this.lookUp(this.wanted.slice(at));
		return (await this.found).get(this.wanted[at]);
	}

	/** Sends an asset, and remembers it for the next items and for other executions of this process. */
	async sending<T>(at: number, send: () => Promise<{ value: T; row: IDataObject }>): Promise<T> {
		const { key, earlier } = this.wanted[at];
		const { value, row } = await send().catch(async (failure: unknown) => {
			if (isUnsure(failure)) {
				rememberUnsure(key);
				if (this.looks) earlier.unsure = true;
			}
			return await Promise.reject(failure);
		});
		if (hasFailed(row)) return value;
		const result = { ...row, at: clock.now() };
		rememberMade(key, result);
		if (this.looks) earlier.made = { result, at: result.at };
		return value;
	}

	/** An asset that exists, as the operation's result. */
	result(at: number, row: IDataObject, result: IDataObject): IDataObject {
		const { named, draft } = this.wanted[at];
		const isText = String(row.type).startsWith('TXT_');
		const isAsSent = draft.fileName === undefined && row.asset === sentAsset(draft);
		const notCompared = isText || isAsSent ? undefined : 'whether its content is the same';
		return existingResult(
			this.item.context,
			named,
			labelOf(row, this.asked.set),
			{ result, differs: [], notCompared },
			{ words: EXISTS_WORDS, so: 'nothing was sent' },
		);
	}

	private async lookUp(wanted: Wanted[]): Promise<Map<Wanted, IDataObject>> {
		const { choice, set } = this.asked;
		const listed = this.asked.listed ?? (await listedAssets(this.item, this.asked));
		const found = new Map<Wanted, IDataObject>();
		const faults = new Faults();
		for (const one of wanted) {
			const { named, earlier, draft } = one;
			const same = listed.rows.filter((row) => isSameAsset(row, draft));
			const rows = same.filter((row) => !hasFailed(row));
			const known = same.length > 0 ? undefined : await this.lately(one, listed.askedAt);
			faults.attempt(() => {
				const row = soleOf(named, same.length > 0 ? {} : earlier, { ...listed, rows }, true) ?? known;
				if (row === undefined) return;
				refuseExisting(named, choice, labelOf(row, set));
				found.set(one, withoutTime(row));
			});
		}
		faults.throwAny();
		for (const { named, earlier, key } of wanted.filter((one) => !found.has(one))) {
			refuseUnsure(named, earlier);
			refuseUnsureLately(named, key, listed.askedAt);
		}
		return found;
	}

	/** What this process added so late that the list may lack it, unless it has removed it since. */
	private async lately({ named, key, earlier }: Wanted, askedAt: number) {
		const { set } = this.asked;
		const label = (row: IDataObject): string => labelOf(row, set);
		const read = async (kept: IDataObject): Promise<IDataObject | undefined> => {
			const gone = goneOf(String(kept.type), set);
			const removed = await existingLately(gone, latelyKey(this.account, gone), askedAt, {
				labelOf: label,
			});
			return Number(removed?.at ?? 0) >= Number(kept.at) ? undefined : kept;
		};
		return await existingLately(named, key, askedAt, {
			labelOf: label,
			reread: { keeps: [], read },
			earlier,
		});
	}
}

/** A row without the moment at which it was made. */
function withoutTime({ at, ...row }: IDataObject): IDataObject {
	return at === undefined ? row : { ...row };
}

/** A set's assets; a campaign's sets are listed once for all items of a run. */
async function listedAssets({ context, index }: Item, { campaign, set }: Asked): Promise<Listed> {
	const { rows, askedAt } = await listedOnce(context, index, ['creative sets', campaign], async () => {
		return (await setsOf(context, index, campaign)).rows;
	});
	const { assets } = setAmong(rows, campaign, set);
	return { rows: Array.isArray(assets) ? assets.filter(isObject) : [], askedAt };
}

function checkNames(wanted: Wanted[]): void {
	const names = wanted.map(({ named: { name } }) => comparedName(name));
	const twice = wanted.find((_, index) => names.indexOf(names[index]) !== index);
	if (twice === undefined) return;
	throw new InputError(
		`Several files of this item are named ${quote(twice.named.name)}`,
		`They could not be told apart if this runs again. Give them different names, upload each in its own item, or choose 'Create Another' in '${IF_IT_EXISTS_LABEL}'.`,
	);
}

