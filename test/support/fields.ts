import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { withoutUnit } from '../../nodes/common/ground/units';
import { OFFERED } from './operations';

/** Every field of every form as described, with a form around it that shows it. */
export interface FormField {
	/** "iqmCampaign campaign: update, Update Fields: Total Budget" */
	title: string;
	/** Name of the node. */
	node: string;
	/** The field's own name, as messages have it: without its unit. */
	label: string;
	/** The form with `value` in the field and everything required filled in. */
	form: (value: unknown) => IDataObject;
}

type Shown = Record<string, IDataObject[string]>;

/** What makes a property visible: values beside it, and values at the top of the form. */
function conditionsOf({ displayOptions }: INodeProperties): { beside: Shown; atTop: Shown } {
	const conditions = Object.entries(displayOptions?.show ?? {}).map(
		([key, values]): [string, unknown] => [key, values?.[0]],
	);
	const atTop = conditions
		.filter(([key]) => key.startsWith('/'))
		.map(([key, value]) => [key.slice(1), value]);
	const beside = conditions.filter(([key]) => !key.startsWith('/'));
	return { beside: Object.fromEntries(beside) as Shown, atTop: Object.fromEntries(atTop) as Shown };
}

/** Any value that lets n8n run the node: what is tested here never reads it. */
function anything({ type, options, default: preset }: INodeProperties): unknown {
	switch (type) {
		case 'resourceLocator':
			return { __rl: true, mode: 'id', value: '1' };
		case 'options': {
			const values = (options as INodePropertyOptions[] | undefined)?.map(({ value }) => value);
			return values?.find((value) => value !== '') ?? preset;
		}
		case 'multiOptions':
			return [(options as INodePropertyOptions[] | undefined)?.[0]?.value ?? '1'];
		case 'json':
			return '{"a": 1}';
		case 'dateTime':
			return '2031-01-01T00:00:00';
		case 'number':
			return 1;
		case 'boolean':
			return true;
		default:
			return 'x';
	}
}

/** A form with a value for everything that n8n requires. */
function filledForm(properties: INodeProperties[], shown: Shown): IDataObject {
	const required = properties.filter((property) => {
		const conditions = Object.entries(property.displayOptions?.show ?? {});
		return (
			property.required === true &&
			conditions.every(([key, values]) => !(key in shown) || values?.includes(shown[key] as never))
		);
	});
	const values = required.map((property) => [property.name, anything(property)]);
	return { ...(Object.fromEntries(values) as IDataObject), ...shown };
}

interface Place {
	title: string;
	label: string;
	/** Puts a value into the parameter that holds the field. */
	put: (value: unknown) => unknown;
	/** What shows the field, at the top of the form. */
	atTop: Shown;
}

function rowsIn({ displayName, options = [], typeOptions }: INodeProperties): Place[] {
	return options.flatMap((group) => {
		if (!('values' in group)) return [];
		const isList = typeOptions?.multipleValues === true;
		return group.values.map((field): Place => ({
			title: `${displayName}, ${group.displayName}: ${field.displayName}`,
			label: `${displayName}${isList ? ' 1' : ''}: ${withoutUnit(field.displayName)}`,
			put: (value) => {
				const row = { ...conditionsOf(field).beside, [field.name]: value };
				return { [group.name]: isList ? [row] : row };
			},
			atTop: conditionsOf(field).atTop,
		}));
	});
}

function fieldsIn(collection: INodeProperties): Place[] {
	return ((collection.options ?? []) as INodeProperties[]).flatMap((field) => {
		const { beside, atTop } = conditionsOf(field);
		const within = (value: unknown) => ({ ...beside, [field.name]: value });
		const title = `${collection.displayName}: ${field.displayName}`;
		const whole: Place = { title, label: withoutUnit(field.displayName), put: within, atTop };
		const rows = field.type === 'fixedCollection' ? rowsIn(field) : [];
		return [
			...(field.type === 'fixedCollection' ? [] : [whole]),
			...rows.map((row) => ({ ...row, put: (value: unknown) => within(row.put(value)) })),
		];
	});
}

function placesIn(property: INodeProperties): Place[] {
	if (property.type === 'collection') return fieldsIn(property);
	if (property.type === 'fixedCollection') return rowsIn(property);
	const { displayName } = property;
	return [{ title: displayName, label: withoutUnit(displayName), put: (value) => value, atTop: {} }];
}

/** All fields of a form, except those that take no expression. */
export function fieldsOf(
	node: string,
	title: string,
	properties: INodeProperties[],
	always: Shown,
): FormField[] {
	return properties
		.filter(({ type, noDataExpression }) => type !== 'notice' && noDataExpression !== true)
		.flatMap((property) =>
			placesIn(property).map(({ put, atTop, ...place }): FormField => {
				const shown = { ...conditionsOf(property).beside, ...atTop, ...always };
				return {
					node,
					label: place.label,
					title: `${title}, ${place.title}`,
					form: (value) =>
						({ ...filledForm(properties, shown), [property.name]: put(value) }) as IDataObject,
				};
			}),
		);
}

/** The fields of all operations. */
export const FIELDS: FormField[] = OFFERED.flatMap(
	({ node, title, properties, resource, operation }) =>
		fieldsOf(node, title, properties, { resource, operation }),
);
