import fc from 'fast-check';

import type { CampaignStatus } from '../../../../sandbox/iqm/state';
import type { FaultKind } from '../../../../sandbox/types';
import type { Polled, PolledWorkflow, SaveMode } from '../../../support/polls';
import { SAVE_MODES } from '../../../support/polls';
import { isWhole } from '../../../support/sample';
import { LIST, MINUTE, triggerStage } from '../../../support/triggerStage';

/**
 * Over 1,000 polls per line of n8n, between random changes, faults and ends of the process: what
 * the trigger reports is what changed, as seen between successful polls.
 */
const stage = triggerStage();
let polls = 0;
let failures = 0;
let crashes = 0;

const STATUSES: CampaignStatus[] = ['draft', 'paused', 'pending', 'rejected', 'running'];
const FAULTS: FaultKind[] = [
	...(['empty', 'expiredToken', 'forbidden', 'html', 'notJson', 'rateLimit'] as const),
	...(['rateLimitRetryAfter', 'reset', 'resetAfter', 'serverError', 'successFalse'] as const),
];

type Change = { kind: 'add' | 'back' | 'delete' | 'remove' | 'status'; pick: number };
interface Step {
	changes: Change[];
	/** What happens in a step besides the poll that ends it. */
	besides: 'crash' | 'crashInPoll' | 'expire' | 'fault' | 'midRead' | 'nothing';
	fault: FaultKind;
	/** How often, and from which page of the list on. */
	times: number;
	from: number;
}

const change = fc.record<Change>({
	kind: fc.constantFrom('add', 'back', 'delete', 'remove', 'status', 'status', 'status'),
	pick: fc.nat(10_000),
});
const step = fc.record<Step>({
	changes: fc.array(change, { maxLength: 3 }),
	besides: fc.constantFrom(
		...(['crash', 'crashInPoll', 'expire', 'fault', 'fault', 'midRead', 'nothing'] as const),
	),
	fault: fc.constantFrom(...FAULTS),
	times: fc.integer({ min: 1, max: 6 }),
	from: fc.integer({ min: 1, max: 2 }),
});

interface Case {
	title: string;
	event: 'campaignStatusChanged' | 'newCampaign';
	statuses: CampaignStatus[];
}
const CASES: Case[] = [
	{ title: 'all statuses', event: 'campaignStatusChanged', statuses: [] },
	{ title: 'two statuses', event: 'campaignStatusChanged', statuses: ['running', 'rejected'] },
	{ title: 'new ones', event: 'newCampaign', statuses: [] },
];

/** One run: the account, what the trigger has seen of it, and the workflow. */
class Play {
	private readonly removed: number[] = [];

	/** Status by id at the last successful poll that saw it; undefined before the first one. */
	private lastSeen: Map<string, string> | undefined;

	private active = false;

	constructor(
		private readonly workflow: PolledWorkflow,
		private readonly wanted: Case,
		private readonly mode: SaveMode,
		campaigns: number,
	) {
		for (let made = 0; made < campaigns; made++) stage.addCampaign(STATUSES[made % 5]);
	}

	private change({ kind, pick }: Change): void {
		const { campaigns } = stage.sandbox.iqm;
		const ids = [...campaigns.keys()];
		const id = ids[pick % ids.length];
		const status = STATUSES[pick % STATUSES.length];
		if (kind === 'add' || id === undefined) stage.addCampaign(status);
		else if (kind === 'delete') stage.setStatus(id, 'deleted');
		else if (kind === 'status') stage.setStatus(id, status);
		else if (kind === 'remove') {
			gone.set(id, campaigns.get(id));
			campaigns.delete(id);
			this.removed.push(id);
		} else {
			const back = this.removed.pop();
			const campaign = back === undefined ? undefined : gone.get(back);
			if (back !== undefined && campaign !== undefined) campaigns.set(back, campaign);
		}
	}

	/** What the list shows now, in its order: newest first, since the document names no field to ask for. */
	private listed(): Array<[string, string]> {
		const { campaigns } = stage.sandbox.iqm;
		return [...campaigns.values()]
			.sort((a, b) => b.id - a.id)
			.map(({ id, decisions }) => [String(id), decisions?.at(-1)?.status ?? '']);
	}

	private isWanted(status: string): boolean {
		const { statuses } = this.wanted;
		return statuses.length === 0 || statuses.some((one) => one === status);
	}

	/** Compares with what a successful poll must report, having seen this. */
	private check(seen: Map<string, string>, { items }: Polled): void {
		const known = this.lastSeen;
		this.lastSeen = new Map([...(known ?? []), ...seen]);
		if (known === undefined) {
			expect(items).toBeUndefined();
			return;
		}
		const isNew = this.wanted.event === 'newCampaign';
		const changed = [...seen].filter(([id, status]) =>
			isNew ? !known.has(id) : known.get(id) !== status,
		);
		const told = changed.filter(([, status]) => this.isWanted(status));
		const left = changed.filter(([id]) => this.isWanted(known.get(id) ?? ' ') && known.has(id));
		expect(items?.map(({ json }) => [String(json.campaignId), json.status])).toEqual(
			told.length > 0 || left.length > 0
				? told.sort(([a], [b]) => Number(a) - Number(b))
				: undefined,
		);
		if (isNew || this.wanted.statuses.length > 0) return;
		for (const { json } of items ?? []) {
			expect(json.previousStatus).toBe(known.get(String(json.campaignId)) ?? null);
		}
	}

	/** Until the workflow is active; its first poll reports what happened since. */
	private async activate(): Promise<void> {
		const kind = this.lastSeen === undefined ? 'activate' : 'init';
		const before = new Map(this.listed());
		const first = await this.workflow.activate(kind).catch((error: Error) => ({ error }));
		polls += 1;
		if (first.error !== undefined) {
			failures += 1;
			return;
		}
		this.active = true;
		// With durable cursors n8n stores nothing for an activation without events.
		const isStored = this.mode === 'onEmission' || this.lastSeen !== undefined;
		if (isStored) this.check(before, first);
	}

	async step({ changes, besides, fault, times, from }: Step): Promise<void> {
		stage.time += MINUTE;
		changes.forEach((one) => this.change(one));
		if (besides === 'crash') this.end();
		if (besides === 'expire') stage.sandbox.expireTokens();
		if (besides === 'fault') {
			if (from > 1 && stage.sandbox.iqm.campaigns.size > 500) stage.failPage(from, fault, times);
			else stage.sandbox.addFault({ path: /./, kind: fault, times });
		}
		if (!this.active) await this.activate();
		else await this.poll(besides);
		stage.sandbox.faults.length = 0;
	}

	private async poll(besides: Step['besides']): Promise<void> {
		const before = this.listed();
		let after = before;
		if (besides === 'midRead') {
			stage.atPage(2, () => {
				// Among the newest, which the first page has shown: the others move from page to page.
				for (const kind of ['remove', 'add', 'status'] as const) {
					this.change({ kind, pick: stage.sandbox.iqm.campaigns.size - 8 });
				}
				after = this.listed();
			});
		}
		const result = this.workflow.poll();
		if (besides === 'crashInPoll') {
			this.end();
			await result.catch(() => {});
			return;
		}
		const polled = await result;
		polls += 1;
		if (polled.error !== undefined) {
			failures += 1;
			expect(polled.items).toBeUndefined();
			return;
		}
		// As two pages that were read one after the other show it.
		this.check(new Map([...before.slice(0, 500), ...after.slice(500)]), polled);
	}

	private end(): void {
		crashes += 1;
		this.workflow.crash();
		this.active = false;
	}
}

/** Campaigns that the list no longer shows, and may show again. */
const gone = new Map<number, ReturnType<typeof stage.sandbox.iqm.campaigns.get>>();

async function play(steps: Step[], wanted: Case, mode: SaveMode, campaigns: number) {
	stage.sandbox.reset();
	gone.clear();
	const { event, statuses } = wanted;
	const workflow = stage.trigger({ event, statuses }, mode);
	workflow.crash();
	const game = new Play(workflow, wanted, mode, campaigns);
	for (const one of steps) await game.step(one);
}

describe.each(SAVE_MODES)('stored %s', (mode) => {
	it.each(CASES)('reports every change once: $title', async (wanted) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 40, maxLength: 60, size: 'max' }),
				async (steps) => await play(steps, wanted, mode, 12),
			),
			{ numRuns: (isWhole ? 8 : 4) / SAVE_MODES.length, endOnFailure: true },
		);
	});

	it.each(CASES)('reports every change once from two pages: $title', async (wanted) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 15, maxLength: 20, size: 'max' }),
				async (steps) => await play(steps, wanted, mode, 503),
			),
			{ numRuns: isWhole ? 2 : 1, endOnFailure: true },
		);
	});
});

it('has done so over many polls, some of which failed', () => {
	const share = isWhole ? 1 : 0.4;
	expect(polls).toBeGreaterThan(1_000 * share);
	expect(failures).toBeGreaterThan(100 * share);
	expect(crashes).toBeGreaterThan(100 * share);
	expect(stage.sandbox.requests.some(({ path }) => path === LIST)).toBe(true);
});
