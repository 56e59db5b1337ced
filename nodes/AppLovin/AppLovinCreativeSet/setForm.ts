import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
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
		"Whether to lift the set's restriction to certain countries, so that it can serve in every country of the campaign",
};

export const countriesField: INodeProperties = {
	displayName: LABELS.countries,
	name: 'countries',
	type: 'multiOptions',
	options: COUNTRIES,
	default: [],
	description:
		'Countries to restrict the set to. Countries outside the campaign are never served. An expression may give codes as an array or a comma-separated list, for example za, gb.',
};

export const languagesField: INodeProperties = {
	displayName: LABELS.languages,
	name: 'languages',
	type: 'multiOptions',
	options: LANGUAGES,
	default: [],
	description:
		'Languages that the set is for. An expression may give codes as an array or a comma-separated list, for example en, zh_hans.',
};

export const productPageField: INodeProperties = {
	displayName: LABELS.product_page,
	name: 'product_page',
	type: 'string',
	default: '',
	placeholder: 'e.g. 45812c9b-c296-43d3-c6a0-c5a02f74bf6e',
	description:
		'Custom Product Page (iOS) or Store Listing (Android) that the set links to, for example summer-sale',
};

/** Read-only, or an id that would turn this request into another one. */
const NEVER = ['ads', 'assets', 'campaign_id', 'creative_set_id', 'id'];

function checksOf(labels: typeof LABELS): Record<string, (value: unknown) => unknown> {
	const filled = (list: string[], name: 'countries' | 'languages'): string[] => {
		if (list.length > 0) return list;
		const hint =
			name === 'countries' ? ` On an update, '${ALL_COUNTRIES}' lifts the restriction.` : '';
		throw new InputError(
			`'${labels[name]}' is empty`,
			`Choose at least one, or remove the field to leave it as it is.${hint}`,
		);
	};
	return {
		name: (value) => toText(value, labels.name),
		product_page: (value) => toText(value, labels.product_page),
		languages: (value) =>
			filled(toChoices(value, labels.languages, LANGUAGES, lowerCase), 'languages'),
		countries: (value) =>
			filled(toChoices(value, labels.countries, COUNTRIES, lowerCase), 'countries'),
		sizes: toSizes,
	};
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

/** What a form is besides its fields. */
interface SetFormFacts {
	/** Ids of what is updated: "Additional JSON" may name them, and they are not sent. */
	ownIds?: Record<string, string>;
	/** The form's words for the API's fields. */
	labels?: typeof LABELS;
}

/**
 * The creative set's fields that the user filled in, under the API's names and checked.
 *
 * @param given the collection that holds the optional ones, and what else the form asks for
 */
export function readSetForm(
	given: IDataObject,
	{ ownIds = {}, labels = LABELS }: SetFormFacts = {},
): IDataObject {
	const { additionalJson, allCountries = false, ...fields } = given;
	const faults = new Faults();
	const lifted = faults.attempt(() => toBoolean(allCountries, ALL_COUNTRIES)) === true;
	const form =
		faults.attempt(() => {
			const json = isBlank(additionalJson) ? {} : toJsonObject(additionalJson, 'Additional JSON');
			return withAdditionalJson(fields, withoutOwnIds(json, ownIds), labels);
		}) ?? fields;
	for (const stray of NEVER.filter((key) => form[key] !== undefined)) {
		faults.wrong(
			`'Additional JSON' sets '${stray}', which AppLovin does not let anyone set`,
			'Remove it. Assets have their own operations, and ads are created automatically.',
		);
	}
	if (lifted && fields.countries !== undefined) {
		faults.wrong(`'${ALL_COUNTRIES}' does not go with '${labels.countries}'`);
	} else if (lifted && form.countries !== undefined) {
		faults.wrong(`'${ALL_COUNTRIES}' does not go with 'countries' in 'Additional JSON'`);
	}
	const checks = checksOf(labels);
	const checked = Object.entries(form).map(([key, value]) => [
		key,
		Object.hasOwn(checks, key) ? faults.attempt(() => checks[key](value)) : value,
	]);
	faults.throwAny();
	return { ...(Object.fromEntries(checked) as IDataObject), ...(lifted ? { countries: [] } : {}) };
}
