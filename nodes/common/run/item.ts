import type { IExecuteFunctions } from 'n8n-workflow';

/** One item of a run's input, as an operation sees it; made once, by the loop over items. */
export interface Item {
	context: IExecuteFunctions;
	/** Its position in the input. */
	index: number;
	/** A parameter's value for this item; null for one that is hidden or missing. */
	read(name: string): unknown;
	/** The workflow's time zone, which applies to times without an offset. */
	zone: string;
}

export function itemAt(context: IExecuteFunctions, index: number): Item {
	return {
		context,
		index,
		read: (name) => context.getNodeParameter(name, index, null),
		zone: context.getTimezone(),
	};
}
