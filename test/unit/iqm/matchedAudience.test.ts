import * as fc from 'fast-check';

import { InputError } from '../../../nodes/common/ground/errors';
import type { HashPlan } from '../../../nodes/tables/hash/hashColumn';
import type { InputFile } from '../../../nodes/common/file/inputFile';
import { ExecutionStopped } from '../../../nodes/common/ground/wait';
import {
	hashAudienceFile,
	inspectAudienceFile,
	metadataOf,
	orderedJson,
	sentName,
} from '../../../nodes/Iqm/IqmMatchedAudience/audienceFile';
import type { Header } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import { mapAsChosen, mapByName, readMap } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import { readSettings } from '../../../nodes/Iqm/IqmMatchedAudience/settings';
import {
	hasNameAndAddress,
	isSingleKey,
	keyNamed,
	KNOWN_FIELDS,
} from '../../../nodes/Iqm/IqmMatchedAudience/systemFields';
import { COLUMNS_V2, COLUMNS_V3, COMBINATIONS } from '../../../sandbox/iqm/audience-lists';

function fileOf(content: string, changes: Partial<InputFile> = {}): InputFile {
	const bytes = Buffer.from(content);
	return {
		fileName: 'people.csv',
		mimeType: 'text/csv',
		extension: 'csv',
		size: bytes.length,
		async *open() {
			yield bytes;
		},
		...changes,
	};
}

const STRICT = { allowIrregular: false };

describe('audience file', () => {
	const GIB = 1024 ** 3;

	it('has at most 1 GB, told without reading it', async () => {
		const open = jest.fn();
		const large = fileOf('', { size: GIB + 1, open });
		await expect(inspectAudienceFile(large, STRICT)).rejects.toThrow(
			"'people.csv' in 'Input Data Field Name' has 1073741825 bytes, but IQM accepts at most 1 GB (1073741824 bytes)",
		);
		expect(open).not.toHaveBeenCalled();
	});

	it('is what n8n says it is', async () => {
		const longer = fileOf('zip\n1\n', { size: GIB });
		await expect(inspectAudienceFile(longer, STRICT)).rejects.toThrow(
			"'people.csv' in 'Input Data Field Name' has 6 bytes, but n8n says 1073741824: it changed while being read",
		);
	});

	it('has at most 1 GB once it is hashed, too', async () => {
		const plan: HashPlan = { algorithm: 'SHA256', columns: { email: 'email' } };
		const file = fileOf('email,n\na@b.c,1\n');
		const inspection = await inspectAudienceFile(file, { ...STRICT, toHash: () => plan });
		if (!('hashes' in inspection)) throw new Error('not a CSV file');
		const { size } = hashAudienceFile(file, inspection, plan, ['email']).file;
		expect(size).toBe(file.size + 64 - 'a@b.c'.length);
		inspection.hashes[0].growth = GIB - file.size;
		expect(hashAudienceFile(file, inspection, plan, []).file.size).toBe(GIB);
		inspection.hashes[0].growth++;
		expect(() => hashAudienceFile(file, inspection, plan, [])).toThrow(
			"'people.csv' in 'Input Data Field Name', once hashed, has 1073741825 bytes, but IQM accepts at most 1 GB",
		);
	});

	it('is read in chunks of 1 MiB', async () => {
		const open = jest.fn(fileOf('zip\n1\n').open);
		await inspectAudienceFile(fileOf('zip\n1\n', { open }), STRICT);
		expect(open.mock.calls).toEqual([[1024 * 1024]]);
	});

	it('takes 5 million records', async () => {
		const open = async function* () {
			yield Buffer.from('zip\n');
			for (let i = 0; i < 50; i++) yield Buffer.from('1\n'.repeat(100_000));
		};
		expect((await inspectAudienceFile(fileOf('', { open, size: 10_000_004 }), STRICT)).rows).toBe(
			5_000_000,
		);
	});

	it('is read no further after the execution was cancelled', async () => {
		const cancel = new AbortController();
		let chunks = 0;
		const open = async function* () {
			for (;;) {
				chunks += 1;
				if (chunks === 3) cancel.abort();
				yield Buffer.from('zip\n1\n');
			}
		};
		const reading = inspectAudienceFile(fileOf('', { open }), {
			allowIrregular: false,
			signal: cancel.signal,
		});
		await expect(reading).rejects.toThrow(ExecutionStopped);
		expect(chunks).toBe(3);
	});

	it('passes with uneven records only when asked to', async () => {
		const file = fileOf('zip,state\n1\n2,NY,3\n');
		await expect(inspectAudienceFile(file, STRICT)).rejects.toThrow(
			"'people.csv' in 'Input Data Field Name' has 2 of 2 records with more or fewer values than the header, starting with record 1",
		);
		expect((await inspectAudienceFile(file, { allowIrregular: true })).rows).toBe(2);
	});

	it.each([
		['people.csv', 'people.csv'],
		['a/b\\c.csv', 'c.csv'],
		['"x"\u0001\u007f.csv', '_x___.csv'],
		['Ünïcode 広告.csv', 'Ünïcode 広告.csv'],
	])('goes out for %j under the name %j', (fileName, sent) => {
		expect(sentName(fileOf('', { fileName }))).toBe(sent);
	});
});

describe('JSON of the form', () => {
	it('is what JSON.stringify makes, but in the order given', () => {
		const text = fc.string();
		fc.assert(
			fc.property(fc.array(fc.tuple(text, fc.array(text, { maxLength: 3 }))), (members) => {
				const unique = [...new Map(members)];
				const json = orderedJson(unique.map(([name, value]) => [name, JSON.stringify(value)]));
				expect(JSON.parse(json)).toEqual(Object.fromEntries(unique));
			}),
		);
		expect(
			orderedJson([
				['b', '1'],
				['2', '[]'],
			]),
		).toBe('{"b":1,"2":[]}');
	});

	it('has the metadata in the order of the sample', async () => {
		const inspection = await inspectAudienceFile(fileOf('zip,1\n10001,x\n'), STRICT);
		expect(metadataOf('a.csv', 14, inspection)).toBe(
			'{"columns":["zip","1"],"fileName":"a.csv","fileSize":14,"columnValues":{"zip":["10001"],"1":["x"]},"rows":1}',
		);
	});
});

describe('fields of IQM', () => {
	it('are those of both documented lists, the combinations among them', () => {
		const known = KNOWN_FIELDS.map(({ key }) => key);
		const older = Object.values(COLUMNS_V2).flatMap((rows) => rows.map(({ l2Name }) => l2Name));
		const newer = COLUMNS_V3.map(({ key }) => key);
		const documented = new Set([...older, ...newer].filter((key) => key !== 'LalVoterID'));
		expect(new Set(known)).toEqual(documented);
		expect(known.filter(isSingleKey).sort()).toEqual(
			COLUMNS_V3.filter(({ isSingleColumn }) => isSingleColumn)
				.map(({ key }) => key)
				.sort(),
		);
		for (const combination of COMBINATIONS) {
			expect(hasNameAndAddress(combination)).toBe(true);
			for (const left of combination) {
				const others = combination.filter((key) => key !== left);
				const isOther = COMBINATIONS.some((keys) => keys.every((key) => others.includes(key)));
				expect(hasNameAndAddress(others)).toBe(isOther);
			}
		}
	});

	it.each([
		...COLUMNS_V3.map(({ label, key }) => [label, key]),
		...COLUMNS_V3.map(({ key }) => [key.toUpperCase(), key]),
		...Object.values(COLUMNS_V2).flatMap((rows) =>
			rows.map(({ name, l2Name }) => [name, l2Name === 'LalVoterID' ? 'Voters_ID' : l2Name]),
		),
		// The columns of the samples in the quickstart.
		['FirstName', 'Voters_FirstName'],
		['LastName', 'Voters_LastName'],
		['mState', 'Residence_Addresses_State'],
		['mZip5', 'Residence_Addresses_Zip'],
		['StreetAddress', 'Residence_Addresses_AddressLine'],
		['NPI_ID_VALUE', 'NPI_ID'],
		['LALVOTERID', 'Voters_ID'],
		['FullAddress', 'Residence_FullAddress'],
		['first-name', 'Voters_FirstName'],
		['street-address', 'Residence_Addresses_AddressLine'],
		['full-address', 'Residence_FullAddress'],
		['npi-id', 'NPI_ID'],
		['zipplus4', 'Residence_Addresses_ZipPlus4'],
	])('are found by the column name %s', (name, key) => {
		expect(keyNamed(name)).toBe(key);
	});

	it.each([
		'registered-voter-id',
		'email-sha256',
		'phone-sha256',
		'targetsmart-voter-id',
		'name',
		'',
	])('are not guessed from the column name %j', (name) => {
		expect(keyNamed(name)).toBeUndefined();
	});
});

describe('mapping', () => {
	const header = (columns: string[], filled = columns.map(() => true)): Header => ({
		columns,
		filled,
		rows: 2,
		fileName: 'people.csv',
		mappedBy: "'Columns'",
	});

	it('by name leaves out the single fields that were not chosen', () => {
		const file = header(['email', 'phone', 'first name', 'last name', 'state', 'zip']);
		expect(mapByName(file, 'Phone')).toEqual({
			columns: [
				['phone', 'Phone'],
				['first name', 'Voters_FirstName'],
				['last name', 'Voters_LastName'],
				['state', 'Residence_Addresses_State'],
				['zip', 'Residence_Addresses_Zip'],
			],
			isSingle: true,
		});
		expect(mapByName(file, 'nameAndAddress')).toMatchObject({ isSingle: false });
	});

	it('by name does not mind two columns for a field that is left out', () => {
		const file = header(['email', 'mail', 'phone']);
		expect(mapByName(file, 'Phone').columns).toEqual([['phone', 'Phone']]);
		expect(() => mapByName(header(['phone', 'mobile']), 'Phone')).toThrow(/maps both/);
	});

	it('by name takes Mail for addresses only where no other column has them', () => {
		for (const names of [['email', 'Mail'], ['MAIL', 'E-Mail'], ['mail', 'Email Address']]) {
			const [other] = names.filter((name) => name.toLowerCase() !== 'mail');
			expect(mapByName(header(names), 'Email').columns).toEqual([[other, 'Email']]);
			expect(mapByName(header(names), 'auto').columns).toEqual([[other, 'Email']]);
		}
		expect(mapByName(header(['mail']), 'Email').columns).toEqual([['mail', 'Email']]);
		expect(() => mapByName(header(['mail', 'Mail']), 'Email')).toThrow(/maps both/);
	});

	it('prefers a column with exactly the given name', () => {
		const file = header(['HD ', 'HD', 'email']);
		const chosen = readMap({ email: 'Email', HD: 'Voters_Age' }, 'Columns (JSON)');
		expect(mapAsChosen(chosen, file, 'auto').columns[1]).toEqual(['HD', 'Voters_Age']);
	});

	it('hides a first line that looks like a person', () => {
		for (const name of ['bilbo@lotr.example', '3456789012']) {
			const failed = (): unknown => {
				try {
					return mapAsChosen([['zip', 'Email']], header([name, 'Bilbo']), 'auto');
				} catch (error) {
					return error;
				}
			};
			const error = failed() as InputError;
			expect(error).toBeInstanceOf(InputError);
			expect(`${error.message} ${error.description}`).not.toMatch(/bilbo|3456/i);
		}
	});

	it('shows a long header in part', () => {
		const columns = ['Zip', ...Array.from({ length: 150 }, (_, index) => `c${index}`)];
		const failed = (): void => void mapAsChosen([['mail', 'Email']], header(columns), 'auto');
		expect(failed).toThrow(
			expect.objectContaining({ message: expect.stringMatching(/'c98' and 51 more$/) }),
		);
	});
});

describe('column settings', () => {
	it('are for the mapped fields that need them, in the order of the mapping', () => {
		const keys = ['Phone', 'Voters_FirstName', 'Email'];
		const settings = readSettings({ Email: 'SHA256', Phone: ' SHA1 ' }, keys);
		expect(JSON.stringify(settings)).toBe('{"Phone":"SHA1","Email":"SHA256"}');
	});

	it('are absent where nothing needs them', () => {
		expect(readSettings({}, ['Residence_FullAddress', 'Voters_FirstName'])).toBeUndefined();
		expect(readSettings({ Email: '', Phone: ' ' }, ['Residence_FullAddress'])).toBeUndefined();
	});

	it('names all settings that are missing or not needed', () => {
		const keys = ['Email', 'Phone', 'Residence_FullAddress'];
		expect(() => readSettings({ NPI_ID: 'healthcare_id' }, keys)).toThrow(
			/^3 problems found:.*NPI Partner.*Email Format.*Phone Format/s,
		);
	});

	it('name what an unknown one is for', () => {
		expect(() => readSettings({ toString: 'x' }, ['Residence_FullAddress'])).toThrow(
			"'toString' in 'Column Settings' is set, but no column is mapped to toString",
		);
	});
});
