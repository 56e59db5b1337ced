import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** What tests ask of the parameters of a form, and of the words in it. */

/** Parameters inside a collection. */
function innerOf({ type, options }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return (options ?? []) as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return ((options ?? []) as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** All parameters at all levels, each with the path of displayed names that leads to it. */
export function all(properties: INodeProperties[], above = ''): Array<[string, INodeProperties]> {
	return properties.flatMap((property) => {
		const where = `${above}${property.displayName} [${property.name}]`;
		return [
			[where, property] as [string, INodeProperties],
			...all(innerOf(property), `${where} > `),
		];
	});
}

/** Every list of parameters that stand side by side: the form, and each collection's fields. */
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

/** What a parameter can be set to; undefined where anything can be entered. */
export function valuesOf({ type, options }: INodeProperties): unknown[] | undefined {
	if (type === 'boolean') return [true, false];
	// A hidden one has a single value that nobody chooses.
	if (type !== 'options' && (type !== 'hidden' || options === undefined)) return undefined;
	return ((options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

/** Names of the parameters that decide what else is shown, with all values they can take. */
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

/** Those parameters that the form shows while these values stand in it. */
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

/** Whether the API says what can be chosen. */
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

/** One sentence has no period at its end, several have. */
export function endsAsSentencesDo(text: string): boolean {
	const plain = text.replace(/<[^>]*>/g, '');
	const sentences = plain.split(/[.:?] (?=[A-Z0-9'])/).length;
	if (plain.includes(': ')) return true;
	return /\.$/.test(plain) === sentences > 1;
}
