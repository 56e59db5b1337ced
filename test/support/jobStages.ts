import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { SandboxClient } from '../../sandbox/client';
import { AppLovinClient } from '../../sandbox/applovin/client';

/** The first insertion order of the stand-in. */
export const IO = 123456;

/** Puts running campaigns into the stand-in, with names of their own. */
export async function addCampaigns(
	sandbox: Sandbox,
	count: number,
	more: (nth: number) => IDataObject = () => ({}),
): Promise<IDataObject[]> {
	const client = new SandboxClient(sandbox);
	sandbox.options.iqm.readyAfterMs = 0;
	await client.login();
	const ioId = await client.makeOrder({ ioTotalBudget: 100_000_000 });
	const creativeId = await client.makeImage();
	const first = await client.makeCampaign({ ioId, creativeIds: String(creativeId) });
	const { campaigns } = sandbox.iqm;
	const staged = campaigns.get(first);
	if (staged === undefined) throw new Error('The stand-in has made no campaign');
	return Array.from({ length: count }, (_, nth) => {
		const id = nth === 0 ? first : sandbox.iqm.nextId('campaign');
		const request = { ...staged.request, campaignName: `Campaign ${nth}` };
		campaigns.set(id, { ...staged, id, request });
		return { campaignId: id, creativeId, ...more(nth) };
	});
}

/** Puts creatives into the stand-in that are approved so many minutes after `now`. */
export async function addCreatives(
	sandbox: Sandbox,
	count: number,
	now: () => number,
	minutes: number,
): Promise<IDataObject[]> {
	const client = new SandboxClient(sandbox);
	await client.login();
	sandbox.options.iqm.readyAfterMs = minutes * 60_000;
	const first = await client.makeImage();
	const { creatives } = sandbox.iqm;
	const staged = creatives.get(first);
	if (staged === undefined) throw new Error('The stand-in has made no creative');
	return Array.from({ length: count }, (_, nth) => {
		const creativeId = nth === 0 ? first : sandbox.iqm.nextId('creative');
		creatives.set(creativeId, { ...staged, creativeId, madeAt: now() });
		return { creativeId };
	});
}

/** Puts AppLovin campaigns into the stand-in; returns all their sources. */
export async function addSources(
	sandbox: Sandbox,
	campaigns: number,
	sourcesEach: number,
): Promise<IDataObject[]> {
	const client = new AppLovinClient(sandbox);
	sandbox.options.applovin.sourceCount = sourcesEach;
	await client.login();
	const ids: string[] = [];
	while (ids.length < campaigns) ids.push(await client.makeCampaign({ name: `App ${ids.length}` }));
	return ids.flatMap((campaign) =>
		(sandbox.applovin.sources.get(campaign) ?? []).map(({ app_id: app }) => ({ campaign, app })),
	);
}

/** A path, for requests that name an ID only. */
class NamedIn extends RegExp {
	constructor(
		path: RegExp,
		private readonly isNamed: () => boolean,
	) {
		super(path);
	}

	override test(path: string): boolean {
		return super.test(path) && this.isNamed();
	}
}

/**
 * Has the stand-in refuse each request to a path that names an ID, as a whole and without saying which
 * ID it was. The requests must come one after the other.
 */
export function refuseWhenNamed(sandbox: Sandbox, path: RegExp, id: number): void {
	const isNamed = () => new RegExp(`\\b${id}\\b`).test(String(sandbox.requests.at(-1)?.body));
	sandbox.addFault({ path: new NamedIn(path, isNamed), kind: 'successFalse', times: Infinity });
}
