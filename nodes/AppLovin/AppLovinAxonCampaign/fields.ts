import { DateTime } from 'luxon';

import type { Field } from '../../common/form/kinds';
import { choice, flag, idText, text, url } from '../../common/form/kinds';
import { listOf, some, TEXTS } from '../../common/form/lists';
import { InputError } from '../../common/ground/errors';
import { toEnd, toMoment } from '../../common/ground/moments';
import { quote, toCodes, toPhrases, toText, toUrl } from '../../common/ground/values';
import { toCountries, AXON_COUNTRIES } from '../axonShared/values';
import { AUDIENCE_STRATEGIES, CATALOG_TYPES } from './choices';

/** A moment as this API writes it: in UTC, without a sign for that. */
export function axonTime(ms: number): string {
	return DateTime.fromMillis(ms, { zone: 'utc' }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** A time of a campaign: `YYYY-MM-DDTHH:MM:SS`. */
export function axonMoment(
	label: string,
	of: 'end' | 'start',
	description: string,
	hint?: string,
): Field<string> {
	const toMs = of === 'end' ? toEnd : toMoment;
	const day =
		of === 'end'
			? 'A date without a time means its last second.'
			: 'A date without a time means its first second.';
	return {
		label,
		ask: {
			type: 'dateTime',
			default: '',
			...(hint === undefined ? {} : { hint }),
			description: `${description}. ${day} Without an offset, it is in UTC.`,
		},
		read: (value) => axonTime(toMs(value, 'utc', label)),
	};
}

/** A tracking address, whose macros such as {CAMPAIGN_ID} stay as they are. */
export function trackingUrl(label: string, description: string, example: string): Field<string> {
	return {
		...url(label, description, { example }),
		read(value) {
			const address = toUrl(value, label);
			if (/^https:/i.test(address)) return address;
			throw new InputError(`'${label}' must start with https://, not ${quote(address)}`);
		},
	};
}

/** Countries to serve. */
export function countriesField(description: string): Field<string[]> {
	const label = 'Countries';
	return {
		label,
		list: 'array',
		ask: { type: 'multiOptions', options: AXON_COUNTRIES, default: [], description },
		read: (value) => some(toCountries(value, label), label),
	};
}

function toRegions(value: unknown, label: string): string[] {
	return toCodes(value, label).map((code) => {
		if (/^[A-Za-z]{2}$/.test(code)) return code.toUpperCase();
		throw new InputError(
			`'${label}' must hold codes of US states with two letters, not ${quote(code)}`,
			'For example CA for California.',
		);
	});
}

/** What narrows the United States down. */
export const US_FIELDS = {
	region_codes: listOf(TEXTS, toRegions)('US Regions', 'Only these states of the United States', {
		example: 'CA,NY',
		note: 'Requires the United States among the countries; not together with US Metros',
	}),
	metro_names: listOf(TEXTS, toPhrases)(
		'US Metros',
		'Only these metro areas of the United States, by their names in AppLovin',
		{ note: 'Requires the United States among the countries; not together with US Regions' },
	),
};

export const IMPRESSION_URL = trackingUrl(
	'Impression URL',
	"The tracking partner's URL for impressions, with macros such as {CAMPAIGN_ID}",
	'https://view.adjust.com/impression/abc?campaign={CAMPAIGN_ID}',
);

export const CLICK_URL = trackingUrl(
	'Click URL',
	"The tracking partner's URL for clicks, with macros such as {CAMPAIGN_ID}",
	'https://app.adjust.com/abc?campaign={CAMPAIGN_ID}',
);

export const WEBSITE_URL = url('Website URL', 'Where the ads of a web campaign lead', {
	example: 'https://shop.example.com',
});

/** What only some campaigns have, on creation and later. */
export const EXTRA_FIELDS = {
	audience_strategy: choice<string>(
		'Audience Strategy',
		'Whom to reach; web campaigns with CPP or Purchase ROAS only',
		{
			of: AUDIENCE_STRATEGIES,
			inWords: 'Prospecting',
		},
	),
	catalog_id: idText('Catalog', 'Product catalog for dynamic ads; web campaigns only', {
		example: '501',
		pick: 'searchCatalogs',
	}),
	catalog_type: choice<string>('Catalog Type', 'Kind of the product catalog; web campaigns only', {
		of: CATALOG_TYPES,
		inWords: 'DPA',
	}),
	is_composite_banner_enabled: flag(
		'Composite Banners',
		'to let AppLovin compose banners of other assets; app campaigns only',
	),
	is_dynamic_ads_enabled: flag('Dynamic Ads', 'to show products of a catalog; web campaigns only'),
	variant_set_id: idText(
		'Variant Set',
		'Variant set of the catalog, for dynamic ads; web campaigns only',
		{
			example: '601',
			pick: 'searchVariantSets',
		},
	),
};

/** The types of campaigns that each of them is for. */
export const TYPES_OF: Record<string, string> = {
	audience_strategy: 'WEB',
	catalog_id: 'WEB',
	catalog_type: 'WEB',
	click_url: 'APP',
	impression_url: 'APP',
	is_composite_banner_enabled: 'APP',
	is_dynamic_ads_enabled: 'WEB',
	itunes_id: 'APP',
	package_name: 'APP',
	platform: 'APP',
	tracking: 'APP',
	variant_set_id: 'WEB',
	website_url: 'WEB',
};

export const NAME: Field<string> = {
	...text('Campaign Name', 'Name of the campaign', { example: 'My App US CPI' }),
	read: (value) => toText(value, 'Campaign Name'),
};
