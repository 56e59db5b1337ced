import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import type { RecordedRequest } from '../../sandbox';
import { AppLovinClient } from '../../sandbox/applovin/client';
import { ID } from './appLovinForms';
import { freshSandbox } from './freshSandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { apiRequests, runNode } from './harness';

export const BASE = '/campaign_management/v1';

/** The fixture for one test file on AppLovin Campaign: to be destructured, for tests and hooks only. */
export function appLovinCampaignStage() {
	const sandbox = freshSandbox();

	/** Makes a campaign in the sandbox without recording the requests. */
	async function makeCampaign(changes: Record<string, string> = {}): Promise<string> {
		const client = new AppLovinClient(sandbox);
		await client.login();
		const id = await client.makeCampaign(changes);
		sandbox.requests.length = 0;
		return id;
	}

	return {
		sandbox,
		makeCampaign,
		run: async (
			resource: string,
			operation: string,
			parameters: IDataObject = {},
			options: NodeRunOptions = {},
		): Promise<NodeRun> =>
			await runNode(
				sandbox,
				new AppLovinCampaign(),
				{ authentication: 'appLovinApi', resource, operation, options: {}, ...parameters },
				options,
			),
		/** Makes a campaign: the sandbox gives the document's ID to its first one. */
		makeSample: async (changes: Record<string, string> = {}): Promise<void> => {
			expect(await makeCampaign(changes)).toBe(ID);
		},
		onlyRequest: (): RecordedRequest => {
			const requests = apiRequests(sandbox);
			expect(requests).toHaveLength(1);
			expect(requests[0].headers.authorization).toMatch(/^Bearer \S+$/);
			return requests[0];
		},
		/** The request that sets a bid, before which the campaign's targeting is read. */
		writeAfterLook: (): RecordedRequest => {
			const [look, write, ...others] = apiRequests(sandbox);
			expect([look?.method, look?.url]).toEqual(['GET', `${BASE}/campaign_targets/${ID}`]);
			expect(others).toEqual([]);
			return write;
		},
		/** Rows that the sandbox holds for the document's campaign. */
		sourcesOf: () => sandbox.applovin.sources.get(ID) ?? [],
		bidsOf: () => sandbox.applovin.sourceBids.get(ID) ?? [],
	};
}
