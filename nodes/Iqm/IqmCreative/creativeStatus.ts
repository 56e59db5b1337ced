import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import type { OperationResult } from '../../common/operation';
import { resultId } from '../../common/values';
import { checkRepeated } from '../shared/repeated';
import { asNumbers, forSeveral } from '../shared/several';
import { messageIn } from '../transport/envelope';
import { iqmRequest } from '../transport/request';
import { CREATIVES, STATUS_ID } from './creatives';

/**
 * The creatives that an answer speaks of, from its sentence: "3 Creatives updated successfully". The
 * one about a single creative, "asdf creative updated successfully", begins with its name, which may
 * begin with a number too.
 */
export function countIn(message: unknown, asked: number): number {
	const text = String(message);
	const count = /^(\d+) creatives /i.exec(text)?.[1];
	if (asked === 1) return 1;
	if (count !== undefined) return Number(count);
	return / creative \w+ successfully/i.test(text) ? 1 : asked;
}

/**
 * Sets the status of creatives: `PATCH /api/v3/crt/creatives/update-status` (Creative API guideline).
 * IQM answers with a sentence that names a count, no ids.
 */
export async function sendStatus(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	status: keyof typeof STATUS_ID,
): Promise<OperationResult> {
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: '/api/v3/crt/creatives/update-status',
			body: { creativeIds: asNumbers(ids, CREATIVES), creativeStatusId: STATUS_ID[status] },
			writes: 'status of the creative',
			hasSentence: true,
		},
		itemIndex,
	).catch(forSeveral(CREATIVES, ids, status));
	const message = messageIn(data);
	const count = countIn(message.message, ids.length);
	if (count !== ids.length) {
		throw new ApiFailure(
			`IQM changed ${count} of ${ids.length} creatives: ${clean(String(message.message))}`,
			{
				description: 'Look in IQM which of them were changed.',
				mayHaveActed: true,
			},
		);
	}
	const made = ids.map((id) => `creativeId ${id}`);
	const sent = { creativeStatusId: STATUS_ID[status], status };
	const labels = { creativeStatusId: 'Status', status: 'Status' };
	checkRepeated({ data, clean }, { sent, labels, made });
	return {
		results: ids.map((id) => ({
			creativeId: resultId(id),
			status,
			...message,
		})),
		raw,
		label: ids.map((id) => `creativeId ${id} ${status}`).join(', '),
	};
}
