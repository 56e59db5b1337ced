import { okV3, Refusal } from '../../../sandbox/reply';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../../sandbox/json';
import {
	changes,
	file,
	fileLink,
	lists,
	makes,
	removes,
	shows,
} from '../../../sandbox/iqm/contracts/behaviours';
import { fits } from '../../../sandbox/iqm/contracts/check';
import {
	NOBODYS,
	meantBy,
	requestOf,
	type Contract,
	type Shape,
} from '../../../sandbox/iqm/contracts/contract';
import { keptBy, routesOf } from '../../../sandbox/iqm/contracts/routes';
import { route, type Context } from '../../../sandbox/iqm/context';
import { linkedFile } from '../../../sandbox/iqm/links';
import { IQM_DEFAULTS } from '../../../sandbox/iqm/options';
import { IqmState } from '../../../sandbox/iqm/state';
import type { RecordedRequest } from '../../../sandbox/types';

const state = new IqmState();
beforeEach(() => state.reset());

function recorded(method: string, url: string, body?: JsonValue): RecordedRequest {
	const [path, query = ''] = url.split('?');
	const text = body === undefined ? '' : JSON.stringify(body);
	return {
		...{ method, path, url, query: new URLSearchParams(query), headers: { host: 'sandbox' } },
		...{ rawHeaders: [], body: Buffer.from(text), bodyLength: text.length, json: body },
		...{ status: 0, at: 0, api: 'iqm' },
	};
}

/** HTTP status and body of the answer, or status and words of the refusal. */
function ask(contract: Contract, url: string, body?: JsonValue): [number, JsonValue] {
	const [method] = contract.endpoint.split(' ');
	const request = recorded(method, url, body);
	const [only] = routesOf([contract]);
	const params = (only.pattern.exec(request.path) ?? []).slice(1);
	const context: Context = { request, parts: [], state, options: IQM_DEFAULTS, now: 0, params };
	try {
		const reply = only.handle(context);
		return [reply.status, JSON.parse(reply.body.toString()) as JsonValue];
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return [error.status, error.message];
	}
}

const DEALS = {
	name: 'deal',
	id: 'id',
	first: [3, 1, 2].map((id) => ({ id, name: `Deal ${id}`, types: [id, 9], active: id > 1 })),
};
const LIST = 'POST /api/v3/inv/deals/list';

function contract(changes: Partial<Contract>): Contract {
	return {
		...{ of: 'iqmInventory pmpDeal: getAll', endpoint: LIST, document: 'none', takes: {} },
		...{ sample: {}, answer: { success: true, data: 'done' }, does: lists({ from: DEALS }) },
		...changes,
	};
}

const page = { pageNo: 'integer', sortBy: 'text', order: ['asc', 'desc'] } as const;
const KEYS: Record<string, Shape> = {
	...{ ...page, order: [...page.order], types: { each: 'integer' }, active: 'boolean' },
	...{ ids: { anyOf: [['all'], { csv: 'integer' }] }, searchField: 'text' },
};

function dealList(where: 'query' | 'body', size: string): Contract {
	const keys = { ...KEYS, [size]: 'integer' } as const;
	return contract({
		endpoint: where === 'query' ? 'GET /api/v3/inv/deals/list' : LIST,
		takes: { [where]: keys },
		answer: { success: true, data: { totalRecords: 9, filteredRecords: 9, found: 9, rows: [] } },
		rows: { at: 'data.rows', id: 'id', size },
		does: lists({
			from: DEALS,
			filters: { types: 'types', active: 'active', ids: 'id' },
			search: { searchField: ['name'] },
			sorts: ['id', 'name'],
			pages: { entries: 2, max: 500 },
			allAtMinusOne: true,
			counts: { totalRecords: 'all', found: 'matching', filteredRecords: 'page' },
		}),
	});
}

describe.each<['query' | 'body', string]>([
	['query', 'limit'],
	['query', 'pageSize'],
	['body', 'noOfEntries'],
	['body', 'pageSize'],
])('contracts: a list asked by %s with pages of %s', (where, size) => {
	const list = dealList(where, size);
	const answer = (asked: JsonObject) => {
		const { path, body } = requestOf(list, asked);
		return ask(list, path, body);
	};
	const ids = (asked: JsonObject) => {
		const [, body] = answer(asked);
		const rows = valueAt(body, 'data.rows');
		return Array.isArray(rows) ? rows.map((row) => isObject(row) && row.id) : body;
	};

	test('pages, sorts, filters, searches and counts', () => {
		expect(ids({})).toEqual([3, 2]);
		expect(ids({ [size]: 2, pageNo: 2 })).toEqual([1]);
		expect(ids({ [size]: 2, pageNo: 3 })).toEqual([]);
		expect(ids({ pageNo: -1 })).toEqual([3, 2, 1]);
		expect(ids({ sortBy: 'name', [size]: 3 })).toEqual([1, 2, 3]);
		expect(ids({ sortBy: 'name', order: 'desc', [size]: 3 })).toEqual([3, 2, 1]);
		expect(ids({ types: [1, 2] })).toEqual([2, 1]);
		expect(ids({ active: false })).toEqual([1]);
		expect(ids({ ids: '1,3' })).toEqual([3, 1]);
		expect(ids({ ids: 'all', [size]: 5 })).toEqual([3, 2, 1]);
		expect(ids({ searchField: 'deal 2' })).toEqual([2]);
		expect(answer({ active: true, [size]: 1 })).toEqual([
			200,
			{
				success: true,
				data: { totalRecords: 3, found: 2, filteredRecords: 1, rows: [DEALS.first[0]] },
			},
		]);
	});

	test.each<[string, JsonObject, string]>([
		['an unknown key', { actives: true }, "Unrecognized field 'actives'."],
		['page 0', { pageNo: 0 }, 'Invalid pageNo value.'],
		['an unknown sort field', { sortBy: 'x' }, 'Invalid sortBy value.'],
		['another order', { order: 'down' }, 'Invalid order.'],
		['a flag that is none', { active: 'yes' }, 'Invalid active.'],
		['a fraction of a page', { [size]: 1.5 }, `Invalid ${size}.`],
		['ids with a word', { ids: '1,x' }, 'Invalid ids.'],
	])('refuses %s', (_, asked, words) => {
		expect(answer(asked)).toEqual([422, words]);
	});
});

test('contracts: a list may be the whole answer, or rows that are worked out', () => {
	const bare = contract({
		endpoint: 'GET /api/v3/x',
		rows: { at: '', id: 'id' },
		answer: [],
		does: lists({ from: () => [{ id: 7 }] }),
	});
	expect(ask(bare, '/api/v3/x')).toEqual([200, [{ id: 7 }]]);
	expect(ask(bare, '/api/v3/x', {})).toEqual([422, 'No request body expected.']);
});

describe('contracts: what one makes, others show, change and remove', () => {
	const unknown = { path: { id: NOBODYS }, status: 422, words: 'No such deal.' };
	const root = '/api/v3/inv/deals';
	const body = { name: { text: { least: 1, most: 9 } }, note: 'text' } as const;
	const make = contract({
		...{ endpoint: `POST ${root}`, takes: { body }, needs: ['name'], status: 201 },
		answer: { success: true, data: { id: 2, message: 'made' } },
		does: makes(DEALS, 'data.id'),
	});
	const get = contract({
		...{ endpoint: `GET ${root}/{id}`, refuses: [unknown] },
		does: shows(DEALS, 'data'),
	});
	const change = contract({
		...{ endpoint: `PATCH ${root}/{id}`, takes: { body }, refuses: [unknown] },
		does: changes(DEALS, { keeps: { note: 'description' } }),
	});
	const remove = contract({
		...{ endpoint: `DELETE ${root}`, takes: { query: { ids: { csv: 'integer' } } } },
		refuses: [{ without: ['ids'], status: 400, words: 'Ids are missing.' }],
		answer: { success: true, data: { done: [], failed: [] } },
		does: removes(DEALS, { ids: 'ids', partly: { removed: 'data.done', failed: 'data.failed' } }),
	});
	const removeAll = contract({
		...{ endpoint: `DELETE ${root}`, takes: { query: { ids: { each: 'integer' } } } },
		refuses: [{ asked: { ids: [NOBODYS] }, status: 403, words: 'Forbidden!' }],
		does: removes(DEALS, { ids: 'ids' }),
	});

	test('makes with a new id, which the others know', () => {
		expect(ask(make, root, { name: 'New' })).toEqual([
			201,
			{ success: true, data: { id: 4, message: 'made' } },
		]);
		expect(ask(change, `${root}/4`, { note: 'x' })).toEqual([200, { success: true, data: 'done' }]);
		const row = { id: 4, name: 'New', description: 'x' };
		expect(ask(get, `${root}/4`)).toEqual([200, { success: true, data: row }]);
		expect(ask(remove, `${root}?ids=4,8`)).toEqual([
			200,
			{ success: true, data: { done: [4], failed: [8] } },
		]);
		expect(ask(get, `${root}/4`)).toEqual([422, 'No such deal.']);
	});

	test('refuses in the document’s words before its own, and then does nothing', () => {
		expect(ask(make, root, {})).toEqual([422, "The field 'name' cannot be empty."]);
		expect(ask(make, root, { name: '' })).toEqual([422, 'Invalid name.']);
		expect(ask(make, root, { name: 'x'.repeat(10) })).toEqual([422, 'Invalid name.']);
		expect(ask(make, root, { name: null })).toEqual([422, 'Invalid name.']);
		expect(ask(make, root, [])).toEqual([400, 'The request body must be a JSON object']);
		expect(ask(change, `${root}/12x`, { name: 'x' })).toEqual([422, 'No such deal.']);
		expect(ask(change, `${root}/8`, { name: 'x' })).toEqual([422, 'No such deal.']);
		expect(ask(remove, root)).toEqual([400, 'Ids are missing.']);
		expect(ask(removeAll, `${root}?ids=1,${NOBODYS}`)).toEqual([403, 'Forbidden!']);
		expect(ask(get, `${root}/1`)[0]).toBe(200);
		expect(ask(removeAll, `${root}?ids=1&ids=2`)).toEqual([200, { success: true, data: 'done' }]);
		expect(ask(get, `${root}/1`)).toEqual([422, 'No such deal.']);
	});
});

describe('contracts: files', () => {
	const endpoint = 'GET /api/v3/ra/report';

	test('come as bytes', () => {
		const [only] = routesOf([contract({ endpoint, does: file('text/csv', 'a.csv', 'a,b\n') })]);
		const request = recorded('GET', '/api/v3/ra/report');
		const reply = only.handle({
			...{ request, parts: [], state, options: IQM_DEFAULTS, now: 0, params: [] },
		});
		expect(reply).toMatchObject({
			status: 200,
			headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="a.csv"' },
		});
		expect(reply.body.toString()).toBe('a,b\n');
	});

	test('wait behind a signed link, without the login and for a quarter of an hour', () => {
		const answer = { success: true, data: { url: 'https://example.com/report.csv' } };
		const does = fileLink('data.url', 'text/csv', 'report 1.csv', 'a,b\n');
		const [, body] = ask(contract({ endpoint, answer, does }), '/api/v3/ra/report');
		const url = String(valueAt(body, 'data.url')).replace('http://sandbox', '');
		expect(url).toMatch(/^\/files\/report%201\.csv\?X-Amz-Signature=/);
		const got = (changes: Partial<RecordedRequest>, place = url) =>
			linkedFile({ ...recorded('GET', place), ...changes }, state);
		expect(got({})?.body.toString()).toBe('a,b\n');
		expect(got({ headers: { authorization: 'Bearer x' } })?.status).toBe(400);
		expect(got({}, url.slice(0, -1))?.status).toBe(403);
		expect(got({}, url.replace('report', 'other'))?.status).toBe(403);
		expect(got({ method: 'POST' })?.status).toBe(403);
		expect(got({ at: 15 * 60_000 + 1 })?.status).toBe(403);
		expect(got({}, '/elsewhere')).toBeUndefined();
	});
});

test.each<[Shape, JsonValue[], JsonValue[]]>([
	['integer', [0, -3], [1.5, '1', null, NaN]],
	['number', [0, 1.5], ['1', null, Infinity]],
	['text', ['', 'a'], [1, null]],
	['boolean', [true], ['true', 1, null]],
	[['asc', 2], ['asc', 2], ['ASC', '2', null]],
	[{ text: { most: 2 } }, ['', 'ab'], ['abc', 1]],
	[{ integer: { least: 1 } }, [1], [0, 1.5]],
	[{ number: { least: 0, most: 1 } }, [0, 0.5], [-0.1, 1.1, '0']],
	[{ each: 'integer' }, [[], [1, 2]], ['1', [1, '2'], [null]]],
	[{ csv: 'integer' }, ['1', '1,2'], ['', '1,', '1, 2', 1, 'a']],
	[{ csv: 'text' }, ['a', 'a b,c'], ['', 'a,', 1]],
	[{ map: 'text' }, [{}, { a: 'b' }], [{ a: 1 }, [], 'a']],
	[{ keys: { a: 'text' } }, [{}, { a: 'b' }], [{ b: 'c' }, { a: 1 }, null]],
	[{ orNull: 'integer' }, [null, 1], ['1']],
	[{ anyOf: ['text', 'integer'] }, ['a', 1], [true, null]],
])('contracts: what is %j and what is not', (shape, good, bad) => {
	expect(good.filter((value) => !fits(value, shape))).toEqual([]);
	expect(bad.filter((value) => fits(value, shape))).toEqual([]);
});

describe('contracts: requests', () => {
	const both = contract({
		endpoint: 'PUT /api/v3/x/{id}/y/{other}',
		takes: { query: { ids: { each: 'integer' }, q: 'text' }, body: { name: 'text', at: 'text' } },
		sample: { ids: [1, 2], q: 'a&b', name: 'N', at: 'wrong' },
		path: { id: 3, other: 'z' },
		instead: [{ key: 'at', value: 'right', why: 'a test' }],
	});

	test('put each key where it travels, and the sample right', () => {
		expect(meantBy(both)).toEqual({ ids: [1, 2], q: 'a&b', name: 'N', at: 'right' });
		expect(requestOf(both)).toEqual({
			method: 'PUT',
			path: '/api/v3/x/3/y/z?ids=1%2C2&q=a%26b',
			body: { name: 'N', at: 'right' },
		});
		expect(requestOf(both, { stray: 1 }, { id: 1, other: 2 }, 'query')).toEqual({
			method: 'PUT',
			path: '/api/v3/x/1/y/2?stray=1',
			body: {},
		});
		expect(requestOf(contract({ endpoint: 'GET /x' }))).toEqual({ method: 'GET', path: '/x' });
	});

	test('with a hand-written handler are kept from stray queries', () => {
		const byHand = contract({ endpoint: 'GET /x/{id}', does: 'by hand: a test' });
		expect(routesOf([byHand])).toEqual([]);
		const routes = keptBy([byHand], [
			route('GET', '/x/{xId}', () => okV3('x')),
			route('POST', '/x/{xId}', () => okV3('y')),
		]);
		const status = (method: string) => {
			const request = recorded(method, '/x/1?stray=1');
			const context = { request, parts: [], state, options: IQM_DEFAULTS, now: 0, params: ['1'] };
			const found = routes.find((one) => one.method === method);
			return found?.handle(context).status;
		};
		expect(() => status('GET')).toThrow("Unrecognized field 'stray'.");
		expect(status('POST')).toBe(200);
	});
});
