import type { IDataObject } from 'n8n-workflow';

import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { sandboxCredential } from '../../../support/harness';
import { EMPTY, formOf, iqmStage } from '../../../support/iqmStage';

/** Listing, changing, copying and deleting creatives (Creative API guideline). */
const { list, run, sandbox, sent, stage } = iqmStage(() => new IqmCreative());

beforeEach(() => {
	for (const id of [130141, 130142]) addCreative(id);
});

/** A creative like that of the stage. */
function addCreative(creativeId: number, changes: { creativeName?: string } = {}): void {
	const staged = sandbox.iqm.creatives.get(stage.creativeId);
	if (staged === undefined) throw new Error('No creative on the stage');
	sandbox.iqm.creatives.set(creativeId, { ...staged, creativeId, ...changes });
}

const CRT = '/api/v3/crt/creatives';
const IDS = [130141, 130142];

const FORMS: Record<string, IDataObject> = {
	update: { creativeId: '130141', updateFields: { creativeName: 'Renamed' } },
	updateStatus: { creativeIds: '130141,130142', status: 'paused' },
	delete: { creativeIds: '130141,130142', confirmIds: '130142,130141' },
	duplicate: { creativeIds: '130141,130142', clickUrl: '' },
};
const form = formOf(FORMS);
const each = (fields: IDataObject, name = 'creativeId') =>
	IDS.map((id) => ({ [name]: id, ...fields }));

it.each<[string, IDataObject, string, string, IDataObject, IDataObject[]]>([
	[
		'update',
		{
			updateFields: {
				creativeName: 'New creative name',
				externalCreativeId: '3rd party id',
				clickUrl: 'https://example.com/?c={CACHEBUSTER}',
				additionalJson: '{"pixelUrl": "http://pixel.com"}',
			},
		},
		'PATCH',
		`${CRT}/130141`,
		{
			creativeName: 'New creative name',
			externalCreativeId: '3rd party id',
			clickUrl: 'https://example.com/?c={CACHEBUSTER}',
			pixelUrl: 'http://pixel.com',
		},
		[
			{
				creativeId: 130141,
				updated: true,
				creativeName: 'New creative name',
				message: 'New creative name updated successfully',
			},
		],
	],
	[
		'updateStatus',
		{},
		'PATCH',
		`${CRT}/update-status`,
		{ creativeIds: IDS, creativeStatusId: 3 },
		each({ status: 'Paused', message: '2 Creatives updated successfully' }),
	],
	[
		'updateStatus',
		{ status: "={{ 'RUNNING' }}" },
		'PATCH',
		`${CRT}/update-status`,
		{ creativeIds: IDS, creativeStatusId: 2 },
		each({ status: 'Running' }),
	],
	[
		'delete',
		{},
		'PATCH',
		`${CRT}/update-status`,
		{ creativeIds: IDS, creativeStatusId: 4 },
		each({ status: 'Deleted' }),
	],
	[
		'duplicate',
		{},
		'POST',
		`${CRT}/duplicate`,
		{ creativeIds: IDS },
		each(
			{ duplicated: true, message: '2 creatives duplicated successfully' },
			'existingCreativeId',
		),
	],
	[
		'duplicate',
		{ clickUrl: 'https://www.example.com' },
		'POST',
		`${CRT}/duplicate`,
		{ creativeIds: IDS, clickUrl: 'https://www.example.com' },
		each({ duplicated: true }, 'existingCreativeId'),
	],
])('%s of %j sends %s %s', async (operation, changes, method, url, body, results) => {
	sandbox.options.iqm.readyAfterMs = 0;
	const { items, error } = await run(form(operation, changes));
	expect(error).toBeUndefined();
	expect(sent()).toEqual([[method, url, body]]);
	expect(items).toHaveLength(results.length);
	for (const [index, json] of results.entries()) {
		expect(items[index]).toMatchObject({ json, pairedItem: { item: 0 } });
	}
});

const SEVERAL = ['updateStatus', 'delete', 'duplicate'];

it.each(SEVERAL)('%s takes ids in any form', async (operation) => {
	for (const creativeIds of [
		[130141, '130142'],
		'0130141\n130142,130141',
		'={{ [130141,130142] }}',
		'[130141, "130142"]',
	]) {
		const { items } = await run(form(operation, { creativeIds, options: { preview: true } }));
		expect(items[0].json.body).toMatchObject({ creativeIds: IDS });
	}
	expect(sandbox.requests).toEqual([]);
});

// The sentence about one creative begins with its name.
it.each(SEVERAL)('%s is not misled by a name that is a number', async (operation) => {
	addCreative(7, { creativeName: '2026 creatives' });
	const { items, error } = await run(form(operation, { creativeIds: 7, confirmIds: '7' }));
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(String(items[0].json.message)).toMatch(/^2026 creatives /);
});

const name = (length: number) => ({ updateFields: { creativeName: 'n'.repeat(length) } });
const INPUT: Array<[string, string, IDataObject, string]> = [
	...SEVERAL.flatMap((operation): typeof INPUT => [
		['no ids', operation, { creativeIds: EMPTY }, "'Creative IDs' is empty"],
		['ids with letters', operation, { creativeIds: '1,b' }, "digits only, not 'b'"],
		['broken JSON', operation, { creativeIds: '[1,2' }, 'is not valid JSON'],
		['objects', operation, { creativeIds: '={{ [{ "id": 1 }] }}' }, 'must be a list of values'],
	]),
	['no id', 'update', { creativeId: EMPTY }, "'Creative' is empty"],
	['two ids', 'update', { creativeId: '1,2' }, "'Creative' must be an ID of digits only"],
	['JSON as id', 'update', { creativeId: '[1]' }, "'Creative' must be an ID of digits only"],
	['no change', 'update', { updateFields: {} }, 'There is nothing to update'],
	['no name', 'update', { updateFields: { creativeName: ' ' } }, "'Creative Name' is empty"],
	['256 characters', 'update', name(256), 'must have at most 255 characters, not 256'],
	['no protocol', 'update', { updateFields: { clickUrl: 'iqm.com' } }, 'must be a URL'],
	['a script', 'update', { updateFields: { pixelUrl: 'javascript:1' } }, 'must be a URL'],
	[
		'a field twice',
		'update',
		{ updateFields: { creativeName: 'A', additionalJson: '{"creativeName": "B"}' } },
		"'Additional JSON' sets 'creativeName'",
	],
	['no status', 'updateStatus', { status: EMPTY }, "'New Status' is empty"],
	['the status deleted', 'updateStatus', { status: '={{ "deleted" }}' }, "not 'deleted'"],
	['a status id', 'updateStatus', { status: '={{ 4 }}' }, "'New Status' must be one of"],
	['no confirmation', 'delete', { confirmIds: EMPTY }, "'Confirm IDs' is empty: its expression returned no value"],
	['half a confirmation', 'delete', { confirmIds: '130141' }, "not '130141'"],
	['others confirmed', 'delete', { confirmIds: '130141,130143' }, "'Confirm IDs' must hold"],
	['the sample without protocol', 'duplicate', { clickUrl: 'www.example.com' }, 'must be a URL'],
];
it.each(INPUT)('refuses %s before any request of %s', async (_, operation, changes, message) => {
	const { error } = await run(form(operation, changes));
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it.each(SEVERAL)("%s shows IQM's words, and what they leave open", async (operation) => {
	const changes = { creativeIds: '130141,99', confirmIds: '130141,99' };
	const { items } = await run(form(operation, changes), {
		node: { onError: 'continueRegularOutput' },
	});
	expect(items[0]).toMatchObject({
		json: { error: 'Invalid creative ids found. Please provide valid creative ids' },
		pairedItem: { item: 0 },
	});
	expect((items[0].json.details as IDataObject).description).toContain(
		'The request was for 2 creatives: check in IQM whether the others were',
	);
});

it('treats HTTP 200 with success:false as a refusal', async () => {
	sandbox.addFault({ path: /update-status$/, kind: 'successFalse', message: 'Not now' });
	const { error } = await run(form('updateStatus'));
	expect(error?.message).toContain('Not now');
});

it.each(Object.keys(FORMS))('a preview of %s sends nothing', async (operation) => {
	const credential = sandboxCredential(sandbox, { highestTotalBudget: '1', highestBid: '1' });
	for (const options of [{}, { credential }]) {
		const { items } = await run(form(operation, { options: { preview: true } }), options);
		expect(items).toEqual([
			{ json: expect.objectContaining({ preview: true }), pairedItem: { item: 0 } },
		]);
	}
	expect(sandbox.requests).toEqual([]);
});

describe('getAll', () => {
	it('reads 1,200 creatives in three pages of 500, with their status in words', async () => {
		for (let id = 1; id < 1198; id++) addCreative(id);
		sandbox.iqm.decide('creative', 7, 'paused');
		const { items, error } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.creativeId)).size).toBe(1200);
		expect(items.find(({ json }) => json.creativeId === 7)?.json).toMatchObject({
			creativeStatusId: 3,
			status: 'paused',
		});
		expect(sent()).toEqual(
			[1, 2, 3].map((pageNo) => [
				'POST',
				`${CRT}/list`,
				{ pageNo, noOfEntries: 500, sortBy: '-creativeId' },
			]),
		);
	});

	it('asks for as many as the limit says', async () => {
		for (let id = 1; id < 50; id++) addCreative(id);
		const { items } = await list({ limit: 10 });
		expect(items).toHaveLength(10);
		expect(sent().map(([, , body]) => body)).toEqual([
			{ pageNo: 1, noOfEntries: 10, sortBy: '-creativeId' },
		]);
	});

	it("sends the sample's filters, times in milliseconds", async () => {
		const filters = {
			searchField: 'creative',
			platformCreativeTypeIds: [11, 13, 14, 15, 17],
			creativeStatusIds: ['pending', 'running', 'paused', 'deleted'],
			creativeIds: '130141,130142',
			campaignIds: 20141,
			startTime: '2024-12-23T18:59:59',
			endTime: '={{ 1735206867 }}',
		};
		await list({ filters, limit: 2 }, { timezone: 'America/New_York' });
		expect(sent()[0][2]).toEqual({
			pageNo: 1,
			noOfEntries: 2,
			sortBy: '-creativeId',
			searchField: 'creative',
			platformCreativeTypeIds: [11, 13, 14, 15, 17],
			creativeStatusIds: [1, 2, 3, 4],
			creativeIds: IDS,
			campaignIds: [20141],
			startTime: 1734998399000,
			endTime: 1735206867000,
		});
	});

	it.each(['creativeId', 'createdAt', 'creativeName'])('sorts by %s', async (sortBy) => {
		const { error } = await list({ options: { sortBy, order: 'asc' } });
		expect(error).toBeUndefined();
		// IQM OpenAPI creative: "SortOrderEnum[id=1, name='asc', symbol='+']"
		expect(sent()[0][2]).toMatchObject({ sortBy: `+${sortBy}` });
	});

	it.each<[IDataObject, string]>([
		[{ filters: { creativeStatusIds: ['approved'] } }, "not 'approved'"],
		[{ filters: { creativeIds: '[1,2' } }, 'is not valid JSON'],
		[{ filters: { startTime: 'soon' } }, "'Created After' is not a date"],
	])('refuses %j before any request', async (parameters, message) => {
		const { error } = await list(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});
