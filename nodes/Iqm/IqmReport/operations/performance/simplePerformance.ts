import type { Simple } from '../../../../common/run/simple';
import { ifThere, own, times, word } from '../../../../common/run/simple';
import { STATUSES as CAMPAIGN_STATUSES } from '../../../IqmCampaign/campaigns';
import { STATUSES as ORDER_STATUSES } from '../../../IqmInsertionOrder/fields';
import type { GroupBy } from './groups';

/** What every table counts; rates are in percent. */
const COUNTED = own(
	...['spent', 'mediaSpent', 'impressions', 'clicks', 'CTR', 'winRate'],
	'totalAttributedConversion',
);

/** The row of the total has no ID. */
const TOTAL = ifThere('isTotal');

/** The rows of the tables as they are shown at first, by what a row stands for. */
export const SIMPLE_ROWS: Record<GroupBy, Simple> = {
	campaign: {
		...own('campaignId', 'campaignName'),
		status: word('status', CAMPAIGN_STATUSES),
		...own('ioId', 'ioName'),
		...times(['startTime', 'endTime'], 'campaignTimezone'),
		...own('budgetTotal', 'budgetDay'),
		...COUNTED,
		...own('percentageOfTotalSpent', 'pacingPercentage'),
		...ifThere('campaignPriority', 'bidModelDataId'),
		...TOTAL,
	},
	io: {
		...own('ioId', 'ioName'),
		status: word('ioStatusId', ORDER_STATUSES),
		...own('organizationName', 'campaignsCount'),
		...times(['ioStartTime', 'ioEndTime'], 'ioTimezoneName'),
		...own('ioTotalBudget'),
		...COUNTED,
		...own('ioPacingPercentage'),
		...TOTAL,
	},
	customer: {
		...own('owId', 'organizationName', 'verticalName', 'budgetTotal', 'budgetDay'),
		...COUNTED,
		...TOTAL,
	},
};

/** A point of the timeline. */
export const SIMPLE_POINT = own(
	...['startDate', 'endDate', 'spent', 'mediaSpent', 'impressions', 'clicks', 'CTR', 'VCR'],
	...['winRate', 'totalECPM', 'totalECPC', 'totalAttributedConversion'],
);
