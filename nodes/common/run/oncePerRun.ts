import type { IExecuteFunctions } from 'n8n-workflow';

/** What a run of a node has looked up, by the node's execution. */
const lookedUp = new WeakMap<IExecuteFunctions, Map<string, Promise<unknown>>>();

/**
 * Looks something up once for all items of a run. A look-up that fails is forgotten, so that the next
 * item tries again.
 *
 * @param key what is looked up, with everything that the answer depends on, the credential included
 */
export async function oncePerRun<T>(
	context: IExecuteFunctions,
	key: string,
	lookUp: () => Promise<T>,
): Promise<T> {
	const known = lookedUp.get(context) ?? new Map<string, Promise<unknown>>();
	lookedUp.set(context, known);
	const earlier = known.get(key) as Promise<T> | undefined;
	if (earlier !== undefined) return await earlier;
	const answer = lookUp();
	known.set(key, answer);
	return await answer.catch(async (error: unknown) => {
		known.delete(key);
		return await Promise.reject(error);
	});
}

/** What a run of a node has computed, by the node's execution. */
const computed = new WeakMap<IExecuteFunctions, Map<string, unknown>>();

/** {@link oncePerRun} for what needs no look-up, such as what is the same for all items of a run. */
export function computedOnce<T>(context: IExecuteFunctions, key: string, compute: () => T): T {
	const known = computed.get(context) ?? new Map<string, unknown>();
	computed.set(context, known);
	if (!known.has(key)) known.set(key, compute());
	return known.get(key) as T;
}

/**
 * The values that a parameter has in the items of a run. An item whose expression fails has none: it
 * ends with that error when its turn comes. They are read once: each item asks for those of all.
 */
export function valuesOfRun(context: IExecuteFunctions, parameter: string): unknown[] {
	return computedOnce(context, `values of ${parameter}`, () =>
		context.getInputData().flatMap((_, index) => {
			try {
				return [context.getNodeParameter(parameter, index, null) as unknown];
			} catch {
				return [];
			}
		}),
	);
}
