import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../../sandbox';
import { brief, creativeSetStage, outputOf, RETRY } from '../../../support/creativeSetStage';

/** Creative Set > Create, Update, Get, Get Many and Update Sizes. */
const { answerWith, give, ids, made, prepare, run, sandbox, sent } = creativeSetStage();
let campaign = '';
let set = '';
beforeEach(() => void ({ campaign, set } = made));

describe('AppLovin Creative Set: creative sets', () => {
	it('creates one without an id in the path, and returns its id under its own name', async () => {
		const { items, error } = await run('creativeSet', 'create', {
			ifItExists: 'create',
			campaign_id: { __rl: true, mode: 'list', value: campaign },
			name: ' Set B ',
			additionalFields: {
				languages: ['en', 'zh_hans'],
				countries: 'ZA, gb',
				product_page: 'summer-sale',
			},
		});
		expect(error).toBeUndefined();
		const [request, ...others] = sent();
		expect(others).toEqual([]);
		expect(brief(request)).toEqual({
			method: 'POST',
			path: '/creative_set/',
			json: {
				campaign_id: campaign,
				name: 'Set B',
				languages: ['en', 'zh_hans'],
				countries: ['za', 'gb'],
				product_page: 'summer-sale',
			},
		});
		expect(request.headers.authorization).toMatch(/^Bearer \S+$/);
		expect(request.headers.accept).toBe('application/json');
		expect(request.headers['content-type']).toMatch(/^application\/json/);

		const made = [...sandbox.applovin.creativeSets.keys()].at(-1);
		expect(made).not.toBe(set);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({
				creative_set_id: made,
				id: made,
				campaign_id: campaign,
				name: 'Set B',
			}),
		]);
		expect(items[0].pairedItem).toEqual({ item: 0 });
	});

	it.each([{ name: 'Set B' }, [], ''])('does not trust a creation answered with %j', async (body) => {
		answerWith(/creative_set\/$/, body);
		const parameters = { ifItExists: 'create', campaign_id: campaign, name: 'Set B' };
		const { error } = await run('creativeSet', 'create', parameters);
		expect(error?.message).toMatch(/^AppLovin(?:'s response is missing| returned an empty response)/);
		expect(error?.description).toContain('may or may not have been created');
		expect(sent()).toHaveLength(1);
	});

	it('creates once although n8n retries', async () => {
		answerWith(/creative_set\/$/, { name: 'Set B' });
		const parameters = { ifItExists: 'create', campaign_id: campaign, name: 'Set B' };
		const { error } = await run('creativeSet', 'create', parameters, undefined, RETRY);
		expect(error).toBeDefined();
		expect(sent()).toHaveLength(1);
	});

	it('updates what the user gave and nothing else', async () => {
		const { items, error } = await run('creativeSet', 'update', {
			creative_set_id: set,
			updateFields: { name: 'Renamed' },
		});
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([
			{ method: 'POST', path: `/creative_set/${set}`, json: { name: 'Renamed' } },
		]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({ creative_set_id: set, campaign_id: campaign, name: 'Renamed' }),
		]);
	});

	it("lifts the restriction to countries only when the user says so", async () => {
		await run('creativeSet', 'update', {
			creative_set_id: set,
			updateFields: { allCountries: true, additionalJson: '{"sizes": {"INTER": true}}' },
		});
		expect(sent().map(brief)).toEqual([
			{
				method: 'POST',
				path: `/creative_set/${set}`,
				json: { countries: [], sizes: { INTER: true } },
			},
		]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no field', {}, /nothing to update/],
		['an empty list of countries', { countries: [] }, /'Countries: Replace' is empty/],
		['an unknown country', { countries: ['gb', 'uk'] }, /'Countries: Replace' holds 'uk'/],
		['an unknown language', { languages: 'en, english' }, /'Languages: Replace' holds 'english'/],
		['a blank name', { name: ' ' }, /'Name' is empty/],
		['both ways to set countries', { countries: ['gb'], allCountries: true }, /does not go with/],
		['another campaign', { additionalJson: { campaign_id: 'x' } }, /sets 'campaign_id'/],
		['ads', { additionalJson: { ads: [] } }, /sets 'ads'/],
		['an unknown size', { additionalJson: { sizes: { MREC: true } } }, /'sizes' holds 'MREC'/],
		['a field twice', { name: 'a', additionalJson: { name: 'b' } }, /has already set/],
	])('refuses to update with %s', async (_, updateFields, message) => {
		const { error } = await run('creativeSet', 'update', { creative_set_id: set, updateFields });
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('gets one from the list of its campaign, with the assets that templates lack', async () => {
		give('IMG_INTER_P');
		const { items, error } = await run('creativeSet', 'get', {
			...ids(),
			options: { templates: ['Interstitial: Standard', 'Banner: Standard'] },
		});
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/creative_sets/${campaign}` }]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({
				creative_set_id: set,
				campaign_id: campaign,
				name: 'Set A',
				missingAssets: [
					{ template: 'Banner: Standard', missing: ['IMG_BANNER'] },
					{ template: 'Interstitial: Standard', missing: ['IMG_INTER_L'] },
				],
			}),
		]);
	});

	it('says that a set is not in the campaign', async () => {
		const { error } = await run('creativeSet', 'get', { ...ids(), creative_set_id: 'abc' });
		expect(error?.message).toBe(`The campaign ${campaign} has no creative set abc`);
	});

	it('lists those of a campaign, all or some', async () => {
		await prepare(async (client) => await client.makeCreativeSet(campaign, { name: 'Set B' }));
		const names = async (parameters: IDataObject) =>
			outputOf(
				(await run('creativeSet', 'getAll', { campaign_id: campaign, ...parameters })).items,
			).map(({ name, creative_set_id: id }) => [name, typeof id]);
		expect(await names({ returnAll: true })).toEqual([
			['Set A', 'string'],
			['Set B', 'string'],
		]);
		expect(await names({ returnAll: false, limit: 1 })).toEqual([['Set A', 'string']]);
		expect(brief(sent().at(-1) as RecordedRequest)).toEqual({
			method: 'GET',
			path: `/creative_sets/${campaign}`,
		});
	});

	it('does not take an answer without rows for an empty list', async () => {
		answerWith(/creative_sets/, { message: 'hello' });
		const { error } = await run('creativeSet', 'getAll', { campaign_id: campaign });
		expect(error?.message).toBe("AppLovin's response is missing a list of creative sets");
	});

	const SIZES = { enabledSizes: ['INTER'], disabledSizes: 'banner' };

	it.each([
		['bare', { INTER: true, BANNER: false }],
		['wrapped', { sizes: { INTER: true, BANNER: false } }],
	] as const)('switches sizes with a %s body', async (bodyFormat, json) => {
		for (const writeReply of ['empty', 'object', 'rows'] as const) {
			Object.assign(sandbox.options.applovin, { bodyFormat, writeReply });
			const { items, error } = await run('creativeSet', 'updateSizes', {
				creative_set_id: set,
				...SIZES,
				options: { bodyFormat },
			});
			expect(error).toBeUndefined();
			expect(brief(sent().at(-1) as RecordedRequest)).toEqual({
				method: 'POST',
				path: `/creative_set/${set}/sizes`,
				json,
			});
			expect(outputOf(items)).toEqual([
				{ creative_set_id: set, sizes: { INTER: true, BANNER: false }, updated: true },
			]);
		}
		expect([...(sandbox.applovin.creativeSets.get(set)?.switched ?? [])]).toEqual([
			['INTER', true],
			['BANNER', false],
		]);
	});

	it('sends sizes bare unless told otherwise', async () => {
		await run('creativeSet', 'updateSizes', { creative_set_id: set, enabledSizes: ['CTV'] });
		expect(sent()[0].json).toEqual({ CTV: true });
	});

	it.each<[IDataObject, RegExp]>([
		[{}, /are empty/],
		[{ enabledSizes: ['INTER'], disabledSizes: ['INTER'] }, /both hold INTER/],
		[{ enabledSizes: ['MREC'] }, /holds 'MREC'/],
		[
			{ enabledSizes: ['CTV'], options: { bodyFormat: 'x' } },
			/'Body Format \(If Refused\)' must be/,
		],
	])('refuses sizes %j', async (parameters, message) => {
		const { error } = await run('creativeSet', 'updateSizes', {
			creative_set_id: set,
			...parameters,
		});
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});
});
