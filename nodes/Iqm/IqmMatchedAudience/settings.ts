import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../../common/ground/faults';
import type { ColumnKinds, HashAlgorithm, ValueKind } from '../../tables';
import { HASH_ALGORITHMS } from '../../tables';
import { isBlank, toText } from '../../common/ground/values';
import type { ColumnMap } from './mapping';
import { CONTACTS_LABEL, HASH_LABEL, HASHED_LABEL, PLAIN_LABEL } from './contactWay';
import { labelOf, plainName } from './systemFields';

const SETTINGS_LABEL = 'Column Settings';

const HASH_HERE = `To hash them here, choose '${HASH_LABEL}' in '${CONTACTS_LABEL}'.`;

/** The form's names for the settings, by the field that needs them. */
const SETTINGS: Record<string, { label: string; hint: string }> = {
	Email: {
		label: 'Email Format',
		hint: `Choose Raw for plain addresses, or their hash. ${HASH_HERE}`,
	},
	NPI_ID: { label: 'NPI Partner', hint: 'Choose whose IDs the column contains.' },
	Phone: {
		label: 'Phone Format',
		hint: `Choose Raw for plain numbers, or their hash. ${HASH_HERE}`,
	},
	Voters_ID: { label: 'Voter ID Partner', hint: 'Choose whose IDs the column contains.' },
};

/** Whether the form asks for a field's format, such as SHA256. */
export function hasFormat(key: string): boolean {
	return key === 'Email' || key === 'Phone';
}

/** Whether the form asks whose IDs a field holds. */
export function hasPartner(key: string): boolean {
	return key === 'NPI_ID' || key === 'Voters_ID';
}

/** A field's setting, for messages. */
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
		'Format or source of a mapped Email, Phone, Voter ID or NPI ID, for example SHA256 for email addresses already hashed in the file. Names and addresses need none.',
	options: [
		setting('Email', 'getDataFormats', 'Raw or SHA256'),
		setting('NPI_ID', 'getNpiPartners', 'healthcare_id'),
		setting('Phone', 'getDataFormats', 'Raw or SHA1'),
		setting('Voters_ID', 'getVoterPartners', 'voterbase_id'),
	],
};

/**
 * `columnSettings` (quickstart "Upload Matched Audience", step 3), or undefined if none of the mapped
 * fields needs one. It holds names such as SHA256: the documents say "id", but their samples use the
 * names.
 *
 * @param keys the fields that columns are mapped to
 */
export function readSettings(value: IDataObject, keys: string[]): IDataObject | undefined {
	const faults = new Faults();
	const needed = keys.filter((key) => Object.hasOwn(SETTINGS, key));
	for (const [key, setting] of Object.entries(value)) {
		if (isBlank(setting) || needed.includes(key)) continue;
		const label = Object.hasOwn(SETTINGS, key) ? SETTINGS[key].label : key;
		faults.wrong(
			`'${label}' in '${SETTINGS_LABEL}' is set, but no column is mapped to ${labelOf(key)}`,
			'Remove the setting, or map a column to that field.',
		);
	}
	const settings = needed.map((key) => {
		const { label, hint } = SETTINGS[key];
		if (!isBlank(value[key])) return [key, faults.attempt(() => toText(value[key], label))];
		faults.wrong(
			`'${label}' in '${SETTINGS_LABEL}' is empty, but a column is mapped to ${labelOf(key)}, which needs it`,
			hint,
		);
		return [key, undefined];
	});
	faults.throwAny();
	if (needed.length === 0) return undefined;
	return Object.fromEntries(settings) as IDataObject;
}

/** A kind of value in a column, and the first record that has it. */
interface Found {
	kind: ValueKind;
	first: number;
	count: number;
}

const IN_WORDS: Record<string, string> = { address: 'a plain address', MD5: 'an MD5 hash', other: 'a value that is not a hash' };

function inWords(kind: ValueKind): string {
	return IN_WORDS[kind] ?? (isHash(kind) ? `a ${kind} hash` : 'a plain number');
}

const isHash = (kind: ValueKind): boolean => HASH_ALGORITHMS.some((name) => name === kind);

/** The kinds of plain values that a field may hold. */
const PLAIN: Record<string, ValueKind[]> = {
	Email: ['address'],
	Phone: ['number', 'longZip', 'exponent'],
};
const PLAIN_ANYWHERE = Object.values(PLAIN).flat();
const NO_HASHES: ValueKind[] = [...PLAIN_ANYWHERE, 'shortZip', 'other'];

/**
 * What a format promises: a hash of one algorithm, any hash, or plain values. IQM's lists name formats
 * as `SHA256` and `Hashed (SHA256)`, `Other` and `Hashed (other)`; nothing is known about any other
 * name.
 */
function promiseOf(format: string): 'plain' | 'hash' | HashAlgorithm | undefined {
	const name = plainName(format);
	if (name === 'raw') return 'plain';
	const algorithm = HASH_ALGORITHMS.find((one) =>
		[plainName(one), plainName(`hashed ${one}`)].includes(name),
	);
	return algorithm ?? (['other', 'hashedother'].includes(name) ? 'hash' : undefined);
}

function keeps(promise: string, kind: ValueKind): boolean {
	if (promise === 'plain') return !isHash(kind);
	return promise === 'hash' ? isHash(kind) : kind === promise;
}

function notHashed(key: string, setting: unknown): [message: string, advice: string] {
	return [
		`'${CONTACTS_LABEL}' is ${HASHED_LABEL}, but ${settingInWords(key)} is ${String(setting)}`,
		`Choose the hash that the file contains, or '${PLAIN_LABEL}'.`,
	];
}

/** @throws InputError for a format of plain values, although the file is said to hold hashes */
export function checkSaidHashed(settings: IDataObject): void {
	const faults = new Faults();
	for (const [key, setting] of Object.entries(settings)) {
		if (hasFormat(key) && promiseOf(String(setting)) === 'plain')
			faults.wrong(...notHashed(key, setting));
	}
	faults.throwAny();
}

/**
 * Checks that no column holds plain addresses or numbers beside the hashed ones, mapped to a field
 * without a format or not at all: all columns are sent.
 *
 * @throws InputError that names each such column and its first such record, and no value
 */
export function checkBesideHashed(
	columns: string[],
	watched: ColumnKinds[],
	fileName: string,
): void {
	const faults = new Faults();
	for (const kinds of watched.filter(({ column }) => columns.includes(column))) {
		const [found] = PLAIN_ANYWHERE.filter((kind) => kinds.count(kind) > 0).sort(
			(one, other) => kinds.first(one) - kinds.first(other),
		);
		if (found === undefined) continue;
		faults.wrong(
			`'${CONTACTS_LABEL}' is ${HASHED_LABEL}, but record ${kinds.first(found)} of '${fileName}' has ${inWords(found)} in '${kinds.column}', which is also sent`,
			`Take the column out of the file, or choose '${HASH_LABEL}', or, if it may be sent unhashed, '${PLAIN_LABEL}'.`,
		);
	}
	faults.throwAny();
}

/**
 * Checks the formats against every record of the file. Addresses declared as hashes would match
 * nobody, and would be sent plain though somebody meant them to be hashed. Hashes declared as plain
 * match nobody either, and if one column has both, the plain ones were probably meant to be hashed.
 * Values that are neither, such as "unknown", say nothing, unless all are said to be hashed.
 *
 * @param columns the mapped columns that are sent as they are
 * @param isHashed whether the user says that the values are hashed
 * @throws InputError that names each such column and its first such record, and no value
 */
export function checkFormats(
	settings: IDataObject,
	columns: ColumnMap,
	watched: ColumnKinds[],
	fileName: string,
	isHashed: boolean,
): void {
	if (isHashed) checkSaidHashed(settings);
	const faults = new Faults();
	for (const [column, key] of columns.filter(([, field]) => hasFormat(field))) {
		const promise = promiseOf(String(settings[key])) ?? (isHashed ? 'hash' : undefined);
		const kinds = watched.find((one) => one.column === column);
		if (promise === undefined || kinds === undefined) continue;
		// Of "Other" it is not known how its hashes look.
		const strict = promise === 'hash' ? PLAIN_ANYWHERE : NO_HASHES;
		const found = [...HASH_ALGORITHMS, ...(isHashed ? strict : PLAIN[key])]
			.map((kind): Found => ({ kind, first: kinds.first(kind), count: kinds.count(kind) }))
			.filter(({ count }) => count > 0);
		const wrong = found.filter(({ kind }) => !keeps(promise, kind));
		if (wrong.length === 0) continue;
		const [{ kind, first }] = wrong.sort((one, other) => one.first - other.first);
		const count = wrong.reduce((sum, one) => sum + one.count, 0);
		const others = count === 1 ? '' : `, the first of ${count} records that don't match`;
		const said = isHashed ? `'${CONTACTS_LABEL}' is ${HASHED_LABEL} and ` : '';
		faults.wrong(
			`${said}${settingInWords(key)} is ${String(settings[key])}, but record ${first} of '${fileName}' has ${inWords(kind)} in '${column}'${others}`,
			remedyFor(promise, found),
		);
	}
	faults.throwAny();
}

function remedyFor(promise: string, found: Found[]): string {
	const [only, ...more] = found;
	if (more.length === 0 && isHash(only.kind))
		return `Choose ${only.kind}, if all values are such hashes.`;
	const hashHere = `To hash them here, choose '${HASH_LABEL}' in '${CONTACTS_LABEL}' and leave the format empty`;
	if (promise === 'plain' || found.some(({ kind }) => isHash(kind))) {
		return `All values of a column must have one format. ${hashHere}: values that are already such hashes stay as they are.`;
	}
	return `Choose what they are: Raw, if they are plain. ${hashHere}.`;
}
