import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { WriteRecord } from './writeRecord';
import { openRecord } from './writeRecord';
import type { Problem } from '../ground/errors';
import { describeProblem, problemError, problemJson, problemWords } from '../ground/errors';
import { checkFilled } from '../form/filled';
import type { Item } from './item';
import { itemAt } from './item';
import type { Operation, OperationResult } from './operation';
import { Previewed } from '../guard/preview';
import { checkCaller, holdTo } from '../guard/twoKeys';
import { isObject } from '../ground/values';
import { ExecutionStopped, stopIfCancelled } from '../ground/wait';

interface Done {
	results: IDataObject[];
	label?: string;
	files?: IBinaryKeyData;
}

type ItemEnd = Done | { problem: Problem } | { stopped: ExecutionStopped };

/**
 * Runs the chosen operation over all input items, in order. This is the only loop over items: each
 * item ends as zero or more results or as exactly one error, linked to it. With "Continue On Fail" an
 * error becomes the item's output; otherwise it ends the node, and its description lists what the run
 * has already done.
 */
export async function runItems(
	context: IExecuteFunctions,
	operations: Operation[],
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const record = openRecord(context);
	const done: string[] = [];

	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const outcome = await runItem(itemAt(context, itemIndex), operations, record);
		if ('stopped' in outcome) throw outcome.stopped;
		if ('results' in outcome) {
			if (outcome.label !== undefined) done.push(`item ${itemIndex} → ${outcome.label}`);
			const binary = outcome.files === undefined ? {} : { binary: outcome.files };
			const pairedItem = { item: itemIndex };
			output.push(...outcome.results.map((json) => ({ json, ...binary, pairedItem })));
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
	item: Item,
	operations: Operation[],
	record: WriteRecord,
): Promise<ItemEnd> {
	const { context, index } = item;
	try {
		stopIfCancelled(context.getExecutionCancelSignal());
		const chosen = context.getNodeParameter('operation', index) as string;
		const resource = context.getNodeParameter('resource', index, null);
		const operation = operations.find(
			(candidate) =>
				candidate.value === chosen &&
				(candidate.resource === undefined || candidate.resource === resource),
		);
		if (operation === undefined) throw new Error(`Unknown operation '${chosen}'`);
		// Read beforehand: once something was created, nothing may fail before it is recorded.
		const wantsRaw = context.getNodeParameter('options.rawResponse', index, false) === true;
		if (!operation.writes) return shaped(await carryOut(item, operation), wantsRaw);

		return await record.inTurn(index, async () => {
			const known = record.find(index);
			return known ?? (await writeOnce(item, operation, wantsRaw, record));
		});
	} catch (error) {
		if (error instanceof ExecutionStopped) return { stopped: error };
		return { problem: describeProblem(error) };
	}
}

async function carryOut(item: Item, operation: Operation): Promise<OperationResult> {
	const { properties, none, needs } = operation;
	checkCaller(operation, item.context.getNode());
	holdTo(item.context, item.index, needs);
	checkFilled({ properties, none, saved: item.context.getNode().parameters, read: item.read });
	return await operation.execute(item);
}

/** Does one write and records what became of it. */
async function writeOnce(
	item: Item,
	operation: Operation,
	wantsRaw: boolean,
	record: WriteRecord,
): Promise<ItemEnd> {
	try {
		const outcome = shaped(await carryOut(item, operation), wantsRaw);
		record.keep(item.index, outcome);
		return outcome;
	} catch (error) {
		if (error instanceof ExecutionStopped) return { stopped: error };
		if (error instanceof Previewed) return { results: error.requests };
		const problem = describeProblem(error);
		// Sending it again could create a second one, so not even Retry On Fail may do so.
		if (problem.mayHaveActed || problem.created.length > 0) record.keep(item.index, { problem });
		return { problem };
	}
}

/** Applies the option "Raw Response". */
function shaped({ results, raw, label, files }: OperationResult, wantsRaw: boolean): Done {
	if (!wantsRaw) return { results, label, files };
	return { results: [isObject(raw) ? raw : { response: raw as IDataObject }], label, files };
}
