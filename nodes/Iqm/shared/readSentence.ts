import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import type { Thing } from '../../verbs/describe';
import { messageIn } from '../transport/envelope';
import type { IqmReply } from '../transport/request';
import { countIn, tellsOfRest } from '../transport/sentences';

/**
 * Checks the sentence that answers a request against the number of things in the request. IQM states a
 * count, no IDs: "3 Insertion Orders deleted successfully".
 *
 * @param done what the request does to them: "deleted"
 * @returns the sentence as part of a result
 * @throws ApiFailure for another count; 0 means that nothing was done
 */
export function readSentence(
	{ many }: Pick<Thing, 'many'>,
	ids: string[],
	{ data, clean }: Pick<IqmReply, 'data' | 'clean'>,
	done: string,
): { message?: IDataObject[string] } {
	const message = messageIn(data);
	const sentence = String(message.message ?? '');
	const count = countIn(sentence, ids.length) ?? ids.length;
	// A sentence about one thing begins with its name, which may say anything.
	const isPart = ids.length > 1 && tellsOfRest(sentence);
	if (count === ids.length && !isPart) return message;
	const part = isPart ? 'not all' : String(count);
	throw new ApiFailure(clean(`IQM ${done} ${part} of ${ids.length} ${many}: ${sentence}`), {
		description:
			count === 0
				? 'IQM says that nothing was changed. Check them in IQM before running this again.'
				: `Check in IQM which of them were ${done} before running this again.`,
		mayHaveActed: count !== 0,
		inPart: true,
	});
}
