import type { IDataObject } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { apiRequests, sandboxCredential } from '../../../support/harness';
import { EMPTY, formOf, iqmStage } from '../../../support/iqmStage';

/** Listing, renaming and deleting matched audiences (Audience API guideline). */
const { list, run, sandbox, stage } = iqmStage(() => new IqmMatchedAudience());

beforeEach(() => {
	for (const id of [123456, 123457]) addAudience(id);
});

/** An audience like that of the stage. */
function addAudience(id: number, audienceName = 'Staged audience'): void {
	const staged = sandbox.iqm.audiences.get(stage.audienceId);
	if (staged === undefined) throw new Error('No audience on the stage');
	sandbox.iqm.audiences.set(id, { ...staged, id, audienceName });
}

const requests = () => apiRequests(sandbox);

const FORMS: Record<string, IDataObject> = {
	rename: { matchedAudienceId: '123456', audienceName: 'Sample Audience' },
	delete: { audienceIds: '123456,123457', confirmIds: '123457,123456' },
};
const form = formOf(FORMS);

it('rename sends the new name and returns it', async () => {
	const { items, error } = await run(form('rename'));
	expect(error).toBeUndefined();
	expect(requests()).toHaveLength(1);
	expect(requests()[0]).toMatchObject({
		method: 'PATCH',
		url: '/api/v3/audience/123456/update-name',
		json: { audienceName: 'Sample Audience' },
	});
	expect(items).toEqual([
		{
			json: {
				matchedAudienceId: 123456,
				audienceName: 'Sample Audience',
				updated: true,
				message: 'Changes saved successfully',
			},
			pairedItem: { item: 0 },
		},
	]);
});

it.each<[unknown]>([
	['123456,123457'],
	[[123456, '123457']],
	['[123456, 123457]'],
	['={{ ["123456", 123457] }}'],
	['0123456\n123457,123456'],
])('delete sends %j in the query, without a body', async (audienceIds) => {
	const { items, error } = await run(
		form('delete', { audienceIds: audienceIds as IDataObject[string] }),
	);
	expect(error).toBeUndefined();
	expect(requests()).toHaveLength(1);
	const [{ method, path, query, json }] = requests();
	expect([method, path, json]).toEqual(['DELETE', '/api/v3/audience', undefined]);
	expect([...query]).toEqual([['audienceIds', '123456,123457']]);
	expect(items).toEqual(
		[123456, 123457].map((matchedAudienceId) => ({
			json: { matchedAudienceId, deleted: true },
			pairedItem: { item: 0 },
		})),
	);
});

it.each<[string, string, IDataObject, string]>([
	['no id', 'rename', { matchedAudienceId: EMPTY }, "'Matched Audience' is empty"],
	['two ids', 'rename', { matchedAudienceId: '1,2' }, 'must be an ID of digits only'],
	['an array', 'rename', { matchedAudienceId: '={{ [1] }}' }, 'must be an ID of digits only'],
	['JSON as text', 'rename', { matchedAudienceId: '[1]' }, 'must be an ID of digits only'],
	['no name', 'rename', { audienceName: '   ' }, "'New Name' is empty"],
	[
		'256 characters',
		'rename',
		{ audienceName: 'n'.repeat(256) },
		'at most 255 characters, not 256',
	],
	['an object', 'rename', { audienceName: '={{ {} }}' }, "'New Name' must be text"],
	['no ids', 'delete', { audienceIds: EMPTY }, "'Matched Audience IDs' is empty"],
	['ids with letters', 'delete', { audienceIds: '1,b' }, "digits only, not 'b'"],
	['broken JSON', 'delete', { audienceIds: '[1,2' }, 'is not valid JSON'],
	['no confirmation', 'delete', { confirmIds: EMPTY }, "'Confirm IDs' is empty: its expression returned no value"],
	['half a confirmation', 'delete', { confirmIds: '123456' }, "not '123456'"],
	['other ids confirmed', 'delete', { confirmIds: '123456,1' }, "'Confirm IDs' must hold the same"],
	['the word yes', 'delete', { confirmIds: 'yes' }, "'Confirm IDs' must hold IDs of digits"],
])('refuses %s before any request of %s', async (_, operation, changes, message) => {
	const { error } = await run(form(operation, changes));
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it("shows IQM's words about an audience that is not there", async () => {
	const { error } = await run(form('rename', { matchedAudienceId: '9' }));
	expect(error?.message).toContain('No active audience found with the provided ID');
});

describe('failedAudienceIds in an answer that reports success', () => {
	const PART = { audienceIds: '123456,9,123457,8', confirmIds: '123456,9,123457,8' };

	it('are the error, and the others are listed', async () => {
		const { items } = await run(form('delete', PART), {
			node: { onError: 'continueRegularOutput' },
		});
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: {
				error: 'IQM did not delete the matched audience 9, 8',
				details: {
					created: ['matchedAudienceId 123456 deleted', 'matchedAudienceId 123457 deleted'],
				},
			},
			pairedItem: { item: 0 },
		});
	});

	it('are not asked for again by Retry On Fail', async () => {
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error } = await run(form('delete', PART), { node });
		expect(error?.description).toContain('matchedAudienceId 123456 deleted');
		expect(requests()).toHaveLength(1);
	});

	it('are an error when they are all', async () => {
		const { items, error } = await run(form('delete', { audienceIds: 9, confirmIds: '9' }));
		expect(error?.message).toBe('IQM did not delete the matched audience 9');
		expect(items).toEqual([]);
	});
});

it.each(Object.keys(FORMS))('a preview of %s sends nothing', async (operation) => {
	const credential = sandboxCredential(sandbox, { highestTotalBudget: '1' });
	for (const options of [{}, { credential }]) {
		const { items } = await run(form(operation, { options: { preview: true } }), options);
		expect(items).toEqual([
			{ json: expect.objectContaining({ preview: true }), pairedItem: { item: 0 } },
		]);
	}
	expect(sandbox.requests).toEqual([]);
});

describe('getAll', () => {
	const bodies = () => requests().map(({ json }) => json);

	it('reads 1,200 audiences in three pages of 500, with their status in words', async () => {
		for (let id = 1; id < 1198; id++) addAudience(id);
		const { items, error } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.matchedAudienceId)).size).toBe(1200);
		expect(items[0].json).toMatchObject({ audienceStatusId: 3, status: 'Ready' });
		expect(bodies()).toEqual(
			[1, 2, 3].map((pageNo) => ({
				audienceTypeIds: [1],
				pageNo,
				noOfEntries: 500,
				// Of its fields the document names "audienceName" alone.
			})),
		);
		expect(requests()[0]).toMatchObject({ method: 'POST', url: '/api/v3/audience/list' });
	});

	it('asks for as many as the limit says', async () => {
		for (let id = 1; id < 50; id++) addAudience(id);
		const { items } = await list({ limit: 10 });
		expect(items).toHaveLength(10);
		expect(bodies()).toEqual([
			{ audienceTypeIds: [1], pageNo: 1, noOfEntries: 10 },
		]);
	});

	it("sends the sample's filters", async () => {
		const filters = {
			audienceIds: '1003879,1003880',
			audienceStatusIds: ['Processing', 'pending'],
			searchFields: '={{ ["test audience", 123456] }}',
		};
		const { items } = await list({
			filters,
			limit: 20,
			options: { sortBy: 'audienceName', order: 'asc' },
		});
		expect(items).toEqual([]);
		expect(bodies()).toEqual([
			{
				audienceIds: [1003879, 1003880],
				audienceTypeIds: [1],
				audienceStatusIds: [1, 2],
				pageNo: 1,
				noOfEntries: 20,
				sortBy: 'audienceName',
				searchFields: ['test audience', '123456'],
			},
		]);
	});

	it.each(['audienceId', 'createdAt', 'audienceName'])('sorts by %s', async (sortBy) => {
		const { error } = await list({ options: { sortBy, order: 'asc' } });
		expect(error).toBeUndefined();
		expect(apiRequests(sandbox)[0].json).toMatchObject({ sortBy });
	});

	it.each<[IDataObject, string]>([
		[{ filters: { audienceStatusIds: ['Deleted'] } }, "not 'Deleted'"],
		[{ filters: { audienceIds: '[1,2' } }, 'is not valid JSON'],
		[{ limit: '={{ "all" }}' }, "'Limit' must be a number"],
	])('refuses %j before any request', async (parameters, message) => {
		const { error } = await list(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});
