import { isInteger, isObject, parseJson, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';
import { CAMPAIGN_FIELDS, REQUIRED_FIELDS, type FieldKind } from './campaign-fields';

export function refuse(message: string, field?: string): never {
	throw new Refusal(400, message, field === undefined ? {} : { field });
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}$/;

function isTextList(value: string, fits: (entry: string) => boolean = () => true): boolean {
	// "comma separated" in the older quickstart, "newline-separated" in the guidelines: both are
	// accepted, but not a mixture.
	if (value === '') return true;
	if (value.includes(',') && value.includes('\n')) return false;
	const entries = value.split(/[,\n]/);
	return entries.every((entry) => entry !== '' && entry === entry.trim() && fits(entry));
}

/** "key as [0 to 6] maps to [Monday to Sunday] & values [['hh:mm:ss','hh:mm:ss'], ...]" */
function isSchedule(value: JsonValue): boolean {
	if (!isObject(value)) return false;
	return Object.entries(value).every(([day, ranges]) => {
		if (!/^[0-6]$/.test(day) || !Array.isArray(ranges)) return false;
		return ranges.every((range) => {
			if (!Array.isArray(range) || range.length !== 2) return false;
			const [from, to] = range;
			if (typeof from !== 'string' || typeof to !== 'string') return false;
			return TIME_OF_DAY.test(from) && TIME_OF_DAY.test(to) && from < to;
		});
	});
}

function isBetween(value: unknown, least: number, most: number): boolean {
	return typeof value === 'number' && value >= least && value <= most;
}

function isArea(area: JsonValue): boolean {
	if (!isObject(area)) return false;
	if (!isBetween(area.latitude, -90, 90) || !isBetween(area.longitude, -180, 180)) return false;
	if (typeof area.radius !== 'number' || area.radius <= 0) return false;
	if (!['mile', 'miles', 'kilometers'].includes(String(area.unit))) return false;
	if (area.type === 'circle') return true;
	if (!['custom', 'square', 'polygon', 'rectangle'].includes(String(area.type))) return false;
	return (
		Array.isArray(area.polypath) &&
		area.polypath.length >= 2 &&
		area.polypath.every(
			(point) =>
				isObject(point) && isBetween(point.lat, -90, 90) && isBetween(point.lng, -180, 180),
		)
	);
}

/**
 * A list of areas. The tables say "String … Value in form of JSON", while all samples and schemas show
 * an array: it is unknown which of the two IQM accepts, so both are.
 */
function isGeo(value: JsonValue): boolean {
	const areas = typeof value === 'string' ? parseJson(value) : value;
	return Array.isArray(areas) && areas.length > 0 && areas.every(isArea);
}

const CHECKS: Record<FieldKind, (value: JsonValue) => boolean> = {
	string: (value) => typeof value === 'string',
	boolean: (value) => typeof value === 'boolean',
	integer: isInteger,
	number: (value) => typeof value === 'number' && Number.isFinite(value),
	ids: (value) => typeof value === 'string' && /^(\d+(,\d+)*)?$/.test(value),
	texts: (value) => typeof value === 'string' && isTextList(value),
	addresses: (value) => typeof value === 'string' && isTextList(value, (entry) => IPV4.test(entry)),
	integers: (value) => Array.isArray(value) && value.every(isInteger),
	strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
	object: isObject,
	idOrDigits: (value) => isInteger(value) || (typeof value === 'string' && /^\d+$/.test(value)),
	schedule: isSchedule,
	geo: isGeo,
};

const NOUNS: Record<FieldKind, string> = {
	string: 'a string',
	boolean: 'a boolean',
	integer: 'an integer',
	number: 'a number',
	ids: 'a string of comma separated ids',
	texts: 'a string of separated values',
	addresses: 'a string of separated IPV4 addresses',
	integers: 'an array of integers',
	strings: 'an array of strings',
	object: 'an object',
	idOrDigits: 'an id',
	schedule: 'days 0 to 6 with [["HH:mm:ss","HH:mm:ss"], …]',
	geo: 'a JSON array of areas',
};

/** Refuses missing, unknown and wrongly typed keys, before any rule looks at their values. */
export function checkFields(body: JsonObject, required: readonly string[] = REQUIRED_FIELDS): void {
	for (const name of required) {
		if (body[name] === undefined || body[name] === null) refuse(`${name} is required.`, name);
	}
	for (const [name, value] of Object.entries(body)) {
		const kind = CAMPAIGN_FIELDS.get(name);
		// Strictest reading: a server may also ignore unknown keys, which hides misspelled ones.
		if (!kind) refuse(`Unrecognized field '${name}'.`, name);
		if (!CHECKS[kind](value)) refuse(`Invalid value for ${name}: expected ${NOUNS[kind]}.`, name);
		if ((kind === 'integer' || kind === 'number') && Number(value) < 0) {
			refuse(`${name} can not be negative.`, name);
		}
	}
}

/**
 * The ids in the string that bulk operations take, each once. The tables say "Comma separated
 * campaign ids", String: neither a number nor an array is one.
 */
export function campaignIdsIn(body: JsonObject, key: string): number[] {
	const value = body[key];
	if (value === undefined || value === null || value === '') refuse(`${key} is required.`);
	if (typeof value !== 'string' || !/^\d{1,15}(,\d{1,15})*$/.test(value)) {
		refuse(`Invalid value for ${key}: expected ${NOUNS.ids}.`);
	}
	return [...new Set(value.split(',').map(Number))];
}

/** The ids in a comma separated list that has passed `checkFields`. */
export function idsIn(value: JsonValue | undefined): number[] {
	return typeof value === 'string' && value !== '' ? value.split(',').map(Number) : [];
}
