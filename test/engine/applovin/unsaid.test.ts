import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { campaign, CREATE, ID, REMOVE, RETRY, SET, title } from '../../support/appLovinForms';
import type { Replied } from '../../support/appLovinServer';
import { appLovinServer } from '../../support/appLovinServer';
import { hintsOf } from '../../support/harness';

/**
 * Answers to writes that leave out what the form promises: it is looked up, or said to be unknown.
 */
const server = appLovinServer();

describe('a new campaign whose status is missing from the answer', () => {
	const create = async (created: unknown, read: Replied, paused: Replied = { status: 500 }) => {
		server.answer = ({ method, path }) => {
			if (method === 'GET') return read;
			return path === '/campaign/' ? { body: created } : paused;
		};
		return await server.run(new AppLovinCampaign(), CREATE, RETRY);
	};
	const reads = () => server.asked.filter(({ method }) => method === 'GET').map(({ path }) => path);

	it.each<[string, unknown]>([
		['none', campaign({})],
		['null', campaign({ status: null })],
		['an empty one', campaign({ status: '' })],
		['that of the request', campaign({ status: 'success' })],
		['its code', campaign({ status: 201 })],
		['that of the envelope', { status: true, data: campaign({}) }],
	])('%s is read once, and is paused', async (_, created) => {
		const result = await create(created, { body: campaign({ status: 0 }) });
		expect(result.error).toBeUndefined();
		expect(reads()).toEqual([`/campaign/${ID}`]);
		expect(server.writes).toHaveLength(1);
		expect(result.items[0].json).toEqual(campaign({ status: 'Paused' }));
		expect(hintsOf(result)).toEqual([]);
	});

	it('is paused where it turns out to be active', async () => {
		const active = { body: { data: campaign({ status: true }) } };
		const paused = { body: { campaign: campaign({ status: false }) } };
		const result = await create(campaign({}), active, paused);
		expect(result.error).toBeUndefined();
		expect(reads()).toHaveLength(1);
		expect(server.writes.map(({ body }) => body).at(1)).toEqual({ status: false });
		expect(result.items[0].json).toMatchObject({ status: 'Paused', pausedAfterCreation: true });
	});

	it('is reported loudly where it is active and cannot be paused', async () => {
		const { error } = await create(campaign({}), { body: campaign({ status: true }) });
		expect(error?.message).toContain(`The new campaign ${ID} IS RUNNING and spending money`);
		expect(server.writes).toHaveLength(2);
	});

	it.each<[string, Replied]>([
		['is not there yet', { status: 404, body: '' }],
		['can not be read', { status: 403, body: { message: 'no scope' } }],
		['fails', { status: 500, body: '' }],
		['is asked for too often', { status: 429, headers: { 'retry-after': '400' }, body: '' }],
		['has no status', { body: campaign({ status: null }) }],
		['is another one', { body: { campaign_id: 'x', status: true } }],
		['says nothing', { body: '' }],
	])('is no error where the campaign %s, but is said above the output and in it', async (_, read) => {
		const result = await create(campaign({ name: 'My app US' }), read);
		expect(result.error).toBeUndefined();
		expect(result.items[0].json).toMatchObject({ campaign_id: ID, statusConfirmed: false });
		// A look that fails is repeated, and its pauses are told apart.
		expect(hintsOf(result).filter((text) => !text.startsWith('Sent '))).toEqual([
			expect.stringContaining(`does not report whether the new campaign ${ID} is paused`),
		]);
		expect(server.writes).toHaveLength(1);
	});

	it('does not say that it was created where nothing says so', async () => {
		const { error } = await create({ name: 'My app US' }, { status: 500 });
		expect(error?.message).toBe("AppLovin's response is missing the ID of the campaign");
		expect(error?.description).toContain('may or may not have been created');
		expect(reads()).toEqual([]);
	});
});

describe('a removal that is answered with nothing', () => {
	const remove = async (answered: Replied, sets: Replied, campaign_id: string = ID) => {
		server.answer = ({ method }) => (method === 'GET' ? sets : answered);
		return await server.run(new AppLovinCreativeSet(), { ...REMOVE, campaign_id }, RETRY);
	};
	const sets = (assets: IDataObject[]) => ({ body: [{ id: SET, assets }] });
	const ANSWERS: Array<[string, Replied]> = [
		['an empty body', { body: '' }],
		['null', { body: null }],
		['{}', { body: {} }],
		['204', { status: 204, body: '' }],
	];

	it.each(ANSWERS)('%s: is done where the set no longer has the asset', async (_, answered) => {
		const { error, items } = await remove(answered, sets([]));
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ deleted: true, type: 'TXT_TITLE' });
		expect(server.writes).toHaveLength(1);
	});

	it.each<[string, Replied, string]>([
		['the set still has it', sets([title('Best app')]), ID],
		['the set can not be read', { status: 403, body: '' }, ID],
		['the campaign is not chosen', sets([]), ''],
	])('may or may not be done where %s', async (_, read, campaignId) => {
		const { error, items } = await remove({ body: '' }, read, campaignId);
		expect(items).toEqual([]);
		expect(error?.message).toBe('AppLovin returned an empty response to the removal of TXT_TITLE');
		expect(error?.description).toContain('to see whether it is gone');
		expect(error?.description?.includes("If 'Campaign' is chosen")).toBe(campaignId === '');
		expect(server.writes).toHaveLength(1);
	});
});
