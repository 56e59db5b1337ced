import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/** What one item of input led to. */
export interface OperationResult {
	/** The unwrapped objects, one output item each. */
	results: IDataObject[];
	/** The API's answer as it came, for the option "Raw Response". */
	raw: unknown;
	/** What was made or changed, for the list of what a run has already done: "campaignId 7". */
	label?: string;
}

/** One operation of a node: what the user is asked and what is done, side by side in one file. */
export interface Operation {
	/** Value of the parameter `operation`; saved workflows refer to it. */
	value: string;
	name: string;
	action: string;
	description: string;
	/** Whether it creates or changes something, and so must not be sent twice. */
	writes: boolean;
	/** Its parameters, without the condition that shows them. */
	properties: INodeProperties[];
	execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult>;
}

function shownFor(property: INodeProperties, operation: string): INodeProperties {
	const { show, ...others } = property.displayOptions ?? {};
	return {
		...property,
		displayOptions: { ...others, show: { ...show, operation: [operation] } },
	};
}

/** The operation selector and each operation's parameters, shown only with their operation. */
export function operationProperties(operations: Operation[], preset: string): INodeProperties[] {
	const options: INodePropertyOptions[] = operations.map(
		({ name, value, action, description }) => ({ name, value, action, description }),
	);
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: options.sort((a, b) => a.name.localeCompare(b.name)),
			default: preset,
		},
		...operations.flatMap(({ properties, value }) =>
			properties.map((property) => shownFor(property, value)),
		),
	];
}
