import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonCreativeTrigger } from '../../../../nodes/AppLovin/AppLovinAxonCreativeTrigger/AppLovinAxonCreativeTrigger.node';
import { axonCreativeStage } from '../../../support/axonCreativeStage';
import type { SaveMode } from '../../../support/polls';
import { PolledWorkflow, SAVE_MODES } from '../../../support/polls';

/** Asset Reviewed and Creative Set Changed: each once, from the second poll on. */
const { asset, credential, sandbox, set, time } = axonCreativeStage();

const trigger = (parameters: IDataObject, mode?: SaveMode) =>
	new PolledWorkflow(new AppLovinAxonCreativeTrigger(), parameters, credential(), mode);

const pollNext = async (workflow: PolledWorkflow) => {
	time.ahead += 60_000;
	const { items, error } = await workflow.poll();
	if (error !== undefined) throw error;
	return (items ?? []).map(({ json }) => json);
};

describe.each(SAVE_MODES)('where n8n stores %s', (mode) => {
	it('reports each review once', async () => {
		const [one, other] = [asset({ status: 'IN_REVIEW' }), asset({ status: 'IN_REVIEW' })];
		asset();
		const workflow = trigger({ event: 'assetReviewed' }, mode);
		await workflow.activate();
		expect(await pollNext(workflow)).toEqual([]);
		one.status = 'ACTIVE';
		other.status = 'REJECTED';
		other.reasons = ['Blurred'];
		expect(await pollNext(workflow)).toMatchObject([
			{ event: 'assetReviewed', asset_id: String(one.id), status: 'ACTIVE', previousStatus: 'IN_REVIEW' },
			{ asset_id: String(other.id), status: 'REJECTED', violation_reasons: ['Blurred'] },
		]);
		expect(await pollNext(workflow)).toEqual([]);
		const late = asset({ status: 'ACTIVE' });
		expect(await pollNext(workflow)).toMatchObject([{ asset_id: String(late.id), previousStatus: null }]);
	});

	it('reports each change of a set once, with what changed', async () => {
		const { id } = set({ campaignIds: [12345] });
		const held = sandbox.applovinAxon.creativeSets.get(id)!;
		const workflow = trigger({ event: 'creativeSetChanged' }, mode);
		await workflow.activate();
		expect(await pollNext(workflow)).toEqual([]);
		held.status = 'PAUSED';
		held.fields.countries = ['US', 'GB'];
		expect(await pollNext(workflow)).toMatchObject([
			{
				...{ event: 'creativeSetChanged', creative_set_id: String(id), isNew: false },
				...{ changed: ['status', 'countries'], status: 'PAUSED', previousStatus: 'LIVE' },
			},
		]);
		expect(await pollNext(workflow)).toEqual([]);
		const added = set();
		expect(await pollNext(workflow)).toMatchObject([{ creative_set_id: String(added.id), isNew: true, changed: [] }]);
	});
});

it('simplified, says statuses and events in words, as Get Many does', async () => {
	const one = asset({ status: 'IN_REVIEW' });
	const { id } = set({ campaignIds: [12345] });
	const assets = trigger({ event: 'assetReviewed', simplify: true });
	await assets.activate();
	one.status = 'REJECTED';
	one.reasons = ['Blurred'];
	const [reviewed] = await pollNext(assets);
	const sets = trigger({ event: 'creativeSetChanged', simplify: true });
	await sets.activate();
	sandbox.applovinAxon.creativeSets.get(id)!.status = 'PAUSED';
	const [changed] = await pollNext(sets);

	expect(reviewed).toMatchObject({
		...{ asset_id: String(one.id), status: 'Rejected', violation_reasons: ['Blurred'] },
		...{ event: 'Asset Reviewed', previousStatus: 'In Review' },
	});
	expect(changed).toMatchObject({
		...{ creative_set_id: String(id), status: 'Paused', campaign_ids: ['12345'], isNew: false },
		...{ changed: ['status'], event: 'Creative Set Changed', previousStatus: 'Live' },
	});
	expect(changed).not.toHaveProperty('id');
});

it('does not take an asset that runs again after a pause for reviewed', async () => {
	const one = asset({ status: 'PAUSED' });
	const workflow = trigger({ event: 'assetReviewed' });
	await workflow.activate();
	one.status = 'ACTIVE';
	expect(await pollNext(workflow)).toEqual([]);
	one.status = 'REJECTED';
	expect(await pollNext(workflow)).toHaveLength(1);
});

it('reports an asset that is rejected while it is paused', async () => {
	const one = asset({ status: 'PAUSED' });
	const workflow = trigger({ event: 'assetReviewed' });
	await workflow.activate();
	one.status = 'REJECTED';
	expect(await pollNext(workflow)).toMatchObject([{ status: 'REJECTED', previousStatus: 'PAUSED' }]);
});

it('keeps to its filters', async () => {
	const video = asset({ status: 'IN_REVIEW' });
	const image = asset({ status: 'IN_REVIEW', resourceType: 'IMAGE' });
	const good = asset({ status: 'IN_REVIEW' });
	const workflow = trigger({ event: 'assetReviewed', assetFilters: { resource_type: ['video'], status: ['REJECTED'] } });
	await workflow.activate();
	video.status = 'REJECTED';
	image.status = 'REJECTED';
	good.status = 'ACTIVE';
	expect((await pollNext(workflow)).map(({ asset_id: id }) => id)).toEqual([String(video.id)]);
	const [own, other] = [set({ campaignIds: [12345] }), set({ campaignIds: [12346] })];
	const sets = trigger({ event: 'creativeSetChanged', setFilters: { campaign_ids: '12345' } });
	await sets.activate();
	own.status = 'PAUSED';
	other.status = 'PAUSED';
	expect((await pollNext(sets)).map(({ creative_set_id: id }) => id)).toEqual([String(own.id)]);
});

it('misses nothing when a poll fails', async () => {
	const shown = asset({ status: 'IN_REVIEW' });
	const workflow = trigger({ event: 'assetReviewed' });
	await workflow.activate();
	shown.status = 'ACTIVE';
	sandbox.addFault({ kind: 'forbidden', path: /asset\/list/ });
	await expect(pollNext(workflow)).rejects.toThrow();
	expect(await pollNext(workflow)).toHaveLength(1);
});

it('does not take the review of an asset for a change of its set', async () => {
	const shown = asset({ status: 'IN_REVIEW' });
	set({ assetIds: [shown.id] });
	const workflow = trigger({ event: 'creativeSetChanged' });
	await workflow.activate();
	shown.status = 'ACTIVE';
	expect(await pollNext(workflow)).toEqual([]);
});

it('offers the newest as test events', async () => {
	for (let count = 0; count < 5; count++) asset();
	const newest = asset();
	const { items, error } = await trigger({ event: 'assetReviewed' }).fetchTestEvent();
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(items?.[0].json.asset_id).toBe(String(newest.id));
});
