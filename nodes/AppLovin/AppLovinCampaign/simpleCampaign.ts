import type { IDataObject } from 'n8n-workflow';

import type { Find, Simple } from '../../common/run/simple';
import { each, firstOf, MARKS, number, own, word } from '../../common/run/simple';
import { shownStatus } from '../shared/simpleStatus';
import { TRACKING_METHODS } from '../shared/choices';
import { knownBidType, unitOf } from './bidUnits';
import { PLATFORMS } from './choice';

/**
 * A campaign as Get and Get Many show it at first; its counters are yesterday's, and `spend` comes as
 * text. No document says in which time zone its creation is.
 */
export const SIMPLE_CAMPAIGN: Simple = {
	...own('campaign_id', 'name'),
	status: shownStatus,
	platform: word('platform', PLATFORMS),
	...own('package_name', 'bid_type'),
	tracking_method: word('tracking_method', TRACKING_METHODS),
	spend: number('spend'),
	...own('impressions', 'clicks', 'installs'),
	// The document's name for it is `created`.
	created_at: firstOf('created_at', 'created'),
};

/** A campaign that is created or changed. */
export const READABLE_CAMPAIGN: Simple = { ...SIMPLE_CAMPAIGN, ...MARKS };

const unit: Find = ({ bid_type: said }: IDataObject) => {
	const type = knownBidType(said);
	return type === undefined ? null : unitOf(type);
};

/** What a campaign targets; its budgets are in USD per day, its bids in the unit beside them. */
export const SIMPLE_TARGET: Simple = {
	...own('campaign_id', 'bid_type'),
	bid_unit: unit,
	...own('countries', 'device_types', 'os_major_version_min'),
};

export const SIMPLE_SOURCE: Simple = {
	...own('campaign_id', 'app_id', 'app_id_external'),
	status: shownStatus,
};

/** Sources that are turned on or off. */
export const READABLE_SOURCES: Simple = {
	...own('campaign_id', 'updated'),
	sources: each('sources', { status: shownStatus }),
};

export const SIMPLE_SOURCE_BID: Simple = own(
	...['campaign_id', 'app_id', 'app_id_external', 'country', 'bid_value'],
	'bid_override_percentage',
);
