import { sampleContent, startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { dig, type FormPart } from '../../../sandbox/client';
import type { JsonObject, JsonValue } from '../../../sandbox/json';
import { png } from '../../../sandbox/raster';

function image(width: number, height: number, filename = 'image.png'): FormPart {
	const value = png(width, height, [1, 2, 3]);
	return { name: 'file', value, filename, contentType: 'image/png' };
}

function video(filename: string): FormPart {
	const value = sampleContent('/samples/video.mp4');
	return { name: 'file', value, filename, contentType: 'video/mp4' };
}

function html(filename = 'playable.html'): FormPart {
	const value = '<!doctype html><title>x</title>';
	return { name: 'file', value, filename, contentType: 'text/html' };
}

const field = (name: string, value: string): FormPart => ({ name, value });
const text = (type: string, asset: string) => [field('type', type), field('asset', asset)];

describe('sandbox: AppLovin creatives', () => {
	let now = 1_750_000_000_000;
	let sandbox: Sandbox;
	let client: AppLovinClient;
	let campaign: string;
	let set: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now });
		client = new AppLovinClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		sandbox.options.applovin.requestsPerHour = 0;
		await client.login();
		campaign = await client.makeCampaign();
		set = await client.makeCreativeSet(campaign);
	});
	afterAll(() => sandbox.close());

	const read = async (): Promise<JsonValue> =>
		dig((await client.get(`/creative_sets/${campaign}`)).value, 0);
	const ads = async (): Promise<JsonObject[]> =>
		(await client.get(`/ads/${set}`)).value as JsonObject[];
	const ready = () => (now += 2_000);

	describe('creative set', () => {
		test('is created for a campaign and read through it', async () => {
			const answer = await client.post('/creative_set/', {
				campaign_id: campaign,
				name: 'Set B',
				countries: ['za', 'gb'],
				languages: ['en', 'zh_hans'],
				product_page: 'p1',
			});
			expect(answer.body).toEqual({
				id: expect.stringMatching(/^[0-9a-f]{32}$/),
				campaign_id: campaign,
				name: 'Set B',
				countries: ['za', 'gb'],
				languages: ['en', 'zh_hans'],
				product_page: 'p1',
				sizes: {},
				ads: [],
				assets: [],
			});
			const all = await client.get(`/creative_sets/${campaign}`);
			expect(all.value).toEqual([expect.objectContaining({ id: set }), answer.body]);
			expect((await client.get(`/creative_sets/${await client.makeCampaign()}`)).value).toEqual([]);
			expect((await client.get('/creative_sets/x')).status).toBe(404);
			expect((await client.get(`/creative_set/${set}`)).status).toBe(405);
		});

		test.each<[string, JsonObject, number]>([
			['no campaign', { campaign_id: '' }, 400],
			['an unknown campaign', { campaign_id: 'x' }, 404],
			['an empty name', { name: '' }, 400],
			['an unknown language', { languages: ['en', 'ENGLISH'] }, 400],
			['languages as text', { languages: 'en' }, 400],
			['an upper-case country', { countries: ['GB'] }, 400],
			['an unknown country', { countries: ['uk'] }, 400],
			['DEFAULT as country', { countries: ['DEFAULT'] }, 400],
			['a product page that is not text', { product_page: 1 }, 400],
			['an unknown size', { sizes: { MREC: true } }, 400],
			['an id', { id: 'x' }, 400],
			['an empty id', { creative_set_id: '' }, 400],
			['assets', { assets: [] }, 400],
			['an unknown field', { status: true }, 400],
		])('is not created with %s', async (_, changes, status) => {
			const body = { campaign_id: campaign, name: 'x', ...changes };
			expect((await client.post('/creative_set/', body)).status).toBe(status);
			expect(sandbox.applovin.creativeSets.size).toBe(1);
		});

		test('is not created without a name', async () => {
			expect((await client.post('/creative_set/', { campaign_id: campaign })).status).toBe(400);
		});

		test('changes what is sent and nothing else', async () => {
			const answer = await client.post(`/creative_set/${set}`, { name: 'New', countries: ['gb'] });
			expect(answer.body).toMatchObject({ name: 'New', countries: ['gb'], languages: ['en'] });
			for (const body of [
				{},
				{ campaign_id: campaign },
				{ id: set },
				{ ads: [] },
				{ name: 'x', languages: ['xx'] },
				{ name: 'x', sizes: {} },
			]) {
				expect((await client.post(`/creative_set/${set}`, body)).status).toBe(400);
			}
			expect(await read()).toEqual(answer.body);
			expect((await client.post('/creative_set/x', { name: 'x' })).status).toBe(404);
		});
	});

	describe('assets', () => {
		test('are processed and then ready, and come all at once', async () => {
			const first = await client.asset(set, text('TXT_TITLE', 'Best app you’ll ever play'));
			expect(first.status).toBe(200);
			expect(first.value).toEqual([
				{ asset: 'Best app you’ll ever play', status: 'processing', type: 'TXT_TITLE' },
			]);
			ready();
			const second = await client.asset(set, [image(320, 50, 'a b.png')]);
			expect(second.value).toEqual([
				{ asset: 'Best app you’ll ever play', status: 'ready', type: 'TXT_TITLE' },
				{
					asset: expect.stringMatching(
						/^https:\/\/res1\.sandbox\.example\/o[0-9a-f]{7}\/a%20b\.png$/,
					),
					status: 'processing',
					type: 'IMG_BANNER',
				},
			]);
			expect(dig(await read(), 'assets')).toEqual(second.value);
			sandbox.options.applovin.assetsReply = 'object';
			const third = await client.asset(set, text('TXT_BUTTON', 'Play'));
			expect(dig(third.body, 'assets', 2, 'type')).toBe('TXT_BUTTON');
		});

		test('end in an error when their name or text says so', async () => {
			await client.asset(set, [image(320, 50, 'Fails.png')]);
			await client.asset(set, text('TXT_TITLE', 'This will fail'));
			now += 1_999;
			expect(dig(await read(), 'assets', 0, 'status')).toBe('processing');
			now += 1;
			expect(dig(await read(), 'assets', 0, 'status')).toBe('error');
			expect(dig(await read(), 'assets', 1, 'status')).toBe('error');
			await client.asset(set, [image(320, 50), field('update', 'true')]);
			expect(dig(await read(), 'assets', 0, 'status')).toBe('processing');
			ready();
			expect(dig(await read(), 'assets', 0, 'status')).toBe('ready');
		});

		test.each<[string, FormPart]>([
			['IMG_BANNER', image(320, 50)],
			['IMG_LEADER', image(728, 90)],
			['IMG_MREC', image(300, 250)],
			['IMG_NATIVE', image(1200, 628)],
			['IMG_NATIVE', image(1200, 627)],
			['IMG_ICON', image(512, 512)],
			['IMG_INTER_L', image(480, 320)],
			['IMG_INTER_P', image(320, 480)],
			['HOSTED_HTML', html()],
			['VID_LONG_P', video('video.mp4')],
			['VID_LONG_L', video('x_landscape_30s.mp4')],
			['VID_SHORT_P', video('x_portrait_10s.mp4')],
			['VID_SHORT_L', video('x_6s_landscape.mp4')],
		])('have the type %s by the file', async (type, file) => {
			const answer = await client.asset(set, [file]);
			expect(dig(answer.value, 0, 'type')).toBe(type);
		});

		test('have the type of videos by the options', async () => {
			sandbox.options.applovin.videoType = 'VID_SHORT_L';
			const answer = await client.asset(set, [video('x_15s.mp4')]);
			expect(dig(answer.value, 0, 'type')).toBe('VID_SHORT_L');
		});

		const PNG = image(320, 50);
		test.each<[string, FormPart[]]>([
			['neither asset nor file', [field('type', 'TXT_TITLE')]],
			['both', [...text('TXT_TITLE', 'x'), PNG]],
			['a file and a type', [PNG, field('type', 'IMG_BANNER')]],
			['two files', [PNG, image(300, 250)]],
			['a text without type', [field('asset', 'x')]],
			['an empty text', text('TXT_TITLE', ' ')],
			['an unknown type', text('TITLE', 'x')],
			['a text for an image', text('IMG_ICON', 'my icon')],
			['an unknown part', [...text('TXT_TITLE', 'x'), field('name', 'x')]],
			['a field twice', [...text('TXT_TITLE', 'x'), field('asset', 'y')]],
			['a rating off the steps', text('TXT_RATING', '4.3')],
			['a rating above 5', text('TXT_RATING', '5.5')],
			['a rating without decimals', text('TXT_RATING', '4')],
			['update in another spelling', [...text('TXT_TITLE', 'x'), field('update', 'TRUE')]],
			['an update of what is not there', [...text('TXT_TITLE', 'x'), field('update', 'true')]],
			['a removal of what is not there', [field('type', 'TXT_TITLE'), field('remove', 'true')]],
			['a file as text', [field('file', 'x')]],
			['a file without content', [{ ...PNG, value: '' }]],
			['a text in a file', [field('type', 'TXT_TITLE'), { ...PNG, name: 'asset' }]],
			['a file of another kind', [{ ...PNG, filename: 'image.svg' }]],
			['an image of another type', [{ ...PNG, filename: 'image.gif' }]],
			['another content type', [{ ...PNG, contentType: 'application/octet-stream' }]],
			['no content type', [{ name: 'file', value: PNG.value, filename: 'image.png' }]],
			['a file that is not a video', [{ ...video('x.mp4'), value: 'x' }]],
			['a file that is not a page', [{ ...html(), value: 'x' }]],
			['a video of exactly 15 seconds', [video('x_15s.mp4')]],
		])('are refused with %s', async (_, parts) => {
			expect((await client.asset(set, parts)).status).toBe(400);
			expect(sandbox.applovin.assets.get(set)?.size).toBe(0);
		});

		test('take addresses, hashes and ratings', async () => {
			for (const [type, asset] of [
				['VID_LONG_P', 'https://res1.applovin.com/ob7cb6fc/foobidyfoo_v23_phone.mp4'],
				['IMG_ICON', '3f5a01dc0980f3d04188e73e91c'],
				['TXT_RATING', '4.5'],
			]) {
				expect((await client.asset(set, text(type, asset))).status).toBe(200);
			}
		});

		test('are replaced only by an update, and removed by type alone', async () => {
			await client.asset(set, [PNG]);
			expect((await client.asset(set, [PNG])).status).toBe(400);
			const wrong = [field('type', 'IMG_BANNER'), field('remove', 'true')];
			expect((await client.asset(set, [...wrong, field('asset', 'x')])).status).toBe(400);
			expect((await client.asset(set, [...wrong, field('update', 'true')])).status).toBe(400);
			const no = [field('update', 'false'), field('remove', 'false')];
			expect((await client.asset(set, [image(300, 250), ...no])).status).toBe(200);
			const rest = await client.asset(set, wrong);
			expect(rest.value).toEqual([expect.objectContaining({ type: 'IMG_MREC' })]);
		});

		test('need a form and a creative set', async () => {
			expect((await client.asset('x', [PNG])).status).toBe(404);
			expect((await client.post(`/creative_set_assets/${set}`, {})).status).toBe(415);
		});
	});

	describe('ads', () => {
		test('appear once all assets of a template are ready', async () => {
			await client.asset(set, [image(320, 480)]);
			await client.asset(set, [image(320, 50)]);
			expect(await ads()).toEqual([]);
			ready();
			expect(await ads()).toEqual([
				{
					id: 1_000_001,
					name: 'Set A BANNER Standard',
					creative_set_id: set,
					creative_set_name: 'Set A',
					size: 'BANNER',
					template: 'Standard',
					status: true,
				},
			]);
			await client.asset(set, [image(480, 320)]);
			await client.asset(set, [video('x_30s.mp4')]);
			await client.asset(set, [html('fail.html')]);
			ready();
			const templates = (await ads()).map((ad) => `${String(ad.size)} ${String(ad.template)}`);
			expect(templates).toEqual(['BANNER Standard', 'INTER Portrait — Over 15s', 'INTER Standard']);
			expect(dig(await read(), 'sizes')).toEqual({ BANNER: true, INTER: true });
			expect(dig(await read(), 'ads')).toEqual(await ads());
		});

		test('of a playable are two, and one more with a video', async () => {
			await client.asset(set, [html()]);
			await client.asset(set, [video('x_landscape_9s.mp4')]);
			ready();
			expect((await ads()).map((ad) => ad.template)).toEqual([
				'Landscape Playable Endcard — Under 15s',
				'Rewarded Playable',
				'Standard Playable',
			]);
		});

		test('are read and changed one by one', async () => {
			await client.asset(set, [image(300, 250)]);
			ready();
			const [{ id }] = await ads();
			await client.post(`/creative_set/${set}`, { name: 'Renamed' });
			const answer = await client.post(`/ad/${String(id)}`, { name: 'Mine', status: false });
			expect(answer.body).toMatchObject({ name: 'Mine', status: false, size: 'MREC' });
			expect(answer.body.creative_set_name).toBe('Renamed');
			expect((await client.get(`/ad/${String(id)}`)).body).toEqual(answer.body);
			for (const body of [{}, { id }, { size: 'MREC' }, { x: 1 }, { status: 1 }, { name: '' }]) {
				expect((await client.post(`/ad/${String(id)}`, body)).status).toBe(400);
			}
			for (const other of ['1', 'x', `${String(id)}.0`]) {
				expect((await client.get(`/ad/${other}`)).status).toBe(404);
			}
			expect((await client.get('/ads/x')).status).toBe(404);
		});

		test('follow the sizes of their set', async () => {
			const path = `/creative_set/${set}/sizes`;
			await client.asset(set, [image(320, 50)]);
			await client.asset(set, [image(300, 250)]);
			ready();
			await ads();
			const answer = await client.post(path, { BANNER: false, INTER: false });
			expect([answer.status, answer.text]).toEqual([200, '']);
			expect((await ads()).map((ad) => ad.status)).toEqual([false, true]);
			expect(dig(await read(), 'sizes')).toEqual({ BANNER: false, MREC: true });
			await client.asset(set, [image(320, 480)]);
			await client.asset(set, [image(480, 320)]);
			ready();
			expect((await ads()).map((ad) => ad.status)).toEqual([false, true, false]);
			await client.post(`/creative_set/${set}`, { sizes: { BANNER: true } });
			expect((await ads()).map((ad) => ad.status)).toEqual([true, true, false]);
			for (const body of [
				{},
				{ MREC: true },
				{ BANNER: 'true' },
				{ sizes: { BANNER: true } },
				[],
			]) {
				expect((await client.post(path, body)).status).toBe(400);
			}
			expect((await client.post('/creative_set/x/sizes', { BANNER: true })).status).toBe(404);
		});

		test('take only wrapped sizes when told to, and answer as told', async () => {
			const path = `/creative_set/${set}/sizes`;
			await client.asset(set, [image(320, 50)]);
			ready();
			Object.assign(sandbox.options.applovin, { bodyFormat: 'wrapped', writeReply: 'object' });
			expect((await client.post(path, { BANNER: false })).status).toBe(400);
			const sizes = { BANNER: false };
			expect((await client.post(path, { sizes })).body).toEqual({ sizes });
			sandbox.options.applovin.writeReply = 'rows';
			expect((await client.post(path, { sizes })).body).toEqual(sizes);
		});
	});
});
