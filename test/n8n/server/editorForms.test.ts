import type {
	GenericValue,
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodeTypeDescription,
} from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../../../sandbox';
import {
	appLovinAxonData,
	appLovinData,
	appLovinReportData,
	iqmData,
} from '../support/accounts';
import type { N8nApi, WorkflowJson } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { CUSTOM_API_CALL } from '../support/editorForm';
import { EditorPage } from '../support/editorPage';
import { PACKAGE } from '../support/ownPackage';
import { connect, runningServer } from '../support/runningServers';

/** Every form that a user can get to see: each operation with everything that can be added to it. */

/**
 * The nodes, each with an operation or event whose optional fields are added by hand, and their list,
 * if it has one.
 */
const NODES: Array<[string, State, string?]> = [
	['iqmInsertionOrder', { operation: 'create' }, 'additionalFields'],
	['iqmCampaign', { operation: 'create' }, 'who'],
	['iqmCreative', { operation: 'upload' }, 'additionalFields'],
	['iqmMatchedAudience', { operation: 'upload' }, 'columnSettings'],
	['iqmReport', { resource: 'report', operation: 'run', definition: 'new' }, 'options'],
	['iqmMasterData', { resource: 'location', operation: 'getAll', list: 'cities' }, 'filters'],
	['iqmReportTrigger', { event: 'voterLevelDataReportReady' }],
	['iqmCampaignTrigger', { event: 'campaignStatusChanged' }, 'filters'],
	['iqmCreativeTrigger', { event: 'creativeStatusChanged' }, 'filters'],
	['iqmMatchedAudienceTrigger', { event: 'matchedAudienceStatusChanged' }, 'filters'],
	['appLovinCampaign', { resource: 'campaign', operation: 'update' }, 'updateFields'],
	['appLovinCreativeSet', { resource: 'creativeSet', operation: 'create' }, 'additionalFields'],
	['appLovinCampaignTrigger', { event: 'campaignStatusChanged' }, 'filters'],
	['appLovinCreativeSetTrigger', { event: 'assetReady' }, 'filters'],
	['appLovinReport', { operation: 'getSources' }, 'filters'],
	['appLovinAxonCampaign', { operation: 'getAll' }, 'filters'],
	['appLovinAxonCreative', { resource: 'asset', operation: 'getAll' }, 'filters'],
	['appLovinAxonCampaignTrigger', { event: 'campaignChanged' }],
	['appLovinAxonCreativeTrigger', { event: 'assetReviewed' }, 'assetFilters'],
];

/** Credentials by how the names of their nodes begin. */
const ACCOUNTS: Array<[string, [string, typeof iqmData]]> = [
	['iqm', ['iqmApi', iqmData]],
	['appLovinAxon', ['appLovinAxonApi', appLovinAxonData]],
	['appLovinReport', ['appLovinReportApi', appLovinReportData]],
	['appLovin', ['appLovinApi', appLovinData]],
];

/** Parameters that decide which others there are: all that they offer must be in their lists. */
const SELECTORS = ['resource', 'operation', 'event'];

/** What a form shows when something is wrong with it. */
const BROKEN = /undefined|\[object|\bNaN\b|Problem loading|Error fetching|\{\{/;

/** The values of the parameters of a form; with a slash, those of the form around a collection. */
type State = IDataObject;

function isShown({ displayOptions }: INodeProperties, state: State): boolean {
	const { show = {}, hide = {} } = displayOptions ?? {};
	const fits = ([name, values]: [string, unknown]): boolean =>
		(values as unknown[]).includes(state[name]);
	return Object.entries(show).every(fits) && !Object.entries(hide).some(fits);
}

/** Confirm fields exist twice: the second one is in the form of the node as an agent's tool. */
const isForToolsOnly = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.['@tool']?.includes(true) === true;

const shownIn = (properties: INodeProperties[], state: State): INodeProperties[] =>
	properties.filter((property) => isShown(property, state));

const entriesOf = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options as INodeProperties[];

const groupsOf = ({ options = [] }: INodeProperties): INodePropertyCollection[] =>
	options as INodePropertyCollection[];

/** What can be chosen in a select or with a switch, without the entry that n8n adds. */
function choicesOf({ type, options = [] }: INodeProperties): Array<{
	name: string;
	value: GenericValue;
}> {
	if (type === 'boolean') return [true, false].map((value) => ({ name: `${value}`, value }));
	if (type !== 'options' && type !== 'hidden') return [];
	const choices = options as Array<{ name: string; value: GenericValue }>;
	return choices.filter(({ name }) => name !== CUSTOM_API_CALL);
}

/** A form after some choices: whatever was not chosen, or can't be, has its default. */
function complete(properties: INodeProperties[], chosen: State): State {
	const state = { ...chosen };
	for (const property of properties) {
		if (!isShown(property, state)) continue;
		const { name } = property;
		const possible = choicesOf(property).some(({ value }) => value === chosen[name]);
		if (!possible) state[name] = property.default as GenericValue;
	}
	return state;
}

/** The states that bring up other fields: for each choice that does so, one with that choice. */
function statesOf(properties: INodeProperties[], around: State = {}): State[] {
	const decides = ({ name }: INodeProperties): boolean =>
		properties.some(
			({ displayOptions }) => displayOptions?.show?.[name] ?? displayOptions?.hide?.[name],
		);
	const met = new Set<string>();
	const states: State[] = [];
	const queue: State[] = [around];
	for (const chosen of queue) {
		const state = complete(properties, chosen);
		const deciding = shownIn(properties, state).filter(decides);
		const choices = deciding.map(
			(property) => `${properties.indexOf(property)}=${String(state[property.name])}`,
		);
		if (states.length > 0 && choices.every((choice) => met.has(choice))) continue;
		for (const choice of choices) met.add(choice);
		states.push(state);
		for (const property of deciding) {
			for (const { value } of choicesOf(property)) {
				queue.push({ ...chosen, [property.name]: value });
			}
		}
	}
	return [...states, ...statesFor(unreachedBy(states, properties), properties, around)];
}

/** The fields that none of the states shows, but for those of an agent's tool. */
function unreachedBy(states: State[], properties: INodeProperties[]): INodeProperties[] {
	const reached = new Set(states.flatMap((state) => shownIn(properties, state)));
	return properties.filter((property) => !reached.has(property) && !isForToolsOnly(property));
}

/** For fields that take several choices at once: the state that each asks for. */
function statesFor(
	unreached: INodeProperties[],
	properties: INodeProperties[],
	around: State,
): State[] {
	return unreached.map(({ displayOptions }) => {
		const wanted = Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [
			name,
			(values as GenericValue[])[0],
		]);
		return complete(properties, { ...around, ...Object.fromEntries(wanted) });
	});
}

/** Every form is minutes of a browser's work: they are opened before a release (`N8N_FORMS=all`). */
const ALL_FORMS = process.env.N8N_FORMS === 'all';

/** All forms, or the first of each operation or event. */
function opened(states: State[]): State[] {
	const met = new Set<string>();
	return states.filter((state) => {
		const key = SELECTORS.map((name) => String(state[name])).join();
		return ALL_FORMS || (!met.has(key) && met.add(key));
	});
}

/** All ways to fill in a form: one for each choice among its fields or in its collections. */
function fillingsOf(properties: INodeProperties[]): State[] {
	const met = new Set<string>();
	return statesOf(properties).flatMap((state) => {
		const collections = shownIn(properties, state).filter(({ type }) => type === 'collection');
		const further = collections.flatMap((collection) => {
			const entries = entriesOf(collection);
			return statesOf(entries, around(state))
				.slice(1)
				.map((entry) => ({ ...state, [collection.name]: entry }))
				.filter((filling) => {
					const key = JSON.stringify([properties.indexOf(collection), filling[collection.name]]);
					return !met.has(key) && met.add(key);
				});
		});
		return [state, ...further];
	});
}

/** The entries of a collection in a form, and what is chosen among them. */
function collectionIn(collection: INodeProperties, state: State): [INodeProperties[], State] {
	const entries = entriesOf(collection);
	const chosen = state[collection.name] as State;
	return [entries, complete(entries, { ...chosen, ...around(state) })];
}

/** The state around the entries of a collection, which name it with a slash. */
function around(state: State): State {
	const outside = Object.entries(state).filter(([name]) => name.startsWith('/'));
	if (outside.length > 0) return Object.fromEntries(outside);
	return Object.fromEntries(Object.entries(state).map(([name, value]) => [`/${name}`, value]));
}

/** The parameters of a node in a state, with everything that can be added to it. */
function filledIn(properties: INodeProperties[], state: State): INodeParameters {
	const valueOf = (property: INodeProperties): unknown => {
		if (property.type === 'collection') {
			return filledIn(...collectionIn(property, state));
		}
		if (property.type !== 'fixedCollection') return state[property.name];
		const rows = groupsOf(property).map(({ name, values }) => [
			name,
			statesOf(values, around(state)).map((row) => filledIn(values, row)),
		]);
		return Object.fromEntries(rows);
	};
	const shown = shownIn(properties, state);
	return Object.fromEntries(
		shown.map((property) => [property.name, valueOf(property)]),
	) as INodeParameters;
}

/** The fields that the form of such a node has, from top to bottom, those in collections too. */
function fieldsOf(properties: INodeProperties[], state: State): INodeProperties[] {
	return shownIn(properties, state).flatMap((property) => {
		const inside = [property];
		if (property.type === 'collection') {
			inside.push(...fieldsOf(...collectionIn(property, state)));
		}
		if (property.type === 'fixedCollection') {
			for (const { values } of groupsOf(property)) {
				const rows = statesOf(values, around(state));
				inside.push(...rows.flatMap((row) => fieldsOf(values, row)));
			}
		}
		return inside;
	});
}

/** The labels that the form of such a node has, from top to bottom. */
function labelsOf(properties: INodeProperties[], state: State): string[] {
	return (
		fieldsOf(properties, state)
			.filter(({ type }) => !['notice', 'hidden'].includes(type))
			// n8n makes it a part of choosing the credential.
			.filter(({ name }) => name !== 'authentication')
			// A list of plain values has a heading in place of a label.
			.filter(({ type, typeOptions }) => type !== 'string' || !typeOptions?.multipleValues)
			.map(({ displayName }) => displayName)
	);
}

/** Fillings without those whose form has the very fields of another: of seven periods, Custom and one. */
function formsOf(properties: INodeProperties[]): State[] {
	const numbers = new Map<INodeProperties, number>();
	const met = new Set<string>();
	const numberOf = (property: INodeProperties): number => {
		if (!numbers.has(property)) numbers.set(property, numbers.size);
		return numbers.get(property)!;
	};
	return fillingsOf(properties).filter((filling) => {
		const key = fieldsOf(properties, filling).map(numberOf).join();
		return !met.has(key) && met.add(key);
	});
}

const versionOf = ({ defaultVersion, version }: INodeTypeDescription): number =>
	defaultVersion ?? Math.max(...[version].flat());

/** The fields of one version of a node, for which no condition on the version is left. */
function ofVersion(properties: INodeProperties[], version: number): INodeProperties[] {
	return properties.flatMap((property) => {
		const { '@version': versions, ...show } = property.displayOptions?.show ?? {};
		if (versions === undefined) return [property];
		if (!versions.includes(version)) return [];
		return [{ ...property, displayOptions: { ...property.displayOptions, show } }];
	});
}

// n8n's editor in a browser on a busy machine can miss any deadline once: that is reported, and it is
// tried again.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the forms of', () => {
	let sandbox: Sandbox;
	let session: EditorSession;
	let editor: EditorPage;
	let api: N8nApi;
	let types: INodeTypeDescription[];
	/** Whether another workflow can be opened without loading the editor again: nothing was changed. */
	let isReady = false;
	let nodesMade = 0;

	beforeAll(async () => {
		sandbox = await startSandbox({ iqm: { requestsPerMinute: 0 } });
		api = await connect();
		types = (await api.types('nodes')) as unknown as INodeTypeDescription[];
		session = await openEditor(runningServer().url);
		editor = new EditorPage(session.page, runningServer().url);
	});

	afterEach(() => {
		expect(editor.errors.splice(0)).toEqual([]);
	});

	afterAll(async () => {
		await session.close();
		await sandbox.close();
	});

	/** The newest version of a node, as it is added from now on. */
	const typeOf = (node: string): INodeTypeDescription => {
		const type = types.find(({ name }) => name === `${PACKAGE}.${node}`)!;
		return { ...type, properties: ofVersion(type.properties, versionOf(type)) };
	};

	/** Opens a workflow with one node for each set of parameters, and returns the nodes' names. */
	async function openNodes(
		type: INodeTypeDescription,
		sets: INodeParameters[],
	): Promise<string[]> {
		const { name, displayName } = type;
		const version = versionOf(type);
		const [account, dataOf] = ACCOUNTS.find(([of]) => name.startsWith(`${PACKAGE}.${of}`))![1];
		const data = dataOf(sandbox);
		const id = await api.createCredential(account, displayName, data);
		const nodes: WorkflowJson['nodes'] = sets.map((parameters, index) => ({
			id: `form-${index}`,
			name: `Form ${++nodesMade}`,
			type: name,
			typeVersion: version,
			position: [(index % 5) * 240, Math.floor(index / 5) * 160],
			parameters,
			credentials: { [account]: { id, name: displayName } },
		}));
		const workflow = await api.createWorkflow({ name: displayName, nodes, connections: {} });
		if (isReady) await editor.switchWorkflow(workflow, nodes[0].name);
		else await editor.openWorkflow(workflow);
		// Until the test is over: after a fault everything is loaded again.
		isReady = false;
		return nodes.map((node) => node.name);
	}

	/** Waits until the form shows these labels and no others. */
	async function expectLabels(labels: string[]): Promise<void> {
		const deadline = Date.now() + 10_000;
		const wanted = labels.join('\n');
		while (Date.now() < deadline && (await editor.form.labels()).join('\n') !== wanted) {
			await sleep(50);
		}
		expect(await editor.form.labels()).toEqual(labels);
	}

	it.each(NODES)('%s: every operation shows all its fields, and nothing broken', async (node) => {
		const type = typeOf(node);
		const states = formsOf(type.properties);
		// A field that no choice brings up is one that nobody can enter.
		const reached = new Set(states.flatMap((state) => shownIn(type.properties, state)));
		const forms = type.properties.filter((property) => !isForToolsOnly(property));
		expect(forms.filter((property) => !reached.has(property))).toEqual([]);
		const shown = opened(states);
		const nodes = await openNodes(
			type,
			shown.map((state) => filledIn(type.properties, state)),
		);
		for (const [index, state] of shown.entries()) {
			await editor.openForm(nodes[index]);
			await expectLabels(labelsOf(type.properties, state));
			await editor.optionsLoaded();
			expect(await editor.form.root.innerText()).not.toMatch(BROKEN);
			await editor.closeForm();
		}
		isReady = true;
	});

	const WITH_LIST = NODES.filter(([, , list]) => list !== undefined);

	it.each(WITH_LIST)('%s: what its lists offer can be chosen and added', async (node, chosen, list) => {
		const { form } = editor;
		const type = typeOf(node);
		const state = complete(type.properties, chosen);
		// What decides about fields beside the selectors is there from the start.
		const preset = Object.entries(chosen).filter(([name]) => !SELECTORS.includes(name));
		const [node1] = await openNodes(type, [Object.fromEntries(preset) as INodeParameters]);
		await editor.openForm(node1);
		const shown = shownIn(type.properties, state);
		for (const property of shown.filter(({ name }) => SELECTORS.includes(name))) {
			if (property.type === 'hidden') continue;
			const choices = choicesOf(property);
			await form.choose(
				property.name,
				choices.find(({ value }) => value === state[property.name])!.name,
			);
			expect(await form.choices(property.name)).toEqual(choices.map(({ name }) => name));
		}
		const collection = shown.find(({ name }) => name === list)!;
		for (const entry of shownIn(entriesOf(collection), around(state))) {
			await form.add(list!, entry);
			await form.field(list!).getByText(entry.displayName, { exact: true }).first().waitFor();
		}
		// Nothing is wrong with a field that was just added.
		const marks = form.field(list!).locator('.has-issues').filter({ visible: true });
		expect(await marks.count()).toBe(0);
	});
});
