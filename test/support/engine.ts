import 'reflect-metadata';

import type {
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentials,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypes,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import * as workflowModule from 'n8n-workflow';
import * as core from 'n8n-core';
import { Container } from '@n8n/di';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const binaryFolders: string[] = [];

function removeBinaryFolders(): void {
	for (const folder of binaryFolders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

// Under jest, the end of the process would be too late: a worker runs many test files.
if ('afterAll' in globalThis) afterAll(removeBinaryFolders);
else process.once('exit', removeBinaryFolders);

/**
 * n8n 2.41 ends a regular expression after 250 ms, which on a busy machine may pass before the process
 * gets its turn. Older versions have no such limit.
 */
function liftRegexLimit(): void {
	const require = createRequire(__filename);
	const file = path.join(path.dirname(require.resolve('n8n-workflow')), 'safe-regex.js');
	if (!existsSync(file)) return;
	const { setSafeRegexEngine } = require(file) as { setSafeRegexEngine(engine: object): void };
	setSafeRegexEngine({
		exec: (pattern: string, input: string, flags?: string) =>
			new RegExp(pattern, flags).exec(input),
		test: (pattern: string, input: string, flags?: string) =>
			new RegExp(pattern, flags).test(input),
		replace: (pattern: string, input: string, flags: string | undefined, replacement: string) =>
			input.replace(new RegExp(pattern, flags), replacement),
	});
}
liftRegexLimit();

/**
 * Runs workflows on n8n's real engine (n8n-core) without n8n's server; node types, stored credentials
 * and hooks, which a server would add, are given here. Used by the engine tests and by the demo.
 */
export interface EngineSetup {
	/** Node types by their full name, such as `n8n-nodes-iqm-applovin.iqmCampaign`. */
	nodeTypes: Record<string, INodeType>;
	credentialTypes: Record<string, ICredentialType>;
	/** Stored credentials by id; renewed tokens are written back here. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Where binary data lives: n8n's file system mode, or its in-memory mode. */
	binaryMode?: 'filesystem' | 'memory';
}

export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
}

export interface RunOptions {
	/** The node to start at; by default the first. */
	startNode?: string;
	input?: INodeExecutionData[];
	/** How n8n started it; by default by hand. A trigger's own execution passes its items on. */
	mode?: WorkflowExecuteMode;
	/** Execution data of an earlier run, for "Retry execution". */
	previous?: IRunExecutionData;
	onNodeStart?: (nodeName: string) => void;
	onNodeEnd?: (
		nodeName: string,
		run: { executionTime: number; error?: unknown },
	) => void | Promise<void>;
	/** Called with the cancellable execution and its data, as n8n will store them, as soon as it runs. */
	onStart?: (execution: { cancel(): void }, data: IRunExecutionData) => void;
}

class StoredCredentials extends workflowModule.ICredentialsHelper {
	/** How often a renewed credential was stored. */
	updates = 0;

	constructor(private readonly setup: EngineSetup) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.setup.credentialTypes[name]?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.setup.credentialTypes[typeName];
		if (typeof authenticate !== 'function') throw new Error('only functions are supported');
		return await authenticate(credentials, requestOptions);
	}

	/** Like n8n's own helper: if the token is empty or expired, or the credential is being tested. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.setup.credentialTypes[typeName];
		const expirable = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (expirable === undefined || typeof type.preAuthentication !== 'function') return undefined;
		const isTest = node.parameters?.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[expirable.name] === undefined || !node.credentials) return undefined;
		await this.updateCredentials(node.credentials[typeName], typeName, {
			...(output as ICredentialDataDecryptedObject),
		});
		return Object.assign(credentials, output);
	}

	/** Like n8n's own helper: before every OAuth2 request, in memory only. */
	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.setup.credentialTypes[typeName];
		if (typeof preAuthentication !== 'function') return undefined;
		return (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('not needed by the engine');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		{ id }: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.setup.credentials[id ?? ''];
		if (stored === undefined) throw new Error(`No credential with id ${id}`);
		const defaults = this.getCredentialsProperties(type).map((property) => [
			property.name,
			property.default,
		]);
		// A copy, as from a database: what n8n changes in it must not count as stored.
		return structuredClone({ ...Object.fromEntries(defaults), ...stored });
	}

	async updateCredentials(
		{ id }: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.updates += 1;
		this.setup.credentials[id ?? ''] = { ...this.setup.credentials[id ?? ''], ...data };
	}

	async updateCredentialsOauthTokenData(
		{ id }: INodeCredentialsDetails,
		_type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.updates += 1;
		const stored = this.setup.credentials[id ?? ''];
		this.setup.credentials[id ?? ''] = structuredClone({ ...stored, oauthTokenData });
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.setup.credentialTypes[type].properties;
	}
}

export class Engine {
	readonly credentialsHelper: StoredCredentials;

	readonly nodeTypes: INodeTypes;

	constructor(readonly setup: EngineSetup) {
		this.credentialsHelper = new StoredCredentials(setup);
		const find = (type: string): INodeType => {
			const found = setup.nodeTypes[type];
			if (found === undefined) throw new Error(`Unknown node type ${type}`);
			return found;
		};
		this.nodeTypes = {
			getByName: find,
			getByNameAndVersion: (type, version) =>
				workflowModule.NodeHelpers.getVersionedNodeType(find(type), version),
			getKnownTypes: () => ({}),
		};
	}

	/** Prepares n8n's binary data service; once before the first run with files. */
	async start(): Promise<this> {
		// The service is a singleton of the container that n8n-core itself uses.
		const service = Container.get(core.BinaryDataService as never) as {
			mode: string;
			config?: { mode: string; localStoragePath: string; availableModes: string[] };
			init: (config?: object) => Promise<void>;
		};
		const folder = mkdtempSync(path.join(tmpdir(), 'n8n-binary-'));
		binaryFolders.push(folder);
		const mode = this.setup.binaryMode === 'memory' ? 'default' : 'filesystem';
		if (service.config) {
			service.config.mode = mode;
			service.config.localStoragePath = folder;
			service.config.availableModes = [mode];
		}
		await service.init();
		return this;
	}

	workflow(json: WorkflowJson): workflowModule.Workflow {
		return new workflowModule.Workflow({
			id: 'workflow-1',
			name: json.name ?? 'workflow',
			nodes: json.nodes,
			connections: json.connections,
			active: false,
			nodeTypes: this.nodeTypes,
			settings: json.settings ?? {},
		});
	}

	additionalData(): IWorkflowExecuteAdditionalData {
		const url = 'http://127.0.0.1:1';
		const workflowData = { id: 'workflow-1', name: 'workflow', nodes: [], connections: {} };
		return {
			credentialsHelper: this.credentialsHelper,
			executionId: 'execution-1',
			restApiUrl: url,
			instanceBaseUrl: url,
			formWaitingBaseUrl: url,
			webhookBaseUrl: url,
			webhookWaitingBaseUrl: url,
			webhookTestBaseUrl: url,
			variables: {},
			hooks: new core.ExecutionLifecycleHooks('manual', 'execution-1', workflowData as never),
			setExecutionStatus: () => {},
			currentNodeParameters: undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	/** Runs the workflow from its start node to the end. */
	async run(json: WorkflowJson, options: RunOptions = {}): Promise<IRun> {
		const workflow = this.workflow(json);
		await (workflow.expression as { acquireIsolate?: () => Promise<unknown> }).acquireIsolate?.();
		const start = workflow.getNode(options.startNode ?? json.nodes[0].name);
		if (start === null) throw new Error('No start node');
		const stack: IExecuteData[] = [
			{ node: start, data: { main: [options.input ?? [{ json: {} }]] }, source: null },
		];
		const runExecutionData =
			options.previous ??
			({
				startData: {},
				resultData: { runData: {} },
				executionData: {
					contextData: {},
					nodeExecutionStack: stack,
					metadata: {},
					waitingExecution: {},
					waitingExecutionSource: {},
				},
			} as unknown as IRunExecutionData);
		const additionalData = this.additionalData();
		additionalData.hooks?.addHandler('nodeExecuteBefore', (name) => options.onNodeStart?.(name));
		additionalData.hooks?.addHandler('nodeExecuteAfter', (name, data) =>
			options.onNodeEnd?.(name, data),
		);
		const execution = new core.WorkflowExecute(
			additionalData,
			options.mode ?? 'manual',
			runExecutionData,
		).processRunExecutionData(workflow);
		options.onStart?.(execution, runExecutionData);
		return await execution;
	}
}
