import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { sampleContent } from '../../../../sandbox';
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
import { fileItem } from '../../../support/harness';
import { encoderFor } from '../../../support/multipart';

/** Asset > Upload, and its wait until AppLovin has processed what was sent. */
const { give, ids, made, run, sandbox, sent } = creativeSetStage();
let campaign = '';
let set = '';
beforeEach(() => void ({ campaign, set } = made));

const MP4 = sampleContent('/samples/video.mp4');
const HTML = sampleContent('/samples/creative.html');

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

			const form = encoderFor(request);
			form.append('file', PNG, { filename: 'Banner 1.png', contentType: 'image/png' });
			const expected = form.getBuffer();
			expect(request.body.equals(expected)).toBe(true);
			expect(request.headers['content-length']).toBe(String(expected.length));
			expect(request.headers.authorization).toMatch(/^Bearer \S+$/);

			const [row] = [...(sandbox.applovin.assets.get(set)?.values() ?? [])];
			const made = asset('IMG_MREC', row.asset, 'Processing');
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
		expect(sent().map(partsOf)).toEqual([
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

	it('says what was done when a later file is refused, and sends nothing again', async () => {
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
			expect.objectContaining({ ...ids(), type: 'VID_LONG_P', status: 'Ready' }),
		]);
	});

	it('ends with the type of an asset that fails, and does not upload again', async () => {
		give('IMG_ICON');
		const parameters = { ...ids(), ...WAIT };
		const file = fileItem('fail.png', 'image/png', PNG);
		const { error } = await run('asset', 'upload', parameters, [file], RETRY);
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
		expect(error?.message).toMatch(/'Check Every' must be at least 15/);
		expect(sent()).toEqual([]);
	});
});
