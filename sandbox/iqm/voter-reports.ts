import type { JsonObject } from '../json';
import { okV3, Refusal } from '../reply';
import { isOwn, type Context } from './context';
import type { Behaviour } from './contracts/contract';
import { nextId, type VoterReport } from './insight-state';
import type { Campaign } from './state';
import { campaignStatus } from './status';

/** static/report-status. */
const [FAILED, PROCESSING, READY, NO_FUNDS] = [1, 2, 3, 4];

/** Without funds it fails at once; otherwise it is decided after the sandbox's `readyAfterMs`. */
export function reportStatusId({ madeAt, outcome }: VoterReport, context: Context): number {
	if (outcome === 'insufficientFunds') return NO_FUNDS;
	if (context.now - madeAt < context.options.readyAfterMs) return PROCESSING;
	return outcome === 'ready' ? READY : FAILED;
}

export function isReady(report: VoterReport, context: Context): boolean {
	return reportStatusId(report, context) === READY;
}

/** Whether it has failed, for whatever reason. */
function hasFailed(report: VoterReport, context: Context): boolean {
	return [FAILED, NO_FUNDS].includes(reportStatusId(report, context));
}

const STATUSES = ['running', 'paused', 'expired'] as const;

/** The organization's campaigns of that status, without those that a test has excluded. */
function eligibleCampaigns(status: string, context: Context): Campaign[] {
	const { campaigns, insight } = context.state;
	return [...campaigns.values()]
		.filter((campaign) => isOwn(campaign, context) && !insight.vldIneligible.has(campaign.id))
		.filter((campaign) => campaignStatus(campaign, context) === status);
}

export const showsEligibleCampaigns: Behaviour = () => (context) =>
	okV3(
		Object.fromEntries(
			STATUSES.map((status) => [
				status,
				eligibleCampaigns(status, context).map(({ id, request }) => ({
					...{ campaignId: id, campaignTimezoneId: request.timezone ?? null },
				})),
			]),
		),
	);

function time(milliseconds: number, { state }: Context): number {
	const { vldTimes } = state.insight.settings;
	return vldTimes === 'ms' ? milliseconds : Math.floor(milliseconds / 1000);
}

/** What all answers say of a report's campaign, which may have been deleted since. */
function campaignOf({ campaignId }: Pick<VoterReport, 'campaignId'>, { state }: Context) {
	const { request = {} } = state.campaigns.get(campaignId) ?? {};
	const ioId = Number(request.ioId ?? 0);
	const ioName = state.insertionOrders.get(ioId)?.details.ioName ?? null;
	return {
		...{ campaignId, campaignName: request.campaignName ?? null },
		creativeTypeId: request.creativeType ?? null,
		timezone: request.timezone ?? null,
		order: { ioId, ioName, ioTypeId: 1 },
	};
}

/** Reports as the list has them: its samples call the dates otherwise than requests do. */
export function voterReportRows(context: Context): JsonObject[] {
	const { voterReports, settings } = context.state.insight;
	const eligible = STATUSES.flatMap((status) => eligibleCampaigns(status, context));
	return [...voterReports.values()]
		.filter(({ madeAt }) => context.now - madeAt >= settings.vldListedAfterMs)
		.map((report) => {
			const { campaignId, campaignName, creativeTypeId, ...rest } = campaignOf(report, context);
			const names = settings.vldOldNames
				? ['vldStatusId', 'campaignVldTimezoneId']
				: ['vldStatus', 'timezoneId'];
			return {
				...{ vldId: report.vldId, vldName: report.vldName, campaignName, campaignId },
				[names[0]]: reportStatusId(report, context),
				startDate: time(report.vldStartDate, context),
				endDate: time(report.vldEndDate, context),
				isCampaignEligible: eligible.some(({ id }) => id === campaignId),
				vldCreatedOn: time(report.madeAt, context),
				creativeTypeId,
				[names[1]]: rest.timezone,
				...rest.order,
			};
		});
}

interface Wanted {
	campaignId: number;
	vldStartDate: number;
	vldEndDate: number;
	/** The failed report that is to be generated again. */
	again?: VoterReport;
}

function newWanted(asked: JsonObject, context: Context): Wanted {
	const keys = ['campaignId', 'vldStartDate', 'vldEndDate'];
	const missing = keys.find((key) => asked[key] === undefined);
	if (missing !== undefined) {
		throw new Refusal(422, `The field '${missing}' cannot be empty.`, { field: missing });
	}
	const [campaignId, vldStartDate, vldEndDate] = keys.map((key) => Number(asked[key]));
	const isEligible = STATUSES.some((status) =>
		eligibleCampaigns(status, context).some(({ id }) => id === campaignId),
	);
	if (!isEligible) throw new Refusal(422, 'Invalid campaignId.', { field: 'campaignId' });
	if (vldEndDate <= vldStartDate) {
		throw new Refusal(422, 'Invalid vldEndDate.', { field: 'vldEndDate' });
	}
	return { campaignId, vldStartDate, vldEndDate };
}

function exists(report: VoterReport, context: Context): JsonObject {
	const { campaignId, campaignName, creativeTypeId, order } = campaignOf(report, context);
	return {
		[context.state.insight.settings.vldFlag]: false,
		...{ vldId: report.vldId, vldName: report.vldName },
		vldStatusId: reportStatusId(report, context),
		vldCreatedOn: time(report.madeAt, context),
		...{ campaignId, campaignName, creativeTypeId, ...order },
	};
}

const OVERLAPS =
	"VLD Insights can't be generated for this campaign at the moment as another insight with " +
	'overlapping date range is processing';

/**
 * What a request wants, or the answer that there is nothing to make: a report of the same campaign and
 * dates exists, even if it has failed (only its id generates it again), or one is being made of dates
 * that overlap.
 */
function wantedIn(asked: JsonObject, context: Context): { wanted: Wanted } | { instead: JsonObject } {
	const { voterReports, settings } = context.state.insight;
	const again = voterReports.get(Number(asked.vldId));
	const others = ['campaignId', 'vldStartDate', 'vldEndDate'].some((key) => key in asked);
	// Strictest reading: a request means a report that exists or names a new one, not both.
	if (asked.vldId !== undefined && (!again || others)) {
		throw new Refusal(422, 'Invalid vldId.', { field: 'vldId' });
	}
	const wanted = again ? { ...again, again } : newWanted(asked, context);
	const { campaignId, vldStartDate, vldEndDate } = wanted;
	const ofCampaign = [...voterReports.values()].filter((one) => one.campaignId === campaignId);
	const same = ofCampaign.find(
		(one) => one.vldStartDate === vldStartDate && one.vldEndDate === vldEndDate,
	);
	if (same && !(again && hasFailed(same, context))) return { instead: exists(same, context) };
	const overlaps = ofCampaign
		.filter((one) => reportStatusId(one, context) === PROCESSING)
		.some((one) => one.vldStartDate <= vldEndDate && one.vldEndDate >= vldStartDate);
	if (overlaps) return { instead: { [settings.vldFlag]: false, message: OVERLAPS } };
	return { wanted };
}

/** The numbers are the sample's. */
function costOf(wanted: Wanted, vldChargeableCost: number, context: Context): JsonObject {
	const { settings } = context.state.insight;
	const { campaignId, campaignName } = campaignOf(wanted, context);
	const campaign = context.state.campaigns.get(campaignId);
	return {
		[settings.vldFlag]: settings.vldCreatable,
		...{ campaignId, campaignName },
		campaignStatus: campaign ? campaignStatus(campaign, context) : null,
		vldStartDate: time(wanted.vldStartDate, context),
		vldEndDate: time(wanted.vldEndDate, context),
		...{ vldChargeableImps: 1000, vldChargedImps: 100, vldChargeableCost, vldChargedCost: 100 },
		fundsAvailable: settings.fundsAvailable,
	};
}

export const computesVoterReport: Behaviour = () => (context, asked) => {
	const found = wantedIn(asked, context);
	if ('instead' in found) return okV3(found.instead);
	return okV3(costOf(found.wanted, context.state.insight.settings.vldCost, context));
};

/** Makes a report, or makes it again, and counts what that has cost. The answer has no id of it. */
export const generatesVoterReport: Behaviour = () => (context, asked) => {
	const { now, state } = context;
	const { voterReports, generations, settings } = state.insight;
	const found = wantedIn(asked, context);
	if ('instead' in found) return okV3(found.instead);
	const cost = settings.vldCostWhenGenerated ?? settings.vldCost;
	const answer = okV3(costOf(found.wanted, cost, context));
	if (!settings.vldCreatable) return answer;
	const { campaignId, vldStartDate, vldEndDate, again } = found.wanted;
	const earlier = [...voterReports.values()].filter((one) => one.campaignId === campaignId);
	const vldId = again?.vldId ?? nextId(voterReports, 111);
	const vldName = again?.vldName ?? `${campaignId}_VLD_Insights_${earlier.length + 1}`;
	const outcome = settings.fundsAvailable ? settings.nextOutcome : 'insufficientFunds';
	const dates = { vldStartDate, vldEndDate };
	voterReports.set(vldId, { vldId, vldName, campaignId, ...dates, madeAt: now, outcome });
	if (settings.fundsAvailable) generations.push({ vldId, campaignId, cost, at: now });
	return answer;
};

/** All or none. No document has words for a report that has not failed, so these are made up. */
export const deletesVoterReports: Behaviour = () => (context, asked) => {
	const { voterReports } = context.state.insight;
	const ids = [...new Set(String(asked.vldIds).split(',').map(Number))];
	const reports = ids.flatMap((id) => voterReports.get(id) ?? []);
	if (reports.length < ids.length || !reports.every((report) => hasFailed(report, context))) {
		throw new Refusal(422, 'Invalid VLD IDs.', { field: 'vldIds' });
	}
	ids.forEach((id) => voterReports.delete(id));
	const what = reports.length === 1 ? reports[0].vldName : `${reports.length} VLD reports`;
	return okV3({ message: `${what} deleted successfully` });
};
