import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import type { HashAlgorithm, HashCounts, HashedKind, HashPlan } from '../../tables';
import { HASH_ALGORITHMS } from '../../tables';
import { isBlank, isObject, quote, toList } from '../../common/ground/values';
import { CONTACTS_LABEL, HASH_LABEL } from './contactWay';
import { CONTACT_FIELDS, contactIn, contactNamed } from './contactNames';
import type { ColumnMap } from './mapping';
import { findColumn } from './mapping';
import { plainColumns, readSendPlain, SEND_PLAIN_IN_WORDS, sendPlainOption } from './sendPlain';
import { settingInWords } from './settings';
import { keyNamed, labelOf, plainName } from './systemFields';

const SETTINGS_LABEL = 'Hash Settings';
const COLUMNS_LABEL = 'Columns to Hash';
const ALGORITHM_LABEL = 'Algorithm';
const PHONE_LABEL = 'Phone Number Format';

const MEMBERS = ['algorithm', 'columns', 'phoneFormat', 'sendPlain'];
const PHONE_KINDS: Record<string, HashedKind> = { digits: 'phone', e164: 'phoneE164' };

/** Where the algorithm is chosen, for messages. */
export const ALGORITHM_IN_WORDS = `'${ALGORITHM_LABEL}' in '${SETTINGS_LABEL}'`;

/** The form's settings of "Hash Before Upload", none of which must be added. */
export const hashProperty: INodeProperties = {
	displayName: SETTINGS_LABEL,
	name: 'hashBeforeUpload',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	displayOptions: { show: { emailsAndPhones: ['hash'] } },
	description:
		'How to hash the columns, for example with MD5 instead of SHA256. Columns mapped to Email and Phone are hashed, and so are columns with such names (for example E-Mail, Work Email, Phone No. or Cell 2). Any other column containing email addresses or phone numbers is an error. All remaining columns are sent as they are, even if not mapped.',
	options: [
		{
			displayName: ALGORITHM_LABEL,
			name: 'algorithm',
			type: 'options',
			options: HASH_ALGORITHMS.map((name) => ({ name, value: name })),
			default: 'SHA256',
			description:
				"Hash algorithm to use; SHA256 if not set. IQM is informed automatically, so 'Column Settings' needs no format. Values that are already such hashes stay as they are.",
		},
		{
			displayName: COLUMNS_LABEL,
			name: 'columns',
			type: 'multiOptions',
			options: CONTACT_FIELDS.map((name) => ({ name, value: name })),
			default: [],
			description:
				'Which columns to hash, for example Email. If not set, Email and Phone columns are hashed.',
		},
		{
			displayName: PHONE_LABEL,
			name: 'phoneFormat',
			type: 'options',
			options: [
				{
					name: 'Digits',
					value: 'digits',
					description: "3456789012, as in IQM's sample file, without a leading country code of 1",
				},
				{
					name: 'E.164',
					value: 'e164',
					description: '+13456789012, with the country code. Ten-digit numbers are treated as North American.',
				},
			],
			default: 'digits',
			description:
				'How to format phone numbers before hashing, for example 3456789012 for (345) 678-9012',
		},
		sendPlainOption,
	],
};

/** The values of the settings of "Hash Before Upload". */
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
		`'${label}' in '${SETTINGS_LABEL}' must be ${names.join(' or ')}, not ${quote(value)}`,
	);
}

/**
 * Reads the settings. An expression's value that is not understood is an error: hashing less would
 * send plain what was to be hashed.
 */
export function readHashing(value: unknown): Hashing {
	if (!isObject(value)) {
		throw new InputError(
			`'${SETTINGS_LABEL}' must be an object such as {"algorithm": "SHA256"}, not ${quote(value)}`,
		);
	}
	const faults = new Faults();
	for (const name of Object.keys(value).filter((one) => !MEMBERS.includes(one))) {
		faults.wrong(`'${SETTINGS_LABEL}' has no ${quote(name)}, only ${MEMBERS.join(', ')}`);
	}
	const algorithm = faults.attempt(() =>
		oneOf(HASH_ALGORITHMS, value.algorithm, 'SHA256', ALGORITHM_LABEL),
	);
	const fields = faults.attempt(() => toList(value.columns, COLUMNS_LABEL)) ?? [];
	const contacts = fields.map((field) =>
		faults.attempt(() => oneOf(CONTACT_FIELDS, field, '', COLUMNS_LABEL)),
	);
	const phone = faults.attempt(() =>
		oneOf(Object.keys(PHONE_KINDS), value.phoneFormat, 'digits', PHONE_LABEL),
	);
	const sendPlain = faults.attempt(() => readSendPlain(value)) ?? [];
	faults.throwAny();
	return {
		algorithm: algorithm as HashAlgorithm,
		fields: contacts as string[],
		phone: PHONE_KINDS[phone as string],
		sendPlain,
	};
}

/** The fields whose values are to be hashed. */
export const wantedOf = (fields: string[]): string[] =>
	fields.length === 0 ? CONTACT_FIELDS : fields;

/**
 * Checks that no column named like a field to be hashed is mapped to another one, and that none is
 * mapped to a phone number field that can't be hashed, unless it is to be sent plain.
 *
 * @throws InputError that names all such columns
 */
export function checkHashable(
	{ fields, sendPlain }: Hashing,
	columns: ColumnMap,
	header: string[],
	mappedBy: string,
): void {
	const wanted = wantedOf(fields);
	const plain = plainColumns(sendPlain, header).columns;
	const faults = new Faults();
	for (const [column, key] of columns) {
		const contact = contactIn(keyNamed(column) ?? '') ?? contactIn(key) ?? '';
		if (!wanted.includes(contact) || wanted.includes(key) || plain.includes(column)) continue;
		faults.wrong(
			`'${HASH_LABEL}' is to hash ${labelOf(contact)}, but ${mappedBy} maps '${column}' to ${labelOf(key)}, which can't be hashed: it would be sent as it is`,
			`Map it to ${labelOf(contact)}, take it out of the file, choose in '${COLUMNS_LABEL}' what to hash, or, if it may be sent unhashed, name it in ${SEND_PLAIN_IN_WORDS}.`,
		);
	}
	faults.throwAny();
}

/**
 * The mapped fields to hash; none if the file has no such column.
 *
 * @throws InputError if there is no column of a chosen field, or none beside those sent plain
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
	if (fields.length === 0 && sendPlain.length === 0) return [];
	const others = sendPlain.length === 0 ? '' : ` that is not in ${SEND_PLAIN_IN_WORDS}`;
	throw new InputError(
		`'${HASH_LABEL}' is to hash ${lost === undefined ? 'email addresses or phone numbers' : labelOf(lost)}, but ${mappedBy} maps no column to ${lost === undefined ? 'Email or Phone' : labelOf(lost)}, and none has such a name${others}`,
		`A column that is not mapped would be sent as it is. Map it, or choose another way in '${CONTACTS_LABEL}'.`,
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
	const faults = new Faults();
	for (const key of fields) {
		const setting = settings[key];
		if (isBlank(setting) || plainName(String(setting)) === plainName(algorithm)) continue;
		faults.wrong(
			`${settingInWords(key)} is ${quote(setting)}, but ${ALGORITHM_IN_WORDS} makes the values ${algorithm}`,
			`Remove the setting: '${HASH_LABEL}' sets the format automatically.`,
		);
	}
	faults.throwAny();
	return { ...settings, ...Object.fromEntries(fields.map((key) => [key, algorithm])) };
}

/** What became of the values, for the output. */
export function countsInOutput(counts: HashCounts[], { algorithm }: Hashing): IDataObject[] {
	return counts.map(({ column, ...figures }) => ({ column, algorithm, ...figures }));
}
