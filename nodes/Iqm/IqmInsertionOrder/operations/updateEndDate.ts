import type { INodeProperties } from 'n8n-workflow';

import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, toEnd } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { asNumbers, forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { resultId, toIdNumber } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/several';
import { iqmRequest } from '../../transport/request';
import { checkEnd, LABELS, ORDERS } from '../orders';

const NEW_END = 'New End';

const properties: INodeProperties[] = [
	idsProperty(ORDERS, 'change'),
	{
		displayName: NEW_END,
		name: 'ioEndTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`Last moment of the orders, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	idPicker(
		{
			displayName: LABELS.ioTimeZoneId,
			name: 'ioTimezoneId',
			description:
				"IQM's time zone of the orders, for example 29 for US/Eastern. IQM wants it here.",
		},
		'searchTimezones',
		'29',
	),
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ORDERS);
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const ioEndTime = checkEnd(toEnd(read('ioEndTime'), context.getTimezone(), NEW_END), NEW_END);
	const ioTimezoneId = toIdNumber(read('ioTimezoneId'), LABELS.ioTimeZoneId);
	const made = ids.map((id) => `ioId ${id}`);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: '/api/v3/cmp/io/update-end-date',
			body: { ioIdsList: asNumbers(ids, ORDERS), ioEndTime, ioTimezoneId },
			writes: 'end of the insertion order',
			hasSentence: true,
		},
		itemIndex,
	).catch(forSeveral(ORDERS, ids, 'changed', 'IQM'));
	const sent = { ioEndTime, ioTimeZoneId: ioTimezoneId, ioTimezoneId };
	const labels = { ...LABELS, ioEndTime: NEW_END, ioTimezoneId: LABELS.ioTimeZoneId };
	const message = readSentence(ORDERS, ids, { data, clean }, 'changed');
	checkRepeated({ data, clean }, { sent, labels, made });
	return {
		results: ids.map((id) => ({
			ioId: resultId(id),
			ioEndTime,
			updated: true,
			...message,
		})),
		raw,
		label: ids.map((id) => `ioId ${id} ends ${new Date(ioEndTime).toISOString()}`).join(', '),
	};
}

/**
 * Moves the end of insertion orders, in milliseconds, with the time zone's field spelled
 * `ioTimezoneId` here. IQM answers with a sentence.
 */
export const updateEndDate: Operation = {
	value: 'updateEndDate',
	name: 'Update End Date',
	action: 'Update the end date of insertion orders',
	description: 'Move the end of insertion orders',
	endpoint: 'PATCH /api/v3/cmp/io/update-end-date',
	document: 'Campaign API guideline, "Update End Date for Multiple IOs"',
	writes: true,
	properties,
	execute,
};
