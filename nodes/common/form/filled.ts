import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { describeProblem, InputError } from '../ground/errors';
import type { Faults } from '../ground/faults';
import { withoutUnit } from '../ground/units';
import { isEmpty, isObject, OBJECT_AS_TEXT, quote } from '../ground/values';

/**
 * Whatever was added to a form must hold a value. A lost value is never "not set" and never "all": an
 * empty filter would list the whole account, and the next node might pause it.
 */

/** A form with its values for one item. */
export interface FilledForm {
	/** All parameters that may be shown. */
	properties: INodeProperties[];
	/** The parameters as they are saved, with expressions not evaluated. */
	saved: INodeParameters;
	/** A parameter's value for the item. */
	read: (name: string) => unknown;
	/**
	 * For each parameter that may be left empty, the sentence that says how it means "none" or "all".
	 */
	none?: Record<string, string>;
}

/** A value, where it came from, and how messages name it. */
interface Given {
	value: unknown;
	saved: unknown;
	label: string;
	/** What to do if it is empty. */
	remedy: string;
}

/** What a missing value becomes when JavaScript turns it into text. */
const LOST_WORDS = /^(?:undefined|null|NaN)$/;

/** The same inside a name, where nobody means it; other texts may well speak of something undefined. */
const LOST_IN_NAME = /\bundefined\b|(?:^|\s)(?:null|NaN)$/;

/** Whether n8n computes all or part of this when the node runs. */
export function isComputed(saved: unknown): boolean {
	if (typeof saved === 'string') return saved.startsWith('=');
	return typeof saved === 'object' && saved !== null && Object.values(saved).some(isComputed);
}

/** @throws InputError if the value is empty */
function checkPresent({ value, saved, label, remedy }: Given): void {
	if (!isEmpty(value)) return;
	const why = isComputed(saved) ? ': its expression returned no value' : '';
	throw new InputError(`'${label}' is empty${why}`, remedy);
}

/**
 * @throws InputError for a list with gaps, and for text built from a lost value
 * @param field the field that holds it
 */
function checkWhole(
	{ value, saved, label }: Given,
	{ name, typeOptions }: Pick<INodeProperties, 'name' | 'typeOptions'>,
): void {
	// Scripts in markup may mention "[object Object]" too.
	const isMarkup = typeOptions?.rows !== undefined;
	const lost = /name$/i.test(name) ? LOST_IN_NAME : LOST_WORDS;
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	const gap = Array.isArray(value) ? entries.findIndex(isEmpty) : -1;
	if (gap !== -1) {
		throw new InputError(
			`'${label}' has no value in entry ${gap + 1} of ${entries.length}`,
			'Correct the expression so that it returns a list without gaps.',
		);
	}
	for (const entry of entries) {
		const text = isObject(entry) && '__rl' in entry ? entry.value : entry;
		if (typeof text !== 'string') continue;
		const isObjectText = text.includes(OBJECT_AS_TEXT);
		if (isMarkup || !(isObjectText || (isComputed(saved) && lost.test(text.trim())))) continue;
		const why = isObjectText
			? `is ${quote(text)}: an object converted to text`
			: LOST_WORDS.test(text.trim())
				? `is empty: its expression returned ${quote(text)}`
				: `is ${quote(text)}: a value in its expression was missing`;
		throw new InputError(`'${label}' ${why}`, 'Correct the expression.');
	}
}

/** JSON from an expression, or parsed from its text; undefined if it is not JSON. */
function jsonOf(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		// The code that reads it says what is wrong with it.
		return undefined;
	}
}

/** The path to the first member for which `isWrong` holds, such as "countries.0.bid". */
function pathTo(value: unknown, isWrong: (value: unknown) => boolean): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, part] of Object.entries(value) as Array<[string, unknown]>) {
		if (isWrong(part)) return key;
		const within = pathTo(part, isWrong);
		if (within !== undefined) return `${key}.${within}`;
	}
	return undefined;
}

const isInexact = (value: unknown): boolean =>
	typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);

/**
 * Checks JSON that comes wholly or partly from an expression: a field whose value was lost must be
 * neither left out nor sent as nothing. JSON that was typed is taken at its word.
 *
 * @throws InputError that names the field in it
 */
function checkJson({ value, saved, label }: Given): void {
	if (!isComputed(saved)) return;
	const json = jsonOf(value);
	const empty = isObject(json) ? Object.keys(json).find((key) => isEmpty(json[key])) : undefined;
	const lost = empty ?? pathTo(json, (part) => part === undefined || Number.isNaN(part));
	if (lost !== undefined) {
		throw new InputError(
			`'${label}' has no value for '${lost}'`,
			`Correct the expression, or leave '${lost}' out of the JSON.`,
		);
	}
	// As text it keeps all its digits.
	const inexact = typeof value === 'string' ? undefined : pathTo(value, isInexact);
	if (inexact === undefined) return;
	throw new InputError(
		`'${label}' has a number for '${inexact}' that is too large to be exact`,
		'Its last digits are lost. Enter it as text.',
	);
}

/** Checks one field: an expression in it must give something, and its value must be whole. */
function checkField(field: INodeProperties, given: Given): void {
	if (isComputed(given.saved)) checkPresent(given);
	if (field.type === 'json') checkJson(given);
	else checkWhole(given, field);
}

/** The member of an object or a list under a key; undefined for anything else. */
export function member(of: unknown, key: string | number): unknown {
	return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[key] : undefined;
}

/** Whether a parameter is shown, beside others and in the whole form. */
export function isShown(property: INodeProperties, values: IDataObject, all: IDataObject): boolean {
	return NodeHelpers.displayParameter(
		values as INodeParameters,
		property,
		null,
		null,
		all as INodeParameters,
	);
}

/** Checks a collection, whose fields were added one by one: each must hold a value. */
function checkCollection(
	{ displayName, options = [] }: INodeProperties,
	{ value, saved }: Pick<Given, 'value' | 'saved'>,
	all: IDataObject,
	faults: Faults,
): void {
	if (!isObject(value)) return;
	for (const [name, given] of Object.entries(value)) {
		const property = (options as INodeProperties[]).find(
			(option) => option.name === name && isShown(option, value, all),
		);
		// Not part of this form: n8n keeps what an older version of the form had.
		if (property === undefined) continue;
		const part = { value: given, saved: member(saved, name) };
		const remove = `remove it from '${displayName}'`;
		const label = withoutUnit(property.displayName);
		if (property.type === 'fixedCollection') {
			checkRows(property, part, all, faults, `Add a row, or ${remove}.`);
			continue;
		}
		const correct = isComputed(part.saved) ? 'Correct the expression' : 'Enter a value';
		faults.attempt(() => {
			checkPresent({ ...part, label, remedy: `${correct}, or ${remove}.` });
			checkField(property, { ...part, label, remedy: '' });
		}, label);
	}
}

/**
 * Checks rows of fields. All fields of a row are there unasked, so they may be left empty, but an
 * expression in them must not be empty.
 *
 * @param ifNone what to do if there are no rows; undefined if none are needed
 */
function checkRows(
	{ displayName, options = [], typeOptions }: INodeProperties,
	{ value, saved }: Pick<Given, 'value' | 'saved'>,
	all: IDataObject,
	faults: Faults,
	ifNone?: string,
): void {
	let count = 0;
	for (const group of options) {
		if (!('values' in group)) continue;
		const given = member(value, group.name);
		const savedRows = member(saved, group.name);
		const isList = typeOptions?.multipleValues === true;
		const rows: unknown[] = isList ? (Array.isArray(given) ? given : []) : [given];
		rows.filter(isObject).forEach((row, index) => {
			count++;
			const place = isList ? `${displayName} ${index + 1}` : displayName;
			const savedRow = isList ? member(savedRows, index) : savedRows;
			checkRow(group.values, { row, saved: savedRow, place }, all, faults);
		});
	}
	if (count === 0 && ifNone !== undefined) {
		faults.add(new InputError(`'${displayName}' is empty`, ifNone), displayName);
	}
}

function checkRow(
	fields: INodeProperties[],
	{ row, saved, place }: { row: IDataObject; saved: unknown; place: string },
	all: IDataObject,
	faults: Faults,
): void {
	for (const field of fields) {
		if (!(field.name in row) || !isShown(field, row, all)) continue;
		const given = {
			value: row[field.name],
			saved: member(saved, field.name),
			label: `${place}: ${withoutUnit(field.displayName)}`,
			remedy: 'Correct the expression, or clear the field.',
		};
		faults.attempt(() => checkField(field, given), given.label);
	}
}

/** The values of all parameters; for a hidden one that can't be computed, its error. */
export function valuesOf({ properties, saved, read }: Omit<FilledForm, 'none'>): {
	values: IDataObject;
	errors: Map<string, unknown>;
} {
	const values: IDataObject = {};
	const errors = new Map<string, unknown>();
	for (const { name } of properties) {
		if (!(name in saved) || name in values || errors.has(name)) continue;
		try {
			values[name] = read(name) as IDataObject;
		} catch (error) {
			errors.set(name, error);
		}
	}
	return { values, errors };
}

/**
 * Checks that everything added to a form holds a value, and that no expression came out empty in a
 * parameter that may be left empty.
 *
 * @param faults collects everything that is wrong, also in the words of n8n for an expression that
 *   fails
 * @returns the names of the parameters whose expression failed: reading them throws
 */
export function checkFilled(form: FilledForm, faults: Faults): Set<string> {
	const { properties, saved, none = {} } = form;
	const { values, errors } = valuesOf(form);
	for (const property of properties) {
		const { name, displayName, type } = property;
		const label = withoutUnit(displayName);
		if (!(name in saved) || type === 'notice' || !isShown(property, values, values)) continue;
		if (errors.has(name)) {
			const { message, description } = describeProblem(errors.get(name));
			faults.add(new InputError(message, description), label);
			continue;
		}
		const remedy = `Correct the expression. ${none[name] ?? 'If the field may be empty, clear it.'}`;
		const given = { value: values[name], saved: saved[name], label, remedy };
		// n8n drops an expression for a whole collection.
		if (type === 'collection') checkCollection(property, given, values, faults);
		else if (type === 'fixedCollection') checkRows(property, given, values, faults);
		else faults.attempt(() => checkField(property, given), label);
	}
	return new Set(errors.keys());
}
