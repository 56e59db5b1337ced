import { campaignFilters, newest, readFilter, seenCampaigns } from '../campaigns';
import type { TriggerEvent } from '../event';

/** Reports each campaign that `GET /campaigns` has not listed before. */
export const newCampaign: TriggerEvent = {
	value: 'newCampaign',
	name: 'New Campaign',
	description: 'When a campaign is listed for the first time; a poll costs 1 request',
	properties: [campaignFilters],
	watch: (context, ask) => {
		const filter = readFilter(context);
		const read = async () => (await seenCampaigns(ask, filter)).seen;
		return {
			things: 'campaigns',
			scope: filter,
			wanted: { event: 'new', statuses: [], idsGrow: false },
			read,
			sample: async () => newest(await read()),
			toJson: ({ id, json }, observedAt) => ({
				...json,
				event: 'newCampaign',
				campaign_id: id,
				observedAt,
			}),
		};
	},
};
