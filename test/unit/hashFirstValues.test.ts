import { FirstValues } from '../../nodes/common/firstValues';
import { inspectCsv } from '../../nodes/common/inspectCsv';
import { chunksOf, joined } from '../support/csvFiles';

async function looked(file: string | Buffer, sizes = [7]): Promise<boolean[]> {
	const bytes = Buffer.from(file);
	const firstValues = new FirstValues();
	expect(await joined(firstValues.of(chunksOf(bytes, sizes)))).toEqual(bytes);
	return firstValues.signs.map(({ hasAddress }) => hasAddress);
}

const blankRecords = (count: number) => 'n,\n'.repeat(count);

describe('the first values of a CSV file', () => {
	it.each([[[1]], [[3]], [[100_000]]])('are looked at in chunks of %j', async (sizes) => {
		const file = '\ufeffa;"b";c\r\n1;"x@y.example"\r\n\r\n;"n""a";a@b.example';
		expect(await looked(file, sizes)).toEqual([false, true, true]);
	});

	it('are further down where the first ones are blank', async () => {
		for (const count of [3, 100, 998, 999]) {
			expect(await looked(`n,b\n${blankRecords(count)}n,x@y.example\n`)).toEqual([false, true]);
		}
	});

	it('end after a thousand records, a hundred values, or 8 MiB', async () => {
		expect(await looked(`n,b\n${blankRecords(1000)}n,x@y.example\n`)).toEqual([false, false]);
		const values = (count: number) => `b\n${'no\n'.repeat(count)}x@y.example\n`;
		expect(await looked(values(99))).toEqual([true]);
		expect(await looked(values(100))).toEqual([false]);
		const long = `${'x'.repeat(1024 * 1024)},\n`;
		const file = (count: number) => `a,b\n${long.repeat(count)}n,x@y.example\n`;
		expect(await looked(file(7), [1024 * 1024])).toEqual([false, true]);
		expect(await looked(file(9), [1024 * 1024])).toEqual([false, false]);
	});

	it('are none where there are no records, and those of short and long ones', async () => {
		expect(await looked('a,b')).toEqual([false, false]);
		expect(await looked('a,b\nx@y.example\nn,n,x@y.example\n')).toEqual([true, false]);
	});

	it('leave what is wrong with a file to its reader', async () => {
		const files = ['', 'a,b\n"x"y,1\n', 'a,b\n"x', 'PK\u0003\u0004xxxx', 'a\0b', 'a,a\n1,2\n'];
		for (const file of files) {
			const alone: unknown = await inspectCsv(chunksOf(Buffer.from(file), [5])).catch(String);
			const source = new FirstValues().of(chunksOf(Buffer.from(file), [5]));
			expect(await inspectCsv(source).catch(String)).toEqual(alone);
			expect(alone).toMatch(/^Error: /);
		}
	});

	it('close the source when the reader stops', async () => {
		let isClosed = false;
		async function* source(): AsyncGenerator<Uint8Array> {
			try {
				for (;;) yield Buffer.from('a,a\n');
			} finally {
				isClosed = true;
			}
		}
		await expect(inspectCsv(new FirstValues().of(source()))).rejects.toThrow(/are named/);
		expect(isClosed).toBe(true);
	});
});
