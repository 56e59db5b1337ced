import type { INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/ground/errors';
import { END_OF_DAY, toEnd } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isObject, resultId } from '../../../common/ground/values';
import { checkLater } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { iqmRequest } from '../../transport/request';
import { besideAll, CAMPAIGNS, refusals } from '../campaigns';
import { spendsOfChange } from '../spends';

const LABEL = 'New End';

const properties: INodeProperties[] = [
	idsProperty(CAMPAIGNS, 'change'),
	{
		displayName: LABEL,
		name: 'endDate',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`Last moment of the campaigns, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CAMPAIGNS);
	const value: unknown = context.getNodeParameter('endDate', itemIndex, '');
	const moment = toEnd(value, context.getTimezone(), LABEL);
	checkLater(moment, LABEL, "To end campaigns now, pause them with 'Update Status'.");
	const endDate = Math.floor(moment / 1_000);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PUT',
			path: '/api/v2/cmp/campaigns/update-end-date',
			body: { endDate, campaignIds: ids.join(',') },
			writes: 'end of the campaign',
			mayFailPartly: true,
			spends: await spendsOfChange(context, itemIndex, ids, { endTime: endDate }),
		},
		itemIndex,
	).catch(forSeveral(CAMPAIGNS, ids, 'changed', 'IQM'));
	// IQM answers nothing but "status": true; otherwise nothing says which campaigns failed, or why.
	const status = isObject(data) ? data.status : undefined;
	if (status !== true) {
		const { words } = refusals({ data, clean });
		const verb = status === false ? 'move' : 'confirm';
		const message = `IQM did not ${verb} the end of campaign ${ids.join(', ')}`;
		const failure = new ApiFailure(words === undefined ? message : `${words} – ${message}`, {
			description: 'The new end may lie before the start, or a campaign may be deleted.',
			mayHaveActed: status !== false,
		});
		return forSeveral(CAMPAIGNS, ids, 'changed', 'IQM')(failure);
	}
	const made = ids.map((id) => `campaignId ${id}`);
	const { words } = refusals({ data, clean });
	if (words !== undefined) throw besideAll(words, 'changed', made);
	checkRepeated(
		{ data, clean },
		{
			sent: { endDate, endTime: endDate },
			labels: { endDate: LABEL, endTime: LABEL },
			made,
		},
	);
	return {
		results: ids.map((id) => ({ campaignId: resultId(id), endTime: endDate, updated: true })),
		raw,
		label: ids.map((id) => `campaignId ${id} ends ${new Date(moment).toISOString()}`).join(', '),
	};
}

/**
 * Moves the end of campaigns, in seconds. One document has the ids as a number, the other as
 * comma-separated text, as in all updates of campaigns; text is sent. The answer lists no campaigns.
 */
export const updateEndDate: Operation = {
	value: 'updateEndDate',
	name: 'Update End Date',
	action: 'Update the end date of campaigns',
	description: 'Move the end of campaigns',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-end-date',
	document: 'Campaign API guideline, "Change Campaign End Date"',
	writes: true,
	properties,
	execute,
};
