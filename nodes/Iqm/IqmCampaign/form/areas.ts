import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { toChoice } from '../../../common/form/choice';
import { InputError } from '../../../common/ground/errors';
import { isObject, quote, toJson } from '../../../common/ground/values';
import { LABELS } from './fields';
import { checkArea } from './geo';

/** The fields that hold areas; the last one is deprecated. */
const AREA_FIELDS = [
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
		return areas.map((area, index) => checkArea(area, `${label} ${index + 1}`));
	}
	throw new InputError(`'${label}' must be a JSON array of areas, not ${quote(value)}`);
}

/** A campaign with its areas checked and each of their fields made an array. */
export function checkAreas(campaign: IDataObject): IDataObject {
	const checked = { ...campaign };
	for (const name of AREA_FIELDS) {
		if (campaign[name] === undefined) continue;
		checked[name] = toAreas(campaign[name], LABELS[name] ?? name);
	}
	return checked;
}

/** A checked campaign as it is sent: with its areas in the form that the option chooses. */
export function withAreas(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: IDataObject,
): IDataObject {
	const way: unknown = context.getNodeParameter('options.geoAreasAs', itemIndex, ARRAY);
	if (toChoice(way, LABEL, WAYS) === ARRAY) return campaign;
	const texts = AREA_FIELDS.filter((name) => campaign[name] !== undefined).map((name) => [
		name,
		JSON.stringify(campaign[name]),
	]);
	return { ...campaign, ...(Object.fromEntries(texts) as IDataObject) };
}
