import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { sampleContent } from '../../../../sandbox';
import { ADD_OTHERS, creativeStage, filesItem, jsonPart } from '../../../support/creativeStage';
import {
	box,
	film,
	filmHeadLast,
	fragments,
	FTYP,
	head,
	MATRIX,
	movieHeader,
	track,
} from '../../../support/films';
import { apiRequests, requestsTo, runNode } from '../../../support/harness';
import { chunk, format, mp3, riff } from '../../../support/sounds';
import { storingFiles } from '../../../support/storingFiles';
import { faultsOf } from '../../../support/toldFaults';

/** Creative > Upload: how large and long a video or sound is, as its file says. */
const { run, sandbox } = creativeStage();

const FORM = {
	operation: 'upload',
	ifItExists: 'create',
	source: 'file',
	clickUrl: 'https://iqm.com',
	creativeWidth: '',
	creativeHeight: '',
	duration: '',
};
const VIDEO = { ...FORM, kind: 'video' };
const AUDIO = { ...FORM, kind: 'audio' };
const OTHERS = '/api/v3/crt/creatives/list';

const FILM = film();
const NO_HEAD = Buffer.concat([FTYP, box('mdat', Buffer.alloc(5000))]);
const NO_LENGTH = film({ length: 0 }, {}, fragments());
const SIZE = { creativeWidth: 640, creativeHeight: 360 };
const WAV = riff(format(), chunk('data', Buffer.alloc(16_000 * 12, 1)));
const MP3 = sampleContent('/samples/audio.mp3');

const one = (name: string, content: Buffer): INodeExecutionData[] => [
	filesItem({ data: [name, content] }),
];
const entries = (): IDataObject[] =>
	requestsTo(sandbox, ADD_OTHERS).flatMap((request) =>
		Object.values(jsonPart(request, 'creativeRequest')),
	);

describe('a video that says how large and long it is', () => {
	it.each<[string, Buffer, IDataObject]>([
		['in its head', FILM, { ...SIZE, duration: 16 }],
		['at its end', filmHeadLast({}, { width: 1920, height: 1080 }), { creativeWidth: 1920, creativeHeight: 1080, duration: 16 }],
		['on its side', film({}, { matrix: MATRIX.by90 }), { creativeWidth: 360, creativeHeight: 640, duration: 16 }],
		['in fragments', film({ length: 0 }, {}, fragments(30_000)), { ...SIZE, duration: 30 }],
		['with a little more than whole seconds', film({ length: 15_023 }), { ...SIZE, duration: 15 }],
		['with a little less', film({ length: 14_980 }), { ...SIZE, duration: 15 }],
		['with less than a second', film({ length: 300 }), { ...SIZE, duration: 1 }],
	])('%s', async (_, content, videoDetails) => {
		const { error } = await run(VIDEO, one('spot.mov', content));
		expect(error).toBeUndefined();
		expect(entries()).toEqual([expect.objectContaining({ videoDetails })]);
	});

	it.each(['v2', 'v3'])('is sent with it, whichever API is chosen: %s', async (apiVersion) => {
		const { error } = await run({ ...VIDEO, options: { apiVersion } }, one('spot.mp4', FILM));
		expect(error).toBeUndefined();
		expect(apiRequests(sandbox).map(({ path }) => path)).toEqual([ADD_OTHERS]);
		expect(entries()[0].videoDetails).toEqual({ ...SIZE, duration: 16 });
	});

	it('is read from n8n’s file system as well, and is sent whole', async () => {
		const pictures = box('mdat', Buffer.alloc(3_000_000, 7));
		const content = Buffer.concat([FTYP, pictures, head(movieHeader({}), track())]);
		const Node = storingFiles(IqmCreative);
		const items = one('spot.mp4', content);
		const { error } = await runNode(sandbox, new Node(), VIDEO, { items, binaryMode: 'filesystem' });
		expect(error).toBeUndefined();
		expect(entries()[0].videoDetails).toEqual({ ...SIZE, duration: 16 });
		const [request] = requestsTo(sandbox, ADD_OTHERS);
		expect(request.parts?.at(-1)?.content.equals(content)).toBe(true);
	});

	it('is read for each of several', async () => {
		const files = filesItem({
			wide: ['wide.mp4', FILM],
			tall: ['tall.mp4', film({ length: 30_000 }, { width: 1080, height: 1920 })],
		});
		const { error } = await run({ ...VIDEO, binaryPropertyName: 'wide, tall' }, [files]);
		expect(error).toBeUndefined();
		expect(entries().map(({ videoDetails }) => videoDetails)).toEqual([
			{ ...SIZE, duration: 16 },
			{ creativeWidth: 1080, creativeHeight: 1920, duration: 30 },
		]);
	});

	it('may be entered as well, the length rounded either way', async () => {
		const content = film({ length: 15_400 });
		for (const duration of [15, '16']) {
			const entered = { creativeWidth: '640', creativeHeight: 360, duration };
			const { error } = await run({ ...VIDEO, ...entered }, one('spot.mp4', content));
			expect(error).toBeUndefined();
			expect(entries().at(-1)?.videoDetails).toEqual({ ...SIZE, duration: Number(duration) });
		}
	});

	it.each<[string, IDataObject, string]>([
		['width', { creativeWidth: 1280 }, "'Width' is 1280, but 'spot.mp4' has 640 pixels"],
		['height', { creativeHeight: '720' }, "'Height' is 720, but 'spot.mp4' has 360 pixels"],
		['length', { duration: 17 }, "'Duration' is 17, but 'spot.mp4' has 15.96 seconds"],
	])('is never sent with another %s', async (_, entered, message) => {
		const content = film({ length: 15_960 });
		const { error } = await run({ ...VIDEO, ...entered }, one('spot.mp4', content));
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/^Leave '.+' empty to use the file's own value/);
		expect(sandbox.requests).toEqual([]);
	});

	it('is told of with all else that is wrong', async () => {
		const form = { ...VIDEO, creativeWidth: '1,280', creativeHeight: 720, clickUrl: 'iqm' };
		const { error } = await run(form, one('spot.mp4', FILM));
		const faults = faultsOf(error?.message);
		expect(faults).toHaveLength(3);
		expect(faults.map((fault) => /'([^']+)'/.exec(fault)?.[1])).toEqual(['Width', 'Height', 'Click URL']);
		expect(sandbox.requests).toEqual([]);
	});

	it('stands in the preview', async () => {
		const { items } = await run({ ...VIDEO, options: { preview: true } }, one('spot.mp4', FILM));
		expect(JSON.stringify(items[0].json)).toMatch(/creativeWidth[\\":]+640/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a video that does not say it', () => {
	it.each<[string, Buffer, IDataObject, string]>([
		['at all', NO_HEAD, {}, "'Width', 'Height' and 'Duration' can't be read from 'spot.mp4'"],
		['at all, though some is entered', NO_HEAD, { duration: 15 }, "'Width' and 'Height' can't be read from 'spot.mp4'"],
		['as far as its length goes', NO_LENGTH, {}, "'Duration' can't be read from 'spot.mp4'"],
		['and is no video', Buffer.from('<VAST version="3.0"></VAST>'), SIZE, "'Duration' can't be read from 'spot.mp4'"],
		['since it is cut off', FILM.subarray(0, 300), { ...SIZE }, "'Duration' can't be read from 'spot.mp4'"],
	])('%s is asked for before anything is sent', async (_, content, entered, message) => {
		const { error } = await run({ ...VIDEO, ...entered }, one('spot.mp4', content));
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/^Enter (it|them)\./);
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, Buffer, IDataObject]>([
		['nothing', NO_HEAD, { ...SIZE, duration: 15 }],
		['a size alone', NO_LENGTH, { duration: 15 }],
	])('is sent with what was entered, where it says %s', async (_, content, entered) => {
		const { error } = await run({ ...VIDEO, ...entered }, one('spot.mp4', content));
		expect(error).toBeUndefined();
		expect(entries()[0].videoDetails).toEqual({ ...SIZE, duration: 15 });
	});

	it('asks for nothing that was entered and is wrong', async () => {
		const { error } = await run({ ...VIDEO, creativeWidth: 'wide' }, one('spot.mp4', NO_HEAD));
		const faults = faultsOf(error?.message);
		expect(faults).toHaveLength(2);
		expect(faults[0]).toContain("'Width' must be");
		expect(faults[1]).toContain("'Height' and 'Duration' can't be read");
	});

	it('is told of by name among several', async () => {
		const files = filesItem({ good: ['good.mp4', FILM], bad: ['bad.mp4', NO_HEAD] });
		const { error } = await run({ ...VIDEO, binaryPropertyName: 'good, bad' }, [files]);
		expect(error?.message).toContain("can't be read from 'bad.mp4'");
		expect(error?.message).not.toContain('good.mp4');
	});
});

it('takes an expression that gives nothing for a mistake, not for an empty field', async () => {
	const form = { ...VIDEO, creativeWidth: '={{ $json.width }}' };
	const { error } = await run(form, one('spot.mp4', FILM));
	expect(error?.message).toContain("'Width' is empty: its expression returned no value");
	expect(sandbox.requests).toEqual([]);
});

describe('from an address', () => {
	const source = { source: 'url', creativeName: 'Spot', creativeSource: 'https://cdn.example/x' };

	it.each<[string, IDataObject]>([
		['video', { ...SIZE, creativeWidth: '', duration: 15 }],
		['video', { ...SIZE, creativeHeight: '', duration: 15 }],
		['video', SIZE],
		['audio', {}],
	])('%s must be entered, since nobody reads it: %j', async (kind, entered) => {
		await expect(run({ ...FORM, kind, ...source, ...entered })).rejects.toThrow(/issues/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a sound', () => {
	it.each<[string, string, Buffer, number]>([
		['WAV', 'jingle.wav', WAV, 12],
		['MP3 that says it', 'jingle.mp3', mp3({ frames: 1148 }), 30],
		['MPEG that says it', 'jingle.mpeg', mp3({ frames: 1148 }), 30],
	])('is sent with the length of its %s', async (_, name, content, duration) => {
		const { error } = await run(AUDIO, one(name, content));
		expect(error).toBeUndefined();
		expect(entries()[0].audioDetails).toEqual({ duration });
	});

	it.each<[string, Buffer]>([
		['jingle.mp3', MP3],
		['jingle.ogg', Buffer.from('OggS and some more of it')],
	])('is asked for its length where %s does not say it', async (name, content) => {
		const { error } = await run(AUDIO, one(name, content));
		expect(error?.message).toBe(`'Duration' can't be read from '${name}'`);
		expect(sandbox.requests).toEqual([]);
		await run({ ...AUDIO, duration: 30 }, one(name, content));
		expect(entries()[0].audioDetails).toEqual({ duration: 30 });
	});

	it('is never sent with another length', async () => {
		const { error } = await run({ ...AUDIO, duration: 30 }, one('jingle.wav', WAV));
		expect(error?.message).toBe("'Duration' is 30, but 'jingle.wav' has 12 seconds");
	});
});

describe('Return It compares what was read', () => {
	const form = { ...VIDEO, ifItExists: 'return' };

	it('and returns the one of the same size and length', async () => {
		await run(form, one('spot.mp4', FILM));
		sandbox.requests.length = 0;
		const { items, error } = await run(form, one('spot.mp4', FILM));
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ alreadyExisted: true, width: 640, height: 360, duration: 16 });
		expect(items[0].json.differs).toBeUndefined();
		expect(requestsTo(sandbox, OTHERS)).toHaveLength(1);
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(0);
	});

	it.each<[string, Buffer, string]>([
		['width', film({}, { width: 1280 }), "'Width' is '640', not '1280'"],
		['height', film({}, { height: 720 }), "'Height' is '360', not '720'"],
		['length', film({ length: 30_000 }), "'Duration' is '16', not '30'"],
	])('and refuses one of another %s', async (_, other, words) => {
		await run(form, one('spot.mp4', FILM));
		const { error } = await run(form, one('spot.mp4', other));
		expect(error?.message).toContain(words);
		expect(sandbox.iqm.creatives.size).toBe(1);
	});
});
