import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import packageJson from '../../package.json';
import { loadOwn } from './ownTypes';

/**
 * Every name that a saved workflow refers to, one line each: parameters with their type, default and
 * values, whether n8n requires them, and where they are shown. A node that loses one of them misreads
 * workflows with that name; one that comes to require a field stops them.
 */

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const isField = (entry: Entry): entry is INodeProperties => 'type' in entry && 'default' in entry;
const isGroup = (entry: Entry): entry is INodePropertyCollection => 'values' in entry;

/** "campaign: create, update", for a property that only some operations show. */
function shownFor({ displayOptions }: INodeProperties): string {
	const { show = {}, hide = {} } = displayOptions ?? {};
	const words = (conditions: object) =>
		Object.entries(conditions)
			.sort(([one], [other]) => one.localeCompare(other))
			.map(([name, values]) => `${name} ${JSON.stringify(values)}`)
			.join(' and ');
	const parts = [words(show), Object.keys(hide).length > 0 ? `not ${words(hide)}` : ''];
	const text = parts.filter((part) => part !== '').join(' and ');
	return text === '' ? '' : ` if ${text}`;
}

function linesOf(property: INodeProperties, above: string): string[] {
	const name = `${above}${property.name}`;
	const entries: Entry[] = property.options ?? [];
	const values = entries
		.filter((entry): entry is INodePropertyOptions => 'value' in entry && !isField(entry))
		.map(({ value }) => JSON.stringify(value));
	const modes = (property.modes ?? []).map((mode) => mode.name);
	const own = [
		`${name}: ${property.type}`,
		property.typeOptions?.multipleValues === true ? ', several' : '',
		property.required === true ? ', required' : '',
		` = ${JSON.stringify(property.default)}`,
		values.length > 0 ? ` of ${values.sort().join(' | ')}` : '',
		modes.length > 0 ? ` by ${modes.join(', ')}` : '',
		shownFor(property),
	].join('');
	return [
		own,
		...entries.filter(isField).flatMap((field) => linesOf(field, `${name}.`)),
		...entries
			.filter(isGroup)
			.flatMap((group) => group.values.flatMap((field) => linesOf(field, `${name}.${group.name}.`))),
	];
}

const linesOfAll = (properties: INodeProperties[]) =>
	[...new Set(properties.flatMap((property) => linesOf(property, '')))].sort();

/** By the name of the node or credential type. */
export function savedNames(): Record<string, string[]> {
	const nodes = packageJson.n8n.nodes.map((built) => {
		const { name, version, properties } = loadOwn<INodeType>(built).description;
		return [name, [`version ${JSON.stringify(version)}`, ...linesOfAll(properties)]] as const;
	});
	const credentials = packageJson.n8n.credentials.map((built) => {
		const { name, properties } = loadOwn<ICredentialType>(built);
		return [name, linesOfAll(properties)] as const;
	});
	return Object.fromEntries([...nodes, ...credentials].sort(([one], [other]) => (one < other ? -1 : 1)));
}
