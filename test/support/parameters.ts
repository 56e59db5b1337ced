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

/** The parameters that the form shows with these values. */
export function shown(
	properties: INodeProperties[],
	values: INodeParameters,
	description: INodeTypeDescription,
	root: INodeParameters = values,
): INodeProperties[] {
	// As it is made today.
	const node = { typeVersion: description.defaultVersion ?? 1 } as INode;
	return properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, node, description, root),
	);
}

/** What the form shows once the parameters that decide hold these values. */
export interface Form {
	values: INodeParameters;
	visible: INodeProperties[];
}

const conditionsOf = ({ displayOptions: { show, hide } = {} }: INodeProperties) => ({
	show: show ?? {},
	hide: hide ?? {},
});

const rootName = (key: string) => key.replace(/^\//, '');

/** Names of the parameters at the form's top that decide about a parameter there, or about a field inside. */
function decidersOf(property: INodeProperties): string[] {
	return all([property]).flatMap(([, one]) => {
		const { show, hide } = conditionsOf(one);
		const keys = [...Object.keys(show), ...Object.keys(hide)];
		return keys.filter((key) => one === property || key.startsWith('/')).map(rootName);
	});
}

/** The parameter, as if only those of its conditions held that the names decide. */
function decidedBy(property: INodeProperties, isKnown: (name: string) => boolean): INodeProperties {
	const { show, hide } = conditionsOf(property);
	const only = (conditions: typeof show) =>
		Object.fromEntries(Object.entries(conditions).filter(([key]) => isKnown(rootName(key))));
	return { ...property, displayOptions: { show: only(show), hide: only(hide) } };
}

/** Whether each visible parameter with a closed list of values offers the one that it holds. */
function isPossible({ values, visible }: Form): boolean {
	return visible.every((property) => {
		const offered = valuesOf(property);
		const chosen = values[property.name];
		return offered === undefined || chosen === undefined || offered.includes(chosen);
	});
}

/**
 * Every form that can be made by choosing values. Only what decides about a parameter that may still be
 * shown is chosen: all other values lead to the same forms, and there are hundreds of thousands of them.
 */
export function forms(properties: INodeProperties[], description: INodeTypeDescription): Form[] {
	const choices = deciders(properties);
	const named = new Map(properties.map((property) => [property, decidersOf(property)]));
	const formsOf = (values: INodeParameters, candidates: INodeProperties[]): Form[] => {
		const isOpen = (name: string) => choices.has(name) && !(name in values);
		const possible = candidates.filter(
			(property) => shown([decidedBy(property, (name) => !isOpen(name))], values, description).length > 0,
		);
		const settled = possible.filter((property) => !(named.get(property) ?? []).some(isOpen));
		if (!isPossible({ values, visible: settled })) return [];
		const open = possible.flatMap((property) => named.get(property) ?? []).find(isOpen);
		if (open === undefined) return [{ values, visible: possible }];
		return (choices.get(open) ?? []).flatMap((value) =>
			formsOf({ ...values, [open]: value } as INodeParameters, possible),
		);
	};
	return formsOf({}, properties);
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
