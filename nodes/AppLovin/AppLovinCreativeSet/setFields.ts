import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { idPicker } from '../../common/form/idPicker';
import { isBlank, plainId, quote, toKey, toKnown } from '../../common/ground/values';
import { ASSET_TYPES } from '../shared/choices';
import { KEY_PATTERN } from '../shared/pickers';

export const LABELS = {
	campaign_id: 'Campaign',
	creative_set_id: 'Creative Set',
	ad_id: 'Ad',
	name: 'Name',
	countries: 'Countries',
	languages: 'Languages',
	product_page: 'Product Page',
	type: 'Asset Type',
	asset: 'Asset',
	status: 'Status',
};

/** The choice of a campaign; `description` gives the reason for it. */
export function campaignField(description: string, required = true): INodeProperties {
	return idPicker(
		{ displayName: LABELS.campaign_id, name: 'campaign_id', required, description },
		'searchCampaigns',
		'29d66efc22ae53a201e1532265b83f12',
		KEY_PATTERN,
	);
}

function setFieldFor(description: string, required: boolean): INodeProperties {
	return idPicker(
		{ displayName: LABELS.creative_set_id, name: 'creative_set_id', required, description },
		'searchCreativeSets',
		'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6',
		KEY_PATTERN,
	);
}

const setField = setFieldFor(
	'The creative set. The list shows the sets of the campaign above.',
	true,
);

/** Campaign and creative set, for requests that read the set through its campaign. */
export const setOfCampaignFields = [
	campaignField('The campaign that the creative set belongs to. AppLovin looks up sets by campaign.'),
	setField,
];

/** The same for an update, which reads the set only where it adds to a list or takes out of it. */
export const setFieldsWithLists = [
	campaignField(
		'The campaign that the creative set belongs to. Required to pick the set from the list, and to add or remove countries or languages.',
		false,
	),
	setField,
];

/** The creative set alone; the campaign only serves to list the sets. */
export const setFields = [
	campaignField(
		'The campaign that the creative set belongs to. Only required to pick the set from the list.',
		false,
	),
	setField,
];

/** The campaign that a form needs with the one and not with the other choice of a field. */
const campaignIf = (choices: string[], description: string, required: boolean): INodeProperties => ({
	...campaignField(description, required),
	displayOptions: { show: { ifItExists: choices } },
});

/** The same, for a form with *If It Exists Already*, which reads the set through its campaign. */
export const setFieldsWithLook = [
	campaignIf(
		['error', 'return'],
		"The campaign that the creative set belongs to. Required to look up which assets the set already has, except with 'Create Another'.",
		true,
	),
	campaignIf(
		['create'],
		"The campaign that the creative set belongs to. Only required to pick the set from the list and for 'Wait for Status'.",
		false,
	),
	setField,
];

/** The same, for a wait that reads the set through its campaign. */
export const setFieldsWithWait = [
	campaignField(
		"The campaign that the creative set belongs to. Only required to pick the set from the list and for 'Wait for Status'.",
		false,
	),
	setField,
];

/** The ad alone; campaign and creative set only serve to list the ads. */
export const adFields: INodeProperties[] = [
	campaignField(
		'The campaign that the ad belongs to. Only required to pick the ad from the list.',
		false,
	),
	setFieldFor(
		'The creative set that the ad belongs to. Only required to pick the ad from the list.',
		false,
	),
	idPicker(
		{
			displayName: LABELS.ad_id,
			name: 'ad_id',
			description:
				'The ad. The list shows the ads of the creative set above; an ad is created automatically once its template has all its assets.',
		},
		'searchAds',
		'1000001',
		KEY_PATTERN,
	),
];

/** One of {@link LABELS}' ids; an empty one is an error before anything is sent. */
export function readId(
	context: IExecuteFunctions,
	itemIndex: number,
	name: 'campaign_id' | 'creative_set_id' | 'ad_id',
): string {
	return toKey(context.getNodeParameter(name, itemIndex, null), LABELS[name]);
}

/** The campaign where the form does not require one; '' if none is chosen. */
export function readCampaignIfAny(context: IExecuteFunctions, itemIndex: number): string {
	const campaign = plainId(context.getNodeParameter('campaign_id', itemIndex, ''));
	return isBlank(campaign) ? '' : String(campaign).trim();
}

/** Values of a list, each checked against what the API knows; `fold` brings them to its case. */
export function toChoices(
	value: unknown,
	label: string,
	choices: INodePropertyOptions[],
	fold: (text: string) => string,
): string[] {
	const known = new Set(choices.map((choice) => String(choice.value)));
	return [
		...new Set(
			toKnown(value, label, [...known]).map((entry) => {
				const folded = fold(entry);
				if (known.has(folded)) return folded;
				throw new InputError(
					`'${label}' holds ${quote(entry)}, which AppLovin does not know`,
					`Known values include ${[...known].slice(0, 3).join(', ')}.`,
				);
			}),
		),
	];
}

export const lowerCase = (text: string): string => text.toLowerCase();
export const upperCase = (text: string): string => text.toUpperCase();

/** One type of asset, without a preset: a removal must not hit a type by accident. */
export const assetTypeField: INodeProperties = {
	displayName: LABELS.type,
	name: 'type',
	type: 'options',
	options: [{ name: 'Please Choose', value: '' }, ...ASSET_TYPES],
	default: '',
	required: true,
	description: 'Type of the asset, for example App Name (TXT_TITLE). A set has one of each type.',
};

export function readAssetType(context: IExecuteFunctions, itemIndex: number): string {
	const value = context.getNodeParameter('type', itemIndex, null) as unknown;
	const types = toChoices(value, LABELS.type, ASSET_TYPES, upperCase);
	if (types.length === 1) return types[0];
	throw new InputError(
		types.length === 0
			? `'${LABELS.type}' is empty`
			: `'${LABELS.type}' must be one type, not ${quote(value)}`,
		'Choose one type: AppLovin accepts one asset at a time.',
	);
}
