import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank, isObject } from '../../../common/ground/values';
import type { Look } from '../../../common/run/waitForStatus';
import { readTogether } from '../../../common/run/readTogether';
import { readWaitOptions, waitProperties, waitTogether } from '../../../common/run/waitForStatus';
import { idsProperties, readIds } from '../../../verbs/several';
import { apiVersionOption, isCurrentApi } from '../../shared/apiVersion';
import { optionsCollection } from '../../shared/options';
import { listIn } from '../../transport/answerRows';
import { IQM, iqmRequest } from '../../transport/request';
import { CREATIVES, STATUSES } from '../creatives';
import { SIMPLE_CREATIVE } from '../simpleCreative';
import type { Details } from '../v3Details';
import { readV3Details } from '../v3Details';

const FINAL_STATUSES = ['deleted', 'rejected'];

const properties: INodeProperties[] = [
	...idsProperties(
		CREATIVES,
		'get',
		'The creatives to get, in one request, or in one each with Current (v3)',
	),
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
		description: 'Check the IDs, and that the creatives belong to the workspace of the credential.',
	});
}

/** Reads creatives in one request: `GET /api/v2/crt/creatives/details`. */
async function readDetails(
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

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const ids = readIds(item, CREATIVES);
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const isCurrent = isCurrentApi(context, itemIndex);
	const ask = isCurrent ? readV3Details : readDetails;

	const pick = (details: Details, own: string[]): CreativesLook => {
		const rows = details.rows.filter(({ creativeId }) => own.includes(String(creativeId)));
		checkComplete(rows, own);
		return {
			...commonStatus({ ...details, rows }, wait?.wanted ?? []),
			...{ rows, raw: details.raw },
		};
	};
	const joint = {
		...{ api: IQM, about: isCurrent, ids, pick },
		// The current API takes one ID a request.
		...(isCurrent ? { most: 1 } : {}),
		ask: async (all: string[]) => await ask(context, itemIndex, all),
	};
	const { rows, raw } =
		wait === undefined
			? await readTogether(item, joint)
			: await waitTogether(
					item,
					{
						...wait,
						failed: FINAL_STATUSES,
						what: ids.length > 1 ? `Status of creatives ${ids.join(', ')}` : `Creative ${ids[0]}`,
					},
					joint,
				);
	return { results: rows, raw };
}

/** Reads creatives and their approval; the option "API Version" chooses the endpoint. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get creatives',
	description: 'Get creatives with their approval status, or wait until they are approved',
	endpoint: ['GET /api/v2/crt/creatives/details', 'GET /api/v3/crt/creatives/{creativeId}'],
	document: [
		'Quickstart "Upload Creative and Create a Campaign", step 4 "Check the creative status"',
		'Creative API guideline, "Creative Details by ID"',
	],
	writes: false,
	simple: SIMPLE_CREATIVE,
	properties,
	execute,
};
