import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank, isObject, toIds } from '../../../common/ground/values';
import type { Look } from '../../../common/run/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../common/run/waitForStatus';
import { apiVersionOption, isCurrentApi } from '../../shared/apiVersion';
import { optionsCollection } from '../../shared/options';
import { listIn } from '../../transport/answerRows';
import { iqmRequest } from '../../transport/request';
import { STATUSES } from '../creatives';
import type { Details } from '../v3Details';
import { readV3Details } from '../v3Details';

const IDS_LABEL = 'Creative IDs';

const FINAL_STATUSES = ['deleted', 'rejected'];

const properties: INodeProperties[] = [
	{
		displayName: IDS_LABEL,
		name: 'creativeIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 148246 or 148246, 148971',
		description:
			'ID of the creative. Several IDs, separated by commas or as an array from an expression, are read in one request, with the current API version in one each.',
	},
	...waitProperties(STATUSES, 'running'),
	optionsCollection([apiVersionOption]),
];

/** One answer: the creatives, and one status for all of them. */
interface CreativesLook extends Look {
	rows: IDataObject[];
	raw: unknown;
}

function statusOf(row: IDataObject): string {
	return isBlank(row.status) ? 'without a status' : String(row.status).toLowerCase();
}

/** Checks that every requested id is there: IQM may leave out those it does not know. */
function checkComplete(rows: IDataObject[], ids: string[]): void {
	const answered = new Set(rows.map(({ creativeId }) => String(creativeId)));
	const missing = ids.filter((id) => !answered.has(id));
	if (missing.length === 0) return;
	const noun = missing.length > 1 ? 'creatives' : 'a creative';
	throw new ApiFailure(`IQM did not return ${noun} with ID ${missing.join(', ')}`, {
		description: `Check '${IDS_LABEL}', and that the creatives belong to the workspace of the credential.`,
	});
}

/** Reads creatives in one request: `GET /api/v2/crt/creatives/details`. */
async function readTogether(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): Promise<Details> {
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'GET',
			path: '/api/v2/crt/creatives/details',
			query: { creativeIds: ids.join(',') },
		},
		itemIndex,
	);
	const rows =
		isObject(data) && !isBlank(data.creativeId) ? [data] : (listIn(data, ['data']) ?? []);
	return { rows, raw, clean };
}

/** Why IQM refused a creative; the two generations of its API name it differently. */
function reasonOf({ rejectionReason, creativeRejectionReason }: IDataObject): string | undefined {
	const words = [rejectionReason, creativeRejectionReason].find((reason) => !isBlank(reason));
	return words === undefined ? undefined : String(words);
}

/** The status common to all, a final one that any has, or all of them in words. */
function commonStatus({ rows, clean }: Details, wanted: string[]): Look {
	const ended = rows.find((row) => {
		const status = statusOf(row);
		return FINAL_STATUSES.includes(status) && !wanted.includes(status);
	});
	if (ended !== undefined) {
		const words = reasonOf(ended);
		const which = rows.length > 1 ? `creativeId ${String(ended.creativeId)}` : undefined;
		const reason = [which, words].filter((part) => part !== undefined).join(': ');
		return { status: statusOf(ended), reason: reason === '' ? undefined : clean(reason) };
	}
	const statuses = new Set(rows.map(statusOf));
	if (statuses.size === 1) return { status: [...statuses][0] };
	return {
		status: rows.map((row) => `${statusOf(row)} (${String(row.creativeId)})`).join(', '),
	};
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const value = context.getNodeParameter('creativeIds', itemIndex, undefined);
	const ids = [...new Set(toIds(value, IDS_LABEL))];
	if (ids.length === 0) {
		throw new InputError(`'${IDS_LABEL}' is empty`, 'Enter the ID of at least one creative.');
	}
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const ask = isCurrentApi(context, itemIndex) ? readV3Details : readTogether;

	const read = async (): Promise<CreativesLook> => {
		const details = await ask(context, itemIndex, ids);
		const { rows, raw } = details;
		checkComplete(rows, ids);
		return { ...commonStatus(details, wait?.wanted ?? []), rows, raw };
	};
	const { rows, raw } =
		wait === undefined
			? await read()
			: await waitForStatus({
					...wait,
					read,
					failed: FINAL_STATUSES,
					signal: context.getExecutionCancelSignal(),
					what: ids.length > 1 ? `Status of creatives ${ids.join(', ')}` : `Creative ${ids[0]}`,
				});
	return { results: rows, raw };
}

/** Reads creatives and their approval; the option "API Version" chooses the endpoint. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get creatives',
	description: 'Get creatives and their approval status, or wait until they are approved',
	endpoint: ['GET /api/v2/crt/creatives/details', 'GET /api/v3/crt/creatives/{creativeId}'],
	document: [
		'Quickstart "Upload Creative and Create a Campaign", step 4 "Check the creative status"',
		'Creative API guideline, "Creative Details by ID"',
	],
	writes: false,
	properties,
	execute,
};
