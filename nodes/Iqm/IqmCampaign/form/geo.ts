import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isBlank, isObject, quote, toJson, toNumber, toText } from '../../../common/ground/values';
import { rowsIn } from './rows';

const place: INodeProperties[] = [
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. Denver, CO 80202, USA',
		description: 'Name of the area in IQM, for example Denver, CO 80202, USA',
	},
	{
		displayName: 'Area CID',
		name: 'cid',
		type: 'string',
		default: '',
		description: "IQM's cid of the area, where you know it, for example 246",
	},
];

const CORNERS = '[{"lat": 37.76, "lng": -99.39}, {"lat": 37.63, "lng": -99.61}]';

const areaSid: INodeProperties = {
	displayName: 'Area SID',
	name: 'sid',
	type: 'string',
	default: '',
	description: "IQM's sid of the area, where you know it, for example 4666",
};

function coordinates(purpose: string, note = ''): INodeProperties[] {
	const text = (words: string): string => (note === '' ? words : `${words}.${note}`);
	return [
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'string',
			default: '',
			placeholder: 'e.g. 39.739235',
			description: text(`Latitude of the ${purpose} in degrees, -90 to 90, for example 39.739235`),
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'string',
			default: '',
			placeholder: 'e.g. -104.99025',
			description: text(
				`Longitude of the ${purpose} in degrees, -180 to 180, for example -104.99025`,
			),
		},
		{
			displayName: 'Radius (Miles)',
			name: 'radius',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2',
			description: text(`Radius around the ${purpose} in miles, above 0, for example 2`),
		},
	];
}

/** Circles and polygons as rows; rectangles and kilometers can be given in "Additional JSON". */
export function geoProperty(name: string, displayName: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add area',
		default: {},
		description: 'Areas as circles or polygons, for example 2 miles around a point',
		options: [
			{
				displayName: 'Circle',
				name: 'circles',
				values: [...place, ...coordinates('center'), areaSid],
			},
			{
				displayName: 'Polygon',
				name: 'polygons',
				values: [
					...place,
					{
						displayName: 'Corners',
						name: 'polypath',
						type: 'json',
						default: '',
						placeholder: `e.g. ${CORNERS}`,
						description: `Corners as a JSON array of objects with lat and lng in degrees, for example ${CORNERS}`,
					},
					...coordinates('center', ' Left empty, it is computed from the corners.'),
					areaSid,
				],
			},
		],
	};
}

function within(value: unknown, label: string, limit: number): number {
	const degrees = toNumber(value, label);
	if (Math.abs(degrees) <= limit) return degrees;
	throw new InputError(`'${label}' must be from -${limit} to ${limit}, not ${quote(value)}`);
}

function aboveZero(value: unknown, label: string): number {
	const number = toNumber(value, label);
	if (number > 0) return number;
	throw new InputError(`'${label}' must be above 0, not ${quote(value)}`);
}

function readCenter(row: IDataObject, label: string): IDataObject {
	const faults = new Faults();
	const radius = faults.attempt(() => aboveZero(row.radius, `${label}: Radius (Miles)`));
	const latitude = faults.attempt(() => within(row.latitude, `${label}: Latitude`, 90));
	const longitude = faults.attempt(() => within(row.longitude, `${label}: Longitude`, 180));
	faults.throwAny();
	return { latitude, longitude, radius };
}

/**
 * An area as the API has it: its center, radius and corners must be possible, and numbers in text
 * become numbers.
 *
 * @throws InputError that names the part
 */
export function checkArea(area: IDataObject, label: string): IDataObject {
	const checked = { ...area };
	const faults = new Faults();
	const put = (name: string, read: (value: unknown, label: string) => unknown): void => {
		checked[name] = faults.attempt(() => read(area[name], `${label}: ${name}`)) as IDataObject;
	};
	if (area.latitude !== undefined) put('latitude', (value, name) => within(value, name, 90));
	if (area.longitude !== undefined) put('longitude', (value, name) => within(value, name, 180));
	if (area.radius !== undefined) put('radius', aboveZero);
	if (!isBlank(area.polypath)) put('polypath', readCorners);
	faults.throwAny();
	return checked;
}

interface Corner {
	lat: number;
	lng: number;
}

function readCorners(value: unknown, name: string): Corner[] {
	const corners: unknown = isBlank(value) ? [] : toJson(value, name);
	if (!Array.isArray(corners) || corners.length < 2 || !corners.every(isObject)) {
		throw new InputError(
			`'${name}' must be a JSON array of at least two corners, not ${quote(value)}`,
			`Write corners as ${CORNERS}.`,
		);
	}
	return corners.map(({ lat, lng }) => ({
		lng: within(lng, `${name}: lng`, 180),
		lat: within(lat, `${name}: lat`, 90),
	}));
}

const MILES_PER_DEGREE = 69.09;

/** Every documented polygon also has a center and a radius: its middle and its farthest corner. */
function enclosing(corners: Corner[]): IDataObject {
	const middle = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
	const latitude = middle(corners.map(({ lat }) => lat));
	const longitude = middle(corners.map(({ lng }) => lng));
	const shrink = Math.cos((latitude * Math.PI) / 180);
	const miles = corners.map(
		({ lat, lng }) => MILES_PER_DEGREE * Math.hypot(lat - latitude, (lng - longitude) * shrink),
	);
	return { latitude, longitude, radius: Math.ceil(Math.max(...miles) * 100) / 100 };
}

function readPolygon(row: IDataObject, label: string): IDataObject {
	const corners = readCorners(row.polypath, `${label}: Corners`);
	const found = enclosing(corners);
	const given = Object.entries(row).filter(([key, value]) => key in found && !isBlank(value));
	return {
		polypath: corners as unknown as IDataObject[],
		unit: 'mile',
		...readPlace(row),
		...readCenter({ ...found, ...Object.fromEntries(given) }, label),
		type: 'custom',
	};
}

function readPlace(row: IDataObject): IDataObject {
	const texts: IDataObject = {};
	for (const key of ['address', 'sid', 'cid']) {
		if (!isBlank(row[key])) texts[key] = toText(row[key], key);
	}
	return texts;
}

/** The areas in the form's rows, `undefined` if there are none; {@link checkAreas} checks them. */
export function readGeo(collection: unknown, label: string): IDataObject[] | undefined {
	const faults = new Faults();
	const circle = (row: IDataObject): IDataObject => ({
		unit: 'mile',
		...readPlace(row),
		...readCenter(row, label),
		type: 'circle',
	});
	const areas = [
		...rowsIn(collection, 'circles').map((row) => faults.attempt(() => circle(row))),
		...rowsIn(collection, 'polygons').map((row) => faults.attempt(() => readPolygon(row, label))),
	].filter((area) => area !== undefined);
	faults.throwAny();
	return areas.length === 0 ? undefined : areas;
}
