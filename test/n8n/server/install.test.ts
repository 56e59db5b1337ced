import { PACKAGE } from '../support/ownPackage';
import { connect } from '../support/runningServers';
import type { N8nApi } from '../support/api';

/** Names are fixed: saved workflows refer to them. */
const NODES = [
	'appLovinAxonCampaign',
	'appLovinAxonCampaignTrigger',
	'appLovinAxonCreative',
	'appLovinAxonCreativeTrigger',
	'appLovinCampaign',
	'appLovinCampaignTrigger',
	'appLovinCreativeSet',
	'appLovinCreativeSetTrigger',
	'appLovinReport',
	'iqmCampaign',
	'iqmCampaignTrigger',
	'iqmCreative',
	'iqmCreativeTrigger',
	'iqmInsertionOrder',
	'iqmMasterData',
	'iqmMatchedAudience',
	'iqmMatchedAudienceTrigger',
	'iqmReport',
	'iqmReportTrigger',
];
/** They start workflows, so no agent can call them. */
const TRIGGERS = NODES.filter((name) => name.endsWith('Trigger'));
const CREDENTIALS = [
	'appLovinApi',
	'appLovinAxonApi',
	'appLovinOAuth2Api',
	'appLovinReportApi',
	'iqmApi',
];

describe('the package, installed by n8n itself', () => {
	let api: N8nApi;

	beforeAll(async () => {
		api = await connect();
	});

	it('is listed as a community package with all its nodes', async () => {
		const packages = (await api.get('/community-packages')) as Array<{
			packageName: string;
			installedNodes: Array<{ type: string }>;
			failedLoading?: boolean;
		}>;
		const own = packages.find(({ packageName }) => packageName === PACKAGE);
		expect(own?.failedLoading).toBeFalsy();
		expect(own?.installedNodes.map(({ type }) => type).sort()).toEqual(
			NODES.map((name) => `${PACKAGE}.${name}`),
		);
	});

	it('hands its nodes to the editor with icons, and all but the triggers as tools too', async () => {
		const types = await api.types('nodes');
		const own = types.map(({ name }) => String(name)).filter((name) => name.startsWith(PACKAGE));
		const tools = NODES.filter((name) => !TRIGGERS.includes(name)).map((name) => `${name}Tool`);
		expect(own.sort()).toEqual([...NODES, ...tools].map((name) => `${PACKAGE}.${name}`).sort());
		for (const name of NODES) {
			const node = types.find((type) => type.name === `${PACKAGE}.${name}`);
			expect(node).toMatchObject({
				iconUrl: { light: expect.any(String), dark: expect.any(String) },
			});
			const icons = node?.iconUrl as { light: string; dark: string };
			for (const icon of [icons.light, icons.dark]) {
				const response = await fetch(`${api.url}/${icon}`);
				expect(response.status).toBe(200);
				expect(response.headers.get('content-type')).toContain('image/svg');
			}
		}
	});

	it('hands its credentials to the editor', async () => {
		const types = await api.types('credentials');
		expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(CREDENTIALS));
	});
});
