import type {
	IConnections,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

/** Workflows of several nodes, and AI agents that make the calls they are told to. */

/** A node of a test workflow. */
export function nodeOf(
	name: string,
	type: string,
	parameters: object,
	others: Partial<INode> = {},
): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { iqmApi: { id: 'iqm', name: 'IQM' } },
		...others,
	};
}

/** A node type for a test, with one output and any behaviour. */
export function typeOf(
	execute: (this: IExecuteFunctions, response?: unknown) => Promise<unknown>,
	inputs: string[] = ['main'],
): INodeType {
	return {
		description: {
			displayName: 'Test',
			name: 'test',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: inputs.map((type) => ({ type })),
			outputs: ['main'],
			properties: [],
		},
		execute,
	} as unknown as INodeType;
}

/** A node type that passes on its input. */
export const passOn = typeOf(async function () {
	return [this.getInputData()];
});

/** The end of a connection. */
export const to = (node: string, type = 'main') => ({ node, type, index: 0 });

/**
 * A node as n8n's server offers it to AI agents: its type's name ends in "Tool" and its output is a
 * tool.
 */
export function toolTypeOf(node: INodeType): INodeType {
	const { description } = node;
	return {
		description: {
			...description,
			name: `${description.name}Tool`,
			inputs: [],
			outputs: ['ai_tool'],
		},
		execute: node.execute,
	} as INodeType;
}

/** The workflow of an agent, a node of the type `agent`, with this as its only tool. */
export const agentWorkflow = (tool: INode) => ({
	nodes: [nodeOf('Start', 'passOn', {}), nodeOf('Agent', 'agent', {}), tool],
	connections: {
		Start: { main: [[to('Agent')]] },
		[tool.name]: { ai_tool: [[to('Agent', 'ai_tool')]] },
	} as IConnections,
});

interface Tool {
	invoke(args: IDataObject): Promise<unknown>;
}

/** Calls the tool and returns its answer or error in words. */
export type Call = (args: IDataObject) => Promise<string>;

/**
 * An agent that holds the tool itself: n8n counts every try as a run of its own.
 *
 * @param work makes the calls for one item; its return value is in the agent's output
 */
export const holdingAgent = (work: (call: Call) => Promise<string[]>): INodeType =>
	typeOf(
		async function () {
			const answers: INodeExecutionData[] = [];
			for (const item of this.getInputData()) {
				const found = (await this.getInputConnectionData('ai_tool' as never, 0)) as Tool | Tool[];
				const call: Call = async (args) =>
					String(
						await [found]
							.flat()[0]
							.invoke(args)
							.catch((error: Error) => error.message),
					);
				for (const words of await work(call)) answers.push({ json: { ...item.json, words } });
			}
			return [answers];
		},
		['main', 'ai_tool'],
	);

/** The same with calls known beforehand, one after the other. */
export const holding = (calls: IDataObject[]): INodeType =>
	holdingAgent(async (call) => {
		const answers: string[] = [];
		for (const args of calls) answers.push(await call(args));
		return answers;
	});

/** An agent that asks the engine to run the tool with this name, as n8n's newer agents do. */
export function asking(calls: IDataObject[], nodeName: string): INodeType {
	let next = 0;
	return typeOf(
		async function () {
			if (next === calls.length) {
				next = 0;
				return [[{ json: {} }]];
			}
			const action = {
				actionType: 'ExecutionNodeAction',
				nodeName,
				input: calls[next],
				type: 'ai_tool',
				id: `call-${next++}`,
				metadata: {},
			};
			return { actions: [action], metadata: {} };
		},
		['main', 'ai_tool'],
	);
}
