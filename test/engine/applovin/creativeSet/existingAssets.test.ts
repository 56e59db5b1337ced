import type { IDataObject } from 'n8n-workflow';

import { asset, creativeSetStage, partsOf, PNG, WAIT } from '../../../support/creativeSetStage';
import { fileItem, hintsOf } from '../../../support/harness';

/** Asset > Add and Upload: "If It Exists Already". */
const { give, ids, made, prepare, run, sandbox, sent, time } = creativeSetStage();
const RETURN = { ifItExists: 'return' };
const TITLE = { type: 'TXT_TITLE', asset: 'Best app' };

const add = async (changes: IDataObject = {}) =>
	await run('asset', 'add', { ...ids(), ...TITLE, ...RETURN, ...changes });
const upload = async (names: string[], changes: IDataObject = {}) => {
	const files = names.map((name, at) => fileItem(name, 'image/png', PNG, `file${at}`).binary);
	const item = { json: {}, binary: Object.assign({}, ...files) as (typeof files)[0] };
	const fields = names.map((_, at) => `file${at}`).join(',');
	return await run('asset', 'upload', { ...ids(), ...RETURN, binaryPropertyName: fields, ...changes }, [item]);
};
const posts = () => sent().filter(({ method }) => method === 'POST');

/** Puts an asset into the set that was made long ago. */
function has(type: string, content: string, fails = false): void {
	sandbox.applovin.assets.get(made.set)?.set(type, { type, asset: content, fails, madeAt: 0 });
}

describe('a text', () => {
	it.each(['Best app', ' Best  app ', 'Best app\u200b'])('%j is returned for Best app', async (text) => {
		has('TXT_TITLE', text);
		const result = await add();
		expect(result.error).toBeUndefined();
		expect(posts()).toEqual([]);
		expect(result.items.map(({ json }) => json)).toEqual([
			{
				...ids(),
				...asset('TXT_TITLE', text, 'Ready'),
				assets: [asset('TXT_TITLE', text, 'Ready')],
				alreadyExisted: true,
			},
		]);
		expect(hintsOf(result)).toEqual([
			`The asset TXT_TITLE 'Best app' already exists (TXT_TITLE of creative_set_id ${made.set}) and was returned; nothing was sent.`,
		]);
	});

	it('of another type is another asset', async () => {
		has('TXT_SUBTITLE', 'Best app');
		const { items } = await add();
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(posts()).toHaveLength(1);
	});

	it('that failed is passed over', async () => {
		has('TXT_TITLE', 'Best app', true);
		await add();
		expect(posts()).toHaveLength(1);
	});

	it('as a rating is the same number', async () => {
		has('TXT_RATING', '4');
		const { items } = await add({ type: 'TXT_RATING', asset: '4.0' });
		expect(items[0].json.alreadyExisted).toBe(true);
	});
});

it.each([
	['https://a.example/x/spring.png', 'https://a.example/x/spring.png', undefined],
	['https://a.example/x/spring.png?v=1', 'https://a.example/x/spring.png?v=2', 'whether its content is the same'],
	['https://a.example/x/spring.png?v=1', 'https://res1.applovin.com/oab/spring.png', 'whether its content is the same'],
	['3f5a01dc0980f3d0', '3f5a01dc0980f3d0', undefined],
])('%s is returned as %s', async (wanted, present, notCompared) => {
	has('IMG_ICON', present);
	const { items } = await add({ type: 'IMG_ICON', asset: wanted });
	expect(items[0].json).toMatchObject({ asset: present, alreadyExisted: true });
	expect(items[0].json.notCompared).toBe(notCompared);
	expect(posts()).toEqual([]);
});

it.each([
	['https://a.example/spring.png', 'https://a.example/summer.png'],
	['https://a.example/spring/icon.png', 'https://a.example/summer/icon.png'],
	['https://a.example/spring/icon.png', 'http://A.example/icon.png?v=2'],
])('%s is not the same as %s', async (wanted, present) => {
	has('IMG_ICON', present);
	await add({ type: 'IMG_ICON', asset: wanted });
	expect(posts()).toHaveLength(1);
});

describe('files', () => {
	it('are returned by their names, and only those that are missing are sent', async () => {
		has('IMG_ICON', 'https://res1.applovin.com/oab/spring%20one.png');
		const result = await upload(['spring one.png', 'mrec.png']);
		expect(result.error).toBeUndefined();
		expect(posts().map(partsOf)).toEqual([[['file', 'mrec.png', 'image/png']]]);
		const [first, second] = result.items.map(({ json }) => json);
		expect(first).toMatchObject({
			originalFileName: 'spring one.png',
			type: 'IMG_ICON',
			alreadyExisted: true,
			notCompared: 'whether its content is the same',
		});
		expect(second).toMatchObject({ originalFileName: 'mrec.png', type: 'IMG_MREC' });
		expect(second.alreadyExisted).toBeUndefined();
		expect(hintsOf(result)).toEqual([expect.stringContaining('Not compared: whether its content is the same')]);
	});

	it('are looked for before any is sent', async () => {
		has('IMG_ICON', 'https://res1.applovin.com/oab/icon.png');
		const { error } = await upload(['mrec.png', 'icon.png'], { ifItExists: 'error' });
		expect(error?.message).toBe(
			`The asset 'icon.png' already exists (IMG_ICON of creative_set_id ${made.set})`,
		);
		expect(posts()).toEqual([]);
	});

	it('of one name in two types are an error', async () => {
		has('IMG_ICON', 'https://res1.applovin.com/a/mrec.png');
		has('IMG_BANNER', 'https://res1.applovin.com/b/mrec.png');
		const { error } = await upload(['mrec.png']);
		expect(error?.message).toContain("The asset 'mrec.png' already exists 2 times");
		expect(posts()).toEqual([]);
	});

	it('of one name in an item are an error, before anything is asked', async () => {
		const { error } = await upload(['mrec.png', 'mrec.png']);
		expect(error?.message).toBe("Several files of this item are named 'mrec.png'");
		expect(sent()).toEqual([]);
	});
});

it.each(['return', 'error'])('%s needs the campaign', async (ifItExists) => {
	const { error } = await add({ ifItExists, campaign_id: "={{ '' }}" });
	expect(error?.message).toMatch(/^'Campaign' is empty/);
	expect(sent()).toEqual([]);
});

it('waits until what exists is ready too', async () => {
	sandbox.options.applovin.assetReadyAfterMs = 30_000;
	await prepare(
		async (client) =>
			await client.asset(made.set, Object.entries(TITLE).map(([name, value]) => ({ name, value }))),
	);
	const { items, error } = await add(WAIT);
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ status: 'Ready', alreadyExisted: true });
	expect(posts()).toEqual([]);
	expect(sent().length).toBeGreaterThan(1);
});

it('lists the sets of a campaign once for all items', async () => {
	const items = ['TXT_TITLE', 'TXT_SUBTITLE', 'TXT_TITLE'].map((type) => ({ json: { type } }));
	const form = { ...ids(), ...RETURN, type: '={{ $json.type }}', asset: 'Best app' };
	const { items: results, error } = await run('asset', 'add', form, items);
	expect(error).toBeUndefined();
	expect(results.map(({ json }) => json.alreadyExisted)).toEqual([undefined, undefined, true]);
	expect(sent().map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
});

describe('what this process knows while the list lags', () => {
	/** The list as it was before. */
	const lagging = () => {
		const rows = sandbox.applovin.assets.get(made.set);
		const before = [...(rows ?? [])];
		return () => {
			rows?.clear();
			for (const [type, row] of before) rows?.set(type, row);
		};
	};

	it('is not returned once this process has removed it', async () => {
		const forget = lagging();
		await add();
		await run('asset', 'delete', { ...ids(), type: 'TXT_TITLE' });
		forget();
		const { items } = await add();
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(posts()).toHaveLength(3);
	});

	it('is not returned once this process has replaced it', async () => {
		await add();
		await run('asset', 'replace', { ...ids(), source: 'asset', type: 'TXT_TITLE', asset: 'New' });
		sandbox.applovin.assets.get(made.set)?.clear();
		const { items } = await add();
		expect(items[0].json.alreadyExisted).toBeUndefined();
	});

	it('is not returned once the list shows that it failed', async () => {
		await add();
		has('TXT_TITLE', 'Best app', true);
		await add();
		expect(posts()).toHaveLength(2);
	});

	it('is returned once it was added again after a removal', async () => {
		const forget = lagging();
		await add();
		await run('asset', 'delete', { ...ids(), type: 'TXT_TITLE' });
		forget();
		time.now += 1;
		await add();
		forget();
		expect((await add()).items[0].json).toMatchObject({ alreadyExisted: true, ...TITLE });
	});
});

it('sends all in a preview, and looks for none', async () => {
	give('TXT_TITLE');
	const { items } = await add({ options: { preview: true } });
	expect(items[0].json.preview).toBe(true);
	expect(sent()).toEqual([]);
});
