import { isObject, parseJson, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';
import { dimensionOf, isMetric } from './report-keys';

/** Epoch seconds of this millennium are smaller, milliseconds are larger. */
const SECONDS_END = 100_000_000_000;
const LONGEST = 366 * 86_400_000;

function refuse(words: string, field: string): never {
	throw new Refusal(422, words, { field });
}

/** A dimension of a report, with the values to which it is restricted. */
export interface Dimension {
	filter: string;
	value?: JsonValue[];
}

/** A definition's dimensions, "JSON-serialized array of objects"; undefined if they are none. */
export function dimensionsOf(text: JsonValue | undefined): Dimension[] | undefined {
	const parsed = typeof text === 'string' ? parseJson(text) : undefined;
	if (!Array.isArray(parsed) || parsed.length === 0) return undefined;
	const dimensions = parsed.filter(isObject).flatMap(({ filter, value, ...rest }) => {
		if (typeof filter !== 'string' || Object.keys(rest).length > 0) return [];
		if (value === undefined) return [{ filter }];
		return Array.isArray(value) && value.length > 0 ? [{ filter, value }] : [];
	});
	return dimensions.length === parsed.length ? dimensions : undefined;
}

function checkDimensions(text: JsonValue): void {
	const dimensions = dimensionsOf(text) ?? refuse('Invalid dimensions.', 'dimensions');
	const names = dimensions.map(({ filter }) => filter);
	if (new Set(names).size < names.length) refuse('Duplicate dimensions found.', 'dimensions');
	for (const { filter, value } of dimensions) {
		const known = dimensionOf(filter) ?? refuse(`Invalid dimension: ${filter}`, 'dimensions');
		if (value !== undefined && known.isFilterSupported !== true) {
			refuse(`Filter is not supported for dimension: ${filter}`, 'dimensions');
		}
	}
}

function checkDates({ startDate, endDate }: JsonObject): void {
	for (const [key, value] of Object.entries({ startDate, endDate })) {
		// "in milliseconds"
		if (typeof value === 'number' && value < SECONDS_END) refuse(`Invalid ${key}.`, key);
	}
	if (typeof startDate !== 'number' || typeof endDate !== 'number') return;
	if (startDate >= endDate) refuse('Start date must be before end date.', 'startDate');
	if (endDate - startDate > LONGEST) refuse('Date range must not exceed 1 year.', 'endDate');
}

/** Refuses what a definition holds wrongly; keys that it lacks are no matter here. */
export function checkDefinition(definition: JsonObject, noColumns: string): void {
	const { columns, dimensions } = definition;
	if (Array.isArray(columns)) {
		if (columns.length === 0) refuse(noColumns, 'columns');
		const unknown = columns.find((key) => typeof key !== 'string' || !isMetric(key));
		if (unknown !== undefined) refuse(`Invalid column: ${String(unknown)}`, 'columns');
	}
	if (dimensions !== undefined) checkDimensions(dimensions);
	checkDates(definition);
}

const NEEDED = [
	...['dimensions', 'columns', 'startDate', 'endDate', 'timezoneId', 'requestType'],
	'reportAggregated',
];

/** Refuses a definition that lacks a key without which there is no report. */
export function checkComplete(definition: JsonObject): void {
	const missing = NEEDED.find((key) => definition[key] === undefined);
	if (missing !== undefined) refuse(`The field '${missing}' cannot be empty.`, missing);
}
