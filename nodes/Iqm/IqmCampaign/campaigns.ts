import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { idPicker } from '../../common/form/idPicker';
import { ApiFailure } from '../../common/ground/errors';
import { answeredId, isBlank, isObject, resultId } from '../../common/ground/values';
import type { Found } from '../../common/run/ifItExists';
import { rowsOfName } from '../shared/namedRows';
import { inBody } from '../shared/paging';
import { checkRepeated } from '../shared/repeated';
import type { PagedList, Thing } from '../../verbs/describe';
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

export const CAMPAIGNS: Thing = {
	one: 'campaign',
	many: 'campaigns',
	idName: 'campaignId',
	ids: {
		name: 'campaignIds',
		label: 'Campaign IDs',
		example: '537599,537600',
		pick: {
			from: 'campaignsFrom',
			label: 'Campaigns From',
			name: 'pickedCampaigns',
			load: 'getCampaigns',
			first: 'running',
		},
	},
};

/** Label of the campaign that an operation acts on. */
export const CAMPAIGN = 'Campaign';

/** The one campaign that an operation acts on. */
export const campaignProperty: INodeProperties = idPicker(
	{ displayName: CAMPAIGN, name: 'campaignId', description: 'The campaign, for example 537599' },
	'searchCampaigns',
	'537599',
);

/** The part of a reply that is needed to show its words. */
type Answered = Pick<IqmReply, 'data' | 'clean'>;

/** The rows in the answer to an update, by campaign. */
export function rowsByCampaign(data: unknown, name: string): Map<string, IDataObject> {
	const rows = isObject(data) && Array.isArray(data[name]) ? data[name].filter(isObject) : [];
	// IQM's own sample of an update of budgets spells it "campaingId".
	const named = rows.map(({ campaingId, ...row }) => ({
		...row,
		campaignId: row.campaignId ?? campaingId,
	}));
	return new Map(
		named
			.filter(({ campaignId }) => !isBlank(campaignId))
			.map((row) => [String(row.campaignId).trim(), row]),
	);
}

/**
 * What IQM says about refused campaigns: `reason: [{errorMessage, id, campaignName}]`, or a `message`
 * about all of them.
 *
 * @param others campaigns of the same request that are not asked about
 */
export function refusals(
	{ data, clean }: Answered,
	others: string[] = [],
): {
	words: string | undefined;
	ids: Set<string>;
} {
	const reason = isObject(data) ? data.reason : undefined;
	const reasons: unknown[] = Array.isArray(reason) ? reason : isBlank(reason) ? [] : [reason];
	const about = reasons
		.filter((one) => !isObject(one) || !others.includes(String(one.id)))
		.map(reasonWords)
		.filter((text) => text !== undefined);
	const failed = isObject(data) && data.status === false;
	const words =
		reasons.length === 0 && failed && !isBlank(data.message) ? [String(data.message)] : about;
	return {
		words: words.length > 0 ? clean(words.join('; ')) : undefined,
		ids: new Set(reasons.filter(isObject).map(({ id }) => String(id))),
	};
}

/** The error for an answer that reports a failure but names no campaign, although all were changed. */
export function besideAll(words: string, done: string, labels: string[]): ApiFailure {
	return new ApiFailure(`${words} – although IQM reported that all campaigns were ${done}`, {
		description: 'Check them in IQM before running this again.',
		mayHaveActed: true,
		created: labels,
	});
}

/**
 * One result per campaign, or one error that names the campaigns that the answer does not confirm, in
 * IQM's words if it has any, and lists those that were changed nevertheless.
 *
 * @param answer the answer to a request that may fail partly
 * @param confirmed what it says about each campaign
 * @param done what was done, for the list of what a run has done: "paused"
 * @param differs what the answer says about campaigns that are not as requested: "campaign 7 is
 *   running"
 * @param all the campaigns of the request, if it was for more than these
 */
export function confirmedResults(
	ids: string[],
	answer: Answered,
	confirmed: Map<string, IDataObject>,
	done: string,
	differs = new Map<string, string>(),
	all = ids,
): { results: IDataObject[]; label: string } {
	const others = all.filter((id) => !ids.includes(id));
	const { words, ids: refused } = refusals(answer, others);
	// Refused and confirmed at once: part of the change was not made.
	const missing = ids.filter((id) => !confirmed.has(id) || refused.has(id));
	const labels = ids.filter((id) => !missing.includes(id)).map((id) => `campaignId ${id} ${done}`);
	if (missing.length > 0) {
		const contrary = missing.flatMap((id) => differs.get(id) ?? []);
		const message = [
			`IQM did not confirm that campaign ${missing.join(', ')} was ${done}`,
			...(contrary.length > 0 ? [`it answered that ${contrary.join(', and ')}`] : []),
		].join(': ');
		throw new ApiFailure(answer.clean(words === undefined ? message : `${words} – ${message}`), {
			description: 'Check it in IQM before running this again.',
			mayHaveActed: missing.some((id) => confirmed.has(id) || !refused.has(id)),
			created: [
				...labels,
				...missing.filter((id) => differs.has(id)).map((id) => `campaignId ${id}`),
			],
			// Rows of some tell that the others were not changed; words alone don't say which.
			inPart: words !== undefined && refused.size === 0 && confirmed.size + differs.size === 0,
		});
	}
	// Words that name no campaign are about those that were not changed.
	const isWhole = others.every((id) => confirmed.has(id) && !refused.has(id));
	if (words !== undefined && isWhole) throw besideAll(words, done, labels);
	const results = ids.map((id) => ({ ...confirmed.get(id), campaignId: resultId(id) }));
	return { results, label: labels.join(', ') };
}

/** The campaign that an answer says was saved, as a label. */
export function madeCampaign(data: unknown): string[] {
	const id = isObject(data) ? answeredId(data.data) : undefined;
	return id === undefined ? [] : [`campaignId ${id}`];
}

/** A campaign in a result, as a label. */
export function madeLabel({ campaignId }: IDataObject): string {
	return `campaignId ${String(campaignId)}`;
}

/** Fields by which a person knows a campaign again, as requests and `GET …/campaign/{id}` call them. */
const TELLING = [
	...['campaignName', 'ioId', 'ioName', 'startTime', 'endTime', 'timezone', 'budgetTypeId'],
	...['budgetTotal', 'budgetDay', 'totalImpressions', 'maxBid', 'creativeType', 'creativeIds'],
];

/** What results of writes say about a campaign: as it was sent, or as IQM shows one that exists. */
export function tellingOf(campaign: IDataObject): IDataObject {
	const told = TELLING.filter((name) => campaign[name] !== undefined);
	return Object.fromEntries(told.map((name) => [name, campaign[name]]));
}

/**
 * What IQM says about a saved campaign: `{data: <id>, message, status}`, compared with what was sent.
 *
 * @param labels the form's words for what was sent
 */
export function readSaved(
	{ data, clean }: Answered,
	sent: IDataObject,
	labels: Record<string, string>,
): { campaignId: number | string } & IDataObject {
	const id = isObject(data) ? answeredId(data.data) : undefined;
	if (!isObject(data) || id === undefined) {
		throw new ApiFailure("IQM's response is missing the ID of the campaign", {
			description: 'The campaign was probably saved: check for its name in IQM.',
			mayHaveActed: true,
		});
	}
	checkRepeated({ data, clean }, { sent, labels, made: madeCampaign(data) });
	return { campaignId: id, ...tellingOf(sent), status: data.status, message: data.message };
}

/** An order's campaigns whose name looks like this one that are not deleted. */
export async function campaignsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	{ campaignName, ioId }: IDataObject,
): Promise<Found> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/cmp/basic/list',
		filters: { ioIdsList: [Number(ioId)] },
		idName: 'campaignId',
		pages: inBody('data'),
	};
	const named = { list, nameKey: 'name', parameter: 'campaignName' };
	const { rows, askedAt } = await rowsOfName(context, itemIndex, named, String(campaignName));
	const isDeleted = ({ status }: IDataObject) => String(status).toLowerCase() === 'deleted';
	return { rows: rows.filter((row) => !isDeleted(row)), askedAt };
}
