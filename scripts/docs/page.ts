import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import type { Operation } from '../../nodes/common/run/operation';
import type { Offered } from '../../test/support/operations';
import { sourcesOf } from '../../test/support/operations';
import type { Outputs } from '../../test/support/outputs';
import { SIMPLIFIED } from '../../test/support/outputs';
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

const BY_DEFAULT = 'by default';

/** What distinguishes a scenario from others of its operation: "Creative: Upload (image)", "image". */
function variantOf(scenario: string): string {
	return /\((.*)\)$/.exec(scenario)?.[1] ?? /, (.*)$/.exec(scenario)?.[1] ?? BY_DEFAULT;
}

/** The same for what comes out of it, where *Simplify* decides that. */
function caseOf(scenario: string, scenarios: string[]): string {
	const variant = variantOf(scenario.replace(SIMPLIFIED, ''));
	const isOff = scenarios.includes(`${scenario}${SIMPLIFIED}`);
	if (!isOff) return variant;
	return variant === BY_DEFAULT ? 'with *Simplify* off' : `${variant}, with *Simplify* off`;
}

function outputLines(variants: Record<string, string> | undefined): string[] {
	const keys = (text: string) =>
		text
			.split(', ')
			.map((key) => `\`${key}\``)
			.join(', ');
	const scenarios = Object.keys(variants ?? {});
	const isWhole = (name: string) => Number(!name.endsWith(SIMPLIFIED));
	const entries = Object.entries(variants ?? {}).sort(
		([one], [other]) => isWhole(one) - isWhole(other),
	);
	if (entries.length === 0) return [];
	if (entries.length === 1) return ['', `**Each output item** has ${keys(entries[0][1])}.`];
	const items = entries.map(([scenario, text]) => `- ${caseOf(scenario, scenarios)}: ${keys(text)}`);
	return ['', '**Each output item** has:', '', ...items];
}

function operationLines(page: NodePage, offered: Offered, operation: Operation, outputs: Outputs) {
	const { properties } = page.type.description;
	const fields = offered.properties.filter(
		(property) => !isShared(property) && !SELECTORS.includes(property.name),
	);
	const sources = new Set(
		sourcesOf(operation).map(({ method, path }) => `- \`${method} ${path}\``),
	);
	return [
		'',
		`## ${headingOf(page, offered)}`,
		'',
		`${operation.description}.`,
		...(operation.needs === undefined && operation.notForTools === undefined
			? []
			: ['', "AI agents can't use it as a tool."]),
		'',
		...fieldTables(fields, [...fields, ...properties.filter(isShared)]),
		...outputLines(outputs[offered.title]),
		'',
		sources.size === 1 ? 'Endpoint:' : 'Endpoints:',
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
		`Credential: ${logins}.`,
		...(usableAsTool === undefined ? [] : ['AI agents can use it as a tool.']),
		...(polling === true ? ["n8n's *Poll Times* sets how often it checks."] : []),
		'Outputs list the keys that the API is known to return: empty ones may be missing, and there may be',
		'more. [All nodes, and what they have in common](../../README.md#operations).',
	];
}

/** The page of an action node: its operations, each with its fields, output, and endpoints. */
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
		...(shared.length === 0 ? [] : ['', 'In all operations:', '', ...fieldTables(shared)]),
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
