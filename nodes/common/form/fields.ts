import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../ground/faults';
import { isObject } from '../ground/values';
import type { Field } from './kinds';

/** Fields by the API's names, which are also the parameters' names. */
export type Fields = Record<string, Field>;

/** What is sent for the given fields. */
export type Sent<F extends Fields> = {
	[Name in keyof F]?: F[Name] extends Field<infer S> ? S : never;
};

/** The field as a parameter. */
export function toProperty(name: string, { label, ask }: Field): INodeProperties {
	return { ...ask, displayName: label, name };
}

/** Fields as the parameters of a collection, sorted by label. */
export function propertiesOf(fields: Fields, extra: INodeProperties[] = []): INodeProperties[] {
	return [...Object.entries(fields).map((entry) => toProperty(...entry)), ...extra].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	);
}

/** Fields that are always shown. */
export function requiredProperties(fields: Fields): INodeProperties[] {
	return Object.entries(fields).map(([name, field]) => ({
		...toProperty(name, field),
		required: true,
	}));
}

/** A collection of fields that can be added; nothing if there are no fields. */
export function collectionProperty(
	{ displayName, name, placeholder }: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	fields: Fields,
	extra: INodeProperties[] = [],
): INodeProperties[] {
	const options = propertiesOf(fields, extra);
	if (options.length === 0) return [];
	return [{ displayName, name, type: 'collection', placeholder, default: {}, options }];
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
