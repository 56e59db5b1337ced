import { dig, type Answer } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { creativeStage, ID } from './creativeStage';
import { errorOf } from './sandboxStage';

// IQM OpenAPI creative (update-status, list) and v2-and-v3 (duplicate, click-url, pixel-url).
describe('sandbox: IQM creative statuses and bulk changes', () => {
	const stage = creativeStage();
	const { ask, shown, statusOf, makeVideo } = stage;
	const message = async (answer: Promise<Answer>) => dig((await answer).body, 'data', 'message');
	const status = async (creativeIds: unknown, creativeStatusId: unknown, more: JsonObject = {}) =>
		await ask('PATCH', '/update-status', { creativeIds, creativeStatusId, ...more });

	test('pauses, resumes and deletes', async () => {
		expect((await status([ID], 3)).body).toEqual({
			success: true,
			data: { message: 'asdf creative updated successfully' },
		});
		expect(await statusOf()).toBe(3);
		await status([ID], 2);
		expect(await statusOf()).toBe(2);
		const second = await stage.client.makeImage();
		const deleted = await message(status([ID, second], 4));
		expect(deleted).toBe('2 Creatives updated successfully');
		expect([await statusOf(), await statusOf(second)]).toEqual([4, 4]);
		expect(await errorOf(ask('PATCH', `/${ID}`, { creativeName: 'x' }))).toEqual([
			422,
			`No creative details found for creativeId: ${ID}`,
		]);
	});

	test.each<[string, Parameters<typeof status>, number, string]>([
		['no ids', [[], 3], 422, 'Invalid creative ids found. Please provide valid creative ids'],
		[
			'an unknown id',
			[[ID, 9], 3],
			422,
			'Invalid creative ids found. Please provide valid creative ids',
		],
		[
			'an id of others',
			[[ID, 5], 3],
			422,
			'Invalid creative ids found. Please provide valid creative ids',
		],
		['ids in text', ['148971', 3], 422, 'invalid arguments creativeIds!'],
		['no status', [[ID], undefined], 422, 'Invalid creative status id.'],
		['a status by name', [[ID], 'paused'], 422, 'Invalid creative status id.'],
		[
			'no reason',
			[[ID], 5],
			400,
			'Rejection reason not provided. Please provide the reason for rejecting the creative/s.',
		],
		[
			'no access',
			[[ID], 5, { creativeRejectionReason: 'Harmful content found!' }],
			403,
			'Logged in user does not have access to reject/approve/pause/delete/restore the creative',
		],
		[
			'a long reason',
			[[ID], 5, { creativeRejectionReason: 'x'.repeat(256) }],
			422,
			'Invalid creativeRejectionReason',
		],
	])('changes no status with %s', async (_, args, code, words) => {
		expect(await errorOf(status(...args))).toEqual([code, words]);
		expect(await statusOf()).toBe(2);
	});

	test('restores nothing that is deleted', async () => {
		await status([ID], 4);
		expect(await errorOf(status([ID], 2))).toEqual([
			422,
			'Creative/s not in running/pending/paused/rejected state. Please pass valid creative/s.',
		]);
	});

	test('rejects and approves for users who are allowed to', async () => {
		stage.sandbox.options.iqm.approvalAccess = true;
		await status([ID], 5, { creativeRejectionReason: 'Harmful content found!' });
		expect(await shown()).toMatchObject({
			creativeStatusId: 5,
			creativeRejectionReason: 'Harmful content found!',
		});
		stage.sandbox.options.iqm.approvalAccess = false;
		expect((await status([ID], 2)).status).toBe(403);
		stage.sandbox.iqm.decide('creative', ID, 'running', stage.now);
		expect(await statusOf()).toBe(2);
	});

	test('copies without naming the copies', async () => {
		expect((await ask('POST', '/duplicate', { creativeIds: [ID] })).body).toEqual({
			success: true,
			data: { message: 'asdf creative duplicated successfully' },
		});
		const two = { creativeIds: [ID, 148972], clickUrl: 'www.example.com' };
		expect(await message(ask('POST', '/duplicate', two))).toBe(
			'2 creatives duplicated successfully',
		);
		expect(await shown(148973)).toMatchObject({
			creativeName: 'asdf copy',
			clickUrl: 'www.example.com',
			creativeStatusId: 1,
		});
		expect((await ask('POST', '/duplicate', { creativeIds: [9] })).status).toBe(422);
	});

	test('changes the addresses of several', async () => {
		const second = await stage.client.makeImage();
		const both = { creativeIds: [ID, second] };
		const click = ask('PATCH', '/click-url', { ...both, clickUrl: 'http://www.iqm.com' });
		expect(await message(click)).toBe('Click URL updated successfully for 2 creatives');
		const pixel = ask('PATCH', '/pixel-url', { creativeIds: [ID], pixelUrl: 'http://p.example' });
		expect(await message(pixel)).toBe('Pixel URL updated successfully for asdf creative');
		expect(await shown()).toMatchObject({
			clickUrl: 'http://www.iqm.com',
			imageDetails: { pixelUrl: 'http://p.example' },
			creativeStatusId: 1,
		});
		await ask('PATCH', '/pixel-url', { creativeIds: [ID] });
		expect(dig(await shown(), 'imageDetails', 'pixelUrl')).toBeNull();
		expect((await ask('PATCH', '/click-url', both)).status).toBe(422);
		expect((await ask('PATCH', '/pixel-url', { creativeIds: [await makeVideo()] })).status).toBe(
			422,
		);
	});

	test('lists what is included, and never creatives of others', async () => {
		const row = async (body: JsonObject) =>
			dig((await ask('POST', '/list', body)).body, 'data', 'filteredList', 0);
		const bare = await row({});
		expect(dig(bare, 'creativeSource')).toBeNull();
		expect(dig(bare, 'userDetails')).toEqual({ uowId: 6942 });
		const full = await row({
			includeCreativeSourceDetails: true,
			includeUserDetails: true,
			includeOrganizationDetails: true,
		});
		expect(full).toMatchObject({
			creativeSource: expect.stringMatching(/^https/),
			userDetails: { userName: 'Sandbox Buyer' },
			organizationDetails: { organizationName: 'Sandbox Organization' },
		});
		const total = async (body: JsonObject) =>
			dig((await ask('POST', '/list', body)).body, 'data', 'totalRecords');
		expect(await total({ allOwIds: true, owIds: [7] })).toBe(1);
		expect(await total({ owIds: [7] })).toBe(0);
		await status([ID], 4);
		expect([await total({}), await total({ creativeStatusIds: [1, 2, 3, 5] })]).toEqual([1, 0]);
		expect(await errorOf(ask('POST', '/list', { statusIds: [1] }))).toEqual([
			422,
			"Unrecognized field 'statusIds'.",
		]);
		expect((await ask('POST', '/list', { startTime: '2025' })).status).toBe(422);
	});

	test('lists the statuses', async () => {
		const path = '/api/v3/crt/master/static/creative-status';
		const { body } = await stage.client.get(path);
		expect(dig(body, 'data', 'creativeStatusList', 3)).toEqual({
			id: 5,
			name: 'rejected',
			order: 4,
			displayName: 'Rejected',
		});
		const all = await stage.client.get(`${path}?displayAllStatusOption=true`);
		expect(dig(all.body, 'data', 'creativeStatusList', 0, 'id')).toBe(0);
	});
});
