import type { IDataObject } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { InputError } from '../../../common/ground/errors';
import type { Faults } from '../../../common/ground/faults';
import { plainNumber } from '../../../common/ground/numbers';
import { isBlank, isObject, quote } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { checkNone, readEnd } from '../../shared/ends';
import { ADVANCED, AS_ORDER, LABELS, MAIN } from './fields';
import { readGeo } from './geo';
import { readGroup } from './group';
import { GENERAL_GROUPS } from './groups';
import { CHOICES, NO_END } from './main';
import { readFrequencyCaps, readPlacements } from './rows';
import { readSchedule } from './schedule';
import { ALLOWED_AREAS, BLOCKED_AREAS, SECTIONS } from './sections';
import { TARGETING_GROUPS } from './targeting';

/**
 * A resource locator's value, or the value itself; undefined if it was left empty. Any other object comes
 * from an expression that lost its value, and is none of a field's.
 */
function given(value: unknown): unknown {
	const plain = isObject(value) && value.__rl === true ? value.value : value;
	return isBlank(plain) ? undefined : plain;
}

/** Only the choice says "all", never an empty list. */
function saysAll(choice: unknown, label: string): boolean {
	if (choice === 'all') return true;
	if (choice === 'chosen') return false;
	throw new InputError(`'${label}' must be all or chosen, not ${quote(choice)}`);
}

type Form = Pick<Item, 'read' | 'zone'>;
type Read = Form['read'];

function readMain({ read, zone }: Form, faults: Faults): IDataObject {
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
		'totalBudgetPacing',
		'isAgreementChecked',
	]) {
		put(name, given(read(name)));
	}
	const budgetType = given(read('budgetTypeId'));
	if (budgetType !== AS_ORDER) put('budgetTypeId', budgetType);
	// Forms saved when amounts were numbers hold 0 in one that nobody touched, or that is hidden.
	for (const name of ['budgetTotal', 'budgetDay', 'maxBid']) {
		// n8n wants one typed where an expression decides whether it is shown: there 0 means none.
		if (plainNumber(read(name)) !== 0) put(name, given(read(name)));
	}
	for (const name of ['startTime', 'endTime'] as const) {
		const moment =
			name === 'endTime' ? faults.attempt(() => given(readEnd(read, name))) : given(read(name));
		if (moment !== undefined) put(name, faults.attempt(() => MAIN[name].read(moment, zone)));
	}
	const from = read('creativesFrom') === 'ids' ? 'creativeIds' : 'pickedCreatives';
	const creatives = given(read(from));
	if (!Array.isArray(creatives) || creatives.length > 0) put('creativeIds', creatives);
	for (const name of ['exchanges', 'publisherAdCategory'] as const) {
		const all = faults.attempt(() => saysAll(read(`${name}Choice`), CHOICES[name])) ?? true;
		const some = given(read(name));
		const isPicked = !Array.isArray(some) || some.length > 0;
		if (all) put(name, '');
		else if (isPicked) put(name, some);
	}
	return main;
}

/** The added fields of all sections, under the API's names. */
export function readSections(read: Read, faults: Faults): IDataObject {
	const added = Object.assign(
		{},
		...Object.values(SECTIONS).map((name) => read(name)),
	) as IDataObject;
	const groups = Object.values({ ...GENERAL_GROUPS, ...TARGETING_GROUPS });
	const form = Object.assign(
		{},
		...groups.map((group) => readGroup(added, group, faults)),
	) as IDataObject;
	const geo = (name: string) => faults.attempt(() => readGeo(added[name], LABELS[name]));
	const caps = faults.attempt(() => readFrequencyCaps(added.frequencyCapping));
	const built: IDataObject = {
		// IQM wants the switch and the segments: neither does anything without the other.
		isAdvanceAudioVideoTargeted: form.creativeAdvanceTargeting === undefined ? undefined : true,
		frequencyCapEnabled: caps === undefined ? undefined : true,
		frequencyCapping: caps,
		scheduling: faults.attempt(() => readSchedule(added.scheduling)),
		creativesPlacementMapping: faults.attempt(() =>
			readPlacements(added.creativesPlacementMapping),
		),
		[ALLOWED_AREAS]: geo(ALLOWED_AREAS),
		[BLOCKED_AREAS]: geo(BLOCKED_AREAS),
	};
	for (const [key, value] of Object.entries(built)) if (value !== undefined) form[key] = value;
	return form;
}

/** Checks "Additional JSON" against a choice that is not itself a field of the request. */
function checkDevices(merged: IDataObject, all: boolean): void {
	if (all && merged.deviceType !== undefined) {
		throw new InputError(
			`'Additional JSON' sets 'deviceType', but '${CHOICES.deviceType}' says all devices`,
			'Remove it from one of the two.',
		);
	}
	if (!all && isBlank(merged.deviceType)) {
		throw new InputError(
			`'${LABELS.deviceType}' is empty`,
			`Choose at least one, or All Devices in '${CHOICES.deviceType}'.`,
		);
	}
}

/**
 * The values of the form and "Additional JSON" under the API's names, with times in seconds, not yet
 * converted or checked; fields left empty are absent, and so are those that are wrong.
 *
 * @param faults collects everything that is wrong
 */
export function readForm({ read, zone }: Form, faults: Faults): IDataObject {
	const allDevices =
		faults.attempt(() => saysAll(read('deviceTypeChoice'), CHOICES.deviceType)) ?? true;
	const form: IDataObject = { ...readMain({ read, zone }, faults), ...readSections(read, faults) };
	if (!allDevices && !isBlank(read('deviceType'))) form.deviceType = read('deviceType') as string;
	const { additionalJson } = (read('additionalFields') ?? {}) as IDataObject;
	const merged = faults.attempt(() => withAdditionalJson(form, additionalJson, LABELS)) ?? form;
	faults.rule(() => checkNone(read, 'endTime', NO_END.name, merged));
	faults.rule(() => checkDevices(merged, allDevices));
	return { campaignType: ADVANCED, ...merged };
}
