import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Asked } from '../../support/answering';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';
import { openForm } from '../../support/openForm';
import type { PagedServer } from '../../support/pagedServer';
import { pageOf, SERVERS } from '../../support/pagedServer';
import { PolledWorkflow } from '../../support/polls';
import { sampleOf } from '../../support/sample';
import { SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';
import { AUDIENCES, CAMPAIGNS, CREATIVES } from '../../support/triggerStage';

/**
 * Lists end where IQM has no more, which an empty page shows, or one without anything new: on servers
 * that cut their pages and whose totals say anything, as the samples of IQM's documents do.
 */
skippedWaits();
const sandbox = freshSandbox();

interface Kind {
	node: () => INodeType;
	/** Where the document of the list has its rows, and a row its ID, name and status. */
	rows: string;
	id: string;
	name: string;
	status: IDataObject;
	trigger?: { node: new () => INodeType; events: { added: string } };
}

const KINDS: Record<string, Kind> = {
	campaigns: {
		node: () => new IqmCampaign(),
		rows: 'data',
		id: 'campaignId',
		name: 'name',
		status: { status: 'running' },
		trigger: CAMPAIGNS,
	},
	'insertion orders': {
		node: () => new IqmInsertionOrder(),
		rows: 'ioBasicDetailsList',
		id: 'ioId',
		name: 'ioName',
		status: { ioStatusId: 1 },
	},
	creatives: {
		node: () => new IqmCreative(),
		rows: 'filteredList',
		id: 'creativeId',
		name: 'creativeName',
		status: { creativeStatusId: 2 },
		trigger: CREATIVES,
	},
	'matched audiences': {
		node: () => new IqmMatchedAudience(),
		rows: 'audienceList',
		id: 'audienceId',
		name: 'audienceName',
		status: { audienceStatusId: 3 },
		trigger: AUDIENCES,
	},
};

const rowOf = ({ id, name, status }: Kind, at: number): IDataObject => ({
	[id]: at,
	[name]: `Row ${at}`,
	...status,
});

/** What a server answers to a request for a list of this kind. */
const serving =
	(kind: Kind, server: PagedServer, change: (row: IDataObject) => IDataObject = (row) => row) =>
	(asked: Asked) => {
		const page = pageOf(server, asked).map((at) => change(rowOf(kind, at)));
		const data = { ...server.totals(server.rows, page.length), [kind.rows]: page };
		return { success: true, data };
	};

const credential = (baseUrl: string) => sandboxCredential(sandbox, { baseUrl });

const list = async (
	{ node }: Kind,
	answer: (asked: Asked) => unknown,
	parameters: IDataObject = { returnAll: true },
) =>
	await answering(
		answer,
		async (baseUrl) =>
			await runNode(
				sandbox,
				node(),
				{ operation: 'getAll', ...parameters },
				{ credential: credential(baseUrl) },
			),
	);

const all = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe.each(Object.entries(KINDS))('Get Many of %s', (_, kind) => {
	it.each(sampleOf(SERVERS, 3, kind.rows))('%s: all rows, each once', async (__, server) => {
		const { result } = await list(kind, serving(kind, server));
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json[kind.id])).toEqual(all(server.rows));
	});

	it.each(sampleOf(SERVERS, 3, `${kind.rows}, limit`))('%s: no more than the limit', async (__, server) => {
		const { result } = await list(kind, serving(kind, server), { limit: 30 });
		expect(result.items.map(({ json }) => json[kind.id])).toEqual(all(30));
	});

	it.each([
		['one page that the totals agree with', 3, { totalRecords: 3, filteredRecords: 3 }, 1],
		['one page that its only total agrees with', 3, { totalRecords: 3 }, 1],
		['a total of all rows, whatever the filter', 3, { totalRecords: 1_498 }, 2],
		['no total', 3, {}, 2],
		['nothing', 0, { totalRecords: 0 }, 1],
		['a page whose total may be its own length', 50, { totalRecords: 50 }, 2],
		['a page of 50 that both totals agree with', 50, { totalRecords: 50, filteredRecords: 50 }, 1],
		['a page of 50 whose totals disagree', 50, { totalRecords: 50, filteredRecords: 80 }, 2],
		['a page as long as asked for', 500, { totalRecords: 500, filteredRecords: 500 }, 2],
	])('makes no request too many: %s', async (__, rows, totals, requests) => {
		const server = { rows, cap: 500, totals: () => totals };
		const { result, asked } = await list(kind, serving(kind, server));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(rows);
		expect(asked).toHaveLength(requests);
	});

	it('keeps rows without an ID, even equal ones', async () => {
		const server = { rows: 60, cap: 25, totals: () => ({}) };
		const { result } = await list(
			kind,
			serving(kind, server, (row) => ({ [kind.name]: Number(row[kind.id]) > 30 ? 'b' : 'a' })),
		);
		expect(result.error).toBeUndefined();
		const names = result.items.map(({ json }) => json[kind.name]);
		expect([names.length, names.filter((name) => name === 'a').length]).toEqual([60, 30]);
	});

	it('ends where IQM ignores the page number, and says so where a total promises more', async () => {
		const page = { [kind.rows]: all(30).map((at) => rowOf(kind, at)), totalRecords: 99 };
		const { result, asked } = await list(kind, () => ({ success: true, data: page }));
		expect(result.items).toHaveLength(30);
		expect(asked).toHaveLength(2);
		expect(hintsOf(result)).toEqual([expect.stringContaining('some may be missing')]);
	});

	it.each([
		{ rows: [{ a: 1 }] },
		{ someList: [{ a: 1 }] },
		{ [kind.rows]: null },
		{ [kind.rows]: { 1: {} } },
		{ [kind.rows]: [1, 2] },
		{ totalRecords: 4 },
		'none',
		null,
	])('does not take %j for a list', async (data) => {
		const { result } = await list(kind, () => ({ success: true, data }));
		expect(result.error?.message).toBe("IQM's response to page 1 has no list");
		expect(result.items).toEqual([]);
	});

	it.each<[string, number, IDataObject, string | undefined]>([
		['a full page and a total above it', 80, { totalRecords: 80 }, 'there are more'],
		['a full page and no total', 80, {}, 'there may be more'],
		['totals of something else', 80, { totalRecords: 9, filteredRecords: 30 }, 'may be more'],
		['as many as there are', 30, { totalRecords: 30, filteredRecords: 30 }, undefined],
		['less than the limit', 20, { totalRecords: 20 }, undefined],
	])('says what the limit left out: %s', async (__, rows, totals, words) => {
		const cap = (asked: Asked) => Number(asked.body.noOfEntries);
		const { result, asked } = await list(
			kind,
			(one) => serving(kind, { rows, cap: cap(one), totals: () => totals })(one),
			{ limit: 30 },
		);
		expect(asked.filter(({ body }) => Number(body.pageNo) === 1)).toHaveLength(1);
		const hints = hintsOf(result);
		if (words === undefined) expect(hints).toEqual([]);
		else {
			expect(hints).toEqual([expect.stringContaining(words)]);
			expect(hints[0]).toMatch(/'Limit' ended the list after 30.*Raise 'Limit'.*'Return All'/);
			expect(asked).toHaveLength(1);
		}
	});
});

function hintsOf({ run }: { run: { data: { resultData: { runData: object } } } }): unknown[] {
	const runs = Object.values(run.data.resultData.runData) as Array<
		Array<{ hints?: Array<{ message: string }> }>
	>;
	return runs.flatMap(([first]) => first.hints ?? []).map(({ message }) => message);
}

const WATCHED = Object.entries(KINDS).flatMap(([name, kind]) =>
	kind.trigger === undefined ? [] : [[name, kind, kind.trigger] as const],
);

describe.each(WATCHED)(
	'the trigger on %s',
	(_, kind, { node, events }) => {
		it.each(sampleOf(SERVERS, 3, `${kind.rows}, trigger`))(
			'%s: one that is new on the last page is reported, once',
			async (__, server) => {
				const now = { ...server, rows: server.rows - 1 };
				await answering(
					(asked) => serving(kind, now)(asked),
					async (baseUrl) => {
						const workflow = new PolledWorkflow(
							new node(),
							{ event: events.added },
							credential(baseUrl),
						);
						await workflow.activate();
						now.rows = server.rows;
						const { items, error } = await workflow.poll();
						expect(error).toBeUndefined();
						expect(items?.map(({ json }) => json[kind.id])).toEqual([server.rows]);
						expect((await workflow.poll()).items).toBeUndefined();
					},
				);
			},
		);
	},
);

describe('pickers', () => {
	const orders = KINDS['insertion orders'];
	const small = SERVERS.filter(([, { cap }]) => cap < 1_000);

	it.each(small)('insertion orders, %s', async (_, server) => {
		await answering(serving(orders, server), async (baseUrl) => {
			const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
			const seen: unknown[] = [];
			let page: string | undefined;
			let pages = 0;
			do {
				const found = await form.search('searchInsertionOrders', '', page);
				seen.push(...found.results.map(({ value }) => value));
				page = found.paginationToken as string | undefined;
				pages += 1;
			} while (page !== undefined && pages < 30);
			expect(page).toBeUndefined();
			expect(seen).toEqual(all(server.rows).map(String));
		});
	});

	it.each(small)('creatives, %s', async (_, server) => {
		await answering(serving(KINDS.creatives, server), async (baseUrl) => {
			const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
			const options = await form.load('getRunningCreatives');
			const newestFirst = all(server.rows).sort((one, other) => Number(other) - Number(one));
			expect(options.map(({ value }) => value)).toEqual(newestFirst.map(String));
		});
	});

	const countries: Kind = { ...orders, rows: 'data', id: 'id', name: 'name', status: {} };
	it.each(small)('countries, %s', async (_, server) => {
		await answering(serving(countries, server), async (baseUrl) => {
			const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
			const { results } = await form.search('searchCountries');
			expect(results.map(({ value }) => value)).toEqual(all(server.rows).map(String));
		});
	});

	it('countries: says that there are too many pages to show here', async () => {
		const server = { rows: 250, cap: 7, totals: () => ({}) };
		await answering(serving(countries, server), async (baseUrl) => {
			const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
			await expect(form.search('searchCountries')).rejects.toThrow('too many pages to show here');
		});
	});

	it('insertion orders: ends where IQM ignores the page number', async () => {
		const answer = {
			success: true,
			data: { ioBasicDetailsList: all(100).map((at) => rowOf(orders, at)) },
		};
		await answering(
			() => answer,
			async (baseUrl) => {
				const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
				const first = await form.search('searchInsertionOrders', '');
				expect(first.paginationToken).toBe('2');
				const second = await form.search('searchInsertionOrders', '', '2');
				expect(second).toEqual({ results: [], paginationToken: undefined });
			},
		);
	});

	it.each([
		['searchTimezones', { list: [] }],
		['searchCountries', { countryList: [{ id: 1 }] }],
		['searchInsertionOrders', { data: [{ ioId: 1 }] }],
	])('%s does not take an answer without its own key for a list', async (method, data) => {
		await answering(
			() => ({ success: true, data }),
			async (baseUrl) => {
				const form = openForm(sandbox, new IqmCampaign(), { credential: credential(baseUrl) });
				await expect(form.search(method, '')).rejects.toThrow('has no list');
			},
		);
	});
});

describe('If It Exists Already', () => {
	const scenario = (name: string) => {
		const found = SCENARIOS.find((one) => one.name === name);
		if (found === undefined) throw new Error(`No scenario ${name}`);
		return found;
	};
	const CASES: Array<[string, Kind, string]> = [
		['Insertion Order: Create', KINDS['insertion orders'], 'ioName'],
		['Campaign: Create', KINDS.campaigns, 'campaignName'],
	];
	const named = SERVERS.filter(([, { cap }]) => cap < 1_000);

	it.each(
		CASES.flatMap(([name, kind, field]) =>
			named.map(([words, server]) => ({ name, kind, field, words, server })),
		),
	)('$name, $words: finds the name on the last page', async ({ name, kind, field, server }) => {
		const stage = await setStage(sandbox);
		const parameters = scenario(name).parameters(stage) as IDataObject;
		const { result, asked } = await answering(
			serving(kind, server),
			async (baseUrl) =>
				await runNode(
					sandbox,
					kind.node(),
					{
						...parameters,
						[field]: `Row ${server.rows}`,
						ifItExists: 'error',
					},
					{ credential: credential(baseUrl) },
				),
		);
		expect(result.error?.message).toContain(`already exists (${kind.id} ${server.rows})`);
		expect(asked.every(({ path }) => path.endsWith('/list'))).toBe(true);
	});
});
