import { inspectCsv } from '../../../nodes/tables/csv/inspectCsv';
import { chunksOf } from '../../support/csvFiles';

/** For each column whether it has addresses; undefined where it is not looked at. */
async function addressesIn(
	file: string | Buffer,
	sizes = [7],
	names = (header: string[]) => header,
): Promise<Array<boolean | undefined>> {
	const { contacts = [] } = await inspectCsv(chunksOf(Buffer.from(file), sizes), {
		contacts: names,
	});
	return contacts.map((signs) => signs?.hasAddress);
}

const ADA = 'x@y.example';
const blankRecords = (count: number) => 'n,\n'.repeat(count);

describe('e-mail addresses in columns of a CSV file', () => {
	it.each([[[1]], [[3]], [[100_000]]])('are found in chunks of %j', async (sizes) => {
		const file = '\ufeffa;"b";c\r\n1;"x@y.example"\r\n\r\n;"n""a";a@b.example';
		expect(await addressesIn(file, sizes)).toEqual([false, true, true]);
	});

	it('are found in any record, after values as after blanks', async () => {
		for (const count of [0, 3, 150, 1_001, 30_000]) {
			for (const before of [blankRecords(count), 'n,no\n'.repeat(count), 'n,"no"\n'.repeat(count)]) {
				for (const [row, found] of [
					[`n,${ADA}`, [false, true]],
					[`n,"ask ""Ada"" <${ADA}>"`, [false, true]],
					[`"a, ""b""",${ADA}`, [false, true]],
					[`"a,${ADA}",no`, [true, false]],
					[`@handle,${ADA},`, [false, true]],
				] as const) {
					const file = `n,b\n${before}${row}\n${blankRecords(5)}`;
					expect([row, await addressesIn(file, [65_536])]).toEqual([row, found]);
				}
			}
		}
	});

	it('are not those of columns that are hashed or not asked for', async () => {
		const rows = `${ADA},@ada,${ADA},no\n`.repeat(3_000);
		const { contacts } = await inspectCsv(chunksOf(Buffer.from(`a,b,c,d\n${rows}`), [8_192]), {
			toHash: () => ({ algorithm: 'SHA256', columns: { a: 'email' } }),
			contacts: () => ['b', 'd'],
		});
		expect(contacts?.map((signs) => signs?.hasAddress)).toEqual([
			undefined,
			false,
			undefined,
			false,
		]);
	});

	it('are found beside a column that is hashed, in quotes or not', async () => {
		for (const row of [`${ADA},z,${ADA}`, `"${ADA}","z","${ADA}"`, `,z,${ADA}`]) {
			const file = `a,b,c\n${`${ADA},z,no\n`.repeat(5_000)}${row}\n`;
			const { contacts } = await inspectCsv(chunksOf(Buffer.from(file), [4_096]), {
				toHash: () => ({ algorithm: 'SHA256', columns: { a: 'email' } }),
				contacts: () => ['b', 'c'],
			});
			expect(contacts?.map((signs) => signs?.hasAddress)).toEqual([undefined, false, true]);
		}
	});

	it('are found in long values, and without a line end', async () => {
		const long = 'x '.repeat(100_000);
		expect(await addressesIn(`a,b\n"${long}${ADA}${long}",1\n`, [65_536])).toEqual([true, false]);
		expect(await addressesIn(`a,b\n1,${ADA}`)).toEqual([false, true]);
		expect(await addressesIn('a,b')).toEqual([false, false]);
		expect(await addressesIn('a,b\nx@y.example\nn,n,x@y.example\n')).toEqual([true, false]);
	});
});

it.each([3, 999, 5_000])('a phone number is found after %i blank values', async (count) => {
	const file = `n,b\n${blankRecords(count)}n,3456789012\n`;
	const { contacts } = await inspectCsv(chunksOf(Buffer.from(file), [65_536]), {
		contacts: (header) => header,
	});
	expect(contacts?.map((signs) => signs?.hasPhone('half'))).toEqual([false, true]);
});

it('columns are not searched where that is not asked for', async () => {
	const inspection = await inspectCsv(chunksOf(Buffer.from(`a\n${ADA}\n`), [5]));
	expect(inspection.contacts).toBeUndefined();
});
