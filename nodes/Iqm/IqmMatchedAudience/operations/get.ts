import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank, isObject, toBoolean, toId } from '../../../common/ground/values';
import type { Look } from '../../../common/run/waitForStatus';
import { readWaitOptions, waitProperties } from '../../../common/run/waitForStatus';
import { asNumbers } from '../../../verbs/several';
import { apiVersionOption, CURRENT_ONLY, isCurrentApi } from '../../shared/apiVersion';
import { checkAsked } from '../../shared/asked';
import type { StatusList } from '../../shared/listedStatuses';
import { waitInList } from '../../shared/listedStatuses';
import { optionsCollection } from '../../shared/options';
import { inBody } from '../../shared/paging';
import { statusWord } from '../../shared/statuses';
import type { IqmReply, IqmRequest } from '../../transport/request';
import { iqmRequest, pathId } from '../../transport/request';
import {
	AUDIENCE,
	audienceProperty,
	AUDIENCES,
	MATCHED,
	STATUS_ID,
	STATUSES,
} from '../audiences';
import { withoutValues } from '../people';
import { SIMPLE_CURRENT, SIMPLE_QUICKSTART } from '../simpleAudience';

const PARSE_LABEL = 'Parse JSON Fields';

const CAMPAIGNS_LABEL = 'Include Campaigns';
const USERS_LABEL = 'Include User Details';

const FINAL = ['Deleted', 'Failed', 'Rejected'];

/** Fields whose text is itself JSON, in the quickstart's sample and in the guideline. */
const JSON_FIELDS = ['columnSettings', 'existingColumnMatching', 'metadata'];

const properties: INodeProperties[] = [
	audienceProperty,
	...waitProperties(STATUSES, 'Ready'),
	optionsCollection([
		apiVersionOption,
		{
			displayName: CAMPAIGNS_LABEL,
			name: 'campaignTargetingRequired',
			type: 'boolean',
			displayOptions: CURRENT_ONLY,
			default: false,
			description: 'Whether to return the IDs of the campaigns that target or exclude the audience',
		},
		{
			displayName: USERS_LABEL,
			name: 'userDetailsRequired',
			type: 'boolean',
			displayOptions: CURRENT_ONLY,
			default: false,
			description:
				'Whether to return the names of the organization and of the user who approved or rejected the audience',
		},
		{
			displayName: PARSE_LABEL,
			name: 'parseJsonFields',
			type: 'boolean',
			displayOptions: { hide: { apiVersion: ['v3'] } },
			default: true,
			description:
				'Whether to convert metadata, existingColumnMatching and columnSettings from JSON text to objects. On by default. They are returned only while Simplify is off.',
		},
	]),
];

interface AudienceLook extends Look {
	audience: IDataObject;
	raw: unknown;
}

function statusOf({ status }: IDataObject): string {
	const text = isBlank(status) ? 'without a status' : String(status).trim();
	const known = STATUSES.map(({ value }) => String(value));
	return known.find((value) => value.toLowerCase() === text.toLowerCase()) ?? text;
}

/**
 * `rawS3URLError`, in the current answer `s3UrlError`, is about the file and is also there for pending
 * audiences, so it is only quoted as such.
 */
function reasonOf({ rejectionReason, rawS3URLError, s3UrlError }: IDataObject): string | undefined {
	if (!isBlank(rejectionReason)) return String(rejectionReason);
	const words = [rawS3URLError, s3UrlError].find((error) => !isBlank(error));
	return words === undefined ? undefined : `IQM reports about its file: ${String(words)}`;
}

/** Parsed JSON; anything else unchanged. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

function withParsedFields(audience: IDataObject): IDataObject {
	const fields = JSON_FIELDS.filter((name) => name in audience);
	const objects = fields.map((name) => [name, parsed(audience[name])]);
	return { ...audience, ...(Object.fromEntries(objects) as IDataObject) };
}

type Read = (name: string, preset: unknown) => unknown;

/** How one generation of the API returns an audience, in the same terms. */
interface Way {
	request: (id: string) => IqmRequest;
	/** Key of the id in the answer. */
	idName: string;
	shown: (audience: IDataObject) => IDataObject;
}

/** `GET /api/v2/audience/matched/{id}` (quickstart "Upload Matched Audience", step 4). */
function quickstartWay(read: Read): Way {
	const parses = toBoolean(read('options.parseJsonFields', true), PARSE_LABEL);
	return {
		request: (id) => ({ method: 'GET', path: `/api/v2/audience/matched/${pathId(id)}` }),
		idName: 'id',
		shown: (audience) => (parses ? withParsedFields(audience) : audience),
	};
}

/**
 * `GET /api/v3/audience/matched/{audienceId}` (Audience API guideline). `createdAt` is in
 * milliseconds; `status` is the status id in words.
 */
function v3Way(read: Read): Way {
	const flags = {
		campaignTargetingRequired: CAMPAIGNS_LABEL,
		userDetailsRequired: USERS_LABEL,
	};
	const query = Object.fromEntries(
		Object.entries(flags)
			.filter(([name, label]) => toBoolean(read(`options.${name}`, false), label))
			.map(([name]) => [name, true]),
	);
	return {
		request: (id) => ({
			method: 'GET',
			path: `/api/v3/audience/matched/${pathId(id)}`,
			...(Object.keys(query).length === 0 ? {} : { query }),
		}),
		idName: 'audienceId',
		shown: (audience) => ({
			...audience,
			status: statusWord(audience.audienceStatusId, STATUS_ID),
		}),
	};
}

function readAudience(
	{ data, raw, clean }: IqmReply,
	{ idName, shown }: Way,
	asked: string,
): AudienceLook {
	if (!isObject(data) || isBlank(data[idName])) {
		throw new ApiFailure(`IQM's response is missing the matched audience ${asked}`, {
			description: `Check '${AUDIENCE}'.`,
		});
	}
	checkAsked('matched audience', asked, data[idName]);
	const audience = shown(withoutValues({ matchedAudienceId: data[idName], ...data }));
	const reason = reasonOf(data);
	return {
		status: clean(statusOf(audience)),
		reason: reason === undefined ? undefined : clean(reason),
		audience,
		raw,
	};
}

/** The list that shows the status of audiences (Audience API guideline, "Audience Details List"). */
const STATUS_LIST: StatusList = {
	method: 'POST',
	path: '/api/v3/audience/list',
	filters: (ids) => ({
		audienceTypeIds: [MATCHED],
		audienceIds: asNumbers(ids, AUDIENCES),
	}),
	idName: 'audienceId',
	pages: inBody('audienceList'),
	statusOf: ({ audienceStatusId }) => statusOf({ status: statusWord(audienceStatusId, STATUS_ID) }),
};

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const read: Read = (name, preset) => context.getNodeParameter(name, itemIndex, preset);
	const id = toId(read('matchedAudienceId', ''), AUDIENCE);
	const way = isCurrentApi(context, itemIndex) ? v3Way(read) : quickstartWay(read);
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const look = async (): Promise<AudienceLook> =>
		readAudience(await iqmRequest(context, way.request(id), itemIndex), way, id);
	const { audience, raw } =
		wait === undefined
			? await look()
			: await waitInList(
					{
						...{ item, id, wait, read: look },
						...{ failed: FINAL, what: `Matched audience ${id}` },
					},
					STATUS_LIST,
				);
	return { results: [audience], raw };
}

/**
 * Returns a matched audience; the option "API Version" chooses the endpoint. If asked to, waits until
 * the audience can be targeted.
 */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a matched audience',
	description: 'Get a matched audience with its status, or wait until campaigns can target it',
	endpoint: [
		'GET /api/v2/audience/matched/{matched_audience_Id}',
		'GET /api/v3/audience/matched/{audienceId}',
	],
	document: [
		'Quickstart "Upload Matched Audience", step 4 "Check audience status"',
		'Audience API guideline, "Matched Audience Details"',
	],
	writes: false,
	simple: ({ context, index }) =>
		isCurrentApi(context, index) ? SIMPLE_CURRENT : SIMPLE_QUICKSTART,
	properties,
	execute,
};
