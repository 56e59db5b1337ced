import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hashing,
	hex,
	mapped,
	partNamed,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { forgetProcessState } from '../../../support/harness';

/** "Hash Before Upload" where a column holds what its name does not say. */
const sandbox = freshSandbox();

const ADA = 'ada@example.com';
const NUMBER = '(345) 678-9012';
const [ADA_HASHED, NUMBER_HASHED] = [hex('sha256', ADA), hex('sha256', '3456789012')];
const PLAIN = /ada@|678.?9012|3456789012/i;

const upload = async (version: Generation, parameters: IDataObject, file: string) =>
	await uploadAudience(sandbox, version, parameters, csvItem(file));

function startAnew(): void {
	sandbox.reset();
	forgetProcessState();
}

/** The file of the only upload. */
function sentFile(version: Generation): string {
	const uploads = uploadsTo(sandbox, version);
	expect(uploads.map(({ status }) => status)).toEqual([200]);
	return partNamed(uploads[0], 'file').content.toString();
}

const wordsOf = (error?: Error & { description?: string | null }) =>
	`${error?.message}\n${error?.description}`;

describe('values that are not hashed', () => {
	const NAMES = {
		first: 'Voters_FirstName',
		last: 'Voters_LastName',
		state: 'Residence_Addresses_State',
		zip: 'Residence_Addresses_Zip',
	};
	const MAPPED = { ...mapped({ ...NAMES, mail: 'Email' }), matchBy: 'nameAndAddress' };
	const HEAD = 'first,last,state,zip,mail';
	const person = (first: string, more: string) => `${first},Byron,NY,10001,ada@example.com${more}\n`;

	it.each<[string, IDataObject, string, string[]]>([
		[
			'addresses in a column without a mapping',
			MAPPED,
			`${HEAD},contact\n${person('Ada', ',')}${person('Ada', ',ask Ada <ada@example.com>')}`,
			["Values of 'contact' are or contain email addresses", 'Map the column to Email'],
		],
		[
			'numbers in a column without a mapping, after blank ones',
			MAPPED,
			`${HEAD},contact\n${person('Ada', ', ').repeat(200)}${person('Ada', ',3456789012')}`,
			["Values of 'contact' are or contain phone numbers", 'Map the column to Phone'],
		],
		[
			'both, in two columns',
			MAPPED,
			`${HEAD},a,b\n${person('Ada', `,ada@example.com,${NUMBER}`)}`,
			["Values of 'a', 'b' are or contain email addresses or phone numbers"],
		],
		[
			'addresses in a column that is mapped to something else',
			MAPPED,
			`${HEAD}\n${person('ada@example.com', '')}`,
			["Values of 'first' (mapped to First Name) are or contain email addresses"],
		],
		[
			'numbers in a column that is mapped to something else',
			MAPPED,
			`${HEAD}\n${person('3456789012', '')}`,
			["Values of 'first' (mapped to First Name) are or contain phone numbers"],
		],
		[
			'a column that is mapped to a field of numbers',
			{ ...mapped({ ...NAMES, mail: 'Email', c: 'VoterTelephones_LandlineUnformatted' }) },
			`${HEAD},c\n${person('Ada', ',3456789012')}`,
			["maps 'c' to Landline, which can't be hashed", "name it in 'Send Unhashed'"],
		],
		[
			'numbers in a column of IDs, where they have a plus',
			{ ...mapped({ id: 'Voters_ID', mail: 'Email' }) },
			`id,mail\n+1 345 678 9012,ada@example.com\n`,
			["Values of 'id' (mapped to Voter ID) are or contain phone numbers"],
		],
		[
			'numbers in a column of IDs, where they have separators',
			{ ...mapped({ id: 'Voters_ID', mail: 'Email' }) },
			`id,mail\n345-678-9012,ada@example.com\n`,
			["Values of 'id' (mapped to Voter ID) are or contain phone numbers"],
		],
		[
			'an address far beyond the first records',
			MAPPED,
			`${HEAD},contact\n${person('Ada', ',no').repeat(3_000)}${person('Ada', ',ask ada@example.com')}`,
			["Values of 'contact' are or contain email addresses"],
		],
		[
			'a person in place of the names',
			{ ...mapped({ Byron: 'Email' }) },
			'3456789012,Byron\n3456789012,ada@example.com\n',
			["Column 1 of 'people.csv' has an email address or a phone number as its name"],
		],
		[
			'an address in place of a name',
			{ ...mapped({ Byron: 'Email' }) },
			'Byron,ada@example.com\nada@example.com,x\n',
			["Column 2 of 'people.csv' has an email address or a phone number as its name"],
		],
	])('are an error: %s', async (_, parameters, file, words) => {
		for (const version of ['v2', 'v3'] as const) {
			const form = { ...parameters, matchBy: parameters.matchBy ?? 'Email', ...hashing() };
			const { error } = await upload(version, form, file);
			for (const word of words) expect(wordsOf(error)).toContain(word);
			expect(wordsOf(error)).not.toMatch(PLAIN);
			expect(sandbox.requests).toHaveLength(0);
		}
	});

	// Ten digits each: NPIs, IDs, dates, amounts, and codes of an area.
	it.each([
		['npi-id', '1144317652'],
		['npi', '2345678901'],
		['voter id', '4567890123'],
		['customerId', '4001234567'],
		['order no', '4001234567'],
		['created', '2026-03-01 10:30'],
		['updated', '1767225600'],
		['value', '3456789.0125'],
		['place', '40.7127 -74.0059'],
		['zipplus4', '100011122'],
		['ip', '192.168.100.200'],
		['email-sha256', ADA_HASHED],
		['website', 'https://x.example/@ada.l'],
	])('go out where they are something else: %s', async (name, value) => {
		const file = `email,${name}\nada@example.com,${value}\n`;
		const { error } = await upload('v2', { ...mapped({ email: 'Email' }), ...hashing() }, file);
		expect(error).toBeUndefined();
		expect(sentFile('v2')).toBe(`email,${name}\n${ADA_HASHED},${value}\n`);
	});

	it.each([
		['NPI_ID', '2345678901', 'hl_npi_id'],
		['Voters_ID', '4567890123', 'voterbase_id'],
	])('go out where they are mapped to their own field: %s', async (key, value, partner) => {
		const form = { ...mapped({ email: 'Email', x: key }), columnSettings: { [key]: partner } };
		const file = `email,x\nada@example.com,${value}\n`;
		const { error } = await upload('v2', { ...form, matchBy: 'Email', ...hashing() }, file);
		expect(error).toBeUndefined();
		expect(sentFile('v2')).toBe(`email,x\n${ADA_HASHED},${value}\n`);
	});

	it('go out where only the other kind is to be hashed', async () => {
		const file = `email,contact,cell 2\nada@example.com,${NUMBER},${NUMBER}\n`;
		const form = { ...mapped({ email: 'Email' }), ...hashing({ columns: ['Email'] }) };
		expect((await upload('v2', form, file)).error).toBeUndefined();
		expect(sentFile('v2')).toBe(file.replace(ADA, ADA_HASHED));

		startAnew();
		const swapped = `email,contact\nada@example.com,${ADA}\n`;
		const { error } = await upload('v2', form, swapped);
		expect(error?.message).toContain("Values of 'contact' are or contain email addresses");
		expect(sandbox.requests).toHaveLength(0);
	});

	it('go out where nothing is to be hashed', async () => {
		const file = `email,contact\nada@example.com,${ADA}\n`;
		const form = { ...mapped({ email: 'Email' }), columnSettings: { Email: 'Raw' } };
		expect((await upload('v2', form, file)).error).toBeUndefined();
		expect(sentFile('v2')).toBe(file);
	});
});

describe('Send Unhashed', () => {
	const FILE = `email,contact,"Notes, internal",Work Email,cellphone\n${ADA},${NUMBER},${ADA},${ADA},${NUMBER}\n`;
	const BY_EMAIL = { ...mapped({ email: 'Email' }), matchBy: 'Email' };

	it.each<[unknown]>([
		['contact, Notes, internal'],
		['contact\nNotes, internal'],
		['["Notes, internal", "contact"]'],
		['={{ ["Notes, internal", "contact"] }}'],
	])('lets out the columns that it names, and no others: %j', async (sendPlain) => {
		for (const version of ['v2', 'v3'] as const) {
			startAnew();
			const form = { ...BY_EMAIL, ...hashing({ sendPlain } as IDataObject) };
			const { error, items } = await upload(version, form, FILE);
			expect(error).toBeUndefined();
			const [head, row] = FILE.split('\n');
			expect(sentFile(version)).toBe(
				`${head}\n${ADA_HASHED},${NUMBER},${ADA},${ADA_HASHED},${NUMBER_HASHED}\n`,
			);
			expect(row).toContain(ADA);
			expect(items[0].json.hashedColumns).toMatchObject([
				{ column: 'email', algorithm: 'SHA256', hashed: 1 },
				{ column: 'Work Email', hashed: 1 },
				{ column: 'cellphone', hashed: 1 },
			]);
		}
	});

	it('lets out what is named like a field, or mapped to a field of numbers', async () => {
		const file = `email,phone,cellphone\n${ADA},${NUMBER},${NUMBER}\n`;
		const form = { columnsFrom: 'name', matchBy: 'Email' };
		const sendPlain = ['phone', 'cellphone'];
		const { error, items } = await upload('v2', { ...form, ...hashing({ sendPlain }) }, file);
		expect(error).toBeUndefined();
		expect(sentFile('v2')).toBe(file.replace(ADA, ADA_HASHED));
		expect(items[0].json.columns).toHaveProperty('cellphone');
	});

	it.each<[string, IDataObject, unknown, string]>([
		['nothing', BY_EMAIL, '', "'Send Unhashed' is empty"],
		['an empty list', BY_EMAIL, '={{ [] }}', "'Send Unhashed' is empty"],
		['a column that is not there', BY_EMAIL, '={{ $json.x }}', "'Send Unhashed' is empty"],
		[
			'no column',
			BY_EMAIL,
			'contact, Contact',
			"'Send Unhashed' in 'Hash Settings' names 'Contact', which is not a column of 'people.csv'",
		],
		[
			'a column that is hashed',
			BY_EMAIL,
			'contact, Notes, internal, email',
			"names 'email', but 'Mapped Columns' maps it to Email, which is hashed",
		],
		[
			'the same by name',
			{ columnsFrom: 'name', matchBy: 'Email' },
			'contact, Notes, internal, email, cellphone',
			"names 'email', but 'Detect From Header' in 'Columns' maps it to Email, which is hashed",
		],
	])('is an error with %s', async (_, form, sendPlain, message) => {
		for (const version of ['v2', 'v3'] as const) {
			const parameters = { ...form, ...hashing({ sendPlain } as IDataObject) };
			const { error } = await upload(version, parameters, FILE);
			expect(error?.message).toContain(message);
			expect(wordsOf(error)).not.toMatch(PLAIN);
			expect(sandbox.requests).toHaveLength(0);
		}
	});
});
