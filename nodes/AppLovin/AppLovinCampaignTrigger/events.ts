import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { collectionProperty, readAll } from '../../common/form/fields';
import { asked } from '../../common/form/field';
import { SIMPLIFY_EVENTS } from '../../common/form/simplifyField';
import type { SimpleEvent } from '../../common/run/simpleEvent';
import type { CampaignFilter } from '../AppLovinCampaign/campaignFilters';
import { CAMPAIGN_FILTERS } from '../AppLovinCampaign/campaignFilters';
import { SIMPLE_CAMPAIGN } from '../AppLovinCampaign/simpleCampaign';
import { authenticationProperty } from '../shared/authentication';
import { shownStatus } from '../shared/simpleStatus';
import type { TriggerEvent } from '../shared/trigger';
import { eventProperty } from '../shared/trigger';
import { campaignChoice, readChosen } from '../shared/watchedCampaigns';
import { goneCampaigns, newest, seenCampaigns } from './campaigns';

const ACTIVE = 'true';
const PAUSED = 'false';

const { name, platform } = CAMPAIGN_FILTERS;
const FILTERS = {
	name: asked(name, {
		description: `${name.ask.description}. A campaign that is renamed to match counts as new.`,
	}),
	platform,
};

const readFilter = (context: IPollFunctions): CampaignFilter =>
	readAll(context.getNodeParameter('filters', {}), FILTERS, context.getTimezone());

const SIMPLE: SimpleEvent = {
	simple: SIMPLE_CAMPAIGN,
	statusAs: (key) => (item) => shownStatus({ status: item[key] }),
};

/** A remembered status as AppLovin writes it: true or false. */
function asListed(status: string | undefined): boolean | string | null {
	if (status === ACTIVE || status === PAUSED) return status === ACTIVE;
	return status ?? null;
}

/** Each campaign whose `status` in `GET /campaigns` has become one of these; none: any. */
function changed(option: INodePropertyOptions, statuses: string[]): TriggerEvent {
	const watch: TriggerEvent['watch'] = (context, ask) => {
		const chosen = readChosen(context);
		const filter = readFilter(context);
		let gone = goneCampaigns([]);
		const read = async () => {
			const { seen, missing } = await seenCampaigns(ask, filter, chosen);
			gone = goneCampaigns(missing, chosen);
			return seen;
		};
		return {
			things: 'campaigns',
			scope: { chosen, filter },
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
				event: option.value,
				campaign_id: id,
				previousStatus: asListed(previousStatus),
				observedAt,
			}),
		};
	};
	return { option, ...SIMPLE, watch };
}

/** Each campaign that `GET /campaigns` has not listed before. */
const added: TriggerEvent = {
	option: {
		name: 'New Campaign',
		value: 'newCampaign',
		description: 'When a campaign appears for the first time',
	},
	...SIMPLE,
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

const CHANGES = [
	changed(
		{
			name: 'Campaign Activated',
			value: 'campaignActivated',
			description: 'When a campaign is activated, or created as active: it may spend money',
		},
		[ACTIVE],
	),
	changed(
		{
			name: 'Campaign Paused',
			value: 'campaignPaused',
			description: 'When a campaign is paused, or created as paused: it spends nothing',
		},
		[PAUSED],
	),
	changed(
		{
			name: 'Campaign Status Changed',
			value: 'campaignStatusChanged',
			description: 'When a campaign is activated, paused or created',
		},
		[],
	),
];

/** What can happen to a campaign. */
export const CAMPAIGN_EVENTS: TriggerEvent[] = [...CHANGES, added];

const change = CHANGES.map(({ option }) => option.value);

/** What a user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	authenticationProperty,
	eventProperty(CAMPAIGN_EVENTS, 'campaignStatusChanged', 'Each poll takes one request'),
	...campaignChoice.map((property) => ({
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, event: change } },
	})),
	...SIMPLIFY_EVENTS,
	...collectionProperty(
		{ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' },
		FILTERS,
	),
];
