import { readdirSync } from 'node:fs';
import path from 'node:path';
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import packageJson from '../../package.json';
import type { Operation } from '../../nodes/common/run/operation';
import { loadFile, loadOwn, ROOT } from './ownTypes';

/** An operation of a node, as the node's description offers it. */

export interface Offered {
	/** "iqmCampaign campaign: updateBudget" */
	title: string;
	/** Name of the node. */
	node: string;
	/** Display name of the node. */
	nodeName: string;
	resource: string;
	/** What the user calls the resource, if the node has several. */
	resourceName?: string;
	operation: string;
	/** What the user calls it: "Update Budget". */
	name: string;
	/** The parameters that are shown for it. */
	properties: INodeProperties[];
}

const shows = ({ displayOptions }: INodeProperties, key: string, value: string): boolean =>
	displayOptions?.show?.[key]?.includes(value) ?? true;

function operationsIn(type: INodeType): Offered[] {
	const { name: node, displayName: nodeName, properties } = type.description;
	const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
	return (resources as INodePropertyOptions[]).flatMap(({ value, name: label }) => {
		const resource = String(value);
		const own = properties.filter((property) => shows(property, 'resource', resource));
		const selector = own.find(({ name }) => name === 'operation');
		return ((selector?.options ?? []) as INodePropertyOptions[]).map((option) => {
			const operation = String(option.value);
			return {
				title: `${node} ${resource}: ${operation}`,
				node,
				nodeName,
				resource,
				resourceName: resources.length > 1 ? label : undefined,
				operation,
				name: option.name,
				properties: own.filter(
					(property) => property !== selector && shows(property, 'operation', operation),
				),
			};
		});
	});
}

const NODES = packageJson.n8n.nodes.map((built) => loadOwn<INodeType>(built));

/** Triggers have no operations. */
export const OFFERED: Offered[] = NODES.flatMap(operationsIn);

export const isOffered = (title: string): boolean => OFFERED.some((one) => one.title === title);

/** The node that offers an operation, by the title of {@link Offered}. */
export function nodeOf(title: string): INodeType {
	const found = NODES.find(({ description }) => description.name === title.split(' ')[0]);
	if (found === undefined) throw new Error(`No node offers ${title}`);
	return found;
}

function isOperation(value: unknown): value is Operation {
	return typeof value === 'object' && value !== null && 'writes' in value && 'execute' in value;
}

function writtenIn(file: string): Array<[string, Operation]> {
	const exported = loadFile(file) as Record<string, unknown>;
	const [, node, , ...folders] = path.relative(path.join(ROOT, 'nodes'), file).split(path.sep);
	const nodeName = node[0].toLowerCase() + node.slice(1);
	const resource = folders.length > 1 ? folders[0] : node.replace(/^(?:AppLovinAxon|AppLovin(?=Report)|Iqm)/, '');
	const thing = `${nodeName} ${resource[0].toLowerCase()}${resource.slice(1)}`;
	return Object.values(exported)
		.filter(isOperation)
		.map((operation) => [`${thing}: ${operation.value}`, operation]);
}

/** All operations that are written, by the title of {@link Offered}. */
export const WRITTEN = new Map<string, Operation>(
	readdirSync(path.join(ROOT, 'nodes'), { recursive: true })
		.map(String)
		.filter((file) => /[/\\]operations[/\\].*\.ts$/.test(file))
		.flatMap((file) => writtenIn(path.join(ROOT, 'nodes', file))),
);

/** An endpoint and its document. */
export interface Source {
	method: string;
	/** "/api/v3/cmp/io/{ioId}" */
	path: string;
	document: string;
	/** Whether IQM's quickstarts lack it. */
	outside: boolean;
}

const asList = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

/** An operation's endpoints in order, the default first. */
export function sourcesOf({ endpoint, document }: Operation): Source[] {
	const documents = asList(document);
	return asList(endpoint).map((text, index) => {
		const [method, address] = text.split(' ');
		const shown = documents[index];
		return { method, path: address, document: shown, outside: /guideline|OpenAPI/.test(shown) };
	});
}

/** Names of all parameters, including those inside collections. */
export function namesIn(properties: INodeProperties[]): string[] {
	return properties.flatMap((property) => [
		property.name,
		...(property.options ?? []).flatMap((option) => {
			if ('values' in option) return namesIn((option as INodePropertyCollection).values);
			return 'type' in option ? namesIn([option as INodeProperties]) : [];
		}),
	]);
}
