import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';

import { clock } from '../ground/clock';
import { describeProblem, InputError, problemError } from '../ground/errors';
import { Faults } from '../ground/faults';
import { checkFilled } from '../form/filled';
import { SIMPLIFY, toSimplify } from '../form/simplifyField';
import type { Gone } from './gone';
import { refuseGone, tellGone } from './gone';
import type { Seen, Wanted, WatchEvent } from './watch';
import { observe, pollResult } from './watch';

/** What a polling trigger watches, according to its form. */
export interface Watch {
	/** Text that identifies the account, what is watched, the filters and the wanted events. */
	scope: string;
	wanted: Wanted;
	/** What they are in messages: "campaigns". */
	things: string;
	/** Everything watched, as it is now. If any of it fails, the memory stays as it is. */
	read(): Promise<Seen[]>;
	/** What {@link read} should have found but did not; asked for after it. */
	gone?(): Gone;
	/** The newest one to three things that {@link read} would report, for a test in the editor. */
	sample(): Promise<Seen[]>;
	/** The item for an event; `observedAt` is the time of the poll (ISO 8601, UTC). */
	toJson(event: WatchEvent, observedAt: string): IDataObject;
	/** The same item as a person reads it. */
	simplified(item: IDataObject): IDataObject;
}

/** The form of a trigger. */
export interface WatchForm {
	properties: INodeProperties[];
	/** For each parameter that may be left empty, the sentence that says how it means "all". */
	none?: Record<string, string>;
}

/** The longest time for a poll, in ms, if n8n names none; n8n 2.41's own value. */
const BUDGET_MS = 5 * 60_000;

/** The same for a poll that somebody waits for: at activation, or for a test event. */
const WAITED_FOR_MS = 60_000;

/** The contexts that have polled before: each one's first poll is that of an activation. */
const activated = new WeakSet<IPollFunctions>();

/** The polls under way, by workflow and node: n8n starts the next one regardless. */
const underWay = new Map<string, IPollFunctions>();

/** When a poll that begins now must be over, in milliseconds since the epoch. */
function deadline(context: IPollFunctions): number {
	// n8n 1.x has no such method.
	const budget = (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? BUDGET_MS;
	const isWaitedFor = context.getMode() === 'manual' || !activated.has(context);
	activated.add(context);
	return clock.now() + Math.min(budget, isWaitedFor ? WAITED_FOR_MS : BUDGET_MS);
}

/**
 * The result of `read`, or undefined if a newer one counts: while a poll is under way, the next one
 * leaves everything to it, and if the workflow was reactivated in the meantime, what was read for its
 * predecessor is out of date.
 */
async function readAlone(
	context: IPollFunctions,
	read: () => Promise<Seen[]>,
): Promise<Seen[] | undefined> {
	const key = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	if (underWay.get(key) === context) return undefined;
	underWay.set(key, context);
	const isNewest = () => underWay.get(key) === context;
	try {
		const seen = await read();
		return isNewest() ? seen : undefined;
	} finally {
		if (isNewest()) underWay.delete(key);
	}
}

async function poll(
	context: IPollFunctions,
	form: WatchForm,
	open: (until: number) => Promise<Watch>,
): Promise<INodeExecutionData[][] | null> {
	const read = (name: string): unknown => context.getNodeParameter(name, null);
	const faults = new Faults();
	// The form has *Simplify* once for each version of the node, of which this check knows nothing.
	const properties = [...form.properties, SIMPLIFY];
	checkFilled({ ...form, properties, saved: context.getNode().parameters, read }, faults);
	faults.throwAny();
	const isSimple = toSimplify(read(SIMPLIFY.name) ?? false);
	const watch = await open(deadline(context));
	const { wanted, things } = watch;
	const itemOf = (event: WatchEvent): IDataObject => {
		const item = watch.toJson(event, new Date(clock.now()).toISOString());
		return isSimple ? watch.simplified(item) : item;
	};

	if (context.getMode() === 'manual') {
		const newest = await watch.sample();
		if (newest.length === 0) {
			throw new InputError(
				`There are no ${things} yet that match what this trigger watches`,
				"Create one, or change the form. Once the workflow is active, the trigger also works without an example.",
			);
		}
		return [newest.map(({ id, status, json }) => ({ json: itemOf({ id, status, json }) }))];
	}

	const seen = await readAlone(context, watch.read);
	if (seen === undefined) return null;
	const data = context.getWorkflowStaticData('node');
	const gone = watch.gone?.();
	refuseGone(data, gone);
	const observation = observe(data, watch.scope, seen, wanted, things);
	tellGone(context, data, gone);
	return pollResult(context, observation, itemOf);
}

/**
 * One poll of a trigger that watches a list: one item per event, or nothing; in manual mode, a sample
 * that leaves the memory alone.
 *
 * @param form what the user is asked; checked before it is read
 * @param open reads the form; everything that the poll does must be over by `until` (milliseconds
 *   since the epoch)
 * @throws NodeApiError or NodeOperationError, which n8n shows at activation and for a test event, and
 *   otherwise records as a failed execution. The memory is then unchanged, and nothing is missed.
 */
export async function pollOnce(
	context: IPollFunctions,
	form: WatchForm,
	open: (until: number) => Promise<Watch>,
): Promise<INodeExecutionData[][] | null> {
	const outcome = await poll(context, form, open).catch((error: unknown) => ({
		problem: describeProblem(error),
	}));
	if (outcome === null || !('problem' in outcome)) return outcome;
	throw problemError(context.getNode(), outcome.problem, undefined, []);
}
