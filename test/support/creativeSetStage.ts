import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AppLovinCreativeSet } from '../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { clock } from '../../nodes/common/ground/clock';
import type { RecordedRequest } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { AppLovinClient } from '../../sandbox/applovin/client';
import { freshSandbox } from './freshSandbox';
import { apiRequests, runNode } from './harness';
import { stoppedClock } from './testClock';

export const PNG = sampleContent('/samples/banner.png');
export const WAIT = { waitForStatus: true, longestWaitMinutes: 10, checkIntervalSeconds: 15 };
export const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };

/** Method, path and JSON of a request. */
export const brief = ({ method, path, json }: RecordedRequest) => ({
	method,
	path: path.replace('/campaign_management/v1', ''),
	...(json === undefined ? {} : { json }),
});

/** The texts and files of a form, in order. */
export const partsOf = ({ parts = [] }: RecordedRequest) =>
	parts.map(({ name, filename, contentType, content }) =>
		filename === undefined ? [name, content.toString()] : [name, filename, contentType],
	);

export const outputOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);

/** An asset as AppLovin lists it. */
export const asset = (type: string, text: string, status = 'processing') => ({
	asset: text,
	status,
	type,
});

/**
 * The fixture for one test file on AppLovin Creative Set: before each test, a sandbox with a campaign
 * and a creative set in it. Time only passes when the node waits.
 *
 * @returns `made` has the IDs of the two, in tests and hooks only; the rest is to be destructured
 */
export function creativeSetStage() {
	const time = stoppedClock();
	const sandbox = freshSandbox({ now: () => clock.now() });
	const made = { campaign: '', set: '' };
	let mark = 0;

	/** Does something with an API client that does not count as a request of the node. */
	async function prepare(work: (client: AppLovinClient) => Promise<unknown>): Promise<void> {
		const client = new AppLovinClient(sandbox);
		await client.login();
		await work(client);
		mark = apiRequests(sandbox).length;
	}
	beforeEach(
		async () =>
			await prepare(async (client) => {
				made.campaign = await client.makeCampaign();
				made.set = await client.makeCreativeSet(made.campaign);
			}),
	);

	return {
		time,
		sandbox,
		made,
		prepare,
		run: async (
			resource: string,
			operation: string,
			parameters: IDataObject,
			items?: INodeExecutionData[],
			options = {},
		) =>
			await runNode(
				sandbox,
				new AppLovinCreativeSet(),
				{ authentication: 'appLovinApi', resource, operation, ifItExists: 'create', ...parameters },
				{ items, ...options },
			),
		/** The node's requests, without logins and the test's own. */
		sent: () => apiRequests(sandbox).slice(mark),
		ids: () => ({ campaign_id: made.campaign, creative_set_id: made.set }),
		/** Makes AppLovin answer the next request to this path with this JSON. */
		answerWith: (path: RegExp, body: unknown): void => {
			sandbox.addFault({ path, kind: 'notJson', message: JSON.stringify(body) });
		},
		/** Puts assets into the set that were made long ago. */
		give: (...types: string[]): void => {
			for (const type of types) {
				const given = { type, asset: `old ${type}`, fails: false, madeAt: 0 };
				sandbox.applovin.assets.get(made.set)?.set(type, given);
			}
		},
	};
}
