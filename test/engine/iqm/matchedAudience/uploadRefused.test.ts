import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { audienceStage, BY_EMAIL, NAME_KEYS, sampleItem } from '../../../support/audienceStage';
import { csvItem, mapped, uploadsTo } from '../../../support/audienceUploads';
import { fileItem } from '../../../support/harness';

/** Matched Audience > Upload by the quickstart's API: what is refused before anything is sent. */
const { sandbox, upload } = audienceStage();

describe('IQM Matched Audience: Upload refuses before any request', () => {
	const EIGHT =
		'First Name + Last Name + State + Zip; Last Name + Street Address + State + Zip; Street Address + State + Zip; Voter ID; NPI ID; Email; Phone; Full Address';
	const people = 'email,city,phone\nsecret.person@x.example,Secretville,5550100\n';

	it.each<[string, IDataObject, INodeExecutionData, string[]]>([
		['no name', { ...BY_EMAIL, audienceName: ' ' }, csvItem(people), ["'Audience Name' is empty"]],
		[
			'no field name',
			{ ...BY_EMAIL, binaryPropertyName: '={{ "" }}' },
			csvItem(people),
			["'Input Data Field Name' is empty"],
		],
		[
			'a field without a file',
			{ ...BY_EMAIL, binaryPropertyName: 'other' },
			csvItem(people),
			['other'],
		],
		[
			'an Excel file in name only',
			BY_EMAIL,
			csvItem(people, 'people.xlsx'),
			['The file is not an Excel workbook (XLSX) but a text file, such as a CSV', 'CSV UTF-8'],
		],
		[
			'an old Excel file',
			BY_EMAIL,
			csvItem(people, 'people.XLS'),
			["'Input Data Field Name' holds 'people.XLS', an Excel file of type XLS", 'CSV UTF-8'],
		],
		[
			'an Excel file in disguise',
			BY_EMAIL,
			csvItem(Buffer.from('PK\x03\x04rest')),
			['Excel (XLSX) file', 'ends in .xlsx'],
		],
		[
			'another type',
			BY_EMAIL,
			fileItem('people.txt', 'text/plain', Buffer.from(people)),
			["'people.txt', a file of type TXT"],
		],
		['yet another type', BY_EMAIL, csvItem(people, 'people.tsv'), ['a file of type TSV']],
		[
			'no extension',
			BY_EMAIL,
			fileItem('people', 'application/octet-stream', Buffer.from(people)),
			["'people', a file without a file extension"],
		],
		['an empty file', BY_EMAIL, csvItem(''), ['empty']],
		[
			'no records',
			BY_EMAIL,
			csvItem('email,city\r\n\r\n'),
			["'people.csv' in 'Input Data Field Name' has a header but no records"],
		],
		[
			'too many records',
			BY_EMAIL,
			csvItem(`email\n${'1\n'.repeat(5_000_001)}`),
			['has 5000001 records, but IQM accepts at most 5 million (5000000)'],
		],
		[
			'uneven records',
			BY_EMAIL,
			csvItem('email,city\na@x.example,b\nc@x.example,Middletown, NY\n'),
			[
				"'people.csv' in 'Input Data Field Name' has 1 of 2 records with more or fewer values than the header, starting with record 2",
			],
		],
		[
			'a later record that is not UTF-8',
			BY_EMAIL,
			csvItem(
				Buffer.from(`email,city\n${'a@x.example,b\n'.repeat(5)}c@x.example,M\xe9\n`, 'latin1'),
			),
			["Record 6 of 'people.csv'", 'is not UTF-8 text', "'Send Irregular Files'"],
		],
		[
			'two columns of one name',
			BY_EMAIL,
			csvItem('email,email\nsecret.person@x.example,Secretville\n'),
			['Columns 1 and 2 are named "email"'],
		],
		[
			'no header, and a value twice',
			BY_EMAIL,
			csvItem('secret.person@x.example,Secretville,Secretville\n'),
			['Columns 2 and 3 are named the same'],
		],
		['UTF-16', BY_EMAIL, csvItem(Buffer.from('\uFEFFemail\nx\n', 'utf16le')), ['UTF-16']],
		[
			'a column that is not there',
			{ ...BY_EMAIL, ...mapped({ Mail: 'Email' }) },
			csvItem(people),
			[
				"'Mail' is not a column of 'people.csv'. Its columns are: 'email', 'city', 'phone'",
			],
		],
		[
			'a file without a header',
			BY_EMAIL,
			csvItem('secret.person@x.example,Secretville\nb@x.example,c\n'),
			[
				"'email' is not a column of 'people.csv'",
				'The first line of the file looks like data,',
			],
		],
		[
			'a column without values',
			BY_EMAIL,
			csvItem('email,city\n,Secretville\n  ,x\n'),
			[
				"'Mapped Columns' maps 'email' to Email, but that column is empty in all 2 records of 'people.csv'",
			],
		],
		[
			'a field with two columns',
			{ ...BY_EMAIL, ...mapped({ email: 'Email', phone: 'Email' }) },
			csvItem(people),
			["'Mapped Columns' maps both 'email' and 'phone' to Email"],
		],
		[
			'a column with two fields',
			{
				...BY_EMAIL,
				columnSettings: { Email: 'Raw', Phone: 'Raw' },
				columns: {
					mappings: [
						{ fileColumn: 'email', key: 'Email' },
						{ fileColumn: ' email', key: 'Phone' },
					],
				},
			},
			csvItem(people),
			["'Mapped Columns' maps 'email' twice"],
		],
		[
			'two columns for a field by name',
			{ columnsFrom: 'name', columnSettings: { Email: 'Raw' } },
			csvItem('email,E-Mail\na@x.example,b@x.example\n'),
			["'Detect From Header' in 'Columns' maps both 'email' and 'E-Mail' to Email"],
		],
		['no rows', { ...BY_EMAIL, columns: {} }, csvItem(people), ["'Mapped Columns' is empty"]],
		[
			'an empty row',
			{ ...BY_EMAIL, columns: { mappings: [{ fileColumn: ' ', key: 'Email' }] } },
			csvItem(people),
			["'Mapped Columns: File Column' is empty"],
		],
		[
			'a row without a field',
			{ ...BY_EMAIL, columns: { mappings: [{ fileColumn: 'email', key: '' }] } },
			csvItem(people),
			["'Mapped Columns: IQM Field' is empty"],
		],
		[
			'invalid JSON',
			{ ...BY_EMAIL, columnsFrom: 'json', columnsJson: '{email: Email}' },
			csvItem(people),
			["'Columns (JSON)' is not valid JSON"],
		],
		[
			'a list as JSON',
			{ ...BY_EMAIL, columnsFrom: 'json', columnsJson: '["Email"]' },
			csvItem(people),
			["'Columns (JSON)' must be a JSON object"],
		],
		[
			'a list from an expression',
			{ ...BY_EMAIL, columnsFrom: 'json', columnsJson: '={{ ["Email"] }}' },
			csvItem(people),
			["'Columns (JSON)' must be a JSON object"],
		],
		[
			'no JSON',
			{ ...BY_EMAIL, columnsFrom: 'json', columnsJson: '' },
			csvItem(people),
			["'Columns (JSON)' is empty"],
		],
		[
			'JSON without a field',
			{ ...BY_EMAIL, columnsFrom: 'json', columnsJson: '{"email": {}}' },
			csvItem(people),
			["'Columns (JSON): IQM Field' must be text"],
		],
		[
			'no combination',
			{ ...BY_EMAIL, ...mapped({ city: 'Residence_Addresses_City' }), columnSettings: {} },
			csvItem(people),
			["'Mapped Columns' maps 'people.csv' to City, but IQM needs one of these combinations", EIGHT],
		],
		[
			'the list’s own voter ID',
			{ ...mapped({ city: 'LalVoterID' }) },
			csvItem(people),
			[EIGHT, "choose LalVoterID as 'Voter ID Partner'"],
		],
		[
			'no combination by name',
			{ columnsFrom: 'name' },
			csvItem('first,zip\na,1\n'),
			["'Detect From Header' in 'Columns' maps 'people.csv' to Zip", EIGHT, "'first', 'zip'"],
		],
		[
			'no known column',
			{ columnsFrom: 'name' },
			csvItem('foo,bar\na,1\n'),
			['to no field of IQM', EIGHT],
		],
		[
			'both kinds by name',
			{ columnsFrom: 'name' },
			sampleItem(),
			[
				"'Match People By' is Automatic, but the columns of",
				'Name and Address, Full Address, Phone, Email, NPI ID',
				"Choose one of them in 'Match People By'",
			],
		],
		[
			'two single fields by name',
			{ columnsFrom: 'name' },
			csvItem(people),
			[
				"'Match People By' is Automatic, but the columns of 'people.csv' allow matching by several: Email, Phone",
			],
		],
		[
			'both kinds mapped',
			{ ...mapped({ ...NAME_KEYS, email: 'Email' }), columnSettings: { Email: 'Raw' } },
			sampleItem(),
			["'Match People By' is Automatic", 'Name and Address, Email'],
		],
		[
			'a chosen match that is not mapped',
			{ ...BY_EMAIL, matchBy: 'Phone' },
			csvItem(people),
			["'Match People By' is Phone, but 'Mapped Columns' maps 'people.csv' to Email"],
		],
		[
			'a chosen match by names that is not mapped',
			{ ...BY_EMAIL, matchBy: 'nameAndAddress' },
			csvItem(people),
			["'Match People By' is Name and Address, but 'Mapped Columns' maps 'people.csv' to Email"],
		],
		[
			'a chosen match whose column is empty',
			{ columnsFrom: 'name', matchBy: 'Email' },
			csvItem('email,phone\n,1\n'),
			["'Match People By' is Email", 'Columns without values: 1'],
		],
		[
			'an unknown match',
			{ ...BY_EMAIL, matchBy: '={{ "mail" }}' },
			csvItem(people),
			["'Match People By' must be auto, nameAndAddress, Email"],
		],
		[
			'an unknown source of columns',
			{ ...BY_EMAIL, columnsFrom: '={{ "x" }}' },
			csvItem(people),
			["'Columns' must be json, map or name, not 'x'"],
		],
		[
			'no format',
			{ ...BY_EMAIL, columnSettings: {} },
			csvItem(people),
			["'Email Format' in 'Column Settings' is empty, but a column is mapped to Email"],
		],
		[
			'an empty format',
			{ ...BY_EMAIL, columnSettings: { Email: '' } },
			csvItem(people),
			["'Email Format Name or ID' is empty", "remove it from 'Column Settings'"],
		],
		[
			'no format of an extra column',
			{ ...BY_EMAIL, ...mapped({ email: 'Email', phone: 'Phone' }) },
			csvItem(people),
			["'Phone Format' in 'Column Settings' is empty"],
		],
		[
			'no partner',
			mapped({ phone: 'NPI_ID' }),
			csvItem(people),
			["'NPI Partner' in 'Column Settings' is empty"],
		],
		[
			'no voter partner',
			mapped({ phone: 'Voters_ID' }),
			csvItem(people),
			["'Voter ID Partner' in 'Column Settings' is empty"],
		],
		[
			'a setting for a field that is not mapped',
			{ ...BY_EMAIL, columnSettings: { Email: 'Raw', Phone: 'Raw' } },
			csvItem(people),
			["'Phone Format' in 'Column Settings' is set, but no column is mapped to Phone"],
		],
	])('%s', async (_, changes, item, words) => {
		const { error } = await upload(changes, item);
		const text = `${error?.message}\n${error?.description}`;
		for (const word of words) expect(text).toContain(word);
		expect(sandbox.requests).toHaveLength(0);
		// Nothing about the people in the file may be in an error.
		for (const value of ['secret.person', 'Secretville', '5550100', 'Bilbo', 'Middletown']) {
			expect(JSON.stringify([error, text])).not.toContain(value);
		}
	});

	it('a longer name is sent all the same: 255 characters are a hint', async () => {
		const { error } = await upload({ ...BY_EMAIL, audienceName: 'x'.repeat(256) }, csvItem(people));
		expect(error?.message).toContain('255');
		expect(uploadsTo(sandbox, 'v2')).toHaveLength(1);
	});
});
