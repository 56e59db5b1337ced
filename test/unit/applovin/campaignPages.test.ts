import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readSourcePages } from '../../../nodes/AppLovin/AppLovinCampaign/sourcePages';
import { appLovinRequest } from '../../../nodes/AppLovin/transport/request';

// Answers that the sandbox does not give: it always wraps a page that was asked for with a limit.
jest.mock('../../../nodes/AppLovin/transport/request');

type Answer = (limit: number, offset: number) => unknown;

const ROWS = Array.from({ length: 7 }, (_, index) => ({ app_id: `a${index}`, status: true }));

/** Reads pages from a server that answers as given; returns the rows and what was asked for. */
async function pagesOf(answer: Answer, parameters: IDataObject = { returnAll: true }) {
	const asked: number[][] = [];
	jest.mocked(appLovinRequest).mockImplementation(async (_context, { query = {} }) => {
		const [limit, offset] = [Number(query.limit), Number(query.offset)];
		asked.push([limit, offset]);
		if (asked.length > 20) throw new Error('endless');
		const data = answer(limit, offset);
		return { data, raw: data, clean: (text: string) => text };
	});
	const context = {
		getNodeParameter: (name: string, _item: number, preset: unknown) => parameters[name] ?? preset,
	} as unknown as IExecuteFunctions;
	const { results } = await readSourcePages(context, 0, '/sources/1', 'sources');
	return { results, asked };
}

const envelope =
	(most: number, total: unknown): Answer =>
	(limit, offset) => ({
		limit,
		offset,
		sources: ROWS.slice(offset, offset + Math.min(limit, most)),
		total_row_count: total,
	});

describe('pages of sources and source bids', () => {
	it.each<[string, Answer, number]>([
		['a whole envelope', envelope(100, 7), 2],
		['an envelope whose limit is cut', envelope(3, 7), 4],
		['an envelope with its total as text', envelope(3, '7'), 4],
		['an envelope without a total', envelope(3, undefined), 4],
		['a total that grew too high', envelope(3, 9), 4],
		['a bare list despite limit and offset', () => ROWS, 2],
		['a bare list by pages', (limit, offset) => ROWS.slice(offset, offset + Math.min(limit, 3)), 4],
	])('reads all of %s', async (_, answer, requests) => {
		const { results, asked } = await pagesOf(answer);
		expect(results).toEqual(ROWS);
		expect(asked).toHaveLength(requests);
		expect(asked[0]).toEqual([5_000, 0]);
	});

	it('takes no more than the limit from a bare list of all rows', async () => {
		const { results, asked } = await pagesOf(() => ROWS, { returnAll: false, limit: 3 });
		expect(results).toEqual(ROWS.slice(0, 3));
		expect(asked).toEqual([[4, 0]]);
	});

	it('fails rather than read the same page forever', async () => {
		const again: Answer = () => ({ sources: ROWS.slice(0, 3), total_row_count: 7 });
		await expect(pagesOf(again)).rejects.toThrow('the first page again');
	});

	it.each([[{ rows: [] }], [{ sources: null }]])(
		'fails for an answer without rows: %j',
		async (answer) => {
			await expect(pagesOf(() => answer)).rejects.toThrow('missing a list of sources');
		},
	);
});
