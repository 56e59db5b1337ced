import 'reflect-metadata';

import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';

import { Container } from '@n8n/di';
import * as core from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IPollFunctions,
	IRunExecutionData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import * as workflowModule from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { AppLovinAxonApi } from '../../credentials/AppLovinAxonApi.credentials';
import { AppLovinOAuth2Api } from '../../credentials/AppLovinOAuth2Api.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import { Engine } from './engine';
import { forgetProcessState } from './harness';
import { asLoaded } from './pollTimes';

export const LINE_1 = (globalThis as { N8N_LINE?: string }).N8N_LINE === '1';

/**
 * When n8n stores a poller's static data: 1.x and 2.x after an activation and with each emission; 2.x
 * with durable cursors with each emission and with each scheduled poll without one, each poll working
 * on a copy of what is stored.
 */
export type SaveMode = 'onEmission' | 'durable';

export const SAVE_MODES: SaveMode[] = LINE_1 ? ['onEmission'] : ['onEmission', 'durable'];

/** The result of one poll: an execution with these items (maybe none), an error, or nothing. */
export interface Polled {
	items?: INodeExecutionData[];
	error?: Error & { description?: string | null; httpCode?: string | null };
}

type Run = (isActivation?: boolean) => Promise<void>;
type PollFunctionsOf = (workflow: Workflow, node: INode) => IPollFunctions;

/** Members of n8n-core's classes that its types hide, and differences between the two lines. */
interface Pollers {
	scheduledTaskManager: object;
	pollTriggerExecutor?: { create(...args: unknown[]): Run };
	add?(...args: unknown[]): Promise<void>;
	addAllTriggers?(...args: unknown[]): Promise<void>;
}

const NAME = 'Trigger under test';
const WORKFLOW_ID = 'workflow-1';

/**
 * An active workflow with one polling trigger, on n8n's own code for activation and polls; on `engine`
 * if its node and its credential, named in `settings`, already exist there.
 */
export class PolledWorkflow {
	/** The content of n8n's database: the static data as JSON, and the durable cursor. */
	stored = '{}';

	cursor: string | undefined;

	readonly engine: Engine;

	/** Everything that was emitted, in order. */
	readonly emissions: Polled[] = [];

	/** The messages of all failed executions, in order. */
	readonly failures: string[] = [];

	/** How often the static data or the cursor was stored. */
	saves = 0;

	/** Incremented whenever the process ends: what an ended one does goes unnoticed. */
	private life = 0;

	private run: Run | undefined;

	private polled: Polled = {};

	private readonly type: string;

	private readonly staged = new AsyncLocalStorage<{ snapshot: IDataObject; seed: string }>();

	constructor(
		nodeType: INodeType,
		public parameters: IDataObject,
		credential: ICredentialDataDecryptedObject,
		private readonly mode: SaveMode = 'onEmission',
		private readonly settings: Partial<INode> = {},
		engine?: Engine,
	) {
		this.type = `n8n-nodes-iqm-applovin.${nodeType.description.name}`;
		nodeType.description = asLoaded(nodeType.description);
		this.engine =
			engine ??
			new Engine({
				nodeTypes: { [this.type]: nodeType },
				credentialTypes: {
					iqmApi: new IqmApi(),
					appLovinApi: new AppLovinApi(),
					appLovinAxonApi: new AppLovinAxonApi(),
					appLovinOAuth2Api: new AppLovinOAuth2Api(),
				},
				credentials: { account: credential },
			});
	}

	get node(): INode {
		const account = { id: 'account', name: 'Account' };
		return {
			id: 'node-1',
			name: NAME,
			type: this.type,
			typeVersion: 1,
			position: [0, 0],
			parameters: { ...this.parameters, pollTimes: { item: [{ mode: 'everyMinute' }] } },
			credentials: {
				iqmApi: account,
				appLovinApi: account,
				appLovinAxonApi: account,
				appLovinOAuth2Api: account,
			},
			...this.settings,
		} as INode;
	}

	/**
	 * Stores that things up to this ID were dropped to bound the memory, as after years of use; for a
	 * workflow that is activated again afterwards.
	 */
	storeDropped(dropped: string): void {
		const data = JSON.parse(this.stored) as Record<string, { watched: string }>;
		for (const ofNode of Object.values(data)) {
			const memory = JSON.parse(ofNode.watched) as IDataObject;
			ofNode.watched = JSON.stringify({ ...memory, dropped });
		}
		this.stored = JSON.stringify(data);
	}

	/** The workflow as n8n makes it from its database. */
	private load(): Workflow {
		return new workflowModule.Workflow({
			id: WORKFLOW_ID,
			name: 'workflow',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: this.engine.nodeTypes,
			staticData: JSON.parse(this.stored) as IDataObject,
			settings: {},
		});
	}

	/** n8n's WorkflowStaticDataService.saveStaticData. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.stored = JSON.stringify(workflow.staticData);
		workflow.staticData.__dataChanged = false;
		this.saves += 1;
	}

	/** n8n's takeStagedCursor and what commits it. */
	private commit(): void {
		const staged = this.staged.getStore();
		if (staged === undefined || isDeepStrictEqual(staged.snapshot, JSON.parse(staged.seed))) return;
		this.cursor = staged.seed = JSON.stringify(staged.snapshot);
		this.saves += 1;
	}

	/** n8n's getExecutePollFunctions. */
	private pollFunctions(
		activation: WorkflowActivateMode,
		report: (polled: Polled) => void,
	): PollFunctionsOf {
		const { life } = this;
		return (workflow, node) => {
			const emit = (data: INodeExecutionData[][]) => {
				if (life !== this.life) return;
				if (this.mode === 'durable') this.commit();
				else this.save(workflow);
				this.emissions.push({ items: data[0] });
				report({ items: data[0] });
			};
			const emitError = (error: Error) => {
				this.failures.push(error.message);
				report({ error });
			};
			const shared = [workflow, node, this.engine.additionalData(), 'trigger', activation];
			const Context = core.PollContext as unknown as new (...args: unknown[]) => IPollFunctions;
			if (this.mode === 'onEmission') return new Context(...shared, emit, emitError);
			const runPoll = async (poll: () => Promise<unknown>) => {
				this.cursor ??= JSON.stringify(workflow.getStaticData('node', node));
				const snapshot = JSON.parse(this.cursor) as IDataObject;
				return await this.staged.run({ snapshot, seed: this.cursor }, poll);
			};
			const commit = async () => {
				if (life === this.life) this.commit();
			};
			const staticData = () => this.staged.getStore()?.snapshot;
			// n8n's default: 45 s, less a fifth.
			const budget = activation === 'update' ? [() => 36_000] : [];
			return new Context(...shared, emit, emitError, commit, runPoll, staticData, ...budget);
		};
	}

	/**
	 * Activates the workflow, or reactivates it after n8n's start ('init'), including the first poll.
	 *
	 * @throws WorkflowActivationError, in which case there are no polls
	 */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<Polled> {
		const workflow = this.load();
		const { life } = this;
		let first: Polled = {};
		let run: Run | undefined;
		// n8n 1.x passes its scheduler what to run, 2.x a function which hides that.
		const Class = (LINE_1
			? (core as unknown as Record<string, unknown>).ActiveWorkflows
			: core.ActiveWorkflowTriggers) as unknown as new () => Pollers;
		const pollers = Object.create(Container.get(Class)) as Pollers;
		pollers.scheduledTaskManager = {
			registerCron: (_context: object, scheduled: Run) => void (run = scheduled),
			register: () => {},
			deregisterGroup: () => false,
			deregisterTarget: () => {},
			hasGroup: () => false,
		};
		const executor = pollers.pollTriggerExecutor;
		if (executor !== undefined) {
			pollers.pollTriggerExecutor = {
				create: (...args) => (run = executor.create(...args)),
			};
		}
		const report = (polled: Polled) => {
			first = polled;
			this.polled = polled;
		};
		const pollFunctions = this.pollFunctions(activation, report);
		const data = this.engine.additionalData();
		const args = [WORKFLOW_ID, workflow, data, 'trigger', activation, () => {}, pollFunctions];
		await pollers.add?.(...args);
		await pollers.addAllTriggers?.(...args);
		if (life === this.life) this.save(workflow);
		this.run = this.mode === 'durable' ? async () => await this.runDurably() : run;
		return first;
	}

	/** n8n's PollTriggerTaskHandler: workflow and context are created anew for each poll. */
	private async runDurably(): Promise<void> {
		const workflow = this.load();
		const node = workflow.getNode(NAME) as INode;
		const report = (polled: Polled) => void (this.polled = polled);
		const functions = this.pollFunctions('update', report)(workflow, node);
		const poller = Container.get(core.TriggersAndPollers);
		await core.runPollInStagingScope(functions, async () => {
			const outcome = await poller
				.runPollFunction(workflow, node, functions)
				.catch((error: Error) => error);
			if (outcome instanceof Error) functions.__emitError(outcome);
			else if (outcome !== null) functions.__emit(outcome);
			else await functions.__commitCursor?.();
		});
	}

	/** A scheduled poll. */
	async poll(): Promise<Polled> {
		if (this.run === undefined) throw new Error('The workflow is not active');
		this.polled = {};
		await this.run();
		return this.polled;
	}

	/** The process ends without warning: whatever was not stored is lost. */
	crash(): void {
		this.life += 1;
		this.run = undefined;
		forgetProcessState();
	}

	/** The nodes run by an execution that begins with these items, as n8n does for an emission. */
	async nodesRun(items: INodeExecutionData[]): Promise<string[]> {
		const next = { ...this.node, id: 'node-2', name: 'Next' };
		const workflow = new workflowModule.Workflow({
			id: WORKFLOW_ID,
			nodes: [this.node, next],
			connections: { [NAME]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
			active: true,
			nodeTypes: this.engine.nodeTypes,
		});
		const { expression } = workflow as { expression: { acquireIsolate?: () => Promise<unknown> } };
		await expression.acquireIsolate?.();
		const start = { node: this.node, data: { main: [items] }, source: null };
		const data = {
			startData: {},
			resultData: { runData: {} },
			executionData: {
				contextData: {},
				nodeExecutionStack: [start],
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		} as unknown as IRunExecutionData;
		const execution = new core.WorkflowExecute(this.engine.additionalData(), 'trigger', data);
		const run = await execution.processRunExecutionData(workflow);
		expect(run.data.resultData.error).toBeUndefined();
		return Object.keys(run.data.resultData.runData);
	}

	/** "Fetch Test Event" in the editor. */
	async fetchTestEvent(): Promise<Polled> {
		const run = await this.engine.run({ nodes: [this.node], connections: {} });
		const [result] = run.data.resultData.runData[NAME] ?? [];
		return {
			items: result?.data?.main[0] ?? undefined,
			error: (result?.error ?? run.data.resultData.error) as Polled['error'],
		};
	}
}
