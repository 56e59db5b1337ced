import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isSameValue } from '../shared/contradiction';
import { forSeveral } from '../../verbs/several';
import type { OperationResult } from '../../common/run/operation';
import { isBlank } from '../../common/ground/values';
import { iqmRequest } from '../transport/request';
import { CAMPAIGNS, confirmedResults, rowsByCampaign } from './campaigns';

/**
 * Sets the status of campaigns: `PUT /api/v2/cmp/campaigns/update-status`, whose ids travel as
 * comma-separated text. The answer's `updatedData` lists the campaigns that were changed; a campaign
 * that it leaves out, or lists with another status, was not.
 *
 * @param status `running`, `paused` or `deleted`
 */
export async function sendStatus(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	status: string,
): Promise<OperationResult> {
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PUT',
			path: '/api/v2/cmp/campaigns/update-status',
			body: { campaignIds: ids.join(','), status },
			writes: 'status of the campaign',
			mayFailPartly: true,
			made: (content) =>
				[...rowsByCampaign(content, 'updatedData').keys()].map((id) => `campaignId ${id}`),
		},
		itemIndex,
	).catch(forSeveral(CAMPAIGNS, ids, status, 'IQM'));
	const rows = rowsByCampaign(data, 'updatedData');
	const isAsked = (row: IDataObject): boolean => isSameValue(status, row.status ?? '', 'status');
	const confirmed = new Map([...rows].filter(([, row]) => isAsked(row)));
	const differs = new Map(
		[...rows]
			.filter(([, row]) => !isBlank(row.status) && !isAsked(row))
			.map(([id, row]) => [id, `campaign ${id} is ${String(row.status)}`]),
	);
	return { ...confirmedResults(ids, { data, clean }, confirmed, status, differs), raw };
}
