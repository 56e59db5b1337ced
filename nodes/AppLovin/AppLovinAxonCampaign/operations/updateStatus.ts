import type { Operation } from '../../../common/run/operation';
import { statusProperties, updateStatuses } from '../../axonShared/updateStatuses';
import {
	ALL_STATUSES,
	CAMPAIGNS,
	DOCUMENT,
	inCampaignTurn,
	LISTED_CAMPAIGNS,
	READABLE_CAMPAIGN,
	STATUSES,
} from '../campaigns';
import { changeCampaign } from '../changeCampaign';

/** Runs or pauses campaigns, each by a request of its own. */
export const updateStatus: Operation = {
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Run or pause campaigns',
	description: 'Set campaigns live or pause them',
	endpoint: 'POST /manage/v1/campaign/update',
	document: `${DOCUMENT}, "/campaign/update"`,
	writes: true,
	readable: READABLE_CAMPAIGN,
	properties: statusProperties(CAMPAIGNS, STATUSES, 'The campaigns to run or pause'),
	execute: async (item) =>
		await updateStatuses(item, {
			listed: LISTED_CAMPAIGNS,
			settable: STATUSES,
			known: ALL_STATUSES,
			async change({ id, status, row, linesOf }) {
				const change = {
					...{ id, type: row.type, fields: { status } },
					...{ writes: 'status of the campaign', lines: linesOf(row) },
				};
				const raw = await inCampaignTurn(item, id, async () => await changeCampaign(item, change));
				return { before: row, raw };
			},
		}),
};
