import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../ground/faults';
import { withUnit } from '../ground/units';
import { isObject } from '../ground/values';
import { sayOnce } from './field';
import type { Field } from './kinds';

/** Fields by the API's names, which are also the parameters' names. */
export type Fields = Record<string, Field>;

/** What is sent for the given fields. */
export type Sent<F extends Fields> = {
	[Name in keyof F]?: F[Name] extends Field<infer S> ? S : never;
};

/** The field as a parameter, whose label carries the unit. */
export function toProperty(name: string, { label, unit, ask }: Field): INodeProperties {
	return { ...ask, displayName: withUnit(label, unit), name };
}

/** Fields as the parameters of a collection, sorted by label. */
export function propertiesOf(fields: Fields, extra: INodeProperties[] = []): INodeProperties[] {
	return [...Object.entries(fields).map((entry) => toProperty(...entry)), ...extra].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	);
}

/**
 * A parameter that must be filled in. n8n marks an empty required text in the form and on the canvas,
 * but never a number, which is 0: so an amount is asked for as text that takes numbers only.
 */
export function mustFill(property: INodeProperties): INodeProperties {
	if (property.type !== 'number') return { ...property, required: true };
	return { ...property, type: 'string', typeOptions: undefined, default: '', required: true };
}

/** Fields that are always shown. */
export function requiredProperties(fields: Fields): INodeProperties[] {
	return Object.entries(fields).map((entry) => mustFill(toProperty(...entry)));
}

/** A collection of fields that can be added; nothing if there are no fields. */
export function collectionProperty(
	{ displayName, name, placeholder }: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	fields: Fields,
	extra: INodeProperties[] = [],
): INodeProperties[] {
	const once = sayOnce(Object.values(fields));
	const said = Object.entries(fields).map(([key, field]): [string, Field] => {
		if (once === undefined || field.how?.words !== once.words) return [key, field];
		return [key, { ...field, ask: { ...field.ask, description: field.how.without } }];
	});
	const options = propertiesOf(Object.fromEntries(said), extra);
	if (options.length === 0) return [];
	const collection: INodeProperties = { displayName, name, type: 'collection', placeholder, default: {}, options };
	return [once === undefined ? collection : { ...collection, description: once.description }];
}

/** Labels by the API's names, for messages. */
export function labelsOf(fields: Fields): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).map(([name, { label }]) => [name, label]));
}

/**
 * What is sent for a value of "Additional JSON": times are in the API's own unit. A value that was
 * already read stays the same.
 */
export function readJson<S>(field: Pick<Field<S>, 'read' | 'readJson'>, value: unknown): S {
	// A field without times ignores the zone.
	return field.readJson === undefined ? field.read(value, 'utc') : field.readJson(value);
}

/** Puts what was picked from a list under the name of the field that it stands for. */
function putPicked(
	sent: Record<string, unknown>,
	fields: Fields,
	{ name, field: { label, standsFor } }: { name: string; field: Field },
	faults: Faults,
): void {
	if (standsFor === undefined || sent[name] === undefined) return;
	const { [name]: picked } = sent;
	delete sent[name];
	if (sent[standsFor] === undefined) sent[standsFor] = picked;
	else faults.wrong(`'${label}' and '${fields[standsFor].label}' are both set`, 'Remove one of them.');
}

/**
 * What is sent for the given fields; anything that is not a field is left out.
 *
 * @param from where the values come from: a form with times in `zone`, or "Additional JSON"
 * @param faults collects every fault of a field, whose value is then left out
 */
export function readFields<F extends Fields>(
	given: IDataObject,
	fields: F,
	from: { zone: string } | 'json',
	faults: Faults,
): Sent<F> {
	const sent: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) {
		const value: unknown = given[name];
		if (value === undefined) continue;
		const result = faults.attempt(() =>
			from === 'json' ? readJson(field, value) : field.read(value, from.zone),
		);
		if (result !== undefined) sent[name] = result;
	}
	for (const [name, field] of Object.entries(fields)) putPicked(sent, fields, { name, field }, faults);
	return sent as Sent<F>;
}

/**
 * {@link readFields} for a form, or part of one.
 *
 * @throws InputError that names everything that is wrong
 */
export function readAll<F extends Fields>(given: unknown, fields: F, zone: string): Sent<F> {
	const faults = new Faults();
	const sent = readFields(isObject(given) ? given : {}, fields, { zone }, faults);
	faults.throwAny();
	return sent;
}

/** The same as a result, preview or record shows it: without secrets. */
export function shownFields(sent: IDataObject, fields: Fields): IDataObject {
	return Object.fromEntries(
		Object.entries(sent).filter(([name]) => fields[name]?.isSecret !== true),
	);
}

/** The values that must appear nowhere; also trimmed, as the words of an answer are. */
export function secretsIn(sent: IDataObject, fields: Fields): string[] {
	const values = Object.entries(sent)
		.filter(([name]) => fields[name]?.isSecret === true)
		.map(([, value]) => String(value));
	return [...new Set(values.flatMap((value) => [value, value.trim()]))];
}
