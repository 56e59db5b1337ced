import { InputError } from '../../../nodes/common/ground/errors';
import type { V3Lists } from '../../../nodes/Iqm/IqmMatchedAudience/v3Lists';
import type { ColumnMap, MatchBy } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import type { Wish } from '../../../nodes/Iqm/IqmMatchedAudience/translation';
import { primaryOf, translate } from '../../../nodes/Iqm/IqmMatchedAudience/translation';
import { isSingleKey } from '../../../nodes/Iqm/IqmMatchedAudience/systemFields';

/**
 * From the older upload's words to the ids of the current one. The lists are made of rows of the
 * documents' samples (IQM OpenAPI audience, static/*), with ids that no sample has: nothing may be
 * known beforehand.
 */
const LISTS: V3Lists = {
	columns: [
		{ id: 101, name: 'Voters_ID', order: 1, displayName: 'Voter ID' },
		{ id: 118, name: 'npi-id', order: 2, displayName: 'NPI ID' },
		{ id: 102, name: 'Email', order: 3, displayName: 'Email', dataFormatIds: [11, 14] },
		{ id: 103, name: 'Phone', order: 4, displayName: 'Phone' },
		{ id: 104, name: 'Residence_FullAddress', order: 5, displayName: 'Full Address' },
		{ id: 105, name: 'Voters_FirstName', order: 6, displayName: 'First Name' },
		{ id: 106, name: 'Voters_LastName', order: 7, displayName: 'Last Name' },
		{ id: 107, name: 'zip', order: 8, displayName: 'Zip' },
		{ id: 108, name: 'Residence_Addresses_State', order: 9, displayName: 'State' },
		{ id: 109, name: 'Residence_Addresses_AddressLine', order: 10, displayName: 'Address' },
		{ id: 120, name: 'Custom_Field', order: 11, displayName: 'Custom' },
	],
	combinations: [
		{ id: 5, columnIds: [109, 108, 107], order: 6 },
		{ id: 9, columnIds: [102, 107], order: 0 },
		{ id: 3, columnIds: [106, 109, 108, 107], order: 4 },
		{ id: 1, columnIds: [105, 106, 108, 107], order: 1 },
		{ id: 14, columnIds: [118], order: 7 },
		{ id: 11, columnIds: [101], order: 8 },
		{ id: 12, columnIds: [103], order: 9 },
		{ id: 16, columnIds: [102], order: 10 },
	],
	formats: [
		{ id: 11, name: 'Raw', order: 1, displayName: 'Raw' },
		{ id: 12, name: 'MD5', order: 2, displayName: 'Hashed (MD5)' },
		{ id: 14, name: 'SHA-256', order: 4, displayName: 'Hashed (SHA256)' },
	],
	partners: [
		{ id: 7, name: 'hl_npi_id', order: 6, displayName: 'Healthlink ID' },
		{ id: 8, name: 'data360_npi_id', order: 7, displayName: 'Data360 ID' },
		{ id: 4, name: 'voterbase_id', order: 1, displayName: 'TargetSmart ID' },
	],
};

const NAMES: ColumnMap = [
	['first', 'Voters_FirstName'],
	['last', 'Voters_LastName'],
	['st', 'Residence_Addresses_State'],
	['zip', 'Residence_Addresses_Zip'],
	['street', 'Residence_Addresses_AddressLine'],
];

function wish(columns: ColumnMap, matchBy: MatchBy = 'auto', changes: Partial<Wish> = {}): Wish {
	const isSingle = columns.some(([, key]) => isSingleKey(key)) && matchBy !== 'nameAndAddress';
	return {
		mapping: { columns, isSingle },
		matchBy,
		settings: {},
		hashed: [],
		isHashed: false,
		byName: false,
		fileName: 'people.csv',
		mappedBy: "'Columns'",
		...changes,
	};
}

function refusalOf(asked: Wish): InputError | undefined {
	try {
		translate(asked, LISTS);
		return undefined;
	} catch (error) {
		return error as InputError;
	}
}

const only = (key: string): ColumnMap => [['it', key]];

it.each<[string, Wish, object]>([
	[
		'a mapping to names and addresses: the first combination in IQM’s order',
		wish(NAMES),
		{
			columnMappings: [
				{ columnId: 105, fileColumnName: 'first' },
				{ columnId: 106, fileColumnName: 'last' },
				{ columnId: 108, fileColumnName: 'st' },
				{ columnId: 107, fileColumnName: 'zip' },
				{ columnId: 109, fileColumnName: 'street' },
			],
			columnCombinationId: 1,
		},
	],
	['without a first name', wish(NAMES.slice(1)), { columnCombinationId: 3 }],
	['without names', wish(NAMES.slice(2)), { columnCombinationId: 5 }],
	[
		'names, chosen although an email is there too',
		wish([...NAMES, ['mail', 'Email']], 'nameAndAddress', { settings: { Email: 'Raw' } }),
		{ columnCombinationId: 1 },
	],
	[
		'an email, chosen although names are there too, and never with a zip',
		wish([...NAMES, ['mail', 'Email']], 'Email', { settings: { Email: 'Raw' } }),
		{ columnCombinationId: 16 },
	],
	[
		'a format by a name that is written differently',
		wish(only('Email'), 'auto', { settings: { Email: 'sha256' } }),
		{
			columnMappings: [{ columnId: 102, fileColumnName: 'it', dataFormatId: 14 }],
			columnCombinationId: 16,
		},
	],
	[
		'a format by its id',
		wish(only('Email'), 'auto', { settings: { Email: '11' } }),
		{ columnMappings: [{ columnId: 102, fileColumnName: 'it', dataFormatId: 11 }] },
	],
	[
		'Raw where there is nothing to choose',
		wish(only('Phone'), 'auto', { settings: { Phone: 'Raw' } }),
		{ columnMappings: [{ columnId: 103, fileColumnName: 'it' }], columnCombinationId: 12 },
	],
	[
		'a voter ID with its partner',
		wish(only('Voters_ID'), 'auto', { settings: { Voters_ID: 'voterbase_id' } }),
		{
			columnMappings: [{ columnId: 101, fileColumnName: 'it' }],
			columnCombinationId: 11,
			dataPartnerId: 4,
		},
	],
	[
		'an NPI ID that IQM’s list writes with a hyphen',
		wish(only('NPI_ID'), 'NPI_ID', { settings: { NPI_ID: 'data360_npi_id' } }),
		{
			columnMappings: [{ columnId: 118, fileColumnName: 'it' }],
			columnCombinationId: 14,
			dataPartnerId: 8,
		},
	],
	[
		'a field that only IQM knows',
		wish([['mail', 'Email'], ...only('Custom_Field')], 'auto', { settings: { Email: 'Raw' } }),
		{
			columnMappings: [
				{ columnId: 102, fileColumnName: 'mail', dataFormatId: 11 },
				{ columnId: 120, fileColumnName: 'it' },
			],
		},
	],
])('translates %s', (_, asked, request) => {
	const found = translate(asked, LISTS);
	expect(found.request).toMatchObject(request);
	expect('dataPartnerId' in found.request).toBe('dataPartnerId' in request);
	expect(found.columns).toEqual(asked.mapping.columns);
});

it('leaves out what it has found by name and IQM does not list', () => {
	const columns: ColumnMap = [...NAMES, ['cell', 'VoterTelephones_CellphoneUnformatted']];
	expect(translate(wish(columns, 'auto', { byName: true }), LISTS).columns).toEqual(NAMES);
});

it.each<[string, Wish, string, string]>([
	[
		'a field that IQM does not list',
		wish([...NAMES, ['cell', 'VoterTelephones_CellphoneUnformatted']]),
		"'Columns' maps 'cell' to Cellphone (VoterTelephones_CellphoneUnformatted), a field that IQM's current API does not list",
		'It lists: Voter ID, NPI ID, Email',
	],
	[
		'a field in another spelling, which could be another one',
		wish([...NAMES, ['x', 'custom-field']]),
		"maps 'x' to custom-field (custom-field)",
		"choose Quickstart (v2) in 'API Version'",
	],
	[
		'a format that the column does not have',
		wish(only('Email'), 'auto', { settings: { Email: 'MD5' } }),
		"'Email Format' in 'Column Settings' is 'MD5', which IQM's current API does not support for Email",
		'It supports: Raw, Hashed (SHA256).',
	],
	[
		'a hash where there is nothing to choose',
		wish(only('Phone'), 'auto', { settings: { Phone: 'SHA1' } }),
		"'Phone Format' in 'Column Settings' is 'SHA1'",
		'It supports: none.',
	],
	[
		'the partner of the quickstart’s sample, which IQM does not list',
		wish(only('NPI_ID'), 'auto', { settings: { NPI_ID: 'healthcare_id' } }),
		"'NPI Partner' in 'Column Settings' is 'healthcare_id', which IQM's current API does not list among the data partners",
		'It lists: Healthlink ID, Data360 ID, TargetSmart ID.',
	],
	[
		'a field without a combination of its own',
		wish(only('Residence_FullAddress')),
		"People are to be matched by Full Address, but 'Columns' has none of the combinations",
		'It lists: Address + State + Zip; Email + Zip;',
	],
	[
		'two fields, of which the older upload need not say which is meant',
		wish(
			[
				['mail', 'Email'],
				['phone', 'Phone'],
			],
			'auto',
			{ settings: { Email: 'Raw', Phone: 'Raw' } },
		),
		"'Match People By' is Automatic, but the columns of 'people.csv' allow matching by several: Email, Phone",
		"Choose one of them in 'Match People By'.",
	],
	[
		'a partner of a field that is not matched by',
		wish([['mail', 'Email'], ...only('Voters_ID')], 'Email', {
			settings: { Email: 'Raw', Voters_ID: 'voterbase_id' },
		}),
		"'Columns' maps a column to Voter ID, but people are matched by Email: IQM's current API has one data partner",
		"choose Voter ID in 'Match People By'",
	],
])('refuses %s', (_, asked, message, description) => {
	const error = refusalOf(asked);
	expect(error).toBeInstanceOf(InputError);
	expect(error?.message).toContain(message);
	expect(error?.description).toContain(description);
});

it('needs no list to tell what people are matched by', () => {
	expect(primaryOf(wish(NAMES))).toBe('nameAndAddress');
	expect(primaryOf(wish(only('Phone')))).toBe('Phone');
	expect(primaryOf(wish([...NAMES, ['mail', 'Email']], 'Email'))).toBe('Email');
});

it('takes no row without an id, and none of two that could be meant', () => {
	const columns = [
		{ id: null, name: 'Email', displayName: 'Email' },
		{ id: 1, name: 'e-mail', displayName: 'Email' },
		{ id: 2, name: 'email_2', displayName: 'email' },
	];
	const asked = wish(only('Email'), 'auto', { settings: { Email: 'Raw' } });
	expect(() => translate(asked, { ...LISTS, columns })).toThrow('does not list');
});
