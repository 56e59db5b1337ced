import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../ground/faults';
import { isObject } from '../ground/values';
import type { Field } from './kinds';

/** Fields by the API's names, which are the names of the parameters. */
export type Fields = Record<string, Field>;

/** What is sent of the fields that were given. */
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

/** Fields that are always asked for. */
export function requiredProperties(fields: Fields): INodeProperties[] {
	return Object.entries(fields).map(([name, field]) => ({
		...toProperty(name, field),
		required: true,
	}));
}

/** A collection of fields that can be added; none where there are no fields. */
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
 * What is sent of a value of "Additional JSON": times are as the API has them. Of what was read
 * already it makes the same.
 */
export function readJson<S>(field: Pick<Field<S>, 'read' | 'readJson'>, value: unknown): S {
	// A field without times looks at no zone.
	return field.readJson === undefined ? field.read(value, 'utc') : field.readJson(value);
}

/**
 * What is sent of the fields that were given; what no field is stays out.
 *
 * @param from where the values come from: a form with times in `zone`, or "Additional JSON"
 * @param faults where every fault of a field goes: its value is left out then
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
 * {@link readFields} of a form, or of a part of it.
 *
 * @throws InputError that names all that is wrong
 */
export function readAll<F extends Fields>(given: unknown, fields: F, zone: string): Sent<F> {
	const faults = new Faults();
	const sent = readFields(isObject(given) ? given : {}, fields, { zone }, faults);
	faults.throwAny();
	return sent;
}

/** The same as a result, a preview or a record shows it: without secrets. */
export function shownFields(sent: IDataObject, fields: Fields): IDataObject {
	return Object.fromEntries(
		Object.entries(sent).filter(([name]) => fields[name]?.isSecret !== true),
	);
}

/** The values that must be shown nowhere; trimmed too, as words of an answer are. */
export function secretsIn(sent: IDataObject, fields: Fields): string[] {
	const values = Object.entries(sent)
		.filter(([name]) => fields[name]?.isSecret === true)
		.map(([, value]) => String(value));
	return [...new Set(values.flatMap((value) => [value, value.trim()]))];
}
