import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { hint } from '../../../common/form/moreHint';
import { Faults } from '../../../common/ground/faults';
import { isBlank, toBoolean, toNumber } from '../../../common/ground/values';
import { withUnit } from '../../../common/ground/units';
import type { Operation } from '../../../common/run/operation';
import { checkCampaigns, checkProperty, readCheck } from '../knownCampaigns';
import type { PresetReport } from '../presetReport';
import { presetProperties, readPreset, readSwitch } from '../presetReport';

const MINIMUM = 'Minimum Cost';

const minimumProperty: INodeProperties = {
	displayName: withUnit(MINIMUM, 'USD'),
	name: 'minimumCost',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description: 'Leaves out rows that cost less, as they say little about a source, for example 20',
};

const BY_COUNTRY = 'Split by Country';

const byCountryProperty: INodeProperties = {
	displayName: BY_COUNTRY,
	name: 'byCountry',
	type: 'boolean',
	default: true,
	description: 'Whether to return a row per country, as source bids have it. Off, a source is judged by all countries together, as it is turned on and off in all of them.',
};

const unnamedOption: INodeProperties = {
	displayName: 'Include Rows Without a Source',
	name: 'includeUnnamed',
	type: 'boolean',
	default: false,
	description: 'Whether to return rows for which AppLovin names no source, as it may not for installs on iOS. Nothing can be set for them.',
};

const REPORT: PresetReport = {
	dimensions: [
		...['campaign', 'campaign_id_external', 'application', 'app_id_external'],
		...['external_placement_id', 'country'],
	],
	figures: ['cost', 'impressions', 'clicks', 'conversions'],
	isByDay: false,
	extra: [byCountryProperty, minimumProperty, checkProperty],
	options: [unnamedOption],
};

/**
 * A row under the names that source bids have: `external_placement_id` is their `app_id`, described as
 * the one "needed for API source bidding", and `campaign_id_external` the campaign's ID.
 */
function asSource(row: IDataObject): IDataObject {
	const { campaign_id_external, external_placement_id, country, ...others } = row;
	const place = country === undefined ? {} : { country };
	return { campaign_id: campaign_id_external, app_id: external_placement_id, ...place, ...others };
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
		const isByCountry = faults.attempt(() => toBoolean(item.read('byCountry'), BY_COUNTRY)) ?? true;
		const isWhole = faults.attempt(() => readSwitch(item, unnamedOption)) ?? false;
		const check = faults.attempt(() => readCheck(item));
		let unnamed = 0;
		const fits = ({ cost, external_placement_id }: IDataObject): boolean => {
			if (Number(cost ?? 0) < least) return false;
			if (!isBlank(external_placement_id)) return true;
			unnamed += 1;
			return isWhole;
		};
		const dimensions = REPORT.dimensions.filter((column) => isByCountry || column !== 'country');
		const reading = { fits, shape: asSource, what: 'rows' };
		const done = await readPreset(item, { ...REPORT, dimensions }, reading, faults);
		if (check !== undefined && done.results.length > 0) await checkCampaigns(item, check, done.results);
		if (unnamed > 0) {
			const rows = `${unnamed.toLocaleString('en')} ${unnamed === 1 ? 'row names' : 'rows name'} no source, as installs on iOS may not`;
			hint(item.context, `${rows}: ${isWhole ? 'their app_id is empty' : 'left out'}.`, 'info');
		}
		return done;
	},
};
