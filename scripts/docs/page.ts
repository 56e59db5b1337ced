import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import type { Operation } from '../../nodes/common/run/operation';
import type { Offered } from '../../test/support/operations';
import { sourcesOf } from '../../test/support/operations';
import type { Outputs } from '../../test/support/outputs';
import { fieldTables } from './fields';
import { cell, table } from './words';

/** The page of one node. */

export interface NodePage {
	type: INodeType;
	/** Display names of the credentials it can log in with. */
	credentials: string[];
	operations: Array<{ offered: Offered; operation: Operation }>;
}

export const pageName = (nodeName: string) => `${nodeName.toLowerCase().replace(/ /g, '-')}.md`;

/** The anchor that GitHub makes of a heading. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.replace(/ /g, '-');

/** Fields that do not belong to a single operation or event: they are shown once. */
const isShared = ({ displayOptions, type }: INodeProperties) =>
	displayOptions === undefined && type !== 'hidden';

const SELECTORS = ['resource', 'operation'];

/** "Create" or, if the node acts on several things, "Campaign: Create". */
export function headingOf({ type }: NodePage, { resource, name }: Offered): string {
	const selector = type.description.properties.find((property) => property.name === 'resource');
	const choices = (selector?.options ?? []) as INodePropertyOptions[];
	const thing = choices.find(({ value }) => value === resource)?.name;
	return choices.length > 1 ? `${thing}: ${name}` : name;
}

/** What distinguishes a scenario from others of its operation: "Creative: Upload (image)", "image". */
function variantOf(scenario: string): string {
	return /\((.*)\)$/.exec(scenario)?.[1] ?? /, (.*)$/.exec(scenario)?.[1] ?? 'by default';
}

function outputLines(variants: Record<string, string> | undefined): string[] {
	const keys = (text: string) =>
		text
			.split(', ')
			.map((key) => `\`${key}\``)
			.join(', ');
	const entries = Object.entries(variants ?? {});
	if (entries.length === 0) return [];
	if (entries.length === 1) return ['', `**Each item that comes out** has ${keys(entries[0][1])}.`];
	const items = entries.map(([scenario, text]) => `- ${variantOf(scenario)}: ${keys(text)}`);
	return ['', '**Each item that comes out** has:', '', ...items];
}

function operationLines(page: NodePage, offered: Offered, operation: Operation, outputs: Outputs) {
	const { properties } = page.type.description;
	const fields = offered.properties.filter(
		(property) => !isShared(property) && !SELECTORS.includes(property.name),
	);
	const sources = sourcesOf(operation).map(
		({ method, path, document }) => `- \`${method} ${path}\`: ${document}`,
	);
	return [
		'',
		`## ${headingOf(page, offered)}`,
		'',
		`${operation.description}.`,
		'',
		...fieldTables(fields, [...fields, ...properties.filter(isShared)]),
		...outputLines(outputs[offered.title]),
		'',
		'Endpoint and document:',
		'',
		...sources,
	];
}

function introduction({ type, credentials }: NodePage): string[] {
	const { displayName, description, usableAsTool, polling } = type.description;
	const logins = credentials.map((name) => `**${name}**`).join(' or ');
	return [
		'<!-- Written by `npm run docs` from the node itself. -->',
		'',
		`# ${displayName}`,
		'',
		`${description}.`,
		'',
		`It logs in with the credential ${logins}.`,
		...(usableAsTool === undefined ? [] : ['It can be used as a tool of an AI agent.']),
		...(polling === true ? ["*Poll Times*, which is n8n's own, sets how often it asks."] : []),
		"What comes out is listed as the API's documents show it: what is empty may be missing, and the API",
		'may send more. [All nodes, and what holds for all of them](../../README.md#operations).',
	];
}

/** The page of an action node: its operations, each with its fields, output, endpoints and documents. */
export function nodePage(page: NodePage, outputs: Outputs): string {
	const { properties } = page.type.description;
	const shared = properties.filter(
		(property) => isShared(property) && !SELECTORS.includes(property.name),
	);
	const list = page.operations.map(({ offered, operation }) => {
		const heading = headingOf(page, offered);
		return [`[${heading}](#${anchor(heading)})`, cell(operation.description)];
	});
	const lines = [
		...introduction(page),
		'',
		...table(['operation', 'what it does'], list),
		...(shared.length === 0 ? [] : ['', 'In every operation:', '', ...fieldTables(shared)]),
		...page.operations.flatMap(({ offered, operation }) =>
			operationLines(page, offered, operation, outputs),
		),
	];
	return `${lines.join('\n')}\n`;
}

/** The events of a trigger, as its form offers them. */
export function eventsOf({ description }: INodeType): INodePropertyOptions[] {
	const selector = description.properties.find(({ name }) => name === 'event');
	return (selector?.options ?? []) as INodePropertyOptions[];
}

/** The page of a trigger: its events, its fields and what comes out. */
export function triggerPage(page: NodePage, outputs: Outputs): string {
	const { name, properties } = page.type.description;
	const events = eventsOf(page.type);
	const lines = [
		...introduction(page),
		'',
		...table(
			['event', 'when'],
			events.map((event) => [
				`[${event.name}](#${anchor(event.name)})`,
				cell(event.description ?? ''),
			]),
		),
		'',
		'## Fields',
		'',
		...fieldTables(properties),
		...events.flatMap((event) => [
			'',
			`## ${event.name}`,
			'',
			`${event.description ?? event.name}.`,
			...outputLines(outputs[`${name}: ${String(event.value)}`]),
		]),
	];
	return `${lines.join('\n')}\n`;
}
