import type { IDataObject } from 'n8n-workflow';

import { isSameValue } from '../shared/contradiction';
import { isBlank } from '../../common/ground/values';
import type { Judge } from '../../verbs/describe';
import { confirmedResults, rowsByCampaign } from './campaigns';

/**
 * Reads the answer to a change of status: its `updatedData` lists the campaigns that were changed
 * (Campaign API guideline, "Update Campaign Status"). A campaign that is missing there, or listed with
 * another status, was not changed.
 *
 * @param statusOf finds the requested status among the sent fields
 */
export function byUpdatedRows(statusOf: (sent: IDataObject) => string): Judge {
	return {
		request: () => ({
			mayFailPartly: true,
			made: (content) =>
				[...rowsByCampaign(content, 'updatedData').keys()].map((id) => `campaignId ${id}`),
		}),
		read(reply, { ids, all, sent }) {
			const status = statusOf(sent);
			const rows = rowsByCampaign(reply.data, 'updatedData');
			const isAsked = (row: IDataObject): boolean =>
				isSameValue(status, row.status ?? '', 'status');
			const confirmed = new Map([...rows].filter(([, row]) => isAsked(row)));
			const differs = new Map(
				[...rows]
					.filter(([, row]) => !isBlank(row.status) && !isAsked(row))
					.map(([id, row]) => [id, `campaign ${id} is ${String(row.status)}`]),
			);
			return confirmedResults(ids, reply, confirmed, status, differs, all).results;
		},
	};
}
