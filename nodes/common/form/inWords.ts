import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { toMoment } from '../ground/moments';
import { isEmpty, isObject, saidBoolean } from '../ground/values';
import { shownText } from '../guard/preview';
import type { FilledForm } from './filled';
import { isComputed, isShown, member, valuesOf } from './filled';

/** A filled form, and the time zone of times without an offset. */
export interface FormToTell extends Omit<FilledForm, 'none'> {
	zone: string;
}

/** Fields that say how to run, or the same again: not what to do. */
const NOT_TOLD = ['confirmIds', 'preview', 'rateLimitWaitMinutes', 'rawResponse'];

/** Longer texts, such as markup, are cut. */
const MOST_CHARACTERS = 300;

const HIDDEN = '(not shown)';

const HAS_OFFSET = /(?:Z|[+-]\d{2}:?\d{0,2})$/i;

/** A date as ISO text with its zone, unless it says its offset. */
function dateInWords(value: unknown, zone: string, label: string): string {
	if (typeof value === 'string' && Number.isNaN(Number(value))) {
		const text = value.trim();
		return /[T ]/.test(text) && HAS_OFFSET.test(text) ? text : `${text} (${zone})`;
	}
	try {
		const at = DateTime.fromMillis(toMoment(value, zone, label), { zone });
		return `${String(at.toISO({ suppressMilliseconds: true }))} (${zone})`;
	} catch {
		// The operation refuses what is no date.
		return String(value);
	}
}

/** The name of a chosen option. */
function choiceInWords({ options = [] }: INodeProperties, value: unknown): unknown {
	const found = options.find((one) => 'value' in one && String(one.value) === String(value));
	return found?.name ?? value;
}

/** What was picked from a list, by name and ID; an expression may have changed the ID since. */
function pickedInWords(value: unknown, saved: unknown): unknown {
	if (!isObject(value)) return value;
	const { cachedResultName: name } = value;
	const isPicked = value.mode === 'list' && !isComputed(member(saved, 'value'));
	if (!isPicked || isEmpty(name)) return value.value;
	return `${String(name)} (${String(value.value)})`;
}

function plainInWords(value: unknown): number | string {
	if (typeof value === 'number') return value;
	if (typeof value === 'boolean') return value ? 'Yes' : 'No';
	const isList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
	const text = isList
		? value.join(', ')
		: shownText(typeof value === 'object' ? JSON.stringify(value) : String(value));
	return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** One field's value as a person reads it. */
function valueInWords(
	property: INodeProperties,
	value: unknown,
	saved: unknown,
	zone: string,
): number | string {
	const { type, typeOptions, displayName } = property;
	if (typeOptions?.password === true) return HIDDEN;
	if (type === 'dateTime') return dateInWords(value, zone, displayName);
	if (type === 'boolean') return plainInWords(saidBoolean(value) ?? value);
	if (type === 'resourceLocator') return plainInWords(pickedInWords(value, saved));
	if (type === 'options' || type === 'multiOptions') {
		const values: unknown[] = Array.isArray(value) ? value : [value];
		const names = values.map((one) => choiceInWords(property, one));
		return plainInWords(names.length === 1 ? names[0] : names);
	}
	return plainInWords(value);
}

/** Puts a form into words: labels and values, with collections flattened. */
class Telling {
	readonly words: IDataObject = {};

	constructor(
		private readonly all: IDataObject,
		private readonly zone: string,
	) {}

	private put(label: string, value: number | string, within?: string): void {
		const isTaken = label in this.words && within !== undefined;
		this.words[isTaken ? `${within}: ${label}` : label] = value;
	}

	field(property: INodeProperties, values: IDataObject, saved: unknown, within?: string): void {
		const { name, type, displayName } = property;
		const value = values[name];
		if (type === 'notice' || type === 'hidden' || NOT_TOLD.includes(name) || isEmpty(value)) return;
		if (!isShown(property, values, this.all)) return;
		const own = member(saved, name);
		if (type === 'collection') this.collection(property, value, own);
		else if (type === 'fixedCollection') this.rows(property, value, own);
		else this.put(displayName, valueInWords(property, value, own, this.zone), within);
	}

	private collection({ options = [], displayName }: INodeProperties, value: unknown, saved: unknown) {
		if (!isObject(value)) return;
		for (const option of options as INodeProperties[]) {
			this.field(option, value, saved, displayName);
		}
	}

	/** Rows become a line each. */
	private rows({ options = [], displayName, typeOptions }: INodeProperties, value: unknown, saved: unknown) {
		for (const group of options) {
			if (!('values' in group)) continue;
			const given = member(value, group.name);
			const savedRows = member(saved, group.name);
			if (typeOptions?.multipleValues !== true) {
				if (!isObject(given)) continue;
				for (const field of group.values) this.field(field, given, savedRows, displayName);
				continue;
			}
			(Array.isArray(given) ? given : []).filter(isObject).forEach((row, index) => {
				const telling = new Telling(this.all, this.zone);
				for (const field of group.values) telling.field(field, row, member(savedRows, index));
				const cells = Object.entries(telling.words).map(([label, cell]) => `${label}: ${String(cell)}`);
				if (cells.length > 0) this.put(`${displayName} ${index + 1}`, cells.join(', '));
			});
		}
	}
}

/**
 * What a form says, in its own words: labels with names of choices and of what was picked, Yes and No,
 * times with their zone, one line for each row. Empty fields, passwords and options that only say how
 * to run are left out.
 */
export function formInWords(form: FormToTell): IDataObject {
	const { values } = valuesOf(form);
	const telling = new Telling(values, form.zone);
	for (const property of form.properties) {
		telling.field(property, values, form.saved as INodeParameters);
	}
	return telling.words;
}
