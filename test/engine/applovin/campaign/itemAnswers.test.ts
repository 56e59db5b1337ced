import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { ID } from '../../../support/appLovinForms';
import { appLovinServer } from '../../../support/appLovinServer';
import type { Replied } from '../../../support/appLovinServer';

/** What AppLovin may answer to the rows of several items: each item ends by its own row. */
const server = appLovinServer();

const rowsOf = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, at) => ({ app_id: `a${at}`, status: 'paused' }));

/** Turns sources off, one per item, at a server that answers the rows of each request so. */
async function update(count: number, answer: (rows: IDataObject[]) => Replied) {
	server.answer = ({ body }) => answer(body as IDataObject[]);
	const form = { resource: 'source', operation: 'update', campaign_id: ID, rowsFrom: 'item' };
	const fields = { app_id: '={{ $json.app_id }}', status: '={{ $json.status }}', options: {} };
	const { items } = await server.run(
		new AppLovinCampaign(),
		{ ...form, ...fields },
		{
			items: rowsOf(count).map((json) => ({ json })),
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(rowsOf(count).map((_, item) => ({ item })));
	return {
		failed: items.flatMap(({ json }, at) => (json.error === undefined ? [] : [at])),
		items,
		requests: server.writes.length,
	};
}

const has = (rows: IDataObject[], app: string) => rows.some(({ app_id }) => app_id === app);

it('ends only the item whose row is repeated with another meaning', async () => {
	const { failed, items, requests } = await update(6, (rows) => ({
		body: rows.map((row) => ({ ...row, status: row.app_id === 'a2' })),
	}));
	expect([failed, requests]).toEqual([[2], 1]);
	expect(items[2].json.error).toContain('the source is still active');
	expect(JSON.stringify(items[2].json)).toContain('may or may not have been');
});

it('ends only the item whose row is left out, or has an error', async () => {
	const left = await update(6, (rows) => ({ body: rows.slice(1) }));
	expect([left.failed, left.requests]).toEqual([[0], 1]);
	server.asked = [];
	const wrong = await update(6, (rows) => ({
		body: { sources: rows.map((row) => (row.app_id === 'a4' ? { ...row, error: 'Unknown app' } : row)) },
	}));
	expect([wrong.failed, wrong.requests]).toEqual([[4], 1]);
	expect(wrong.items[4].json.error).toContain('Unknown app');
});

const REFUSALS: Array<[string, Replied]> = [
	['HTTP status 400', { status: 400, body: { error: 'Unknown app' } }],
	['success: false', { body: { success: false, error: 'Unknown app' } }],
	['a count of what failed', { body: { rows_failed: 1, message: 'Unknown app' } }],
];

it.each(REFUSALS)('splits a request that is refused with %s until the culprit is alone', async (_, refusal) => {
	const { failed, items, requests } = await update(64, (rows) =>
		has(rows, 'a41') ? refusal : { body: '' },
	);
	expect(failed).toEqual([41]);
	expect(items[41].json.error).toContain('Unknown app');
	// 1 and 2 · log2(64).
	expect(requests).toBe(13);
});

it.each([
	['the login', { status: 401, body: { error: 'Unauthorized' } }],
	['the rights', { status: 403, body: { error: 'Forbidden' } }],
	['the campaign', { status: 404, body: { error: 'Not found' } }],
	['the campaign, in a success', { body: { success: false, code: 404, error: 'Not found' } }],
	['a fault of its own', { status: 500, body: { error: 'Internal error' } }],
])('splits nothing at an answer about %s', async (_, refusal) => {
	const alone = await update(1, () => refusal);
	server.asked = [];
	const { failed, requests } = await update(32, () => refusal);
	expect(failed).toHaveLength(32);
	expect(requests).toBe(alone.requests);
});

it('stops splitting where everything is refused', async () => {
	const refusal = { status: 400, body: { error: 'The body must be an object' } };
	const { failed, items, requests } = await update(2_500, () => refusal);
	expect(failed).toHaveLength(2_500);
	expect(items[2_499].json.error).toContain('The body must be an object');
	// The three requests, and those between the first and the 64th refusal.
	expect(requests).toBe(192);
});
