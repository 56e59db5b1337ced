import type { RecordedRequest } from '../../../../sandbox';
import { clock } from '../../../../nodes/common/ground/clock';
import {
	asset,
	brief,
	creativeSetStage,
	outputOf,
	partsOf,
	PNG,
	RETRY,
	WAIT,
} from '../../../support/creativeSetStage';
import { fileItem, hintsOf } from '../../../support/harness';

/** Asset > Add, Replace, Remove and Get Many. */
const { answerWith, give, ids, made, run, sandbox, sent } = creativeSetStage();
let campaign = '';
let set = '';
beforeEach(() => void ({ campaign, set } = made));

describe('AppLovin Creative Set: assets', () => {
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
		expect(partsOf(request)).toEqual([
			['type', type],
			['asset', text],
		]);
		const made = asset(type, text, 'Processing');
		expect(outputOf(items)).toEqual([{ creative_set_id: set, ...made, assets: [made] }]);
	});

	it.each([
		['TXT_RATING', '4.2', /steps of 0.5/],
		['TXT_RATING', 5.5, /steps of 0.5/],
		['TXT_TITLE', '  ', /'Asset' is empty/],
		['VID_LONG_P', 'res1.applovin.com/y.mp4', /starting with https/],
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
		expect(error?.message).toBe("AppLovin's response does not list the TXT_TITLE");
		expect(error?.description).toContain('may or may not');
	});

	it('replaces a text, and waits for it', async () => {
		give('TXT_TITLE', 'IMG_ICON');
		const parameters = { ...ids(), source: 'asset', type: 'TXT_TITLE', asset: 'New', ...WAIT };
		const { items, error } = await run('asset', 'replace', parameters);
		expect(error).toBeUndefined();
		const post = sent().find(({ method }) => method === 'POST') as RecordedRequest;
		expect(partsOf(post)).toEqual([
			['type', 'TXT_TITLE'],
			['asset', 'New'],
			['update', 'true'],
		]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({ ...ids(), ...asset('TXT_TITLE', 'New', 'Ready') }),
		]);
	});

	it('replaces a file', async () => {
		give('IMG_MREC', 'IMG_ICON');
		const parameters = { creative_set_id: set, source: 'file', binaryPropertyName: 'data' };
		const file = fileItem('new.png', 'image/png', PNG);
		const { items, error } = await run('asset', 'replace', parameters, [file]);
		expect(error).toBeUndefined();
		expect(sent().map(partsOf)).toEqual([
			[
				['file', 'new.png', 'image/png'],
				['update', 'true'],
			],
		]);
		expect(items[0].json).toMatchObject({ type: 'IMG_MREC', status: 'Processing' });
	});

	it('removes one by its type alone', async () => {
		give('TXT_TITLE', 'IMG_ICON');
		const parameters = { creative_set_id: set, type: 'TXT_TITLE' };
		const { items, error } = await run('asset', 'delete', parameters);
		expect(error).toBeUndefined();
		expect(sent().map(partsOf)).toEqual([
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
				assets: [asset('IMG_ICON', 'old IMG_ICON', 'Ready')],
			},
		]);
		expect([...(sandbox.applovin.assets.get(set)?.keys() ?? [])]).toEqual(['IMG_ICON']);
	});

	it('does not take an asset that is still listed for removed, and says that it is pending', async () => {
		const listed = [asset('TXT_TITLE', 'My app', 'ready')];
		answerWith(/creative_set_assets/, listed);
		const parameters = { creative_set_id: set, type: 'TXT_TITLE' };
		const result = await run('asset', 'delete', parameters, undefined, RETRY);
		expect(result.error).toBeUndefined();
		expect(outputOf(result.items)).toEqual([
			{
				...{ creative_set_id: set, deleted: false, status: 'Pending', type: 'TXT_TITLE' },
				assets: [asset('TXT_TITLE', 'My app', 'Ready')],
			},
		]);
		expect(hintsOf(result)).toEqual([expect.stringContaining('still lists it')]);
		expect(sent()).toHaveLength(1);
	});

	it('lists those of a set, and the ones that a template lacks', async () => {
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

	it('says what an empty set lacks', async () => {
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
