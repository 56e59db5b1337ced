import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** What tests ask about a form's parameters and the words in it. */

/** Parameters inside a collection. */
function innerOf({ type, options }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return (options ?? []) as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return ((options ?? []) as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** All parameters at all levels, each with the path of display names that leads to it. */
export function all(properties: INodeProperties[], above = ''): Array<[string, INodeProperties]> {
	return properties.flatMap((property) => {
		const where = `${above}${property.displayName} [${property.name}]`;
		return [
			[where, property] as [string, INodeProperties],
			...all(innerOf(property), `${where} > `),
		];
	});
}

/** Every list of sibling parameters: the form, and each collection's fields. */
export function levels(properties: INodeProperties[], where: string): Array<[string, INodeProperties[]]> {
	const deeper = properties.flatMap((property): Array<[string, INodeProperties[]]> => {
		const name = `${where} > ${property.displayName}`;
		if (property.type === 'collection') return levels(innerOf(property), name);
		if (property.type !== 'fixedCollection') return [];
		return (property.options as INodePropertyCollection[]).flatMap((group) =>
			levels(group.values, `${name} > ${group.displayName}`),
		);
	});
	return [[where, properties], ...deeper];
}

/** The values that a parameter can be set to; undefined if anything can be entered. */
export function valuesOf({ type, options }: INodeProperties): unknown[] | undefined {
	if (type === 'boolean') return [true, false];
	// A hidden one has a single value that nobody chooses.
	if (type !== 'options' && (type !== 'hidden' || options === undefined)) return undefined;
	return ((options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

/** Names of the parameters that decide what else is shown, with all their possible values. */
export function deciders(properties: INodeProperties[]): Map<string, unknown[]> {
	const names = new Set(
		all(properties).flatMap(([, { displayOptions }]) => [
			...Object.keys(displayOptions?.show ?? {}),
			...Object.keys(displayOptions?.hide ?? {}),
		]),
	);
	const found = new Map<string, unknown[]>();
	for (const name of [...names].map((key) => key.replace(/^\//, ''))) {
		const candidates = properties.filter((property) => property.name === name);
		const values = candidates.flatMap((property) => valuesOf(property) ?? []);
		if (values.length > 0) found.set(name, [...new Set(values)]);
	}
	return found;
}

/** Every way to choose one value for each name. */
export function combinations(values: Map<string, unknown[]>): INodeParameters[] {
	return [...values].reduce<INodeParameters[]>(
		(made, [name, choices]) =>
			made.flatMap((one) => choices.map((value) => ({ ...one, [name]: value }) as INodeParameters)),
		[{}],
	);
}

const NODE = { typeVersion: 1 } as INode;

/** The parameters that the form shows with these values. */
export function shown(
	properties: INodeProperties[],
	values: INodeParameters,
	description: INodeTypeDescription,
	root: INodeParameters = values,
): INodeProperties[] {
	return properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, NODE, description, root),
	);
}

/** Whether the API supplies the choices. */
export const isDynamic = ({ typeOptions }: INodeProperties) =>
	typeOptions?.loadOptionsMethod !== undefined;

const SMALL_WORDS =
	/^(a|an|and|as|at|but|by|for|from|if|in|is|nor|of|on|or|per|the|to|up|vs|with|iOS)$/;

/** Title Case as n8n wants it: small words inside stay small, abbreviations stay as they are. */
export function isTitleCase(name: string): boolean {
	const words = name.split(/[\s/-]+/).map((word) => word.replace(/^['"(]+/, ''));
	return words.every(
		(word, index) =>
			(index > 0 && SMALL_WORDS.test(word.replace(/\W+$/, ''))) || /^[^a-z]/.test(word),
	);
}

/** A single sentence has no period at its end, several do. */
export function endsAsSentencesDo(text: string): boolean {
	const plain = text.replace(/<[^>]*>/g, '');
	const sentences = plain.split(/[.:?] (?=[A-Z0-9'])/).length;
	if (plain.includes(': ')) return true;
	return /\.$/.test(plain) === sentences > 1;
}
