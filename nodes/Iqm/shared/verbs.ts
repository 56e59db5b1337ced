import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { Judge, VerbApi } from '../../verbs/describe';
import type { Sorting } from '../../verbs/list';
import { IQM } from '../transport/request';
import { readPages } from './paging';
import { checkRepeated } from './repeated';
import { readSentence } from './readSentence';
import type { Signed } from './sorting';
import { readSorting, sortOptions } from './sorting';

/** Where an answer repeats the sent fields, and in which form. */
interface Answered {
	/** The form's words for fields that have another name in the request. */
	labels?: Record<string, string>;
	/** What was sent, under the names of the answer. */
	sent?: (sent: IDataObject) => IDataObject;
	/** What the sentence says was done, if that is less than what was done: "changed". */
	said?: string;
	/** The part of the content that repeats the fields. */
	content?: (data: unknown) => unknown;
}

/**
 * How IQM answers most writes: with a sentence that counts the things, and sometimes with the sent
 * fields.
 */
export function bySentence({
	labels = {},
	sent = (fields) => fields,
	said,
	content = (data) => data,
}: Answered = {}): Judge {
	return {
		request: ({ thing, ids }) => ({
			hasSentence: true,
			// For several things, the sentence does not say which.
			...(ids.length === 1 ? { made: () => [`${thing.idName} ${ids[0]}`] } : {}),
		}),
		read(reply, told) {
			const { thing, ids, all, done } = told;
			const message = readSentence(thing, all, reply, said ?? done);
			checkRepeated(
				{ ...reply, data: content(reply.data) },
				{
					sent: sent(told.sent),
					labels: { ...told.labels, ...labels },
					made: ids.map((id) => `${thing.idName} ${id}`),
				},
			);
			return message;
		},
	};
}

/** IQM as the verbs need it. */
export const IQM_VERBS: VerbApi = {
	api: IQM,
	readList: async ({ context, index }, list, wanted) =>
		await readPages(context, index, list, { wanted }),
	judge: bySentence(),
};

/** Sorts a list by one of these fields: {@link readSorting}. */
export function sortedBy(fields: INodePropertyOptions[], style: Signed | 'order'): Sorting {
	return {
		properties: sortOptions(fields),
		read: (options) => readSorting(options, fields, style),
	};
}
