import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { toBundleId, toItunesId, toPackageName } from '../../../../common/ground/appIds';
import { createIfMissing, createIfMissingOption } from '../../../../common/run/createIfMissing';
import { ApiFailure, InputError } from '../../../../common/ground/errors';
import { isSameName } from '../../../../common/ground/names';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { uncertain } from '../../../../common/send/thrown';
import { isBlank, toInteger, toText } from '../../../../common/ground/values';
import { CAMPAIGN, contradicted, readThing } from '../../../shared/answered';
import { BID_TYPES, TRACKING_METHODS } from '../../../shared/choices';
import { refuseContradictions } from '../../../shared/contradicted';
import { sendCreation } from '../../../shared/createPath';
import { writeOptionsCollection } from '../../../shared/options';
import { rowsOf } from '../../../shared/answerRows';
import type { AppLovinRequest } from '../../../transport/request';
import { appLovinRequest, checkLimits } from '../../../transport/request';
import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { PLATFORMS } from '../../choice';
import { CODES, READ_ONLY, readExtra } from '../../campaignFields';
import { knownBidType } from '../../bidUnits';
import { CREATE_PATH } from '../../guesses';
import { pausedNew } from '../../pauseNew';

const properties: INodeProperties[] = [
	{
		displayName: 'Campaign Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. My app US',
		description:
			'Name of the campaign. It starts paused: switch it on with Update once its countries, bids and budgets are set.',
	},
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		options: withoutDefault(PLATFORMS),
		default: '',
		required: true,
		description:
			'Platform of the promoted app, which can not be changed later, for example Android',
	},
	{
		displayName: 'Package Name',
		name: 'package_name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. com.example.app',
		description:
			'Package name of the promoted app, for example com.example.app. On iOS the numeric iTunes ID, for example 1234567890.',
	},
	// Not required in n8n's sense: if the platform is an expression, it is shown for Android too.
	{
		displayName: 'Bundle ID',
		name: 'bundle_id',
		type: 'string',
		default: '',
		placeholder: 'e.g. com.example.app',
		displayOptions: { show: { platform: ['ios'] } },
		description:
			'Bundle ID of the promoted app, needed on iOS and there only, for example com.example.app',
	},
	{
		displayName: 'Bid Type',
		name: 'bid_type',
		type: 'options',
		options: withoutDefault(BID_TYPES),
		default: '',
		required: true,
		description:
			'What the campaign bids for, which can not be changed later. It decides the unit of its bids: percent for RET, ROAS_AD_BASED and ROAS_IAP, else USD.',
	},
	{
		displayName: 'Tracking Method',
		name: 'tracking_method',
		type: 'options',
		options: withoutDefault(TRACKING_METHODS),
		default: '',
		required: true,
		description: 'Who measures installs and events, for example Adjust',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			{
				displayName: 'Category',
				name: 'category',
				type: 'string',
				default: '',
				placeholder: 'e.g. 803',
				description: "The API's category of the app, for example 803",
			},
			{
				displayName: 'Goal Period (Days)',
				name: 'goal_period',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 7,
				description:
					'Days after the install in which the goal is measured, for example 7. Which ones are allowed depends on the bid type.',
			},
		],
	},
	writeOptionsCollection([createIfMissingOption]),
];

const LABELS: Record<string, string> = {
	name: 'Campaign Name',
	platform: 'Platform',
	package_name: 'Package Name',
	bundle_id: 'Bundle ID',
	bid_type: 'Bid Type',
	tracking_method: 'Tracking Method',
	category: 'Category',
	goal_period: 'Goal Period (Days)',
	status: 'Status',
};

const PAUSED = 'Every campaign starts paused. Switch it on with Update.';

function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const { fields, json } = readExtra(context, itemIndex, 'additionalFields');
	const form: IDataObject = { ...fields };
	for (const name of [
		'name',
		'platform',
		'package_name',
		'bundle_id',
		'bid_type',
		'tracking_method',
	]) {
		const value = read(name);
		if (!isBlank(value)) form[name] = value as string;
	}
	for (const key of Object.keys(json)) {
		if (key === 'status') throw new InputError("'Additional JSON' sets 'status'", PAUSED);
		if (READ_ONLY.includes(key)) {
			throw new InputError(
				`'Additional JSON' sets '${key}', which a campaign that is created can't have yet`,
				'Remove it.',
			);
		}
	}
	return withAdditionalJson(form, json, LABELS);
}

function checkApp(campaign: IDataObject): IDataObject {
	if (campaign.platform === 'ios') {
		return {
			package_name: toItunesId(campaign.package_name, LABELS.package_name),
			bundle_id: toBundleId(campaign.bundle_id, LABELS.bundle_id),
		};
	}
	if (campaign.bundle_id !== undefined) {
		throw new InputError(`'${LABELS.bundle_id}' is for iOS only`, 'Leave it empty on Android.');
	}
	const chooseIos = `choose Apple iOS in '${LABELS.platform}'`;
	return { package_name: toPackageName(campaign.package_name, LABELS.package_name, chooseIos) };
}

/** The campaign as it is sent. It is always paused: a new campaign must not spend by accident. */
function check(given: IDataObject): IDataObject {
	const platform = toChoice(given.platform, LABELS.platform, PLATFORMS);
	const campaign: IDataObject = {
		...given,
		name: toText(given.name, LABELS.name),
		platform,
		...checkApp({ ...given, platform }),
		bid_type: toChoice(given.bid_type, LABELS.bid_type, BID_TYPES),
		tracking_method: toChoice(given.tracking_method, LABELS.tracking_method, TRACKING_METHODS),
		status: false,
	};
	if (given.category !== undefined) campaign.category = toText(given.category, LABELS.category);
	if (given.goal_period !== undefined) {
		campaign.goal_period = toInteger(given.goal_period, LABELS.goal_period);
	}
	return campaign;
}

async function send(
	context: IExecuteFunctions,
	itemIndex: number,
	request: AppLovinRequest,
): Promise<OperationResult> {
	const reply = await sendCreation(context, request, itemIndex);
	const { raw } = reply;
	const told = readThing(reply.data, CAMPAIGN);
	if (told === undefined || told.id === '') {
		throw new ApiFailure('AppLovin answered without the ID of the campaign', {
			description: `${uncertain('campaign', 'AppLovin')} Look for its name.`,
			mayHaveActed: true,
		});
	}
	const label = `campaign_id ${told.id}`;
	const campaign = await pausedNew(context, itemIndex, told);
	// Elsewhere the document calls the same bid type CPP, and the status has already been read.
	const parts = told.parts.map((part) => ({
		...part,
		bid_type: knownBidType(part.bid_type) ?? part.bid_type,
		status: undefined,
	}));
	const sent = request.body as IDataObject;
	const found = contradicted(sent, { ...told, parts }, LABELS, CODES);
	refuseContradictions('campaign', label, found);
	return { results: [campaign], raw, label };
}

async function campaignsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	wanted: unknown,
): Promise<IDataObject[]> {
	const list = { method: 'GET', path: '/campaigns', mayBeEmpty: true } as const;
	const { data } = await appLovinRequest(context, list, itemIndex);
	return rowsOf(data, 'campaigns').filter(({ name }) => isSameName(name, wanted));
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaign = check(readForm(context, itemIndex));
	const request: AppLovinRequest = {
		method: 'POST',
		path: CREATE_PATH,
		body: campaign,
		writes: 'campaign',
	};
	return await createIfMissing(
		context,
		itemIndex,
		{ what: 'campaign', name: String(campaign.name) },
		{
			check: async () => await checkLimits(context, request.body, itemIndex),
			find: async () => await campaignsOfName(context, itemIndex, campaign.name),
			create: async () => await send(context, itemIndex, request),
		},
	);
}

/**
 * Creates a paused campaign, at the address without an id. The document does not show which fields a
 * creation needs, since two of its columns contradict its text; these are the ones without which there
 * is no campaign.
 */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a campaign',
	description: 'Create a campaign, which starts paused until Update switches it on',
	endpoint: 'POST /campaign/',
	document: 'Campaign Management API, "/campaign/campaign_id"',
	writes: true,
	properties,
	execute,
};
