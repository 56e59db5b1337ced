import type { Operation } from '../../../common/run/operation';
import type { PresetReport } from '../presetReport';
import { presetProperties, readPreset } from '../presetReport';

const REPORT: PresetReport = {
	dimensions: ['creative_set', 'creative_set_id', 'campaign', 'campaign_id_external'],
	figures: ['cost', 'impressions', 'clicks', 'conversions'],
	isByDay: false,
};

/** What creative sets cost and brought: the lowest level that has revenue. */
export const getCreativeSets: Operation = {
	value: 'getCreativeSets',
	name: 'Get Creative Sets',
	action: 'Get figures of creative sets',
	description: 'Get cost, installs, revenue and ROAS by creative set, for example to rotate creatives',
	endpoint: 'GET /report',
	document: 'Reporting API, "/report"',
	writes: false,
	properties: presetProperties(REPORT),
	execute: async (item) => await readPreset(item, REPORT, { what: 'rows' }),
};
