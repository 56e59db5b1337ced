import type { IDataObject } from 'n8n-workflow';

import { contradictions } from './contradiction';
import { ApiFailure } from '../../common/ground/errors';
import { isBlank, quote } from '../../common/ground/values';
import type { IqmReply } from '../transport/request';

interface Request {
	/** What was sent, under the names of the answer. */
	sent: IDataObject;
	/** The form's words for it. */
	labels: Record<string, string>;
	/** What was created or changed, a label each: "ioId 7". */
	made: string[];
}

/**
 * Compares an answer with its request: whatever it repeats must mean what was sent. IQM answers times
 * in seconds or milliseconds, ids as text or number.
 *
 * @param reply the answer; `data` may be just the part that repeats the fields
 * @throws ApiFailure for a difference: the request has acted, but not as it should
 */
export function checkRepeated(
	{ data, clean }: Pick<IqmReply, 'data' | 'clean'>,
	{ sent, labels, made }: Request,
): void {
	const [first, ...others] = contradictions(sent, data, labels).map(
		({ label, wanted, present }) => `'${label}' is ${quote(present)}, not ${isBlank(wanted) ? 'empty' : quote(wanted)}`,
	);
	if (first === undefined) return;
	throw new ApiFailure(clean(`IQM reported that ${[first, ...others].join(', and ')}`), {
		description: 'Check it in IQM before running this again.',
		mayHaveActed: true,
		created: made,
	});
}
