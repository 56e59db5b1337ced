import { clock } from '../../../../nodes/common/ground/clock';
import { creativeStage, IMAGE, PNG } from '../../../support/creativeStage';
import { fileItem, requestsTo } from '../../../support/harness';
import { stoppedClock } from '../../../support/testClock';

/** Creative > Get by the quickstart's API and its wait for a status, and Get Types. */
const time = stoppedClock();
const { answerWith, run, sandbox } = creativeStage({ now: () => clock.now() });

const DETAILS = '/api/v2/crt/creatives/details';
const TYPES = '/api/v3/master/creativeTypes';

describe('IQM Creative: Get Types', () => {
	it.each(['array', 'data', 'creativeTypeList'] as const)('reads the shape %s', async (shape) => {
		sandbox.options.iqm.creativeTypesShape = shape;
		const { items, error } = await run({ operation: 'getTypes' });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, TYPES).map(({ method, url }) => `${method} ${url}`)).toEqual([
			`GET ${TYPES}`,
		]);
		const names = items.map(({ json }) => [
			json.creativeTypeId,
			json.id,
			String(json.name).toLowerCase(),
		]);
		expect(names.sort()).toEqual([
			[11, 11, 'image'],
			[13, 13, 'html'],
			[14, 14, 'video'],
			[15, 15, 'native'],
			[17, 17, 'audio'],
		]);
	});

	it("reports the data formats of the quickstart's sample, and names the known types", async () => {
		sandbox.options.iqm.creativeTypesShape = 'seedSample';
		const { items, error } = await run({ operation: 'getTypes' });
		expect(items).toEqual([]);
		expect(error?.message).toContain('data formats of matched audiences instead of creative types');
		expect(error?.message).toContain('11 Image, 13 HTML, 14 Video, 15 Native, 17 Audio');
	});

	it('reports an answer without rows', async () => {
		answerWith({ success: true, data: { totalRecords: 0 } });
		const { error } = await run({ operation: 'getTypes' });
		expect(error?.message).toContain("IQM's response is missing a list of creative types. The known");
	});
});

describe('IQM Creative: Get', () => {
	/** Uploads images of these names and returns their ids. */
	async function upload(...names: string[]): Promise<number[]> {
		const items = names.map((name) => fileItem(`${name}.png`, 'image/png', PNG));
		const uploaded = await run(IMAGE, items);
		expect(uploaded.error).toBeUndefined();
		sandbox.requests.length = 0;
		return uploaded.items.map(({ json }) => json.creativeId as number);
	}

	it.each([
		['a number', (ids: number[]) => ids[0], 1],
		['a text', (ids: number[]) => ` ${ids[0]} `, 1],
		['a comma list', (ids: number[]) => ids.join(', '), 3],
		['an array from an expression', (ids: number[]) => `={{ [${ids.join(',')}] }}`, 3],
		['the same ID twice', (ids: number[]) => `${ids[0]},${ids[0]}`, 1],
	])('takes %s', async (_, idsOf, count) => {
		const ids = await upload('a', 'b', 'c');
		const { items, error } = await run({ operation: 'get', creativeIds: idsOf(ids) });
		expect(error).toBeUndefined();
		const wanted = ids.slice(0, count);
		const [request] = requestsTo(sandbox, DETAILS);
		expect(request.method).toBe('GET');
		expect([...request.query]).toEqual([['creativeIds', wanted.join(',')]]);
		expect(request.body).toHaveLength(0);
		expect(items.map(({ json }) => json.creativeId)).toEqual(wanted);
		expect(items[0].json).toMatchObject({
			creativeName: 'a',
			status: 'pending',
			creativeType: 'image',
			width: 300,
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(wanted.map(() => ({ item: 0 })));
	});

	it.each([
		[' ', 'is empty'],
		[' , ', 'holds no value, only separators'],
		['../1', 'digits only'],
		['={{ [] }}', 'is empty'],
	])('refuses %j before any request', async (creativeIds, message) => {
		const { error } = await run({ operation: 'get', creativeIds });
		expect(error?.message).toContain("'Creative IDs'");
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('names the IDs that IQM left out', async () => {
		const [id] = await upload('a');
		const { items, error } = await run({ operation: 'get', creativeIds: `${id}, 7, 8` });
		expect(items).toEqual([]);
		expect(error?.message).toBe('IQM did not return creatives with ID 7, 8');
	});

	it('returns the answer as it came with "Raw Response"', async () => {
		const [id] = await upload('a');
		const parameters = { operation: 'get', creativeIds: id, options: { rawResponse: true } };
		const { items } = await run(parameters);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({ statusCode: 200, responseObject: [{ creativeId: id }] });
	});

	const WAIT = { operation: 'get', waitForStatus: true, wantedStatus: 'running' };

	it('waits until all creatives have the wanted status', async () => {
		sandbox.options.iqm.readyAfterMs = 50_000;
		const [first] = await upload('a');
		time.now += 30_000;
		const [second] = await upload('b');
		const { items, error } = await run({ ...WAIT, creativeIds: `${first},${second}` });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(['running', 'running']);
		// Looks after 0, 30 and 60 seconds: at 30 the first one alone is approved.
		expect(requestsTo(sandbox, DETAILS)).toHaveLength(3);
	});

	it('ends at once when one is rejected, with the reason', async () => {
		const ids = await upload('a', 'rejected');
		time.now += 60_000;
		const { error } = await run({ ...WAIT, creativeIds: ids });
		expect(error?.message).toBe(
			`Status of creatives ${ids.join(', ')} is rejected: creativeId ${ids[1]}: The landing page does not match the advertiser.`,
		);
		expect(requestsTo(sandbox, DETAILS)).toHaveLength(1);
	});

	it('says what it last saw when the time is over', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const [id] = await upload('a');
		const { error } = await run({ ...WAIT, creativeIds: id, longestWaitMinutes: 1 });
		expect(error?.message).toBe(`Creative ${id} is still pending after 60 seconds, not running`);
	});

	it('can wait for a rejection', async () => {
		const [id] = await upload('reject me');
		time.now += 60_000;
		const { items } = await run({ ...WAIT, wantedStatus: 'rejected', creativeIds: id });
		expect(items[0].json).toMatchObject({
			status: 'rejected',
			rejectionReason: 'The landing page does not match the advertiser.',
		});
	});
});
