import type { IDataObject, INode } from 'n8n-workflow';

import { clock } from '../../nodes/common/clock';
import { IqmTrigger } from '../../nodes/Iqm/IqmTrigger/IqmTrigger.node';
import type { Sandbox } from '../../sandbox';
import type { CampaignStatus } from '../../sandbox/iqm/state';
import type { FaultKind } from '../../sandbox/types';
import { sandboxCredential, testSandbox } from './harness';
import type { SaveMode } from './polls';
import { PolledWorkflow } from './polls';

export const LIST = '/api/v3/cmp/basic/list';
export const MINUTE = 60_000;

const real = { ...clock };

/** The stand-in with campaigns that tests change as they like, on a clock that waits for nothing. */
export class TriggerStage {
	time = Date.parse('2026-03-01T12:00:00Z');

	private constructor(public sandbox: Sandbox) {}

	static async open(): Promise<TriggerStage> {
		const stage = new TriggerStage(undefined as unknown as Sandbox);
		// Nothing changes unless a test does it.
		const iqm = { readyAfterMs: Number.MAX_SAFE_INTEGER };
		stage.sandbox = await testSandbox({ now: () => stage.time, iqm });
		clock.now = () => stage.time;
		clock.sleep = async (ms) => void (stage.time += ms);
		return stage;
	}

	async close(): Promise<void> {
		Object.assign(clock, real);
		await this.sandbox.close();
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

	/** Matches a request for this page of the list, where a fault has the path that it is for. */
	private page(page: number, then: () => boolean): RegExp {
		return Object.assign(/^/, {
			test: (path: string) => {
				const { json } = this.sandbox.requests.at(-1) ?? {};
				const { pageNo } = (json ?? {}) as IDataObject;
				return path === LIST && pageNo === page && then();
			},
		});
	}

	/** Does something once, when a page of the list is asked for, before it is answered. */
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
