import type {
	IConnections,
	ICredentialDataDecryptedObject,
	INode,
	INodeConnections,
	INodeParameterResourceLocator,
	INodeParameters,
	NodeConnectionType,
} from 'n8n-workflow';

import { startSandbox, type RecordedRequest, type Sandbox } from '../../../sandbox';
import { appLovinData, iqmData } from './accounts';
import type { Execution, N8nApi } from './api';
import type { LanguageModel, ModelRequest, Turn } from './languageModel';
import { startLanguageModel } from './languageModel';
import { PACKAGE } from './ownPackage';
import { connect, line } from './runningServers';

/** n8n's AI agent with the package's nodes as its tools, on a real server. */

/** The agent that the editor adds today leaves its tools to n8n's engine, one after another. */
export const TODAY = line() === '1' ? 3 : 3.1;
/** The agent of older workflows calls them itself, all those of one answer at once. */
export const BEFORE = 2.2;

/** What one run of an agent led to. */
export interface Conversation {
	execution: Execution;
	requests: ModelRequest[];
	/** What the model read of its tools, in the order of its calls. */
	answers: string[];
}

/** A value that the model fills in, as the editor writes it. */
export function fromAI(key: string, description: string, type = 'string'): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${type}') }}`;
}

/** The same for a parameter that picks one of a list. */
export function idFromAI(key: string, description: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value: fromAI(key, description) };
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** One of the package's nodes as a tool; `more` holds the node's settings, such as `onError`. */
export function toolNode(
	name: string,
	type: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return node(name, `${PACKAGE}.${type}Tool`, 1, parameters, more);
}

/** An agent on the running server, its model and a sandbox for its tools. */
export class Agent {
	private constructor(
		readonly api: N8nApi,
		private readonly model: LanguageModel,
		readonly sandbox: Sandbox,
		private readonly credentials: NonNullable<INode['credentials']>,
	) {}

	static async create(): Promise<Agent> {
		const api = await connect();
		const model = await startLanguageModel();
		const sandbox = await startSandbox({ iqm: { requestsPerMinute: 10_000 } });
		const store = async (type: string, data: ICredentialDataDecryptedObject) => ({
			[type]: { id: await api.createCredential(type, type, data), name: type },
		});
		return new Agent(api, model, sandbox, {
			...(await store('iqmApi', iqmData(sandbox))),
			...(await store('appLovinApi', appLovinData(sandbox))),
			...(await store('openAiApi', { apiKey: 'for tests', url: model.url, header: false })),
		});
	}

	async close(): Promise<void> {
		await this.sandbox.close();
		await this.model.close();
	}

	/** What reached the two APIs, logins aside. */
	get sent(): RecordedRequest[] {
		return this.sandbox.requests.filter(({ path }) => !/\/(login|access_token)$/.test(path));
	}

	/** Everything of the two accounts that no model may see. */
	get secrets(): string[] {
		const { iqm, applovin } = this.sandbox;
		return [
			String(iqmData(this.sandbox).password),
			String(iqmData(this.sandbox).clientSecret),
			String(appLovinData(this.sandbox).clientSecret),
			...[...iqm.tokens.values()].flatMap((token) => [token.accessToken, token.refreshToken]),
			...applovin.tokens.keys(),
		];
	}

	/** Lets the agent talk with the model, which says these turns. */
	async converse(tools: INode[], turns: Turn[], version = TODAY): Promise<Conversation> {
		const nodes = [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', version, {
				promptType: 'define',
				text: 'Go',
				options: { maxIterations: 40 },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
				model: { __rl: true, mode: 'id', value: 'stand-in' },
				responsesApiEnabled: false,
				options: { maxRetries: 0 },
			}),
			...tools,
		].map((one) => ({ ...one, credentials: this.credentials }));
		const toAgent = (type: NodeConnectionType): INodeConnections => ({
			[type]: [[{ node: 'Agent', type, index: 0 }]],
		});
		const connections: IConnections = {
			Start: toAgent('main'),
			Model: toAgent('ai_languageModel'),
			...Object.fromEntries(tools.map((tool) => [tool.name, toAgent('ai_tool')])),
		};
		this.model.play(turns);
		const execution = await this.api.run({
			name: 'agent',
			nodes,
			connections,
			// As the editor saves it: in the older order the agent goes on before its tools answer.
			settings: { executionOrder: 'v1' },
		});
		const requests = [...this.model.requests];
		const answers = (requests.at(-1)?.messages ?? [])
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => String(content));
		return { execution, requests, answers };
	}
	/** Presses "Retry" at a failed execution; the model says these turns. */
	async retry({ id }: Execution, turns: Turn[]): Promise<Pick<Conversation, 'execution'>> {
		this.model.play(turns);
		const retried = (await this.api.post(`/executions/${id}/retry`, { loadWorkflow: false })) as {
			id: string;
		};
		return { execution: await this.api.finished(retried.id) };
	}
}
