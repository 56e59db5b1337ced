import type { IDataObject } from 'n8n-workflow';

import { meansSame } from '../../common/guard/contradiction';
import { decoded } from '../../common/file/fileName';
import type { Part } from '../../common/file/multipart';
import { isSameName } from '../../common/ground/names';
import { isOpen, statusOf } from './assets';

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

function only<T>(rows: T[]): T | undefined {
	return rows.length === 1 ? rows[0] : undefined;
}

/** Whether the last part of an asset's address is the file's name, encoded or not. */
function hasName({ asset }: IDataObject, fileName: string): boolean {
	const last = String(asset).split(/[?#]/)[0].split('/').at(-1) ?? '';
	return [last, decoded(last)].some((name) => isSameName(name, fileName));
}

function isOfKind(row: IDataObject, { type, typePrefix }: AssetDraft): boolean {
	return type === undefined ? String(row.type).startsWith(typePrefix) : row.type === type;
}

/** URL, hash or text of a draft that is no file. */
function sentAsset({ parts }: AssetDraft): string | undefined {
	const sent = parts.find(({ name }) => name === 'asset');
	return sent !== undefined && 'text' in sent ? sent.text : undefined;
}

/** Whether a text that was sent stands in another one's place; addresses may be AppLovin's own. */
export function isOtherText(row: IDataObject, draft: AssetDraft): boolean {
	const sent = sentAsset(draft);
	return sent !== undefined && String(row.type).startsWith('TXT_') && !meansSame(sent, row.asset);
}

/**
 * Follows what one request makes of the assets of a set, all of which AppLovin answers. It tells the
 * type of a file by itself and nothing in an answer points to the file: so what is another than before
 * is looked for, then the file's name in the address, then the one that is in processing. The asset
 * that was there before is not taken for the new one, however ready it is.
 */
export class AssetChange {
	/** The asset as it was seen last; undefined while no answer tells which of several it is. */
	row: IDataObject | undefined;

	/** What was in processing after the request, and so is the new asset. */
	private begun: unknown;

	/** @param before the set's assets before the request, where they are known */
	constructor(
		readonly draft: AssetDraft,
		private readonly before: IDataObject[] | undefined,
	) {}

	/** The type, once it is known. */
	get type(): string | undefined {
		return this.draft.type ?? (this.row === undefined ? undefined : String(this.row.type));
	}

	/** Whether a row can't be the asset that was there before. */
	private isFresh(row: IDataObject): boolean {
		if (isOtherText(row, this.draft)) return false;
		const sent = sentAsset(this.draft);
		// The same text or hash is the same asset, old or new.
		const isAddress = /^https?:/i.test(String(row.asset));
		if (sent !== undefined && !isAddress && meansSame(sent, row.asset)) return true;
		const same = (this.before ?? []).filter(
			(old) => old.type === row.type && old.asset === row.asset,
		);
		if (same.length === 0 || this.begun === row.asset) return true;
		return !same.some((old) => isOpen(old) || statusOf(old) === statusOf(row));
	}

	/** The rows that may be the asset: one, or several where nothing tells which of them. */
	private candidates(rows: IDataObject[], claimed: Set<string>): IDataObject[] {
		const { draft, before, type } = this;
		const ofKind = rows.filter((row) =>
			type === undefined
				? isOfKind(row, draft) && !claimed.has(String(row.type))
				: row.type === type,
		);
		if (before === undefined) {
			if (type !== undefined) {
				const sent = sentAsset(draft);
				return [ofKind.find(({ asset }) => asset === sent) ?? ofKind[0]].filter(Boolean);
			}
			const one =
				only(ofKind.filter((row) => hasName(row, draft.fileName ?? ''))) ??
				only(ofKind.filter(isOpen)) ??
				only(ofKind);
			return one === undefined ? ofKind.filter(isOpen) : [one];
		}
		const fresh = ofKind.filter((row) => this.isFresh(row));
		const one =
			only(fresh) ??
			only(fresh.filter((row) => hasName(row, draft.fileName ?? ''))) ??
			only(fresh.filter(isOpen)) ??
			(type === undefined ? undefined : (fresh.find(({ asset }) => asset === this.row?.asset) ?? fresh.at(0)));
		return one === undefined ? fresh : [one];
	}

	/**
	 * Looks at the set's assets after the request.
	 *
	 * @param claimed the types of what other requests of this run have made
	 * @returns the rows that it is about; empty while only what was there before is listed
	 */
	look(rows: IDataObject[], claimed: Set<string> = new Set()): IDataObject[] {
		const found = this.candidates(rows, claimed);
		const one = only(found);
		if (one !== undefined) {
			this.row = one;
			if (isOpen(one)) this.begun = one.asset;
		}
		return found;
	}

	/** Whether the set has assets of this kind at all. */
	isListed(rows: IDataObject[]): boolean {
		return rows.some((row) => isOfKind(row, this.draft));
	}
}
