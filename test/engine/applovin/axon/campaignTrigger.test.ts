import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonCampaignTrigger } from '../../../../nodes/AppLovin/AppLovinAxonCampaignTrigger/AppLovinAxonCampaignTrigger.node';
import { axonStage } from '../../../support/axonStage';
import { AxonClient } from '../../../../sandbox/applovin-axon/client';
import type { SaveMode } from '../../../support/polls';
import { PolledWorkflow, SAVE_MODES } from '../../../support/polls';

/** Campaign Changed: the rows of the change log that were not there before. */
const { campaign, credential, sandbox, time } = axonStage();
const LOG = '/manage/v1/operation_logs/campaign';

const trigger = (parameters: IDataObject = {}, mode?: SaveMode) =>
	new PolledWorkflow(
		new AppLovinAxonCampaignTrigger(),
		{ event: 'campaignChanged', ...parameters },
		credential(),
		mode,
	);

const pollNext = async (workflow: PolledWorkflow) => {
	time.ahead += 60_000;
	const { items, error } = await workflow.poll();
	if (error !== undefined) throw error;
	return (items ?? []).map(({ json }) => json);
};

const setStatus = async (id: number, status: string) => {
	const client = new AxonClient(sandbox);
	await client.post('/campaign/update', { id: String(id), type: 'APP', status });
};

describe.each(SAVE_MODES)('where n8n stores %s', (mode) => {
	it('reports each change once, oldest first, without the person', async () => {
		const { id } = campaign();
		await setStatus(id, 'PAUSED');
		const workflow = trigger({}, mode);
		await workflow.activate();
		expect(await pollNext(workflow)).toEqual([]);
		await setStatus(id, 'LIVE');
		await setStatus(id, 'PAUSED');
		const events = await pollNext(workflow);
		expect(events).toMatchObject([
			{
				event: 'campaignChanged',
				campaign_id: String(id),
				operation_type: 'UPDATE_CAMPAIGN_STATUS',
			},
			{
				event: 'campaignChanged',
				campaign_id: String(id),
				operation_type: 'UPDATE_CAMPAIGN_STATUS',
			},
		]);
		expect(Number(events[1].operation_id)).toBeGreaterThan(Number(events[0].operation_id));
		expect(JSON.stringify(events)).not.toContain('operator');
		expect(await pollNext(workflow)).toEqual([]);
	});
});

it('takes one request where nothing is new, and pages where much is', async () => {
	const { id } = campaign();
	for (let count = 0; count < 250; count++)
		await setStatus(id, count % 2 === 0 ? 'PAUSED' : 'LIVE');
	const workflow = trigger();
	await workflow.activate();
	sandbox.requests.length = 0;
	expect(await pollNext(workflow)).toEqual([]);
	expect(sandbox.requests.filter(({ path }) => path === LOG)).toHaveLength(1);
	for (let count = 0; count < 150; count++)
		await setStatus(id, count % 2 === 0 ? 'PAUSED' : 'LIVE');
	sandbox.requests.length = 0;
	expect(await pollNext(workflow)).toHaveLength(150);
	expect(sandbox.requests.filter(({ path }) => path === LOG)).toHaveLength(3);
});

it('reports chosen campaigns and kinds of changes only', async () => {
	const [one, other, third] = [campaign().id, campaign().id, campaign().id];
	const workflow = trigger({
		campaigns: 'chosen',
		campaignIds: [String(one), String(other)],
		filters: { operation_type: ['UPDATE_CAMPAIGN_STATUS'] },
	});
	await workflow.activate();
	await setStatus(one, 'PAUSED');
	await setStatus(third, 'PAUSED');
	await new AxonClient(sandbox).post('/campaign/update', {
		id: String(other),
		type: 'APP',
		name: 'New',
	});
	expect((await pollNext(workflow)).map(({ campaign_id: id }) => id)).toEqual([String(one)]);
});

it('asks for one chosen campaign only', async () => {
	const { id } = campaign();
	const workflow = trigger({ campaigns: 'chosen', campaignIds: [String(id)] });
	await workflow.activate();
	expect(sandbox.requests.map(({ query }) => query.get('id'))).toContain(String(id));
});

it('misses nothing when a poll fails', async () => {
	const { id } = campaign();
	const workflow = trigger();
	await workflow.activate();
	await setStatus(id, 'PAUSED');
	sandbox.addFault({ kind: 'forbidden', path: /operation_logs/ });
	await expect(pollNext(workflow)).rejects.toThrow();
	expect(await pollNext(workflow)).toHaveLength(1);
});

it('is empty for no campaign, never all', async () => {
	await expect(
		trigger({ campaigns: 'chosen', campaignIds: '={{ [] }}' }).activate(),
	).rejects.toThrow();
	expect(sandbox.requests).toEqual([]);
});
