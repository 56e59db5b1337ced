import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Problem } from '../ground/errors';
import { problemJson, problemWords } from '../ground/errors';
import type { ExecutionStopped } from '../ground/wait';
import type { Previewed } from '../guard/preview';
import { mergedPreview } from './previews';

/** An item that has led to results. */
export interface Done {
	results: IDataObject[];
	label?: string;
	files?: IBinaryKeyData;
	/** What was only shown; items whose request is the same have the same. */
	previewed?: Previewed;
}

/** An item that has failed. */
export interface Failed {
	problem: Problem;
}

/** How an item ended. */
export type ItemEnd = Done | Failed | { stopped: ExecutionStopped };

/** What became of the items of a run; nothing of those that it did not come to. */
export interface Ends {
	ends: Array<ItemEnd | undefined>;
	/** What items had made that did not end, as labels. */
	made: string[];
}

/**
 * What has been done, by item, as labels.
 *
 * @param failed the item whose error ends the node, and which tells of itself
 */
export function doneIn(ends: Ends['ends'], failed: number): string[] {
	return [...ends.entries()].flatMap(([index, end]) => {
		if (end === undefined || index === failed || 'stopped' in end) return [];
		if ('results' in end) return end.label === undefined ? [] : [`item ${index} → ${end.label}`];
		const { created } = end.problem;
		return created.length === 0 ? [] : [`item ${index} in part → ${created.join(', ')}`];
	});
}

/** An error as n8n shows it. */
export type Described = Error & { description?: string | null };

/** Adds a sentence to an error's description. */
export function withWords<E extends Described>(error: E, words: string | undefined): E {
	if (words === undefined) return error;
	error.description = [error.description, words].filter(Boolean).join(' ');
	return error;
}

/** Items as a sentence names them: "item 1, item 2 and 30 more". */
function named(indices: number[]): string {
	const first = indices.slice(0, 20).map((index) => `item ${index}`);
	const more = indices.length - first.length;
	return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Adds the other items that failed: those that shared a request, or were sent before it was known. */
export function withOthers<E extends Described>(error: E, { ends, made }: Ends, failed: number): E {
	const others = [...ends.entries()].flatMap(([index, end]) =>
		end !== undefined && 'problem' in end && index !== failed ? [{ index, ...end.problem }] : [],
	);
	const unsure = others.filter(({ mayHaveActed }) => mayHaveActed);
	const sure = others.filter(({ mayHaveActed }) => !mayHaveActed);
	const hasMade = (index: number) => made.some((label) => label.startsWith(`item ${index} →`));
	const left = [...ends.keys()].filter(
		(index) => ends[index] === undefined && index < failed && !hasMade(index),
	);
	const sentences = [
		...(left.length > 0 ? [`Nothing was sent for ${named(left)}.`] : []),
		...(unsure.length > 0
			? [`It is not known whether it was done for ${named(unsure.map(({ index }) => index))}.`]
			: []),
		...(sure.length > 0 ? [`It failed for ${named(sure.map(({ index }) => index))}, too.`] : []),
	];
	return withWords(error, sentences.length > 0 ? sentences.join(' ') : undefined);
}

/** The results of all items in their order. A request that was shown for several items is shown once. */
export function outputOf(context: IExecuteFunctions, ends: ItemEnd[]): INodeExecutionData[] {
	const output: INodeExecutionData[] = [];
	const shown = new Map<Previewed, number[]>();
	for (const [index, end] of ends.entries()) {
		const { previewed } = end as Done;
		if (previewed !== undefined) shown.set(previewed, [...(shown.get(previewed) ?? []), index]);
	}
	for (const [index, end] of ends.entries()) {
		if ('problem' in end) {
			const { onError } = context.getNode();
			const json = onError === 'continueErrorOutput' ? problemWords : problemJson;
			output.push({ json: json(end.problem), pairedItem: { item: index } });
			continue;
		}
		const { results, files, previewed } = end as Done;
		const together = (previewed === undefined ? undefined : shown.get(previewed)) ?? [index];
		if (together.length > 1) {
			if (together[0] !== index) continue;
			const all = together.map((at) => (ends[at] as Done).results[0]);
			output.push({ json: mergedPreview(all), pairedItem: together.map((item) => ({ item })) });
			continue;
		}
		const binary = files === undefined ? {} : { binary: files };
		output.push(...results.map((json) => ({ json, ...binary, pairedItem: { item: index } })));
	}
	return output;
}
