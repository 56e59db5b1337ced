import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { WriteRecord } from './writeRecord';
import { openRecord } from './writeRecord';
import { clock } from '../ground/clock';
import type { Problem } from '../ground/errors';
import { describeProblem, problemError } from '../ground/errors';
import { Faults } from '../ground/faults';
import { checkFilled } from '../form/filled';
import { hint } from '../form/moreHint';
import type { Described, Done, Ends, Failed, ItemEnd } from './ends';
import { doneIn, outputOf, withOthers, withWords } from './ends';
import type { Item } from './item';
import { itemAt } from './item';
import { Abandoned, openMeeting } from './meeting';
import type { Operation, OperationResult } from './operation';
import { findOthers } from '../guard/openFaults';
import { Previewed } from '../guard/preview';
import { checkNoPreviewIds, openPreview, previewContext, previewResult } from './previews';
import { formOf, readSimplify } from './simplify';
import { checkCaller, holdTo } from '../guard/twoKeys';
import type { Tally } from '../send/tally';
import { openTally } from '../send/tally';
import { isObject } from '../ground/values';
import { ExecutionStopped, stopIfCancelled } from '../ground/wait';

/**
 * Runs the chosen operation over all input items, in order. This is the only loop over items: each
 * item ends as zero or more results or as exactly one error, linked to it. With "Continue On Fail" an
 * error becomes the item's output; otherwise it ends the node, and its description lists what the run
 * has already done.
 */
export async function runItems(
	given: IExecuteFunctions,
	operations: Operation[],
): Promise<INodeExecutionData[][]> {
	const context = previewContext(given);
	const tally = openTally(context);
	const run = await runAll(context, operations, openRecord(context));
	const { ends, made } = context.continueOnFail() || !run.ends.some(isFailed) ? withLeft(run) : run;
	const failed = ends.findIndex(isFailed);
	if (failed >= 0 && !context.continueOnFail()) {
		const { problem } = ends[failed] as Failed;
		const error = problemError(context.getNode(), problem, failed, [
			...doneIn(ends, failed),
			...made,
		]);
		throw withLongWaits(withOthers(error, { ends, made }, failed), tally);
	}
	const output = outputOf(context, ends as ItemEnd[]);
	const waits = tally.inWords();
	if (waits !== undefined) hint(context, waits, 'info');
	return [output];
}

const isFailed = (end: ItemEnd | undefined): boolean => end !== undefined && 'problem' in end;

/** Items that no error kept from being worked on, and that were left all the same, end with an error of their own. */
function withLeft({ ends, made }: Ends): Ends {
	const problem: Problem = {
		...{ kind: 'api', message: 'Nothing was sent for this item', mayHaveActed: false, created: [] },
		description: 'The run ended before it was its turn. Run it again for this item.',
	};
	return { ends: ends.map((end) => end ?? { problem }), made };
}

/** Items whose forms are read at a stretch: some 20 ms. */
const ITEMS_A_BREATH = 50;

/**
 * Works on all items, one after the other, each until it ends or waits for others. What is wrong with a form
 * thus ends the node before anything is sent for the items that wait, unless it continues on failure.
 *
 * @throws ExecutionStopped
 */
async function runAll(
	context: IExecuteFunctions,
	operations: Operation[],
	record: WriteRecord,
): Promise<Ends> {
	const meeting = openMeeting(context);
	const ends = context.getInputData().map((): ItemEnd | undefined => undefined);
	const running = new Set<number>();
	/** Lets items go on until each has ended or waits again. */
	const settle = async (indices: number[], work: () => Promise<void>): Promise<void> => {
		const arrivals = indices.map(async (index) => await meeting.arrival(index));
		await work();
		await Promise.all(arrivals);
	};
	const isFatal = (end: ItemEnd): boolean =>
		'stopped' in end || ('problem' in end && !context.continueOnFail());

	for (let index = 0; index < ends.length && !meeting.isOver; index++) {
		// Thousands of items would keep n8n from all else, and from cancelling this, while forms are read.
		if (index % ITEMS_A_BREATH === ITEMS_A_BREATH - 1) await clock.sleep(0);
		await settle([index], async () => {
			running.add(index);
			void runItem(itemAt(context, index), operations, record).then((end) => {
				ends[index] = end;
				if (isFatal(end)) meeting.end();
				running.delete(index);
				meeting.arrived(index);
			});
		});
	}
	while (running.size > 0 && !meeting.isOver) {
		await settle([...running], async () => await meeting.serve());
	}
	await settle([...running], async () => meeting.abandon());
	const made: string[] = [];
	for (const [index, end] of ends.entries()) {
		const isLeft = end === undefined || ('stopped' in end && end.stopped instanceof Abandoned);
		if (!isLeft) {
			if ('stopped' in end) throw end.stopped;
			continue;
		}
		// Also of an item that this run did not begin: an earlier one may have done a part of it.
		made.push(...record.madeBy(index).map((label) => `item ${index} → ${label}`));
		// An earlier run may have come further.
		ends[index] = record.find(index);
	}
	return { ends, made };
}

/** How long a run has waited, in ms, whose error says so: its reader wonders about the time. */
const LONG_WAIT_MS = 30_000;

/** n8n shows no hints of a node that ends with an error, so long waits stand in its description. */
function withLongWaits<E extends Described>(error: E, tally: Tally): E {
	return withWords(error, tally.totalMs < LONG_WAIT_MS ? undefined : tally.inWords());
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
		await openPreview(item, operation);
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
	const { none, needs } = operation;
	checkCaller(operation, item.context.getNode());
	holdTo(item.context, item.index, needs);
	const faults = new Faults();
	const saved = item.context.getNode().parameters;
	const { read } = item;
	const failed = checkFilled({ properties: formOf(operation), none, saved, read }, faults);
	const readable = (name: string): unknown => (failed.has(name) ? null : read(name));
	const shown = faults.rule(() => readSimplify({ ...item, read: readable }, operation));
	if (shown !== undefined && !faults.any) {
		checkNoPreviewIds(item, operation);
		const outcome = await operation.execute(item);
		return { ...outcome, results: outcome.results.map(shown) };
	}
	// Only to learn what else is wrong: without the values that can't be had, and nothing is sent.
	return await findOthers(item.context, faults, async () => {
		return await operation.execute({ ...item, read: readable });
	});
}

/** Does one write and records what became of it, and of each of its parts at once. */
async function writeOnce(
	item: Item,
	operation: Operation,
	wantsRaw: boolean,
	record: WriteRecord,
): Promise<ItemEnd> {
	const { resource = '', value } = operation;
	const { made, ...parts } = record.partsOf(item.index, `${resource}:${value}`);
	try {
		const outcome = shaped(await carryOut({ ...item, ...parts }, operation), wantsRaw);
		record.keep(item.index, outcome);
		return outcome;
	} catch (error) {
		if (error instanceof ExecutionStopped) {
			const { underWay } = error;
			if (underWay !== undefined) {
				const problem = cutOff(underWay, [...new Set([...made(), ...error.made])]);
				record.keep(item.index, { problem });
			}
			return { stopped: error };
		}
		if (error instanceof Previewed) {
			return { results: [previewResult(item, operation, error)], previewed: error };
		}
		const failed = describeProblem(error);
		const { mayHaveActed, created } = failed;
		const problem = { ...failed, created: [...new Set([...made(), ...created])] };
		// Sending it again could create a second one, so not even Retry On Fail may do so. What is recorded
		// as a part is not sent again: the next run goes on after it.
		if (mayHaveActed || created.length > 0) record.keep(item.index, { problem });
		return { problem };
	}
}

/**
 * What is known of a write that was cancelled while it was on its way.
 *
 * @param created labels of what it had made before
 */
function cutOff(what: string, created: string[]): Problem {
	return {
		kind: 'api',
		message: `The execution was cancelled while the ${what} was being sent`,
		description: `The ${what} may or may not have been created or changed: check before running again. This execution will not send it again.`,
		mayHaveActed: true,
		created,
	};
}

/** Applies the option "Raw Response". */
function shaped({ results, raw, label, files }: OperationResult, wantsRaw: boolean): Done {
	if (!wantsRaw) return { results, label, files };
	return { results: [isObject(raw) ? raw : { response: raw as IDataObject }], label, files };
}
