import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage, START } from './campaignStage';

const STATUS = '/api/v2/cmp/campaigns/update-status';

// IQM OpenAPI cmp, PUT /api/v2/cmp/campaigns/update-status.
describe('sandbox: IQM campaign statuses', () => {
	const HOUR = 3_600_000;
	const stage = campaignStage();
	const { ask, make, shown } = stage;
	const update = async (campaignIds: unknown, status: unknown, more: JsonObject = {}) =>
		await ask('PUT', STATUS, { campaignIds, status, ...more });
	const updated = async (...args: Parameters<typeof update>) =>
		dig((await update(...args)).body, 'responseObject', 'updatedData');
	const statusOf = async (id: number) => dig(await shown(id), 'status');

	test('pauses, resumes and deletes', async () => {
		const id = await make();
		stage.now += 2000;
		const answer = await update(String(id), 'paused');
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { updatedData: [{ campaignId: id, status: 'paused' }], status: true },
		});
		stage.now += HOUR;
		expect(await statusOf(id)).toBe('paused');
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'running' }]);
		expect(await statusOf(id)).toBe('running');
		expect(await updated(String(id), 'deleted')).toEqual([{ campaignId: id, status: 'deleted' }]);
		expect(await statusOf(id)).toBe('deleted');
		expect(await updated(String(id), 'running')).toEqual([]);
	});

	test('updates several, and silently leaves out what it can’t update', async () => {
		const [first, second] = [await make(), await make()];
		stage.sandbox.iqm.campaigns.set(1, {
			id: 1,
			request: stage.sample,
			madeAt: stage.now,
			owId: 5,
		});
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
		expect(stage.sandbox.iqm.campaigns.get(1)?.decisions).toBeUndefined();
	});

	test('keeps what was paused before its approval waiting', async () => {
		const id = await make();
		await update(String(id), 'paused');
		stage.now += HOUR;
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'pending' }]);
		stage.now += 2000;
		expect(await statusOf(id)).toBe('running');
	});

	test('approves and rejects only for users who are allowed to', async () => {
		const id = await make();
		const reason = { rejectionReason: 'Does not meet brand safety requirements' };
		expect(await updated(String(id), 'running')).toEqual([]);
		expect(await updated(String(id), 'rejected', reason)).toEqual([]);
		stage.sandbox.options.iqm.approvalAccess = true;
		expect(await updated(String(id), 'running')).toEqual([{ campaignId: id, status: 'running' }]);
		await update(String(id), 'rejected', reason);
		expect(await shown(id)).toMatchObject({ status: 'rejected', ...reason });
	});

	test('runs an expired campaign again once it has a later end', async () => {
		const id = await make();
		stage.now = 1749096000_000;
		await stage.client.login();
		expect(await statusOf(id)).toBe('expired');
		expect(await updated(String(id), 'running')).toEqual([]);
		const endDate = 1749096000 + 3600;
		expect(await updated(String(id), 'running', { endDate })).toHaveLength(1);
		expect(await shown(id)).toMatchObject({ status: 'running', endTime: endDate });
	});

	test('lets a test decide from a moment on', async () => {
		const id = await make();
		stage.sandbox.iqm.decide('campaign', id, 'rejected', stage.now + HOUR, 'No.');
		stage.now += 2000;
		expect(await statusOf(id)).toBe('running');
		stage.now += HOUR;
		expect(await shown(id)).toMatchObject({ status: 'rejected', rejectionReason: 'No.' });
		expect(() => stage.sandbox.iqm.decide('campaign', 9, 'paused')).toThrow(/no campaign 9/);
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
		['an end in milliseconds', { endDate: START + HOUR }, /epoch seconds/],
		['an end that has passed', { endDate: START / 1000 - 1 }, /less than current time/],
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
