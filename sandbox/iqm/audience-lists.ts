/** The answer to POST …/matched/column-list as "Upload Matched Audience", step 2, prints it. */
export const COLUMNS_V2 = {
	mandatoryColumns: [
		{ id: 2, name: 'First Name', l2Name: 'Voters_FirstName' },
		{ id: 3, name: 'Last Name', l2Name: 'Voters_LastName' },
		{ id: 4, name: 'State', l2Name: 'Residence_Addresses_State' },
		{ id: 6, name: 'Zip', l2Name: 'Residence_Addresses_Zip' },
	],
	voterIDColumns: [{ id: 1, name: 'Voter ID', l2Name: 'LalVoterID' }],
	optionalColumns: [
		{ id: 5, name: 'Address', l2Name: 'Residence_Addresses_AddressLine' },
		{ id: 7, name: 'Full Name', l2Name: 'Voters_FullName' },
		{ id: 8, name: 'City', l2Name: 'Residence_Addresses_City' },
		{ id: 9, name: 'ZipPlus4', l2Name: 'Residence_Addresses_ZipPlus4' },
		{ id: 10, name: 'Age', l2Name: 'Voters_Age' },
		{ id: 11, name: 'Gender', l2Name: 'Voters_Gender' },
		{ id: 12, name: 'Ethnicity', l2Name: 'Ethnic_Description' },
		{ id: 13, name: 'Cellphone', l2Name: 'VoterTelephones_CellphoneUnformatted' },
		{ id: 14, name: 'Landline', l2Name: 'VoterTelephones_LandlineUnformatted' },
		{ id: 15, name: 'Latitude', l2Name: 'Residence_Addresses_Latitude' },
		{ id: 16, name: 'Longitude', l2Name: 'Residence_Addresses_Longitude' },
	],
};

const KEYS: Array<[id: number, label: string, key: string]> = [
	[1, 'Voter ID', 'Voters_ID'],
	[26, 'NPI ID', 'NPI_ID'],
	[2, 'Email', 'Email'],
	[3, 'Phone', 'Phone'],
	[4, 'Full Address', 'Residence_FullAddress'],
	[5, 'First Name', 'Voters_FirstName'],
	[6, 'Last Name', 'Voters_LastName'],
	[7, 'Zip', 'Residence_Addresses_Zip'],
	[8, 'State', 'Residence_Addresses_State'],
	[9, 'Street Address', 'Residence_Addresses_AddressLine'],
	[10, 'Full Name', 'Voters_FullName'],
	[11, 'City', 'Residence_Addresses_City'],
	[12, 'ZipPlus4', 'Residence_Addresses_ZipPlus4'],
	[13, 'Age', 'Voters_Age'],
	[14, 'Gender', 'Voters_Gender'],
	[15, 'Ethnicity', 'Ethnic_Description'],
	[16, 'Latitude', 'Residence_Addresses_Latitude'],
	[17, 'Longitude', 'Residence_Addresses_Longitude'],
];

/** Any one of these is enough to match by. */
export const SINGLE_COLUMNS = ['Voters_ID', 'NPI_ID', 'Phone', 'Email', 'Residence_FullAddress'];

/** The same list as the audience guidelines print it. */
export const COLUMNS_V3 = KEYS.map(([id, label, key], index) => ({
	id,
	label,
	key,
	order: index + 1,
	isSingleColumn: SINGLE_COLUMNS.includes(key),
}));

/** Every key that either list offers to map a column to. */
export const SYSTEM_KEYS: ReadonlySet<string> = new Set([
	...COLUMNS_V3.map((column) => column.key),
	...Object.values(COLUMNS_V2).flatMap((columns) => columns.map((column) => column.l2Name)),
]);

const [FIRST, LAST] = ['Voters_FirstName', 'Voters_LastName'];
const [STATE, ZIP] = ['Residence_Addresses_State', 'Residence_Addresses_Zip'];
const STREET = 'Residence_Addresses_AddressLine';

/** Combinations 1 to 3 of "Upload Matched Audience", step 3; 4 to 8 are the single columns. */
export const COMBINATIONS = [
	[FIRST, LAST, STATE, ZIP],
	[LAST, STREET, STATE, ZIP],
	[STREET, STATE, ZIP],
];
