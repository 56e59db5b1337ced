import type { IDataObject } from 'n8n-workflow';

import { flag, ids, search } from '../../../nodes/common/form/kinds';
import type { Pages } from '../../../nodes/verbs/describe';
import { list } from '../../../nodes/verbs/list';
import { IQM_VERBS } from '../../../nodes/Iqm/shared/verbs';
import { forgetProcessState, hintsOf } from '../../support/harness';
import type { Teller } from '../../support/toldServer';
import { tellJson } from '../../support/toldServer';
import { GADGETS, runVerb } from '../../support/verbNode';

/** Lists by GET, whose page number and filters travel in the query. */
beforeEach(forgetProcessState);

function listBy(size: Pages['size']) {
	return list(IQM_VERBS, {
		thing: GADGETS,
		endpoint: 'GET /api/v3/gadgets',
		document: 'None: made for the tests',
		pages: { rows: 'gadgets', in: 'query', size, most: 3 },
		filters: {
			groupIds: ids('Groups', 'Only those of these groups', { example: '1,2' }),
			isActive: flag('Active', 'only the active ones are listed'),
			searchField: search('Text in the name'),
		},
		always: { order: 'asc' },
	});
}

/** A server of `count` rows that gives as many as are asked for. */
const paged =
	(count: number, size: string, row: (number: number) => IDataObject = (id) => ({ id })): Teller =>
	(response, { query }) => {
		const length = Number(query[size]);
		const from = (Number(query.pageNo) - 1) * length;
		const gadgets = Array.from({ length: Math.max(0, Math.min(length, count - from)) }, (_, at) =>
			row(from + at + 1),
		);
		tellJson(response, { success: true, data: { gadgets, totalRecords: count } });
	};

describe.each(['limit', 'pageSize', 'noOfEntries'] as const)('pages by query, %s', (size) => {
	const run = async (teller: Teller, parameters: IDataObject = { returnAll: true }) =>
		await runVerb(listBy(size), teller, parameters);

	it('reads all pages, each with its number, its length and all filters', async () => {
		const { items, error, server } = await run(paged(7, size), {
			returnAll: true,
			filters: { groupIds: '4, 5,6', isActive: false, searchField: 'a & b?' },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(
			[1, 2, 3, 4, 5, 6, 7].map((id) => ({ gadgetId: id, id })),
		);
		const filters = { order: 'asc', groupIds: '4,5,6', isActive: 'false', searchField: 'a & b?' };
		expect(server.heard.map(({ method, path, query, body }) => ({ method, path, query, body }))).toEqual(
			['1', '2', '3'].map((pageNo) => ({
				method: 'GET',
				path: '/api/v3/gadgets',
				query: { ...filters, pageNo, [size]: '3' },
				body: {},
			})),
		);
	});

	it('ends at an empty page where the last one was full', async () => {
		const withoutTotal: Teller = (response, heard) => {
			const from = (Number(heard.query.pageNo) - 1) * 3;
			const gadgets = from < 6 ? [from + 1, from + 2, from + 3].map((id) => ({ id })) : [];
			tellJson(response, { success: true, data: { gadgets } });
		};
		const { items, server } = await run(withoutTotal);
		expect(items).toHaveLength(6);
		expect(server.heard).toHaveLength(3);
	});

	it('ends at HTTP 204, which is a list without rows', async () => {
		const { items, error } = await run((response) => response.writeHead(204).end());
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each([
		[{ totalRecords: 5 }, [expect.stringContaining('IQM listed 0 but reports a higher total')]],
		[{ totalRecords: 5, filteredRecords: 0 }, []],
		[{ totalRecords: 0 }, []],
	])('says so if its first page is empty although there are rows: %j', async (totals, hints) => {
		const { items, error, ...others } = await run((response) =>
			tellJson(response, { success: true, data: { gadgets: [], ...totals } }),
		);
		expect([items, error]).toEqual([[], undefined]);
		expect(hintsOf({ items, error, ...others })).toEqual(hints);
	});

	it('keeps rows without an ID', async () => {
		const { items } = await run(paged(5, size, (number) => (number % 2 ? { name: 'x' } : { id: number })));
		const rows = items.map(({ json }) => JSON.parse(JSON.stringify(json)) as IDataObject);
		expect(rows).toEqual([
			{ name: 'x' },
			{ gadgetId: 2, id: 2 },
			{ name: 'x' },
			{ gadgetId: 4, id: 4 },
			{ name: 'x' },
		]);
	});

	it.each([
		[2, ['2'], 2],
		[3, ['3'], 3],
		[4, ['3', '3'], 4],
	])('a Limit of %i asks for no more than it needs', async (limit, sizes, count) => {
		const run1 = await run(paged(7, size), { returnAll: false, limit });
		expect(run1.items).toHaveLength(count);
		expect(run1.server.heard.map(({ query }) => query[size])).toEqual(sizes);
		expect(hintsOf(run1)).toEqual([expect.stringContaining(`after ${count}: there are more`)]);
	});

	it.each([
		[{ limit: 0 }, "'Limit'"],
		[{ limit: 1.5 }, "'Limit'"],
		[{ returnAll: true, filters: { groupIds: '' } }, "'Groups' is empty"],
		[{ returnAll: true, filters: { groupIds: 'x' } }, "'Groups'"],
	])('refuses %j before anything is sent', async (parameters, words) => {
		const { error, server } = await run(paged(7, size), { returnAll: false, ...parameters });
		expect(error?.message).toContain(words);
		expect(server.heard).toEqual([]);
	});

	it('tells all faults of the filters at once', async () => {
		const { error, server } = await run(paged(7, size), {
			returnAll: true,
			filters: { groupIds: 'x', isActive: 'perhaps' },
		});
		expect(error?.message).toMatch(/^2 problems found:\n• [^]*'Groups'[^]*'Active'/);
		expect(server.heard).toEqual([]);
	});
});

it('tells of a server that ignores the page number', async () => {
	const same: Teller = (response) =>
		tellJson(response, { success: true, data: { gadgets: [{ id: 1 }, { id: 2 }, { id: 3 }] } });
	const { items, error, server } = await runVerb(listBy('limit'), same, { returnAll: true });
	expect(items).toEqual([]);
	expect(error?.message).toBe('IQM answered page 2 with rows from earlier pages');
	expect(server.heard).toHaveLength(2);
});

it('gives all pages as they came with Raw Response', async () => {
	const { items } = await runVerb(listBy('limit'), paged(4, 'limit'), {
		returnAll: true,
		options: { rawResponse: true },
	});
	expect(items).toHaveLength(1);
	expect(items[0].json.pages).toHaveLength(2);
});
