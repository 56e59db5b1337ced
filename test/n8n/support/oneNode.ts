import type { INode, INodeParameters } from 'n8n-workflow';

import type { Execution, WorkflowJson } from './api';

/** Workflows of one node behind a trigger: what a user builds to try something out. */

/** The name of that node. */
export const NODE = 'Tried Node';

/** The trigger with which a workflow is run by hand. */
export const manualStart = (name = 'Start'): INode => ({
	id: 'start',
	name,
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/**
 * A workflow that runs one node by hand.
 *
 * @param credentials ids by credential type
 */
export function oneNode(
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	credentials: Record<string, string>,
): WorkflowJson {
	const chosen = Object.entries(credentials).map(([name, id]) => [name, { id, name }]);
	return {
		name: `${type} alone`,
		nodes: [
			manualStart(),
			{
				id: 'node',
				name: NODE,
				type,
				typeVersion,
				position: [220, 0],
				parameters,
				credentials: Object.fromEntries(chosen),
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}

/** What n8n shows of the error that ended an execution: message and description. */
export function errorOf({ data }: Execution): string {
	const { error } = data.resultData;
	if (error === undefined) return '';
	const { description } = error as { description?: string | null };
	return [error.message, description].filter(Boolean).join(' ');
}
