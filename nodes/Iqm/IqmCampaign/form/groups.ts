import { asked } from '../../../common/form/field';
import { flag, id, text } from '../../../common/form/kinds';
import type { CampaignPicker } from '../pickers';
import { bidding, conversions } from './bidding';
import type { Group } from './group';
import { closedList, pickedNumbers, picks } from './kinds';

/** IDs that only campaigns have: `GET /api/network_types` (IQM OpenAPI master, NetworkTypes). */
const NETWORKS = [
	{ name: 'Mobile', value: '13' },
	{ name: 'Wi-Fi', value: '12' },
];

/** IDs that only campaigns have: `GET /api/device_os` (IQM OpenAPI master, Device-OS). */
const SYSTEMS = [
	{ name: 'Android', value: '11' },
	{ name: 'BlackBerry', value: '14' },
	{ name: 'Desktop', value: '17' },
	{ name: 'iOS', value: '12' },
	{ name: 'IPTV', value: '16' },
	{ name: 'Roku', value: '15' },
	{ name: 'Windows', value: '13' },
];

/** `GET /api/v3/master/traffic-types` (IQM OpenAPI master, getTrafficTypes). */
const TRAFFIC = [
	{ name: 'Apps', value: '11' },
	{ name: 'Connected TV', value: '14' },
	{ name: 'OTT', value: '13' },
	{ name: 'Web', value: '12' },
];

const devices: Group = {
	fields: {
		carriers: picks('Carriers', 'getCarriers', 'Mobile carriers of the United States'),
		networkType: closedList('Networks', 'Types of connection to target', NETWORKS),
		trafficType: closedList('Traffic Types', 'Types of traffic to target', TRAFFIC),
		manufacturer: picks('Manufacturers', 'getManufacturers', 'Makers of the devices to target'),
		os: closedList('Operating Systems', 'Operating systems to target', SYSTEMS),
		isTvAd: flag('TV Ad', 'this is TV advertising, which needs a video creative type'),
	},
};

const demographics: Group = {
	fields: {
		ageRangeIds: picks('Age Ranges', 'getAges', 'Ages to target'),
		genderIds: picks('Genders', 'getGenders', 'Genders to target'),
		interestIds: picks('Interests', 'getInterests', 'Interests to target'),
		incomeRangeIds: picks('Income Ranges', 'getIncomes', 'Incomes to target'),
		languageIds: picks('Languages', 'getLanguages', 'Languages to target'),
		ethnicityIds: picks('Ethnicities', 'getEthnicities', 'Ethnicities to target'),
	},
};

const political: Group = {
	fields: {
		politicalAdvertiserClientId: asked(
			id('Political Advertiser', 'The political advertiser, for a political campaign', {
				example: '17',
			}),
			{
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getPoliticalAdvertisers' satisfies CampaignPicker },
				placeholder: undefined,
				hint: 'Needed for a political campaign',
				description:
					'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
		),
		advertiserType: text('Advertiser Type', 'Type of advertiser', { example: 'political' }),
	},
};

/** The groups of `creativeAdvanceTargeting`: a map of groups to lists of segment ids. */
const creativeTargeting: Group = {
	parent: { name: 'creativeAdvanceTargeting', label: 'Creative Targeting' },
	fields: {
		placementType: pickedNumbers('Placement Types', 'getPlacementTypes', 'Where a video ad stands'),
		rollPosition: pickedNumbers('Roll Positions', 'getRollPositions', 'Before, during or after the content'),
		playerSize: pickedNumbers('Player Sizes', 'getPlayerSizes', 'Size of the video player'),
		skippability: pickedNumbers('Skippability', 'getSkippability', 'Whether viewers can skip the ad'),
		playbackMethod: pickedNumbers('Playback Methods', 'getPlaybackMethods', 'How the video starts, and with or without sound'),
	},
};

/**
 * The optional fields in the tables of the quickstarts "Create a Campaign" (step 3, and its TypeScript
 * sample) and "Upload Creative and Create a Campaign" (step 5) that target neither places, people nor
 * inventory.
 */
export const GENERAL_GROUPS = {
	bidding,
	conversions,
	devices,
	demographics,
	creativeTargeting,
	political,
};
