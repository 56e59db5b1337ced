import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hashing,
	hex,
	jsonOf,
	mapped,
	partNamed,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { forgetProcessState } from '../../../support/harness';

/** "Hash Before Upload" and all the ways to write the name of a column: nothing plain leaves. */
const sandbox = freshSandbox();

const ADA = 'ada@example.com';
const NUMBER = '(345) 678-9012';
const [ADA_HASHED, NUMBER_HASHED] = [hex('sha256', ADA), hex('sha256', '3456789012')];
const PLAIN = /ada@|678.?9012|3456789012/i;

const SETTINGS = { columnSettings: { NPI_ID: 'hl_npi_id' } };

/** Each way to map the columns of a file of which one is called `npi`. */
const ROUTES: Array<[string, Generation, IDataObject]> = [
	['by header', 'v2', { columnsFrom: 'name', matchBy: 'NPI_ID', ...SETTINGS }],
	['by hand', 'v2', { ...mapped({ npi: 'NPI_ID' }), ...SETTINGS }],
	['JSON', 'v2', { columnsFrom: 'json', columnsJson: { npi: 'NPI_ID' }, ...SETTINGS }],
	['by hand of the current API', 'v3', { ...mapped({ npi: 'NPI_ID' }), ...SETTINGS }],
];

const upload = async (version: Generation, parameters: IDataObject, file: string) =>
	await uploadAudience(sandbox, version, parameters, csvItem(file));

function startAnew(): void {
	sandbox.reset();
	forgetProcessState();
}

/** What reached the API, the logins included. */
const arrived = () => sandbox.requests.map(({ url, body }) => `${url}\n${body}`).join('\n');

/** The file of the only upload. */
function sentFile(version: Generation): string {
	const uploads = uploadsTo(sandbox, version);
	expect(uploads.map(({ status }) => status)).toEqual([200]);
	return partNamed(uploads[0], 'file').content.toString();
}

const wordsOf = (error?: Error & { description?: string | null }) =>
	`${error?.message}\n${error?.description}`;

/**
 * The two column names in other spellings; the last four, and four of the six, only show by their
 * values what they hold.
 */
const EMAIL_SPELLINGS = [
	...['email', 'EMAIL', 'e-mail', 'E-Mail:', 'Email*', '"Email"', '(email)', '#email', 'e_mail'],
	...['email\u200b', '\u200cemail', 'em\u00adail', 'em\u2060ail', '\u202aemail\u202c', 'email\ufe0f'],
	...['e\u2011mail', 'e\u2013mail', 'ｅｍａｉｌ', 'Email\u00a0Address', 'email\u0007', 'Primary Email'],
	...['E Mail Addr.', 'email1', 'Work E-mail'],
	...['\u0435mail', 'Email adresse', 'Contact', 'courriel'],
];
const PHONE_SPELLINGS = [
	...['phone', 'PHONE', 'Phone*', '#phone', 'Phone #', '(phone)', '"Phone"', 'Phone:', 'ｐｈｏｎｅ'],
	...['pho\u200dne', 'phone\u200f', '\u2066phone\u2069', 'Phone\u3000Number', 'phone\u2010number'],
	...['phone_no', 'Phone No.', 'cell', 'Cell #2', 'Tel.', 'Mobile Nr', 'Home Phone', 'cellphone'],
	...['\u0440hone', 'Call me', 'WhatsApp', 'contact number', 'line 1', 'sms'],
];

describe('forty and more spellings of the two names', () => {
	it.each(ROUTES)('are hashed or named in an error: %s', async (_, version, route) => {
		let hashed = 0;
		for (const [spellings, value, hash] of [
			[EMAIL_SPELLINGS, ADA, ADA_HASHED],
			[PHONE_SPELLINGS, NUMBER, NUMBER_HASHED],
		] as const) {
			for (const name of spellings) {
				startAnew();
				const header = name.includes('"') ? `"${name.replaceAll('"', '""')}"` : name;
				// The first records, which go into `metadata`, have no value in it.
				const file = `npi,${header}\n${'1144317652,\n'.repeat(5)}1467478172,${value}\n`;
				const { error } = await upload(version, { ...route, ...hashing() }, file);
				expect([name, arrived().match(PLAIN)]).toEqual([name, null]);
				if (error === undefined) {
					hashed++;
					expect(sentFile(version)).toBe(file.replace(value, hash));
				} else {
					expect(wordsOf(error)).toContain(`'${name}'`);
					expect(wordsOf(error)).not.toMatch(PLAIN);
					expect(sandbox.requests).toHaveLength(0);
				}
			}
		}
		// By name, "cellphone" is mapped to a field that can't be hashed.
		const named = 4 + 4 + (route.columnsFrom === 'name' ? 1 : 0);
		expect(hashed).toBe(EMAIL_SPELLINGS.length + PHONE_SPELLINGS.length - named);
		expect(hashed).toBeGreaterThan(40);
	});
});

describe.each<Generation>(['v2', 'v3'])('a header that hides a character, with %s', (version) => {
	const FILE = 'phone,email\u200b\n3456789012,ada@example.com\n';
	const HASHED = `phone,email\u200b\n${NUMBER_HASHED},${ADA_HASHED}\n`;

	it('leaves a choice open, and nothing out', async () => {
		const parameters = { columnsFrom: 'name', matchBy: 'auto', ...hashing() };
		const { error } = await upload(version, parameters, FILE);
		expect(error?.message).toContain('Email');
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each<[string, IDataObject]>([
		['by header', { columnsFrom: 'name', matchBy: 'Email' }],
		['by header, by the other column', { columnsFrom: 'name', matchBy: 'Phone' }],
		['by hand', { ...mapped({ email: 'Email' }) }],
		['by hand, the other column', { ...mapped({ phone: 'Phone' }) }],
		['JSON', { columnsFrom: 'json', columnsJson: '{"email\\u200b":"e-mail"}' }],
	])('is hashed: %s', async (_, parameters) => {
		const { error } = await upload(version, { ...parameters, ...hashing() }, FILE);
		expect(error).toBeUndefined();
		expect(sentFile(version)).toBe(HASHED);
		expect(arrived()).not.toMatch(PLAIN);
		if (version === 'v3') return;
		const { columnValues } = jsonOf(uploadsTo(sandbox, 'v2')[0], 'metadata');
		expect(columnValues).toEqual({ phone: [NUMBER_HASHED], 'email\u200b': [ADA_HASHED] });
	});
});
