import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import packageJson from '../../package.json';
import type { Operation } from '../../nodes/common/run/operation';
import { APPLOVIN_SCENARIOS } from './appLovinScenarios';
import { IQM_CHANGE_SCENARIOS } from './iqmChangeScenarios';
import { loadOwn, ROOT } from './ownTypes';
import type { Scenario, Stage } from './scenarios';
import { SCENARIOS } from './scenarios';

/** Every operation of every node, as the nodes' descriptions offer them. */

export interface Offered {
	/** "iqmCampaign campaign: updateBudget" */
	title: string;
	/** Name of the node. */
	node: string;
	/** Display name of the node. */
	nodeName: string;
	resource: string;
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
	return (resources as INodePropertyOptions[]).flatMap(({ value }) => {
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
				operation,
				name: option.name,
				properties: own.filter(
					(property) => property !== selector && shows(property, 'operation', operation),
				),
			};
		});
	});
}

/** Triggers have no operations. */
export const OFFERED: Offered[] = packageJson.n8n.nodes
	.map((built) => loadOwn<INodeType>(built))
	.flatMap(operationsIn);

/** The operation as the node carries it out, with the source around it. */
export interface Written {
	operation: Operation;
	/** The comment right before it. */
	docstring: string;
}

function isOperation(value: unknown): value is Operation {
	return typeof value === 'object' && value !== null && 'writes' in value && 'execute' in value;
}

function writtenIn(file: string): Array<[string, Written]> {
	const source = readFileSync(file, 'utf8');
	const exported = jest.requireActual<Record<string, unknown>>(file);
	const [, node, , ...folders] = path.relative(path.join(ROOT, 'nodes'), file).split(path.sep);
	const nodeName = node[0].toLowerCase() + node.slice(1);
	return Object.entries(exported).flatMap(([name, operation]) => {
		if (!isOperation(operation)) return [];
		const resource = folders.length > 1 ? folders[0] : node.replace(/^Iqm/, '');
		const key = `${nodeName} ${resource[0].toLowerCase()}${resource.slice(1)}: ${operation.value}`;
		const before = source.slice(0, source.indexOf(`export const ${name}: Operation`));
		const docstring = before.slice(before.lastIndexOf('/**')).replace(/\s*\n \* ?/g, ' ');
		return [[key, { operation, docstring }]];
	});
}

/** All operations that are written, by the title of {@link Offered}. */
export const WRITTEN = new Map<string, Written>(
	readdirSync(path.join(ROOT, 'nodes'), { recursive: true })
		.map(String)
		.filter((file) => /[/\\]operations[/\\].*\.ts$/.test(file))
		.flatMap((file) => writtenIn(path.join(ROOT, 'nodes', file))),
);

const ALL_SCENARIOS = [...SCENARIOS, ...IQM_CHANGE_SCENARIOS, ...APPLOVIN_SCENARIOS];

/** A stage whose every id is 1: enough to read a scenario's operation. */
const anyStage = new Proxy({}, { get: () => 1 }) as Stage;

/** The scenarios of the fault table for an operation. */
export function scenariosOf({ node, resource, operation }: Offered): Scenario[] {
	return ALL_SCENARIOS.filter((scenario) => {
		const parameters = scenario.parameters(anyStage);
		return (
			scenario.node().description.name === node &&
			parameters.operation === operation &&
			(parameters.resource ?? resource) === resource
		);
	});
}

/** Names of all parameters, those inside collections too. */
export function namesIn(properties: INodeProperties[]): string[] {
	return properties.flatMap((property) => [
		property.name,
		...(property.options ?? []).flatMap((option) => {
			if ('values' in option) return namesIn((option as INodePropertyCollection).values);
			return 'type' in option ? namesIn([option as INodeProperties]) : [];
		}),
	]);
}
