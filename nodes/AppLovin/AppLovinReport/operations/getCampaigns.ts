import type { Operation } from '../../../common/run/operation';
import type { PresetReport } from '../presetReport';
import { presetProperties, readPreset } from '../presetReport';

const REPORT: PresetReport = {
	dimensions: ['campaign', 'campaign_id_external', 'platform', 'country'],
	figures: ['cost', 'impressions', 'clicks', 'conversions'],
	isByDay: true,
};

/** What campaigns cost and brought. */
export const getCampaigns: Operation = {
	value: 'getCampaigns',
	name: 'Get Campaigns',
	action: 'Get figures of campaigns',
	description: 'Get cost, installs, revenue and ROAS by campaign, country and day',
	endpoint: 'GET /report',
	document: 'Reporting API, "/report"',
	writes: false,
	properties: presetProperties(REPORT),
	execute: async (item) => await readPreset(item, REPORT, { what: 'rows' }),
};
