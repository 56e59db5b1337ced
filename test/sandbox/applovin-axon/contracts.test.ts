import { startSandbox, type Sandbox } from '../../../sandbox';
import { AxonClient } from '../../../sandbox/applovin-axon/client';
import { AXON_CONTRACTS } from '../../../sandbox/applovin-axon/contracts';
import { addAsset, addCampaign, addCreativeSet } from '../../../sandbox/applovin-axon/seed';
import { isObject } from '../../../sandbox/json';

/** The stand-in takes what the documents show, and answers what they show. */
let sandbox: Sandbox;
let client: AxonClient;
const NOW = Date.parse('2026-03-01T12:00:00Z');

beforeEach(async () => {
	sandbox = await startSandbox({ now: () => NOW });
	client = new AxonClient(sandbox);
	sandbox.applovinAxon.catalogs = [
		{ id: '1', name: 'Shop', type: 'DPA', variant_sets: [{ id: '2', name: 'All', catalog_id: '1', total_variants: 10, total_items: 5 }] },
	];
});
afterEach(() => sandbox.close());

it.each(AXON_CONTRACTS.map((one) => [`${one.endpoint}, section ${one.section}`, one] as const))(
	'%s',
	async (_, { endpoint, query, body, answer, some }) => {
		const state = sandbox.applovinAxon;
		const [method, path] = endpoint.split(' ');
		const isCreate = endpoint === 'POST /campaign/create';
		if (isCreate && JSON.stringify(answer).includes('12346')) addCampaign(state);
		if (!isCreate) {
			addCampaign(state, path === '/campaign/list' ? {
				...{ name: 'test campaign', platform: 'IOS' },
				budget: { daily_budget_for_all_countries: '5000' },
				goal: { goal_value_for_all_countries: '10', goal_type: 'CPI' },
				tracking: { tracking_method: 'APPSFLYER', impression_url: 'https://impression.appsflyer.com/..' },
			} : {});
		}
		addAsset(state, { resourceType: 'HTML', assetType: 'HOSTED_HTML' });
		if (path !== '/creative_set/create') addCreativeSet(state, { campaignIds: [12345], assetIds: [70000001] });
		const reply = method === 'GET' ? await client.get(path, query) : await client.post(path, body);
		expect(reply).toMatchObject({ status: 200, code: null });
		if (answer === undefined) expect(reply.text).toBe('');
		else if (some === undefined) expect(reply.body).toEqual(answer);
		else expect(reply.body).toMatchObject(answer as object);
		if (path === '/campaign/update' && isObject(body) && body.status !== undefined) {
			expect(state.campaigns.get(12345)?.status).toBe('PAUSED');
		}
	},
);

it('has each of the endpoints of section 2 but those without a printed body', () => {
	const shown = new Set(AXON_CONTRACTS.map(({ endpoint }) => endpoint.split(' ')[1]));
	expect([...shown].sort()).toEqual([
		'/asset/add-to-creative-sets',
		'/asset/remove-from-all-creative-sets',
		'/asset/remove-from-creative-sets',
		'/campaign/catalog_info',
		'/campaign/create',
		'/campaign/list',
		'/campaign/update',
		'/creative_set/add-to-campaigns',
		'/creative_set/clone',
		'/creative_set/create',
		'/creative_set/remove-from-all-campaigns',
		'/creative_set/remove-from-campaigns',
		'/creative_set/update',
	]);
});
