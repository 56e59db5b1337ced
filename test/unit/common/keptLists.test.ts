import { clock } from '../../../nodes/common/ground/clock';
import { forgetLists, keptData, MASTER_MS, resetLists } from '../../../nodes/common/send/keptLists';

describe('keptData', () => {
	let now = 0;
	let asked = 0;

	beforeEach(() => {
		now = 1_000_000;
		asked = 0;
		resetLists();
		jest.spyOn(clock, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());

	const ask = async (key = 'orders', account = 'mine', keepMs?: number) =>
		await keptData({ key, account, keepMs }, async () => await Promise.resolve(++asked));

	it('keeps an answer for 30 seconds', async () => {
		await ask();
		now += 29_999;
		expect(await ask()).toBe(1);
		now += 1;
		expect(await ask()).toBe(2);
	});

	it('forgets the lists of an account that is written to, and no other', async () => {
		await ask('orders', 'mine');
		await ask('their orders', 'theirs');
		forgetLists('mine');
		expect(await ask('orders', 'mine')).toBe(3);
		expect(await ask('their orders', 'theirs')).toBe(2);
	});

	it('keeps master data for a day, also through writes', async () => {
		await ask('zones', 'mine', MASTER_MS);
		forgetLists('mine');
		now += MASTER_MS - 1;
		expect(await ask('zones', 'mine', MASTER_MS)).toBe(1);
		now += 1;
		expect(await ask('zones', 'mine', MASTER_MS)).toBe(2);
	});

	it('asks once for several who ask at a time', async () => {
		expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
	});

	it('does not keep an answer that was under way when the account was written to', async () => {
		let answer: (value: string) => void = () => {};
		const list = { key: 'orders', account: 'mine' };
		const old = keptData(list, async () => await new Promise((resolve) => (answer = resolve)));
		forgetLists('mine');
		const newer = keptData(list, async () => await Promise.resolve('with the new one'));
		answer('without');
		expect(await old).toBe('without');
		expect(await newer).toBe('with the new one');
		expect(await ask()).toBe('with the new one');
	});

	it('does not keep a failure', async () => {
		const fail = async () => await Promise.reject(new Error('down'));
		await expect(keptData({ key: 'orders', account: 'mine' }, fail)).rejects.toThrow('down');
		expect(await ask()).toBe(1);
	});

	it('gives everybody a copy of their own', async () => {
		const list = { key: 'zones', account: 'mine' };
		const rows = async () => await Promise.resolve([{ id: 29, tags: ['a'] }]);
		const all = (await Promise.all([keptData(list, rows), keptData(list, rows)])) as Array<
			Awaited<ReturnType<typeof rows>>
		>;
		for (const [row] of all) Object.assign(row, { id: 30 }).tags.push('b');
		expect(await keptData(list, rows)).toEqual([{ id: 29, tags: ['a'] }]);
	});
});
