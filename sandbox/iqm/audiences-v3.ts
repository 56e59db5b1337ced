import type { ParsedPart } from '../body';
import { isObject, parseJson, type JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { checkRequest } from './audience-request';
import { checkFile } from './audience-rules';
import { AUDIENCE_STATUSES } from './audience-statics';
import { REJECTED_FILE } from './audiences';
import { idParam, isOwn, route, type Context, type Route } from './context';
import { storedFile } from './creatives';
import type { Audience } from './state';
import { audienceStatus, rejectionOf } from './status';

/**
 * The media types of the parts: IQM OpenAPI audience, `requestBody`, "encoding". A part with another
 * type, or none, gets Spring's answer.
 */
const ENCODING = new Map([
	['audienceRequest', 'application/json'],
	['file', 'application/octet-stream'],
]);

function checkEncoding({ name, contentType = 'none' }: ParsedPart): void {
	const type = contentType.split(';')[0].trim().toLowerCase();
	if (type === ENCODING.get(name)) return;
	throw new Refusal(415, `Content type '${contentType}' not supported`, { field: name });
}

/** POST /api/v3/audience/matched: IQM OpenAPI audience, "Create matched audience". */
function add(context: Context): Reply {
	const { parts, state, now } = context;
	const stray = parts.find(({ name }) => name !== 'audienceRequest' && name !== 'file');
	if (stray) throw new Refusal(400, `Unexpected part '${stray.name}'.`);
	for (const name of ['audienceRequest', 'file']) {
		const count = parts.filter((part) => part.name === name).length;
		if (count === 0) throw new Refusal(400, `Required part '${name}' is not present.`);
		if (count > 1) throw new Refusal(400, `Duplicate part '${name}'.`);
	}
	parts.forEach(checkEncoding);
	const [text, file] = ['audienceRequest', 'file'].map((name) =>
		parts.filter((part) => part.name === name),
	);
	// "A JSON string containing the audience request details"
	const request = parseJson(text[0].content.toString('utf8'));
	if (text[0].isFile || !isObject(request)) {
		throw new Refusal(400, 'Invalid audienceRequest', { field: 'audienceRequest' });
	}
	const table = checkFile(file[0], true);
	checkRequest(request, table);
	const id = state.nextId('audience');
	state.audiences.set(id, {
		id,
		audienceName: String(request.audienceName),
		fields: { fileTotalCount: String(table.records) },
		request,
		file: storedFile(file[0]),
		madeAt: now,
	});
	return okV3({ matchedAudienceId: id, message: 'Matched audience created successfully' });
}

export function statusIdOf(audience: Audience, context: Context): number {
	const name = audienceStatus(audience, context);
	return AUDIENCE_STATUSES.find(({ displayName }) => displayName === name)?.id ?? 0;
}

/** The figures in every answer about an audience. */
export function figures(audience: Audience, context: Context) {
	const rows = Number(audience.fields.fileTotalCount ?? 0);
	const isReady = audienceStatus(audience, context) === 'Ready';
	return {
		rows,
		cpm: 1.5,
		matchRate: isReady ? 57.88 : 0,
		reach: isReady ? Math.max(1, Math.round(rows * 0.5788)) : 0,
	};
}

/** The campaigns that target an audience, or exclude it. */
export function campaignsWith(id: number, word: 'white' | 'black', { state }: Context): number[] {
	const keys = [`${word}ListedCustomAudienceIds`, `${word}ListedAudienceIds`];
	return [...state.campaigns.values()]
		.filter(({ request }) =>
			keys.some((key) =>
				String(request[key] ?? '')
					.split(',')
					.includes(String(id)),
			),
		)
		.map((campaign) => campaign.id);
}

/** An existing audience: a deleted one is not an "active audience". */
export function activeAudience(id: number | undefined, context: Context): Audience | undefined {
	const audience = context.state.audiences.get(id ?? -1);
	if (!isOwn(audience, context)) return undefined;
	return audienceStatus(audience, context) === 'Deleted' ? undefined : audience;
}

function flag({ request }: Context, name: string): boolean {
	const value = request.query.get(name) ?? 'false';
	if (value === 'true' || value === 'false') return value === 'true';
	throw new Refusal(400, `Invalid value for ${name}.`, { field: name });
}

/** GET /api/v3/audience/matched/{audienceId}: IQM OpenAPI audience, "Get matched audience …". */
function get(context: Context): Reply {
	const { options } = context;
	const audience = activeAudience(idParam(context), context);
	const campaigns = flag(context, 'campaignTargetingRequired');
	const user = flag(context, 'userDetailsRequired');
	if (!audience) {
		const field = { field: 'audienceId' };
		throw new Refusal(422, 'No active audience found with the given Id.', field);
	}
	const { id, request = {} } = audience;
	const { cpm, matchRate, reach, rows } = figures(audience, context);
	const status = audienceStatus(audience, context);
	const optional = ['audienceSubtypeId', 'columnMappings', 'dataPartnerId'].filter(
		(key) => request[key] !== undefined && request[key] !== null,
	);
	const decided = status === 'Ready' || status === 'Rejected';
	const modifiedAt = new Date(audience.modifiedAt ?? audience.madeAt).toISOString();
	const details: JsonObject = {
		audienceId: id,
		audienceName: audience.audienceName,
		audienceStatusId: statusIdOf(audience, context),
		cpm,
		owId: options.owId,
		createdByUowId: 6942,
		// Milliseconds in the sample, seconds in the schema's example.
		createdAt: audience.madeAt,
		reach,
		...Object.fromEntries(optional.map((key) => [key, request[key]])),
		s3FileName: audience.file.filename,
		s3Url: `s3://sandbox/audience=${id}/${audience.file.filename}`,
		fileRowCount: rows,
		matchRate,
		...(status === 'Rejected'
			? { rejectionReason: rejectionOf(audience, context, REJECTED_FILE) }
			: {}),
		modifiedAt: modifiedAt.replace('Z', '+00:00'),
		...(user ? { organizationName: 'Sandbox Organization' } : {}),
		...(user && decided ? { approvedOrRejectedByUserName: 'Sandbox Approver' } : {}),
		approvalAccess: false,
		editAccess: true,
	};
	if (campaigns) {
		details.whitelistedCampaignIds = campaignsWith(id, 'white', context);
		details.blacklistedCampaignIds = campaignsWith(id, 'black', context);
	}
	return okV3(details);
}

export const audienceV3Routes: Route[] = [
	route('POST', '/api/v3/audience/matched', add, { body: 'multipart' }),
	route('GET', '/api/v3/audience/matched/{audienceId}', get),
];
