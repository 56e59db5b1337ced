import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hex,
	jsonOf,
	mapped,
	partNamed,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { fileItem } from '../../../support/harness';
import { inlineRows, workbookParts, zipOf } from '../../../support/xlsxFiles';

/** Matched Audience > Upload: how email addresses and phone numbers leave is asked, never assumed. */
const sandbox = freshSandbox();

const ADDRESS = 'ada.secret@x.example';
const HASH = hex('sha256', ADDRESS);
const NUMBER = '3456789012';
const VERSIONS: Generation[] = ['v2', 'v3'];
const BY_EMAIL = mapped({ email: 'Email' });
const SHA256 = { columnSettings: { Email: 'SHA256' } };
const HASHED = { ...BY_EMAIL, ...SHA256, emailsAndPhones: 'hashed' };
const column = (...values: string[]) =>
	csvItem(['email,n', ...values.map((value, nth) => `${value},${nth}`)].join('\n'));
const hashes = (count: number) =>
	Array.from({ length: count }, (_, nth) => hex('sha256', `${nth}`));

describe('the choice', () => {
	const issuesOf = (changes: INodeParameters) => {
		const { description } = new IqmMatchedAudience();
		const parameters: INodeParameters = {
			resource: 'matchedAudience',
			operation: 'upload',
			audienceName: 'A',
			...changes,
		};
		const node = { typeVersion: 1, parameters, disabled: false } as unknown as INode;
		const { properties } = description;
		const all = NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description);
		const issues = NodeHelpers.getNodeParametersIssues(
			properties,
			{ ...node, parameters: all ?? {} },
			description,
		);
		return { all: all ?? {}, marked: Object.keys(issues?.parameters ?? {}) };
	};

	it('has nothing chosen at first, which n8n marks', () => {
		const { all, marked } = issuesOf({});
		expect(all.emailsAndPhones).toBe('');
		expect(marked).toEqual(['emailsAndPhones']);
		expect(issuesOf({ emailsAndPhones: 'plain' }).marked).toEqual([]);
	});

	it('alone shows the settings of hashing', () => {
		expect(issuesOf({ emailsAndPhones: 'hash' }).all).toHaveProperty('hashBeforeUpload');
		for (const emailsAndPhones of ['', 'hashed', 'plain']) {
			expect(issuesOf({ emailsAndPhones }).all).not.toHaveProperty('hashBeforeUpload');
		}
	});

	it.each([
		["={{ '' }}", /^'Emails and Phone Numbers' is empty/],
		["={{ 'sha256' }}", /^'Emails and Phone Numbers' must be one of hash, hashed, plain, not 'sha256'/],
	])('is refused before any request: %s', async (emailsAndPhones, words) => {
		const form = { ...BY_EMAIL, ...SHA256, emailsAndPhones };
		const { error } = await uploadAudience(sandbox, 'v2', form, column(HASH));
		expect(error?.message).toMatch(words);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe.each(VERSIONS)('with the API %s', (version) => {
	const upload = async (parameters: IDataObject, item = column(ADDRESS)) =>
		await uploadAudience(sandbox, version, parameters, item);
	const sentFile = () => partNamed(uploadsTo(sandbox, version)[0], 'file').content.toString();

	it('Hash Before Upload hashes, tells IQM, and counts what it hashed', async () => {
		const csv = `email,phone\n${ADDRESS},${NUMBER}\n${HASH},\n`;
		const form = { ...BY_EMAIL, emailsAndPhones: 'hash' };
		const { items, error } = await upload(form, csvItem(csv));
		expect(error).toBeUndefined();
		expect(sentFile()).toBe(`email,phone\n${HASH},${hex('sha256', NUMBER)}\n${HASH},\n`);
		expect(items[0].json).toMatchObject({
			columnSettings: { Email: 'SHA256' },
			emailsAndPhones: 'Hashed Before Upload',
			valuesHashed: 2,
			valuesAlreadyHashed: 1,
		});
		expect(JSON.stringify(items)).not.toContain('secret');
	});

	it('keeps its settings where the choice is an expression', async () => {
		const form = {
			...BY_EMAIL,
			emailsAndPhones: "={{ 'hash' }}",
			hashBeforeUpload: { algorithm: 'MD5' },
		};
		expect((await upload(form)).error).toBeUndefined();
		expect(sentFile()).toBe(`email,n\n${hex('md5', ADDRESS)},0`);
	});

	it('Send As Is sends the file as it is, and says so', async () => {
		const form = { ...BY_EMAIL, columnSettings: { Email: 'Raw' }, emailsAndPhones: 'plain' };
		const { items, error } = await upload(form);
		expect(error).toBeUndefined();
		expect(sentFile()).toBe(`email,n\n${ADDRESS},0`);
		expect(items[0].json.emailsAndPhones).toBe('Sent As Is');
		expect(items[0].json).not.toHaveProperty('valuesHashed');
	});

	it('Already Hashed sends the file as it is, and counts the hashes', async () => {
		const values = [...hashes(3), '', ' ', `"${HASH.toUpperCase()}"`];
		const { items, error } = await upload(HASHED, column(...values));
		expect(error).toBeUndefined();
		expect(sentFile()).toBe(['email,n', ...values.map((v, nth) => `${v},${nth}`)].join('\n'));
		expect(items[0].json).toMatchObject({
			columnSettings: { Email: 'SHA256' },
			emailsAndPhones: 'Already Hashed',
			valuesAlreadyHashed: 4,
		});
		expect(items[0].json).not.toHaveProperty('hashedColumns');
	});

	it.each<[string, string, string]>([
		['an address', ADDRESS, 'a plain address'],
		['a number', NUMBER, 'a plain number'],
		['a short number', '2139', 'a plain number'],
		['a word', 'unknown', 'a value that is not a hash'],
		['a cut hash', HASH.slice(1), 'a value that is not a hash'],
		['a hash that is too long', `${HASH}0`, 'a value that is not a hash'],
		['signs that are not hexadecimal', `g${HASH.slice(1)}`, 'a value that is not a hash'],
		['another hash', hex('md5', ADDRESS), 'an MD5 hash'],
	])('Already Hashed refuses %s, and sends nothing', async (_, value, words) => {
		const { error } = await upload(HASHED, column(...hashes(3), value, HASH, value));
		expect(error?.message).toBe(
			`'Emails and Phone Numbers' is Already Hashed and 'Email Format' in 'Column Settings' is SHA256, but record 4 of 'people.csv' has ${words} in 'email', the first of 2 records that don't match`,
		);
		expect(JSON.stringify([error, error?.message, error?.description])).not.toContain(value);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('refuses the same in a workbook', async () => {
		const rows = inlineRows([['email'], [HASH], ['unknown']]);
		const item = fileItem('people.xlsx', '', zipOf(workbookParts(rows)));
		const { error } = await upload(HASHED, item);
		expect(error?.message).toContain("record 2 of 'people.xlsx' has a value that is not a hash");
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['Raw', 'raw'])('Already Hashed refuses the format %s', async (Email) => {
		const { error } = await upload({ ...HASHED, columnSettings: { Email } }, column(HASH));
		expect(error?.message).toBe(
			`'Emails and Phone Numbers' is Already Hashed, but 'Email Format' in 'Column Settings' is ${Email}`,
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('Already Hashed takes hashes of a kind that it does not know, but nothing plain', async () => {
		const other = { ...HASHED, columnSettings: { Email: 'Other' } };
		const long = 'q'.repeat(44);
		expect((await upload(other, column(long, 'x'))).error).toBeUndefined();
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
		for (const plain of [ADDRESS, NUMBER]) {
			const { error } = await upload(other, column(long, plain));
			expect(error?.message).toMatch(/is Other, but record 2 of 'people.csv' has a plain/);
		}
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
	});

	it('Already Hashed with a format that no list names lets nothing plain out either', async () => {
		const form = { ...HASHED, columnSettings: { Email: 'Whirlpool' } };
		const { error } = await upload(form, column(HASH, ADDRESS));
		expect(error?.message).toContain("is Whirlpool, but record 2 of 'people.csv' has a plain address");
		expect(uploadsTo(sandbox, version)).toHaveLength(0);
	});

	it('Already Hashed tells of the format Raw together with what else is wrong', async () => {
		const form = { ...HASHED, columnSettings: { Email: 'Raw' }, audienceName: "={{ '  ' }}" };
		const { error } = await upload(form, column(HASH));
		expect(error?.message).toMatch(/^2 problems found:.*'Audience Name'.*'Email Format'/s);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each<[string, IDataObject, string]>([
		['not mapped', HASHED, 'Work Email'],
		['not mapped, by header', { ...HASHED, columnsFrom: 'name', matchBy: 'Email' }, 'Work Email'],
		[
			'mapped to a field without a format',
			{
				...HASHED,
				...mapped({ email: 'Email', line: 'VoterTelephones_CellphoneUnformatted' }),
				matchBy: 'Email',
			},
			'line',
		],
	])('Already Hashed refuses plain values in a column of them that is %s', async (_, form, name) => {
		const plain = name === 'line' ? NUMBER : ADDRESS;
		const item = csvItem(`email,${name}\n${HASH},\n${HASH},${plain}\n`);
		const { error } = await upload(form, item);
		expect(error?.message).toMatch(
			new RegExp(
				`^'Emails and Phone Numbers' is Already Hashed, but record 2 of 'people.csv' has a plain (address|number) in '${name}', which is also sent$`,
			),
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each<[string, string, IDataObject, string]>([
		['that is not mapped', 'login', {}, ADDRESS],
		['that is mapped to a name', 'fn', { fn: 'Voters_FirstName' }, ADDRESS],
		['of words', 'Notes', {}, `call ${ADDRESS} today`],
	])('Already Hashed refuses addresses in another column %s', async (_, name, map, value) => {
		const form = { ...HASHED, ...mapped({ email: 'Email', ...(map as object) }), matchBy: 'Email' };
		const rows = [['email', name], [HASH, ''], [HASH, value]];
		const csv = csvItem(rows.map((row) => row.join(',')).join('\n'));
		const workbook = fileItem('people.xlsx', '', zipOf(workbookParts(inlineRows(rows))));
		for (const item of [csv, workbook]) {
			const { error } = await upload(form, item);
			expect(error?.message).toMatch(
				new RegExp(`^'Emails and Phone Numbers' is Already Hashed, but values of '${name}' in 'people`),
			);
			expect(JSON.stringify([error, error?.message, error?.description])).not.toContain('secret');
		}
		expect(sandbox.requests).toHaveLength(0);
	});

	it('Already Hashed refuses phone numbers in another column, but no IDs', async () => {
		const { error } = await upload(HASHED, csvItem(`email,info\n${HASH},+1 (345) 678-9012\n`));
		expect(error?.message).toMatch(/values of 'info' in 'people.csv' are or contain plain/);
		expect(sandbox.requests).toHaveLength(0);
		const ids = csvItem(`email,voter id,zip\n${HASH},3456789012,10001\n${HASH},3456789013,10002\n`);
		expect((await upload({ ...HASHED, matchBy: 'Email' }, ids)).error).toBeUndefined();
	});

	it('Already Hashed refuses values without a column, whatever the options say', async () => {
		const form = { ...HASHED, options: { sendIrregularFiles: true } };
		const { error } = await upload(form, csvItem(`email,n\n${HASH},1\n${HASH},2,${ADDRESS}\n`));
		expect(error?.message).toMatch(/is Already Hashed, but record 2 of 'people.csv' has more or fewer/);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('Already Hashed refuses an address as the name of a column', async () => {
		const { error } = await upload(HASHED, csvItem(`email,${ADDRESS}\n${HASH},x\n`));
		expect(error?.message).toMatch(/^Column 2 of 'people.csv' has an email address/);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['hash', 'hashed', 'plain'])(
		'%s changes nothing for a file without addresses and numbers, and says so',
		async (emailsAndPhones) => {
			const csv = '\uFEFF"street-address",state,zip\r\n"1 ""The"" Shire, NY",NY,10001\r\n2 Hill,NY,10010';
			const form = { columnsFrom: 'name', emailsAndPhones };
			const { items, error } = await upload(form, csvItem(csv));
			expect(error).toBeUndefined();
			expect(sentFile()).toBe(csv);
			const request = uploadsTo(sandbox, version)[0];
			if (version === 'v2') {
				expect(request.parts?.map(({ name }) => name)).not.toContain('columnSettings');
				expect(jsonOf(request, 'metadata')).toMatchObject({ fileSize: Buffer.byteLength(csv), rows: 2 });
			}
			expect(items[0].json.emailsAndPhones).toBe('No Such Column in the File');
			for (const key of ['valuesHashed', 'valuesAlreadyHashed', 'hashedColumns']) {
				expect(items[0].json).not.toHaveProperty(key);
			}
		},
	);
});

it('knows Raw by its ID in the list of the current API', async () => {
	const form = { ...HASHED, columnSettings: { Email: '1' } };
	const { error } = await uploadAudience(sandbox, 'v3', form, column(HASH));
	expect(error?.message).toBe(
		"'Emails and Phone Numbers' is Already Hashed, but 'Email Format' in 'Column Settings' is Raw",
	);
	expect(uploadsTo(sandbox, 'v3')).toHaveLength(0);
});

describe('a column that the file does not have', () => {
	it('is named with those that it has, and without a value', async () => {
		const form = {
			...mapped({ 'Frist Name': 'Voters_FirstName', Zpi: 'Residence_Addresses_Zip' }),
			emailsAndPhones: 'plain',
		};
		const item = csvItem('First Name,Last Name,Zip\nAda,Lovelace,10001\n', 'voters.csv');
		const { error } = await uploadAudience(sandbox, 'v2', form, item);
		expect(error?.message).toBe(
			"'Frist Name', 'Zpi' are not columns of 'voters.csv'. Its columns are: 'First Name', 'Last Name', 'Zip'",
		);
		expect(error?.description).toBe("Correct 'Mapped Columns': names must match the file exactly.");
		const one = { ...form, ...mapped({ 'Frist Name': 'Voters_FirstName' }) };
		expect((await uploadAudience(sandbox, 'v2', one, item)).error?.message).toBe(
			"'Frist Name' is not a column of 'voters.csv'. Its columns are: 'First Name', 'Last Name', 'Zip'",
		);
		const json = { columnsFrom: 'json', columnsJson: '{"Frist Name": "Email"}' };
		const settings = { columnSettings: { Email: 'Raw' } };
		expect((await uploadAudience(sandbox, 'v2', { ...json, ...settings }, item)).error?.description).toContain(
			"Correct 'Columns (JSON)'",
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['Ada,Lovelace,NY', 'Ada,Lovelace,1815-12-10', 'Ada,Lovelace,12 Main St'])(
		'shows nothing of a first line that may be about a person: %s',
		async (line) => {
			const form = { ...mapped({ Email: 'Email' }), columnSettings: { Email: 'Raw' } };
			const item = csvItem(`${line}\nAlan,Turing,London\n`, 'voters.csv');
			const { error } = await uploadAudience(
				sandbox,
				'v2',
				{ ...form, emailsAndPhones: 'plain' },
				item,
			);
			expect(error?.message).toBe("'Email' is not a column of 'voters.csv'");
			expect(`${error?.message} ${error?.description}`).not.toMatch(/Ada|Lovelace|1815|Main/);
			expect(sandbox.requests).toHaveLength(0);
		},
	);
});
