import type { IDataObject } from 'n8n-workflow';

import type { Creative } from '../../../../sandbox/iqm/state';
import { answering } from '../../../support/answering';
import { requestsTo } from '../../../support/harness';
import { SAVE_MODES } from '../../../support/polls';
import { LIST, told, triggerStage } from '../../../support/triggerStage';

const stage = triggerStage();
beforeEach(() => stage.reset());

const bodies = (path = LIST) =>
	requestsTo(stage.sandbox, path).map(({ json }) => json as IDataObject);

describe.each(SAVE_MODES)('stored %s', (mode) => {
	it('reports a change once, and nothing where nothing changed', async () => {
		const id = stage.addCampaign('pending');
		const workflow = stage.trigger({}, mode);
		expect(await workflow.activate()).toEqual({});
		expect(await workflow.poll()).toEqual({});
		stage.setStatus(id, 'running');
		const { items } = await workflow.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				campaignId: id,
				name: `Campaign ${id}`,
				organizationName: 'Sandbox Organization',
				event: 'campaignStatusChanged',
				status: 'running',
				previousStatus: 'pending',
				observedAt: new Date(stage.time).toISOString(),
			}),
		]);
		expect(await workflow.poll()).toEqual({});
	});

	it('reports after a restart what happened while n8n was down, and nothing twice', async () => {
		const [first, second] = [stage.addCampaign('pending'), stage.addCampaign('pending')];
		const workflow = stage.trigger({}, mode);
		await workflow.activate();
		await workflow.poll();
		stage.setStatus(first, 'running');
		expect(told(await workflow.poll())).toEqual([`${first}: running`]);
		workflow.crash();
		stage.setStatus(second, 'rejected');
		const third = stage.addCampaign('draft');
		expect(told(await workflow.activate('init'))).toEqual([
			`${second}: rejected`,
			`${third}: draft`,
		]);
		expect(await workflow.poll()).toEqual({});
	});

	it('does not miss that something left the chosen statuses and came back', async () => {
		const id = stage.addCampaign('running');
		const workflow = stage.trigger({ statuses: ['running'] }, mode);
		await workflow.activate();
		await workflow.poll();
		stage.setStatus(id, 'paused');
		const left = await workflow.poll();
		expect(left).toEqual({ items: [] });
		// What such an emission leads to: an execution that ends at the trigger.
		expect(await workflow.nodesRun([])).toEqual(['Trigger under test']);
		workflow.crash();
		stage.setStatus(id, 'running');
		expect(told(await workflow.activate('init'))).toEqual([`${id}: running`]);
	});

	it('finds everything at the next poll when one broke off after its first page', async () => {
		for (let made = 0; made < 501; made++) stage.addCampaign('pending');
		const ids = [...stage.sandbox.iqm.campaigns.keys()];
		const workflow = stage.trigger({}, mode);
		await workflow.activate();
		await workflow.poll();
		const { stored, cursor } = workflow;
		const changed = [ids[0], ids[500]];
		for (const id of changed) stage.setStatus(id, 'running');
		stage.failPage(2, 'serverError', 9);
		const { error, items } = await workflow.poll();
		expect(error?.message).toBe('server encountered an error !');
		expect(items).toBeUndefined();
		stage.sandbox.faults.length = 0;
		workflow.crash();
		expect([workflow.stored, workflow.cursor]).toEqual([stored, cursor]);
		expect(told(await workflow.activate('init'))).toEqual(changed.map((id) => `${id}: running`));
	});
});

const addCreative = (creativeStatusId: 'pending' | 'deleted'): number => {
	const { iqm } = stage.sandbox;
	const creativeId = iqm.nextId('creative');
	const details = {
		creativeName: `Creative ${creativeId}`,
		creativeTypeId: 11,
		width: 1,
		height: 1,
	};
	const rest = { clickUrl: null, duration: null, sourceType: 'file', source: '', metadata: {} };
	iqm.creatives.set(creativeId, {
		creativeId,
		madeAt: stage.time,
		...details,
		...rest,
	} as Creative);
	iqm.decide('creative', creativeId, creativeStatusId, stage.time);
	return creativeId;
};
const addAudience = (): number => {
	const { iqm } = stage.sandbox;
	const id = iqm.nextId('audience');
	const file = { filename: 'voters.csv', size: 1, sha256: '', content: Buffer.from('a') };
	const audienceName = `Audience ${id}`;
	iqm.audiences.set(id, { id, audienceName, fields: {}, file, madeAt: stage.time });
	return id;
};

describe('what it asks for and what comes out', () => {
	it('campaigns: with the filters of the form, 500 a page', async () => {
		for (let made = 0; made < 500; made++) stage.addCampaign('pending', { ioId: 17994 });
		stage.addCampaign('pending');
		const filters = { ioIdsList: '17994', campaignTypeIds: [1], creativeTypeIds: [11, 14] };
		const workflow = stage.trigger({ event: 'newCampaign', filters });
		await workflow.activate();
		// IQM OpenAPI cmp, basic/list: "The default value is 20 and the maximum value is 500", and no name
		// of a field to sort by.
		const shared = { noOfEntries: 500 };
		const wanted = { ioIdsList: [17994], campaignTypeIds: [1], creativeTypeIds: [11, 14] };
		expect(bodies()).toEqual([
			{ ...shared, ...wanted, pageNo: 1 },
			{ ...shared, ...wanted, pageNo: 2 },
		]);
		const id = stage.addCampaign('draft', { ioId: 17994 });
		stage.addCampaign('draft');
		const { items } = await workflow.poll();
		expect(items).toHaveLength(1);
		expect(items?.[0].json).toMatchObject({
			campaignId: id,
			event: 'newCampaign',
			status: 'draft',
		});
		expect(items?.[0].json).not.toHaveProperty('previousStatus');
	});

	it('creatives: of every documented status, deleted ones too', async () => {
		const [first, second] = [addCreative('pending'), addCreative('pending')];
		const filters = { platformCreativeTypeIds: [11] };
		const workflow = stage.trigger({
			event: 'creativeStatusChanged',
			filters,
			statuses: ['deleted'],
		});
		await workflow.activate();
		// "1=pending, 2=running, 3=paused, 4=deleted, 5=rejected": PATCH …/creatives/update-status.
		expect(bodies('/api/v3/crt/creatives/list')).toEqual([
			{
				creativeStatusIds: [1, 2, 3, 4, 5],
				platformCreativeTypeIds: [11],
				...{ noOfEntries: 500, pageNo: 1, sortBy: '+creativeId' },
			},
		]);
		stage.sandbox.iqm.decide('creative', first, 'running', stage.time);
		stage.sandbox.iqm.decide('creative', second, 'deleted', stage.time);
		const { items } = await workflow.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				creativeId: second,
				creativeName: `Creative ${second}`,
				event: 'creativeStatusChanged',
				creativeStatusId: 4,
				status: 'deleted',
				previousStatus: 'pending',
			}),
		]);
	});

	it('matched audiences, with their id under both names', async () => {
		const id = addAudience();
		const workflow = stage.trigger({ event: 'matchedAudienceStatusChanged', statuses: ['Ready'] });
		await workflow.activate();
		expect(bodies('/api/v3/audience/list')).toEqual([
			{ audienceTypeIds: [1], noOfEntries: 500, pageNo: 1 },
		]);
		stage.sandbox.iqm.decide('audience', id, 'Ready', stage.time);
		const made = addAudience();
		stage.sandbox.iqm.decide('audience', made, 'Ready', stage.time);
		const { items } = await workflow.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				matchedAudienceId: id,
				audienceId: id,
				event: 'matchedAudienceStatusChanged',
				audienceStatusId: 3,
				status: 'Ready',
				previousStatus: 'Pending',
			}),
			expect.objectContaining({ matchedAudienceId: made, status: 'Ready', previousStatus: null }),
		]);
	});

	it('matched audiences, without values of people', async () => {
		const metadata = '{"columnValues":{"email":["a@b.example"]}}';
		let audienceStatusId = 2;
		await answering(
			() => ({
				success: true,
				data: { totalRecords: 1, audienceList: [{ audienceId: 7, audienceStatusId, metadata }] },
			}),
			async (baseUrl) => {
				const form = { event: 'matchedAudienceStatusChanged' };
				const workflow = stage.trigger(form, 'onEmission', {}, { baseUrl });
				await workflow.activate();
				audienceStatusId = 3;
				const { items } = await workflow.poll();
				expect(items?.[0].json).toMatchObject({ matchedAudienceId: 7, metadata: '{}' });
				expect(JSON.stringify(items)).not.toContain('a@b.example');
			},
		);
	});

	it('starts afresh with other filters, and goes on with the same ones', async () => {
		const id = stage.addCampaign('pending');
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, 'running');
		workflow.parameters = { event: 'campaignStatusChanged', filters: { searchField: 'Campaign' } };
		expect(await workflow.activate('update')).toEqual({});
		stage.setStatus(id, 'paused');
		expect(told(await workflow.activate('update'))).toEqual([`${id}: paused`]);
	});
});

describe('when something is wrong', () => {
	it('says at activation that the credential is wrong', async () => {
		stage.addCampaign();
		const workflow = stage.trigger({}, 'onEmission', {}, { clientSecret: 'wrong-secret' });
		const failed = await workflow.activate().catch((error: Error) => error);
		const { message } = failed as Error;
		expect(message).toMatch(/^There was a problem activating the workflow: "IQM login refused: /);
		expect(message).toContain('wrong Client ID or Client Secret');
		expect(message).not.toContain('wrong-secret');
		expect(workflow.stored).toBe('{}');
	});

	it.each([
		['filters', { filters: { ioIdsList: 'all' } }, "'Insertion Order IDs' must hold IDs of digits"],
		['a status', { statuses: ['runing'] }, "'Statuses' "],
		['an event', { event: 'campaignGone' }, "'Trigger On' "],
	])('refuses %s that make no sense, before anything is sent', async (_, parameters, words) => {
		const failed = await stage
			.trigger(parameters)
			.activate()
			.catch((error: Error) => error);
		expect((failed as Error).message).toContain(words);
		expect(stage.sandbox.requests).toEqual([]);
	});

	it('does not take an answer without a list, or a row without status, for a list', async () => {
		const id = stage.addCampaign();
		const workflow = stage.trigger();
		for (const message of ['{"success":true,"data":{}}', '{"success":true,"data":null}']) {
			stage.sandbox.addFault({ path: /list/, kind: 'notJson', message });
			const failed = await workflow.activate().catch((error: Error) => error);
			expect((failed as Error).message).toContain('IQM answered page 1 without a list');
		}
		for (const [row, words] of [
			['{"campaignId":7}', 'without a status: 7'],
			['{"status":"running"}', "without 'campaignId'"],
		]) {
			const message = `{"success":true,"data":{"data":[${row}]}}`;
			stage.sandbox.addFault({ path: /list/, kind: 'notJson', message });
			const failed = await workflow.activate().catch((error: Error) => error);
			expect((failed as Error).message).toContain(`IQM listed one of the campaigns ${words}`);
		}
		expect(workflow.stored).toBe('{}');
		await workflow.activate();
		expect(workflow.stored).toContain(String(id));
	});

	it('refuses more campaigns than it can watch, and goes on once there are fewer', async () => {
		const id = stage.addCampaign('pending');
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, 'running');
		const { stored } = workflow;
		for (let made = 0; made < 10_000; made++) stage.addCampaign('pending', { ioId: 2 });
		const { error } = await workflow.poll();
		expect(error?.message).toContain('There are more than 10,000 campaigns');
		expect(error?.description).toContain("Narrow them in 'Filters'");
		expect(workflow.stored).toBe(stored);
		for (const other of [...stage.sandbox.iqm.campaigns.keys()].slice(3)) {
			stage.sandbox.iqm.campaigns.delete(other);
		}
		expect(told(await workflow.poll())).toHaveLength(3);
	}, 60_000);

	it('keeps its secrets to itself', async () => {
		const id = stage.addCampaign();
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, 'running');
		const output = JSON.stringify(await workflow.poll());
		stage.sandbox.addFault({ path: /./, kind: 'serverError', times: 99 });
		const { error } = await workflow.poll();
		const { clientId, clientSecret, email, password } = stage.sandbox.options.iqm;
		const tokens = [...stage.sandbox.iqm.tokens.keys()];
		expect(tokens).toHaveLength(1);
		const everything = [
			workflow.stored,
			output,
			JSON.stringify(error),
			String(error?.stack),
		].join();
		for (const secret of [clientSecret, password, ...tokens]) {
			expect(everything).not.toContain(secret);
		}
		for (const own of [clientId, email]) expect(workflow.stored).not.toContain(own);
	});
});

describe('in the editor', () => {
	it('shows the newest three, in the shape of events, and forgets them', async () => {
		const ids = ['pending', 'running', 'paused', 'running', 'draft'] as const;
		const made = ids.map((status) => stage.addCampaign(status));
		const workflow = stage.trigger();
		const { items } = await workflow.fetchTestEvent();
		expect(items?.map(({ json }) => json.campaignId)).toEqual([made[4], made[3], made[2]]);
		expect(items?.[0].json).toMatchObject({
			event: 'campaignStatusChanged',
			status: 'draft',
			previousStatus: null,
			observedAt: new Date(stage.time).toISOString(),
		});
		// No order is documented: the newest are picked out of the first page.
		expect(bodies()).toEqual([{ noOfEntries: 500, pageNo: 1 }]);
		expect(workflow.stored).toBe('{}');
		const chosen = await stage.trigger({ statuses: ['running'] }).fetchTestEvent();
		expect(told(chosen)).toEqual([`${made[3]}: running`, `${made[1]}: running`]);
	});

	it.each([
		['newCampaign', 'campaigns'],
		['creativeStatusChanged', 'creatives'],
		['newMatchedAudience', 'matched audiences'],
	])('%s: says that there is nothing to show', async (event, things) => {
		const { error, items } = await stage.trigger({ event }).fetchTestEvent();
		expect(items).toBeUndefined();
		expect(error?.message).toBe(`There are no ${things} yet that fit what this trigger watches`);
		expect(error?.description).toContain('Once the workflow is active');
	});

	it('says what IQM says', async () => {
		const workflow = stage.trigger();
		stage.sandbox.addFault({ path: /list/, kind: 'forbidden' });
		const { error } = await workflow.fetchTestEvent();
		expect(error).toMatchObject({ name: 'NodeApiError', message: 'Forbidden!', httpCode: '403' });
	});
});

it('makes no item out of nothing where "Always Output Data" would', async () => {
	const id = stage.addCampaign('running');
	const settings = { alwaysOutputData: true };
	const workflow = stage.trigger({ statuses: ['running'] }, 'onEmission', settings);
	await workflow.activate();
	stage.setStatus(id, 'paused');
	expect(await workflow.poll()).toEqual({});
	stage.setStatus(id, 'running');
	expect(told(await workflow.poll())).toEqual([`${id}: running`]);
});
