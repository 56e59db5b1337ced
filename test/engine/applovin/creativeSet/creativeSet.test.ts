import FormDataEncoder from 'form-data';
import * as core from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { AppLovinApi } from '../../../../credentials/AppLovinApi.credentials';
import { AppLovinCreativeSet } from '../../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { clock } from '../../../../nodes/common/ground/clock';
import type { RecordedRequest, Sandbox } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import { AppLovinClient } from '../../../../sandbox/applovin/client';
import { Engine } from '../../../support/engine';
import {
	apiRequests,
	appLovinCredential,
	fileItem,
	forgetProcessState,
	hintsOf,
	runNode,
	testSandbox,
} from '../../../support/harness';

const BASE = '/campaign_management/v1';
const PNG = sampleContent('/samples/banner.png');
const MP4 = sampleContent('/samples/video.mp4');
const HTML = sampleContent('/samples/creative.html');

let sandbox: Sandbox;
let campaign = '';
let set = '';
let mark = 0;
const realClock = { ...clock };
let time = 0;

beforeAll(async () => {
	sandbox = await testSandbox({ now: () => clock.now() });
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	sandbox.options.applovin.requestsPerHour = 0;
	forgetProcessState();
	time = realClock.now();
	// Time passes only where the node waits.
	clock.now = () => time;
	clock.sleep = async (ms) => {
		time += ms;
		await new Promise((resolve) => setImmediate(resolve));
	};
	const client = new AppLovinClient(sandbox);
	await client.login();
	campaign = await client.makeCampaign();
	set = await client.makeCreativeSet(campaign);
	mark = apiRequests(sandbox).length;
});
afterEach(() => {
	Object.assign(clock, realClock);
});

const run = async (
	resource: string,
	operation: string,
	parameters: IDataObject,
	items?: INodeExecutionData[],
	options = {},
) =>
	await runNode(
		sandbox,
		new AppLovinCreativeSet(),
		{ authentication: 'appLovinApi', resource, operation, ...parameters },
		{ items, ...options },
	);

/** The node's requests, logins and the test's own left out. */
const sent = () => apiRequests(sandbox).slice(mark);
const brief = ({ method, path, json }: RecordedRequest) => ({
	method,
	path: path.replace(BASE, ''),
	...(json === undefined ? {} : { json }),
});

/** The texts and files of a form, in order. */
const formOf = ({ parts = [] }: RecordedRequest) =>
	parts.map(({ name, filename, contentType, content }) =>
		filename === undefined ? [name, content.toString()] : [name, filename, contentType],
	);

const boundaryOf = ({ headers }: RecordedRequest) =>
	/^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';

const ids = () => ({ campaign_id: campaign, creative_set_id: set });
const outputOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);
const asset = (type: string, text: string, status = 'processing') => ({
	asset: text,
	status,
	type,
});
const WAIT = { waitForStatus: true, longestWaitMinutes: 10, checkIntervalSeconds: 15 };

/** Lets AppLovin answer the next request to this path with this JSON. */
function answerWith(path: RegExp, body: unknown): void {
	sandbox.addFault({ path, kind: 'notJson', message: JSON.stringify(body) });
}

/** Puts assets into the set that were made long ago. */
function give(...types: string[]): void {
	for (const type of types) {
		sandbox.applovin.assets
			.get(set)
			?.set(type, { type, asset: `old ${type}`, fails: false, madeAt: 0 });
	}
}

describe('AppLovin Creative Set: creative sets', () => {
	it('creates one without an id in the path, and returns its id under its own name', async () => {
		const { items, error } = await run('creativeSet', 'create', {
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

	it.each([{ name: 'Set B' }, [], ''])('does not trust a create answered by %j', async (body) => {
		answerWith(/creative_set\/$/, body);
		const parameters = { campaign_id: campaign, name: 'Set B' };
		const { error } = await run('creativeSet', 'create', parameters);
		expect(error?.message).toMatch(/^AppLovin answered with/);
		expect(error?.description).toContain('may or may not have been created');
		expect(sent()).toHaveLength(1);
	});

	it('creates once although n8n retries', async () => {
		answerWith(/creative_set\/$/, { name: 'Set B' });
		const retry = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };
		const parameters = { campaign_id: campaign, name: 'Set B' };
		const { error } = await run('creativeSet', 'create', parameters, undefined, retry);
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

	it("lifts the restriction to countries only on the user's word", async () => {
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
		['an empty list of countries', { countries: [] }, /'Countries' is empty/],
		['an unknown country', { countries: ['gb', 'uk'] }, /'Countries' holds 'uk'/],
		['an unknown language', { languages: 'en, english' }, /'Languages' holds 'english'/],
		['a blank name', { name: ' ' }, /'Name' is empty/],
		['both ways of countries', { countries: ['gb'], allCountries: true }, /does not go with/],
		['another campaign', { additionalJson: { campaign_id: 'x' } }, /sets 'campaign_id'/],
		['ads', { additionalJson: { ads: [] } }, /sets 'ads'/],
		['an unknown size', { additionalJson: { sizes: { MREC: true } } }, /'sizes' holds 'MREC'/],
		['a field twice', { name: 'a', additionalJson: { name: 'b' } }, /has already set/],
	])('refuses to update with %s', async (_, updateFields, message) => {
		const { error } = await run('creativeSet', 'update', { creative_set_id: set, updateFields });
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('gets one out of those of its campaign, with the assets that templates lack', async () => {
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
		const client = new AppLovinClient(sandbox);
		await client.login();
		await client.makeCreativeSet(campaign, { name: 'Set B' });
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
		expect(error?.message).toBe('AppLovin answered without a list of creative sets');
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

describe('AppLovin Creative Set: assets', () => {
	const upload = async (parameters: IDataObject, ...items: INodeExecutionData[]) =>
		await run('asset', 'upload', { creative_set_id: set, ...parameters }, items);

	it.each(['array', 'object'] as const)(
		'uploads a file byte for byte (%s)',
		async (assetsReply) => {
			sandbox.options.applovin.assetsReply = assetsReply;
			const { items, error } = await upload({}, fileItem('Banner 1.png', 'x/y', PNG));
			expect(error).toBeUndefined();
			const [request, ...others] = sent();
			expect(others).toEqual([]);
			expect(brief(request)).toEqual({ method: 'POST', path: `/creative_set_assets/${set}` });

			// An encoder that has nothing to do with the node's.
			const form = new FormDataEncoder();
			form.setBoundary(boundaryOf(request));
			form.append('file', PNG, { filename: 'Banner 1.png', contentType: 'image/png' });
			const expected = form.getBuffer();
			expect(request.body.equals(expected)).toBe(true);
			expect(request.headers['content-length']).toBe(String(expected.length));
			expect(request.headers.authorization).toMatch(/^Bearer \S+$/);

			const [row] = [...(sandbox.applovin.assets.get(set)?.values() ?? [])];
			const made = asset('IMG_MREC', row.asset);
			expect(outputOf(items)).toEqual([
				{ creative_set_id: set, originalFileName: 'Banner 1.png', ...made, assets: [made] },
			]);
		},
	);

	it('uploads several files of an item in order, each with its outcome', async () => {
		const files: INodeExecutionData = {
			json: {},
			binary: {
				...fileItem('a.png', 'image/png', PNG, 'image').binary,
				...fileItem('spot_30s.mp4', 'video/mp4', MP4, 'video').binary,
				...fileItem('game.html', 'text/html', HTML, 'playable').binary,
			},
		};
		const { items, error } = await upload({ binaryPropertyName: 'image, video,playable' }, files);
		expect(error).toBeUndefined();
		expect(sent().map(formOf)).toEqual([
			[['file', 'a.png', 'image/png']],
			[['file', 'spot_30s.mp4', 'video/mp4']],
			[['file', 'game.html', 'text/html']],
		]);
		expect(outputOf(items).map((json) => [json.originalFileName, json.type])).toEqual([
			['a.png', 'IMG_MREC'],
			['spot_30s.mp4', 'VID_LONG_P'],
			['game.html', 'HOSTED_HTML'],
		]);
	});

	it('says what is done when a later file is refused, and sends nothing again', async () => {
		const files: INodeExecutionData = {
			json: {},
			binary: {
				...fileItem('a.png', 'image/png', PNG, 'one').binary,
				...fileItem('b.mp4', 'video/mp4', PNG, 'two').binary,
			},
		};
		const parameters = { creative_set_id: set, binaryPropertyName: 'one,two' };
		const retry = { node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } };
		const { error } = await run('asset', 'upload', parameters, [files], retry);
		expect(error?.message).toBe('b.mp4 is no video');
		expect(error?.description).toContain('Already done in this run: IMG_MREC (a.png)');
		expect(sent()).toHaveLength(2);
	});

	it.each([
		['a.zip', 'image/png', PNG, /file type ZIP/],
		['a', 'application/octet-stream', PNG, /no file extension/],
		['a.png', 'image/png', Buffer.alloc(0), /'a.png' is empty/],
	])('refuses %s of type %s before sending', async (name, mimeType, content, message) => {
		const { error } = await upload({}, fileItem(name, mimeType, content));
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('waits until the upload is ready', async () => {
		sandbox.options.applovin.assetReadyAfterMs = 40_000;
		give('VID_SHORT_P');
		const { items, error } = await upload(
			{ campaign_id: campaign, ...WAIT },
			fileItem('spot_30s.mp4', 'video/mp4', MP4),
		);
		expect(error).toBeUndefined();
		const look = { method: 'GET', path: `/creative_sets/${campaign}` };
		const post = { method: 'POST', path: `/creative_set_assets/${set}` };
		expect(sent().map(brief)).toEqual([look, post, look, look, look, look]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({ ...ids(), type: 'VID_LONG_P', status: 'ready' }),
		]);
	});

	it('ends with the type of an asset that fails, and does not upload again', async () => {
		give('IMG_ICON');
		const parameters = { ...ids(), ...WAIT };
		const retry = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };
		const file = fileItem('fail.png', 'image/png', PNG);
		const { error } = await run('asset', 'upload', parameters, [file], retry);
		expect(error?.message).toBe(
			`Status of IMG_MREC in creative set ${set} is error: AppLovin could not process IMG_MREC and gives no reason`,
		);
		expect(error?.description).toContain('Already done in this run: IMG_MREC (fail.png)');
		expect(sent().filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	it('gives up after the longest wait, with the last status', async () => {
		sandbox.options.applovin.assetReadyAfterMs = 3_600_000;
		const { error } = await upload(
			{ campaign_id: campaign, ...WAIT, longestWaitMinutes: 1 },
			fileItem('a.png', 'image/png', PNG),
		);
		expect(error?.message).toMatch(/is still processing after 60 seconds, not ready/);
		expect(error?.description).toContain('Already done in this run: IMG_MREC (a.png)');
	});

	it('stops waiting when the execution is cancelled', async () => {
		sandbox.options.applovin.assetReadyAfterMs = 3_600_000;
		let cancel = (): void => {};
		const { sleep } = clock;
		clock.sleep = async (ms) => {
			cancel();
			await sleep(ms);
		};
		const file = fileItem('a.png', 'image/png', PNG);
		await run('asset', 'upload', { ...ids(), ...WAIT }, [file], {
			onStart: (execution: { cancel(): void }) => {
				cancel = () => execution.cancel();
			},
		});
		expect(sent().filter(({ method }) => method === 'GET').length).toBeLessThan(3);
	});

	it('checks before the upload that the campaign has the set', async () => {
		const file = fileItem('a.png', 'image/png', PNG);
		const { error } = await upload(
			{ campaign_id: campaign, creative_set_id: 'abc', ...WAIT },
			file,
		);
		expect(error?.message).toBe(`The campaign ${campaign} has no creative set abc`);
		expect(sent().map(({ method }) => method)).toEqual(['GET']);
	});

	it('refuses to look more often than every 15 seconds', async () => {
		const file = fileItem('a.png', 'image/png', PNG);
		const { error } = await upload({ ...ids(), ...WAIT, checkIntervalSeconds: 14 }, file);
		expect(error?.message).toMatch(/'Check Every \(Seconds\)' must be at least 15/);
		expect(sent()).toEqual([]);
	});

	it.each([
		['TXT_TITLE', ' Best app you’ll ever play ', 'Best app you’ll ever play'],
		['TXT_RATING', 4, '4.0'],
		['TXT_RATING', '0.5', '0.5'],
		['VID_LONG_P', 'https://res1.applovin.com/x/y_v23_phone.mp4', undefined],
		['IMG_ICON', '3f5a01dc0980f3d04188e73e91c', undefined],
	])('adds %s by %s', async (type, value, text = String(value)) => {
		const parameters = { creative_set_id: set, type, asset: value };
		const { items, error } = await run('asset', 'add', parameters);
		expect(error).toBeUndefined();
		const [request] = sent();
		expect(brief(request)).toEqual({ method: 'POST', path: `/creative_set_assets/${set}` });
		expect(formOf(request)).toEqual([
			['type', type],
			['asset', text],
		]);
		const made = asset(type, text);
		expect(outputOf(items)).toEqual([{ creative_set_id: set, ...made, assets: [made] }]);
	});

	it.each([
		['TXT_RATING', '4.2', /steps of 0.5/],
		['TXT_RATING', 5.5, /steps of 0.5/],
		['TXT_TITLE', '  ', /'Asset' is empty/],
		['VID_LONG_P', 'res1.applovin.com/y.mp4', /starts with https/],
		['={{ "" }}', 'text', /'Asset Type' is empty/],
		['TXT_TITLES', 'text', /which AppLovin does not know/],
	])('refuses to add %s by %s', async (type, value, message) => {
		const parameters = { creative_set_id: set, type, asset: value };
		const { error } = await run('asset', 'add', parameters);
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('does not trust an answer without the asset', async () => {
		answerWith(/creative_set_assets/, [asset('TXT_BUTTON', 'Play')]);
		const parameters = { creative_set_id: set, type: 'TXT_TITLE', asset: 'My app' };
		const { error } = await run('asset', 'add', parameters);
		expect(error?.message).toBe("AppLovin's answer does not list the TXT_TITLE");
		expect(error?.description).toContain('may or may not');
	});

	it('replaces a text, and waits for it', async () => {
		give('TXT_TITLE', 'IMG_ICON');
		const parameters = { ...ids(), source: 'asset', type: 'TXT_TITLE', asset: 'New', ...WAIT };
		const { items, error } = await run('asset', 'replace', parameters);
		expect(error).toBeUndefined();
		const post = sent().find(({ method }) => method === 'POST') as RecordedRequest;
		expect(formOf(post)).toEqual([
			['type', 'TXT_TITLE'],
			['asset', 'New'],
			['update', 'true'],
		]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({ ...ids(), ...asset('TXT_TITLE', 'New', 'ready') }),
		]);
	});

	it('replaces a file', async () => {
		give('IMG_MREC', 'IMG_ICON');
		const parameters = { creative_set_id: set, source: 'file', binaryPropertyName: 'data' };
		const file = fileItem('new.png', 'image/png', PNG);
		const { items, error } = await run('asset', 'replace', parameters, [file]);
		expect(error).toBeUndefined();
		expect(sent().map(formOf)).toEqual([
			[
				['file', 'new.png', 'image/png'],
				['update', 'true'],
			],
		]);
		expect(items[0].json).toMatchObject({ type: 'IMG_MREC', status: 'processing' });
	});

	it('removes one by its type alone', async () => {
		give('TXT_TITLE', 'IMG_ICON');
		const parameters = { creative_set_id: set, type: 'TXT_TITLE' };
		const { items, error } = await run('asset', 'delete', parameters);
		expect(error).toBeUndefined();
		expect(sent().map(formOf)).toEqual([
			[
				['type', 'TXT_TITLE'],
				['remove', 'true'],
			],
		]);
		expect(outputOf(items)).toEqual([
			{
				creative_set_id: set,
				deleted: true,
				type: 'TXT_TITLE',
				assets: [asset('IMG_ICON', 'old IMG_ICON', 'ready')],
			},
		]);
		expect([...(sandbox.applovin.assets.get(set)?.keys() ?? [])]).toEqual(['IMG_ICON']);
	});

	it('does not take an asset for removed that is still listed, and says that it is pending', async () => {
		const listed = [asset('TXT_TITLE', 'My app', 'ready')];
		answerWith(/creative_set_assets/, listed);
		const parameters = { creative_set_id: set, type: 'TXT_TITLE' };
		const retry = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };
		const result = await run('asset', 'delete', parameters, undefined, retry);
		expect(result.error).toBeUndefined();
		expect(outputOf(result.items)).toEqual([
			{ creative_set_id: set, deleted: false, status: 'pending', type: 'TXT_TITLE', assets: listed },
		]);
		expect(hintsOf(result)).toEqual([expect.stringContaining('still lists it')]);
		expect(sent()).toHaveLength(1);
	});

	it('lists those of a set, with the ones that a template lacks', async () => {
		give('TXT_TITLE', 'HOSTED_HTML');
		const options = { templates: 'interstitial: portrait playable endcard — over 15s' };
		const { items, error } = await run('asset', 'getAll', { ...ids(), options });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/creative_sets/${campaign}` }]);
		const missingAssets = [
			{
				template: 'Interstitial: Portrait Playable Endcard - Over 15s',
				missing: ['VID_LONG_P'],
			},
		];
		expect(outputOf(items)).toEqual(
			['TXT_TITLE', 'HOSTED_HTML'].map((type) => ({
				...ids(),
				...asset(type, `old ${type}`, 'ready'),
				missingAssets,
			})),
		);
	});

	it('tells what an empty set lacks', async () => {
		const options = { templates: ['MREC: Standard'] };
		const { items } = await run('asset', 'getAll', { ...ids(), options });
		expect(outputOf(items)).toEqual([
			{ ...ids(), missingAssets: [{ template: 'MREC: Standard', missing: ['IMG_MREC'] }] },
		]);
		expect((await run('asset', 'getAll', ids())).items).toEqual([]);
	});

	it('waits for all of a set, and names those that failed', async () => {
		const { error: empty } = await run('asset', 'getAll', { ...ids(), ...WAIT });
		expect(empty?.message).toMatch(/has no assets to wait for/);

		const madeAt = clock.now();
		const assets = sandbox.applovin.assets.get(set);
		assets?.set('TXT_TITLE', { type: 'TXT_TITLE', asset: 'a', fails: false, madeAt });
		const { items, error } = await run('asset', 'getAll', { ...ids(), ...WAIT });
		expect(error).toBeUndefined();
		expect(outputOf(items)).toEqual([{ ...ids(), ...asset('TXT_TITLE', 'a', 'ready') }]);

		assets?.set('IMG_ICON', { type: 'IMG_ICON', asset: 'b', fails: true, madeAt });
		const { error: failed } = await run('asset', 'getAll', { ...ids(), ...WAIT });
		expect(failed?.message).toContain('could not process IMG_ICON');
	});
});

describe('AppLovin Creative Set: ads', () => {
	const ad = () => [...sandbox.applovin.ads.values()][0];
	const row = (changes: IDataObject = {}) => ({
		ad_id: String(ad().id),
		...ad(),
		creative_set_name: 'Set A',
		...changes,
	});

	beforeEach(async () => {
		give('IMG_MREC', 'IMG_LEADER');
		const client = new AppLovinClient(sandbox);
		await client.login();
		await client.get(`/ads/${set}`);
		mark = apiRequests(sandbox).length;
		expect(sandbox.applovin.ads.size).toBe(2);
	});

	it('gets one', async () => {
		const { items, error } = await run('ad', 'get', { ad_id: ad().id });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/ad/${ad().id}` }]);
		expect(outputOf(items)).toEqual([row()]);
	});

	it('lists those of a set', async () => {
		const { items, error } = await run('ad', 'getAll', { creative_set_id: set, returnAll: true });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/ads/${set}` }]);
		expect(outputOf(items)).toHaveLength(2);
		expect(items[0].json).toEqual(row());
		const some = await run('ad', 'getAll', { creative_set_id: set, limit: 1 });
		expect(some.items).toHaveLength(1);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ name: 'New name' }, { name: 'New name' }],
		[{ status: 'paused' }, { status: false }],
		[
			{ name: 'New name', status: 'active' },
			{ name: 'New name', status: true },
		],
		[{ status: false }, { status: false }],
	])('updates %j', async (updateFields, json) => {
		const { items, error } = await run('ad', 'update', { ad_id: String(ad().id), updateFields });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'POST', path: `/ad/${ad().id}`, json }]);
		expect(outputOf(items)).toEqual([row(json)]);
	});

	it.each<[IDataObject, RegExp]>([
		[{}, /nothing to update/],
		[{ status: '' }, /'Status' is empty/],
		[{ status: 'on' }, /'Status' must be Active or Paused/],
		[{ name: '' }, /'Name' is empty/],
	])('refuses to update %j', async (updateFields, message) => {
		const { error } = await run('ad', 'update', { ad_id: String(ad().id), updateFields });
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it("tells AppLovin's own words", async () => {
		const { error } = await run('ad', 'get', { ad_id: '5' });
		expect(error?.message).toContain('Ad not found');
		expect(error?.httpCode).toBe('404');
	});
});

describe('AppLovin Creative Set: ids', () => {
	const FORMS: Array<[string, string, string, IDataObject]> = [
		['creativeSet', 'create', 'campaign_id', { name: 'x' }],
		['creativeSet', 'update', 'creative_set_id', { updateFields: { name: 'x' } }],
		['creativeSet', 'get', 'campaign_id', { creative_set_id: 'abc' }],
		['creativeSet', 'get', 'creative_set_id', { campaign_id: 'abc' }],
		['creativeSet', 'getAll', 'campaign_id', {}],
		['creativeSet', 'updateSizes', 'creative_set_id', { enabledSizes: ['CTV'] }],
		['asset', 'upload', 'creative_set_id', {}],
		['asset', 'upload', 'campaign_id', { creative_set_id: 'abc', ...WAIT }],
		['asset', 'add', 'creative_set_id', { type: 'TXT_TITLE', asset: 'x' }],
		['asset', 'replace', 'creative_set_id', { source: 'file' }],
		['asset', 'delete', 'creative_set_id', { type: 'TXT_TITLE' }],
		['asset', 'getAll', 'creative_set_id', { campaign_id: 'abc' }],
		['asset', 'getAll', 'campaign_id', { creative_set_id: 'abc' }],
		['ad', 'get', 'ad_id', {}],
		['ad', 'getAll', 'creative_set_id', {}],
		['ad', 'update', 'ad_id', { updateFields: { name: 'x' } }],
	];

	it.each(FORMS)('%s %s sends nothing without %s', async (resource, operation, name, others) => {
		const EMPTY = ['={{ "" }}', '={{ null }}', '={{ undefined }}', '={{ " " }}', '={{ [] }}'];
		const file = fileItem('a.png', 'image/png', PNG);
		for (const value of [...EMPTY, '={{ "../campaigns" }}', '={{ "a?b" }}']) {
			const parameters =
				name === 'ad_id' ? { [name]: value } : { [name]: { __rl: true, mode: 'id', value } };
			const { error, items } = await run(resource, operation, { ...others, ...parameters }, [file]);
			expect([value, items, error?.message]).toEqual([
				value,
				[],
				expect.stringMatching(/is empty|must be an ID/) as string,
			]);
		}
		expect(sent()).toEqual([]);
		expect(sandbox.applovin.creativeSets.size).toBe(1);
	});
});

describe('AppLovin Creative Set: lists', () => {
	const open = (entered: INodeParameters) => {
		const parameters: INodeParameters = { authentication: 'appLovinApi', ...entered };
		const node = new AppLovinCreativeSet();
		const type = `n8n-nodes-iqm-applovin.${node.description.name}`;
		const engine = new Engine({
			nodeTypes: { [type]: node },
			credentialTypes: { appLovinApi: new AppLovinApi() },
			credentials: { applovin: appLovinCredential(sandbox) },
		});
		const data: INode = {
			id: 'uuid-1234',
			name: 'Temp-Node',
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { appLovinApi: { id: 'applovin', name: 'AppLovin' } },
		};
		const context = () =>
			new core.LoadOptionsContext(
				engine.workflow({ nodes: [data], connections: {} }),
				data,
				{ ...engine.additionalData(), currentNodeParameters: parameters },
				'',
			);
		const { listSearch } = node.methods;
		return {
			campaigns: async (filter?: string) =>
				await listSearch.searchCampaigns.call(context(), filter),
			sets: async (filter?: string) => await listSearch.searchCreativeSets.call(context(), filter),
		};
	};

	it('finds campaigns by name, asking once in five minutes', async () => {
		const { campaigns } = open({});
		const results = [{ name: `My app US (${campaign})`, value: campaign }];
		expect(await campaigns()).toEqual({ results });
		expect(await campaigns('APP us')).toEqual({ results });
		expect(await campaigns('other')).toEqual({ results: [] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: '/campaigns' }]);
		time += 5 * 60_000;
		await campaigns();
		expect(sent()).toHaveLength(2);
	});

	it('finds the creative sets of the chosen campaign', async () => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'list', value: campaign } });
		expect(await sets('set')).toEqual({ results: [{ name: `Set A (${set})`, value: set }] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/creative_sets/${campaign}` }]);
	});

	it.each(['', '={{ $json.campaign_id }}'])('asks nothing for the campaign "%s"', async (value) => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'id', value } });
		expect(await sets()).toEqual({ results: [] });
		expect(sent()).toEqual([]);
	});
});
