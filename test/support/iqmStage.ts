import type { IDataObject, INodeType } from 'n8n-workflow';

import { freshSandbox } from './freshSandbox';
import type { NodeRunOptions } from './harness';
import { apiRequests, runNode, sandboxCredential } from './harness';
import type { Stage } from './scenarios';
import { setStage } from './scenarios';

/** An expression that gives an empty text, as a field does which nobody filled in. */
export const EMPTY = "={{ '' }}";

/** What a resource locator holds after an ID was typed into it. */
export const picked = (value: number | string) => ({
	__rl: true,
	mode: 'id',
	value: String(value),
});

/** A form by operation, with `changes` over what `forms` has for it. */
export const formOf =
	(forms: Record<string, IDataObject>) =>
	(operation: string, changes: IDataObject = {}): IDataObject => ({
		operation,
		...forms[operation],
		...changes,
	});

/**
 * The tests of one file on one IQM node: a sandbox that has one of each object before each test, and
 * what runs the node on it.
 *
 * @param newNode makes the node for one run
 * @returns to be taken apart; `sandbox` and `stage` have their contents in tests and hooks alone
 */
export function iqmStage(newNode: () => INodeType) {
	const sandbox = freshSandbox();
	const stage = {} as Stage;
	beforeEach(async () => void Object.assign(stage, await setStage(sandbox)));
	const run = async (parameters: IDataObject, options: NodeRunOptions = {}) =>
		await runNode(sandbox, newNode(), parameters, options);
	return {
		sandbox,
		stage,
		run,
		/** A run of the operation Get Many. */
		list: async (parameters: IDataObject, options?: NodeRunOptions) =>
			await run({ operation: 'getAll', ...parameters }, options),
		/** Options of a run whose credential has these spend limits, or other changes. */
		limited: (changes: IDataObject): NodeRunOptions => ({
			credential: sandboxCredential(sandbox, changes),
		}),
		/** Method, address and body of each request but the logins. */
		sent: () => apiRequests(sandbox).map(({ method, url, json }) => [method, url, json]),
		/** The requests that are to change something. */
		writes: () => apiRequests(sandbox).filter(({ method }) => method !== 'GET'),
	};
}
