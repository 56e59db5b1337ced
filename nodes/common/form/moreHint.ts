import type { IExecuteFunctions } from 'n8n-workflow';

/** What was already said: many items would repeat it. */
const said = new WeakMap<IExecuteFunctions, Set<string>>();

/** Shows a sentence above the node's output, only once per execution of the node. */
export function hint(context: IExecuteFunctions, message: string, type: 'info' | 'warning'): void {
	const messages = said.get(context) ?? new Set();
	said.set(context, messages);
	if (messages.has(message)) return;
	messages.add(message);
	// A node that runs as an agent's tool has no output pane.
	(context as Partial<IExecuteFunctions>).addExecutionHints?.({
		message,
		type,
		location: 'outputPane',
	});
}

/**
 * The rows up to a limit, with a hint if there are more.
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
	const message = `There are more ${what} than the ${limit.toLocaleString('en')} that 'Limit' allows: raise it, or turn on 'Return All'.`;
	hint(context, message, 'info');
	return rows.slice(0, limit);
}
