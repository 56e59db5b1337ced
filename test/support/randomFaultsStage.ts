import type { FaultKind, RecordedRequest, Sandbox } from '../../sandbox';
import { clock } from '../../nodes/common/ground/clock';
import { setAxonStage } from './axonCampaignScenarios';
import { setAppLovinStage } from './appLovinScenarios';
import { onRequest } from './onRequest';
import { putReportThings, reportValues } from './randomFaultsReportSubjects';
import type { Values } from './randomFaultsSubjects';
import { setStage } from './scenarios';

/** How many different things a run's items can be about. */
export const KEYS = 3;

/** What is in the sandbox at the start of every run. */
export interface Ground {
	/** What an item may be about, by its key. */
	iqm: Values[];
	applovin: Values[];
	axon: Values[];
	/** Restores the sandbox to this state; new ids continue after the ground's. */
	restore(): void;
}

/** File contents are never changed, and would lose their type. */
function copyOf<T>(value: T): T {
	if (typeof value !== 'object' || value === null || !('file' in value)) {
		return structuredClone(value);
	}
	const { file, ...others } = value;
	return { ...structuredClone(others), file } as T;
}

function keep<K, V>(map: Map<K, V>): () => void {
	const kept = [...map].map(([key, value]) => [key, copyOf(value)] as const);
	return () => {
		map.clear();
		for (const [key, value] of kept) map.set(key, copyOf(value));
	};
}

/** A reset restarts the ids, so these are used up. */
function passIds({ iqm, applovin, applovinAxon }: Sandbox): void {
	// The first is the number of the account, which stands in each request; then two for each key.
	for (let count = 0; count < 1 + 2 * KEYS; count++) applovinAxon.nextId('campaign');
	for (let count = 0; count < KEYS; count++) {
		for (const kind of ['set', 'asset', 'asset'] as const) applovinAxon.nextId(kind);
	}
	for (let count = 0; count < KEYS; count++) {
		for (const kind of ['io', 'campaign', 'creative', 'audience'] as const) iqm.nextId(kind);
		for (const kind of ['campaign', 'creativeSet'] as const) applovin.nextHexId(kind);
	}
	for (let count = applovin.ads.size; count > 0; count--) applovin.nextAdId();
}

/** Countries that the sandbox's campaigns are not served in. */
const COUNTRIES = ['fr', 'it', 'es'];

/** Gives all keys a row each of one campaign: a source with its bid, and a country. */
function shareCampaign({ applovin }: Sandbox, values: Values[]): void {
	const sharedId = String(values[0].campaignId);
	const bids = applovin.sourceBids.get(sharedId) ?? [];
	const ofValue = bids.filter(({ bid_value }) => typeof bid_value === 'number');
	for (const [key, own] of values.entries()) {
		const { app_id: sharedApp, country: sharedCountry } = ofValue[key];
		Object.assign(own, { sharedId, sharedApp, sharedCountry, newCountry: COUNTRIES[key] });
	}
}

/** Puts three of everything into the sandbox. */
export async function setGround(sandbox: Sandbox): Promise<Ground> {
	const iqm: Values[] = [];
	const applovin: Values[] = [];
	const axon: Values[] = [];
	sandbox.applovinAxon.nextId('campaign');
	for (let key = 0; key < KEYS; key++) {
		const asked = { name: `Asked ${key} by an item`, slug: `asked-${key}`, amount: 2000 + key };
		iqm.push({ ...asked, ...(await setStage(sandbox)), ...reportValues(key) });
		axon.push({ ...asked, ...((await setAxonStage(sandbox)) as unknown as Values) });
		applovin.push({ ...asked, ...((await setAppLovinStage(sandbox)) as unknown as Values) });
	}
	const { iqm: ours, applovin: theirs } = sandbox;
	shareCampaign(sandbox, applovin);
	const restores = [
		keep(ours.insertionOrders),
		keep(ours.campaigns),
		keep(ours.creatives),
		keep(ours.audiences),
		keep(sandbox.applovinAxon.campaigns),
		keep(sandbox.applovinAxon.creativeSets),
		keep(sandbox.applovinAxon.assets),
		keep(theirs.campaigns),
		keep(theirs.creativeSets),
		keep(theirs.assets),
		keep(theirs.ads),
		keep(theirs.targets),
		keep(theirs.sources),
		keep(theirs.sourceBids),
	];
	const restore = () => {
		sandbox.reset();
		for (const one of restores) one();
		for (const values of iqm) putReportThings(sandbox, values);
		passIds(sandbox);
		sandbox.options.iqm.readyAfterMs = 0;
	};
	return { iqm, applovin, axon, restore };
}

const LIST = /\/(list|campaigns|creative_sets\/\w+)$/;

/** Hides what was made less than `lagMs` ago from lists: no document says that they are up to date. */
function lag(sandbox: Sandbox, lagMs: number) {
	const { iqm, applovin, applovinAxon } = sandbox;
	const lists: Array<Map<string | number, unknown>> = [
		iqm.insertionOrders as Map<string | number, unknown>,
		iqm.campaigns as Map<string | number, unknown>,
		iqm.creatives as Map<string | number, unknown>,
		iqm.audiences as Map<string | number, unknown>,
		applovinAxon.campaigns as Map<string | number, unknown>,
		applovinAxon.creativeSets as Map<string | number, unknown>,
		applovinAxon.assets as Map<string | number, unknown>,
		applovin.campaigns as Map<string | number, unknown>,
		applovin.creativeSets as Map<string | number, unknown>,
		...([...applovin.assets.values()] as Array<Map<string | number, unknown>>),
	];
	const madeAt = new Map<unknown, number>();
	for (const list of lists) {
		list.set = (key, value) => {
			madeAt.set(value, clock.now());
			return Map.prototype.set.call(list, key, value) as typeof list;
		};
	}
	let hidden: Array<() => void> = [];
	const show = () => {
		for (const one of hidden) one();
		hidden = [];
	};
	return {
		meet: ({ path }: RecordedRequest) => {
			show();
			if (!LIST.test(path)) return;
			for (const list of lists) {
				for (const [key, value] of [...list]) {
					if (clock.now() - (madeAt.get(value) ?? -Infinity) >= lagMs) continue;
					list.delete(key);
					hidden.push(() => void Map.prototype.set.call(list, key, value));
				}
			}
		},
		show,
		stop: () => {
			show();
			for (const list of lists) Reflect.deleteProperty(list, 'set');
		},
	};
}

/** A request that reached the sandbox, and its fault. */
export interface Sent {
	request: RecordedRequest;
	fault: FaultKind | undefined;
}

/**
 * Makes the sandbox apply these faults to its requests, in the order of their arrival.
 *
 * @param faultFor the fault of the request with this number, if any
 * @param message the answer of faults that have words
 * @param lagMs how long it takes until lists show what was made, in ms
 * @returns what was sent, and `show`, after which the sandbox's state holds what lists do not show yet
 */
export function plant(
	sandbox: Sandbox,
	faultFor: (request: RecordedRequest, index: number) => FaultKind | undefined,
	message: (request: RecordedRequest) => string,
	lagMs: number,
): { sent: Sent[]; show(): void; stop(): void } {
	const sent: Sent[] = [];
	const lists = lag(sandbox, lagMs);
	const stopHearing = onRequest(sandbox, (request) => {
		const fault = faultFor(request, sent.length);
		sent.push({ request, fault });
		lists.meet(request);
		sandbox.faults.length = 0;
		if (fault === undefined) return;
		sandbox.addFault({
			path: /^/,
			kind: fault,
			delayMs: 1,
			retryAfterSeconds: 7,
			message: message(request),
		});
	});
	const stop = () => {
		lists.stop();
		stopHearing();
	};
	return { sent, show: lists.show, stop };
}
