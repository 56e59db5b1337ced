import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { clock } from '../../nodes/common/ground/clock';
import { IqmCampaignTrigger } from '../../nodes/Iqm/IqmCampaignTrigger/IqmCampaignTrigger.node';
import { IqmCreativeTrigger } from '../../nodes/Iqm/IqmCreativeTrigger/IqmCreativeTrigger.node';
import { IqmMatchedAudienceTrigger } from '../../nodes/Iqm/IqmMatchedAudienceTrigger/IqmMatchedAudienceTrigger.node';
import type { Sandbox } from '../../sandbox';
import type { Creative } from '../../sandbox/iqm/state';
import type { FaultKind } from '../../sandbox/types';
import { forgetProcessState, sandboxCredential, testSandbox } from './harness';
import type { Polled, SaveMode } from './polls';
import { PolledWorkflow } from './polls';

export const MINUTE = 60_000;

const real = { ...clock };

/** What a trigger of IQM watches, in the words of tests that hold for all of them. */
export interface Kind {
	thing: 'campaign' | 'creative' | 'audience';
	things: string;
	node: new () => INodeType;
	/** Its list, the key of the rows there and the key of a row's ID, also in the output. */
	path: string;
	rows: string;
	idName: string;
	outputName: string;
	/** A row's status in the list, by its word. */
	inRow: (status: string) => IDataObject;
	/** Its events, by what they are about. */
	events: { approved: string; refused: string; changed: string; added: string };
	/** Statuses: before the review, after it, and what follows an approval. */
	statuses: { waiting: string; approved: string; left: string; refused: string };
	/** Statuses after which it can't be approved, since it was before. */
	notAfter: string[];
	/** All that a list can show. */
	all: string[];
}

const CREATIVE_IDS = { pending: 1, running: 2, paused: 3, deleted: 4, rejected: 5 };
const AUDIENCE_IDS = { Processing: 1, Pending: 2, Ready: 3, Rejected: 4, Failed: 6 };

export const CAMPAIGNS: Kind = {
	thing: 'campaign',
	things: 'campaigns',
	node: IqmCampaignTrigger,
	path: '/api/v3/cmp/basic/list',
	rows: 'data',
	idName: 'campaignId',
	outputName: 'campaignId',
	inRow: (status) => ({ status }),
	events: {
		approved: 'campaignApproved',
		refused: 'campaignRejected',
		changed: 'campaignStatusChanged',
		added: 'newCampaign',
	},
	statuses: { waiting: 'pending', approved: 'running', left: 'paused', refused: 'rejected' },
	notAfter: ['completed', 'deleted', 'expired', 'paused'],
	all: ['draft', 'paused', 'pending', 'rejected', 'running'],
};

export const CREATIVES: Kind = {
	thing: 'creative',
	things: 'creatives',
	node: IqmCreativeTrigger,
	path: '/api/v3/crt/creatives/list',
	rows: 'filteredList',
	idName: 'creativeId',
	outputName: 'creativeId',
	inRow: (status) => ({ creativeStatusId: CREATIVE_IDS[status as 'running'] }),
	events: {
		approved: 'creativeApproved',
		refused: 'creativeRejected',
		changed: 'creativeStatusChanged',
		added: 'newCreative',
	},
	statuses: { waiting: 'pending', approved: 'running', left: 'paused', refused: 'rejected' },
	notAfter: ['deleted', 'paused'],
	all: ['deleted', 'paused', 'pending', 'rejected', 'running'],
};

export const AUDIENCES: Kind = {
	thing: 'audience',
	things: 'matched audiences',
	node: IqmMatchedAudienceTrigger,
	path: '/api/v3/audience/list',
	rows: 'audienceList',
	idName: 'audienceId',
	outputName: 'matchedAudienceId',
	inRow: (status) => ({ audienceStatusId: AUDIENCE_IDS[status as 'Ready'] }),
	events: {
		approved: 'matchedAudienceReady',
		refused: 'matchedAudienceRejectedOrFailed',
		changed: 'matchedAudienceStatusChanged',
		added: 'newMatchedAudience',
	},
	statuses: { waiting: 'Pending', approved: 'Ready', left: 'Processing', refused: 'Rejected' },
	notAfter: [],
	all: ['Failed', 'Pending', 'Processing', 'Ready', 'Rejected'],
};

export const KINDS = [CAMPAIGNS, CREATIVES, AUDIENCES];

const made = {
	campaign: (id: number) => ({
		id,
		request: { campaignName: `Campaign ${id}`, ioId: 1, creativeType: 11 },
	}),
	creative: (id: number) => ({
		creativeId: id,
		...{ creativeName: `Creative ${id}`, creativeTypeId: 11, width: 1, height: 1 },
		...{ clickUrl: null, duration: null, sourceType: 'file', source: '', metadata: {} },
	}),
	audience: (id: number) => ({
		id,
		audienceName: `Audience ${id}`,
		fields: {},
		file: { filename: 'voters.csv', size: 1, sha256: '', content: Buffer.from('a') },
	}),
};

/** The stand-in with things that tests change freely, on a clock without real waiting. */
export class TriggerStage {
	time = Date.parse('2026-03-01T12:00:00Z');

	sandbox!: Sandbox;

	constructor(readonly kind: Kind) {}

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

	/** What the account has of the kind. */
	get things(): Map<number, { decisions?: Array<{ status: string }> }> {
		const { campaigns, creatives, audiences } = this.sandbox.iqm;
		return { campaign: campaigns, creative: creatives, audience: audiences }[this.kind.thing];
	}

	/** @param request fields of a campaign */
	add(status = this.kind.statuses.waiting, request: IDataObject = {}): number {
		const { iqm } = this.sandbox;
		const { thing } = this.kind;
		const id = iqm.nextId(thing);
		const row = { ...made[thing](id), madeAt: this.time };
		if (thing === 'campaign') iqm.campaigns.set(id, withRequest(row, request) as never);
		else if (thing === 'creative') iqm.creatives.set(id, row as unknown as Creative);
		else iqm.audiences.set(id, row as never);
		iqm.decide(thing, id, status as never, this.time);
		return id;
	}

	setStatus(id: number, status: string): void {
		this.time += 1;
		this.sandbox.iqm.decide(this.kind.thing, id, status as never, this.time);
	}

	/** Matches a request for this page of the list, for use as a fault's path. */
	private page(page: number, then: () => boolean): RegExp {
		return Object.assign(/^/, {
			test: (path: string) => {
				const { json } = this.sandbox.requests.at(-1) ?? {};
				const { pageNo } = (json ?? {}) as IDataObject;
				return path === this.kind.path && pageNo === page && then();
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
			new this.kind.node(),
			{ event: this.kind.events.changed, ...parameters },
			sandboxCredential(this.sandbox, credential),
			mode,
			settings,
		);
	}

	/** What a poll reported, "<id>: <status>" for each. */
	readonly told = ({ items }: Polled) =>
		items?.map(({ json }) => `${String(json[this.kind.outputName])}: ${String(json.status)}`);
}

function withRequest(row: object, request: IDataObject): object {
	const { request: own } = row as { request: object };
	return { ...row, request: { ...own, ...request } };
}

/** A stage for one test file or group: open from the first `beforeAll` until its end. */
export function triggerStage(kind: Kind = CAMPAIGNS): TriggerStage {
	const stage = new TriggerStage(kind);
	beforeAll(async () => await stage.open());
	afterAll(async () => await stage.close());
	return stage;
}
