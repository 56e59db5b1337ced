import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, runNode } from '../../support/harness';
import { openForm } from '../../support/openForm';
import type { Stage } from '../../support/scenarios';
import { setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/** Things that are picked by name: what a form lists can be sent as it is. */
skippedWaits();
const sandbox = freshSandbox();
let stage: Stage;
beforeEach(async () => {
	stage = await setStage(sandbox);
	sandbox.requests.length = 0;
});

interface Several {
	node: () => INodeType;
	/** The list method of one, and of several. */
	search?: string;
	load: string;
	picker: string;
	id: keyof Stage;
	fields: IDataObject;
	label: string;
	idsName: string;
	from: string;
}

const SEVERAL: Array<[string, Several]> = [
	[
		'campaigns',
		{
			...{ node: () => new IqmCampaign(), search: 'searchCampaigns', load: 'getCampaigns' },
			...{ picker: 'pickedCampaigns', id: 'campaignId', from: 'campaignsFrom' },
			fields: { operation: 'updateStatus', status: 'paused' },
			...{ label: 'Campaign', idsName: 'campaignIds' },
		},
	],
	[
		'insertion orders',
		{
			...{ node: () => new IqmInsertionOrder(), load: 'getInsertionOrders' },
			...{ search: 'searchInsertionOrders', picker: 'pickedInsertionOrders', id: 'ioId' },
			...{ from: 'ordersFrom', idsName: 'ioIdsList', label: 'Insertion Order' },
			fields: { operation: 'delete', confirmIds: '={{ $json.ids }}' },
		},
	],
	[
		'creatives',
		{
			...{ node: () => new IqmCreative(), search: 'searchCreatives', load: 'getCreatives' },
			...{ picker: 'pickedCreatives', id: 'creativeId', from: 'creativesFrom' },
			fields: { operation: 'updateStatus', status: 'paused' },
			...{ label: 'Creative', idsName: 'creativeIds' },
		},
	],
	[
		'matched audiences',
		{
			...{ node: () => new IqmMatchedAudience(), load: 'getMatchedAudiences' },
			...{ search: 'searchMatchedAudiences', picker: 'pickedMatchedAudiences', id: 'audienceId' },
			...{ from: 'audiencesFrom', idsName: 'audienceIds', label: 'Matched Audience' },
			fields: { operation: 'delete', confirmIds: '={{ $json.ids }}' },
		},
	],
];

describe.each(SEVERAL)('%s', (_, { node, search, load, picker, id, fields, label, idsName, from }) => {
	const run = async (parameters: IDataObject) =>
		await runNode(
			sandbox,
			node(),
			{ ...fields, ...parameters },
			{ items: [{ json: { ids: String(stage[id]) } }] },
		);

	it('are listed with name, ID and status, and what is picked is sent', async () => {
		const options = await openForm(sandbox, node()).load(load);
		const picked = options.find(({ value }) => String(value) === String(stage[id]));
		expect(picked?.name).toMatch(new RegExp(`.+ \\(${String(stage[id])}\\) – [A-Z]\\w+`));
		expect(apiRequests(sandbox)).toHaveLength(1);
		const { error, items } = await run({ [picker]: [picked?.value as string] });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it('are taken from an expression, as an array and as text', async () => {
		for (const given of ['={{ [$json.ids] }}', '={{ $json.ids }}']) {
			stage = await setStage(sandbox);
			const { error } = await run({ [picker]: given, [from]: 'list' });
			expect(error).toBeUndefined();
		}
	});

	it('are one entry in the list of one', async () => {
		const { results } = await openForm(sandbox, node()).search(search as string);
		const found = results.find(({ value }) => String(value) === String(stage[id]));
		expect(found?.name).toMatch(/ – [A-Z]\w+/);
	});

	it('must be chosen, and a name that stands for an ID says where it is picked', async () => {
		sandbox.requests.length = 0;
		const none = await run({ [picker]: '={{ [] }}' });
		expect(none.error?.message).toContain(`'${label} Names or IDs' is empty`);
		const cut = await run({ [picker]: ['', ''] });
		expect(cut.error?.message).toContain(`'${label} Names or IDs'`);
		const named = await run({ [idsName]: 'Spring launch' });
		expect(named.error?.message).toContain(
			`'${label} IDs' must hold IDs of digits only, not 'Spring launch': to choose by name, set '`,
		);
		expect(sandbox.requests).toEqual([]);
	});
});

it('a name in place of an ID is told where to pick it', async () => {
	const campaignId = { __rl: true, mode: 'id', value: '={{ "Spring launch" }}' };
	const { error } = await runNode(sandbox, new IqmCampaign(), { operation: 'get', campaignId });
	expect(error?.message).toBe(
		"'Campaign' is 'Spring launch', but an ID has digits only: choose it with 'From List'",
	);
	expect(sandbox.requests).toEqual([]);
});
