import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../../../common/form/field';
import { asText } from '../../../common/form/field';
import { Faults } from '../../../common/ground/faults';
import { toIds, toPhrases, unpacked } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { oncePerRun } from '../../../common/run/oncePerRun';
import { findIds, idsIn } from '../../shared/masterIds';
import type { MasterKey } from '../../shared/masterLists';
import { accountKey } from '../../transport/request';
import { some } from './kinds';

/** Lists of places that are too long to pick from: their names are looked up. */
export type PlaceList = Extract<
	MasterKey,
	| 'cities'
	| 'congressionalDistrictsForCampaigns'
	| 'counties'
	| 'houseDistrictsForCampaigns'
	| 'senateDistrictsForCampaigns'
>;

/** A field of places: IDs as comma-separated text, or the entries with the names among them. */
interface PlaceField extends Field<string[] | string> {
	places: PlaceList;
}

const IDS_ONLY = /^[\d\s,]+$/;

/** Entries one per line; only IDs may stand in one line, since "Columbus, OH" has a comma of its own. */
function toEntries(value: unknown, label: string): string[] {
	const given = unpacked(value, label);
	const texts = typeof given === 'string' ? [given] : toPhrases(given, label);
	return texts
		.flatMap((text) => text.split(/[\n;]/))
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.flatMap((line) => (IDS_ONLY.test(line) ? toIds(line, label) : [line]));
}

/**
 * Places by name or ID.
 *
 * @param places the list in which names are looked up before anything is sent: {@link withPlaceIds}
 */
export function placeNames(
	label: string,
	description: string,
	places: PlaceList,
	example: string,
): PlaceField {
	const ask = asText(description, { example }, 'Names or IDs, one per line or an array');
	return {
		label,
		ask: { ...ask, typeOptions: { rows: 2 } },
		list: 'text',
		places,
		read(value) {
			const entries = some(toEntries(value, label), label);
			return entries.every((entry) => IDS_ONLY.test(entry)) ? entries.join(',') : entries;
		},
	};
}

const isPlaces = (field: object): field is PlaceField => 'places' in field;

/**
 * A checked request with the IDs of its places, which are looked up in IQM's lists: those of the same
 * names once for all items of a run.
 *
 * @param fields all fields of a request
 * @throws InputError that names every place that IQM's lists lack, or have several of
 */
export async function withPlaceIds(
	{ context, index: itemIndex }: Item,
	campaign: IDataObject,
	fields: Iterable<[string, object]>,
): Promise<IDataObject> {
	const faults = new Faults();
	const found: IDataObject = {};
	for (const [name, field] of fields) {
		const entries = campaign[name];
		if (!isPlaces(field) || !Array.isArray(entries)) continue;
		const { places, label } = field;
		const names = (entries as string[]).filter((entry) => !IDS_ONLY.test(entry));
		// Each item makes a campaign, and so forgets what lists the account's nodes have kept.
		const key = JSON.stringify([await accountKey(context), places, names]);
		const lookUp = async () => await findIds(context, places, names, { itemIndex });
		const lookups = await oncePerRun(context, key, lookUp);
		const ids = faults.attempt(() => idsIn(lookups, places, label)) ?? [];
		const byName = new Map(names.map((entry, at) => [entry, String(ids[at])]));
		const all = (entries as string[]).map((entry) => byName.get(entry) ?? entry);
		found[name] = [...new Set(all)].join(',');
	}
	faults.throwAny();
	return { ...campaign, ...found };
}
