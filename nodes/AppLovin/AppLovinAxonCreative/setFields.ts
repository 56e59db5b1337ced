import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../../common/form/kinds';
import { choice, text, url } from '../../common/form/kinds';
import { IDS, listOf, picked, some } from '../../common/form/lists';
import { toChoices } from '../../common/form/choice';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { toIds } from '../../common/ground/values';
import { AXON_COUNTRIES, toCountries } from '../axonShared/values';
import type { Item } from '../../common/run/item';
import { isMadeUp } from '../../common/guard/preview';
import { listedByIds } from '../axonShared/byIds';
import { LISTED_ASSETS } from './assets';
import type { SetAsset } from './creativeSets';
import { SET_STATUSES, setAssetOf } from './creativeSets';
import { AXON_LANGUAGES, NOT_FOR_WEB } from './languages';

export const NAME: Field<string> = text('Creative Set Name', 'Name of the creative set', { example: 'Spring Videos' });

const LANGUAGES = 'Languages';
const COUNTRIES = 'Countries';

const VERSIONS = [
	{ name: 'V1', value: 'V1' },
	{ name: 'V2', value: 'V2' },
];

/** @param what of the description: "Languages that the set is for" */
export function languagesField(what: string): Field<string[]> {
	return {
		label: LANGUAGES,
		list: 'array',
		ask: {
			type: 'multiOptions',
			options: AXON_LANGUAGES,
			default: [],
			description: `${what}, for example English. An expression may give AppLovin's words, such as ENGLISH.`,
		},
		read: (value) => some([...new Set(toChoices(value, LANGUAGES, AXON_LANGUAGES))], LANGUAGES),
	};
}

/** @param what of the description: "Countries to serve the set in" */
export function setCountriesField(what: string): Field<string[]> {
	return {
		label: COUNTRIES,
		list: 'array',
		ask: {
			type: 'multiOptions',
			options: AXON_COUNTRIES,
			default: [],
			description: `${what}, for example United States (US). Sets for websites can't name countries of the European Economic Area, the United Kingdom or Switzerland.`,
		},
		read: (value) => some(toCountries(value, COUNTRIES), COUNTRIES),
	};
}

/** What a set leads to. */
export const PAGE_FIELDS = {
	creative_set_url: url('Landing Page URL', 'Where the ads of the set lead; sets for websites only', {
		example: 'https://shop.example.com/spring',
	}),
	product_page: text('Product Page', 'Custom product page of the App Store; sets for apps only', {
		example: '45812c9b-c296-43d3-c6a0-c5a02f74bf6e',
	}),
};

/** The type of set that each of them is for. */
const TYPE_OF: Record<string, string> = { creative_set_url: 'WEB', product_page: 'APP' };
const TYPE_WORDS: Record<string, string> = { APP: 'an app', WEB: 'a website' };

export const VERSION = choice<string>(
	'Version (Not Verified)',
	"Sent as the set's version; only needed if AppLovin asks for it",
	{ of: VERSIONS, inWords: 'V2' },
);

export const statusField = (description: string): Field<string> =>
	choice<string>('Status', description, { of: SET_STATUSES, inWords: 'Paused' });

/** Fields of assets that an update changes, by ID or picked from the list. */
export const ASSET_FIELDS = {
	assets: listOf(IDS, toIds)('Asset IDs', "Assets, which 'How Lists Change' adds, removes or takes in place of the current ones", {
		example: '70000001,70000002',
	}),
	pickedAssets: { ...picked('Asset Names or IDs', 'The newest 1,000', 'getAssets', toIds), standsFor: 'assets' },
};

/** The form's words for the API's fields. */
export const SET_LABELS: Record<string, string> = {
	...{ assets: 'Assets', campaign_id: 'Campaign', type: 'Type', name: NAME.label, status: 'Status' },
	...{ languages: LANGUAGES, countries: COUNTRIES, version: VERSION.label },
	...{ creative_set_url: PAGE_FIELDS.creative_set_url.label, product_page: PAGE_FIELDS.product_page.label },
};

/** What only sets of one type can have. */
export function checkType(fields: IDataObject, type: unknown, { wrong }: Pick<Faults, 'wrong'>): void {
	const own = String(type ?? '').toUpperCase();
	if (!(own in TYPE_WORDS)) return;
	for (const [key, of] of Object.entries(TYPE_OF)) {
		if (fields[key] === undefined || of === own) continue;
		wrong(`'${SET_LABELS[key]}' is for creative sets of ${TYPE_WORDS[of]}; this one is for ${TYPE_WORDS[own]}`, 'Remove it.');
	}
	const banned = (Array.isArray(fields.countries) ? fields.countries : []).filter((code) =>
		NOT_FOR_WEB.includes(String(code)),
	);
	if (own === 'WEB' && banned.length > 0) {
		wrong(`'${COUNTRIES}' holds ${banned.join(', ')}, which creative sets for a website can't name`, 'Remove them.');
	}
}

/** "assets: 1-50, at most 10 of a type" */
const MOST = 50;
const MOST_OF_TYPE = 10;

/**
 * @throws InputError for more assets than a set takes
 */
export function checkCounts(assets: SetAsset[]): void {
	if (assets.length > MOST) {
		throw new InputError(`A creative set can have ${MOST} assets, not ${assets.length}`, 'Nothing was sent.');
	}
	const counts = new Map<string, number>();
	for (const { type } of assets) if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
	const over = [...counts].find(([, count]) => count > MOST_OF_TYPE);
	if (over === undefined) return;
	throw new InputError(
		`A creative set can have ${MOST_OF_TYPE} assets of a type, not ${over[1]} of ${over[0]}`,
		'Nothing was sent. Use fewer of this type.',
	);
}

/**
 * Assets by ID as a set takes them, looked up so that none is sent which AppLovin would refuse. One that is
 * only previewed can't be looked up.
 *
 * @throws InputError for assets that are not listed or were rejected
 */
export async function assetsByIds(item: Item, ids: string[]): Promise<SetAsset[]> {
	const real = ids.filter((id) => !isMadeUp(item.context, id));
	const found = await listedByIds(item, LISTED_ASSETS, real);
	const rejected = real.filter((id) => String(found.get(id)?.status).toUpperCase() === 'REJECTED');
	if (rejected.length > 0) {
		throw new InputError(
			`AppLovin has rejected the asset${rejected.length === 1 ? '' : 's'} ${rejected.join(', ')}: no creative set can use ${rejected.length === 1 ? 'it' : 'them'}`,
			'Nothing was sent. Asset > Get Many shows the reasons.',
		);
	}
	return ids.map((id) => {
		const row = found.get(id);
		return row === undefined ? { id } : setAssetOf(row);
	});
}
