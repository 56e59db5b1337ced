import type { IDataObject } from 'n8n-workflow';

import { AppLovinCreativeSet } from '../../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { sampleContent } from '../../../../sandbox';
import { ID, SET } from '../../../support/appLovinForms';
import { appLovinServer } from '../../../support/appLovinServer';
import { fileItem } from '../../../support/harness';

/** An asset that was there before is not taken for the one that was sent, however ready it is. */
const server = appLovinServer();

const WAIT = { waitForStatus: true, longestWaitMinutes: 5, checkIntervalSeconds: 15 };
const BANNER = sampleContent('/samples/banner.png') as Buffer;

const asset = (type: string, text: string, status: string) => ({ type, asset: text, status });

/**
 * Lets the server list these assets, one list after the other and the last one for good: before the
 * request, in its answer, at each look.
 */
function listing(...lists: IDataObject[][]): void {
	server.answer = ({ method }) => {
		const assets = lists[Math.min(server.asked.length, lists.length) - 1];
		return { body: method === 'POST' ? assets : [{ id: SET, assets }] };
	};
}

const run = async (parameters: IDataObject) =>
	await server.run(
		new AppLovinCreativeSet(),
		{ resource: 'asset', campaign_id: ID, creative_set_id: SET, ...WAIT, ...parameters },
		{
			items: [fileItem('new.png', 'image/png', BANNER)],
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		},
	);

const OLD_TEXT = asset('TXT_TITLE', 'Old', 'ready');
const OLD_URL = asset('IMG_ICON', 'https://a.example/old.png', 'ready');
const OLD_FILE = asset('IMG_MREC', 'https://r.example/old.png', 'ready');
const OTHER = asset('IMG_LEADER', 'https://r.example/leader.png', 'ready');

/** As a result shows it. */
const isReady = (row: IDataObject): IDataObject => ({ ...row, status: 'Ready' });

const ADD = { operation: 'add', type: 'TXT_TITLE', asset: 'New' };
const ADD_URL = { operation: 'add', type: 'IMG_ICON', asset: 'https://a.example/new.png' };
const REPLACE = { operation: 'replace', source: 'asset', type: 'TXT_TITLE', asset: 'New' };
const REPLACE_FILE = { operation: 'replace', source: 'file', binaryPropertyName: 'data' };
const UPLOAD = { operation: 'upload', binaryPropertyName: 'data' };

const CASES: Array<[string, IDataObject, IDataObject, IDataObject]> = [
	['Add, a text', ADD, OLD_TEXT, asset('TXT_TITLE', 'New', 'ready')],
	['Add, an address', ADD_URL, OLD_URL, asset('IMG_ICON', 'https://r.example/n.png', 'ready')],
	['Replace, a text', REPLACE, OLD_TEXT, asset('TXT_TITLE', 'New', 'ready')],
	['Replace, a file', REPLACE_FILE, OLD_FILE, asset('IMG_MREC', 'https://r.example/x', 'ready')],
	['Upload', UPLOAD, OLD_FILE, asset('IMG_MREC', 'https://r.example/new.png', 'ready')],
];

describe.each(CASES)('%s', (_, parameters, old, ready) => {
	const processing = { ...ready, status: 'processing' };

	it('waits while the answer and the looks after it show the old one', async () => {
		listing([old, OTHER], [old, OTHER], [old, OTHER], [OTHER, processing], [OTHER, ready]);
		const { error, items } = await run(parameters);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ ...isReady(ready), assets: [OTHER, ready].map(isReady) });
		expect(server.asked).toHaveLength(5);
	});

	it('waits while a look shows the old one again', async () => {
		listing([old], [processing], [old], [old], [ready]);
		const { error, items } = await run(parameters);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject(isReady(ready));
	});

	it('takes the new one at once where it is ready', async () => {
		listing([old, OTHER], [ready, OTHER]);
		const { error, items } = await run(parameters);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject(isReady(ready));
		expect(server.asked).toHaveLength(3);
	});

	it('says so where only the old one is ever listed, and sends nothing again', async () => {
		listing([old, OTHER]);
		const { error, items } = await run(parameters);
		expect(items).toEqual([]);
		expect(error?.message).toContain('still that of the asset that was there before');
		expect((error?.context?.details as IDataObject).created).toHaveLength(1);
		expect(server.writes).toHaveLength(1);
	});

	it('ends where the new one fails, and the old one had been ready', async () => {
		listing([old], [old], [processing], [{ ...ready, status: 'failed' }]);
		const { error } = await run(parameters);
		expect(error?.message).toContain('is error: AppLovin could not process');
		expect(server.writes).toHaveLength(1);
	});
});

it('recognizes the same file once its processing has begun', async () => {
	const begun = { ...OLD_FILE, status: 'processing' };
	listing([OLD_FILE], [OLD_FILE], [begun], [begun], [OLD_FILE]);
	const { error, items } = await run(REPLACE_FILE);
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject(isReady(OLD_FILE));
	expect(server.asked).toHaveLength(5);
});

it('takes the same text for the new one, since nobody could tell them apart', async () => {
	const same = asset('TXT_TITLE', 'New', 'ready');
	listing([same]);
	const { error, items } = await run(REPLACE);
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject(isReady(same));
});
