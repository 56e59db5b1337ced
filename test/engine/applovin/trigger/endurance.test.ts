import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import type { FaultKind } from '../../../../sandbox';
import { appLovinTriggerStage } from '../../../support/appLovinTriggerStage';
import { onRequest } from '../../../support/onRequest';
import type { Polled } from '../../../support/polls';
import { PolledWorkflow, SAVE_MODES } from '../../../support/polls';
import { isWhole } from '../../../support/sample';

/**
 * Thousands of polls while things change, requests fail and n8n ends without a word, at any moment:
 * each change must be reported exactly once. To repeat a run: SEED=<the one in the test's name>.
 */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

const FAULTS: FaultKind[] = [
	...(['serverError', 'serverErrorAfter', 'reset', 'resetAfter', 'html', 'html404'] as const),
	...(['empty', 'notJson', 'forbidden', 'rateLimit', 'expiredToken', 'successFalse'] as const),
	'redirect',
];

let random = () => 0;
const { client, sandbox, time, trigger } = appLovinTriggerStage();

beforeEach(() => {
	// mulberry32
	let state = SEED;
	random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	sandbox.options.applovin.listOrder = 'turning';
});
afterEach(() => {
	stopHearing();
});

const chance = (share: number) => random() < share;
const below = (limit: number) => Math.floor(random() * limit);
const oneOf = <T>(list: T[]): T => list[below(list.length)];

interface Thing {
	status: string;
	/** The poll in or before which it last changed. */
	changedIn: number;
	change: (status: string) => void;
}

/** What happens at AppLovin, and which of it is to be reported. */
class World {
	readonly things = new Map<string, Thing>();

	/** Changes that are to be reported: "<id> <status>". */
	readonly due = new Set<string>();

	told = 0;

	/** The current poll, and the last one that began after all before it and succeeded. */
	poll = 0;

	lastGood = 0;

	constructor(
		private readonly statuses: string[],
		private readonly isWanted: (status: string) => boolean,
		private readonly make: (world: World) => void,
	) {}

	/** A thing appears; before the first poll it does not count as new. */
	add(id: string, status: string, change: Thing['change']): void {
		this.things.set(id, { status, changedIn: this.poll, change });
		if (this.poll > 0 && this.isWanted(status)) this.due.add(`${id} ${status}`);
	}

	/** Something changes, or is made. What no poll has seen is left alone: nobody could report it. */
	step(): void {
		if (this.things.size < 40 && chance(0.15)) return this.make(this);
		const id = oneOf([...this.things.keys()]);
		const thing = this.things.get(id);
		if (thing === undefined || thing.changedIn >= this.lastGood) return;
		const status = oneOf(this.statuses.filter((other) => other !== thing.status));
		Object.assign(thing, { status, changedIn: this.poll });
		thing.change(status);
		if (this.isWanted(status)) this.due.add(`${id} ${status}`);
	}

	/** What was reported must have been due, and no longer is. */
	hear(keys: string[]): void {
		const stray = keys.filter((key) => !this.due.delete(key));
		expect({ seed: SEED, poll: this.poll, stray }).toEqual({
			...{ seed: SEED, poll: this.poll },
			stray: [],
		});
		this.told += keys.length;
	}
}

let stopHearing = () => {};

/** Calls `act` when a request arrives, the `count`th from now. */
function atRequest(count: number, act: () => void): void {
	let left = count;
	stopHearing = onRequest(sandbox, () => {
		if (--left === 0) act();
	});
}

interface Plan {
	parameters: IDataObject;
	polls: number;
	keyOf: (json: IDataObject) => string;
	world: World;
}

const hear = ({ keyOf, world }: Plan, polled: Polled[]) => {
	for (const { items = [] } of new Set(polled)) world.hear(items.map(({ json }) => keyOf(json)));
};

/** n8n starts, and again until it can activate the workflow. */
async function start(workflow: PolledWorkflow, plan: Plan): Promise<void> {
	const { world } = plan;
	for (;;) {
		world.poll += 1;
		const first = await workflow.activate('init').catch((error: Error) => ({ error }));
		sandbox.faults.splice(0);
		if ('error' in first) {
			time.now += 60_000;
			continue;
		}
		hear(plan, [first]);
		// With durable cursors n8n keeps nothing of this poll unless it reports something.
		return;
	}
}

/** One scheduled poll, now and then two at once, during which n8n may end. */
async function pollOnce(workflow: PolledWorkflow, plan: Plan): Promise<boolean> {
	const { world } = plan;
	world.poll += 1;
	if (chance(0.25)) {
		const times = 1 + below(6);
		sandbox.addFault({ path: chance(0.1) ? /oauth/ : /./, kind: oneOf(FAULTS), times });
	}
	let isCrashed = false;
	if (chance(0.05)) {
		atRequest(1 + below(4), () => {
			isCrashed = true;
			workflow.crash();
		});
	} else if (chance(0.2)) {
		atRequest(1 + below(4), () => world.step());
	}
	const polls = [workflow.poll(), ...(chance(0.05) ? [workflow.poll()] : [])];
	const polled = await Promise.all(polls);
	stopHearing();
	sandbox.faults.splice(0);
	sandbox.requests.splice(0);
	// What a process reported before it ended has started its workflow.
	hear(plan, polled);
	if (isCrashed) return false;
	if (polled.every(({ error }) => error === undefined)) world.lastGood = world.poll;
	return true;
}

async function endure(workflow: PolledWorkflow, plan: Plan): Promise<void> {
	const { world, polls } = plan;
	await workflow.activate();
	await workflow.poll();
	world.poll = world.lastGood = 1;
	// A short run can be a quiet one, which shows little: then it goes on.
	const enough = polls / 10;
	while (world.poll < polls || (world.told <= enough && world.poll < polls * 10)) {
		for (let steps = below(4); steps > 0; steps--) world.step();
		time.now += 60_000;
		if (await pollOnce(workflow, plan)) {
			if (!chance(0.03)) continue;
			workflow.crash();
		}
		for (let steps = below(4); steps > 0; steps--) world.step();
		await start(workflow, plan);
	}
	time.now += 60_000;
	const last = await workflow.poll();
	expect(last.error).toBeUndefined();
	hear(plan, [last]);
	expect({ seed: SEED, missing: [...world.due] }).toEqual({ seed: SEED, missing: [] });
	expect(world.told).toBeGreaterThan(enough);
}

function campaignWorld(isWanted: (status: string) => boolean): World {
	const { campaigns } = sandbox.applovin;
	const [sample] = campaigns.values();
	return new World(['true', 'false'], isWanted, (world) => {
		const id = sandbox.applovin.nextHexId('campaign');
		const status = chance(0.5);
		campaigns.set(id, { ...sample, campaign_id: id, status });
		world.add(id, String(status), (to) =>
			sandbox.applovin.decideCampaign(id, to === 'true', clock.now()),
		);
	});
}

function assetWorld(isWanted: (status: string) => boolean): World {
	const { assets, creativeSets, campaigns, nextHexId } = sandbox.applovin;
	const statuses = ['processing', 'ready', 'error'] as const;
	let number = 0;
	return new World([...statuses], isWanted, (world) => {
		if (campaigns.size < 3 && chance(0.2)) {
			const [campaign] = campaigns.values();
			const campaign_id = nextHexId.call(sandbox.applovin, 'campaign');
			const id = nextHexId.call(sandbox.applovin, 'creativeSet');
			const [set] = creativeSets.values();
			campaigns.set(campaign_id, { ...campaign, campaign_id });
			creativeSets.set(id, { ...set, id, campaign_id });
			assets.set(id, new Map());
		}
		const set = oneOf([...creativeSets.keys()]);
		// More of one type than the form of the set foresees; only the text differs.
		const type = `t${++number}`;
		const asset = `Text ${number}`;
		const status = oneOf([...statuses]);
		const made = { type: 'TXT_TITLE', asset, fails: false, madeAt: time.now };
		assets.get(set)?.set(type, made);
		const decide = (to: string) => {
			const known = statuses.find((one) => one === to) ?? 'processing';
			sandbox.applovin.decideAsset(set, type, known, clock.now());
		};
		decide(status);
		world.add(`${set} ${asset}`, status, decide);
	});
}

describe.each(SAVE_MODES)(`reports each change exactly once (seed ${SEED}, stored %s)`, (mode) => {
	beforeEach(async () => {
		await client.makeCreativeSet(await client.makeCampaign());
	});

	const campaignKey = (json: IDataObject) => `${String(json.campaign_id)} ${String(json.status)}`;
	const assetKey = ({ creative_set_id, asset, status, event }: IDataObject) => {
		expect(event).toBe(status === 'ready' ? 'assetReady' : 'assetFailed');
		return `${String(creative_set_id)} ${String(asset)} ${String(status)}`;
	};
	const isFinished = (status: string) => status !== 'processing';

	it.each<[string, () => Omit<Plan, 'polls'>, number]>([
		[
			'campaigns into any status',
			() => ({
				parameters: { event: 'campaignStatusChanged' },
				keyOf: campaignKey,
				world: campaignWorld(() => true),
			}),
			1_000,
		],
		[
			'campaigns into one status',
			() => ({
				parameters: { event: 'campaignPaused' },
				keyOf: campaignKey,
				world: campaignWorld((status) => status === 'false'),
			}),
			300,
		],
		[
			'assets into both ends',
			() => ({
				parameters: { event: 'assetReadyOrFailed' },
				keyOf: assetKey,
				world: assetWorld(isFinished),
			}),
			200,
		],
		[
			'assets that failed',
			() => ({
				parameters: { event: 'assetFailed' },
				keyOf: assetKey,
				world: assetWorld((status) => status === 'error'),
			}),
			100,
		],
	])(
		'%s',
		async (_, planned, polls) => {
			const plan = { ...planned(), polls: isWhole ? polls : polls / 4 };
			for (let made = 0; made < 5; made++) plan.world.step();
			const workflow = trigger(plan.parameters, mode);
			await endure(workflow, plan);
			expect(workflow.stored.length + (workflow.cursor ?? '').length).toBeLessThan(10_000);
		},
		240_000,
	);
});
