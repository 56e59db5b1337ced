import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonCampaignTrigger } from '../../../../nodes/AppLovin/AppLovinAxonCampaignTrigger/AppLovinAxonCampaignTrigger.node';
import { clock } from '../../../../nodes/common/ground/clock';
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

it('simplified, says what was changed in words, as Get Change Log does', async () => {
	const { id } = campaign();
	const workflow = trigger({ simplify: true });
	await workflow.activate();
	await setStatus(id, 'PAUSED');
	const [event] = await pollNext(workflow);
	expect(event).toMatchObject({
		...{ operation_type: 'Status Changed', campaign_id: String(id), campaign_type: 'App' },
		event: 'Campaign Changed',
	});
	expect(Object.keys(event).slice(-3)).toEqual(['detail', 'event', 'observedAt']);
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

it('finds what was changed while the workflow was off, as far back as the log goes', async () => {
	const { id } = campaign();
	const workflow = trigger();
	await workflow.activate();
	await setStatus(id, 'PAUSED');
	time.ahead += 28 * 86_400_000 - 60_000;
	expect(await pollNext(workflow)).toMatchObject([{ campaign_id: String(id) }]);
	expect(await pollNext(workflow)).toEqual([]);
});

it('asks for no day to come, nor one before the log, where a poll meets the change of days', async () => {
	const { id } = campaign();
	const workflow = trigger();
	await workflow.activate();
	await setStatus(id, 'PAUSED');
	const midnight = Math.ceil(clock.now() / 86_400_000) * 86_400_000;
	for (const atMidnight of [-61_000, -60_000, -59_000]) {
		time.ahead += midnight + atMidnight - clock.now();
		await pollNext(workflow);
	}
	const asked = sandbox.requests.flatMap(({ path, query }) => (path === LOG ? [query] : []));
	const yesterday = new Date(midnight - 1).toISOString().slice(0, 10);
	expect(asked.slice(-3).map((query) => query.get('end_date'))).toEqual([
		yesterday,
		yesterday,
		yesterday,
	]);
});

it('reports a change whose ID is lower than those that its memory had to drop', async () => {
	const { id } = campaign();
	const add = (operationId: number) =>
		sandbox.applovinAxon.log.push({
			...{ operationId, campaignId: id, at: clock.now() },
			...{ type: 'UPDATE_CAMPAIGN', detail: {} },
		});
	for (let count = 0; count < 10_000; count++) add(20_000 + count);
	const workflow = trigger();
	await workflow.activate();
	add(30_000);
	expect(await pollNext(workflow)).toHaveLength(1);
	add(5);
	expect(await pollNext(workflow)).toMatchObject([{ operation_id: '5' }]);
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
