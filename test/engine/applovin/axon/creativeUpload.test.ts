import { createHash } from 'node:crypto';

import { axonCreativeStage, ASSET_LIST, CONTINUING, file, RESULT, UPLOAD } from '../../../support/axonCreativeStage';
import type { NodeRun } from '../../../support/harness';
import { hintsOf } from '../../../support/harness';

/** Asset > Upload and Get Upload Result: each file once, each with its own outcome. */
const { asset, ofAssets, sandbox, time, to, upload } = axonCreativeStage();

const sha1 = (content: string) => createHash('sha1').update(content).digest('hex');
const namesSent = () =>
	to(UPLOAD).map(({ parts = [] }) => parts.map(({ name, filename, contentType }) => [name, filename, contentType]));
const outputOf = ({ items }: NodeRun) => items.map(({ json }) => json);
const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } as never };

it('sends the files of all items by one request and waits, looking less and less often', async () => {
	sandbox.options.applovinAxon.uploadLooks = 5;
	const before = time.ahead;
	const run = await upload([file('a.mp4'), file('b.png'), file('c.html'), file('d.mov')]);
	expect(run.error).toBeUndefined();
	expect(namesSent()).toEqual([
		[
			['files', 'a.mp4', 'video/mp4'],
			['files', 'b.png', 'image/png'],
			['files', 'c.html', 'text/html'],
			['files', 'd.mov', 'video/quicktime'],
		],
	]);
	expect(to(UPLOAD)[0].parts?.[0].content.toString()).toBe('a.mp4');
	expect(to(UPLOAD)[0].query.get('account_id')).toBe('12345');
	expect(to(RESULT)).toHaveLength(5);
	expect(to(RESULT)[0].query.get('upload_id')).toBe(String(outputOf(run)[0].upload_id));
	// 1, 2, 4 and 8 seconds, less what the requests took.
	expect(Math.ceil((time.ahead - before) / 1_000)).toBe(15);
	expect(outputOf(run)).toMatchObject([
		{ asset_id: '70000001', name: 'a.mp4', originalFileName: 'a.mp4', resource_type: 'Video', file_status: 'SUCCESS' },
		{ asset_id: '70000002', name: 'b.png', resource_type: 'Image' },
		{ asset_id: '70000003', name: 'c.html' },
		{ asset_id: '70000004', name: 'd.mov' },
	]);
	expect(outputOf(run)[0].asset_hash).toBe(sha1('a.mp4'));
});

it('gives each item its own result or error', async () => {
	const run = await upload([file('a.mp4'), file('fail.png'), file('c.html')], {}, CONTINUING);
	expect(to(UPLOAD)).toHaveLength(1);
	const [one, failed, other] = outputOf(run);
	expect([one.asset_id, other.name]).toEqual(['70000001', 'c.html']);
	expect(failed.message).toMatch(/^AppLovin could not take 'fail\.png': /);
	expect(sandbox.applovinAxon.assets.size).toBe(2);
});

it('names what was uploaded when a file fails and ends the node, and a retry sends nothing', async () => {
	const run = await upload([file('a.mp4'), file('fail.png')], {}, RETRY);
	expect(run.error?.message).toMatch(/^AppLovin could not take 'fail\.png': /);
	expect(JSON.stringify(run.error?.context?.details ?? run.error?.description)).toContain('a.mp4');
	expect(to(UPLOAD)).toHaveLength(1);
});

it('sends more files by each request after those before were taken, one after the other', async () => {
	const run = await upload(Array.from({ length: 41 }, (_, at) => file(`${at}.mp4`)));
	expect(run.error).toBeUndefined();
	expect(namesSent().map((names) => names.length)).toEqual([5, 10, 20, 6]);
	expect(sandbox.applovinAxon.assets.size).toBe(41);
	const order = sandbox.requests.map(({ path }) => path).filter((path) => path !== ASSET_LIST);
	expect(order.lastIndexOf(UPLOAD)).toBeGreaterThan(order.indexOf(RESULT));
});

it('stops after five files that AppLovin could not take: each counts as an error', async () => {
	const files = Array.from({ length: 90 }, (_, at) => file(at < 5 ? `fail${at}.png` : `${at}.mp4`));
	const run = await upload(files, {}, CONTINUING);
	expect(to(UPLOAD)).toHaveLength(1);
	expect(outputOf(run).filter(({ asset_id: id }) => id !== undefined)).toHaveLength(0);
	expect(outputOf(run)[89].message).toContain('Left undone, nothing was sent');
});

const failing = (count: number, run = 0) => Array.from({ length: count }, (_, at) => file(`fail${run}-${at}.png`));

it('meets at most five errors in a run, and few in runs at once', async () => {
	await Promise.all([1, 2, 3].map(async (run) => await upload(failing(40, run), {}, CONTINUING)));
	expect(sandbox.applovinAxon.uploads.size).toBe(3);
	expect([...sandbox.applovinAxon.uploads.values()].map(({ files }) => files.length)).toEqual([5, 5, 5]);
});

it('sends an account few files while many may still fail', async () => {
	// The waits of runs at once add up on this clock: longer ones would leave the five minutes in which errors count.
	sandbox.options.applovinAxon.uploadLooks = 4;
	await Promise.all(Array.from({ length: 20 }, async (_, run) => await upload(failing(10, run), {}, CONTINUING)));
	const files = [...sandbox.applovinAxon.uploads.values()].reduce((sum, one) => sum + one.files.length, 0);
	expect(files).toBe(50);
});

it('counts files whose end nobody waited for', async () => {
	sandbox.options.applovinAxon.uploadLooks = 50;
	for (let run = 0; run < 11; run++) {
		await upload(failing(5, run), { options: { longestWaitMinutes: 0.02 } }, CONTINUING);
	}
	expect(sandbox.applovinAxon.uploads.size).toBe(10);
});

it('sends files of the same name by requests of their own, and the same content once', async () => {
	const run = await upload([file('a.mp4', 'one'), file('A.mp4', 'two'), file('c.mp4', 'one')]);
	expect(run.error).toBeUndefined();
	expect(namesSent().map((names) => names.map(([, name]) => name))).toEqual([['a.mp4'], ['A.mp4']]);
	const [one, other, same] = outputOf(run);
	expect(same).toMatchObject({ asset_id: one.asset_id, alreadyExisted: true, originalFileName: 'c.mp4' });
	expect(other.asset_id).not.toBe(one.asset_id);
});

it('finds a file by its content, and sends only the others', async () => {
	asset({ name: 'old.mp4', hash: sha1('one').toUpperCase(), status: 'REJECTED' });
	const active = asset({ name: 'old.mp4', hash: sha1('one') });
	const run = await upload([file('new.mp4', 'one'), file('b.mp4')]);
	expect(run.error).toBeUndefined();
	expect(namesSent()).toEqual([[['files', 'b.mp4', 'video/mp4']]]);
	expect(outputOf(run)[0]).toMatchObject({
		...{ asset_id: String(active.id), name: 'old.mp4', status: 'Active', alreadyExisted: true, originalFileName: 'new.mp4' },
		differs: [{ field: 'File Name', wanted: 'new.mp4', present: 'old.mp4' }],
	});
	const again = await upload([file('b.mp4')]);
	expect(outputOf(again)[0].alreadyExisted).toBe(true);
	expect(to(UPLOAD)).toHaveLength(1);
});

it('says so when the existing asset was rejected', async () => {
	asset({ hash: sha1('one'), status: 'REJECTED' });
	const run = await upload([file('new.mp4', 'one')]);
	expect(hintsOf(run).join()).toContain('AppLovin has rejected the existing asset 70000001');
});

it('ends with an error for an existing file, or sends it again, as the form says', async () => {
	asset({ hash: sha1('one') });
	const refused = await upload([file('new.mp4', 'one')], { ifItExists: 'error' });
	expect(refused.error?.message).toContain("The asset 'new.mp4' already exists (asset_id 70000001)");
	expect(to(UPLOAD)).toHaveLength(0);
	sandbox.requests.length = 0;
	const sent = await upload([file('new.mp4', 'one')], { ifItExists: 'create' });
	expect(sent.error).toBeUndefined();
	expect([to(UPLOAD).length, to(ASSET_LIST).length]).toEqual([1, 0]);
});

it('sends nothing twice when the answer was lost after the files were stored', async () => {
	sandbox.addFault({ kind: 'resetAfter', path: /asset\/upload$/ });
	const run = await upload([file('a.mp4'), file('b.mp4')], {}, RETRY);
	expect(run.error?.description).toContain('The file may have been uploaded');
	expect(to(UPLOAD)).toHaveLength(1);
	const soon = await upload([file('a.mp4')]);
	expect(soon.error?.message ?? outputOf(soon)[0].alreadyExisted).toBeTruthy();
	expect(to(UPLOAD)).toHaveLength(1);
});

it('goes on waiting when run again after the wait was too short', async () => {
	sandbox.options.applovinAxon.uploadLooks = 8;
	const short = await upload([file('a.mp4')], { options: { longestWaitMinutes: 0.05 } });
	expect(short.error?.message).toMatch(/^'a\.mp4' is still pending after /);
	expect(short.error?.description).toContain('It is in the upload ');
	sandbox.requests.length = 0;
	const retried = await upload([file('b.mp4')], { options: { longestWaitMinutes: 0.3 } }, RETRY);
	expect(retried.error).toBeUndefined();
	expect(to(UPLOAD)).toHaveLength(1);
});

it('takes several files of an item, and tells in one error which failed', async () => {
	const both = {
		json: {},
		binary: { ...file('a.mp4').binary, two: file('fail.png').binary!.data },
	};
	const { error } = await upload([both], { binaryPropertyName: 'data, two' });
	expect(error?.message).toMatch(/^1 of 2 files were not uploaded – fail\.png: /);
	expect((error?.context?.details as { created: string[] }).created).toContainEqual(expect.stringMatching(/^asset_id 70000001 \(a\.mp4\) of upload_id \w+$/));
	expect(to(UPLOAD)).toHaveLength(1);
});

it('sends one request per item if items are not combined', async () => {
	const run = await upload([file('a.mp4'), file('b.mp4')], { options: { combineItems: false } });
	expect(run.error).toBeUndefined();
	expect(namesSent().map((names) => names.length)).toEqual([1, 1]);
});

it.each([
	['two files of the same name', [file('a.mp4'), file('a.mp4', 'other')], 2],
	['41 files', Array.from({ length: 41 }, (_, at) => file(`${at}.mp4`)), 2],
])('previews every request: %s', async (_, files, requests) => {
	const run = await upload(files, { options: { preview: true } });
	expect(run.error).toBeUndefined();
	expect(sandbox.requests).toEqual([]);
	expect(outputOf(run)).toHaveLength(requests);
	const shownFor = run.items.flatMap(({ pairedItem }) => [pairedItem].flat());
	expect(shownFor).toEqual(files.map((__, item) => ({ item })));
});

it('previews without sending, with the names of the files only', async () => {
	const run = await upload([file('a.mp4', 'secret content')], { options: { preview: true } });
	expect(run.error).toBeUndefined();
	expect(sandbox.requests).toEqual([]);
	expect(outputOf(run)[0]).toMatchObject({ preview: true });
	expect(JSON.stringify(run.items)).toContain('a.mp4');
	expect(JSON.stringify(run.items)).not.toContain('secret content');
});

it.each([
	['an M4V file', [file('a.m4v')], "'a.m4v' has the file type M4V"],
	['another type', [file('a.txt')], "'a.txt' has the file type TXT"],
	['no file', [{ json: {} }], "binary file 'data'"],
	['an empty file', [file('a.mp4', '')], "'a.mp4' is empty"],
])('refuses %s before anything is sent', async (_, items, words) => {
	const { error } = await upload(items);
	expect(error?.message).toContain(words);
	expect(sandbox.requests).toEqual([]);
});

describe('files that AppLovin renames', () => {
	/** Lets results of uploads have these names instead. */
	function renamed(names: Record<string, string>): void {
		const { uploads } = sandbox.applovinAxon;
		const put = uploads.set.bind(uploads);
		jest.spyOn(uploads, 'set').mockImplementation((id, { files, ...one }) =>
			put(id, { ...one, files: files.map((row) => ({ ...row, name: names[row.name] ?? row.name })) }),
		);
	}

	afterEach(() => jest.restoreAllMocks());

	it('one of several is the one that is left', async () => {
		renamed({ 'b.png': 'b_1.png' });
		const run = await upload([file('a.mp4'), file('b.png'), file('c.html')]);
		expect(run.error).toBeUndefined();
		expect(outputOf(run)).toMatchObject([
			{ asset_id: '70000001', name: 'a.mp4' },
			{ asset_id: '70000002', name: 'b_1.png', originalFileName: 'b.png', asset_hash: sha1('b.png') },
			{ asset_id: '70000003', name: 'c.html' },
		]);
	});

	it('the one that is left tells why it failed', async () => {
		renamed({ 'fail.png': 'other.png' });
		const run = await upload([file('a.mp4'), file('fail.png')], {}, CONTINUING);
		expect(outputOf(run)[1].message).toContain("AppLovin could not take 'fail.png': ");
	});

	it.each<[string, Record<string, string>, string[]]>([
		['two are left', { 'a.mp4': 'x.mp4', 'b.png': 'y.png' }, ['a.mp4', 'b.png']],
		['the row is of another file', { 'a.mp4': 'c.html', 'c.html': 'x.html' }, ['a.mp4']],
	])('none is guessed where %s', async (_, names, unknown) => {
		renamed(names);
		const run = await upload([file('a.mp4'), file('b.png'), file('c.html')], {}, CONTINUING);
		const failed = outputOf(run).flatMap(({ message }) => (message === undefined ? [] : [String(message)]));
		expect(failed).toEqual(unknown.map((name) => expect.stringMatching(new RegExp(`does not name '${name}'$`))));
	});

	it('an only one is the one', async () => {
		renamed({ 'a.mp4': 'x.mp4' });
		expect(outputOf(await upload([file('a.mp4')]))).toMatchObject([{ asset_id: '70000001', originalFileName: 'a.mp4' }]);
	});
});

describe('Get Upload Result', () => {
	it('shows what became of each file', async () => {
		const sent = await upload([file('a.mp4'), file('fail.png')], {}, CONTINUING);
		const run = await ofAssets('getUploadResult', { upload_id: outputOf(sent)[0].upload_id as string, simplify: true });
		expect(run.error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.path).toBe('/manage/v1/asset/upload_result');
		expect(outputOf(run)).toMatchObject([
			{ asset_id: '70000001', name: 'a.mp4', file_status: 'Succeeded', upload_status: 'Finished' },
			{ asset_id: null, name: 'fail.png', file_status: 'Failed', error_message: expect.any(String) as string },
		]);
	});

	it('refuses what is no ID', async () => {
		const { error } = await ofAssets('getUploadResult', { upload_id: '../list' });
		expect(error?.message).toContain("'Upload ID' must have letters, digits and hyphens only");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Get Many', () => {
	it('filters by what the API knows and what it does not', async () => {
		asset();
		asset({ resourceType: 'IMAGE', assetType: 'IMG_BANNER', name: 'x.png', status: 'REJECTED', reasons: ['Blurred'] });
		const of = async (filters: object) => outputOf(await ofAssets('getAll', { returnAll: true, simplify: true, filters: filters as never }));
		expect(await of({ resource_type: 'image' })).toMatchObject([
			{ asset_id: '70000002', status: 'Rejected', resource_type: 'Image', asset_type: 'Banner Image (IMG_BANNER)', violation_reasons: ['Blurred'] },
		]);
		expect(sandbox.requests[0].query.get('resource_type')).toBe('image');
		expect(await of({ status: ['ACTIVE'] })).toMatchObject([{ asset_id: '70000001' }]);
		expect(await of({ ids: '70000002' })).toHaveLength(1);
		expect(await of({})).toHaveLength(2);
	});
});
