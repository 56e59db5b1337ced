import type { IDataObject, IExecuteFunctions, INodePropertyOptions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { answeredId, isBlank, isObject, resultId } from '../../common/values';
import { rowsOfName } from '../shared/paging';
import type { Kind } from '../shared/several';
import { reasonWords } from '../transport/envelope';
import type { IqmReply } from '../transport/request';

/** Statuses of a campaign (Campaign API guideline). */
export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Completed', value: 'completed' },
	{ name: 'Deleted', value: 'deleted' },
	{ name: 'Draft', value: 'draft' },
	{ name: 'Expired', value: 'expired' },
	{ name: 'Paused', value: 'paused' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Rejected', value: 'rejected' },
	{ name: 'Running', value: 'running' },
];

export const CAMPAIGNS: Kind = {
	name: 'campaignIds',
	displayName: 'Campaign IDs',
	what: 'campaigns',
	example: '537599,537600',
};

/** What is needed of a reply to show its words. */
type Answered = Pick<IqmReply, 'data' | 'clean'>;

/** The rows that an update answers with, by campaign. */
export function rowsByCampaign(data: unknown, name: string): Map<string, IDataObject> {
	const rows = isObject(data) && Array.isArray(data[name]) ? data[name].filter(isObject) : [];
	return new Map(
		rows
			.filter(({ campaignId }) => !isBlank(campaignId))
			.map((row) => [String(row.campaignId), row]),
	);
}

/**
 * What IQM says about campaigns that it refused: `reason: [{errorMessage, id, campaignName}]`, or a
 * `message` about all of them.
 */
export function refusals({ data, clean }: Answered): {
	words: string | undefined;
	ids: Set<string>;
} {
	const reasons = isObject(data) && Array.isArray(data.reason) ? data.reason.filter(isObject) : [];
	const about = reasons.map(reasonWords).filter((text) => text !== undefined);
	const failed = isObject(data) && data.status === false;
	const words =
		about.length === 0 && failed && !isBlank(data.message) ? [String(data.message)] : about;
	return {
		words: words.length > 0 ? clean(words.join('; ')) : undefined,
		ids: new Set(reasons.map(({ id }) => String(id))),
	};
}

/**
 * One result a campaign, or one error that names those which the answer does not confirm, in IQM's
 * words where it has any, and lists those which were changed nevertheless.
 *
 * @param answer that of a request that may fail partly
 * @param confirmed what it says about each campaign
 * @param done how a result is named among what a run has done: "paused"
 */
export function confirmedResults(
	ids: string[],
	answer: Answered,
	confirmed: Map<string, IDataObject>,
	done: string,
): { results: IDataObject[]; label: string } {
	const missing = ids.filter((id) => !confirmed.has(id));
	const labels = ids.filter((id) => confirmed.has(id)).map((id) => `campaignId ${id} ${done}`);
	if (missing.length > 0) {
		const { words, ids: refused } = refusals(answer);
		const message = `IQM did not confirm that campaign ${missing.join(', ')} was ${done}`;
		throw new ApiFailure(words === undefined ? message : `${words} – ${message}`, {
			description: 'Look at it in IQM before you run this again.',
			mayHaveActed: missing.some((id) => !refused.has(id)),
			created: labels,
		});
	}
	const results = ids.map((id) => ({ ...confirmed.get(id), campaignId: resultId(id) }));
	return { results, label: labels.join(', ') };
}

/** What IQM says about a campaign that it has saved: `{data: <id>, message, status}`. */
export function readSaved(data: unknown): { campaignId: number | string } & IDataObject {
	const id = isObject(data) ? answeredId(data.data) : undefined;
	if (!isObject(data) || id === undefined) {
		throw new ApiFailure('IQM answered without the ID of the campaign', {
			description: 'The campaign was probably saved: look for its name in IQM.',
			mayHaveActed: true,
		});
	}
	return { campaignId: id, status: data.status, message: data.message };
}

/** The campaigns of an order with exactly this name that are not deleted. */
export async function campaignsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	{ campaignName, ioId }: IDataObject,
): Promise<IDataObject[]> {
	const list = {
		path: '/api/v3/cmp/basic/list',
		filters: { sortBy: 'campaignId', order: 'desc', ioIdsList: [Number(ioId)] },
		idName: 'campaignId',
	};
	const rows = await rowsOfName(context, itemIndex, list, 'name', String(campaignName));
	return rows.filter(({ status }) => String(status).toLowerCase() !== 'deleted');
}
