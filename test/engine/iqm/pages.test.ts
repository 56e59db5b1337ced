import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { clock } from '../../../nodes/common/ground/clock';
import type { Asked } from '../../support/answering';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';
import { skippedWaits } from '../../support/testClock';

/**
 * Lists whose pages end in ways that no document rules out: a list must not end early without a
 * word, and must end. The documents' samples of totals contradict each other: 50 of 2 rows
 * (cmp/basic/list), 1039 filtered of 1498 (campaigns/data), 3 of 3 (io/basic/list).
 */
const sandbox = freshSandbox();

const LISTS: Array<[string, () => INodeType, string, string, string]> = [
	['campaigns', () => new IqmCampaign(), 'campaignId', 'data', 'campaignIds'],
	['insertion orders', () => new IqmInsertionOrder(), 'ioId', 'ioBasicDetailsList', 'ioIdList'],
	['creatives', () => new IqmCreative(), 'creativeId', 'filteredList', 'creativeIds'],
	['matched audiences', () => new IqmMatchedAudience(), 'audienceId', 'audienceList', 'audienceIds'],
];

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe.each(LISTS)('the list of %s', (_, node, idName, listName, idFilter) => {
	const list = async (answer: (asked: Asked) => unknown, parameters: IDataObject = {}) =>
		await answering(
			answer,
			async (baseUrl) =>
				await runNode(
					sandbox,
					node(),
					{ operation: 'getAll', returnAll: true, ...parameters },
					{ credential: sandboxCredential(sandbox, { baseUrl }) },
				),
		);
	const page = (ids: number[], totals: IDataObject) => ({
		success: true,
		data: { ...totals, [listName]: ids.map((id) => ({ [idName]: id })) },
	});
	/** A server with `rows` rows that never gives more than `most` at once. */
	const capped =
		(rows: number, most: number, totals: IDataObject) =>
		({ body }: Asked) => {
			const size = Math.min(most, Number(body.noOfEntries));
			const from = (Number(body.pageNo) - 1) * size;
			return page(range(from, Math.max(0, Math.min(size, rows - from))), totals);
		};

	it('goes on where IQM gives shorter pages than were asked for', async () => {
		const { result, asked } = await list(capped(250, 100, { totalRecords: 250 }));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(250);
		expect(asked.map(({ body }) => body.pageNo)).toEqual([1, 2, 3]);
	});

	it('ends when a total was too high', async () => {
		const { result, asked } = await list(capped(20, 500, { totalRecords: 2, filteredRecords: 50 }));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(20);
		expect(asked).toHaveLength(2);
	});

	it('asks once more where a total is higher than what a short page holds', async () => {
		const { result, asked } = await list(
			capped(3, 500, { totalRecords: 1498, filteredRecords: 1039 }),
		);
		expect(result.items).toHaveLength(3);
		expect(asked).toHaveLength(2);
	});

	it('ends where IQM ignores the page number of a short list', async () => {
		const { result, asked } = await list(() => page(range(0, 30), { totalRecords: 99 }));
		expect(result.items).toHaveLength(30);
		expect(asked).toHaveLength(2);
	});

	it('is an error where IQM answers full pages with the same rows', async () => {
		const { result } = await list(() => page(range(0, 500), {}));
		expect(result.error?.message).toContain('page 2 with rows from earlier pages');
	});

	it('returns a row only once although it turns up twice', async () => {
		const { result } = await list(({ body }) =>
			Number(body.pageNo) === 1 ? page(range(0, 500), {}) : page(range(499, 5), {}),
		);
		expect(result.items).toHaveLength(504);
	});

	it('keeps rows without an id apart', async () => {
		const rows = [{ name: 'a' }, { name: 'b' }];
		const { result } = await list(() => ({ success: true, data: { [listName]: rows } }));
		expect(result.items).toHaveLength(2);
	});

	it.each([{}, null, 'none', { rows: 3 }, { found: [{}] }])(
		'does not take %j for a list',
		async (data) => {
			const { result } = await list(() => ({ success: true, data }));
			expect(result.error?.message).toBeDefined();
			expect(result.items).toEqual([]);
		},
	);

	it('takes a total of 0 for an empty list', async () => {
		const { result } = await list(() => ({ success: true, data: { totalRecords: 0 } }));
		expect(result.error).toBeUndefined();
		expect(result.items).toEqual([]);
	});

	it.each([
		...['={{ ["", " "] }}', ' , ', '[]', ' ', '={{ [null] }}', '={{ [] }}', '={{ [""] }}'],
		...['={{ $json.missing }}', '={{ [$json.missing] }}', '[" "]', ',\n,'],
	])('refuses the filter %j, which would let everything through', async (nothing) => {
		const { asked, result } = await list(capped(1, 500, {}), { filters: { [idFilter]: nothing } });
		expect(result.error?.message).toMatch(/^'.* IDs' (is empty|holds)/);
		expect(asked).toEqual([]);
	});
});

describe('a list of more pages than IQM answers in a minute', () => {
	skippedWaits();

	it('waits, and comes out whole', async () => {
		const at: number[] = [];
		const { result } = await answering(
			({ body }) => {
				at.push(clock.now());
				const from = (Number(body.pageNo) - 1) * 500;
				const data = range(from, Math.min(500, 11_100 - from)).map((campaignId) => ({
					campaignId,
				}));
				return { success: true, data: { data, totalRecords: 11_100 } };
			},
			async (baseUrl) =>
				await runNode(
					sandbox,
					new IqmCampaign(),
					{ operation: 'getAll', returnAll: true },
					{ credential: sandboxCredential(sandbox, { baseUrl, requestsPerMinute: 20 }) },
				),
		);
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(11_100);
		expect(at).toHaveLength(23);
		// The login counts too.
		expect(at[19] - at[0]).toBeGreaterThan(50_000);
	});
});

describe('sentences about several creatives', () => {
	const change = async (creativeIds: string, message: string, operation = 'updateStatus') =>
		await answering(
			() => ({ success: true, data: { message } }),
			async (baseUrl) =>
				await runNode(
					sandbox,
					new IqmCreative(),
					{ operation, creativeIds, status: 'paused' },
					{ credential: sandboxCredential(sandbox, { baseUrl }) },
				),
		);

	it.each([
		// The sample for a single creative, where three were asked for.
		['1,2,3', 'asdf creative updated successfully', 'IQM changed 1 of 3 creatives'],
		['1,2,3', '2 Creatives updated successfully', 'IQM changed 2 of 3 creatives'],
	])('%s: %s', async (ids, message, words) => {
		const { result } = await change(ids, message);
		expect(result.error?.message).toContain(words);
	});

	it('holds for copies too', async () => {
		const message = 'Native image 3 creative duplicated successfully';
		const { result } = await change('1,2', message, 'duplicate');
		expect(result.error?.message).toContain('IQM copied 1 of 2 creatives');
	});

	it.each([
		['1', 'asdf creative updated successfully'],
		['1,2,3', '3 Creatives updated successfully'],
		['1,2,3', 'Done'],
	])('%s: %s is all of them', async (ids, message) => {
		const { result } = await change(ids, message);
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(ids.split(',').length);
	});
});
