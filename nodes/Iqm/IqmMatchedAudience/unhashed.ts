import type { ContactSigns, CsvInspection, PhoneRule, TableInspection } from '../../tables';
import { signsOf } from '../../tables';
import { InputError } from '../../common/ground/errors';
import { meaningOf } from './columnMeaning';
import type { Hashing } from './hashing';
import { hashPlan, wantedOf } from './hashing';
import type { ColumnMap, Header } from './mapping';
import { contactColumns, CONTACTS_LABEL, HASH_LABEL, HASHED_LABEL, PLAIN_LABEL } from './contactWay';
import { plainColumns, SEND_PLAIN_IN_WORDS } from './sendPlain';
import { keyNamed, KNOWN_FIELDS, labelOf } from './systemFields';

/** Fields whose values may be as long as phone numbers. */
const ID_FIELDS = ['Voters_ID', 'NPI_ID'];
/** Fields whose values are shorter numbers. */
const NUMBER_FIELDS = [
	...['Residence_Addresses_Zip', 'Residence_Addresses_ZipPlus4', 'Voters_Age'],
	...['Residence_Addresses_Latitude', 'Residence_Addresses_Longitude'],
];

const MOST_SHOWN = 10;

/**
 * What tells phone numbers from the other values that a column mapped to this field, or to none, may
 * have. A ten-digit number without a field could be either: only its column's name can rule it out.
 */
function phoneRule(column: string, key: string | undefined): PhoneRule {
	if (key !== undefined && ID_FIELDS.includes(key)) return 'none';
	if (key !== undefined && NUMBER_FIELDS.includes(key)) return 'one';
	const isKnown = KNOWN_FIELDS.some((field) => field.key === key);
	const meanings = [meaningOf(column), ...(isKnown ? [] : [meaningOf(key ?? '')])];
	if (!isKnown && meanings.includes('identifier')) return 'none';
	return meanings.includes('contact') ? 'any' : 'half';
}

/** The fields among those to be hashed whose values a column seems to hold. */
function contactsAmong(
	signs: ContactSigns | undefined,
	wanted: string[],
	rule: PhoneRule,
): string[] {
	return wanted.filter((field) => (field === 'Email' ? signs?.hasAddress : signs?.hasPhone(rule)));
}

/**
 * The columns of a file that are neither hashed nor let out by "Send Plain".
 *
 * @param columns the mapping that the user chose; none if columns are mapped by their names
 */
export function columnsToSearch(hashing: Hashing, columns: ColumnMap, header: string[]): string[] {
	const hashed = hashPlan(hashing, columns, header).columns;
	const allowed = plainColumns(hashing.sendPlain, header).columns;
	return header.filter((name) => !Object.hasOwn(hashed, name) && !allowed.includes(name));
}

/** What was found in columns, by position; nothing for a workbook, which can't be hashed. */
type Contacts = NonNullable<CsvInspection['contacts']>;

export function contactsIn(inspection: TableInspection | CsvInspection): Contacts {
	return ('contacts' in inspection && inspection.contacts) || [];
}

const NAMES: Record<string, string> = { Email: 'email addresses', Phone: 'phone numbers' };

/**
 * Checks that no column name is an email address or a phone number, as happens if a file has no header
 * line: names are sent as they are.
 *
 * @throws InputError that gives the position
 */
export function checkNames({ fields }: Pick<Hashing, 'fields'>, { columns, fileName }: Header): void {
	const place = columns.findIndex(
		(name) => contactsAmong(signsOf(name), wantedOf(fields), 'half').length > 0,
	);
	if (place === -1) return;
	throw new InputError(
		`Column ${place + 1} of '${fileName}' has an email address or a phone number as its name, and names are not hashed`,
		'Add a first line with the column names to the file.',
	);
}

/**
 * Checks that no column with email addresses or phone numbers that are to be hashed is sent as it is,
 * and that "Send Plain" names no column whose format says that it is hashed.
 *
 * @param mapped columns with their fields
 * @param signs what was found in the columns of `columnsToSearch`, by position
 * @throws InputError that names the columns, and no value
 */
export function checkUnhashed(
	{ fields, sendPlain }: Hashing,
	mapped: ColumnMap,
	signs: Contacts,
	{ columns: header, mappedBy }: Header,
): void {
	const wanted = wantedOf(fields);
	const keys = new Map(mapped);
	const { columns: allowed } = plainColumns(sendPlain, header);
	const hashed = allowed.find((column) => wanted.includes(keys.get(column) ?? ''));
	if (hashed !== undefined) {
		throw new InputError(
			`${SEND_PLAIN_IN_WORDS} names '${hashed}', but ${mappedBy} maps it to ${labelOf(keys.get(hashed) ?? '')}, which is hashed`,
			"Remove it from one of the two, or choose what to hash in 'Columns to Hash'.",
		);
	}
	const found = header.flatMap((column, place) => {
		if (signs[place] === undefined) return [];
		const key = keys.get(column) ?? keyNamed(column);
		const contacts = contactsAmong(signs[place], wanted, phoneRule(column, key));
		return contacts.length === 0 ? [] : [{ column, contacts }];
	});
	if (found.length === 0) return;
	const shown = found.slice(0, MOST_SHOWN).map(({ column }) => {
		const key = keys.get(column);
		return `'${column}'${key === undefined ? '' : ` (mapped to ${labelOf(key)})`}`;
	});
	const more = found.length > MOST_SHOWN ? ` and ${found.length - MOST_SHOWN} more columns` : '';
	const contacts = wanted.filter((field) => found.some((one) => one.contacts.includes(field)));
	throw new InputError(
		`Values of ${shown.join(', ')}${more} are or contain ${contacts.map((field) => NAMES[field]).join(' or ')}, which '${HASH_LABEL}' should hash, but which would be sent as they are`,
		`Map the column to ${contacts.join(' or ')}, take it out of the file, or, if it may be sent unhashed, name it in ${SEND_PLAIN_IN_WORDS}.`,
	);
}

/** The columns of a file said to hold hashes that need not hold any, but may hold addresses. */
export function columnsBeside(columns: ColumnMap, header: string[]): string[] {
	const contacts = contactColumns(header, columns);
	return header.filter((name) => !contacts.includes(name));
}

/**
 * Checks that no column beside the hashed ones holds email addresses or phone numbers, whatever it is
 * called, and that all values are in columns: all of them are sent.
 *
 * @throws InputError that names the columns, and no value
 */
export function checkContactsBeside(
	inspection: TableInspection | CsvInspection,
	mapped: ColumnMap,
	fileName: string,
): void {
	const said = `'${CONTACTS_LABEL}' is ${HASHED_LABEL}, but`;
	if (inspection.raggedRows > 0) {
		throw new InputError(
			`${said} record ${String(inspection.firstRaggedRow)} of '${fileName}' has more or fewer values than the header: some may be in no column`,
			`Correct the file, or, if all of it may be sent unhashed, choose '${PLAIN_LABEL}'.`,
		);
	}
	const signs = contactsIn(inspection);
	const keys = new Map(mapped);
	const found = columnsBeside(mapped, inspection.columns).filter((name) => {
		const sign = signs[inspection.columns.indexOf(name)];
		if (sign !== undefined) {
			const rule = phoneRule(name, keys.get(name) ?? keyNamed(name));
			return contactsAmong(sign, wantedOf([]), rule).length > 0;
		}
		return inspection.watched.some((kinds) => kinds.column === name && kinds.count('address') > 0);
	});
	if (found.length === 0) return;
	const shown = found.slice(0, MOST_SHOWN).map((name) => `'${name}'`);
	const more = found.length > MOST_SHOWN ? ` and ${found.length - MOST_SHOWN} more columns` : '';
	throw new InputError(
		`${said} values of ${shown.join(', ')}${more} in '${fileName}' are or contain plain email addresses or phone numbers, and are also sent`,
		`Take the column out of the file, or, if it may be sent unhashed, choose '${PLAIN_LABEL}'.`,
	);
}
