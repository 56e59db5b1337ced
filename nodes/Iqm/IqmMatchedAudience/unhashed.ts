import type { PhoneRules } from '../../common/contactValues';
import { signsOf } from '../../common/contactValues';
import { InputError } from '../../common/errors';
import type { FirstValues } from '../../common/firstValues';
import type { HashPlan } from '../../common/hashColumn';
import type { Hashing } from './hashing';
import { wantedOf } from './hashing';
import type { ColumnMap, Header } from './mapping';
import { plainColumns, SEND_PLAIN_IN_WORDS } from './sendPlain';
import { keyNamed, KNOWN_FIELDS, labelOf, plainName } from './systemFields';

/** Whose values may be as long as phone numbers, and written in groups as these are. */
const ID_FIELDS = ['Voters_ID', 'NPI_ID'];
/** Whose values are numbers. */
const NUMBER_FIELDS = [
	...['Residence_Addresses_Zip', 'Residence_Addresses_ZipPlus4', 'Voters_Age'],
	...['Residence_Addresses_Latitude', 'Residence_Addresses_Longitude'],
];

/** Words in the names of columns of other numbers. */
const NUMBER_WORDS = [
	...['id', 'ids', 'identifier', 'key', 'npi', 'van', 'account', 'acct', 'order', 'invoice'],
	...['fips', 'geoid', 'tract', 'block', 'census', 'parcel', 'apn', 'precinct', 'code', 'zip'],
	...['ref', 'reference', 'sku', 'isbn', 'ean', 'upc', 'amount', 'total', 'revenue', 'price'],
	...['cost', 'balance', 'date', 'time', 'timestamp', 'epoch'],
];

const MOST_SHOWN = 10;

function isNamedAsNumber(column: string): boolean {
	const words = column.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^a-z]+/);
	return words.some((word) => NUMBER_WORDS.includes(word)) || plainName(column).endsWith('id');
}

/**
 * What tells phone numbers from the other values that a column of this field, or without one, may
 * have. A ten-digit number without a field could be either: only its column's name speaks against it.
 */
function phoneRules(column: string, key: string | undefined): PhoneRules {
	if (key === undefined) return { written: true, bare: isNamedAsNumber(column) ? 'all' : 'most' };
	const isKnown = KNOWN_FIELDS.some((field) => field.key === key);
	return {
		written: !ID_FIELDS.includes(key),
		bare: isKnown && ![...ID_FIELDS, ...NUMBER_FIELDS].includes(key) ? 'most' : 'no',
	};
}

/** The fields, among those that are to be hashed, whose values a column seems to hold. */
function contactsAmong(
	signs: FirstValues['signs'][number] | undefined,
	wanted: string[],
	rules: PhoneRules,
): string[] {
	return wanted.filter((field) =>
		field === 'Email' ? signs?.hasAddress : signs?.hasPhone(rules),
	);
}

const NAMES: Record<string, string> = { Email: 'email addresses', Phone: 'phone numbers' };

/**
 * Checks that no column name is an email address or a phone number, which it is where a file has no
 * header line: names go out as they are.
 *
 * @throws InputError that gives the place
 */
export function checkNames({ fields }: Hashing, { columns, fileName }: Header): void {
	const rules: PhoneRules = { written: true, bare: 'most' };
	const place = columns.findIndex(
		(name) => contactsAmong(signsOf(name), wantedOf(fields), rules).length > 0,
	);
	if (place === -1) return;
	throw new InputError(
		`Column ${place + 1} of '${fileName}' has an email address or a phone number in place of a name, and names are not hashed`,
		'Give the file a first line with the names of its columns.',
	);
}

/**
 * Checks that no column goes out as it is whose first values are email addresses or phone numbers, as
 * far as these are to be hashed, and that no column of "Send Plain" is one whose format says that it
 * is hashed.
 *
 * @param mapped columns with their fields
 * @throws InputError that names the columns, and no value
 */
export function checkUnhashed(
	{ fields, sendPlain }: Hashing,
	mapped: ColumnMap,
	plan: HashPlan,
	{ signs }: FirstValues,
	{ columns: header, mappedBy }: Header,
): void {
	const wanted = wantedOf(fields);
	const keys = new Map(mapped);
	const { columns: allowed } = plainColumns(sendPlain, header);
	const hashed = allowed.find((column) => wanted.includes(keys.get(column) ?? ''));
	if (hashed !== undefined) {
		throw new InputError(
			`${SEND_PLAIN_IN_WORDS} names '${hashed}', but ${mappedBy} maps it to ${labelOf(keys.get(hashed) ?? '')}, which is hashed`,
			"Take it out of one of the two, or choose in 'Columns to Hash' what is to be hashed.",
		);
	}
	const found = header.flatMap((column, place) => {
		if (Object.hasOwn(plan.columns, column) || allowed.includes(column)) return [];
		const key = keys.get(column) ?? keyNamed(column);
		const contacts = contactsAmong(signs[place], wanted, phoneRules(column, key));
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
		`The first values of ${shown.join(', ')}${more} are, or hold, ${contacts.map((field) => NAMES[field]).join(' or ')}, which 'Hash Before Upload' is to hash, but would go out as they are`,
		`Map the column to ${contacts.join(' or ')}, take it out of the file, or, if it may leave n8n as it is, name it in ${SEND_PLAIN_IN_WORDS}.`,
	);
}
