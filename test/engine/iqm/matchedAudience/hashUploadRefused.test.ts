import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hashing,
	hex,
	mapped,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { fileItem } from '../../../support/harness';
import { inlineRows, workbookParts, zipOf } from '../../../support/xlsxFiles';

/** Uploads that would send plain what was meant to be hashed, or what IQM could not match. */
const sandbox = freshSandbox();

const BY_EMAIL = mapped({ email: 'Email' });
const PEOPLE = 'email,city,phone\nAda@X.example,Ely,(345) 678-9012\n';
const upload = async (version: Generation, parameters: IDataObject, item = csvItem(PEOPLE)) =>
	await uploadAudience(sandbox, version, parameters, item);

const workbook = zipOf(workbookParts(inlineRows([['email'], ['ada@x.example']])));

describe('refuses before any request', () => {
	it.each<[string, IDataObject, ReturnType<typeof csvItem>, string[]]>([
		[
			'a format that says something else',
			{ ...BY_EMAIL, ...hashing(), columnSettings: { Email: 'Raw' } },
			csvItem(PEOPLE),
			[
				"'Email Format' in 'Column Settings' is 'Raw', but 'Algorithm' in 'Hash Settings' makes the values SHA256",
			],
		],
		[
			'another hash',
			{ ...mapped({ phone: 'Phone' }), ...hashing(), columnSettings: { Phone: 'MD5' } },
			csvItem(PEOPLE),
			["'Phone Format' in 'Column Settings' is 'MD5', but 'Algorithm'"],
		],
		[
			'nothing to hash beside what is sent plain',
			{ ...mapped({ city: 'Residence_FullAddress' }), ...hashing({ sendPlain: 'email' }) },
			csvItem('city,email\nEly,ada@x.example\n'),
			[
				"'Hash Before Upload' is to hash email addresses or phone numbers, but 'Mapped Columns' maps no column to Email or Phone",
				'would be sent as it is',
			],
		],
		[
			'values to hash in a column that is not mapped to any such field',
			{ ...mapped({ city: 'Residence_FullAddress' }), ...hashing() },
			csvItem('city,contact\nEly,ada@x.example\n'),
			["Values of 'contact' are or contain email addresses", 'would be sent as they are'],
		],
		[
			'a column of that name that is mapped to a field without a format',
			{
				...mapped({
					name: 'Voters_FirstName',
					last: 'Voters_LastName',
					state: 'Residence_Addresses_State',
					zip: 'Residence_Addresses_Zip',
					phone: 'VoterTelephones_CellphoneUnformatted',
				}),
				...hashing(),
			},
			csvItem('name,last,state,zip,phone\nAda,L,NY,10001,(345) 678-9012\n'),
			[
				"'Hash Before Upload' is to hash Phone, but 'Mapped Columns' maps 'phone' to Cellphone, which can't be hashed",
			],
		],
		[
			'the same beside a column that can be hashed',
			{ ...mapped({ email: 'Email', phone: 'Ethnic_Description' }), ...hashing() },
			csvItem(PEOPLE),
			["'Mapped Columns' maps 'phone' to Ethnicity, which can't be hashed: it would be sent as it is"],
		],
		[
			'a field that is not mapped',
			{ ...BY_EMAIL, ...hashing({ columns: ['Phone', 'Email'] }) },
			csvItem('email,call\nada@x.example,not before noon\n'),
			["is to hash Phone, but 'Mapped Columns' maps no column to Phone, and none has such a name"],
		],
		[
			'a field that is not mapped, and whose values are there',
			{ ...BY_EMAIL, ...hashing({ columns: ['Phone', 'Email'] }) },
			csvItem('email,call\nada@x.example,(345) 678-9012\n'),
			["Values of 'call' are or contain phone numbers, which 'Hash Before Upload'"],
		],
		[
			'a workbook',
			{ ...BY_EMAIL, ...hashing() },
			fileItem('people.xlsx', '', workbook),
			["'people.xlsx' in 'Input Data Field Name' is an Excel file", "Save it as 'CSV UTF-8"],
		],
		[
			'a column without a usable value',
			{ ...BY_EMAIL, ...hashing() },
			csvItem('email,n\nada lovelace,1\n,2\n'),
			["'email' of 'people.csv'", "no values to hash: 1 are empty, 1 don't match"],
		],
		[
			'a value that could belong to another column',
			{ ...BY_EMAIL, ...hashing(), options: { sendIrregularFiles: true } },
			csvItem('city,email\nEly,ada@x.example\nEly,Cambs,ada@x.example\n'),
			["Record 2 of 'people.csv'", 'has more or fewer values than the header'],
		],
		[
			'an unknown algorithm',
			{ ...BY_EMAIL, ...hashing({ algorithm: '={{ "SHA3" }}' }) },
			csvItem(PEOPLE),
			["'Algorithm' in 'Hash Settings' must be MD5 or SHA1 or SHA256 or SHA512, not 'SHA3'"],
		],
		[
			'an unknown phone format',
			{ ...BY_EMAIL, ...hashing({ phoneFormat: '={{ "national" }}' }) },
			csvItem(PEOPLE),
			["'Phone Number Format' in 'Hash Settings' must be digits or e164, not 'national'"],
		],
		[
			'an unknown field',
			{ ...BY_EMAIL, ...hashing({ columns: '={{ ["NPI_ID"] }}' }) },
			csvItem(PEOPLE),
			["'Columns to Hash' in 'Hash Settings' must be Email or Phone, not 'NPI_ID'"],
		],
	])('%s', async (_, parameters, item, words) => {
		for (const version of ['v2', 'v3'] as const) {
			const { error } = await upload(version, parameters, item);
			const text = `${error?.message}\n${error?.description}`;
			for (const word of words) expect(text).toContain(word);
			expect(text).not.toMatch(/ada|678-9012/i);
			expect(sandbox.requests).toHaveLength(0);
		}
	});

	// Quickstart "Upload Matched Audience", step 3: `{ "Email": "SHA256" }` says what the file holds.
	it.each([
		[
			'plain values that are called hashes',
			{ ...BY_EMAIL, columnSettings: { Email: 'SHA256' } },
			PEOPLE,
			"'Email Format' in 'Column Settings' is SHA256, but record 1 of 'people.csv' has a plain address in 'email'",
		],
		[
			'hashes of another algorithm',
			{ ...mapped({ phone: 'Phone' }), columnSettings: { Phone: 'SHA256' } },
			`phone,n\n${hex('sha1', '3456789012')},1\n`,
			"'Phone Format' in 'Column Settings' is SHA256, but record 1 of 'people.csv' has a SHA1 hash in 'phone'",
		],
		[
			'hashes that are called plain',
			{ ...BY_EMAIL, columnSettings: { Email: 'Raw' } },
			`email,n\n,1\n${hex('md5', 'x').toUpperCase()},2\n`,
			"'Email Format' in 'Column Settings' is Raw, but record 2 of 'people.csv' has an MD5 hash in 'email'",
		],
	])('%s', async (_, parameters, file, message) => {
		for (const version of ['v2', 'v3'] as const) {
			const { error } = await upload(version, parameters, csvItem(file));
			expect(error?.message).toBe(message);
			expect(error?.description).not.toMatch(/ada/i);
			expect(sandbox.requests).toHaveLength(0);
		}
	});

	it('no format for values that do not show one', async () => {
		const hash = hex('sha256', 'ada@x.example');
		for (const [format, file] of [
			['SHA256', `email,n\nunknown,1\n${hash},2\n`],
			['SHA256', `email,n\n,1\n,2\n,3\n${hash},4\n`],
			['SHA256', `email,n\nN/A,1\nnull,2\n-,3\n${hash},4\n`],
			['SHA256', `email,n\n${hash}\u200b,1\n`],
			['Raw', `email,n\nunknown,1\nada@x.example,2\n`],
			['Other', `email,n\n${hash},1\n`],
		]) {
			const form = { ...BY_EMAIL, columnSettings: { Email: format } };
			expect((await upload('v2', form, csvItem(file))).error).toBeUndefined();
		}
	});

	it('an algorithm that the current API does not list, by the name of its field', async () => {
		const formats = [{ id: 1, name: 'Raw', displayName: 'Raw' }];
		const message = JSON.stringify({ success: true, data: formats });
		sandbox.addFault({ path: /static\/data-formats$/, kind: 'notJson', message });
		const { error } = await upload('v3', { ...BY_EMAIL, ...hashing({ algorithm: 'MD5' }) });
		expect(error?.message).toContain("'Algorithm' in 'Hash Settings' is 'MD5'");
		expect(uploadsTo(sandbox, 'v3')).toHaveLength(0);
	});
});
