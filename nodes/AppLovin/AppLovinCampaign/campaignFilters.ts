import type { IDataObject } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import type { Sent } from '../../common/form/fields';
import type { Field } from '../../common/form/kinds';
import { preset, text } from '../../common/form/kinds';
import { nameHolds } from '../../common/ground/names';
import { isPlatform, PLATFORMS, statusOf, STATUSES, toStatus } from './choice';

const status: Field<boolean> = {
	label: 'Status',
	ask: {
		type: 'options',
		options: STATUSES,
		default: 'active',
		description: 'Only campaigns with this status, for example Active',
	},
	read: (value) => toStatus(value, 'Status'),
};

/** Filters for lists of campaigns, the trigger's too. AppLovin offers none: {@link fits}. */
export const CAMPAIGN_FILTERS = {
	name: text('Name Contains', 'Only campaigns with this text in their name, upper or lower case', {
		example: 'ROAS',
	}),
	platform: preset('Platform', 'Only campaigns on this platform', {
		of: PLATFORMS,
		first: 'android',
		toValue: (value, label) => toChoice(value, label, PLATFORMS),
		inWords: 'Android',
	}),
	status,
};

export type CampaignFilter = Sent<typeof CAMPAIGN_FILTERS>;

/**
 * Whether a listed campaign is one of the wanted.
 *
 * @throws ApiFailure for a status that is neither active nor paused, if the status is asked for
 */
export function fits(campaign: IDataObject, wanted: CampaignFilter): boolean {
	return (
		(wanted.name === undefined || nameHolds(campaign.name, wanted.name)) &&
		(wanted.platform === undefined || isPlatform(campaign, wanted.platform)) &&
		(wanted.status === undefined || statusOf(campaign) === wanted.status)
	);
}
