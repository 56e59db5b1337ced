import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY } from '../../../common/ground/moments';
import { endProperties, noneOf } from '../../shared/ends';
import { ADVANCED, BY_BUDGET, BY_IMPRESSIONS, LABELS, PROGRAMMATIC_GUARANTEED } from './fields';

/** Labels of the choices between all and some. */
export const CHOICES = {
	exchanges: 'Exchanges',
	publisherAdCategory: 'Publisher Categories',
	deviceType: 'Devices',
};

/** A choice between all and some, and the list for some: "all" is never implied by an empty list. */
function allOrSome(
	name: keyof typeof CHOICES,
	plural: string,
	{ all, description, example }: { all: string; description: string; example: string },
): INodeProperties[] {
	const choice = `${name}Choice`;
	const options: INodePropertyOptions[] = [
		{ name: `All ${plural}`, value: 'all', description: all },
		{ name: `Chosen ${plural}`, value: 'chosen', description: 'Only those listed below' },
	];
	return [
		{
			displayName: CHOICES[name],
			name: choice,
			type: 'options',
			options,
			default: 'all',
			description: `Whether the campaign is for all ${plural.toLowerCase()} or for those listed`,
		},
		{
			displayName: LABELS[name],
			name,
			type: 'string',
			default: '',
			required: true,
			placeholder: `e.g. ${example}`,
			displayOptions: { show: { [choice]: ['chosen'] } },
			description: `${description}. A comma list, an array or one number, for example ${example}.`,
		},
	];
}

const creatives: INodeProperties[] = [
	idPicker(
		{
			displayName: LABELS.creativeType,
			name: 'creativeType',
			description: 'Kind of the creatives of this campaign, for example 11 for images',
		},
		'searchCreativeTypes',
		'11',
	),
	{
		displayName: 'Creatives From',
		name: 'creativesFrom',
		type: 'options',
		options: [
			{ name: 'IDs', value: 'ids', description: 'Enter IDs or an expression' },
			{ name: 'List', value: 'list', description: 'Pick from the running creatives of the type' },
		],
		default: 'list',
		description: 'How the creatives are chosen. IDs also take what an earlier node uploaded.',
	},
	{
		displayName: 'Creative Names or IDs',
		name: 'creativeIds',
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod: 'getCreatives',
			loadOptionsDependsOn: ['creativeType.value'],
		},
		default: [],
		required: true,
		displayOptions: { show: { creativesFrom: ['list'] } },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Running creatives of the type above, at most the newest 1,500',
	},
	{
		displayName: LABELS.creativeIds,
		name: 'creativeIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 676384,676385',
		displayOptions: { show: { creativesFrom: ['ids'] } },
		description:
			'Creatives to show; they must be approved and running. A comma list, an array or one number, for example 676384,676385.',
	},
];

export const NO_END = { name: 'No End', description: 'The campaign has no last moment' };

/** What may be left empty, and what says so. */
export const NONE = noneOf('endTime', NO_END.name);

const times: INodeProperties[] = [
	{
		displayName: LABELS.startTime,
		name: 'startTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`First moment of the campaign, for example 2026-03-01T09:00:00. ${START_OF_DAY} Not in the past and not before the order's start. Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
	},
	...endProperties(
		{
			displayName: LABELS.endTime,
			name: 'endTime',
			type: 'dateTime',
			default: '',
			description:
				`Last moment of the campaign, for example 2026-03-31T18:00:00. ${END_OF_DAY} Needed when the total budget is spread evenly. Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
		},
		NO_END,
	),
	idPicker(
		{
			displayName: LABELS.timezone,
			name: 'timezone',
			description:
				"IQM's time zone of the campaign, for example 29 for US/Eastern. It holds for 'Schedule', not for 'Start' and 'End'.",
		},
		'searchTimezones',
		'29',
	),
];

const money: INodeProperties[] = [
	{
		displayName: LABELS.budgetTypeId,
		name: 'budgetTypeId',
		type: 'options',
		options: [
			{ name: 'Budget', value: BY_BUDGET, description: 'The campaign is limited by money' },
			{
				name: 'Impressions',
				value: BY_IMPRESSIONS,
				description:
					"The campaign is limited by a number of impressions: 'Impressions in Total' in 'Bidding and Caps'",
			},
		],
		default: BY_BUDGET,
		description: 'What limits the campaign. It must be the same as in the insertion order.',
	},
	{
		displayName: LABELS.totalBudgetPacing,
		name: 'totalBudgetPacing',
		type: 'boolean',
		default: false,
		description:
			'Whether IQM spreads the total budget evenly from start to end. Then there is no daily budget, and an end is needed.',
	},
	{
		displayName: LABELS.budgetTotal,
		name: 'budgetTotal',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		description: "Most that the campaign may spend, in the account's currency, for example 1500",
	},
	{
		displayName: LABELS.budgetDay,
		name: 'budgetDay',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		displayOptions: { show: { totalBudgetPacing: [false] } },
		description:
			"Most that the campaign may spend a day, in the account's currency, at most the total budget, for example 50",
	},
	{
		displayName: LABELS.maxBid,
		name: 'maxBid',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		description:
			"Highest bid for a bid request, in the account's currency, for example 15. IQM's documents say 1 to 1000.",
	},
];

/** What every campaign needs: quickstart "Create a Campaign", table of step 3. */
export const mainProperties: INodeProperties[] = [
	{
		displayName: LABELS.campaignName,
		name: 'campaignName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring launch, image ads',
		description: 'Name of the campaign, for example Spring launch',
	},
	idPicker(
		{
			displayName: LABELS.ioId,
			name: 'ioId',
			description: 'The insertion order that the campaign belongs to, for example 17994',
		},
		'searchInsertionOrders',
		'17994',
	),
	{
		displayName: LABELS.advertiserDomain,
		name: 'advertiserDomain',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com',
		description: "The advertiser's site with its protocol, for example https://example.com",
	},
	idPicker(
		{
			displayName: LABELS.countryId,
			name: 'countryId',
			description:
				"The country to target, by IQM's own ID, for example 30100001 for the United States",
		},
		'searchCountries',
		'30100001',
	),
	...creatives,
	...times,
	...money,
	{
		displayName: LABELS.campaignType,
		name: 'campaignType',
		type: 'options',
		options: [
			{ name: 'Advanced', value: ADVANCED },
			{
				name: 'Programmatic Guaranteed',
				value: PROGRAMMATIC_GUARANTEED,
				description: 'Has an API endpoint of its own and is refused here',
			},
		],
		default: ADVANCED,
		description: 'Type of the campaign. This operation creates advanced campaigns.',
	},
	...allOrSome('exchanges', 'Exchanges', {
		all: 'Buy from every exchange',
		description: 'Exchanges to buy from',
		example: '55,61,58',
	}),
	...allOrSome('publisherAdCategory', 'Categories', {
		all: 'Buy on sites and apps of every ad category',
		description: 'Ad categories of publishers to buy from',
		example: '112,113',
	}),
	...allOrSome('deviceType', 'Devices', {
		all: 'Show ads on every kind of device',
		description:
			'Kinds of device: 11 mobile, 12 tablet, 13 connected TV, 15 desktop, 16 set-top box',
		example: '13,15,11,12',
	}),
	{
		displayName: LABELS.isAgreementChecked,
		name: 'isAgreementChecked',
		type: 'boolean',
		default: false,
		required: true,
		description: "Whether you accept IQM's terms for this campaign. It must be on to create one.",
	},
];
