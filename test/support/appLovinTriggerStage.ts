import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AppLovinCampaignTrigger } from '../../nodes/AppLovin/AppLovinCampaignTrigger/AppLovinCampaignTrigger.node';
import { AppLovinCreativeSetTrigger } from '../../nodes/AppLovin/AppLovinCreativeSetTrigger/AppLovinCreativeSetTrigger.node';
import { clock } from '../../nodes/common/ground/clock';
import { AppLovinClient } from '../../sandbox/applovin/client';
import { freshSandbox } from './freshSandbox';
import { appLovinCredential } from './harness';
import type { SaveMode } from './polls';
import { PolledWorkflow } from './polls';

export const MINUTE = 60_000;
export const ASSETS = { event: 'assetReadyOrFailed' };
export const STATUS = { event: 'campaignStatusChanged' };

export const jsons = (items: INodeExecutionData[] | undefined) =>
	(items ?? []).map(({ json }) => json);

/** The trigger that has an event. */
export const nodeFor = ({ event }: IDataObject) =>
	String(event).startsWith('asset') ? new AppLovinCreativeSetTrigger() : new AppLovinCampaignTrigger();

/**
 * The fixture for one test file on AppLovin's triggers: a sandbox with a client that is logged in, and a
 * clock without real waiting, new for each test.
 *
 * @returns to be destructured; `sandbox` has its contents in tests and hooks only
 */
export function appLovinTriggerStage() {
	const real = { ...clock };
	/** Milliseconds since 1970: advanced by tests and by the node's waits. */
	const time = { now: 0 };
	const sandbox = freshSandbox({ now: () => clock.now() });
	const client = new AppLovinClient(sandbox);
	beforeEach(async () => {
		time.now = 1_750_000_000_000;
		clock.now = () => time.now;
		clock.sleep = async (ms) => void (time.now += ms);
		// Two tokens at a time: the tests' own and the node's.
		sandbox.options.applovin.singleToken = false;
		await client.login();
	});
	afterEach(() => void Object.assign(clock, real));
	return {
		sandbox,
		client,
		time,
		trigger: (
			parameters: IDataObject,
			mode?: SaveMode,
			credential: ICredentialDataDecryptedObject = appLovinCredential(sandbox),
		) => new PolledWorkflow(nodeFor(parameters), parameters, credential, mode),
		/**
		 * Polls a minute later.
		 *
		 * @returns what the poll reported
		 * @throws what the poll failed with
		 */
		pollNext: async (workflow: PolledWorkflow) => {
			time.now += MINUTE;
			const { items, error } = await workflow.poll();
			if (error !== undefined) throw error;
			return jsons(items);
		},
	};
}
