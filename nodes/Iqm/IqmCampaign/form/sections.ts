import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../../common/form/additionalJson';
import type { Fields } from '../../../common/form/fields';
import { collectionProperty } from '../../../common/form/fields';
import { LABELS } from './fields';
import { geoProperty } from './geo';
import { GENERAL_GROUPS } from './groups';
import { frequencyCapProperty, placementProperty } from './rows';
import { scheduleProperty } from './schedule';
import { TARGETING_GROUPS } from './targeting';

const { bidding, conversions, devices, demographics, creativeTargeting, political } = GENERAL_GROUPS;
const { places, audiences, inventory } = TARGETING_GROUPS;

export const ALLOWED_AREAS = 'whiteListedGeoRadiusDetails';
export const BLOCKED_AREAS = 'blackListedGeoRadiusDetails';

/** The parameters that hold what can be added to a campaign; saved workflows refer to them. */
export const SECTIONS = {
	moneyAndTime: 'moneyAndTime',
	where: 'where',
	who: 'who',
	onWhat: 'onWhat',
	advanced: 'additionalFields',
};

const json: INodeProperties = {
	...additionalJsonProperty,
	description:
		"Further fields of IQM's API as a JSON object, added to the request before it is checked. Times in it are in seconds. A field that the form has set already is an error. IQM's older fields, such as dmaIds, and those that IQM sets by itself, such as forTest, are reached only here.",
};

function section(
	name: string,
	displayName: string,
	placeholder: string,
	groups: Array<{ fields: Fields }>,
	rows: INodeProperties[] = [],
): INodeProperties[] {
	const fields = Object.assign({}, ...groups.map((group) => group.fields)) as Fields;
	return collectionProperty({ name, displayName, placeholder }, fields, rows);
}

/** What can be added to a campaign, in the order in which one is planned. */
export const sections = {
	moneyAndTime: section(
		SECTIONS.moneyAndTime,
		'Bids, Caps and Schedule',
		'Add cap, bid rule or schedule',
		[bidding],
		[frequencyCapProperty, scheduleProperty],
	),
	where: section(
		SECTIONS.where,
		'Where',
		'Add place',
		[places],
		[
			geoProperty(ALLOWED_AREAS, LABELS[ALLOWED_AREAS]),
			geoProperty(BLOCKED_AREAS, LABELS[BLOCKED_AREAS]),
		],
	),
	who: section(SECTIONS.who, 'Who', 'Add audience or demographic', [audiences, demographics]),
	onWhat: section(SECTIONS.onWhat, 'On What', 'Add device, site, app or ad format', [
		devices,
		inventory,
		creativeTargeting,
	]),
	advanced: section(
		SECTIONS.advanced,
		'Advanced',
		'Add field',
		[conversions, political],
		[placementProperty, json],
	),
};
