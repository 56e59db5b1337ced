import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { HashAlgorithm, HashCounts, HashedKind, HashPlan } from '../../tables';
import { HASH_ALGORITHMS } from '../../tables';
import { isBlank, isObject, quote, toList } from '../../common/ground/values';
import { CONTACT_FIELDS, contactIn, contactNamed } from './contactNames';
import type { ColumnMap } from './mapping';
import { findColumn } from './mapping';
import { plainColumns, readSendPlain, SEND_PLAIN_IN_WORDS, sendPlainOption } from './sendPlain';
import { settingInWords } from './settings';
import { keyNamed, labelOf, plainName } from './systemFields';

const HASH_LABEL = 'Hash Before Upload';
const COLUMNS_LABEL = 'Columns to Hash';
const ALGORITHM_LABEL = 'Algorithm';
const PHONE_LABEL = 'Phone Number Format';

const MEMBERS = ['algorithm', 'columns', 'phoneFormat', 'sendPlain'];
const PHONE_KINDS: Record<string, HashedKind> = { digits: 'phone', e164: 'phoneE164' };

/** Where the algorithm is chosen, for messages. */
export const ALGORITHM_IN_WORDS = `'${ALGORITHM_LABEL}' in '${HASH_LABEL}'`;

/**
 * The form's "Hash Before Upload". Adding any of its fields switches it on. It is not a group of
 * fields added as a whole: n8n 1.123 does not save one that has nothing but its defaults.
 */
export const hashProperty: INodeProperties = {
	displayName: HASH_LABEL,
	name: 'hashBeforeUpload',
	type: 'collection',
	placeholder: 'Add hashing',
	default: {},
	description:
		'Hashes email addresses and phone numbers of a CSV file before they leave n8n, for example with SHA256: the columns that are mapped to Email and Phone, and those that are named so (such as E-Mail, Work Email, Phone No. or Cell 2). Another column that has email addresses or phone numbers is an error. All other columns of the file go out as they are, also those that are not mapped.',
	options: [
		{
			displayName: ALGORITHM_LABEL,
			name: 'algorithm',
			type: 'options',
			options: HASH_ALGORITHMS.map((name) => ({ name, value: name })),
			default: 'SHA256',
			description:
				"Hash that takes the place of the values, SHA256 if nothing is chosen. IQM is told by itself: 'Column Settings' needs no format. Values that are such hashes already stay as they are.",
		},
		{
			displayName: COLUMNS_LABEL,
			name: 'columns',
			type: 'multiOptions',
			options: CONTACT_FIELDS.map((name) => ({ name, value: name })),
			default: [],
			description:
				'Whose columns to hash, for example Email. Without this field those of Email and Phone are hashed.',
		},
		{
			displayName: PHONE_LABEL,
			name: 'phoneFormat',
			type: 'options',
			options: [
				{
					name: 'Digits',
					value: 'digits',
					description: "3456789012, as in IQM's sample file: without a leading 1 of eleven",
				},
				{
					name: 'E.164',
					value: 'e164',
					description: '+13456789012, with the country code. Ten digits are North American.',
				},
			],
			default: 'digits',
			description:
				'How phone numbers are written before they are hashed, for example 3456789012 for (345) 678-9012',
		},
		sendPlainOption,
	],
};

/** The values of "Hash Before Upload". */
export interface Hashing {
	algorithm: HashAlgorithm;
	/** The chosen fields; none means both. */
	fields: string[];
	phone: HashedKind;
	/** The columns named in "Send Plain", see `plainColumns`. */
	sendPlain: string[];
}

function oneOf(names: readonly string[], value: unknown, preset: string, label: string): string {
	const wanted = isBlank(value) ? preset : String(value);
	const found = names.find((name) => plainName(name) === plainName(wanted));
	if (found !== undefined) return found;
	throw new InputError(
		`'${label}' in '${HASH_LABEL}' must be ${names.join(' or ')}, not ${quote(value)}`,
	);
}

/**
 * Reads "Hash Before Upload". An expression's value that is not understood is an error: hashing
 * nothing would send plain what was to be hashed.
 *
 * @returns undefined if nothing was added to it
 */
export function readHashing(value: unknown): Hashing | undefined {
	if (!isObject(value)) {
		throw new InputError(
			`'${HASH_LABEL}' must be an object such as {"algorithm": "SHA256"}, not ${quote(value)}`,
		);
	}
	if (Object.keys(value).length === 0) return undefined;
	const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
	if (unknown !== undefined) {
		throw new InputError(`'${HASH_LABEL}' has no ${quote(unknown)}, only ${MEMBERS.join(', ')}`);
	}
	const phone = oneOf(Object.keys(PHONE_KINDS), value.phoneFormat, 'digits', PHONE_LABEL);
	return {
		algorithm: oneOf(HASH_ALGORITHMS, value.algorithm, 'SHA256', ALGORITHM_LABEL) as HashAlgorithm,
		fields: toList(value.columns, COLUMNS_LABEL).map((field) =>
			oneOf(CONTACT_FIELDS, field, '', COLUMNS_LABEL),
		),
		phone: PHONE_KINDS[phone],
		sendPlain: readSendPlain(value),
	};
}

/** The fields whose values are to be hashed. */
export const wantedOf = (fields: string[]): string[] =>
	fields.length === 0 ? CONTACT_FIELDS : fields;

/**
 * Checks that no column named like a field to be hashed is mapped to another one, and that none is
 * mapped to a phone number field that can't be hashed, unless it is to be sent plain.
 *
 * @throws InputError that names the column
 */
export function checkHashable(
	{ fields, sendPlain }: Hashing,
	columns: ColumnMap,
	header: string[],
	mappedBy: string,
): void {
	const wanted = wantedOf(fields);
	const plain = plainColumns(sendPlain, header).columns;
	for (const [column, key] of columns) {
		const contact = contactIn(keyNamed(column) ?? '') ?? contactIn(key) ?? '';
		if (!wanted.includes(contact) || wanted.includes(key) || plain.includes(column)) continue;
		throw new InputError(
			`'${HASH_LABEL}' is to hash ${labelOf(contact)}, but ${mappedBy} maps '${column}' to ${labelOf(key)}, which can't be hashed: it would go out as it is`,
			`Map it to ${labelOf(contact)}, take it out of the file, choose in '${COLUMNS_LABEL}' what is to be hashed, or, if it may leave n8n as it is, name it in ${SEND_PLAIN_IN_WORDS}.`,
		);
	}
}

/**
 * The mapped fields to hash.
 *
 * @throws InputError if no column needs hashing, or none of a chosen field
 */
export function fieldsToHash(
	hashing: Hashing,
	columns: ColumnMap,
	header: string[],
	mappedBy: string,
): string[] {
	const { fields, sendPlain } = hashing;
	const kinds = Object.values(hashPlan(hashing, columns, header).columns);
	const there: string[] = kinds.map((kind) => (kind === 'email' ? 'Email' : 'Phone'));
	const lost = fields.find((field) => !there.includes(field));
	if (lost === undefined && there.length > 0) {
		const mapped = columns.map(([, key]) => key);
		return wantedOf(fields).filter((field) => mapped.includes(field));
	}
	const others = sendPlain.length === 0 ? '' : ` that is not in ${SEND_PLAIN_IN_WORDS}`;
	throw new InputError(
		`'${HASH_LABEL}' is to hash ${lost === undefined ? 'email addresses or phone numbers' : labelOf(lost)}, but ${mappedBy} maps no column to ${lost === undefined ? 'Email or Phone' : labelOf(lost)}, and none is called so${others}`,
		`A column that is not mapped would go out as it is. Map it, or remove '${HASH_LABEL}'.`,
	);
}

/**
 * Which columns of the file are hashed, and how: those mapped to one of the fields and, since a column
 * is sent whether mapped or not, those named like one and not mapped to another; but none that is to
 * be sent plain.
 *
 * @param columns the mapping that the user chose; none if columns are mapped by their names
 */
export function hashPlan(
	{ algorithm, fields, phone, sendPlain }: Hashing,
	columns: ColumnMap,
	header: string[],
): HashPlan {
	const keys = new Map(header.map((name) => [name, contactNamed(name) ?? '']));
	for (const [column, key] of columns) keys.set(findColumn(column, header) ?? column, key);
	for (const column of plainColumns(sendPlain, header).columns) keys.delete(column);
	const wanted = wantedOf(fields);
	return {
		algorithm,
		columns: Object.fromEntries(
			[...keys]
				.filter(([, key]) => wanted.includes(key))
				.map(([column, key]) => [column, key === 'Email' ? 'email' : phone]),
		),
	};
}

/**
 * "Column Settings" with the format of the hashed fields (quickstart "Upload Matched Audience", step
 * 3: `{ "Email": "SHA256" }`).
 *
 * @throws InputError for a format that contradicts this
 */
export function withHashFormats(
	settings: IDataObject,
	{ algorithm }: Hashing,
	fields: string[],
): IDataObject {
	for (const key of fields) {
		const setting = settings[key];
		if (isBlank(setting) || plainName(String(setting)) === plainName(algorithm)) continue;
		throw new InputError(
			`${settingInWords(key)} is ${quote(setting)}, but ${ALGORITHM_IN_WORDS} makes the values ${algorithm}`,
			`Remove the setting: '${HASH_LABEL}' tells IQM the format by itself.`,
		);
	}
	return { ...settings, ...Object.fromEntries(fields.map((key) => [key, algorithm])) };
}

/** What became of the values, for the output. */
export function countsInOutput(counts: HashCounts[], { algorithm }: Hashing): IDataObject[] {
	return counts.map(({ column, ...figures }) => ({ column, algorithm, ...figures }));
}
