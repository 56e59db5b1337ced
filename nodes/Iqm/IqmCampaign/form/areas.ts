import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../common/form/choice';
import { InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isObject, quote, toJson } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { LABELS } from './fields';
import { checkArea } from './geo';

/** The fields that hold areas; the last one is deprecated. */
export const AREA_FIELDS = [
	'whiteListedGeoRadiusDetails',
	'blackListedGeoRadiusDetails',
	'geoRadiusDetails',
];

const LABEL = 'Send Areas As';
const ARRAY = 'array';
const TEXT = 'text';

const WAYS: INodePropertyOptions[] = [
	{ name: 'Array', value: ARRAY, description: 'As objects of the request' },
	{ name: 'JSON Text', value: TEXT, description: 'As one text that holds the objects' },
];

/**
 * How areas travel: all samples and schemas in IQM's OpenAPI file of campaigns have an array; its
 * tables and step 5 of the quickstart "Upload Creative and Create a Campaign" say "String … Value in
 * form of JSON".
 */
export const areasAsOption: INodeProperties = {
	displayName: LABEL,
	name: 'geoAreasAs',
	type: 'options',
	options: WAYS,
	default: ARRAY,
	description: `How '${LABELS.whiteListedGeoRadiusDetails}' and '${LABELS.blackListedGeoRadiusDetails}' are sent, for example JSON Text if IQM refuses the areas as an array`,
};

/**
 * The areas of a field, from the form or from "Additional JSON", where they may be JSON text.
 *
 * @throws InputError for anything but a list of areas
 */
function toAreas(value: unknown, label: string): IDataObject[] {
	const areas = toJson(value, label);
	if (Array.isArray(areas) && areas.length > 0 && areas.every(isObject)) {
		const faults = new Faults();
		const checked = areas.map((area, index) =>
			faults.attempt(() => checkArea(area, `${label} ${index + 1}`)),
		);
		faults.throwAny();
		return checked as IDataObject[];
	}
	throw new InputError(`'${label}' must be a JSON array of areas, not ${quote(value)}`);
}

/** A campaign with its areas checked and each of their fields made an array. */
export function checkAreas(campaign: IDataObject, faults: Faults): IDataObject {
	const checked = { ...campaign };
	for (const name of AREA_FIELDS) {
		if (campaign[name] === undefined) continue;
		checked[name] = faults.rule(() => toAreas(campaign[name], LABELS[name] ?? name));
	}
	return checked;
}

/** What the option {@link areasAsOption} chooses. */
export function readAreasAs({ read }: Pick<Item, 'read'>, faults: Faults): string {
	const way = read('options.geoAreasAs') ?? ARRAY;
	return faults.attempt(() => toChoice(way, LABEL, WAYS)) ?? ARRAY;
}

/** A checked campaign as it is sent: with its areas in the form that was chosen. */
export function withAreas(campaign: IDataObject, way: string): IDataObject {
	if (way === ARRAY) return campaign;
	const texts = AREA_FIELDS.filter((name) => campaign[name] !== undefined).map((name) => [
		name,
		JSON.stringify(campaign[name]),
	]);
	return { ...campaign, ...(Object.fromEntries(texts) as IDataObject) };
}
