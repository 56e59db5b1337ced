import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { InputError } from '../../common/ground/errors';
import { isBlank, isObject, quote, toBoolean, toJsonObject, toText } from '../../common/ground/values';
import { COUNTRIES, LANGUAGES, SIZES } from '../shared/choices';
import { withoutOwnIds } from '../shared/ownIds';
import { LABELS, lowerCase, toChoices } from './setFields';

const ALL_COUNTRIES = 'All Countries of the Campaign';

/** `countries: []`, which means that all the campaign's countries are eligible. */
export const allCountriesField: INodeProperties = {
	displayName: ALL_COUNTRIES,
	name: 'allCountries',
	type: 'boolean',
	default: false,
	description:
		"Whether to lift the set's restriction to certain countries, so that all countries of the campaign are eligible",
};

export const countriesField: INodeProperties = {
	displayName: LABELS.countries,
	name: 'countries',
	type: 'multiOptions',
	options: COUNTRIES,
	default: [],
	description:
		'Countries that the set is restricted to. Those outside the campaign are never served. An expression may give codes as an array or a comma list, for example za, gb.',
};

export const languagesField: INodeProperties = {
	displayName: LABELS.languages,
	name: 'languages',
	type: 'multiOptions',
	options: LANGUAGES,
	default: [],
	description:
		'Languages of the set. An expression may give codes as an array or a comma list, for example en, zh_hans.',
};

export const productPageField: INodeProperties = {
	displayName: LABELS.product_page,
	name: 'product_page',
	type: 'string',
	default: '',
	placeholder: 'e.g. 45812c9b-c296-43d3-c6a0-c5a02f74bf6e',
	description:
		'Custom Product Page (iOS) or Store Listing (Android) that the set leads to, for example summer-sale',
};

/** Read-only, or an id that would turn this request into another one. */
const NEVER = ['ads', 'assets', 'campaign_id', 'creative_set_id', 'id'];

const CHECKS: Record<string, (value: unknown) => unknown> = {
	name: (value) => toText(value, LABELS.name),
	product_page: (value) => toText(value, LABELS.product_page),
	languages: (value) =>
		filled(toChoices(value, LABELS.languages, LANGUAGES, lowerCase), 'languages'),
	countries: (value) =>
		filled(toChoices(value, LABELS.countries, COUNTRIES, lowerCase), 'countries'),
	sizes: toSizes,
};

function filled(list: string[], name: 'countries' | 'languages'): string[] {
	if (list.length > 0) return list;
	const hint =
		name === 'countries' ? ` On an update, '${ALL_COUNTRIES}' lifts the restriction.` : '';
	throw new InputError(
		`'${LABELS[name]}' is empty`,
		`Choose at least one, or remove the field to leave it as it is.${hint}`,
	);
}

/** `{"INTER": true, "BANNER": false}` */
function toSizes(value: unknown): IDataObject {
	if (!isObject(value) || Object.keys(value).length === 0) {
		throw new InputError(`'sizes' must be an object such as {"INTER": true}, not ${quote(value)}`);
	}
	const stray = Object.keys(value).find((size) => !SIZES.includes(size));
	if (stray !== undefined) {
		throw new InputError(`'sizes' holds ${quote(stray)}, known are ${SIZES.join(', ')}`);
	}
	return Object.fromEntries(
		Object.entries(value).map(([size, enabled]) => [size, toBoolean(enabled, `sizes.${size}`)]),
	);
}

/**
 * The creative set's fields that the user filled in, under the API's names and checked.
 *
 * @param collection the parameter that holds the optional ones
 * @param ownIds ids of what is updated: "Additional JSON" may name them, and they are not sent
 */
export function readSetForm(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: string,
	always: IDataObject = {},
	ownIds: Record<string, string> = {},
): IDataObject {
	const given = context.getNodeParameter(collection, itemIndex, {}) as IDataObject;
	const { additionalJson, allCountries = false, ...fields } = given;
	const lifted = toBoolean(allCountries, ALL_COUNTRIES);
	if (lifted && fields.countries !== undefined) {
		throw new InputError(`'${ALL_COUNTRIES}' does not go with '${LABELS.countries}'`);
	}
	const json = isBlank(additionalJson) ? {} : toJsonObject(additionalJson, 'Additional JSON');
	const others = withoutOwnIds(json, ownIds);
	const form = withAdditionalJson({ ...always, ...fields }, others, LABELS);
	const stray = NEVER.find((key) => form[key] !== undefined);
	if (stray !== undefined) {
		throw new InputError(
			`'Additional JSON' sets '${stray}', which AppLovin does not let anyone set`,
			'Remove it. Assets have operations of their own, and ads appear by themselves.',
		);
	}
	if (lifted && form.countries !== undefined) {
		throw new InputError(`'${ALL_COUNTRIES}' does not go with 'countries' in 'Additional JSON'`);
	}
	const checked = Object.entries(form).map(([key, value]) => [
		key,
		Object.hasOwn(CHECKS, key) ? CHECKS[key](value) : value,
	]);
	return { ...(Object.fromEntries(checked) as IDataObject), ...(lifted ? { countries: [] } : {}) };
}
