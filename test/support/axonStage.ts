import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonCampaign } from '../../nodes/AppLovin/AppLovinAxonCampaign/AppLovinAxonCampaign.node';
import { clock } from '../../nodes/common/ground/clock';
import type { RecordedRequest, Sandbox } from '../../sandbox';
import { addCampaign } from '../../sandbox/applovin-axon/seed';
import type { AxonCampaign } from '../../sandbox/applovin-axon/state';
import { freshSandbox } from './freshSandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { axonCredential, runNode } from './harness';
import { skippedWaits } from './testClock';

export const CREATE = '/manage/v1/campaign/create';
export const LIST = '/manage/v1/campaign/list';
export const UPDATE = '/manage/v1/campaign/update';

/** A new app campaign as the form asks for it. */
export const NEW_APP = {
	operation: 'create',
	type: 'APP',
	name: 'US CPI',
	start: 'PAUSED',
	platform: 'ANDROID',
	package_name: 'com.example.game',
	start_date: '={{ $now.plus({ days: 1 }).startOf("day") }}',
	end: 'none',
	bidding_strategy: 'TARGET_GOAL_WITH_CPI_BILLING',
	countries: ['US'],
	budgetFor: 'all',
	daily_budget: '100',
	goal_type: 'CPI',
	goalFor: 'all',
	goal_value: '2.50',
	tracking_method: 'ADJUST',
	impression_url: 'https://view.adjust.com/abc',
	click_url: 'https://app.adjust.com/abc',
	additionalFields: {},
} satisfies IDataObject;

/** The body of a request, if it was JSON. */
export const bodyOf = ({ body }: RecordedRequest): IDataObject =>
	(body.length === 0 ? {} : JSON.parse(body.toString())) as IDataObject;

/** For one test file: the node AppLovin Axon Campaign with a stand-in, and no real waiting. */
export function axonStage() {
	const time = skippedWaits();
	const sandbox: Sandbox = freshSandbox({ now: () => clock.now() });
	return {
		time,
		sandbox,
		/** Sets a campaign as it exists already: `fields` under the API's names. */
		campaign: (fields: IDataObject = {}, others: Partial<AxonCampaign> = {}): AxonCampaign =>
			addCampaign(sandbox.applovinAxon, fields as AxonCampaign['fields'], others),
		run: async (parameters: IDataObject, options: NodeRunOptions = {}): Promise<NodeRun> =>
			await runNode(
				sandbox,
				new AppLovinAxonCampaign(),
				{ resource: 'campaign', ...parameters },
				options,
			),
		credential: (changes: IDataObject = {}) => axonCredential(sandbox, changes),
		/** The requests that reached a path, in order. */
		to: (path: string): RecordedRequest[] =>
			sandbox.requests.filter((request) => request.path === path),
		/** What was sent to change or create campaigns. */
		writes: (): Array<[string, IDataObject]> =>
			sandbox.requests
				.filter(({ method }) => method === 'POST')
				.map((request) => [request.path, bodyOf(request)]),
		/** The campaign as the stand-in holds it. */
		held: (id: number | string): AxonCampaign | undefined =>
			sandbox.applovinAxon.campaigns.get(Number(id)),
	};
}
