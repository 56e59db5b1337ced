import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { campaign, CREATE, HTML, ID, RETRY } from '../../support/appLovinForms';
import type { Replied } from '../../support/appLovinServer';
import { appLovinServer } from '../../support/appLovinServer';
import { hintsOf } from '../../support/harness';

/**
 * A creation asks for a paused campaign: one that comes back active is paused, or reported loudly.
 */
const server = appLovinServer();

describe('a new campaign that comes back active', () => {
	const reply =
		(created: unknown, paused: Replied, read: Replied = { status: 500 }) =>
		({ method, path }: { method: string; path: string }): Replied => {
			if (method === 'GET') return path === '/campaigns' ? { body: [] } : read;
			return path === '/campaign/' ? { body: created } : paused;
		};
	const run = async (more: IDataObject = {}) =>
		await server.run(new AppLovinCampaign(), { ...CREATE, ...more }, RETRY);
	const PAUSE = { path: `/campaign/${ID}`, body: { status: false } };

	it.each([true, 1, '1', 'true', 'active', 'ACTIVE', 'enabled', 'pending review'])(
		'with the status %j is paused at once',
		async (status) => {
			server.answer = reply(campaign({ status }), { body: campaign({ status: false }) });
			const result = await run();
			expect(result.error).toBeUndefined();
			expect(server.asked).toHaveLength(2);
			expect(server.asked[1]).toMatchObject(PAUSE);
			expect(result.items[0].json).toMatchObject({ status: 'Paused', pausedAfterCreation: true });
			expect(hintsOf(result)).toEqual([
				expect.stringContaining(`created the campaign ${ID} as active, and it was paused immediately`),
			]);
		},
	);

	it('is paused with If It Exists Already too', async () => {
		server.answer = reply(campaign({ status: true }), { body: campaign({ status: 'paused' }) });
		const { error, items } = await run({ ifItExists: 'return' });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ status: 'Paused', pausedAfterCreation: true });
		expect(server.writes).toHaveLength(2);
	});

	it('is read where the answer to the pause does not say', async () => {
		const created = campaign({ status: true });
		server.answer = reply(created, { body: '' }, { body: campaign({ status: '0' }) });
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items[0].json.pausedAfterCreation).toBe(true);
		expect(server.writes).toHaveLength(2);
	});

	it.each<[string, Replied, Replied]>([
		['is refused', { status: 400, body: { message: 'no right' } }, {}],
		['fails', { status: 500 }, {}],
		['is refused inside 200', { body: { errors: ['no'] } }, {}],
		['is contradicted', { body: campaign({ status: true }) }, {}],
		['has an unknown status', { body: campaign({ status: 'odd' }) }, {}],
		['is answered for another', { body: { campaign_id: 'x', status: false } }, {}],
		['is answered with a web page', { body: HTML }, {}],
		['says nothing, and the campaign is active', {}, { body: campaign({ status: true }) }],
		['says nothing, and the campaign can not be read', {}, { status: 404 }],
		['says nothing, and the campaign says nothing', {}, { body: campaign({}) }],
	])('says loudly that it runs where the pause %s', async (_, paused, read) => {
		server.answer = reply(campaign({ status: true }), { body: '', ...paused }, { body: '', ...read });
		const { error, items } = await run();
		expect(items).toEqual([]);
		expect(error?.message).toContain(`The new campaign ${ID} IS RUNNING and spending money`);
		expect(error?.description).toContain('at once');
		expect(error?.context?.details).toEqual({ created: [`campaign_id ${ID}`] });
		expect(server.writes).toHaveLength(2);
	});

	it.each([false, 0, 'paused'])('is left alone with the status %j', async (status) => {
		server.answer = reply(campaign({ status }), { status: 500 });
		const { error, items } = await run();
		expect(error).toBeUndefined();
		expect(items[0].json.pausedAfterCreation).toBeUndefined();
		expect(server.asked).toHaveLength(1);
	});

	it('is paused before anything else in its answer is reported', async () => {
		const created = campaign({ status: true, name: 'Other' });
		server.answer = reply(created, { body: campaign({ status: false }) });
		const { error } = await run();
		expect(error?.message).toContain("'Campaign Name' is 'Other'");
		expect(server.writes).toHaveLength(2);
	});
});
