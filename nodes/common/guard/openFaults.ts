import type { Faults } from '../ground/faults';
import { ExecutionStopped } from '../ground/wait';

/** What is known to be wrong with the form of the item that a run is at. */
const open = new WeakMap<object, Faults>();

/**
 * Does the work of an item whose form is partly wrong, in order to learn what else is wrong with it.
 * Meanwhile nothing is sent for it: {@link refuseWhileOpen}.
 *
 * @param context the run, in which one item comes after the other
 * @throws InputError that lists everything, or ExecutionStopped; there is no result
 */
export async function findOthers(
	context: object,
	faults: Faults,
	work: () => Promise<unknown>,
): Promise<never> {
	open.set(context, faults);
	const error: unknown = await work()
		.then(() => undefined, (thrown: unknown) => thrown)
		.finally(() => open.delete(context));
	if (error instanceof ExecutionStopped) throw error;
	// Any other error may come of the missing values.
	faults.addOthers(error);
	throw faults.asError();
}

/** @throws InputError if something is wrong with the form for which a request is to be sent */
export function refuseWhileOpen(context: object): void {
	open.get(context)?.throwAny();
}
