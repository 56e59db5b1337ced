import { visibleText } from '../../tables';

/** A field of IQM that a column of the user's file can be mapped to. */
interface SystemField {
	key: string;
	label: string;
	/** Other column names for it, in the form of {@link plainName}. */
	aliases: string[];
	/** Whether it can find people on its own. */
	isSingle: boolean;
}

/**
 * Keys and labels of both documented column lists (quickstart "Upload Matched Audience", step 2;
 * Audience API guideline); among the aliases are the column names of the quickstart's samples.
 * `LalVoterID` of the quickstart's list is left out: its combinations call that field `Voters_ID`.
 */
const FIELDS: SystemField[] = [
	single('Voters_ID', 'Voter ID', 'lalvoterid'),
	single('NPI_ID', 'NPI ID', 'npi', 'npinumber', 'npiidvalue'),
	single('Email', 'Email', 'emailaddress', 'mail'),
	single('Phone', 'Phone', 'phonenumber', 'telephone', 'mobile', 'mobilephone'),
	single('Residence_FullAddress', 'Full Address'),
	field('Voters_FirstName', 'First Name', 'fname', 'givenname'),
	field('Voters_LastName', 'Last Name', 'lname', 'surname', 'familyname'),
	field('Residence_Addresses_State', 'State', 'mstate', 'statecode'),
	field('Residence_Addresses_Zip', 'Zip', 'zip5', 'mzip5', 'mzip', 'zipcode', 'postalcode'),
	field('Residence_Addresses_AddressLine', 'Street Address', 'address', 'addressline', 'street'),
	field('Voters_FullName', 'Full Name'),
	field('Residence_Addresses_City', 'City', 'mcity'),
	field('Residence_Addresses_ZipPlus4', 'ZipPlus4', 'zip4', 'mzip4'),
	field('Voters_Age', 'Age'),
	field('Voters_Gender', 'Gender', 'sex'),
	field('Ethnic_Description', 'Ethnicity'),
	field('VoterTelephones_CellphoneUnformatted', 'Cellphone'),
	field('VoterTelephones_LandlineUnformatted', 'Landline'),
	field('Residence_Addresses_Latitude', 'Latitude', 'lat'),
	field('Residence_Addresses_Longitude', 'Longitude', 'lon', 'lng', 'long'),
];

function field(key: string, label: string, ...aliases: string[]): SystemField {
	return { key, label, aliases, isSingle: false };
}

function single(key: string, label: string, ...aliases: string[]): SystemField {
	return { key, label, aliases, isSingle: true };
}

/** Known fields, for when IQM's own list is unavailable or lacks some. */
export const KNOWN_FIELDS: ReadonlyArray<Readonly<SystemField>> = FIELDS;

const LABELS = new Map(FIELDS.map(({ key, label }) => [key, label]));

/** What people call a field; an unknown key is returned unchanged. */
export function labelOf(key: string): string {
	return LABELS.get(key) ?? key;
}

const SINGLE_KEYS = FIELDS.filter(({ isSingle }) => isSingle).map(({ key }) => key);

/** Whether a field can find people on its own ("single column"). */
export function isSingleKey(key: string): boolean {
	return SINGLE_KEYS.includes(key);
}

const STATE_AND_ZIP = ['Residence_Addresses_State', 'Residence_Addresses_Zip'];
const STREET = 'Residence_Addresses_AddressLine';

/** Combinations 1 to 3 of the quickstart "Upload Matched Audience", step 3, field `columns`. */
const NAME_AND_ADDRESS = [
	['Voters_FirstName', 'Voters_LastName', ...STATE_AND_ZIP],
	['Voters_LastName', STREET, ...STATE_AND_ZIP],
	[STREET, ...STATE_AND_ZIP],
];

/** Whether the names and addresses among the mapped fields are enough to find people. */
export function hasNameAndAddress(keys: string[]): boolean {
	return NAME_AND_ADDRESS.some((combination) => combination.every((key) => keys.includes(key)));
}

/** The eight combinations in words, of which at least one must be mapped. */
export const COMBINATIONS_IN_WORDS = [
	...NAME_AND_ADDRESS.map((keys) => keys.map(labelOf).join(' + ')),
	...SINGLE_KEYS.map(labelOf),
].join('; ');

/**
 * A name in the form used for comparison: its letters and digits, whatever their case, width and
 * accents. Blanks, hyphens, surrounding signs and invisible ones make no difference: "E-Mail*:" is
 * "email".
 */
export function plainName(name: string): string {
	return visibleText(name)
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');
}

const KEYS_BY_NAME = new Map(
	FIELDS.flatMap(({ key, label, aliases }) =>
		[plainName(key), plainName(label), ...aliases].map((name) => [name, key]),
	),
);

const KEYS_BY_SPELLING = new Map(FIELDS.map(({ key }) => [plainName(key), key]));

/** A key in IQM's spelling, `Email` for "email"; an unknown one is returned unchanged. */
export function keySpelled(key: string): string {
	return KEYS_BY_SPELLING.get(plainName(key)) ?? key;
}

/** The field that a column's name stands for, if it is a known one. */
export function keyNamed(column: string): string | undefined {
	return KEYS_BY_NAME.get(plainName(column));
}
