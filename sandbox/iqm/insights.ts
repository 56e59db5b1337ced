import { isInteger, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { activeAudience, figures } from './audiences-v3';
import { isOwn, idParam, type Context } from './context';
import type { Behaviour } from './contracts/contract';
import { nextId, type Insight, type SentEmail } from './insight-state';
import { linkTo } from './links';
import type { Audience } from './state';
import { audienceStatus } from './status';

/** static/insights/status/list. */
const [PROCESSING, READY, FAILED] = [1, 2, 3];
const AUDIENCE_INSIGHT = 1;
const VOTER_REPORT = 3;
const TWO_WEEKS = 14 * 24 * 3_600_000;

/** It is ready, or has failed, once the sandbox's `readyAfterMs` have passed. */
function statusIdOf({ madeAt, outcome }: Insight, { now, options }: Context): number {
	if (now - madeAt < options.readyAfterMs) return PROCESSING;
	return outcome === 'ready' ? READY : FAILED;
}

/** Insights as the list has them. */
export function insightRows(context: Context): JsonObject[] {
	return [...context.state.insight.insights.values()].map((insight) => ({
		...{ id: insight.id, typeId: AUDIENCE_INSIGHT, statusId: statusIdOf(insight, context) },
		...{ name: insight.name, sourceId: insight.sourceId, createdAt: insight.madeAt },
	}));
}

function uniquesOf(audience: Audience, context: Context): number {
	return context.state.insight.uniques.get(audience.id) ?? figures(audience, context).reach;
}

/** "eligible audience which has 10k uniques(minimum) and type should be matched audience" */
function isEligible(audience: Audience, context: Context): boolean {
	const isReady = isOwn(audience, context) && audienceStatus(audience, context) === 'Ready';
	return isReady && uniquesOf(audience, context) >= 10_000;
}

/** Audiences that an insight can be made of, as the list has them. */
export function eligibleAudienceRows(context: Context): JsonObject[] {
	const insights = [...context.state.insight.insights.values()];
	return [...context.state.audiences.values()]
		.filter((audience) => isEligible(audience, context))
		.map((audience) => {
			const { id, audienceName } = audience;
			const newest = insights.filter(({ sourceId }) => sourceId === id).at(-1);
			return {
				...{ id, audienceName, matchRate: figures(audience, context).matchRate },
				uniques: uniquesOf(audience, context),
				...(newest ? { insightsStatus: statusIdOf(newest, context) } : {}),
			};
		});
}

/** Types that nothing exists of are left out. */
export const countsInsights: Behaviour = () => (context) => {
	const { insights, voterReports } = context.state.insight;
	const counts = { [AUDIENCE_INSIGHT]: insights.size, [VOTER_REPORT]: voterReports.size };
	return okV3(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)));
};

/**
 * An insight for each eligible audience, even if it has one or is named twice; the others are named in
 * `invalidSourceIds` of an answer that is a success, even if nothing was made.
 */
export const createsInsights: Behaviour = () => (context, asked) => {
	const { state, now } = context;
	const { insights, settings } = state.insight;
	const ids = [asked.sourceIds].flat().filter(isInteger);
	if (ids.length === 0) throw new Refusal(422, 'Invalid sourceIds.', { field: 'sourceIds' });
	const invalidSourceIds: number[] = [];
	const insightsData: JsonObject[] = [];
	for (const sourceId of ids) {
		const audience = state.audiences.get(sourceId);
		if (!audience || !isEligible(audience, context)) {
			invalidSourceIds.push(sourceId);
			continue;
		}
		const id = nextId(insights, 1003);
		const name = `${audience.audienceName}_insights`;
		const sourceName = audience.audienceName;
		const outcome = settings.nextOutcome;
		insights.set(id, { id, sourceId, sourceName, name, madeAt: now, outcome });
		insightsData.push({
			...{ id, typeId: AUDIENCE_INSIGHT, statusId: PROCESSING, sourceName, name, sourceId },
			createdAt: now,
		});
	}
	return okV3({ invalidSourceIds, insightsData });
};

const INVALID = 'Please provide valid insights id value.';

/**
 * The ready insight with this id, or the newest of an audience: 0, the documents' default, is none.
 * Strictest reading: what isn't ready has no valid id.
 */
function readyInsight(id: JsonValue = 0, audienceId: JsonValue = 0, context: Context): Insight {
	const all = [...context.state.insight.insights.values()];
	const found = all
		.filter((insight) => (id === 0 ? insight.sourceId === audienceId : insight.id === id))
		.at(-1);
	if (!found || statusIdOf(found, context) !== READY) throw new Refusal(422, INVALID);
	return found;
}

/** SHA-256 of the logo. "Optional custom logo image for PDF reports": others get none. */
function logoIn({ parts }: Context, type: JsonValue): string | undefined {
	const logo = parts.find(({ isFile }) => isFile);
	if (!logo) return undefined;
	const isImage = logo.contentType?.startsWith('image/') && logo.size > 0;
	if (!isImage || type !== 'pdf') throw new Refusal(422, `Invalid ${logo.name}.`);
	return logo.sha256;
}

const MEDIA_TYPES = {
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const linksInsightFile: Behaviour = () => (context, asked) => {
	const insight = readyInsight(asked.insightsId, asked.audienceId, context);
	const kind = asked.fileType === 'pdf' ? 'pdf' : 'xlsx';
	const logo = logoIn(context, kind);
	const words = `${insight.name}${logo === undefined ? '' : `, logo ${logo}`}`;
	const content = Buffer.from(kind === 'pdf' ? `%PDF-1.7\n% ${words}\n` : `PK ${words}\n`);
	const name = `${insight.name}.${kind}`;
	return okV3({ insightsReportUrl: linkTo({ type: MEDIA_TYPES[kind], name, content }, context) });
};

/** An insight that has not failed can't be regenerated, which HTTP 200 and `success:true` hide. */
export const regeneratesInsight: Behaviour = () => (context) => {
	const { insights, settings } = context.state.insight;
	const insight = insights.get(idParam(context) ?? 0);
	if (!insight) throw new Refusal(422, INVALID);
	if (statusIdOf(insight, context) !== FAILED || settings.regenerationFails) {
		return okV3('Insights regeneration failed.');
	}
	Object.assign(insight, { madeAt: context.now, outcome: settings.nextOutcome });
	return okV3('Insights regenerated successfully.');
};

export const deletesInsights: Behaviour = () => (context, asked) => {
	const ids = [asked.insightIds].flat().filter(isInteger);
	if (ids.length === 0) throw new Refusal(422, 'The provided list of insightIds is empty.');
	const deletedIds = ids.filter((id) => context.state.insight.insights.delete(id));
	return okV3({ deletedIds, invalidIds: ids.filter((id) => !deletedIds.includes(id)) });
};

/** Between 1 and 15 addresses; strictest reading: each must be one. */
export function recipientsIn(value: JsonValue, key: string): string[] {
	const recipients = typeof value === 'string' ? value.split(',') : [value].flat().map(String);
	const areAddresses = recipients.every((one) => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(one));
	if (!areAddresses || recipients.length < 1 || recipients.length > 15) {
		throw new Refusal(422, `Invalid ${key}.`, { field: key });
	}
	return recipients;
}

export const sendsInsight: Behaviour = () => (context, asked) => {
	const { state, now } = context;
	const { id, name } = readyInsight(asked.id, asked.audienceId, context);
	const recipients = recipientsIn(asked.recipientEmails, 'recipientEmails');
	const fileType = asked.attachmentType === 'pdf' ? 'pdf' : 'xlsx';
	const logo = logoIn(context, fileType);
	const sent: SentEmail = { kind: 'insight', id, fileType, recipients, at: now };
	state.insight.emails.push({ ...sent, ...(logo === undefined ? {} : { logo }) });
	return okV3(`${name} ${fileType} email sent successfully.`);
};

/** The documents show no error but the 403; the words are those of the newer operation. */
function audienceInPath(context: Context): Audience {
	const id = idParam(context);
	const found = context.state.audiences.get(id ?? -1);
	if (found && !isOwn(found, context)) throw new Refusal(403, 'Forbidden !');
	const audience = activeAudience(id, context);
	const field = { field: 'audienceId' };
	if (!audience) throw new Refusal(422, 'No active audience found with the given Id.', field);
	return audience;
}

export const showsAudience: Behaviour = () => (context): Reply => {
	const audience = audienceInPath(context);
	const { cpm, matchRate, rows } = figures(audience, context);
	return okV3({
		matchedAudienceData: {
			...{ audienceName: audience.audienceName, matchRate },
			uniques: uniquesOf(audience, context),
			createdDate: Math.floor(audience.madeAt / 1000),
			...{ fileTotalCount: rows, dataCost: cpm },
			audienceStatusName: audienceStatus(audience, context),
			s3FileName: audience.file.filename,
		},
	});
};

export const linksAudienceFile: Behaviour = () => (context) => {
	const { filename: name, content } = audienceInPath(context).file;
	return okV3({ audienceFileUrl: linkTo({ type: 'application/octet-stream', name, content }, context) });
};

/** The sample's data, for any campaign of the organization. */
export const showsBidding: Behaviour = ({ answer }) => (context, asked) => {
	const { dateRangeStart: start, dateRangeEnd: end } = asked;
	const id = idParam(context) ?? 0;
	if (!isOwn(context.state.campaigns.get(id), context)) {
		throw new Refusal(422, 'Invalid campaignId.', { field: 'campaignId' });
	}
	if (Number(end) <= Number(start)) {
		throw new Refusal(422, 'Date Range End must be greater than Date Range Start');
	}
	if (Number(end) - Number(start) > TWO_WEEKS) {
		throw new Refusal(422, 'Date range cannot be more than 2 weeks');
	}
	const data = context.state.insight.bidding.get(id);
	return data ? okV3(data) : okV3((answer as JsonObject).data);
};
