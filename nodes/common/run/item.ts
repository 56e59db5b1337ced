import type { IExecuteFunctions } from 'n8n-workflow';

/** One item of a run's input, as an operation sees it; made once, by the loop over items. */
export interface Item {
	context: IExecuteFunctions;
	/** Its position in the input. */
	index: number;
	/** A parameter's value for this item; null for one that is hidden or missing. */
	read(name: string): unknown;
	/**
	 * The time zone of times without an offset: the workflow's, unless they are in that of their thing
	 * (`ownZone.ts`).
	 */
	zone: string;
	/**
	 * Does a part of a write once in this execution, for an operation that waits, reads or sends more
	 * afterwards: what it made is recorded before anything else can end the item. When n8n runs the item
	 * again, it gets back what the part led to, and goes on from there. The operation's failures need not
	 * name it, and one that does not say that it may have acted lets the next run go on.
	 *
	 * @param part its name, one for each part of an operation
	 */
	once<T>(part: string, work: () => Promise<WritePart<T>>): Promise<T>;
	/** Whether an earlier run of the item has done a part already, so that nothing need be looked up. */
	hasBegun(): boolean;
}

/** What a part of a write led to; see {@link Item.once}. */
export interface WritePart<T> {
	/** What the rest of the operation needs of it: plain values, since n8n stores them. */
	value: T;
	/** What was made or changed, a label such as "creativeId 7" for each. */
	made: string[];
}

export function itemAt(context: IExecuteFunctions, index: number): Item {
	return {
		context,
		index,
		read: (name) => context.getNodeParameter(name, index, null),
		zone: context.getTimezone(),
		once: async (_, work) => (await work()).value,
		hasBegun: () => false,
	};
}
