import { parse } from 'flatted';
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRunData,
	IRunExecutionData,
} from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import { PACKAGE } from './ownPackage';

/** n8n's server as its own editor talks to it: the internal REST API under `/rest`. */

/** The account that every test server gets. n8n wants a capital and a digit in the password. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Test',
	lastName: 'Owner',
	password: 'Only-for-tests-1',
};

export interface WorkflowJson {
	id?: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
	pinData?: IPinData;
}

export interface Execution {
	id: string;
	/** `success`, `error`, `crashed`, `canceled`, `waiting`, `running` or `new`. */
	status: string;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
	data: IRunExecutionData;
}

/** A line of the editor's list of executions. */
export interface ListedExecution {
	id: string;
	status: string;
	/** `trigger`, `manual`, `webhook` and the like. */
	mode: string;
}

export interface InstalledPackage {
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string }>;
}

/**
 * Each request on a connection of its own: while a test file compiles, n8n closes those that idle, and
 * the next request would die on one of them.
 */
export const NOT_KEPT = { Connection: 'close' };

/** An answer of n8n that is no success; `body` is what n8n said. */
export class N8nAnswerError extends Error {
	constructor(
		readonly status: number,
		readonly body: string,
		request: string,
	) {
		super(`${request} answered ${status}: ${body.slice(0, 2_000)}`);
	}
}

/** States that an execution leaves by itself. */
export const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** Lines in a page of the list of executions. */
const PAGE = 100;

/** States whose data n8n 1.x writes a moment after the state itself: until then there is none. */
const WITH_DATA = new Set(['success', 'error']);

const STATUSES = [...UNFINISHED, ...WITH_DATA, 'crashed', 'canceled'];

function hasEnded({ status, data }: { status: string; data?: IRunExecutionData }): boolean {
	return !UNFINISHED.has(status) && !(WITH_DATA.has(status) && data === undefined);
}

export class N8nApi {
	private cookie = '';

	private constructor(readonly url: string) {}

	/** Logs in as the owner of the server, who is made first if the server is new. */
	static async connect(url: string): Promise<N8nApi> {
		const api = new N8nApi(url);
		const settings = (await api.get('/settings')) as {
			userManagement: { showSetupOnFirstLoad: boolean };
		};
		if (settings.userManagement.showSetupOnFirstLoad) await api.post('/owner/setup', OWNER);
		else {
			await api.post('/login', {
				emailOrLdapLoginId: OWNER.email,
				password: OWNER.password,
			});
		}
		return api;
	}

	/** n8n's session cookie, for a browser that is to be logged in already: name and value. */
	get session(): { name: string; value: string } {
		const [name, value] = this.cookie.split('=');
		return { name, value };
	}

	/** Sends one request and returns the `data` of the answer. */
	async send(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				...NOT_KEPT,
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...(this.cookie ? { Cookie: this.cookie } : {}),
				// n8n ties a session to the browser that logged in.
				'browser-id': 'tests',
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(120_000),
		});
		const cookie = response.headers.getSetCookie().find((text) => text.startsWith('n8n-auth='));
		if (cookie) this.cookie = cookie.split(';')[0];
		const text = await response.text();
		if (!response.ok) throw new N8nAnswerError(response.status, text, `${method} ${path}`);
		const answer = (text === '' ? {} : JSON.parse(text)) as { data?: unknown };
		return answer.data ?? answer;
	}

	async get(path: string): Promise<unknown> {
		return await this.send('GET', path);
	}

	async post(path: string, body: unknown = {}): Promise<unknown> {
		return await this.send('POST', path, body);
	}

	/** Installs this package as the button in "Settings > Community nodes" does. */
	async installOwnPackage(version: string): Promise<InstalledPackage> {
		const name = `${PACKAGE}@${version}`;
		return (await this.post('/community-packages', { name })) as InstalledPackage;
	}

	/** A list that n8n hands to its editor: the descriptions of all node or credential types. */
	async types(kind: 'nodes' | 'credentials'): Promise<IDataObject[]> {
		const response = await fetch(`${this.url}/types/${kind}.json`, {
			headers: { ...NOT_KEPT, Cookie: this.cookie, 'browser-id': 'tests' },
		});
		return (await response.json()) as IDataObject[];
	}

	/** Stores a credential and returns its id. */
	async createCredential(
		type: string,
		name: string,
		data: ICredentialDataDecryptedObject,
	): Promise<string> {
		const { id } = (await this.post('/credentials', { name, type, data })) as { id: string };
		return id;
	}

	/** What the credential's form says after "Save", which tests it. */
	async testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ status: string; message: string }> {
		const name = `to be tested ${type}`;
		const id = await this.createCredential(type, name, data);
		const result = await this.post('/credentials/test', { credentials: { id, name, type, data } });
		await this.send('DELETE', `/credentials/${id}`);
		return result as { status: string; message: string };
	}

	/** Stores a workflow and returns its id. */
	async createWorkflow(workflow: WorkflowJson): Promise<string> {
		const { id } = (await this.post('/workflows', {
			settings: {},
			...workflow,
			active: false,
		})) as { id: string };
		return id;
	}

	/** Stores a workflow, activates it and returns its id. */
	async activate(workflow: WorkflowJson): Promise<string> {
		const id = await this.createWorkflow(workflow);
		const { versionId } = (await this.get(`/workflows/${id}`)) as { versionId: string };
		await this.post(`/workflows/${id}/activate`, { versionId, name: '', description: '' });
		return id;
	}

	/** All executions of a workflow, oldest first. */
	async executions(workflowId: string): Promise<ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: STATUSES }));
		const all: ListedExecution[] = [];
		for (;;) {
			const last = all.at(-1)?.id;
			const from = last === undefined ? '' : `&lastId=${last}`;
			const { results } = (await this.get(`/executions?filter=${filter}&limit=${PAGE}${from}`)) as {
				results: ListedExecution[];
			};
			all.push(...results);
			if (results.length < PAGE) return all.reverse();
		}
	}

	/** Presses "Execute workflow" and returns the execution's id. */
	async startWorkflow(id: string): Promise<string> {
		const workflow = (await this.get(`/workflows/${id}`)) as WorkflowJson;
		const { executionId } = (await this.post(`/workflows/${id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: workflow.nodes[0].name },
		})) as { executionId: string };
		return executionId;
	}

	/** One execution with all its data. */
	async execution(id: string): Promise<Execution> {
		const execution = (await this.get(`/executions/${id}`)) as Omit<Execution, 'data'> & {
			data: string;
		};
		return { ...execution, data: parse(execution.data) as IRunExecutionData };
	}

	/** Waits until an execution has ended. */
	async finished(id: string, timeoutMs = 300_000): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (hasEnded(execution)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${execution.status}`);
			await sleep(500);
		}
	}

	/** Stores a workflow, executes it by hand and waits for its end. */
	async run(workflow: WorkflowJson, timeoutMs?: number): Promise<Execution> {
		const id = await this.createWorkflow(workflow);
		return await this.finished(await this.startWorkflow(id), timeoutMs);
	}
}

/** The items of a node's last run and first output; empty when the node did not run. */
export function itemsOf({ data }: Execution, node: string): INodeExecutionData[] {
	const runData: IRunData = data.resultData.runData;
	return runData[node]?.at(-1)?.data?.main[0] ?? [];
}
