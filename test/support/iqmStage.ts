import type { IDataObject, INodeType } from 'n8n-workflow';

import { freshSandbox } from './freshSandbox';
import type { NodeRunOptions } from './harness';
import { apiRequests, runNode, sandboxCredential } from './harness';
import type { Stage } from './scenarios';
import { setStage } from './scenarios';

/** An expression that gives an empty text, as from a field that nobody filled in. */
export const EMPTY = "={{ '' }}";

/** The value of a resource locator into which an ID was typed. */
export const picked = (value: number | string) => ({
	__rl: true,
	mode: 'id',
	value: String(value),
});

/** Forms by operation: those in `forms`, with `changes` on top. */
export const formOf =
	(forms: Record<string, IDataObject>) =>
	(operation: string, changes: IDataObject = {}): IDataObject => ({
		operation,
		...forms[operation],
		...changes,
	});

/**
 * The fixture for one test file on one IQM node: a sandbox with one of each object before each test,
 * and functions that run the node on it.
 *
 * @param newNode makes the node for one run
 * @returns to be destructured; `sandbox` and `stage` have their contents in tests and hooks only
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
		/** Runs the operation Get Many. */
		list: async (parameters: IDataObject, options?: NodeRunOptions) =>
			await run({ operation: 'getAll', ...parameters }, options),
		/** Options for a run whose credential has these spend limits, or other changes. */
		limited: (changes: IDataObject): NodeRunOptions => ({
			credential: sandboxCredential(sandbox, changes),
		}),
		/** Method, address and body of all requests except logins. */
		sent: () => apiRequests(sandbox).map(({ method, url, json }) => [method, url, json]),
		/** The requests that change something. */
		writes: () => apiRequests(sandbox).filter(({ method }) => method !== 'GET'),
	};
}
