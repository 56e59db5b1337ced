import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { WriteRecord } from './writeRecord';
import { openRecord } from './writeRecord';
import type { Problem } from '../ground/errors';
import { describeProblem, problemError, problemJson, problemWords } from '../ground/errors';
import { checkFilled } from '../form/filled';
import type { Operation, OperationResult } from './operation';
import { Previewed } from '../guard/preview';
import { isObject } from '../ground/values';
import { ExecutionStopped, stopIfCancelled } from '../ground/wait';

type Outcome =
	{ results: IDataObject[]; label?: string } | { problem: Problem } | { stopped: ExecutionStopped };

/**
 * Runs the chosen operation over all input items, in order. The only loop over items there is: each
 * item ends as zero or more results or as exactly one error, linked to it. With "Continue On Fail"
 * an error becomes the item's output, otherwise it ends the node and its description lists what the
 * run has already done.
 */
export async function runItems(
	context: IExecuteFunctions,
	operations: Operation[],
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const record = openRecord(context);
	const done: string[] = [];

	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const outcome = await runItem(context, operations, itemIndex, record);
		if ('stopped' in outcome) throw outcome.stopped;
		if ('results' in outcome) {
			if (outcome.label !== undefined) done.push(`item ${itemIndex} → ${outcome.label}`);
			output.push(...outcome.results.map((json) => ({ json, pairedItem: { item: itemIndex } })));
			continue;
		}
		if (!context.continueOnFail()) {
			throw problemError(context.getNode(), outcome.problem, itemIndex, done);
		}
		const { onError } = context.getNode();
		const json = onError === 'continueErrorOutput' ? problemWords : problemJson;
		output.push({ json: json(outcome.problem), pairedItem: { item: itemIndex } });
	}
	return [output];
}

async function runItem(
	context: IExecuteFunctions,
	operations: Operation[],
	itemIndex: number,
	record: WriteRecord,
): Promise<Outcome> {
	try {
		stopIfCancelled(context.getExecutionCancelSignal());
		const chosen = context.getNodeParameter('operation', itemIndex) as string;
		const resource = context.getNodeParameter('resource', itemIndex, null);
		const operation = operations.find(
			(candidate) =>
				candidate.value === chosen &&
				(candidate.resource === undefined || candidate.resource === resource),
		);
		if (operation === undefined) throw new Error(`Unknown operation '${chosen}'`);
		// Read beforehand: once something was created, nothing may fail before it is recorded.
		const wantsRaw = context.getNodeParameter('options.rawResponse', itemIndex, false) === true;
		if (!operation.writes) return shaped(await carryOut(context, operation, itemIndex), wantsRaw);

		return await record.inTurn(itemIndex, async () => {
			const known = record.find(itemIndex);
			return known ?? (await writeOnce(context, operation, itemIndex, wantsRaw, record));
		});
	} catch (error) {
		if (error instanceof ExecutionStopped) return { stopped: error };
		return { problem: describeProblem(error) };
	}
}

async function carryOut(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Promise<OperationResult> {
	const { properties, none } = operation;
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	checkFilled({ properties, none, saved: context.getNode().parameters, read });
	return await operation.execute(context, itemIndex);
}

/** Does one write and records what became of it. */
async function writeOnce(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	wantsRaw: boolean,
	record: WriteRecord,
): Promise<Outcome> {
	try {
		const outcome = shaped(await carryOut(context, operation, itemIndex), wantsRaw);
		record.keep(itemIndex, outcome);
		return outcome;
	} catch (error) {
		if (error instanceof ExecutionStopped) return { stopped: error };
		if (error instanceof Previewed) return { results: error.requests };
		const problem = describeProblem(error);
		// Sent again, this could make a second one: so not even Retry On Fail gets past it.
		if (problem.mayHaveActed || problem.created.length > 0) record.keep(itemIndex, { problem });
		return { problem };
	}
}

/** Applies the option "Raw Response". */
function shaped(
	{ results, raw, label }: OperationResult,
	wantsRaw: boolean,
): { results: IDataObject[]; label: string | undefined } {
	if (!wantsRaw) return { results, label };
	return { results: [isObject(raw) ? raw : { response: raw as IDataObject }], label };
}
