import { isInteger, type JsonObject } from '../json';
import { okV3, Refusal } from '../reply';
import { idParam, isOwn, type Context } from './context';
import type { Behaviour } from './contracts/contract';
import type { Pulse } from './insight-state';
import type { Campaign } from './state';
import { campaignStatus } from './status';

/** The pulse answers its errors as a text. */
function refuse(words: string): Refusal {
	return new Refusal(422, words, { raw: { success: false, error: words } });
}

function ownCampaign(id: number | undefined, context: Context): Campaign {
	const campaign = context.state.campaigns.get(id ?? -1);
	if (!isOwn(campaign, context)) throw refuse('CampaignIds are not valid');
	return campaign;
}

/** Those of another organization are forbidden where one campaign is asked for. */
function onlyCampaign(id: number | undefined, context: Context): Campaign {
	const campaign = context.state.campaigns.get(id ?? -1);
	if (campaign && !isOwn(campaign, context)) throw new Refusal(403, 'Forbidden !');
	return ownCampaign(id, context);
}

function isRunning(campaign: Campaign, context: Context): boolean {
	return campaignStatus(campaign, context) === 'running';
}

function requireRunning(campaigns: Campaign[], context: Context): void {
	const others = campaigns.filter((campaign) => !isRunning(campaign, context)).map(({ id }) => id);
	if (others.length === 0) return;
	throw refuse(`CampaignIds are not in running status - [${others.join(', ')}]`);
}

/** The newest run whose results are there. */
function shownPulse({ id }: Campaign, { state, now }: Context): Pulse | undefined {
	let pulse = state.insight.pulses.get(id);
	while (pulse && now < pulse.shownFrom) pulse = pulse.before;
	return pulse;
}

/** No document says what a campaign without a run has: strictest reading, keys without values. */
function pulseData(campaign: Campaign, context: Context): JsonObject {
	const { lastRun = null, diagnosisResults = [] } = shownPulse(campaign, context) ?? {};
	const { campaignName, timezone = null } = campaign.request;
	const names = { campaignName, campaignId: campaign.id, timezoneId: timezone };
	return { lastRun, ...names, diagnosisResults };
}

function run({ id }: Campaign, { state, now }: Context, shownFrom: number): void {
	const { pulses, pulseRuns } = state.insight;
	const before = pulses.get(id);
	const diagnosisResults = state.insight.findingsIn(id);
	pulses.set(id, { lastRun: now, shownFrom, diagnosisResults, ...(before ? { before } : {}) });
	pulseRuns.push(id);
}

export const showsPulse: Behaviour = () => (context, asked) =>
	okV3(pulseData(onlyCampaign(Number(asked.campaignId), context), context));

/** Campaigns of others are left out without a word. */
export const countsPulses: Behaviour = () => (context, asked) => {
	const { campaigns } = context.state;
	const found = [...new Set([asked.campaignIds].flat().filter(isInteger))]
		.map((id) => campaigns.get(id))
		.filter((campaign): campaign is Campaign => isOwn(campaign, context));
	return okV3(
		found.map((campaign) => {
			const severityCount: Record<string, number> = {};
			for (const { severity } of shownPulse(campaign, context)?.diagnosisResults ?? []) {
				severityCount[String(severity)] = (severityCount[String(severity)] ?? 0) + 1;
			}
			return { campaignId: campaign.id, severityCount };
		}),
	);
};

/** Runs although it is a GET. */
export const runsPulse: Behaviour = () => (context) => {
	const campaign = onlyCampaign(idParam(context), context);
	requireRunning([campaign], context);
	run(campaign, context, context.now);
	return okV3(pulseData(campaign, context));
};

/** The campaigns of an order, or all: those that run, since nobody has named the others. */
function unnamed(ioId: number | undefined, context: Context): Campaign[] {
	return [...context.state.campaigns.values()]
		.filter((campaign) => isOwn(campaign, context) && isRunning(campaign, context))
		.filter(({ request }) => ioId === undefined || Number(request.ioId) === ioId);
}

/**
 * Starts runs whose results come later. "Run pulse check without request body" is a sample of the
 * document, so a request that names nothing runs every campaign.
 */
export const startsPulses: Behaviour = () => (context, asked) => {
	const ioId = isInteger(asked.ioId) ? asked.ioId : undefined;
	const ids = asked.campaignIds === undefined ? undefined : [asked.campaignIds].flat();
	if (ids?.length === 0) throw refuse('campaignIds is required and cannot be empty');
	const named = ids?.filter(isInteger).map((id) => ownCampaign(id, context));
	if (ioId !== undefined && named?.some(({ request }) => Number(request.ioId) !== ioId)) {
		throw refuse('CampaignIds are not valid');
	}
	const campaigns = named ?? unnamed(ioId, context);
	requireRunning(campaigns, context);
	const shownFrom = context.now + context.options.readyAfterMs;
	for (const campaign of new Set(campaigns)) run(campaign, context, shownFrom);
	return okV3(null);
};
