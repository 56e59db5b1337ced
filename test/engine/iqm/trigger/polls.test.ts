import fc from 'fast-check';

import type { FaultKind } from '../../../../sandbox/types';
import type { Polled, PolledWorkflow, SaveMode } from '../../../support/polls';
import { SAVE_MODES } from '../../../support/polls';
import { isWhole } from '../../../support/sample';
import type { Kind, TriggerStage } from '../../../support/triggerStage';
import { AUDIENCES, CAMPAIGNS, CREATIVES, MINUTE, triggerStage } from '../../../support/triggerStage';

/**
 * Over 1,000 polls per line of n8n, between random changes, faults and ends of the process: what
 * the trigger reports is what changed, as seen between successful polls.
 */
let stage: TriggerStage;
let polls = 0;
let failures = 0;
let crashes = 0;

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
	event: string;
	/** What the form asks for. */
	chosen?: string[];
	/** What counts, and after what nothing does. */
	statuses: string[];
	notAfter: string[];
}
const casesOf = ({ events, statuses, notAfter }: Kind): Case[] => {
	const { approved, refused } = statuses;
	const two = [approved, refused];
	return [
		{ title: 'all statuses', event: events.changed, statuses: [], notAfter: [] },
		{ title: 'two statuses', event: events.changed, chosen: two, statuses: two, notAfter: [] },
		{ title: 'approved ones', event: events.approved, statuses: [approved], notAfter },
		{ title: 'new ones', event: events.added, statuses: [], notAfter: [] },
	];
};

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
		count: number,
	) {
		for (let made = 0; made < count; made++) stage.add(stage.kind.all[made % 5]);
	}

	private change({ kind, pick }: Change): void {
		const { things } = stage;
		const { all, thing } = stage.kind;
		const ids = [...things.keys()];
		const id = ids[pick % ids.length];
		const status = all[pick % all.length];
		if (kind === 'add' || id === undefined) stage.add(status);
		else if (kind === 'delete' && thing !== 'audience') stage.setStatus(id, 'deleted');
		else if (kind === 'status') stage.setStatus(id, status);
		else if (kind !== 'back') {
			gone.set(id, things.get(id));
			things.delete(id);
			this.removed.push(id);
		} else {
			const back = this.removed.pop();
			const thing = back === undefined ? undefined : gone.get(back);
			if (back !== undefined && thing !== undefined) things.set(back, thing);
		}
	}

	/** What the list shows now: newest first where the document names no field to sort by. */
	private listed(): Array<[string, string]> {
		const order = stage.kind.thing === 'creative' ? 1 : -1;
		return [...stage.things]
			.sort(([a], [b]) => order * (a - b))
			.map(([id, { decisions }]) => [String(id), decisions?.at(-1)?.status ?? '']);
	}

	private isWanted(status: string): boolean {
		const { statuses } = this.wanted;
		return statuses.length === 0 || statuses.includes(status);
	}

	/** Whether a change between these statuses is to be told. */
	private counts(before: string | undefined, now: string): boolean {
		const { notAfter } = this.wanted;
		return this.isWanted(now) && (before === undefined || !notAfter.includes(before));
	}

	/** Whether it decides what counts next: the trigger has it stored, with an execution without items. */
	private decides(before: string | undefined, now: string): boolean {
		const { notAfter } = this.wanted;
		if (notAfter.includes(now)) return true;
		return before !== undefined && (this.isWanted(before) || notAfter.includes(before));
	}

	/** Compares with what a successful poll must report, having seen this. */
	private check(seen: Map<string, string>, { items }: Polled): void {
		const known = this.lastSeen;
		this.lastSeen = new Map([...(known ?? []), ...seen]);
		if (known === undefined) {
			expect(items).toBeUndefined();
			return;
		}
		const isNew = this.wanted.event === stage.kind.events.added;
		const changed = [...seen].filter(([id, status]) =>
			isNew ? !known.has(id) : known.get(id) !== status,
		);
		const told = changed.filter(([id, status]) => this.counts(known.get(id), status));
		const left = changed.filter(([id, status]) => !isNew && this.decides(known.get(id), status));
		const { outputName } = stage.kind;
		expect(items?.map(({ json }) => [String(json[outputName]), json.status])).toEqual(
			told.length > 0 || left.length > 0
				? told.sort(([a], [b]) => Number(a) - Number(b))
				: undefined,
		);
		if (isNew || this.wanted.statuses.length > 0) return;
		for (const { json } of items ?? []) {
			expect(json.previousStatus).toBe(known.get(String(json[outputName])) ?? null);
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
			if (from > 1 && stage.things.size > 500) stage.failPage(from, fault, times);
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
				// Among those that the first page has shown: the others move from page to page.
				const isNewestFirst = stage.kind.thing !== 'creative';
				for (const kind of ['remove', 'add', 'status'] as const) {
					this.change({ kind, pick: isNewestFirst ? stage.things.size - 8 : 8 });
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

/** Things that the list no longer shows, and may show again. */
const gone = new Map<number, ReturnType<TriggerStage['things']['get']>>();

async function play(steps: Step[], wanted: Case, mode: SaveMode, count: number) {
	stage.sandbox.reset();
	gone.clear();
	const { event, chosen } = wanted;
	const workflow = stage.trigger(chosen === undefined ? { event } : { event, statuses: chosen }, mode);
	workflow.crash();
	const game = new Play(workflow, wanted, mode, count);
	for (const one of steps) await game.step(one);
}

/** The share of the runs that a kind gets: they have all their machinery in common. */
const SHARES: Array<[Kind, number]> = [
	[CAMPAIGNS, 1],
	[CREATIVES, 0.5],
	[AUDIENCES, 0.5],
];

describe.each(SHARES)('$0.things', (kind, share) => {
	const own = triggerStage(kind);
	beforeAll(() => void (stage = own));

	describe.each(SAVE_MODES)('stored %s', (mode) => {
		it.each(casesOf(kind))('reports every change once: $title', async (wanted) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(step, { minLength: 40, maxLength: 60, size: 'max' }),
					async (steps) => await play(steps, wanted, mode, 12),
				),
				{
					numRuns: Math.ceil(((isWhole ? 8 : 4) * share) / SAVE_MODES.length),
					endOnFailure: true,
				},
			);
		});

		it.each(casesOf(kind))('reports every change once from two pages: $title', async (wanted) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(step, { minLength: 15, maxLength: 20, size: 'max' }),
					async (steps) => await play(steps, wanted, mode, 503),
				),
				{ numRuns: isWhole && share === 1 ? 2 : 1, endOnFailure: true },
			);
		});
	});

	it('asks for its list', () => {
		expect(own.sandbox.requests.some(({ path }) => path === kind.path)).toBe(true);
	});
});

it('has done so over many polls, some of which failed', () => {
	const share = isWhole ? 1 : 0.4;
	expect(polls).toBeGreaterThan(1_000 * share);
	expect(failures).toBeGreaterThan(100 * share);
	expect(crashes).toBeGreaterThan(100 * share);
});
