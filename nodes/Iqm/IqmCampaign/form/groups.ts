import { bidding, conversions } from './bidding';
import type { Field, Group } from './field';
import { row } from './field';

const devices: Group = {
	name: 'devicesAndTechnology',
	displayName: 'Devices and Technology',
	placeholder: 'Add device field',
	fields: [
		row('ids', 'carriers', 'Carrier IDs', 'Mobile carriers to target', '293,294'),
		row(
			'ids',
			'networkType',
			'Network Type IDs',
			'Kinds of network to target, such as 12 for Wi-Fi and 13 for mobile',
			'12,13',
		),
		row(
			'ids',
			'trafficType',
			'Traffic Type IDs',
			'Kinds of traffic to target, such as 11 for apps and 12 for the web',
			'11,12',
		),
		row('ids', 'manufacturer', 'Manufacturer IDs', 'Device manufacturers to target', '451,155'),
		row('ids', 'device', 'Device Model IDs', 'Device models to target', '1,2,3'),
		row('ids', 'os', 'Operating System IDs', 'Operating systems to target', '11,14'),
		row(
			'ids',
			'osVersion',
			'OS Version IDs',
			'Versions of the targeted operating systems',
			'11,12,13',
		),
		row(
			'boolean',
			'isTvAd',
			'TV Ad',
			'Whether TV advertising is bought; needs a creative type with video',
		),
	],
};

const demographics: Group = {
	name: 'demographics',
	displayName: 'Demographics',
	placeholder: 'Add demographic field',
	fields: [
		row('ids', 'ageRangeIds', 'Age Range IDs', 'Age ranges to target', '10100001,10100002'),
		row('ids', 'genderIds', 'Gender IDs', 'Genders to target', '10200001,10200002'),
		row('ids', 'interestIds', 'Interest IDs', 'Interests to target', '1,2,3'),
		row('ids', 'incomeRangeIds', 'Income Range IDs', 'Income ranges to target', '1,2,3'),
		row('ids', 'languageIds', 'Language IDs', 'Languages to target', '1,2,3'),
		row('ids', 'ethnicityIds', 'Ethnicity IDs', 'Ethnicities to target', '1,2,3'),
	],
};

const political: Group = {
	name: 'political',
	displayName: 'Political',
	placeholder: 'Add political field',
	fields: [
		row(
			'id',
			'politicalAdvertiserClientId',
			'Political Advertiser ID',
			'The political advertiser, for a political campaign',
			'17',
		),
		row('text', 'advertiserType', 'Advertiser Type', 'Kind of advertiser', 'political'),
	],
};

const SEGMENTS = "IDs of IQM's creative targeting segments for this";

/** The groups of `creativeAdvanceTargeting`: a map of groups to lists of segment ids. */
const creativeTargeting: Group = {
	name: 'creativeTargeting',
	displayName: 'Creative Targeting',
	placeholder: 'Add creative targeting field',
	parent: 'creativeAdvanceTargeting',
	fields: [
		row(
			'idArray',
			'placementType',
			'Placement Type IDs',
			`Where an audio or video ad stands. ${SEGMENTS}`,
			'20600001',
		),
		row(
			'idArray',
			'rollPosition',
			'Roll Position IDs',
			`When in the content the ad plays. ${SEGMENTS}`,
			'20700001',
		),
		row(
			'idArray',
			'playerSize',
			'Player Size IDs',
			`How large the player is. ${SEGMENTS}`,
			'20800001',
		),
		row(
			'idArray',
			'skippability',
			'Skippability IDs',
			`Whether viewers may skip the ad. ${SEGMENTS}`,
			'20900001',
		),
		row(
			'idArray',
			'playbackMethod',
			'Playback Method IDs',
			`How the ad starts. ${SEGMENTS}`,
			'21000001',
		),
	],
};

/** Stands at the top of the request, but belongs to the creative targeting for the user. */
export const advancedTargeting: Field = row(
	'boolean',
	'isAdvanceAudioVideoTargeted',
	'Audio and Video Targeting',
	'Whether the advanced targeting is on. Without any of the lists below every segment is targeted.',
);

const estimator: Group = {
	name: 'campaignEstimatorMetaData',
	displayName: 'Estimator',
	placeholder: 'Add estimator data',
	parent: 'campaignEstimatorMetaData',
	fields: [
		row(
			'object',
			'reachMeta',
			'Reach',
			'Reach data of the campaign estimator as a JSON object',
			'{}',
		),
		row(
			'object',
			'landScapeMeta',
			'Landscape',
			'Bid landscape data of the campaign estimator as a JSON object',
			'{}',
		),
		row(
			'object',
			'sliderMeta',
			'Slider',
			'Slider data of the campaign estimator as a JSON object',
			'{}',
		),
	],
};

/**
 * The optional fields of the tables in the quickstarts "Create a Campaign" (step 3, and its
 * TypeScript sample) and "Upload Creative and Create a Campaign" (step 5) that belong to no
 * targeting of places, people or inventory.
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
