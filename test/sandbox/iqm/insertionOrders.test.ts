import { startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';

const ADD = '/api/v3/cmp/io/add';
const LIST = '/api/v3/cmp/io/basic/list';
const SAMPLE: JsonObject = {
	ioName: 'IO Name 1',
	ioStartTime: 1690898148000,
	ioEndTime: 1690898888000,
	ioTotalBudget: 1000,
	ioTimeZoneId: 29,
	isAutoSumIoTotalBudget: false,
	ioBudgetTypeId: 1,
	ioBudgetDistributionMethodId: 1,
};

function without(body: JsonObject, ...keys: string[]): JsonObject {
	return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

describe('sandbox: IQM insertion orders', () => {
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		await client.login();
	});
	afterAll(() => sandbox.close());

	const errorOf = async (body: JsonObject) => {
		const answer = await client.post(ADD, body);
		return [answer.status, dig(answer.body, 'errorObjects', 0, 'error')];
	};

	test('creates and shows an order', async () => {
		const made = await client.post(ADD, SAMPLE);
		expect(made.status).toBe(200);
		expect(made.body).toMatchObject({ success: true, data: { ...SAMPLE, ioId: 123456 } });
		const shown = await client.get('/api/v3/cmp/io/123456');
		expect(shown.body).toEqual(made.body);
		expect(sandbox.iqm.insertionOrders.get(123456)?.request).toEqual(SAMPLE);
	});

	test('sums the budget by itself when told to or told nothing', async () => {
		const words = 'Cannot add budget on IO creation when isAutoSum flag is true.';
		const asPrinted = { ...SAMPLE, isAutoSumIoTotalBudget: true };
		expect(await errorOf(asPrinted)).toEqual([422, words]);
		const unsaid = without(SAMPLE, 'isAutoSumIoTotalBudget');
		expect(await errorOf(unsaid)).toEqual([422, words]);
		const made = await client.post(ADD, without(unsaid, 'ioTotalBudget'));
		expect(dig(made.body, 'data', 'ioTotalBudget')).toBe(0);
		expect(dig(made.body, 'data', 'isAutoSumIoTotalBudget')).toBe(true);
	});

	test('creates impression orders', async () => {
		const impressions = { ...without(SAMPLE, 'ioTotalBudget'), ioBudgetTypeId: 2 };
		expect(await errorOf(impressions)).toEqual([422, 'Total impression should not be empty']);
		const made = await client.post(ADD, { ...impressions, ioTotalImpressions: 5000 });
		expect(dig(made.body, 'data', 'ioTotalImpressions')).toBe(5000);
		const auto = await client.post(ADD, { ...impressions, isAutoSumIoTotalBudget: true });
		expect(auto.status).toBe(200);
	});

	test.each<[string, JsonObject, RegExp]>([
		['no name', { ioName: '' }, /^The field 'ioName' cannot be empty\.$/],
		['a long name', { ioName: 'x'.repeat(256) }, /longer than 255/],
		['seconds for a start', { ioStartTime: 1690898148 }, /milliseconds/],
		['seconds for an end', { ioEndTime: 1690898888 }, /milliseconds/],
		['null for an end', { ioEndTime: null }, /milliseconds/],
		['0 for an end', { ioEndTime: 0 }, /milliseconds/],
		['a date in text', { ioStartTime: '2023-08-01' }, /milliseconds/],
		['an end before the start', { ioEndTime: 1690898147000 }, /less than start date/],
		['an unknown budget type', { ioBudgetTypeId: 3 }, /Invalid budget type/],
		['a budget type in text', { ioBudgetTypeId: '1' }, /Invalid budget type/],
		['an unknown timezone', { ioTimeZoneId: 9999 }, /Invalid timezone/],
		['a negative budget', { ioTotalBudget: -1 }, /Invalid ioTotalBudget/],
		['a budget in text', { ioTotalBudget: '1000' }, /Invalid ioTotalBudget/],
		['no budget', { ioTotalBudget: null }, /Total budget is required/],
		['a flag in text', { isAutoSumIoTotalBudget: 'false' }, /boolean/],
		['a status that is not active', { ioStatusId: 3 }, /Invalid IO status/],
		['a misspelled key', { ioTimezoneId: 29 }, /Unrecognized field 'ioTimezoneId'/],
	])('refuses %s', async (_, changes, words) => {
		const [status, error] = await errorOf({ ...SAMPLE, ...changes });
		expect(status).toBe(422);
		expect(error).toMatch(words);
		expect(sandbox.iqm.insertionOrders.size).toBe(0);
	});

	/**
	 * IQM OpenAPI cmp, `IODetailsVO`: "required": ["ioName", "ioStartTime", "ioBudgetTypeId"];
	 * "ioEndTime": {"type": "integer", "format": "int64"}; "Successful creation of IO" has
	 * "ioEndTime": null.
	 */
	test('takes an order without an end, which never expires', async () => {
		const made = await client.post(ADD, without(SAMPLE, 'ioEndTime'));
		expect(dig(made.body, 'data', 'ioEndTime')).toBeNull();
		const { body } = await client.get(`/api/v3/cmp/io/${Number(dig(made.body, 'data', 'ioId'))}`);
		expect(dig(body, 'data')).toMatchObject({ ioEndTime: null, ioStatusId: 1 });
	});

	test.each(['999', 'abc', '123456x', '..%2F123456'])('knows no order %s', async (id) => {
		await client.makeOrder();
		const answer = await client.get(`/api/v3/cmp/io/${id}`);
		expect(answer.status).toBe(422);
		expect(dig(answer.body, 'errorObjects', 0, 'error')).toBe('Invalid insertion order id.');
	});

	test('lists by page, filter, search and order', async () => {
		for (const name of ['alpha', 'beta', 'alphabet']) await client.makeOrder({ ioName: name });
		await client.makeOrder({
			ioName: 'views',
			ioBudgetTypeId: 2,
			ioTotalBudget: null,
			ioTotalImpressions: 10,
		});
		const names = async (body: JsonObject) => {
			const { body: answer } = await client.post(LIST, body);
			const list = dig(answer, 'data', 'ioBasicDetailsList');
			return Array.isArray(list) ? list.map((item) => dig(item, 'ioName')) : list;
		};
		expect(await names({})).toEqual(['views', 'alphabet', 'beta', 'alpha']);
		expect(await names({ sortBy: '+ioName', noOfEntries: 2 })).toEqual(['alpha', 'alphabet']);
		expect(await names({ sortBy: 'ioName', noOfEntries: 2, pageNo: 2 })).toEqual(['beta', 'views']);
		expect(await names({ sortBy: 'ioId', offset: 3 })).toEqual(['views']);
		expect(await names({ searchField: 'ALPHA' })).toEqual(['alphabet', 'alpha']);
		expect(await names({ searchField: '123457' })).toEqual(['beta']);
		expect(await names({ ioBudgetTypeIdsList: [2] })).toEqual(['views']);
		expect(await names({ ioIdList: [123456], ioStatusIdsList: [1] })).toEqual(['alpha']);
		expect(await names({ ids: [123457], noOfEntries: 1 })).toEqual(['beta']);
		expect(await names({ owIdList: [5] })).toEqual([]);
		expect(await names({ pageNo: 9 })).toEqual([]);
		expect((await client.post(LIST, { pageNo: 0 })).status).toBe(422);
		const wrong = await client.post(LIST, { sortBy: 'spent' });
		expect([wrong.status, wrong.body.success]).toEqual([200, false]);
	});

	test('cuts a page to 500 without a word', async () => {
		for (let i = 0; i < 501; i++) {
			sandbox.iqm.insertionOrders.set(i, {
				ioId: i,
				request: {},
				details: { ioId: i, ioName: `IO ${i}`, owId: 200001 },
				madeAt: 0,
			});
		}
		const { body } = await client.post(LIST, { noOfEntries: 1000 });
		expect(dig(body, 'data', 'totalRecords')).toBe(501);
		expect(dig(body, 'data', 'filteredRecords')).toBe(500);
	});
});
