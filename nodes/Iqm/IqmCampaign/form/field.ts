import type { GenericValue, IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import { toEpoch } from '../../../common/ground/moments';
import {
	toBoolean,
	toId,
	toIdNumber,
	toIdNumbers,
	toIds,
	toInteger,
	toJsonObject,
	toMoney,
	toPhrases,
	toText,
	toUrl,
	toUrls,
	unpacked,
} from '../../../common/ground/values';
import type { EntryKind } from './entries';
import { toEntries } from './entries';
import { toZips } from './zips';

/**
 * How a value travels. The two quickstarts want most lists as comma-separated text and a few as
 * arrays; the country as text and every other single id as a number.
 */
export type FieldKind =
	/** Lists of texts of one form, comma separated. */
	| EntryKind
	| 'zips'
	| 'text'
	| 'url'
	| 'boolean'
	| 'count'
	| 'money'
	| 'id'
	| 'idText'
	| 'ids'
	/** Like `ids`, and '' says "all of them". */
	| 'idsOrAll'
	| 'idArray'
	| 'textArray'
	| 'urlArray'
	| 'object'
	/** Epoch seconds. The form turns dates into them before "Additional JSON" is merged. */
	| 'seconds';

/** One field of `POST /api/v2/cmp/campaigns/add`. */
export interface Field {
	/** The API's name. */
	name: string;
	displayName: string;
	kind: FieldKind;
	/** What it does, without a period. */
	description: string;
	/** A sentence of its own, without a period, that stands after the example. */
	note?: string;
	example?: string;
	options?: INodeProperties['options'];
	default?: INodeProperties['default'];
	/** Whether an explicit `[]` may be sent; text left blank never may. */
	mayBeEmpty?: boolean;
}

/** A collection of the form. Media buyers look for fields by what they do, not by the API's order. */
export interface Group {
	/** Parameter name; saved workflows refer to it. */
	name: string;
	displayName: string;
	placeholder: string;
	/** The field of the request that holds the group's fields; without it they stand at the top. */
	parent?: string;
	fields: Field[];
}

/** Shorthand for one row of the tables below. */
export function row(
	kind: FieldKind,
	name: string,
	displayName: string,
	description: string,
	example?: string,
): Field {
	return { kind, name, displayName, description, example };
}

const HOW_TO_LIST_TEXTS = 'A comma list, an array or one per line';

const HOW_TO_LIST: Partial<Record<FieldKind, string>> = {
	ids: 'A comma list, an array or one number',
	idsOrAll: 'A comma list, an array or one number',
	codes: HOW_TO_LIST_TEXTS,
	domains: HOW_TO_LIST_TEXTS,
	iosApps: HOW_TO_LIST_TEXTS,
	ips: HOW_TO_LIST_TEXTS,
	packages: HOW_TO_LIST_TEXTS,
	zips: HOW_TO_LIST_TEXTS,
	idArray: 'A comma list, an array or one number',
	textArray: HOW_TO_LIST_TEXTS,
	urlArray: 'One per line or an array',
};

function describe({ kind, description, example, note }: Field): string {
	const suffix = example === undefined ? '' : `, for example ${example}`;
	const how = HOW_TO_LIST[kind];
	const sentences =
		how === undefined ? [`${description}${suffix}`] : [description, `${how}${suffix}`];
	if (note !== undefined) sentences.push(note);
	// n8n's rule: one sentence has no period at its end, several have.
	return sentences.length === 1 ? sentences[0] : `${sentences.join('. ')}.`;
}

/** The field as a parameter. */
export function toProperty(field: Field): INodeProperties {
	const { name, displayName, kind, options } = field;
	const base = { displayName, name, description: describe(field) };
	if (options !== undefined) {
		return { ...base, type: 'options', options, default: field.default ?? '' };
	}
	switch (kind) {
		case 'boolean':
			return { ...base, type: 'boolean', default: field.default ?? false };
		case 'count':
			return {
				...base,
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
			};
		case 'money':
			return {
				...base,
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 2 },
				default: 0,
			};
		case 'object':
			return { ...base, type: 'json', default: '{}' };
		default:
			return {
				...base,
				type: 'string',
				default: '',
				...(field.example === undefined ? {} : { placeholder: `e.g. ${field.example}` }),
			};
	}
}

/** Some, each once, since a list that came out empty would quietly target everything. */
function some<T>(entries: T[], { displayName }: Field): T[] {
	if (entries.length > 0) return [...new Set(entries)];
	throw new InputError(
		`'${displayName}' is empty`,
		'Enter at least one value, or remove the field to leave this unrestricted.',
	);
}

/** The value as the API wants it. The only place where fields are converted; doing it twice is the same. */
export function convert(field: Field, value: unknown): GenericValue {
	const { displayName: label, kind } = field;
	switch (kind) {
		case 'text':
			return toText(value, label);
		case 'url':
			return toUrl(value, label);
		case 'boolean':
			return toBoolean(value, label);
		case 'count':
			return toInteger(value, label);
		case 'money':
			return toMoney(value, label);
		case 'seconds':
			return toEpoch(value, label, 'seconds');
		case 'id':
			return toIdNumber(value, label);
		case 'idText':
			return toId(value, label);
		case 'idsOrAll':
			if (value === '') return '';
			return some(toIds(value, label), field).join(',');
		case 'ids':
			return some(toIds(value, label), field).join(',');
		case 'codes':
		case 'domains':
		case 'iosApps':
		case 'ips':
		case 'packages':
			return some(toEntries(value, label, kind), field).join(',');
		case 'zips':
			return some(toZips(value, label), field).join(',');
		case 'textArray':
			return some(toPhrases(value, label), field);
		case 'urlArray':
			return some(toUrls(value, label), field);
		case 'object':
			return toJsonObject(value, label);
		case 'idArray': {
			const given = unpacked(value, label);
			if (field.mayBeEmpty && Array.isArray(given) && given.length === 0) return [];
			return some(toIdNumbers(given, label), field);
		}
	}
}

/** All known fields of `body` converted; those that the package does not know stay as they are. */
export function convertAll(body: IDataObject, fields: Map<string, Field>): IDataObject {
	return Object.fromEntries(
		Object.entries(body).map(([key, value]) => {
			const field = fields.get(key);
			return [key, field === undefined ? value : convert(field, value)];
		}),
	);
}
