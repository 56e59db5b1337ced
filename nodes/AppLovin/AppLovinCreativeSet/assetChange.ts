import type { IDataObject } from 'n8n-workflow';

import { meansSame } from '../../common/guard/contradiction';
import { decoded } from '../../common/file/fileName';
import type { Part } from '../../common/file/multipart';
import { isSameName } from '../../common/ground/names';
import { isOpen, statusOf } from './assets';

/** One asset on its way to AppLovin: one request. */
export interface AssetDraft {
	parts: Part[];
	/** Its type, unless AppLovin derives it from the file. */
	type?: string;
	/** What the type begins with. */
	typePrefix: string;
	/** Only for a file. */
	fileName?: string;
}

const ADDRESS = /^https?:/i;

function only<T>(rows: T[]): T | undefined {
	return rows.length === 1 ? rows[0] : undefined;
}

/** The last part of an address. */
function lastOf(address: unknown): string {
	return String(address).split(/[?#]/)[0].split('/').at(-1) ?? '';
}

/** Where an address leads, without what follows its path. */
function placeOf(address: unknown): { host?: string; path?: string } {
	const [, host, path] = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(String(address)) ?? [];
	return { host: host?.toLowerCase(), path };
}

/** Whether the last part of an asset's address is the file's name, encoded or not. */
function hasName({ asset }: IDataObject, fileName: string): boolean {
	const last = lastOf(asset);
	return [last, decoded(last)].some((name) => isSameName(name, fileName));
}

function isOfKind(row: IDataObject, { type, typePrefix }: AssetDraft): boolean {
	return type === undefined ? String(row.type).startsWith(typePrefix) : row.type === type;
}

/** URL, hash or text of a draft without a file. */
export function sentAsset({ parts }: AssetDraft): string | undefined {
	const sent = parts.find(({ name }) => name === 'asset');
	return sent !== undefined && 'text' in sent ? sent.text : undefined;
}

/** Whether another text stands in place of the one sent; AppLovin may use addresses of its own. */
export function isOtherText(row: IDataObject, draft: AssetDraft): boolean {
	const sent = sentAsset(draft);
	return sent !== undefined && String(row.type).startsWith('TXT_') && !meansSame(sent, row.asset);
}

/**
 * Whether an asset is the one that would be sent: of the same type and words, of the same address or
 * hash, or with the file's name at the end of its address. AppLovin may keep what an address leads to
 * under an address of its own: there too, the name at the end tells, but on one server the whole path does.
 */
export function isSameAsset(row: IDataObject, draft: AssetDraft): boolean {
	if (!isOfKind(row, draft)) return false;
	if (draft.fileName !== undefined) return hasName(row, draft.fileName);
	const sent = sentAsset(draft) ?? '';
	if (draft.type === 'TXT_RATING') return meansSame(sent, row.asset);
	if (draft.typePrefix.startsWith('TXT_')) return isSameName(sent, row.asset);
	if (sent === row.asset) return true;
	const [wanted, present] = [placeOf(sent), placeOf(row.asset)];
	if (wanted.host !== undefined && wanted.host === present.host) return wanted.path === present.path;
	const name = decoded(lastOf(sent));
	return ADDRESS.test(sent) && ADDRESS.test(String(row.asset)) && name !== '' && hasName(row, name);
}

/**
 * Finds out what one request does to a set's assets, all of which AppLovin answers. AppLovin derives a
 * file's type itself, and nothing in an answer points to the file: so this looks for a row that is not
 * as before, then for the file's name in an address, then for the row being processed. The asset that
 * was there before is not taken for the new one, however ready it is.
 */
export class AssetChange {
	/** The asset as last seen; undefined while no answer shows which of several it is. */
	row: IDataObject | undefined;

	/** The asset that was in processing after the request, and so is the new one. */
	private begun: unknown;

	/** @param before the set's assets before the request, if they are known */
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
		const isAddress = ADDRESS.test(String(row.asset));
		if (sent !== undefined && !isAddress && meansSame(sent, row.asset)) return true;
		const same = (this.before ?? []).filter(
			(old) => old.type === row.type && old.asset === row.asset,
		);
		if (same.length === 0 || this.begun === row.asset) return true;
		return !same.some((old) => isOpen(old) || statusOf(old) === statusOf(row));
	}

	/** The rows that may be the asset: one, or several if nothing shows which of them it is. */
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
	 * @param claimed the types of assets that other requests of this run have made
	 * @returns the rows in question; empty while only the previous asset is listed
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

	/** Whether the set has any assets of this kind. */
	isListed(rows: IDataObject[]): boolean {
		return rows.some((row) => isOfKind(row, this.draft));
	}
}
