import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../../common/form/additionalJson';
import { toBundleId, toItunesId, toPackageName } from '../../../../common/ground/appIds';
import { comparison } from '../../../../common/run/comparison';
import type { Comparison, Found } from '../../../../common/run/ifItExists';
import { ifItExists, ifItExistsProperties } from '../../../../common/run/ifItExists';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import type { Item, WritePart } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { contradictions } from '../../../../common/guard/contradiction';
import { uncertain } from '../../../../common/send/thrown';
import { withUnit } from '../../../../common/ground/units';
import { isBlank, toInteger, toText } from '../../../../common/ground/values';
import type { Told } from '../../../shared/answered';
import { CAMPAIGN, contradicted, readThing } from '../../../shared/answered';
import { BID_TYPES, TRACKING_METHODS } from '../../../shared/choices';
import { refuseContradictions } from '../../../shared/contradicted';
import { sendCreation } from '../../../shared/createPath';
import { writeOptionsCollection } from '../../../shared/options';
import { rowsOf } from '../../../shared/answerRows';
import { rowsOfName } from '../../../shared/rowsOfName';
import type { AppLovinRequest } from '../../../transport/request';
import { accountKey, appLovinRequest, checkLimits } from '../../../transport/request';
import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { PLATFORMS } from '../../choice';
import { CODES, READ_ONLY, readExtra } from '../../campaignFields';
import { knownBidType } from '../../bidUnits';
import { CREATE_PATH } from '../../guesses';
import { pausedNew } from '../../pauseNew';
import { READABLE_CAMPAIGN } from '../../simpleCampaign';

const GOAL_PERIOD = 'Goal Period';

const properties: INodeProperties[] = [
	{
		displayName: 'Campaign Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. My app US',
		description:
			'Name of the campaign. It starts paused: turn it on with Activate once its countries, bids and budgets are set.',
	},
	...ifItExistsProperties('its name'),
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		options: withoutDefault(PLATFORMS),
		default: '',
		required: true,
		description:
			"Platform of the promoted app, for example Android. It can't be changed later.",
	},
	{
		displayName: 'Package Name',
		name: 'package_name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. com.example.app',
		description:
			'Package name of the promoted app, for example com.example.app. On iOS, enter the numeric iTunes ID, for example 1234567890.',
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
			'Bundle ID of the promoted app, for example com.example.app. Required on iOS, not used on Android.',
	},
	{
		displayName: 'Bid Type',
		name: 'bid_type',
		type: 'options',
		options: withoutDefault(BID_TYPES),
		default: '',
		required: true,
		description:
			"What the campaign bids on. It can't be changed later and sets the unit of all bids: percent for RET, ROAS_AD_BASED and ROAS_IAP, USD for the others.",
	},
	{
		displayName: 'Tracking Method',
		name: 'tracking_method',
		type: 'options',
		options: withoutDefault(TRACKING_METHODS),
		default: '',
		required: true,
		description: 'Who tracks installs and events, for example Adjust',
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
				description: "AppLovin's category of the app, for example 803",
			},
			{
				displayName: withUnit(GOAL_PERIOD, 'Days'),
				name: 'goal_period',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 7,
				description:
					'Days after install during which the goal is measured, for example 7. Which values are allowed depends on the bid type.',
			},
		],
	},
	writeOptionsCollection(),
];

const LABELS: Record<string, string> = {
	name: 'Campaign Name',
	platform: 'Platform',
	package_name: 'Package Name',
	bundle_id: 'Bundle ID',
	bid_type: 'Bid Type',
	tracking_method: 'Tracking Method',
	category: 'Category',
	goal_period: GOAL_PERIOD,
	status: 'Status',
};

const PAUSED = 'Every campaign starts paused. Turn it on with Activate.';

function readForm({ context, index, read }: Item, faults: Faults): IDataObject {
	const extra = faults.attempt(() => readExtra(context, index, 'additionalFields'));
	const { fields, json } = extra ?? { fields: {}, json: {} };
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
		if (key === 'status') faults.wrong("'Additional JSON' sets 'status'", PAUSED);
		if (READ_ONLY.includes(key)) {
			faults.wrong(
				`'Additional JSON' sets '${key}', which a new campaign can't have yet`,
				'Remove it.',
			);
		}
	}
	return faults.attempt(() => withAdditionalJson(form, json, LABELS)) ?? form;
}

/** The app of a campaign whose platform is known. */
function checkApp({ platform, package_name, bundle_id }: IDataObject, faults: Faults): IDataObject {
	const { package_name: app, bundle_id: bundle } = LABELS;
	if (platform === 'ios') {
		return {
			package_name: faults.attempt(() => toItunesId(package_name, app)),
			bundle_id: faults.attempt(() => toBundleId(bundle_id, bundle)),
		};
	}
	if (bundle_id !== undefined) {
		faults.wrong(`'${bundle}' is for iOS only`, 'Leave it empty on Android.');
	}
	const chooseIos = `choose Apple iOS in '${LABELS.platform}'`;
	return { package_name: faults.attempt(() => toPackageName(package_name, app, chooseIos)) };
}

/**
 * The campaign as it is sent. It is always paused: a new campaign must not spend by accident.
 *
 * @param faults what is already known to be wrong with the form
 * @throws InputError for everything that is wrong
 */
function check(given: IDataObject, faults: Faults): IDataObject {
	const put = (name: string, read: (value: unknown, label: string) => unknown): void => {
		campaign[name] = faults.rule(() => read(given[name], LABELS[name])) as IDataObject;
	};
	const campaign: IDataObject = { ...given, status: false };
	put('name', toText);
	put('platform', (value, label) => toChoice(value, label, PLATFORMS));
	if (campaign.platform !== undefined) {
		Object.assign(campaign, checkApp({ ...given, platform: campaign.platform }, faults));
	}
	put('bid_type', (value, label) => toChoice(value, label, BID_TYPES));
	put('tracking_method', (value, label) => toChoice(value, label, TRACKING_METHODS));
	if (given.category !== undefined) put('category', toText);
	if (given.goal_period !== undefined) put('goal_period', (value, label) => toInteger(value, label));
	faults.throwAny();
	return campaign;
}

const labelOf = ({ id }: Told): string => `campaign_id ${id}`;

async function add(
	{ context, index }: Item,
	request: AppLovinRequest,
): Promise<WritePart<{ told: Told; raw: unknown }>> {
	const { data, raw } = await sendCreation(context, request, index);
	const told = readThing(data, CAMPAIGN);
	if (told === undefined || told.id === '') {
		throw new ApiFailure("AppLovin's response is missing the ID of the campaign", {
			description: `${uncertain('campaign', 'AppLovin')} Look for its name.`,
			mayHaveActed: true,
		});
	}
	return { value: { told, raw }, made: [labelOf(told)] };
}

/** Creates the campaign and sees to it that it is paused, even if the execution ends in between. */
async function send(item: Item, request: AppLovinRequest): Promise<OperationResult> {
	const { told, raw } = await item.once('add', async () => await add(item, request));
	const label = labelOf(told);
	const campaign = await pausedNew(item.context, item.index, told);
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
): Promise<Found> {
	const list = { method: 'GET', path: '/campaigns', mayBeEmpty: true } as const;
	const read = async () =>
		rowsOf((await appLovinRequest(context, list, itemIndex)).data, 'campaigns');
	return await rowsOfName(context, itemIndex, [list.path], read, wanted);
}

/**
 * How a campaign that exists compares with one that would be created. It may have been switched on
 * since: its status is no difference.
 */
function compare(wanted: IDataObject, existing: IDataObject): Comparison {
	// Elsewhere the document calls the same bid type CPP.
	const present = { ...existing, bid_type: knownBidType(existing.bid_type) ?? existing.bid_type };
	return comparison(wanted, present, {
		labels: LABELS,
		harmless: ['category'],
		ignored: ['name', 'status'],
		contradictions: (sent, shown) => contradictions(sent, shown, LABELS, CODES),
		api: 'AppLovin',
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const campaign = check(readForm(item, faults), faults);
	const request: AppLovinRequest = {
		method: 'POST',
		path: CREATE_PATH,
		body: campaign,
		writes: 'campaign',
	};
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'campaign', name: String(campaign.name) },
		{
			account: async () => await accountKey(context, itemIndex),
			check: async () => await checkLimits(context, request.body, itemIndex),
			find: async () => await campaignsOfName(context, itemIndex, campaign.name),
			compare: async (existing) => await Promise.resolve(compare(campaign, existing)),
			create: async () => await send(item, request),
			labelOf: ({ campaign_id: id }) => `campaign_id ${String(id)}`,
			hasBegun: item.hasBegun,
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
	description: 'Create a campaign, which stays paused until Activate turns it on',
	endpoint: 'POST /campaign/',
	document: 'Campaign Management API, "/campaign/campaign_id"',
	writes: true,
	readable: READABLE_CAMPAIGN,
	makes: 'campaign_id',
	properties,
	execute,
};
