import type { IDestinationNode, INode, IPinData, IRun, IRunData } from 'n8n-workflow';
import * as core from 'n8n-core';

import type { Engine, WorkflowJson } from './engine';

const { N8N_LINE } = globalThis as { N8N_LINE?: string };

/**
 * n8n's editor, as far as "Execute step" goes: what it keeps on the screen between two executions, and
 * what of that it sends with the next. Without any output on the screen n8n runs the workflow from its
 * trigger to the node; else it runs, in an execution of its own, the node and whatever before it has no
 * output, has failed or was edited (n8n's ManualExecutionService, both lines).
 */
export class Editor {
	/** The outputs on the screen. */
	runData: IRunData = {};

	pinData: IPinData = {};

	/** Nodes edited since they ran. */
	private readonly edited = new Set<string>();

	constructor(
		private readonly engine: Engine,
		readonly workflow: WorkflowJson,
	) {}

	/** Presses "Execute step" of a node. */
	async press(nodeName: string): Promise<IRun> {
		const workflow = this.engine.workflow(this.workflow);
		await (workflow.expression as { acquireIsolate?: () => Promise<unknown> }).acquireIsolate?.();
		const execution = new core.WorkflowExecute(this.engine.additionalData(), 'manual');
		const destinationNode: IDestinationNode = { nodeName, mode: 'inclusive' };
		const isFirst = Object.keys(this.runData).length === 0;
		const pinData = structuredClone(this.pinData);
		workflow.setPinData(pinData);
		const run = await (isFirst
			? this.fromTrigger(execution, { workflow, destinationNode, pinData })
			: execution.runPartialWorkflow2(
					workflow,
					structuredClone(this.runData),
					pinData,
					[...this.edited],
					destinationNode,
				));
		this.runData = structuredClone(run.data.resultData.runData);
		for (const name of Object.keys(this.runData)) this.edited.delete(name);
		return run;
	}

	private async fromTrigger(
		execution: core.WorkflowExecute,
		facts: Parameters<core.WorkflowExecute['run']>[0],
	): Promise<IRun> {
		const startNode = facts.workflow.getNode(this.workflow.nodes[0].name) as INode;
		if (N8N_LINE !== '1') return await execution.run({ ...facts, startNode });
		const run = execution.run.bind(execution) as unknown as (...args: unknown[]) => Promise<IRun>;
		return await run(facts.workflow, startNode, facts.destinationNode, facts.pinData);
	}

	/** Changes a setting of a node that does not matter: its output and those after it count no more. */
	edit(nodeName: string): void {
		const node = this.workflow.nodes.find(({ name }) => name === nodeName);
		if (node === undefined) throw new Error(`There is no node ${nodeName}`);
		node.notes = `${node.notes ?? ''}.`;
		this.edited.add(nodeName);
	}

	/** Clears the output of one node. */
	discard(nodeName: string): void {
		delete this.runData[nodeName];
	}

	/** Loads the page anew: only what is pinned is still there. */
	reload(): void {
		this.runData = {};
		this.edited.clear();
	}

	/** Pins a node's output, if it has one that is no error. */
	pin(nodeName: string): void {
		const items = this.runData[nodeName]?.at(-1)?.data?.main[0];
		// n8n pins no files.
		if (items?.length && items.every(({ binary }) => binary === undefined))
			this.pinData[nodeName] = structuredClone(items);
	}

	unpin(nodeName: string): void {
		delete this.pinData[nodeName];
	}
}

/** What a press came to: the error that ended it, if any, and where. */
export function failureOf({ data }: Pick<IRun, 'data'>): { node: string; message: string } | undefined {
	const { error, lastNodeExecuted = '' } = data.resultData;
	return error === undefined ? undefined : { node: lastNodeExecuted, message: error.message };
}
