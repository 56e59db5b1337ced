import type { IDataObject } from 'n8n-workflow';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for an OpenAI-compatible chat model on loopback: it says what a test tells it to. */

export interface OfferedTool {
	name: string;
	description: string;
	/** The arguments as JSON schema. */
	parameters: {
		type: string;
		properties: Record<string, { type?: string; description?: string }>;
		required?: string[];
	};
}

export interface ChatMessage {
	role: string;
	content: unknown;
	tool_call_id?: string;
}

/** One request to the model. */
export interface ModelRequest {
	/** Exactly what n8n sent, to be searched for secrets. */
	body: string;
	tools: OfferedTool[];
	messages: ChatMessage[];
}

/** What the model wants of a tool; arguments in text are sent as they are, well-formed or not. */
export interface ToolCall {
	tool: string;
	args: IDataObject | string;
}

/** One turn of the model: all calls at once, or its last words. */
export type Turn = ToolCall[] | string;

export interface LanguageModel {
	/** The base URL for the credential "OpenAI". */
	url: string;
	requests: ModelRequest[];
	/** Forgets what was recorded and says these turns from now on, one a request. */
	play(turns: Turn[]): void;
	close(): Promise<void>;
}

/** Starts the stand-in. A request beyond the last turn is answered with a 400, which n8n shows. */
export async function startLanguageModel(): Promise<LanguageModel> {
	const requests: ModelRequest[] = [];
	let turns: Turn[] = [];
	let calls = 0;

	const choice = (turn: Turn) =>
		typeof turn === 'string'
			? { finish_reason: 'stop', message: { role: 'assistant', content: turn } }
			: {
					finish_reason: 'tool_calls',
					message: {
						role: 'assistant',
						content: null,
						tool_calls: turn.map(({ tool, args }) => ({
							id: `call_${++calls}`,
							type: 'function',
							function: {
								name: tool,
								arguments: typeof args === 'string' ? args : JSON.stringify(args),
							},
						})),
					},
				};

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const reply = (status: number, body: unknown): void => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		const refuse = (message: string): void => reply(400, { error: { message } });
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks).toString('utf8');
		if (request.url !== '/v1/chat/completions') {
			return refuse(`Only chat completions are served, not ${request.url}`);
		}
		const asked = JSON.parse(body) as {
			messages: ChatMessage[];
			stream?: boolean;
			tools?: Array<{ function: OfferedTool }>;
		};
		if (asked.stream) return refuse('Streams are not served');
		const tools = (asked.tools ?? []).map((tool) => tool.function);
		requests.push({ body, tools, messages: asked.messages });
		const turn = turns.shift();
		if (turn === undefined) return refuse('The model has nothing more to say');
		reply(200, {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 1_767_225_600,
			model: 'stand-in',
			choices: [{ index: 0, ...choice(turn) }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		});
	};

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			response.writeHead(500);
			response.end(String(error));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		play: (wanted) => {
			requests.length = 0;
			turns = [...wanted];
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
