import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import packageJson from '../../package.json';
import { loadOwn, ROOT } from '../support/ownTypes';
import { all, valuesOf } from '../support/parameters';
import { asLoaded } from '../support/pollTimes';

// n8n's Wait node has forms too, whose cleaner of HTML comes with modules that Jest can't load.
jest.mock('sanitize-html', () => jest.fn());

/** The examples that users import: each shows what its nodes really have. */
const NODES = packageJson.n8n.nodes.map((built) => loadOwn<INodeType>(built).description);

interface ExampleNode extends INode {
	credentials?: Record<string, { id: string | null; name: string }>;
}
interface Example {
	nodes: ExampleNode[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

const EXAMPLES = readdirSync(path.join(ROOT, 'examples')).filter((file) => file.endsWith('.json'));
const BASE = path.join(ROOT, 'node_modules/n8n-nodes-base');

/** The description of a node in an example: one of this package, or of n8n's own. */
function descriptionOf({ type, typeVersion }: ExampleNode): INodeTypeDescription {
	const [packageName, name] = type.split('.');
	if (packageName === packageJson.name) {
		const own = NODES.find((description) => description.name === name);
		if (own !== undefined) return asLoaded(own);
	}
	const known = JSON.parse(
		readFileSync(path.join(BASE, 'dist/known/nodes.json'), 'utf8'),
	) as Record<string, { className: string; sourcePath: string }>;
	if (packageName !== 'n8n-nodes-base' || known[name] === undefined) {
		throw new Error(`There is no node ${type}`);
	}
	const { className, sourcePath } = known[name];
	const file = path.join(BASE, sourcePath);
	const exported = jest.requireActual<Record<string, new () => INodeType>>(file);
	return asLoaded(
		NodeHelpers.getVersionedNodeType(new exported[className](), typeVersion).description,
	);
}

/** Whether everything in `part` stands in `whole` too, expressions and values alike. */
function missingIn(part: unknown, whole: unknown, where: string): string[] {
	if (Array.isArray(part)) {
		const list = Array.isArray(whole) ? whole : [];
		return part.flatMap((entry, index) => missingIn(entry, list[index], `${where}[${index}]`));
	}
	if (typeof part === 'object' && part !== null) {
		const object = (whole ?? {}) as Record<string, unknown>;
		return Object.entries(part).flatMap(([key, value]) =>
			missingIn(value, object[key], `${where}.${key}`),
		);
	}
	return part === whole ? [] : [where];
}

describe.each(EXAMPLES)('examples/%s', (file) => {
	const example = JSON.parse(readFileSync(path.join(ROOT, 'examples', file), 'utf8')) as Example;

	it.each(example.nodes.map((node) => [node.name, node] as const))(
		'%s uses only parameters that its node has and shows',
		(_, node) => {
			const description = descriptionOf(node);
			// n8n's own reading of a stored node drops what does not exist or is hidden, and throws on
			// unknown fields of collections.
			const read = NodeHelpers.getNodeParameters(
				description.properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect(missingIn(node.parameters, read, node.name)).toEqual([]);
			// What n8n itself marks red in the editor.
			expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)).toBe(
				null,
			);
			for (const [where, { name, type }] of all(description.properties)) {
				const chosen = node.parameters[name];
				if (type !== 'options' || chosen === undefined || String(chosen).startsWith('=')) continue;
				const choices = description.properties
					.filter((property) => property.name === name)
					.flatMap((property) => valuesOf(property) ?? []);
				if (choices.length > 0)
					expect([where, choices]).toEqual([where, expect.arrayContaining([chosen]) as unknown[]]);
			}
			const wanted = (description.credentials ?? []).filter(({ required }) => required);
			for (const { name } of wanted.filter(({ displayOptions }) => displayOptions === undefined)) {
				expect(Object.keys(node.credentials ?? {})).toContain(name);
			}
		},
	);

	it('connects nodes that exist, and names each once', () => {
		const names = example.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const targets = Object.values(example.connections)
			.flatMap((outputs) => Object.values(outputs).flat(2))
			.map(({ node }) => node);
		for (const name of [...Object.keys(example.connections), ...targets])
			expect(names).toContain(name);
		const mentioned = JSON.stringify(example.nodes).matchAll(/\$\('([^']+)'\)/g);
		for (const [, name] of mentioned) expect(names).toContain(name);
	});

	it('holds no credential and no real address', () => {
		const text = JSON.stringify(example);
		expect(text).not.toMatch(/password|secret|access_token/i);
		const hosts = [...text.matchAll(/https?:\/\/([^/:"]+)/g)].map(([, host]) => host);
		for (const host of hosts) expect(host).toMatch(/^(127\.0\.0\.1|(.+\.)?example\.(com|org))$/);
	});
});
