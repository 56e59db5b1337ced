import { flag, id, object, text } from '../../../common/form/kinds';
import { bidding, conversions } from './bidding';
import type { Group } from './group';
import { ids, idsText } from './kinds';

const devices: Group = {
	name: 'devicesAndTechnology',
	displayName: 'Devices and Technology',
	placeholder: 'Add device field',
	fields: {
		carriers: idsText('Carrier IDs', 'Mobile carriers to target', { example: '293,294' }),
		networkType: idsText(
			'Network Type IDs',
			'Kinds of network to target, such as 12 for Wi-Fi and 13 for mobile',
			{ example: '12,13' },
		),
		trafficType: idsText(
			'Traffic Type IDs',
			'Kinds of traffic to target, such as 11 for apps and 12 for the web',
			{ example: '11,12' },
		),
		manufacturer: idsText('Manufacturer IDs', 'Device manufacturers to target', {
			example: '451,155',
		}),
		device: idsText('Device Model IDs', 'Device models to target', { example: '1,2,3' }),
		os: idsText('Operating System IDs', 'Operating systems to target', { example: '11,14' }),
		osVersion: idsText('OS Version IDs', 'Versions of the targeted operating systems', {
			example: '11,12,13',
		}),
		isTvAd: flag('TV Ad', 'TV advertising is bought; needs a creative type with video'),
	},
};

const demographics: Group = {
	name: 'demographics',
	displayName: 'Demographics',
	placeholder: 'Add demographic field',
	fields: {
		ageRangeIds: idsText('Age Range IDs', 'Age ranges to target', { example: '10100001,10100002' }),
		genderIds: idsText('Gender IDs', 'Genders to target', { example: '10200001,10200002' }),
		interestIds: idsText('Interest IDs', 'Interests to target', { example: '1,2,3' }),
		incomeRangeIds: idsText('Income Range IDs', 'Income ranges to target', { example: '1,2,3' }),
		languageIds: idsText('Language IDs', 'Languages to target', { example: '1,2,3' }),
		ethnicityIds: idsText('Ethnicity IDs', 'Ethnicities to target', { example: '1,2,3' }),
	},
};

const political: Group = {
	name: 'political',
	displayName: 'Political',
	placeholder: 'Add political field',
	fields: {
		politicalAdvertiserClientId: id(
			'Political Advertiser ID',
			'The political advertiser, for a political campaign',
			{ example: '17' },
		),
		advertiserType: text('Advertiser Type', 'Kind of advertiser', { example: 'political' }),
	},
};

/** IQM's creative targeting segments of one group. */
const segments = (label: string, description: string, example: string) =>
	ids(label, `${description}. IDs of IQM's creative targeting segments for this`, { example });

/** The groups of `creativeAdvanceTargeting`: a map of groups to lists of segment ids. */
const creativeTargeting: Group = {
	name: 'creativeTargeting',
	displayName: 'Creative Targeting',
	placeholder: 'Add creative targeting field',
	parent: 'creativeAdvanceTargeting',
	fields: {
		placementType: segments(
			'Placement Type IDs',
			'Where an audio or video ad stands',
			'20600001',
		),
		rollPosition: segments('Roll Position IDs', 'When in the content the ad plays', '20700001'),
		playerSize: segments('Player Size IDs', 'How large the player is', '20800001'),
		skippability: segments('Skippability IDs', 'Whether viewers may skip the ad', '20900001'),
		playbackMethod: segments('Playback Method IDs', 'How the ad starts', '21000001'),
	},
};

/** A top-level field of the request that belongs to the creative targeting for the user. */
export const ADVANCED_TARGETING = {
	isAdvanceAudioVideoTargeted: flag(
		'Audio and Video Targeting',
		'the advanced targeting is on. Without any of the lists below every segment is targeted.',
	),
};

/** A value from the campaign estimator, as IQM's own interface sends it. */
const estimated = (label: string, what: string) =>
	object(label, `${what} data of the campaign estimator as a JSON object`, { example: '{}' });

const estimator: Group = {
	name: 'campaignEstimatorMetaData',
	displayName: 'Estimator',
	placeholder: 'Add estimator data',
	parent: 'campaignEstimatorMetaData',
	fields: {
		reachMeta: estimated('Reach', 'Reach'),
		landScapeMeta: estimated('Landscape', 'Bid landscape'),
		sliderMeta: estimated('Slider', 'Slider'),
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
	estimator,
};
