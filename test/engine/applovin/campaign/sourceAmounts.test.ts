import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { ID, RETRY } from '../../../support/appLovinForms';
import { appLovinServer } from '../../../support/appLovinServer';

/** Source bids changed by New Amount, Add and Percent. */
const server = appLovinServer();

const bid = (app_id: string, bid_value: number | 'default', changes: IDataObject = {}) => ({
	...{ app_id, app_id_external: 'x', country: 'gb', bid_value },
	bid_override_percentage: 'default',
	...changes,
});

/** All overrides of the campaign, in pages of two. */
const PRESENT = [
	bid('a1', 2),
	bid('a2', 3.9),
	bid('a3', 'default', { bid_override_percentage: 10 }),
	bid('a1', 5, { country: 'us' }),
];

beforeEach(() => {
	server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }] };
	server.answer = ({ method, query }) => {
		if (method === 'POST') return { body: '' };
		const offset = Number(query.get('offset'));
		return { body: { source_bids: PRESENT.slice(offset, offset + 2), total_row_count: 4 } };
	};
});

const change = async (
	changeBy: string,
	rows: IDataObject[],
	changes: IDataObject = {},
	options = {},
) =>
	await server.run(
		new AppLovinCampaign(),
		{
			...{ resource: 'sourceBid', operation: 'update', campaign_id: ID, changeBy, atMost: '4' },
			...{ rowsFrom: 'fields', source_bids: { rows }, options: {} },
			...changes,
		},
		options,
	);
const row = (app_id: string, bid_value: string, country = 'gb') => ({ app_id, country, bid_value });
const sent = () => server.writes.map(({ body }) => body);
const looks = () => server.asked.filter(({ path, method }) => method === 'GET' && path.includes('source_bids'));

describe('amounts of source bids', () => {
	it('are computed from the present ones, wherever in the list these stand', async () => {
		const rows = [row('a1', '50%'), row('a1', '-50', 'us')];
		const { items, error } = await change('percent', rows);
		expect(error).toBeUndefined();
		const none = 'default';
		expect(sent()).toEqual([
			[
				{ app_id: 'a1', country: 'gb', bid_value: 3, bid_override_percentage: none },
				{ app_id: 'a1', country: 'us', bid_value: 2.5, bid_override_percentage: none },
			],
		]);
		expect(items[0].json.changes).toEqual([
			{ app_id: 'a1', country: 'gb', field: 'Bid Value', old: 2, new: 3, unit: 'USD per install' },
			{ app_id: 'a1', country: 'us', field: 'Bid Value', old: 5, new: 2.5, unit: 'USD per install' },
		]);
	});

	it('stop at the most; what is there already is not sent', async () => {
		const { items } = await change('add', [row('a2', '0.5')], { atMost: '4' });
		expect(sent()).toEqual([[expect.objectContaining({ app_id: 'a2', bid_value: 4 })]]);
		expect(items[0].json.changes).toEqual([
			expect.objectContaining({ old: 3.9, new: 4, reason: "It would be 4.4; 'At Most' is 4" }),
		]);
		server.asked = [];
		const same = await change('add', [row('a2', '0.5')], { atMost: '3.9' });
		expect(sent()).toEqual([]);
		expect(same.items[0].json).toMatchObject({ updated: false, unchanged: true });
	});

	it('go together with overrides in percent, which set what they say', async () => {
		const percent = { app_id: 'a9', country: 'gb', bid_override_percentage: '20' };
		await change('add', [row('a1', '1'), percent]);
		expect(sent()).toEqual([
			[
				expect.objectContaining({ app_id: 'a1', bid_value: 3 }),
				expect.objectContaining({ app_id: 'a9', bid_override_percentage: 20 }),
			],
		]);
	});

	it('are sent as they are without a look at overrides where they are new', async () => {
		const { error } = await change('set', [row('a1', '9')], { atMost: '' });
		expect(error).toBeUndefined();
		expect(looks()).toEqual([]);
		expect(sent()).toEqual([[expect.objectContaining({ bid_value: 9 })]]);
	});

	it('are read once for all items, and the same source is refused a second time', async () => {
		const items = ['a1', 'a2', 'a1'].map((app) => ({ json: { app } }));
		const result = await change('add', [row('={{ $json.app }}', '0.1')], {}, {
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(sent()).toHaveLength(2);
		expect(result.items[2].json.error).toContain('is changed by item 0 already');
		const first = looks().filter(({ query }) => query.get('offset') === '0');
		expect(first).toHaveLength(1);
	});

	it('count on what an item before has set', async () => {
		const items = [
			{ json: { how: 'add', app: 'a2', by: '0.05' } },
			{ json: { how: 'set', app: 'a1', by: '1' } },
			{ json: { how: 'add', app: 'a1', by: '0.5' } },
		];
		await change('={{ $json.how }}', [row('={{ $json.app }}', '={{ $json.by }}')], {}, { items });
		expect(sent()).toEqual([
			[expect.objectContaining({ bid_value: 3.95 })],
			[expect.objectContaining({ bid_value: 1 })],
			[expect.objectContaining({ bid_value: 1.5 })],
		]);
	});

	it('are sent once although n8n retries', async () => {
		const answer = server.answer;
		server.answer = (asked) => (asked.method === 'POST' ? { status: 500 } : answer(asked));
		const { error } = await change('add', [row('a1', '1')], {}, RETRY);
		expect(error?.description).toContain('may or may not');
		expect(sent()).toHaveLength(1);
	});

	it.each<[string, string, IDataObject[], IDataObject, string]>([
		['no way', '', [row('a1', '1')], {}, "'How Amounts Change' must be chosen when 'Source Bids 1: Bid Value' is set"],
		['no most', 'percent', [row('a1', '1')], { atMost: '' }, "'At Most' is empty"],
		['a text', 'add', [row('a1', 'more')], {}, "'Source Bids 1: Bid Value' must be"],
	])('are refused with %s before anything is read', async (_, how, rows, changes, words) => {
		const { error } = await change(how, rows, changes);
		expect(error?.message).toContain(words);
		expect(server.asked).toEqual([]);
	});

	it.each([
		['a9', 'there is no source bid'],
		['a3', "its source bid is 10 percent above the campaign's bid"],
	])('are not made of nothing: %s', async (app, words) => {
		const { error } = await change('percent', [row(app, '5')]);
		expect(error?.message).toContain(words);
		expect(error?.description).toContain("Choose 'New Amount'");
		expect(sent()).toEqual([]);
	});

	it('are in the unit of the campaign, the most too', async () => {
		server.targeting = { bid_type: 'RET', countries: [{ country: 'gb' }] };
		const { error } = await change('percent', [row('a1', '5')], { atMost: '0.5' });
		expect(error?.message).toContain("'At Most' is 0.5, which would be a goal of 0.5%");
		const added = await change('add', [row('a1', '0.5')], { atMost: '60' });
		expect(added.error?.message).toContain('which would be a change by 0.5%');
		expect(sent()).toEqual([]);
	});

	it("are held to the credential's limit as they come out", async () => {
		const credential = server.credential({ highestBid: 3 });
		const { error } = await change('add', [row('a1', '1.5')], {}, { credential });
		expect(error?.message).toContain("'Bid Value' ('3.5') is above 3");
		expect(sent()).toEqual([]);
	});

	it('are previewed as they were and will be', async () => {
		const { items } = await change('add', [row('a1', '1')], { options: { preview: true } });
		expect(items[0].json).toMatchObject({
			preview: true,
			summary: { 'Bid Value of a1 in gb': '2 → 3 (USD per install)' },
		});
		expect(sent()).toEqual([]);
	});
});
