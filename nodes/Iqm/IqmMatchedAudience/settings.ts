import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/errors';
import { algorithmOf, HASH_ALGORITHMS, readForHash } from '../../common/hashValue';
import type { TableInspection } from '../../common/inspectCsv';
import { isBlank, toText } from '../../common/values';
import type { ColumnMap } from './mapping';
import { labelOf, plainName } from './systemFields';

const SETTINGS_LABEL = 'Column Settings';

/** Names of the settings in the form, by the field that needs them. */
const SETTINGS: Record<string, { label: string; hint: string }> = {
	Email: {
		label: 'Email Format',
		hint: "Choose Raw for plain addresses, or their hash. To hash them here, add 'Hash Before Upload'.",
	},
	NPI_ID: { label: 'NPI Partner', hint: 'Choose whose IDs the column holds.' },
	Phone: {
		label: 'Phone Format',
		hint: "Choose Raw for plain numbers, or their hash. To hash them here, add 'Hash Before Upload'.",
	},
	Voters_ID: { label: 'Voter ID Partner', hint: 'Choose whose IDs the column holds.' },
};

/** Whether the form asks for the format of a field, such as SHA256. */
export function hasFormat(key: string): boolean {
	return key === 'Email' || key === 'Phone';
}

/** Whether the form asks whose IDs a field holds. */
export function hasPartner(key: string): boolean {
	return key === 'NPI_ID' || key === 'Voters_ID';
}

/** A field's setting, as messages name it. */
export function settingInWords(key: string): string {
	return `'${SETTINGS[key].label}' in '${SETTINGS_LABEL}'`;
}

function setting(name: string, loadOptionsMethod: string, example: string): INodeProperties {
	return {
		displayName: `${SETTINGS[name].label} Name or ID`,
		name,
		type: 'options',
		typeOptions: { loadOptionsMethod },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: `For example ${example}`,
	};
}

/** The formats and partners; each is needed exactly when its field is mapped. */
export const settingsProperty: INodeProperties = {
	displayName: SETTINGS_LABEL,
	name: 'columnSettings',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	description:
		'Format or origin of a mapped Email, Phone, Voter ID or NPI ID, for example SHA256 for email addresses that the file holds hashed. Names and addresses need none.',
	options: [
		setting('Email', 'getDataFormats', 'Raw or SHA256'),
		setting('NPI_ID', 'getNpiPartners', 'healthcare_id'),
		setting('Phone', 'getDataFormats', 'Raw or SHA1'),
		setting('Voters_ID', 'getVoterPartners', 'voterbase_id'),
	],
};

/**
 * `columnSettings` (quickstart "Upload Matched Audience", step 3), or undefined where none of the
 * mapped fields needs one. Holds names such as SHA256: the documents say "id", their samples use
 * the names.
 *
 * @param keys the fields that columns are mapped to
 */
export function readSettings(value: IDataObject, keys: string[]): IDataObject | undefined {
	const needed = keys.filter((key) => Object.hasOwn(SETTINGS, key));
	for (const [key, setting] of Object.entries(value)) {
		if (isBlank(setting) || needed.includes(key)) continue;
		const label = Object.hasOwn(SETTINGS, key) ? SETTINGS[key].label : key;
		throw new InputError(
			`'${label}' in '${SETTINGS_LABEL}' is set, but no column is mapped to ${labelOf(key)}`,
			'Remove the setting, or map a column to that field.',
		);
	}
	if (needed.length === 0) return undefined;
	const settings = needed.map((key) => {
		const { label, hint } = SETTINGS[key];
		if (isBlank(value[key])) {
			throw new InputError(
				`'${label}' in '${SETTINGS_LABEL}' is empty, but a column is mapped to ${labelOf(key)}, which needs it`,
				hint,
			);
		}
		return [key, toText(value[key], label)];
	});
	return Object.fromEntries(settings) as IDataObject;
}

/**
 * Holds the formats against the first values of the file as it goes out: addresses that are called
 * hashes would match nobody, and leave plain though somebody meant them to be hashed.
 *
 * @throws InputError that names the column, and no value
 */
export function checkFormats(
	settings: IDataObject,
	columns: ColumnMap,
	{ columns: header, sampleValues }: TableInspection,
): void {
	for (const [column, key] of columns.filter(([, field]) => hasFormat(field))) {
		const format = plainName(String(settings[key]));
		const wanted = HASH_ALGORITHMS.find((algorithm) => plainName(algorithm) === format);
		// What is neither, such as "unknown", says nothing of the others.
		const found = sampleValues[header.indexOf(column)].flatMap((value) => {
			const kind = key === 'Email' ? 'email' : 'phone';
			const algorithm = algorithmOf(value);
			const isPlain = readForHash(value, kind, 'SHA256').is === 'hashed';
			return algorithm === undefined && !isPlain ? [] : [algorithm];
		});
		const says = `${settingInWords(key)} is ${String(settings[key])}, but the first values of '${column}' are`;
		if (wanted !== undefined && found.length > 0 && !found.includes(wanted)) {
			throw new InputError(
				`${says} no ${wanted} hashes`,
				"Choose what they are: Raw, if they are plain. To hash them here, add 'Hash Before Upload' and leave the format empty.",
			);
		}
		const [first] = found;
		if (format === 'raw' && first !== undefined && found.every((one) => one === first)) {
			throw new InputError(`${says} ${first} hashes`, `Choose ${first}.`);
		}
	}
}
