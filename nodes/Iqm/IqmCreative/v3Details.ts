import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../../common/ground/values';
import type { IqmReply } from '../transport/request';
import { iqmRequest, pathId } from '../transport/request';
import { statusWord } from '../shared/statuses';
import { STATUS_ID } from './creatives';

/**
 * An answer about creatives: what IQM says about each, and a function that removes secrets from its
 * words.
 */
export interface Details extends Omit<IqmReply, 'data'> {
	rows: IDataObject[];
}

/** The older answer's names for the fields that the wait looks at. */
function named(row: IDataObject): IDataObject {
	return { ...row, status: statusWord(row.creativeStatusId, STATUS_ID) };
}

/**
 * Reads creatives one by one: `GET /api/v3/crt/creatives/{creativeId}` (Creative API guideline).
 * `createdAt` is in milliseconds; `status` is the status id in words.
 *
 * @returns `raw` is IQM's answer; of several creatives `{creatives: [answer, …]}`
 * @throws ApiFailure for the first creative that IQM does not know, in its words
 */
export async function readV3Details(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): Promise<Details> {
	const replies: IqmReply[] = [];
	for (const id of ids) {
		const path = `/api/v3/crt/creatives/${pathId(id)}`;
		replies.push(await iqmRequest(context, { method: 'GET', path }, itemIndex));
	}
	const answers = replies.map(({ raw }) => raw);
	return {
		rows: replies
			.map(({ data }) => data)
			.filter(isObject)
			.map(named),
		raw: answers.length === 1 ? answers[0] : { creatives: answers },
		clean: (text) => replies.reduce((words, { clean }) => clean(words), text),
	};
}
