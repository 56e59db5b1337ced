import type { IDataObject } from 'n8n-workflow';

import { readHashing } from '../../../../nodes/Iqm/IqmMatchedAudience/hashing';
import { sampleContent } from '../../../../sandbox';
import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	encodedAnew,
	fileType,
	hashing,
	hex,
	jsonOf,
	mapped,
	partNamed,
	textOf,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { fileItem } from '../../../support/harness';

/** Matched Audience > Upload with "Hash Before Upload": what leaves. */
const FILE_NAME = 'matched-audience-example.csv';
const SAMPLE = sampleContent(`/samples/${FILE_NAME}`).toString();

/**
 * Copied from `columnValues` of the quickstart "Upload Matched Audience", step 3: the first three
 * people of its sample file, plain and hashed.
 */
const DOCUMENTED = {
	phone: ['3456789012', '5678901234', '7890123456'],
	email: ['Bilbo.Baggins@lotr.com', 'Frodo.Baggins@lotr.com', 'Samwise.Gamgee@lotr.com'],
	'phone-sha256': [
		'26cc49f1a2133f3784b937017f9cc86e05b5413c7f91b0b6bd6375631b68371e',
		'2f510ce904687db4b2706fdaf33f1d0e678be13cc5fe300cf695a546befa5fc8',
		'453fc17260d034186d92d1e58cc557fea9cafc1bf886154b472057feed950605',
	],
	'email-sha256': [
		'43f5f8fabe82fc8dce2452267f5550bb036d0ddf33368682a9cd5da8286d63a0',
		'ceb005d969f16f9a6a487849d27bf854fac1f0733aa61995bcbb5cb928dfc410',
		'986c1ae0d3cef60591d3b29aa54afb5d9654406d7cfa4fcbb65c3ad45ad1ce5c',
	],
};

const sandbox = freshSandbox();

const BOTH = mapped({ email: 'Email', phone: 'Phone' });
const BY_EMAIL = mapped({ email: 'Email' });
const upload = async (version: Generation, parameters: IDataObject, item = csvItem(PEOPLE)) =>
	await uploadAudience(sandbox, version, parameters, item);

const PEOPLE = 'email,city,phone\nAda@X.example,Ely,(345) 678-9012\n';

const hashedPeople = (algorithm: string) =>
	`email,city,phone\n${hex(algorithm, 'ada@x.example')},Ely,${hex(algorithm, '3456789012')}\n`;

/**
 * The file of the last upload, once it has been compared with what an independent encoder makes.
 */
function sentFile(version: Generation): string {
	const request = uploadsTo(sandbox, version)[0];
	const file = partNamed(request, 'file');
	const expected = encodedAnew(request, file.content);
	expect(request.body.equals(expected)).toBe(true);
	expect(request.headers['content-length']).toBe(String(expected.length));
	expect(request.headers['transfer-encoding']).toBeUndefined();
	expect(request.status).toBe(200);
	return file.content.toString();
}

describe.each<Generation>(['v2', 'v3'])('with the API %s', (version) => {
	it("turns the quickstart's addresses and numbers into its hashes, and nothing else", async () => {
		const item = fileItem(FILE_NAME, 'text/csv', Buffer.from(SAMPLE));
		const parameters = { ...BOTH, ...hashing(), matchBy: 'Email' };
		const { items, error } = await upload(version, parameters, item);
		expect(error).toBeUndefined();

		// The two last people are not in the quickstart.
		const lines = SAMPLE.split('\n').map((line, nth) => {
			const values = line.split(',');
			if (nth === 0 || line === '') return line;
			const [phone, email] = values.slice(-5, -3);
			values[values.length - 5] = DOCUMENTED['phone-sha256'][nth - 1] ?? hex('sha256', phone);
			values[values.length - 4] =
				DOCUMENTED['email-sha256'][nth - 1] ?? hex('sha256', email.toLowerCase());
			return values.join(',');
		});
		const sent = sentFile(version);
		expect(sent).toBe(lines.join('\n'));
		for (const plain of [...DOCUMENTED.phone, ...DOCUMENTED.email]) {
			expect(SAMPLE).toContain(plain);
			expect(uploadsTo(sandbox, version)[0].body.toString()).not.toContain(plain);
		}

		const [request] = uploadsTo(sandbox, version);
		if (version === 'v2') {
			expect(jsonOf(request, 'columnSettings')).toEqual({ Email: 'SHA256', Phone: 'SHA256' });
			expect(jsonOf(request, 'metadata')).toMatchObject({
				fileSize: Buffer.byteLength(sent),
				rows: 5,
				columnValues: {
					phone: DOCUMENTED['phone-sha256'],
					email: DOCUMENTED['email-sha256'],
					'phone-sha256': DOCUMENTED['phone-sha256'],
				},
			});
		} else {
			// `4` is "Hashed (SHA256)" in the guideline's list of data formats.
			expect(jsonOf(request, 'audienceRequest')).toMatchObject({
				columnMappings: [
					{ fileColumnName: 'email', dataFormatId: 4 },
					{ fileColumnName: 'phone', dataFormatId: 4 },
				],
				fileRowCount: 5,
				fileColumnCount: 16,
			});
		}
		const counts = { algorithm: 'SHA256', hashed: 5, alreadyHashed: 0, empty: 0, unusable: 0 };
		expect(items[0].json).toMatchObject({
			columnSettings: { Email: 'SHA256', Phone: 'SHA256' },
			fileTotalCount: 5,
			hashedColumns: [
				{ column: 'phone', ...counts },
				{ column: 'email', ...counts },
			],
		});
	});

	it.each(['MD5', 'SHA1', 'SHA256', 'SHA512'])('hashes by %s', async (algorithm) => {
		const { error } = await upload(version, { ...BY_EMAIL, ...hashing({ algorithm }) });
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(hashedPeople(algorithm));
		const [request] = uploadsTo(sandbox, version);
		const format = { MD5: 2, SHA1: 3, SHA256: 4, SHA512: 5 }[algorithm];
		if (version === 'v2') {
			expect(textOf(request, 'columnSettings')).toBe(`{"Email":"${algorithm}"}`);
		} else {
			expect(jsonOf(request, 'audienceRequest').columnMappings).toEqual([
				{ columnId: 2, fileColumnName: 'email', dataFormatId: format },
			]);
		}
	});

	it('leaves hashes and empty values, empties what it cannot hash, and counts all', async () => {
		const hash = hex('sha256', 'eve@x.example').toUpperCase();
		const csv = `email,city\r\n" Ada@X.example ",Ely\r\n${hash},Bath\r\n,Wells\r\nnobody,Truro\r\n`;
		const { items, error } = await upload(version, { ...BY_EMAIL, ...hashing() }, csvItem(csv));
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(
			`email,city\r\n"${hex('sha256', 'ada@x.example')}",Ely\r\n${hash},Bath\r\n,Wells\r\n,Truro\r\n`,
		);
		expect(items[0].json.hashedColumns).toEqual([
			{ column: 'email', algorithm: 'SHA256', hashed: 1, alreadyHashed: 1, empty: 1, unusable: 1 },
		]);
	});

	it.each([
		['digits', '3456789012'],
		['e164', '+13456789012'],
	])('writes phone numbers as %s before it hashes them', async (phoneFormat, plain) => {
		const parameters = { ...mapped({ phone: 'Phone' }), ...hashing({ phoneFormat }) };
		const { error } = await upload(version, parameters);
		expect(error).toBeUndefined();
		expect(sentFile(version)).toContain(`,${hex('sha256', plain)}\n`);
	});

	it('hashes only the chosen field, and leaves the other to its own setting', async () => {
		const { error } = await upload(version, {
			...BOTH,
			...hashing({ columns: ['Email'] }),
			columnSettings: { Phone: 'Raw', Email: 'sha-256' },
			matchBy: 'Email',
		});
		expect(error).toBeUndefined();
		const hash = hex('sha256', 'ada@x.example');
		expect(sentFile(version)).toBe(PEOPLE.replace('Ada@X.example', hash));
	});

	it('also hashes what is not mapped but has such a name', async () => {
		const { error, items } = await upload(version, {
			columnsFrom: 'name',
			matchBy: 'Phone',
			...hashing(),
		});
		expect(error).toBeUndefined();
		expect(items[0].json.columns).not.toHaveProperty('email');
		expect(sentFile(version)).toBe(hashedPeople('sha256'));
		expect(items[0].json.hashedColumns).toMatchObject([{ column: 'email' }, { column: 'phone' }]);
	});

	it('hashes what is chosen, even where it is not mapped', async () => {
		const { error, items } = await upload(version, {
			columnsFrom: 'name',
			matchBy: 'Email',
			columnSettings: { Email: 'Raw' },
			...hashing({ columns: ['Phone'] }),
		});
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(PEOPLE.replace('(345) 678-9012', hex('sha256', '3456789012')));
		expect(items[0].json.columnSettings).toEqual({ Email: 'Raw' });
	});

	it('hashes what is mapped, whatever its name', async () => {
		const csv = csvItem('contact,line 1\nAda@X.example,(345) 678-9012\n');
		const form = { ...mapped({ ' contact': 'Email', 'line 1': 'Phone' }), matchBy: 'Email' };
		const { error } = await upload(version, { ...form, ...hashing() }, csv);
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(
			`contact,line 1\n${hex('sha256', 'ada@x.example')},${hex('sha256', '3456789012')}\n`,
		);
	});

	it('leaves alone a column that is mapped to another field and not chosen', async () => {
		const parameters = mapped({ email: 'Email', phone: 'Ethnic_Description' });
		const form = { ...parameters, ...hashing({ columns: ['Email'] }) };
		const { error } = await upload(version, form);
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(PEOPLE.replace('Ada@X.example', hex('sha256', 'ada@x.example')));
	});

	it('empties what is not mapped, has such a name, and holds something else', async () => {
		const csv = csvItem('email,mobile\nAda@X.example,none\n');
		const { error, items } = await upload(version, { ...BY_EMAIL, ...hashing() }, csv);
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(`email,mobile\n${hex('sha256', 'ada@x.example')},\n`);
		expect(items[0].json.hashedColumns).toMatchObject([
			{ column: 'email', hashed: 1 },
			{ column: 'mobile', unusable: 1 },
		]);
	});

	it('takes a field however it is spelled', async () => {
		const columnsJson = '{"email": "email", "phone": "PHONE"}';
		const parameters = { columnsFrom: 'json', columnsJson, matchBy: 'Email' };
		const { error, items } = await upload(version, { ...parameters, ...hashing() });
		expect(error).toBeUndefined();
		expect(items[0].json.columns).toEqual({ email: 'Email', phone: 'Phone' });
		expect(sentFile(version)).toBe(hashedPeople('sha256'));
	});

	it('shows hashes in a preview, with the length of the hashed file', async () => {
		const { items } = await upload(version, {
			...BOTH,
			...hashing(),
			matchBy: 'Email',
			options: { preview: true },
		});
		expect(JSON.stringify(items)).not.toMatch(/ada@|678-9012/i);
		expect(items[0].json.parts).toContainEqual({
			name: 'file',
			fileName: 'people.csv',
			contentType: fileType(version, 'text/csv'),
			size: `email,city,phone\n,Ely,\n`.length + 128,
		});
		expect(uploadsTo(sandbox, version)).toHaveLength(0);
	});
});

describe('the settings', () => {
	it.each([{}, { algorithm: 'SHA256' }, { phoneFormat: 'digits' }])(
		'need not be added: %j',
		async (fields) => {
			expect(readHashing(fields)).toEqual({
				algorithm: 'SHA256',
				fields: [],
				phone: 'phone',
				sendPlain: [],
			});
			const { error } = await upload('v2', { ...BY_EMAIL, ...hashing(fields) });
			expect(error).toBeUndefined();
			expect(sentFile('v2')).toContain(hex('sha256', 'ada@x.example'));
		},
	);

	it('are an error where columns were to be chosen and none was', async () => {
		const { error } = await upload('v2', { ...BY_EMAIL, ...hashing({ columns: [] }) });
		expect(error?.message).toBe("'Columns to Hash' is empty");
	});

	it.each(['SHA256', ['SHA256'], 256, true, '', null])(
		'are nothing but an object: %j',
		(value) => {
			expect(() => readHashing(value)).toThrow("'Hash Settings' must be an object such as");
		},
	);

	it('have nothing but their fields', () => {
		expect(() => readHashing({ algo: 'MD5' })).toThrow(
			"'Hash Settings' has no 'algo', only algorithm, columns, phoneFormat, sendPlain",
		);
	});
});
