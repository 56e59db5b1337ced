import type { IDataObject } from 'n8n-workflow';

import { sampleContent } from '../../../../sandbox';
import type { Creative } from '../../../../sandbox/iqm/state';
import {
	ADD_IMAGES,
	ADD_OTHERS,
	creativeStage,
	filesItem,
	IMAGE,
	jsonPart,
	PNG,
} from '../../../support/creativeStage';
import { apiRequests, hintsOf, requestsTo } from '../../../support/harness';

/** Creative > Upload with "If It Exists Already": each file is a creative of its own. */
const LIST = '/api/v3/crt/creatives/list';
const { sandbox, run } = creativeStage();

const FORM = { ...IMAGE, ifItExists: 'return' };
const V3 = { apiVersion: 'v3' };
const banner = PNG as Buffer;
const sound = sampleContent('/samples/audio.mp3') as Buffer;
const item = (...names: string[]) =>
	filesItem(Object.fromEntries(names.map((name) => [name, [`${name}.png`, banner]])));
const sounds = (...names: string[]) =>
	filesItem(Object.fromEntries(names.map((name) => [name, [`${name}.mp3`, sound]])));
const SOUND = { ...FORM, kind: 'audio', source: 'file', duration: '15' };

const paths = () => apiRequests(sandbox).map(({ path }) => path);
const there = (): Creative[] => [...sandbox.iqm.creatives.values()];

/** Puts creatives into the sandbox by an upload, then forgets its requests. */
async function put(form: IDataObject, ...items: Array<ReturnType<typeof item>>): Promise<Creative[]> {
	const { error } = await run({ ...form, ifItExists: 'create' }, items);
	expect(error).toBeUndefined();
	sandbox.requests.length = 0;
	return there();
}

describe.each([
	['Quickstart', ADD_IMAGES, 'creativeImageMetadata', {}],
	['Current', ADD_OTHERS, 'creativeRequest', V3],
])('several images, API version %s', (_, add, part, options) => {
	const several = { ...FORM, options, binaryPropertyName: 'one, two, three' };

	it('sends only those that are missing, and returns all in the order of the files', async () => {
		const [two] = await put({ ...FORM, options, binaryPropertyName: 'two' }, item('two'));
		const result = await run(several, [item('one', 'two', 'three')]);
		expect(result.error).toBeUndefined();
		expect(paths()).toEqual([LIST, add]);
		const [sent] = requestsTo(sandbox, add);
		const metadata = Object.values(jsonPart(sent, part));
		expect(metadata.map(({ creativeName }) => creativeName)).toEqual(['one', 'three']);
		expect(sent.parts?.filter(({ name }) => name === 'creativeFiles')).toHaveLength(2);
		const made = there().slice(1).map(({ creativeId }) => String(creativeId));
		expect(result.items.map(({ json }) => [String(json.creativeId), json.alreadyExisted])).toEqual([
			[made[0], undefined],
			[String(two.creativeId), true],
			[made[1], undefined],
		]);
		expect(result.items[1].json).toEqual({
			creativeId: two.creativeId,
			creativeName: 'two',
			originalFileName: 'two.png',
			creativeType: 'Image',
			creativeTypeId: 11,
			status: 'Pending',
			width: two.width,
			height: two.height,
			clickUrl: 'https://iqm.com',
			alreadyExisted: true,
			notCompared: 'whether its content is the same',
		});
		expect(hintsOf(result)).toEqual([
			`The creative 'two' already exists (creativeId ${two.creativeId}) and was returned; it was not uploaded again. Not compared: whether its content is the same.`,
		]);
	});

	it('sends nothing where all exist', async () => {
		await put(several, item('one', 'two', 'three'));
		const { items, error } = await run(several, [item('one', 'two', 'three')]);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.alreadyExisted)).toEqual([true, true, true]);
		expect(items.map(({ json }) => json.creativeName)).toEqual(['one', 'two', 'three']);
		expect(new Set(paths())).toEqual(new Set([LIST]));
	});

	it('sends none of them where one is another banner, and names all that are', async () => {
		const rows = await put(several, item('one', 'two', 'three'));
		rows[0].width = 728;
		rows[2].height = 90;
		const form = { ...several, binaryPropertyName: 'one, two, three, four' };
		const { error } = await run(form, [item('one', 'two', 'three', 'four')]);
		expect(error?.message).toContain('2 problems found');
		expect(error?.message).toContain(
			`The creative 'one' already exists (creativeId ${rows[0].creativeId}), but it does not match this form: 'Width' is '728', not`,
		);
		expect(error?.message).toContain("'Height' is '90', not");
		expect(error?.message).toContain(
			"Rename the one that exists with Update, or choose 'Create Another'",
		);
		expect(new Set(paths())).toEqual(new Set([LIST]));
	});

	it.each(['return', 'error'])('refuses files of one name before anything is looked for: %s', async (ifItExists) => {
		const form = { ...several, ifItExists, creativeName: 'Spring' };
		const { error } = await run(form, [item('one', 'two', 'three')]);
		expect(error?.message).toBe(
			"Several files of this item would become a creative named 'Spring'",
		);
		expect(error?.description).toContain('Create Another');
		expect(sandbox.requests).toEqual([]);
	});

	it('makes one for two equal files of a run', async () => {
		const form = { ...FORM, options, binaryPropertyName: 'one' };
		const { items } = await run(form, [item('one'), item('one')]);
		expect(items.map(({ json }) => json.alreadyExisted)).toEqual([undefined, true]);
		expect(String(items[1].json.creativeId)).toBe(String(items[0].json.creativeId));
		expect(there()).toHaveLength(1);
	});

	it('sends nothing again of what an earlier item may have made', async () => {
		sandbox.addFault({ path: new RegExp(`${add}$`), kind: 'resetAfter' });
		const form = { ...FORM, options };
		const { items } = await run(
			{ ...form, binaryPropertyName: '={{ Object.keys($binary).join(",") }}' },
			[item('one', 'two'), item('two', 'three')],
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(items).toHaveLength(2);
		expect(items[1].json.error).toBe(
			"An earlier item may or may not have created the creative 'two'",
		);
		expect(requestsTo(sandbox, add)).toHaveLength(1);
	});
});

describe('one creative', () => {
	const again = async (changes: (creative: Creative) => void, form: IDataObject = {}) => {
		const [creative] = await put(FORM, item('data'));
		changes(creative);
		return { creative, ...(await run({ ...FORM, ...form }, [item('data')])) };
	};

	it.each<[string, (creative: Creative) => void, string]>([
		['kind', (one) => (one.creativeTypeId = 14), "'Kind' is 'Video', not 'Image'"],
		['kind that is unknown', (one) => (one.creativeTypeId = 99), "'Kind' is '99', not 'Image'"],
		['height', (one) => (one.height = 1), "'Height' is '1', not"],
		[
			'rejection',
			(one) => (one.decisions = [{ at: 0, status: 'rejected' }]),
			"'Status' is 'Rejected', not 'Pending, Running or Paused'",
		],
	])('is an error where the one that exists has another %s', async (_, changes, words) => {
		const { error } = await again(changes);
		expect(error?.message).toContain(words);
		expect(paths()).toEqual([LIST]);
	});

	it('says where a click leads elsewhere, and what else is not compared', async () => {
		const form = {
			clickUrl: 'https://other.example',
			additionalFields: { pixelUrl: ['https://pixel.example/a'] },
		};
		const result = await again(() => {}, form);
		const differs = [
			{ field: 'Click URL', wanted: 'https://other.example', present: 'https://iqm.com' },
		];
		expect(result.items[0].json).toMatchObject({
			differs,
			notCompared: 'whether its content is the same, Pixel URLs',
		});
		expect(hintsOf(result)[0]).toContain("It differs from this form: 'Click URL' is");
	});

	it('takes no size for a wrong one where IQM shows none', async () => {
		const { items } = await again((one) => Object.assign(one, { width: null, height: 0 }));
		expect(items[0].json).toMatchObject({
			alreadyExisted: true,
			notCompared: 'whether its content is the same; IQM does not show Width, Height',
		});
	});

	it('does not count a deleted one', async () => {
		const { items } = await again((one) => (one.decisions = [{ at: 0, status: 'deleted' }]));
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(there()).toHaveLength(2);
	});

	it('is an error where there are two of that name', async () => {
		await put(FORM, item('data'), item('data'));
		const { error } = await run(FORM, [item('data')]);
		expect(error?.message).toBe("The creative 'data' already exists 2 times");
		expect(there()).toHaveLength(2);
	});

	it('is an error by choice', async () => {
		const { error, creative } = await again(() => {}, { ifItExists: 'error' });
		expect(error?.message).toBe(
			`The creative 'data' already exists (creativeId ${creative.creativeId})`,
		);
	});

	it('is looked for in a workflow that was saved without the field', async () => {
		await put(FORM, item('data'));
		const { ifItExists, ...saved } = FORM;
		expect(ifItExists).toBe('return');
		const { items } = await run(saved, [item('data')]);
		expect(items[0].json.alreadyExisted).toBe(true);
	});

	it('returns the row of the list as the raw answer', async () => {
		const { items, creative } = await again(() => {}, { options: { rawResponse: true } });
		expect(items[0].json).toMatchObject({
			creativeId: creative.creativeId,
			platformCreativeTypeId: 11,
		});
	});

	it('reads the whole list once for many files with names of their own', async () => {
		const [first] = await put(FORM, item('data'));
		for (let creativeId = 900_000; creativeId < 900_600; creativeId++) {
			const creativeName = `Other ${creativeId}`;
			sandbox.iqm.creatives.set(creativeId, { ...first, creativeId, creativeName });
		}
		const items = Array.from({ length: 20 }, (_, at) =>
			filesItem({ data: [`banner ${at}.png`, banner] }),
		);
		const result = await run(FORM, items);
		expect(result.items).toHaveLength(20);
		const lists = requestsTo(sandbox, LIST).map(({ json }) => json as IDataObject);
		expect(lists.map(({ pageNo, searchField }) => [pageNo, searchField])).toEqual([
			[1, undefined],
			[2, undefined],
		]);
	});

	it('asks for no deleted ones, and counts none that is listed all the same', async () => {
		const row = { creativeId: 5, creativeName: 'data', platformCreativeTypeId: 11 };
		const filteredList = [{ ...row, creativeStatusId: 4 }];
		const message = JSON.stringify({ success: true, data: { totalRecords: 1, filteredList } });
		sandbox.addFault({ path: /creatives\/list$/, kind: 'notJson', message });
		const { items } = await run(FORM, [item('data')]);
		expect(items[0].json.alreadyExisted).toBeUndefined();
		const [{ json }] = requestsTo(sandbox, LIST);
		expect((json as IDataObject).creativeStatusIds).toEqual([1, 2, 3, 5]);
	});
});

describe('the other kinds', () => {
	it('is an error where a sound has another length', async () => {
		await put(SOUND, sounds('data'));
		const { error } = await run({ ...SOUND, duration: '30' }, [sounds('data')]);
		expect(error?.message).toContain("'Duration' is '15', not '30'");
		expect(paths()).toEqual([LIST]);
	});

	it('compares a video by width, height and length', async () => {
		const form = {
			...FORM,
			...{ kind: 'video', source: 'url', creativeName: 'Spot', duration: '15' },
			...{ creativeSource: 'https://cdn.example.com/a.mp4', creativeWidth: '640', creativeHeight: '360' },
			customTracking: { startUrl: 'https://tracker.example.com/start' },
		};
		await put(form, { json: {}, binary: {} });
		const one = await run(form);
		expect(one.items[0].json).toMatchObject({
			alreadyExisted: true,
			notCompared: 'whether its content is the same, Tracking URLs',
		});
		const other = await run({ ...form, creativeWidth: '1280' });
		expect(other.error?.message).toContain("'Width' is '640', not '1280'");
	});

	it('sends nothing again of what was made where another file of the item was refused', async () => {
		const broken = filesItem({
			good: ['good.mp3', sound],
			bad: ['bad.mp3', Buffer.from('no sound')],
		});
		const { items } = await run(
			{ ...SOUND, binaryPropertyName: '={{ Object.keys($binary).join(",") }}' },
			[broken, sounds('good')],
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(items[0].json.error).toContain('IQM did not create 1 of 2 creatives');
		expect(items[1].json).toMatchObject({ creativeName: 'good', alreadyExisted: true });
		expect(requestsTo(sandbox, ADD_OTHERS)).toHaveLength(1);
	});
});
