import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
	ICredentialType,
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import packageJson from '../../package.json';
import { loadOwn, ROOT, sourceOf } from '../support/ownTypes';
import { asLoaded } from '../support/pollTimes';

/**
 * What users see: rules for the form of every node, and the examples that they import. Whatever
 * package.json lists is tested.
 */
interface TestedNode {
	built: string;
	type: INodeType;
	description: INodeTypeDescription;
}

const NODES: TestedNode[] = packageJson.n8n.nodes.map((built) => {
	const type = loadOwn<INodeType>(built);
	return { built, type, description: type.description };
});
const CREDENTIALS = packageJson.n8n.credentials.map((built) => ({
	built,
	type: loadOwn<ICredentialType>(built),
}));

/** Saved workflows refer to these names. */
const NODE_NAMES: Record<string, string> = {
	iqmInsertionOrder: 'IQM Insertion Order',
	iqmCampaign: 'IQM Campaign',
	iqmCreative: 'IQM Creative',
	iqmMatchedAudience: 'IQM Matched Audience',
	appLovinCreativeSet: 'AppLovin Creative Set',
	appLovinCampaign: 'AppLovin Campaign',
	iqmReport: 'IQM Report',
	iqmTrigger: 'IQM Trigger',
	appLovinTrigger: 'AppLovin Trigger',
};
const CREDENTIAL_NAMES: Record<string, string> = {
	iqmApi: 'IQM API',
	appLovinApi: 'AppLovin API',
	appLovinOAuth2Api: 'AppLovin OAuth2 API',
};
const OPERATIONS: Record<string, string[]> = {
	iqmInsertionOrder: [
		...['create', 'delete', 'duplicate', 'get', 'getAll'],
		...['update', 'updateBudget', 'updateEndDate'],
	],
	iqmCampaign: [
		...['create', 'createDraft', 'delete', 'duplicate', 'get', 'getAll'],
		...['update', 'updateBudget', 'updateEndDate', 'updateStatus'],
	],
	iqmCreative: [
		...['delete', 'duplicate', 'get', 'getAll', 'getTypes'],
		...['update', 'updateStatus', 'upload'],
	],
	iqmMatchedAudience: ['delete', 'get', 'getAll', 'getColumns', 'rename', 'upload'],
	// By resource: campaign, source, source bid, target.
	appLovinCampaign: [
		...['create', 'get', 'getAll', 'update'],
		...['getAll', 'update'],
		...['clear', 'getAll', 'update'],
		...['get', 'update'],
	].sort(),
	// By resource: ad, asset, creative set.
	appLovinCreativeSet: [
		...['get', 'getAll', 'update'],
		...['add', 'delete', 'getAll', 'replace', 'upload'],
		...['create', 'get', 'getAll', 'update', 'updateSizes'],
	].sort(),
};

/** Parameters inside a collection. */
function innerOf({ type, options }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return (options ?? []) as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return ((options ?? []) as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** All parameters at all levels, each with the path of displayed names that leads to it. */
function all(properties: INodeProperties[], above = ''): Array<[string, INodeProperties]> {
	return properties.flatMap((property) => {
		const where = `${above}${property.displayName} [${property.name}]`;
		return [
			[where, property] as [string, INodeProperties],
			...all(innerOf(property), `${where} > `),
		];
	});
}

/** Every list of parameters that stand side by side: the form, and each collection's fields. */
function levels(properties: INodeProperties[], where: string): Array<[string, INodeProperties[]]> {
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

function valuesOf({ type, options }: INodeProperties): unknown[] | undefined {
	if (type === 'boolean') return [true, false];
	// A hidden one has a single value that nobody chooses.
	if (type !== 'options' && (type !== 'hidden' || options === undefined)) return undefined;
	return ((options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

/** Names of the parameters that decide what else is shown, with all values they can take. */
function deciders(properties: INodeProperties[]): Map<string, unknown[]> {
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

function combinations(values: Map<string, unknown[]>): INodeParameters[] {
	return [...values].reduce<INodeParameters[]>(
		(made, [name, choices]) =>
			made.flatMap((one) => choices.map((value) => ({ ...one, [name]: value }) as INodeParameters)),
		[{}],
	);
}

const NODE = { typeVersion: 1 } as INode;

function shown(
	properties: INodeProperties[],
	values: INodeParameters,
	description: INodeTypeDescription,
	root: INodeParameters = values,
): INodeProperties[] {
	return properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, NODE, description, root),
	);
}

const isDynamic = ({ typeOptions }: INodeProperties) =>
	typeOptions?.loadOptionsMethod !== undefined;

const SMALL_WORDS =
	/^(a|an|and|as|at|but|by|for|from|if|in|is|nor|of|on|or|per|the|to|up|vs|with|iOS)$/;

/** Title Case as n8n wants it: small words inside stay small, abbreviations stay as they are. */
function isTitleCase(name: string): boolean {
	const words = name.split(/[\s/-]+/).map((word) => word.replace(/^['"(]+/, ''));
	return words.every(
		(word, index) =>
			(index > 0 && SMALL_WORDS.test(word.replace(/\W+$/, ''))) || /^[^a-z]/.test(word),
	);
}

/** One sentence has no period at its end, several have. */
function endsAsSentencesDo(text: string): boolean {
	const plain = text.replace(/<[^>]*>/g, '');
	const sentences = plain.split(/[.:?] (?=[A-Z0-9'])/).length;
	if (plain.includes(': ')) return true;
	return /\.$/.test(plain) === sentences > 1;
}

const byName = NODES.map((node) => [node.description.displayName, node] as const);

describe.each(byName)('%s', (_, { built, type, description }) => {
	const { properties } = description;
	const parameters = all(properties);
	const isTrigger = description.group.includes('trigger');
	const selectors = properties.filter(({ name }) => name === 'operation');
	const operations = selectors.flatMap(({ options }) => options as INodePropertyOptions[]);

	it('has the names that saved workflows refer to', () => {
		expect(NODE_NAMES[description.name]).toBe(description.displayName);
		expect(description.defaults.name).toBe(description.displayName);
		expect(type.constructor.name.toLowerCase()).toBe(description.name.toLowerCase());
		const fixed = OPERATIONS[description.name];
		if (fixed !== undefined) expect(operations.map(({ value }) => value).sort()).toEqual(fixed);
		for (const { name } of description.credentials ?? [])
			expect(CREDENTIAL_NAMES).toHaveProperty(name);
	});

	it('has a subtitle, a description and may be a tool of an AI agent', () => {
		expect(description.subtitle).toContain(`$parameter["${isTrigger ? 'event' : 'operation'}"]`);
		expect(description.description).toMatch(/^[A-Z].{20,}[^.]$/);
		expect(description.name.endsWith('Trigger')).toBe(isTrigger);
		// An agent can't wait for something to happen.
		expect(description.usableAsTool === true).toBe(!isTrigger);
	});

	it('has an icon for light and one for dark', () => {
		const icon = description.icon as { light: string; dark: string };
		const files = [icon.light, icon.dark].map((file) =>
			path.join(path.dirname(sourceOf(built)), file.replace(/^file:/, '')),
		);
		expect(files.filter((file) => !existsSync(file))).toEqual([]);
		const [light, dark] = files.map((file) => readFileSync(file, 'utf8'));
		expect(light).toContain('<svg');
		expect(dark).toContain('<svg');
		expect(dark).not.toBe(light);
	});

	it('can be found: codex with category, search words and documentation', () => {
		const codex = JSON.parse(readFileSync(sourceOf(built).replace(/\.ts$/, '.json'), 'utf8')) as {
			node: string;
			categories: string[];
			alias: string[];
			resources: Record<string, Array<{ url: string }>>;
		};
		expect(codex.node).toBe(`${packageJson.name}.${description.name}`);
		expect(codex.categories).toContain('Marketing & Content');
		expect(codex.alias.length).toBeGreaterThan(3);
		expect(codex.alias.map((word) => word.toLowerCase())).toEqual(codex.alias);
		for (const kind of ['primaryDocumentation', 'credentialDocumentation']) {
			expect(codex.resources[kind][0].url).toMatch(/^https:\/\//);
		}
	});

	it('is a trigger or takes items', () => {
		expect(description.inputs).toEqual(isTrigger ? [] : ['main']);
		expect(typeof type.poll).toBe(description.polling === true ? 'function' : 'undefined');
		expect(description.polling === true).toBe(isTrigger);
	});

	it('explains every operation', () => {
		expect(operations.length > 0).toBe(!isTrigger);
		for (const { name, action, description: text } of operations) {
			expect(isTitleCase(name)).toBe(true);
			expect(action).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
			expect(text).toMatch(/^[A-Z].{15,}[^.]$/);
		}
		for (const selector of selectors) {
			expect(selector.noDataExpression).toBe(true);
			const values = (selector.options as INodePropertyOptions[]).map(({ value }) => value);
			expect(values).toContain(selector.default);
		}
	});

	it.each(parameters)('%s', (_where, property) => {
		const { type: kind, displayName, description: text, hint, placeholder } = property;
		expect([displayName, isTitleCase(displayName)]).toEqual([displayName, true]);

		const isContainer = kind === 'collection' || kind === 'fixedCollection';
		if (kind !== 'collection' && property.name !== 'operation') {
			expect(text ?? '').toMatch(/^['A-Z].* .*\S$/);
		}
		if (text !== undefined) {
			expect([text, endsAsSentencesDo(text)]).toEqual([text, true]);
			expect(text).not.toMatch(/\s{2}|undefined|TODO/);
		}
		if (isDynamic(property)) expect(`${hint ?? ''}`).not.toBe('');
		if (hint !== undefined) expect(hint).not.toMatch(/\.$/);
		if (kind === 'boolean') expect(text).toMatch(/^Whether /);
		if (isContainer) expect(placeholder).toMatch(/^Add /);
		else if (placeholder !== undefined) expect(placeholder).toMatch(/^e\.g\. /);
		for (const mode of property.modes ?? []) {
			if (mode.placeholder !== undefined) expect(mode.placeholder).toMatch(/^e\.g\. /);
		}
	});

	it.each(parameters)('%s has a default of its type', (_where, property) => {
		const { type: kind, default: preset, typeOptions, modes } = property;
		const multiple = typeOptions?.multipleValues === true;
		switch (kind) {
			case 'boolean':
			case 'number':
				expect(typeof preset).toBe(kind);
				break;
			case 'options':
				if (isDynamic(property)) expect(preset).toBe('');
				else expect(valuesOf(property)).toContain(preset);
				break;
			case 'multiOptions':
				expect(preset).toEqual([]);
				break;
			case 'collection':
			case 'fixedCollection':
				expect(preset).toEqual({});
				break;
			case 'resourceLocator':
				expect(modes?.map(({ name }) => name)).toContain((preset as { mode: string }).mode);
				expect(preset).toMatchObject({ value: '' });
				break;
			case 'json':
				expect(typeof preset).toBe('string');
				if (preset !== '') expect(() => JSON.parse(String(preset)) as unknown).not.toThrow();
				break;
			default:
				if (multiple) expect(preset).toEqual([]);
				else expect(typeof preset).toBe('string');
		}
	});

	it('lets every required ID be picked from a list or entered', () => {
		const locators = parameters.filter(([, { type: kind }]) => kind === 'resourceLocator');
		for (const [where, { modes }] of locators) {
			const names = modes?.map(({ name }) => name);
			expect([where, names]).toEqual([where, expect.arrayContaining(['list', 'id']) as string[]]);
		}
	});

	it('spends no money by default', () => {
		const amounts = parameters.filter(([, { displayName }]) =>
			/budget|bid|impressions|cost|cpm/i.test(displayName),
		);
		for (const [where, { type: kind, default: preset }] of amounts) {
			if (kind === 'number') expect([where, preset]).toEqual([where, 0]);
		}
		for (const [where, { name, default: preset }] of parameters) {
			if (name === 'isAgreementChecked') expect([where, preset]).toEqual([where, false]);
			if (name === 'isAutoSumIoTotalBudget') expect([where, preset]).toEqual([where, false]);
		}
	});

	it('sorts the fields of collections by name', () => {
		for (const [where, { type: kind, options }] of parameters) {
			if (kind !== 'collection') continue;
			const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
			const sorted = [...names].sort((a, b) => a.localeCompare(b));
			expect([where, names]).toEqual([where, sorted]);
		}
	});

	it('shows or hides only by parameters and values that exist', () => {
		for (const [where, siblings] of levels(properties, description.displayName)) {
			for (const { displayName, displayOptions } of siblings) {
				const conditions = [displayOptions?.show ?? {}, displayOptions?.hide ?? {}];
				for (const [key, wanted] of conditions.flatMap((one) => Object.entries(one))) {
					const level = key.startsWith('/') ? properties : siblings;
					const deciding = level.filter(({ name }) => name === key.replace(/^\//, ''));
					const known = deciding.flatMap((property) => valuesOf(property) ?? []);
					expect([where, displayName, key, known]).toEqual([
						where,
						displayName,
						key,
						expect.arrayContaining(wanted as unknown[]) as unknown[],
					]);
				}
			}
		}
	});

	it('never shows two parameters of one name, and shows each at some time', () => {
		const roots = combinations(deciders(properties));
		const seen = new Set<INodeProperties>();
		for (const root of roots) {
			const visible = shown(properties, root, description);
			// A value that the visible selector does not offer can't be chosen.
			const possible = visible.every((property) => {
				const values = valuesOf(property);
				const chosen = root[property.name];
				return values === undefined || chosen === undefined || values.includes(chosen);
			});
			if (!possible) continue;
			for (const [where, siblings] of levels(visible, JSON.stringify(root))) {
				const isRoot = siblings === visible;
				const rows = isRoot ? [root] : combinations(deciders(siblings));
				for (const row of rows) {
					const fields = isRoot ? siblings : shown(siblings, row, description, root);
					const names = fields.map(({ name }) => name);
					expect([where, names]).toEqual([where, [...new Set(names)]]);
					fields.forEach((field) => seen.add(field));
				}
			}
		}
		const never = parameters.filter(([, property]) => !seen.has(property));
		expect(never.map(([where]) => where)).toEqual([]);
	});

	it('gives options of one parameter different names and values', () => {
		for (const [where, { type: kind, options }] of parameters) {
			if (kind !== 'options' || options === undefined) continue;
			const entries = options as INodePropertyOptions[];
			expect([where, new Set(entries.map(({ value }) => value)).size]).toEqual([
				where,
				entries.length,
			]);
			expect([where, new Set(entries.map(({ name }) => name)).size]).toEqual([
				where,
				entries.length,
			]);
			for (const { name, value } of entries) {
				// Countries and languages are proper names, each with its code in brackets.
				if (name.endsWith(`(${String(value)})`)) continue;
				expect([where, name, isTitleCase(name)]).toEqual([where, name, true]);
			}
		}
	});
});

describe.each(CREDENTIALS.map(({ built, type }) => [type.displayName, built, type] as const))(
	'credential %s',
	(_, built, type) => {
		const visible = type.properties.filter(({ type: kind }) => kind !== 'hidden');

		it('has the name that saved workflows refer to, and icons', () => {
			expect(CREDENTIAL_NAMES[type.name]).toBe(type.displayName);
			const { light, dark } = type.icon as { light: string; dark: string };
			expect(light).not.toBe(dark);
			for (const file of [light, dark]) {
				const at = path.join(path.dirname(sourceOf(built)), file.replace(/^file:/, ''));
				expect([file, existsSync(at)]).toEqual([file, true]);
			}
		});

		it('explains every field', () => {
			for (const { displayName, description, type: kind, placeholder } of visible) {
				expect([displayName, isTitleCase(displayName)]).toEqual([displayName, true]);
				expect([displayName, description ?? '']).toEqual([
					displayName,
					expect.stringMatching(/^[A-Z].* .*\S$/) as string,
				]);
				expect([description, endsAsSentencesDo(description ?? '')]).toEqual([description, true]);
				if (kind === 'boolean') expect(description).toMatch(/^Whether /);
				if (placeholder !== undefined) expect(placeholder).toMatch(/^e\.g\. /);
			}
		});

		it('hides secrets', () => {
			for (const { name, typeOptions } of type.properties) {
				if (!/secret|password|token$/i.test(name)) continue;
				expect([name, typeOptions?.password]).toEqual([name, true]);
			}
		});
	},
);

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
		const own = NODES.find(({ description }) => description.name === name);
		if (own !== undefined) return asLoaded(own.description);
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
