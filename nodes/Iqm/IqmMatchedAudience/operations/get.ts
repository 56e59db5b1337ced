import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/errors';
import type { Operation, OperationResult } from '../../../common/operation';
import { isBlank, isObject, toBoolean, toId } from '../../../common/values';
import type { Look } from '../../../common/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../common/waitForStatus';
import { optionsCollection } from '../../shared/options';
import type { IqmReply } from '../../transport/request';
import { iqmRequest, pathId } from '../../transport/request';
import { STATUSES } from '../audiences';

const ID_LABEL = 'Matched Audience ID';
const PARSE_LABEL = 'Parse JSON Fields';

const FINAL = ['Failed', 'Rejected'];

/** Fields whose text is itself JSON, in the sample of the quickstart and in the guideline. */
const JSON_FIELDS = ['columnSettings', 'existingColumnMatching', 'metadata'];

const properties: INodeProperties[] = [
	{
		displayName: ID_LABEL,
		name: 'matchedAudienceId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 15332',
		description: 'ID of the matched audience as Upload returns it, for example 15332',
	},
	...waitProperties(STATUSES, 'Ready'),
	optionsCollection([
		{
			displayName: PARSE_LABEL,
			name: 'parseJsonFields',
			type: 'boolean',
			default: true,
			description:
				'Whether to turn metadata, existingColumnMatching and columnSettings, which IQM returns as JSON text, into objects. On by default.',
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
 * `rawS3URLError` is about the file's download and stands there for pending audiences too, so it is
 * only quoted as what it is.
 */
function reasonOf({ rejectionReason, rawS3URLError }: IDataObject): string | undefined {
	if (!isBlank(rejectionReason)) return String(rejectionReason);
	return isBlank(rawS3URLError) ? undefined : `IQM says about its file: ${String(rawS3URLError)}`;
}

/** Parsed JSON; anything else as it is. */
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

function readAudience({ data, raw, clean }: IqmReply, asked: string): AudienceLook {
	if (!isObject(data) || isBlank(data.id)) {
		throw new ApiFailure(`IQM answered without the matched audience ${asked}`, {
			description: `Check '${ID_LABEL}'.`,
		});
	}
	const audience = { matchedAudienceId: data.id, ...data };
	const reason = reasonOf(data);
	return {
		status: clean(statusOf(data)),
		reason: reason === undefined ? undefined : clean(reason),
		audience,
		raw,
	};
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const read = (name: string, preset: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, preset);
	const id = toId(read('matchedAudienceId', ''), ID_LABEL);
	const parses = toBoolean(read('options.parseJsonFields', true), PARSE_LABEL);
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const path = `/api/v2/audience/matched/${pathId(id)}`;
	const look = async (): Promise<AudienceLook> =>
		readAudience(await iqmRequest(context, { method: 'GET', path }, itemIndex), id);
	const { audience, raw } =
		wait === undefined
			? await look()
			: await waitForStatus({
					...wait,
					read: look,
					failed: FINAL,
					signal: context.getExecutionCancelSignal(),
					what: `Matched audience ${id}`,
				});
	return { results: [parses ? withParsedFields(audience) : audience], raw };
}

/**
 * Returns a matched audience: `GET /api/v2/audience/matched/{matched_audience_Id}` (quickstart
 * "Upload Matched Audience", step 4), and waits until it can be targeted if asked to.
 */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a matched audience',
	description: 'Get a matched audience and its status, or wait until campaigns can target it',
	writes: false,
	properties,
	execute,
};
