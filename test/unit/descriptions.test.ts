import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import packageJson from '../../package.json';
import { CREDENTIAL_NAMES, loadOwn, sourceOf } from '../support/ownTypes';
import {
	all,
	combinations,
	deciders,
	endsAsSentencesDo,
	forms,
	isDynamic,
	isTitleCase,
	levels,
	shown,
	valuesOf,
} from '../support/parameters';

/** What users see of a node: rules for the form of each one that package.json lists. */
interface TestedNode {
	built: string;
	type: INodeType;
	description: INodeTypeDescription;
}

const NODES: TestedNode[] = packageJson.n8n.nodes.map((built) => {
	const type = loadOwn<INodeType>(built);
	return { built, type, description: type.description };
});

/** Saved workflows refer to these names. */
const NODE_NAMES: Record<string, string> = {
	iqmInsertionOrder: 'IQM Insertion Order',
	iqmCampaign: 'IQM Campaign',
	iqmCreative: 'IQM Creative',
	iqmMatchedAudience: 'IQM Matched Audience',
	appLovinCreativeSet: 'AppLovin Creative Set',
	appLovinCampaign: 'AppLovin Campaign',
	appLovinAxonCampaign: 'AppLovin Axon Campaign',
	appLovinReport: 'AppLovin Report',
	appLovinAxonCampaignTrigger: 'AppLovin Axon Campaign Trigger',
	appLovinAxonCreative: 'AppLovin Axon Creative',
	appLovinAxonCreativeTrigger: 'AppLovin Axon Creative Trigger',
	iqmReport: 'IQM Report',
	iqmMasterData: 'IQM Master Data',
	iqmCampaignTrigger: 'IQM Campaign Trigger',
	iqmCreativeTrigger: 'IQM Creative Trigger',
	iqmMatchedAudienceTrigger: 'IQM Matched Audience Trigger',
	iqmReportTrigger: 'IQM Report Trigger',
	appLovinCampaignTrigger: 'AppLovin Campaign Trigger',
	appLovinCreativeSetTrigger: 'AppLovin Creative Set Trigger',
};

/** Whether only an agent's tool shows it. */
const isOfTool = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.['@tool'] !== undefined;

const byName = NODES.map((node) => [node.description.displayName, node] as const);

// n8n shows a trigger with the node of the same name, under the node's name and the trigger's description.
it('names each trigger after a node, and describes it as what it starts and what that node does', () => {
	const described = new Map(
		NODES.map(({ description }) => [description.name, description.description]),
	);
	const triggers = [...described].filter(([name]) => name.endsWith('Trigger'));
	expect(triggers).toHaveLength(8);
	for (const [name, text] of triggers) {
		const [verb] = described.get(name.replace('Trigger', ''))?.split(' ') ?? [];
		expect([name, text.split(' ')[0]]).toEqual([name, verb]);
		expect(text).toMatch(/ or start a workflow when /);
	}
});

describe.each(byName)('%s', (_, { built, type, description }) => {
	const { properties } = description;
	const parameters = all(properties);
	const isTrigger = description.group.includes('trigger');
	const selectors = properties.filter(({ name }) => name === 'operation');
	const operations = selectors.flatMap(({ options }) => options as INodePropertyOptions[]);

	// n8n cuts the names of tools to 64 characters: two that begin alike would become one.
	it('gives each action a name that a tool can have', () => {
		const names = operations.map(({ action = '' }) => `${action} in ${description.displayName}`);
		expect(names.filter((name) => name.length > 64)).toEqual([]);
	});

	it('has the names that saved workflows refer to', () => {
		expect(NODE_NAMES[description.name]).toBe(description.displayName);
		expect(description.defaults.name).toBe(description.displayName);
		expect(type.constructor.name.toLowerCase()).toBe(description.name.toLowerCase());
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
		// A notice asks nothing: what is shown as its name is all that it says.
		if (kind === 'notice') {
			expect(displayName).toMatch(/^[A-Z].* .*\.$/);
			return;
		}
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
				// IQM refuses a report without metrics, so its own defaults are chosen to begin with; a week's
				// revenue is what a report of app campaigns is for.
				expect([[], ['iqmDefaults'], ['7d']]).toContainEqual(preset);
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
			if (kind === 'string') expect([where, preset]).toEqual([where, '']);
		}
		for (const [where, { name, default: preset }] of parameters) {
			if (name === 'isAgreementChecked') expect([where, preset]).toEqual([where, '']);
			if (name === 'isAutoSumIoTotalBudget') expect([where, preset]).toEqual([where, false]);
		}
	});

	// n8n marks neither in the form when nobody has filled it in, and runs the node.
	it('requires no number and no boolean', () => {
		for (const [where, { type: kind, required }] of parameters) {
			if (required === true) expect([where, /^(number|boolean)$/.test(kind)]).toEqual([where, false]);
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

	// n8n 1.x keeps the version of an installed node as an integer, and on PostgreSQL refuses the package otherwise.
	it('has versions that are whole numbers', () => {
		const versions = [description.version, description.defaultVersion ?? 1].flat();
		expect(versions.filter((version) => !Number.isInteger(version))).toEqual([]);
	});

	it('shows or hides only by parameters and values that exist', () => {
		for (const [where, siblings] of levels(properties, description.displayName)) {
			for (const { displayName, displayOptions } of siblings) {
				const conditions = [displayOptions?.show ?? {}, displayOptions?.hide ?? {}];
				for (const [key, wanted] of conditions.flatMap((one) => Object.entries(one))) {
					// Decided by n8n itself: whether the node is an agent's tool.
					if (key === '@tool') continue;
					const level = key.startsWith('/') ? properties : siblings;
					const deciding = level.filter(({ name }) => name === key.replace(/^\//, ''));
					const known =
						key === '@version'
							? [description.version].flat()
							: deciding.flatMap((property) => valuesOf(property) ?? []);
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
		const seen = new Set<INodeProperties>();
		const versions = [description.version].flat();
		const ofAll = versions.flatMap((defaultVersion) => forms(properties, { ...description, defaultVersion }));
		for (const { values, visible } of ofAll) {
			for (const [where, siblings] of levels(visible, JSON.stringify(values))) {
				const isRoot = siblings === visible;
				const rows = isRoot ? [values] : combinations(deciders(siblings));
				for (const row of rows) {
					const fields = isRoot ? siblings : shown(siblings, row, description, values);
					const names = fields.map(({ name }) => name);
					expect([where, names]).toEqual([where, [...new Set(names)]]);
					fields.forEach((field) => seen.add(field));
				}
			}
		}
		const never = parameters.filter(([, property]) => !seen.has(property) && !isOfTool(property));
		expect(never.map(([where]) => where)).toEqual([]);
	});

	it("has a field of an agent's tool for one of other nodes, under the same conditions", () => {
		const withoutTool = (conditions: object = {}) =>
			Object.entries(conditions).filter(([key]) => key !== '@tool');
		const twinOf = ({ displayOptions: { show, hide } = {}, ...field }: INodeProperties) => ({
			...{ ...field, noDataExpression: undefined },
			...{ show: withoutTool(show), hide: withoutTool(hide) },
		});
		for (const [where, siblings] of levels(properties, description.displayName)) {
			const others = siblings.filter(({ displayOptions }) => displayOptions?.hide?.['@tool']);
			for (const field of siblings.filter(isOfTool)) {
				expect([where, field.noDataExpression]).toEqual([where, true]);
				expect(others.map(twinOf)).toContainEqual(twinOf(field));
			}
		}
	});

	it("preselects an operation that an agent's tool may use too", () => {
		for (const { options, default: preset } of selectors) {
			const chosen = (options as INodePropertyOptions[]).find(({ value }) => value === preset);
			expect([chosen?.name, chosen?.displayOptions]).toEqual([chosen?.name, undefined]);
		}
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
