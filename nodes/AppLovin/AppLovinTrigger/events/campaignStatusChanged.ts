import type { INodeProperties } from 'n8n-workflow';

import { toChoicesOrAll, withAll } from '../../../common/form/choice';
import { STATUSES, toStatus } from '../../AppLovinCampaign/choice';
import {
	campaignChoice,
	campaignFilters,
	goneCampaigns,
	newest,
	readChosen,
	readFilter,
	seenCampaigns,
} from '../campaigns';
import type { TriggerEvent } from '../event';
import { ALL_STATUSES } from '../event';

const LABEL = 'Campaign Statuses';

const statusProperty: INodeProperties = {
	displayName: LABEL,
	name: 'campaignStatuses',
	type: 'multiOptions',
	options: withAll(STATUSES, ALL_STATUSES),
	default: [],
	hint: 'None chosen means both',
	description:
		'Statuses that a campaign must change into, for example Paused. Empty means both. A campaign that is created counts as changed into the status that it has.',
};

/** A remembered status as AppLovin writes it: true or false. */
function asListed(status: string | undefined): boolean | string | null {
	if (status === 'true' || status === 'false') return status === 'true';
	return status ?? null;
}

/** Reports each campaign whose `status` in `GET /campaigns` has changed. */
export const campaignStatusChanged: TriggerEvent = {
	value: 'campaignStatusChanged',
	name: 'Campaign Status Changed',
	description: 'When a campaign was activated or paused; a poll costs 1 request',
	properties: [...campaignChoice, statusProperty, campaignFilters],
	watch: (context, ask) => {
		const filter = readFilter(context, readChosen(context));
		const chosen: unknown = context.getNodeParameter('campaignStatuses', []);
		const given = toChoicesOrAll(chosen, LABEL, STATUSES);
		const statuses = [...new Set(given)].map((status) => String(toStatus(status, LABEL))).sort();
		let gone = goneCampaigns([]);
		const read = async () => {
			const { seen, missing } = await seenCampaigns(ask, filter);
			gone = goneCampaigns(missing, filter.chosen);
			return seen;
		};
		return {
			things: 'campaigns',
			scope: { filter, statuses },
			wanted: { event: 'changed', statuses, idsGrow: false },
			read,
			gone: () => gone,
			sample: async () => {
				const seen = await read();
				if (gone.isAll && gone.ids.length > 0) throw gone.failure(gone.ids);
				return newest(
					seen.filter(({ status }) => statuses.length === 0 || statuses.includes(status)),
				);
			},
			toJson: ({ id, previousStatus, json }, observedAt) => ({
				...json,
				event: 'campaignStatusChanged',
				campaign_id: id,
				previousStatus: asListed(previousStatus),
				observedAt,
			}),
		};
	},
};
