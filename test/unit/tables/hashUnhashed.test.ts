import { inspectCsv } from '../../../nodes/tables/csv/inspectCsv';
import type { Hashing } from '../../../nodes/Iqm/IqmMatchedAudience/hashing';
import { hashPlan } from '../../../nodes/Iqm/IqmMatchedAudience/hashing';
import type { ColumnMap } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import { mapAsChosen, mapByName } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import {
	checkUnhashed,
	columnsToSearch,
	contactsIn,
} from '../../../nodes/Iqm/IqmMatchedAudience/unhashed';
import { chunksOf } from '../../support/csvFiles';

const HASHING: Hashing = { algorithm: 'SHA256', fields: [], phone: 'phone', sendPlain: [] };
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;

/** The columns that are hashed, or the error that the file gives; matched by Email. */
async function hashedOf(
	columns: Record<string, string[]>,
	mapping?: Record<string, string>,
): Promise<string[]> {
	const names = Object.keys(columns);
	const rows = Math.max(...Object.values(columns).map((values) => values.length));
	const lines = Array.from({ length: rows }, (_, nth) =>
		names.map((name) => quoted(columns[name][nth] ?? '')).join(','),
	);
	const file = [names.map(quoted).join(','), ...lines, ''].join('\n');
	const chosen: ColumnMap = Object.entries(mapping ?? {});
	const inspection = await inspectCsv(chunksOf(Buffer.from(file), [65_536]), {
		toHash: (header) => hashPlan(HASHING, chosen, header),
		contacts: (header) => columnsToSearch(HASHING, chosen, header),
	});
	const header = { ...inspection, fileName: 'people.csv', mappedBy: "'Columns'" };
	const { columns: mapped } =
		mapping === undefined
			? mapByName(header, 'Email')
			: mapAsChosen(chosen, header, 'Email');
	checkUnhashed(HASHING, mapped, contactsIn(inspection), header);
	return Object.keys(hashPlan(HASHING, chosen, inspection.columns).columns);
}

const EMAIL = ['ada@example.com', 'bo@example.com'];

/** What becomes of one column beside that of the addresses. */
async function outcomeOf(name: string, values: string[], key?: string): Promise<string> {
	const mapping = key === undefined ? undefined : { Email: 'Email', [name]: key };
	try {
		const hashed = await hashedOf({ Email: EMAIL, [name]: values }, mapping);
		return hashed.includes(name) ? 'hashed' : 'plain';
	} catch (error) {
		const { message } = error as Error;
		expect(message).toContain(`Values of '${name}'`);
		for (const value of values.filter((one) => one.length > 5)) expect(message).not.toContain(value);
		return 'refused';
	}
}

describe('a column with numbers to call', () => {
	it.each<[name: string, values: string[]]>([
		['Contact Info', ['3456789012', '0', '2125550123', '2125550124', '2125550125']],
		['Kontakt', [...Array.from({ length: 8 }, (_, nth) => `345678901${nth}`), '0']],
		['Fax', ['3456789012', '5550123']],
		['Emergency Contact', ['Mom 3456789012', 'Dad 2125550123', 'Apt 4']],
		['Note', ['call 3456789012 after 5', 'moved in 2019']],
		['Notes', ['3456789012', '5', '7', '9']],
		['Reach', ['3456789012', '1', '2', '3']],
		['x', ['3456789012', '0']],
		['Handynummer', ['07911123456', '491701234567']],
		['Handy', ['07911123456']],
		['WhatsApp', ['01701234567', '447911123456']],
		['Contacto', ['5215512345678']],
		['Número', ['5215512345678', '34612345678']],
		['Móvil', ['34612345678']],
		['Portable', ['0612345678', '33612345678']],
		['Rufnummer', ['01701234567']],
		['Telefaxnummer', ['01701234567']],
		['Contact Number', ['447911123456']],
		['联系方式', ['8613812345678']],
		['Best way', ['345.6789012', 'P3456789012']],
		['Local', ['345-6789', '345-6780']],
		['Member', ['345-678-9012']],
		['MRN', ['(345) 678-9012']],
		['Donor ID', ['+13456789012']],
	])('does not leave: %s', async (name, values) => {
		expect(['hashed', 'refused']).toContain(await outcomeOf(name, values));
	});

	it.each<[name: string, key: string, values: string[]]>([
		['Contact', 'Voters_ID', ['345-678-9012']],
		['Contact', 'NPI_ID', ['345.678.9012']],
		['Contact', 'Voters_Age', ['3456789012']],
		['a', 'Residence_Addresses_Zip', ['10001', '3456789012']],
		['a', 'Residence_Addresses_ZipPlus4', ['447911123456']],
		['a', 'Residence_Addresses_Latitude', ['3456789012']],
		['Contact', 'Another_Field', ['3456789012', '0', '1']],
		['a', 'Another_Field', ['07911123456']],
		['a', 'Voters_FirstName', ['Mom 3456789012', 'Ada']],
		['a', 'Residence_Addresses_City', ['3456789012', '4']],
	])('does not leave as another field: %s as %s', async (name, key, values) => {
		expect(await outcomeOf(name, values, key)).toBe('refused');
	});

	it.each<[name: string, values: string[]]>([
		['Zip', ['3456789012']],
		['Voter ID', ['345-678-9012']],
		['NPI', ['345 678 9012']],
		['Age', ['3456789012', '37']],
		['Longitude', ['2125550123']],
	])('does not leave where its name is a field of IQM: %s', async (name, values) => {
		expect(await outcomeOf(name, values)).toBe('refused');
	});

	it.each<[name: string, values: string[], key: string | undefined]>([
		['Contact', ['4567890123'], 'Voters_ID'],
		['Contact', ['2345678901'], 'NPI_ID'],
		['a', ['10001', '100011122', '10001-1122', '02139'], 'Residence_Addresses_Zip'],
		['a', ['501-1234'], 'Residence_Addresses_Zip'],
		['x', ['4567890123'], 'Another_ID'],
		['Voter ID', ['4567890123'], undefined],
	])('is none where %s has %j', async (name, values, key) => {
		expect(await outcomeOf(name, values, key)).toBe('plain');
	});

	it.each([
		...['MRN', 'Patient MRN', 'VUID', 'State Voter File Number', 'Voter Reg Num', 'Member #'],
		...['Member Number', 'CustomerNumber', 'Loyalty Number', 'Case Number', 'Policy No', 'Parcel'],
		...['License', 'Credit', 'Donor ID', 'Voter File ID', 'Record ID', 'Contact ID', 'Expires'],
		...['Last Order', 'Account', 'Kundennummer', 'Tax Number', 'Serial', 'Registration', 'Barcode'],
	])('is none in a column of ordinary IDs: %s', async (name) => {
		for (const values of [
			['4123456789', '4123456790'],
			['2203456789'],
			['12345678901', '49301234567'],
			['2147483647'],
			['4456789012', '7'],
		]) {
			expect([values, await outcomeOf(name, values)]).toEqual([values, 'plain']);
		}
	});

	it.each([
		['Book', ['978-3-16-148410-0', '3-16-148410-0']],
		['Drug', ['0002-1433-80', '50242-040-62']],
		['Valid until', ['1767225600', '2147483647']],
		['Sent', ['1767225600000', '20260301103000']],
		['Follow', ['@ada', 'ask @ada.lovelace']],
	])('is none in %s', async (name, values) => {
		expect(await outcomeOf(name, values)).toBe('plain');
	});
});

/** Columns such as the exports of these programs have them; `hashed` are the contact columns. */
const EXPORTS: Array<[string, Record<string, string>, hashed: string[]]> = [
	[
		'Facebook custom audience',
		{
			email: 'ada@example.com',
			phone: '1-(345)-678-9012',
			madid: 'aece52e7-03ee-455a-b3c4-e57283966239',
			fn: 'Ada',
			ln: 'Lovelace',
			zip: '94035',
			ct: 'London',
			st: 'CA',
			country: 'US',
			dob: '10/21/1968',
			doby: '1968',
			gen: 'F',
			age: '37',
			uid: '100012345678901',
			value: '4125.50',
		},
		['email', 'phone'],
	],
	[
		'Salesforce contacts',
		{
			Id: '0035e00000AbCdEAAV',
			AccountId: '0015e00000AbCdEAAV',
			Salutation: 'Ms.',
			FirstName: 'Ada',
			LastName: 'Lovelace',
			MailingStreet: '12 St James Square',
			MailingCity: 'London',
			MailingPostalCode: '94035-1234',
			MailingLatitude: '40.712776',
			MailingLongitude: '-74.005974',
			Phone: '(345) 678-9012',
			Fax: '(345) 678-9013',
			MobilePhone: '3456789014',
			Email: 'ada@example.com',
			HasOptedOutOfEmail: '0',
			HasOptedOutOfFax: '0',
			DoNotCall: '1',
			LeadSource: 'Web',
			CreatedDate: '2026-03-01T10:30:00.000Z',
			AccountNumber: '4001234567',
			NumberOfEmployees: '120',
			AnnualRevenue: '3456789012',
			DandbCompanyId: '4123456789',
			Jigsaw: '',
		},
		['Phone', 'Fax', 'MobilePhone', 'Email'],
	],
	[
		'Mailchimp audience',
		{
			'Email Address': 'ada@example.com',
			'First Name': 'Ada',
			'Last Name': 'Lovelace',
			Address: '12 Main St London CA 94035 US',
			'Phone Number': '345-678-9012',
			Birthday: '10/21',
			MEMBER_RATING: '2',
			OPTIN_TIME: '2026-03-01 10:30:00',
			OPTIN_IP: '',
			CONFIRM_TIME: '2026-03-01 10:30:00',
			CONFIRM_IP: '192.168.100.200',
			LATITUDE: '40.7127760',
			LONGITUDE: '-74.0059740',
			GMTOFF: '-5',
			DSTOFF: '-4',
			TIMEZONE: 'America/New_York',
			CC: 'US',
			REGION: 'NY',
			LAST_CHANGED: '2026-03-01 10:30:00',
			LEID: '4123456789',
			EUID: 'a1b2c3d4e5',
			NOTES: '',
			TAGS: '"Spring","2026"',
		},
		['Email Address', 'Phone Number'],
	],
	[
		'HubSpot contacts',
		{
			'Record ID': '12345678901',
			'First Name': 'Ada',
			'Last Name': 'Lovelace',
			Email: 'ada@example.com',
			'Phone Number': '+1 345 678 9012',
			'Contact owner': 'Bo Byron',
			'Primary Associated Company ID': '4123456789',
			'Last Activity Date (EST)': '2026-03-01 10:30',
			'Lead Status': 'NEW',
			'Marketing contact status': 'Marketing contact',
			'Create Date (EST)': '2026-03-01 10:30',
			'Associated Company IDs': '4123456789;4123456790',
			'Number of Form Submissions': '3',
			'Postal Code': '94035',
			'Annual Revenue': '4123456789',
			'IP Timezone': 'america_slash_new_york',
		},
		['Email', 'Phone Number'],
	],
	[
		'L2 voter file',
		{
			LALVOTERID: 'LALCA1234567',
			Voters_Active: 'A',
			Voters_StateVoterID: '4123456789',
			Voters_CountyVoterID: '2203456789',
			VoterTelephones_CellPhoneUnformatted: '3456789012',
			Voters_FirstName: 'Ada',
			Voters_LastName: 'Lovelace',
			Voters_BirthDate: '10/21/1968',
			Residence_Addresses_AddressLine: '12 Main St',
			Residence_Addresses_Zip: '94035',
			Residence_Addresses_ZipPlus4: '1234',
			Residence_Addresses_CensusTract: '950200',
			Residence_Addresses_CensusBlockGroup: '3',
			Residence_Addresses_CensusBlock: '3041',
			Residence_Addresses_Latitude: '37.386051',
			Residence_Addresses_Longitude: '-122.083855',
			Mailing_Families_FamilyID: 'M001234567',
			Voters_SequenceZigZag: '4123456789',
			AddressDistributionID: '4123456789',
			Precinct: 'LAKE 001',
			County: 'SANTA CLARA',
			email: 'ada@example.com',
		},
		['VoterTelephones_CellPhoneUnformatted', 'email'],
	],
	[
		'claims',
		{
			'Claim Number': '4123456789',
			MRN: '4123456789',
			'Rendering NPI': '2345678901',
			'Billing Provider Tax ID': '12-3456789',
			'DEA Number': 'AB1234563',
			'Taxonomy Code': '207Q00000X',
			NDC: '00002143380',
			'Drug Code': '0002-1433-80',
			HCPCS: 'J1745',
			'ICD-10': 'E11.9',
			'Group Number': '4123456789',
			'Subscriber Number': '4123456789',
			'Rx Number': '4123456789',
			'Medicare Number': '1EG4-TE5-MK73',
			SSN: '123-45-6789',
			'Service From': '20260301',
			'Paid Amount': '3456789012',
			'Charge': '4125.50',
			Email: 'ada@example.com',
		},
		['Email'],
	],
];

describe('an ordinary export', () => {
	it.each(EXPORTS)('passes: %s', async (_, columns, hashed) => {
		const file = Object.fromEntries(
			Object.entries(columns).map(([name, value]) => [name, [value, value, '', value]]),
		);
		const { length } = Object.keys(file);
		expect(length).toBeGreaterThan(10);
		expect((await hashedOf(file)).sort()).toEqual([...hashed].sort());
	});
});
