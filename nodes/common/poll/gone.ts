import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { ApiFailure } from '../ground/errors';
import { describeProblem, problemError } from '../ground/errors';
import { hasMemory } from './watch';

/** What a trigger should watch but the API no longer has. */
export interface Gone {
	ids: string[];
	/** Whether nothing else is left to watch. */
	isAll: boolean;
	failure: (ids: string[]) => ApiFailure;
}

const KEY = 'gone';

/**
 * Refuses to go on if the missing things never existed, or nothing else is left to watch.
 *
 * @throws ApiFailure at each poll until somebody changes the form
 */
export function refuseGone(data: IDataObject, gone: Gone | undefined): void {
	if (gone === undefined || gone.ids.length === 0) return;
	if (gone.isAll || !hasMemory(data)) throw gone.failure(gone.ids);
}

/**
 * Reports missing things once, as a failed execution of its own that starts the error workflow; events
 * of all other things are still reported. If n8n ends abruptly, it may be reported again.
 */
export function tellGone(
	context: IPollFunctions,
	data: IDataObject,
	gone: Gone | undefined,
): void {
	const ids = gone === undefined ? [] : [...new Set(gone.ids)].sort();
	const told = typeof data[KEY] === 'string' ? data[KEY].split(' ') : [];
	const untold = ids.filter((id) => !told.includes(id));
	const text = ids.join(' ');
	// Writing the same value again would make n8n store it.
	if ((data[KEY] ?? '') !== text) data[KEY] = text;
	if (gone === undefined || untold.length === 0) return;
	const problem = describeProblem(gone.failure(untold));
	context.__emitError(problemError(context.getNode(), problem, undefined, []));
}
