import type { IDataObject } from 'n8n-workflow';

import { answering } from '../../../support/answering';
import { requestsTo } from '../../../support/harness';
import type { TriggerStage } from '../../../support/triggerStage';
import { AUDIENCES, CAMPAIGNS, CREATIVES, triggerStage } from '../../../support/triggerStage';

/** What each trigger asks for, and what comes out: where they differ. */

const bodies = ({ sandbox, kind }: TriggerStage) =>
	requestsTo(sandbox, kind.path).map(({ json }) => json as IDataObject);

describe('campaigns', () => {
	const stage = triggerStage(CAMPAIGNS);
	beforeEach(() => stage.reset());

	it('with the filters of the form, 500 a page', async () => {
		for (let made = 0; made < 500; made++) stage.add('pending', { ioId: 17994 });
		stage.add('pending');
		const filters = { ioIdsList: '17994', campaignTypeIds: [1], creativeTypeIds: [11, 14] };
		const workflow = stage.trigger({ event: 'newCampaign', filters });
		await workflow.activate();
		// IQM OpenAPI cmp, basic/list: "The default value is 20 and the maximum value is 500", and no name
		// of a field to sort by.
		const shared = { noOfEntries: 500 };
		const wanted = { ioIdsList: [17994], campaignTypeIds: [1], creativeTypeIds: [11, 14] };
		expect(bodies(stage)).toEqual([
			{ ...shared, ...wanted, pageNo: 1 },
			{ ...shared, ...wanted, pageNo: 2 },
		]);
		const id = stage.add('draft', { ioId: 17994 });
		stage.add('draft');
		const { items } = await workflow.poll();
		expect(items).toHaveLength(1);
		expect(items?.[0].json).toMatchObject({
			campaignId: id,
			name: `Campaign ${id}`,
			organizationName: 'Sandbox Organization',
			event: 'newCampaign',
			status: 'draft',
		});
		expect(items?.[0].json).not.toHaveProperty('previousStatus');
	});

	it('refuses filters that make no sense, before anything is sent', async () => {
		const failed = await stage
			.trigger({ filters: { ioIdsList: 'all' } })
			.activate()
			.catch((error: Error) => error);
		expect((failed as Error).message).toContain("'Insertion Order IDs' must hold IDs of digits");
		expect(stage.sandbox.requests).toEqual([]);
	});

	it('starts afresh with other filters, and goes on with the same ones', async () => {
		const id = stage.add('pending');
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, 'running');
		workflow.parameters = { event: 'campaignStatusChanged', filters: { searchField: 'Campaign' } };
		expect(await workflow.activate('update')).toEqual({});
		stage.setStatus(id, 'paused');
		expect(stage.told(await workflow.activate('update'))).toEqual([`${id}: paused`]);
	});

	it('picks the newest out of the first page for an example: no order is documented', async () => {
		stage.add();
		await stage.trigger().fetchTestEvent();
		expect(bodies(stage)).toEqual([{ noOfEntries: 500, pageNo: 1 }]);
	});
});

describe('creatives', () => {
	const stage = triggerStage(CREATIVES);
	beforeEach(() => stage.reset());

	it('of every documented status, deleted ones too', async () => {
		const [first, second] = [stage.add('pending'), stage.add('pending')];
		const filters = { platformCreativeTypeIds: [11] };
		const workflow = stage.trigger({
			event: 'creativeStatusChanged',
			filters,
			statuses: ['deleted'],
		});
		await workflow.activate();
		// "1=pending, 2=running, 3=paused, 4=deleted, 5=rejected": PATCH …/creatives/update-status.
		expect(bodies(stage)).toEqual([
			{
				creativeStatusIds: [1, 2, 3, 4, 5],
				platformCreativeTypeIds: [11],
				...{ noOfEntries: 500, pageNo: 1, sortBy: '+creativeId' },
			},
		]);
		stage.setStatus(first, 'running');
		stage.setStatus(second, 'deleted');
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
});

describe('matched audiences', () => {
	const stage = triggerStage(AUDIENCES);
	beforeEach(() => stage.reset());

	it('with their id under both names', async () => {
		const id = stage.add('Pending');
		const workflow = stage.trigger({ event: 'matchedAudienceStatusChanged', statuses: ['Ready'] });
		await workflow.activate();
		expect(bodies(stage)).toEqual([{ audienceTypeIds: [1], noOfEntries: 500, pageNo: 1 }]);
		stage.setStatus(id, 'Ready');
		const made = stage.add('Ready');
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

	it('that could not be made count as refused', async () => {
		const [failed, ready] = [stage.add('Processing'), stage.add('Processing')];
		const workflow = stage.trigger({ event: 'matchedAudienceRejectedOrFailed' });
		await workflow.activate();
		stage.setStatus(failed, 'Failed');
		stage.setStatus(ready, 'Ready');
		expect(stage.told(await workflow.poll())).toEqual([`${failed}: Failed`]);
	});

	it('without values of people', async () => {
		const metadata = '{"columnValues":{"email":["a@b.example"]}}';
		let audienceStatusId = 2;
		await answering(
			() => ({
				success: true,
				data: { totalRecords: 1, audienceList: [{ audienceId: 7, audienceStatusId, metadata }] },
			}),
			async (baseUrl) => {
				const workflow = stage.trigger({}, 'onEmission', {}, { baseUrl });
				await workflow.activate();
				audienceStatusId = 3;
				const { items } = await workflow.poll();
				expect(items?.[0].json).toMatchObject({ matchedAudienceId: 7, metadata: '{}' });
				expect(JSON.stringify(items)).not.toContain('a@b.example');
			},
		);
	});
});
