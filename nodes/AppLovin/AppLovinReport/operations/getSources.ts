import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { hint } from '../../../common/form/moreHint';
import { Faults } from '../../../common/ground/faults';
import { isBlank, toNumber } from '../../../common/ground/values';
import { withUnit } from '../../../common/ground/units';
import type { Operation } from '../../../common/run/operation';
import { checkCampaigns, checkProperties, wantsCheck } from '../knownCampaigns';
import type { PresetReport } from '../presetReport';
import { presetProperties, readPreset } from '../presetReport';

const MINIMUM = 'Minimum Cost';

const minimumProperty: INodeProperties = {
	displayName: withUnit(MINIMUM, 'USD'),
	name: 'minimumCost',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description: 'Leaves out rows that cost less, as they say little about a source, for example 20',
};

const REPORT: PresetReport = {
	dimensions: [
		...['campaign', 'campaign_id_external', 'application', 'app_id_external'],
		...['external_placement_id', 'country'],
	],
	figures: ['cost', 'impressions', 'clicks', 'conversions'],
	isByDay: false,
	extra: [minimumProperty, ...checkProperties],
};

/**
 * A row under the names that source bids have: `external_placement_id` is their `app_id`, described as
 * the one "needed for API source bidding", and `campaign_id_external` the campaign's ID.
 */
function asSource(row: IDataObject): IDataObject {
	const { campaign_id_external, external_placement_id, country, ...others } = row;
	return { campaign_id: campaign_id_external, app_id: external_placement_id, country, ...others };
}

/** What the apps that showed the ads cost and brought. */
export const getSources: Operation = {
	value: 'getSources',
	name: 'Get Sources',
	action: 'Get figures of sources',
	description:
		"Get cost, installs, revenue and ROAS by the app that showed the ad, with the IDs that AppLovin Campaign's sources and source bids take",
	endpoint: ['GET /report', 'GET /campaigns'],
	document: ['Reporting API, "/report"', 'Campaign Management API, "/campaigns"'],
	writes: false,
	properties: presetProperties(REPORT),
	async execute(item) {
		const faults = new Faults();
		const least = faults.attempt(() => toNumber(item.read('minimumCost') ?? 0, MINIMUM)) ?? 0;
		const reading = {
			fits: ({ cost }: IDataObject) => Number(cost ?? 0) >= least,
			...{ shape: asSource, what: 'rows' },
		};
		const done = await readPreset(item, REPORT, reading, faults);
		if (wantsCheck(item) && done.results.length > 0) await checkCampaigns(item, done.results);
		const unnamed = done.results.filter(({ app_id }) => isBlank(app_id)).length;
		if (unnamed > 0) {
			const rows = `${unnamed.toLocaleString('en')} of ${done.results.length.toLocaleString('en')} rows`;
			hint(item.context, `${rows} name no source, as installs on iOS may not: their app_id is empty.`, 'info');
		}
		return done;
	},
};
