import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/form/additionalJson';
import { propertiesOf } from '../../../common/form/fields';
import { InputError } from '../../../common/ground/errors';
import { isBlank, isObject, quote } from '../../../common/ground/values';
import { checkNone, readEnd } from '../../shared/ends';
import { LABELS, MAIN } from './fields';
import { geoProperty, readGeo } from './geo';
import { groupProperty, readGroup } from './group';
import { ADVANCED_TARGETING, GENERAL_GROUPS } from './groups';
import { frequencyCapProperty, placementProperty, readFrequencyCaps, readPlacements } from './rows';
import { CHOICES, NO_END } from './main';
import { readSchedule, scheduleProperty } from './schedule';
import { TARGETING_GROUPS } from './targeting';

const { bidding, conversions, devices, demographics, creativeTargeting, political, estimator } =
	GENERAL_GROUPS;
const { geographyAllowed, geographyBlocked, audiencesAllowed, audiencesBlocked, inventory } =
	TARGETING_GROUPS;

const ALLOWED_AREAS = 'whiteListedGeoRadiusDetails';
const BLOCKED_AREAS = 'blackListedGeoRadiusDetails';

/** The optional parameters, in the order in which a campaign is planned. */
export const collections: INodeProperties[] = [
	...groupProperty(bidding, [frequencyCapProperty]),
	scheduleProperty,
	...groupProperty(geographyAllowed, [geoProperty(ALLOWED_AREAS, LABELS[ALLOWED_AREAS])]),
	...groupProperty(geographyBlocked, [geoProperty(BLOCKED_AREAS, LABELS[BLOCKED_AREAS])]),
	...groupProperty(audiencesAllowed),
	...groupProperty(audiencesBlocked),
	...groupProperty(demographics),
	...groupProperty(devices),
	...groupProperty(inventory),
	...groupProperty(creativeTargeting, [...propertiesOf(ADVANCED_TARGETING), placementProperty]),
	...groupProperty(conversions),
	...groupProperty(political),
	...groupProperty(estimator),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			{
				...additionalJsonProperty,
				description:
					'Further fields of the API as a JSON object, merged into the request before it is checked. Times are in seconds there. A field that the form has already set is an error. Deprecated fields such as dmaIds and fields that IQM sets such as forTest are reached only here.',
			},
		],
	},
];

/** A resource locator's value, or the value itself; undefined if it was left empty. */
function given(value: unknown): unknown {
	const plain = isObject(value) && 'value' in value ? value.value : value;
	return isBlank(plain) ? undefined : plain;
}

/** Only the choice says "all", never an empty list. */
function saysAll(choice: unknown, label: string): boolean {
	if (choice === 'all') return true;
	if (choice === 'chosen') return false;
	throw new InputError(`'${label}' must be all or chosen, not ${quote(choice)}`);
}

type Read = (name: string) => unknown;

function readMain(read: Read, zone: string): IDataObject {
	const main: IDataObject = {};
	const put = (name: string, value: unknown): void => {
		if (value !== undefined) main[name] = value as IDataObject;
	};
	for (const name of [
		'campaignName',
		'ioId',
		'advertiserDomain',
		'countryId',
		'creativeType',
		'timezone',
		'budgetTypeId',
		'totalBudgetPacing',
		'campaignType',
		'isAgreementChecked',
	]) {
		put(name, given(read(name)));
	}
	// An untouched amount holds 0, and so may a hidden one.
	for (const name of ['budgetTotal', 'budgetDay', 'maxBid']) {
		if (read(name) !== 0) put(name, given(read(name)));
	}
	for (const name of ['startTime', 'endTime'] as const) {
		const moment = given(name === 'endTime' ? readEnd(read, name) : read(name));
		if (moment !== undefined) put(name, MAIN[name].read(moment, zone));
	}
	const creatives = given(read('creativeIds'));
	if (!Array.isArray(creatives) || creatives.length > 0) put('creativeIds', creatives);
	for (const name of ['exchanges', 'publisherAdCategory'] as const) {
		put(name, saysAll(read(`${name}Choice`), CHOICES[name]) ? '' : given(read(name)));
	}
	return main;
}

/** The added fields of all collections, under the API's names. */
export function readCollections(read: Read): IDataObject {
	const values = (name: string): IDataObject => (read(name) ?? {}) as IDataObject;
	const form: IDataObject = {};
	for (const group of Object.values({ ...GENERAL_GROUPS, ...TARGETING_GROUPS })) {
		Object.assign(form, readGroup(values(group.name), group));
	}
	const caps = readFrequencyCaps(values(bidding.name).frequencyCapping);
	const built: IDataObject = {
		...readGroup(values(creativeTargeting.name), { fields: ADVANCED_TARGETING }),
		frequencyCapEnabled: caps === undefined ? undefined : true,
		frequencyCapping: caps,
		scheduling: readSchedule(read('scheduling')),
		creativesPlacementMapping: readPlacements(
			values(creativeTargeting.name).creativesPlacementMapping,
		),
		[ALLOWED_AREAS]: readGeo(values(geographyAllowed.name)[ALLOWED_AREAS], LABELS[ALLOWED_AREAS]),
		[BLOCKED_AREAS]: readGeo(values(geographyBlocked.name)[BLOCKED_AREAS], LABELS[BLOCKED_AREAS]),
	};
	for (const [key, value] of Object.entries(built)) if (value !== undefined) form[key] = value;
	return form;
}

/** Checks "Additional JSON" against a choice that is not itself a field of the request. */
function checkDevices(merged: IDataObject, all: boolean): IDataObject {
	if (all && merged.deviceType !== undefined) {
		throw new InputError(
			`'Additional JSON' sets 'deviceType', but '${CHOICES.deviceType}' says all devices`,
			'Remove it from one of the two.',
		);
	}
	if (!all && isBlank(merged.deviceType)) {
		throw new InputError(
			`'${LABELS.deviceType}' is empty`,
			`Enter IDs, or choose All Devices in '${CHOICES.deviceType}'.`,
		);
	}
	return merged;
}

/**
 * The values of the form and "Additional JSON" under the API's names, with times in seconds, not yet
 * converted or checked; fields left empty are absent.
 */
export function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	// A hidden parameter does not exist, which n8n reports as an error unless there is a fallback.
	const read: Read = (name) => context.getNodeParameter(name, itemIndex, null);
	const allDevices = saysAll(read('deviceTypeChoice'), CHOICES.deviceType);
	const form: IDataObject = { ...readMain(read, context.getTimezone()), ...readCollections(read) };
	if (!allDevices && !isBlank(read('deviceType'))) form.deviceType = read('deviceType') as string;
	const { additionalJson } = (read('additionalFields') ?? {}) as IDataObject;
	const merged = withAdditionalJson(form, additionalJson, LABELS);
	checkNone(read, 'endTime', NO_END.name, merged);
	return checkDevices(merged, allDevices);
}
