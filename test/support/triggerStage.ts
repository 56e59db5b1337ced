import type { IDataObject, INode } from 'n8n-workflow';

import { clock } from '../../nodes/common/ground/clock';
import { IqmTrigger } from '../../nodes/Iqm/IqmTrigger/IqmTrigger.node';
import type { Sandbox } from '../../sandbox';
import type { CampaignStatus } from '../../sandbox/iqm/state';
import type { FaultKind } from '../../sandbox/types';
import { forgetProcessState, sandboxCredential, testSandbox } from './harness';
import type { Polled, SaveMode } from './polls';
import { PolledWorkflow } from './polls';

export const LIST = '/api/v3/cmp/basic/list';
export const MINUTE = 60_000;

const real = { ...clock };

/** The stand-in with campaigns that tests change freely, on a clock without real waiting. */
class TriggerStage {
	time = Date.parse('2026-03-01T12:00:00Z');

	sandbox!: Sandbox;

	async open(): Promise<void> {
		// Nothing changes unless a test changes it.
		const iqm = { readyAfterMs: Number.MAX_SAFE_INTEGER };
		this.sandbox = await testSandbox({ now: () => this.time, iqm });
		clock.now = () => this.time;
		clock.sleep = async (ms) => void (this.time += ms);
	}

	async close(): Promise<void> {
		Object.assign(clock, real);
		await this.sandbox.close();
	}

	/** An empty account, which the package does not know. */
	reset(): void {
		this.sandbox.reset();
		forgetProcessState();
	}

	addCampaign(status: CampaignStatus = 'pending', request: IDataObject = {}): number {
		const { iqm } = this.sandbox;
		const id = iqm.nextId('campaign');
		iqm.campaigns.set(id, {
			id,
			madeAt: this.time,
			request: { campaignName: `Campaign ${id}`, ioId: 1, creativeType: 11, ...request } as never,
		});
		iqm.decide('campaign', id, status, this.time);
		return id;
	}

	setStatus(id: number, status: CampaignStatus): void {
		this.time += 1;
		this.sandbox.iqm.decide('campaign', id, status, this.time);
	}

	/** Matches a request for this page of the list, for use as a fault's path. */
	private page(page: number, then: () => boolean): RegExp {
		return Object.assign(/^/, {
			test: (path: string) => {
				const { json } = this.sandbox.requests.at(-1) ?? {};
				const { pageNo } = (json ?? {}) as IDataObject;
				return path === LIST && pageNo === page && then();
			},
		});
	}

	/** Does something once, when a page of the list is requested, before it is answered. */
	atPage(page: number, act: () => void): void {
		let isDone = false;
		const path = this.page(page, () => {
			if (!isDone) act();
			isDone = true;
			return false;
		});
		this.sandbox.addFault({ path, kind: 'serverError' });
	}

	failPage(page: number, kind: FaultKind, times: number, delayMs?: number): void {
		this.sandbox.addFault({ path: this.page(page, () => true), kind, times, delayMs });
	}

	trigger(
		parameters: IDataObject = {},
		mode: SaveMode = 'onEmission',
		settings: Partial<INode> = {},
		credential: IDataObject = {},
	): PolledWorkflow {
		return new PolledWorkflow(
			new IqmTrigger(),
			{ event: 'campaignStatusChanged', ...parameters },
			sandboxCredential(this.sandbox, credential),
			mode,
			settings,
		);
	}
}

/** A stage for one test file: open from the first `beforeAll` until its end. */
export function triggerStage(): TriggerStage {
	const stage = new TriggerStage();
	beforeAll(async () => await stage.open());
	afterAll(async () => await stage.close());
	return stage;
}

/** What a poll reported about campaigns, "<id>: <status>" for each. */
export const told = ({ items }: Polled) =>
	items?.map(({ json }) => `${String(json.campaignId)}: ${String(json.status)}`);
