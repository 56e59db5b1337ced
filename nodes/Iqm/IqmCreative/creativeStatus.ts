import type { IExecuteFunctions } from 'n8n-workflow';

import { asNumbers, forSeveral } from '../../verbs/several';
import type { OperationResult } from '../../common/run/operation';
import { resultId } from '../../common/ground/values';
import { checkRepeated } from '../shared/repeated';
import { readSentence } from '../shared/several';
import { iqmRequest } from '../transport/request';
import { CREATIVES, STATUS_ID } from './creatives';

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
	).catch(forSeveral(CREATIVES, ids, status, 'IQM'));
	const message = readSentence(CREATIVES, ids, { data, clean }, 'changed');
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
