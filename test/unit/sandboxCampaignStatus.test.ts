import { startSandbox, type Sandbox } from '../../sandbox';
import { dig, SandboxClient } from '../../sandbox/client';
import type { JsonObject } from '../../sandbox/json';
import { SAMPLE_BODY } from './campaignSample';

const STATUS = '/api/v2/cmp/campaigns/update-status';

// IQM OpenAPI cmp, PUT /api/v2/cmp/campaigns/update-status.
describe('sandbox: IQM campaign statuses', () => {
	const start = 1_748_890_200_000;
	const HOUR = 3_600_000;
	let now = start;
	let sandbox: Sandbox;
	let client: SandboxClient;
	let sample: JsonObject;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		now = start - 2000;
		await client.login();
		const ioId = await client.makeOrder();
		const creativeIds = String(await client.makeImage());
		now = start;
		sample = { ...SAMPLE_BODY, ioId, creativeIds };
	});
	afterAll(() => sandbox.close());

	const ask = async (method: string, path: string, body: unknown) =>
		await client.send(method, path, JSON.stringify(body), {
			...client.headers,
			'Content-Type': 'application/json',
		});
	const make = async (changes: JsonObject = {}) =>
		Number(
			dig(
				(await client.post('/api/v2/cmp/campaigns/add', { ...sample, ...changes })).body,
				'responseObject',
				'data',
			),
		);
	const shown = async (id: number) =>
		dig((await client.get(`/api/v2/cmp/campaign/${id}`)).body, 'responseObject');
	const update = async (campaignIds: unknown, status: unknown, more: JsonObject = {}) =>
		await ask('PUT', STATUS, { campaignIds, status, ...more });
	const updated = async (...args: Parameters<typeof update>) =>
		dig((await update(...args)).body, 'responseObject', 'updatedData');
	const statusOf = async (id: number) => dig(await shown(id), 'status');

	test('pauses, resumes and deletes', async () => {
		const id = await make();
		now += 2000;
		const answer = await update(String(id), 'paused');
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { updatedData: [{ campaignId: id, status: 'paused' }], status: true },
		});
		now += HOUR;
		expect(await statusOf(id)).toBe('paused');
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'running' }]);
		expect(await statusOf(id)).toBe('running');
		expect(await updated(String(id), 'deleted')).toEqual([{ campaignId: id, status: 'deleted' }]);
		expect(await statusOf(id)).toBe('deleted');
		expect(await updated(String(id), 'running')).toEqual([]);
	});

	test('updates several, and leaves out silently what it can’t update', async () => {
		const [first, second] = [await make(), await make()];
		sandbox.iqm.campaigns.set(1, { id: 1, request: sample, madeAt: now, owId: 5 });
		const ids = `${first},999,1,${second},${first}`;
		expect((await update(ids, 'paused')).body).toEqual({
			statusCode: 200,
			responseObject: {
				updatedData: [
					{ campaignId: first, status: 'paused' },
					{ campaignId: second, status: 'paused' },
				],
				status: true,
			},
		});
		expect((await update('999', 'deleted')).body).toEqual({
			statusCode: 200,
			responseObject: { updatedData: [], status: true },
		});
		expect(sandbox.iqm.campaigns.get(1)?.decisions).toBeUndefined();
	});

	test('lets wait on what was paused before its approval', async () => {
		const id = await make();
		await update(String(id), 'paused');
		now += HOUR;
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'pending' }]);
		now += 2000;
		expect(await statusOf(id)).toBe('running');
	});

	test('approves and rejects only for users who may', async () => {
		const id = await make();
		const reason = { rejectionReason: 'Does not meet brand safety requirements' };
		expect(await updated(String(id), 'running')).toEqual([]);
		expect(await updated(String(id), 'rejected', reason)).toEqual([]);
		sandbox.options.iqm.approvalAccess = true;
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'running' }]);
		await update(String(id), 'rejected', reason);
		expect(await shown(id)).toMatchObject({ status: 'rejected', ...reason });
	});

	test('runs an expired campaign again once it has a later end', async () => {
		const id = await make();
		now = 1749096000_000;
		await client.login();
		expect(await statusOf(id)).toBe('expired');
		expect(await updated(String(id), 'running')).toEqual([]);
		const endDate = 1749096000 + 3600;
		expect(await updated(String(id), 'running', { endDate })).toHaveLength(1);
		expect(await shown(id)).toMatchObject({ status: 'running', endTime: endDate });
	});

	test('lets a test decide from a moment on', async () => {
		const id = await make();
		sandbox.iqm.decide('campaign', id, 'rejected', now + HOUR, 'No.');
		now += 2000;
		expect(await statusOf(id)).toBe('running');
		now += HOUR;
		expect(await shown(id)).toMatchObject({ status: 'rejected', rejectionReason: 'No.' });
		expect(() => sandbox.iqm.decide('campaign', 9, 'paused')).toThrow(/no campaign 9/);
	});

	test.each<[string, JsonObject, RegExp]>([
		['a draft', { status: 'draft' }, /^Invalid status$/],
		['another spelling', { status: 'Paused' }, /^Invalid status$/],
		['a pending campaign', { status: 'pending' }, /^Invalid status$/],
		['no ids', { campaignIds: '' }, /^campaignIds is required\.$/],
		['ids in a list', { campaignIds: [1] }, /comma separated ids/],
		['an id as number', { campaignIds: 1 }, /comma separated ids/],
		['ids with blanks', { campaignIds: '1, 2' }, /comma separated ids/],
		['a rejection without reason', { status: 'rejected' }, /Rejection reason not provided/],
		['a reason of another type', { rejectionReason: 1 }, /Invalid rejection reason/],
		['an end in milliseconds', { endDate: start + HOUR }, /epoch seconds/],
		['an end that has passed', { endDate: start / 1000 - 1 }, /less than current time/],
		['categories in a list', { adCategoryIds: [1] }, /ad category ids/],
		['categories without map', { campaignAdCategories: { 1: '2' } }, /ad categories/],
		['a misspelled key', { reason: 'x' }, /Unrecognized field 'reason'/],
	])('refuses %s with a 400', async (_, changes, words) => {
		const answer = await ask('PUT', STATUS, { campaignIds: '1', status: 'paused', ...changes });
		expect([answer.status, answer.body.statusCode]).toEqual([400, 400]);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toMatch(words);
	});

	test('takes the categories that the sample has', async () => {
		const id = await make();
		const map = { campaignAdCategories: { [id]: { adCategoryIds: '1,2' } } };
		expect(await updated(String(id), 'paused', { adCategoryIds: '1,2,3', ...map })).toHaveLength(1);
	});
});
