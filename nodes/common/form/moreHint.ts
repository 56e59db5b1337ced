import type { IExecuteFunctions } from 'n8n-workflow';

/** What was said already: many items would say the same. */
const said = new WeakMap<IExecuteFunctions, Set<string>>();

/** Shows a sentence above the node's output, once for an execution of the node. */
export function hint(context: IExecuteFunctions, message: string, type: 'info' | 'warning'): void {
	const messages = said.get(context) ?? new Set();
	said.set(context, messages);
	if (messages.has(message)) return;
	messages.add(message);
	// As an agent's tool a node has no output pane.
	(context as Partial<IExecuteFunctions>).addExecutionHints?.({
		message,
		type,
		location: 'outputPane',
	});
}

/**
 * The first rows up to a limit, and a hint where there are more.
 *
 * @param what the rows in words: "campaigns"
 */
export function upToLimit<T>(
	context: IExecuteFunctions,
	rows: T[],
	limit: number,
	what: string,
): T[] {
	if (rows.length <= limit) return rows;
	const message = `There are more ${what} than the ${limit.toLocaleString('en')} that 'Limit' allows: raise it, or switch on 'Return All'.`;
	hint(context, message, 'info');
	return rows.slice(0, limit);
}
