import type {
	IBinaryKeyData,
	IDataObject,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { RUN_AGAIN_NOTICE } from '../form/runAgainNotice';
import type { Need } from '../guard/twoKeys';
import type { Item } from './item';
import type { Simplifying } from './simplify';
import { formOf } from './simplify';

/** What one item of input led to. */
export interface OperationResult {
	/** The unwrapped objects, one output item each. */
	results: IDataObject[];
	/** The API's answer as it came, for the option "Raw Response". */
	raw: unknown;
	/** Files of the single result, by the name of their field; already in n8n's binary store. */
	files?: IBinaryKeyData;
	/** What was made or changed, for the list of what a run has already done: "campaignId 7". */
	label?: string;
}

/** One operation of a node: what the user is asked and what is done, side by side in one file. */
export interface Operation extends Simplifying {
	/** Value of the parameter `resource`, in nodes that have one; see {@link resourceProperties}. */
	resource?: string;
	/** Value of the parameter `operation`; saved workflows refer to it. */
	value: string;
	name: string;
	action: string;
	description: string;
	/**
	 * The API's route, with slots in braces: "GET /api/v3/cmp/io/{ioId}". Several if an option chooses
	 * between them, the default first; without those that are only read beforehand, for a limit or a
	 * list.
	 */
	endpoint: string | string[];
	/**
	 * Where each endpoint is documented, as document and section, in the order of the endpoints:
	 * `Campaign API guideline, "Update Campaign"`. IQM's begin with "Quickstart", or are a guideline.
	 */
	document: string | string[];
	/** Whether it creates or changes something, and so must not be sent twice. */
	writes: boolean;
	/** The name of the new thing's ID in results, if it creates one; a preview makes such an ID up. */
	makes?: string;
	/**
	 * What the credential must allow, because it moves money or rights. Nothing of it is sent otherwise,
	 * and no agent may use it as a tool.
	 */
	needs?: Need;
	/** Why no agent may use it as a tool, as a whole sentence: it handles files, or data of people. */
	notForTools?: string;
	/** Its parameters but *Simplify*, without the condition under which they are shown. */
	properties: INodeProperties[];
	/**
	 * For each parameter that may be left empty, the sentence that says how it means "none" or "all".
	 */
	none?: Record<string, string>;
	execute(item: Item): Promise<OperationResult>;
}

/** The operation with a notice in its form, for one that makes another thing each time it runs. */
export function withRunAgainNotice(operation: Operation): Operation {
	const options = operation.properties.filter(({ name }) => name === 'options');
	const others = operation.properties.filter(({ name }) => name !== 'options');
	return { ...operation, properties: [...others, RUN_AGAIN_NOTICE, ...options] };
}

/**
 * The parameter, shown under these conditions too. They come first: n8n considers the first condition
 * with an expression fulfilled, ignores all that follow, and would require what only another operation
 * needs.
 */
function shownFor(property: INodeProperties, conditions: Conditions): INodeProperties {
	const { show, ...others } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...others, show: { ...conditions, ...show } } };
}

type Conditions = Record<string, string[]>;

/** Whether no agent may use it as a tool. */
const isForNoTool = ({ needs, notForTools }: Operation): boolean =>
	needs !== undefined || notForTools !== undefined;

/** n8n versions that don't know the condition show it; the run refuses it all the same. */
function hiddenFromTools<T extends INodeProperties | INodePropertyOptions>(entry: T): T {
	const { displayOptions } = entry;
	const hide = { ...displayOptions?.hide, '@tool': [true] };
	return { ...entry, displayOptions: { ...displayOptions, hide } };
}

/** The operation selector, and each operation's parameters, shown only with their operation. */
export function operationProperties(
	operations: Operation[],
	preset: string,
	conditions: Conditions = {},
): INodeProperties[] {
	const options = operations.map((operation): INodePropertyOptions => {
		const { name, value, action, description } = operation;
		const option = { name, value, action, description };
		return isForNoTool(operation) ? hiddenFromTools(option) : option;
	});
	const selector: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: options.sort((a, b) => a.name.localeCompare(b.name)),
		default: preset,
	};
	return [
		Object.keys(conditions).length === 0 ? selector : shownFor(selector, conditions),
		...operations.flatMap((operation) => {
			const { value } = operation;
			const form = formOf(operation);
			const own = isForNoTool(operation) ? form.map(hiddenFromTools) : form;
			return own.map((property) => shownFor(property, { ...conditions, operation: [value] }));
		}),
	];
}

/** One of several things that a node acts on, with its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
	/** The preselected operation. */
	preset: string;
}

/** The resource selector, and each resource's operations with their parameters. */
export function resourceProperties(resources: Resource[], preset: string): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: preset,
			description: 'What to act on',
		},
		...resources.flatMap(({ value, operations, preset: first }) =>
			operationProperties(operations, first, { resource: [value] }),
		),
	];
}

/**
 * The same for a node that acts on one kind of thing, which nobody has to choose. n8n tells a model
 * what a tool does by resource and operation: without a resource, every operation of the node would be
 * described alike.
 */
export function soleResourceProperties({
	value,
	name,
	operations,
	preset,
}: Resource): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'hidden',
			noDataExpression: true,
			options: [{ name, value }],
			default: value,
			description: 'What to act on',
		},
		...operationProperties(operations, preset, { resource: [value] }),
	];
}

/** All operations of a node with resources, each knowing its resource, for `runItems`. */
export function operationsOf(resources: Resource[]): Operation[] {
	return resources.flatMap(({ value, operations }) =>
		operations.map((operation) => ({ ...operation, resource: value })),
	);
}
