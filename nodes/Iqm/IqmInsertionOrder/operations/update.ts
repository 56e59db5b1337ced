import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/form/additionalJson';
import { InputError } from '../../../common/ground/errors';
import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY, toEnd, toEpoch, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import {
	isBlank,
	resultId,
	toBoolean,
	toIdNumber,
	toInteger,
	toMoney,
} from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/several';
import { iqmRequest, pathId } from '../../transport/request';
import {
	checkEnd,
	checkNoTotal,
	LABELS,
	ORDER,
	ORDERS,
	orderProperty,
	readOrderId,
	toOrderName,
	withSum,
} from '../orders';

const properties: INodeProperties[] = [
	orderProperty,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			{
				displayName: LABELS.ioEndTime,
				name: 'ioEndTime',
				type: 'dateTime',
				default: '',
				description:
					`Last moment of the order, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset it is in the workflow's time zone.`,
			},
			{
				displayName: LABELS.ioName,
				name: 'ioName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Spring launch 2026',
				description: 'New name, at most 255 characters, for example Spring launch 2026',
			},
			{
				displayName: LABELS.isAutoSumIoTotalBudget,
				name: 'isAutoSumIoTotalBudget',
				type: 'boolean',
				default: false,
				description:
					"Whether the order's total is always the sum of its campaigns' totals. Then the order itself limits nothing.",
			},
			{
				displayName: LABELS.ioStartTime,
				name: 'ioStartTime',
				type: 'dateTime',
				default: '',
				description:
					`First moment of the order, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone.`,
			},
			idPicker(
				{
					displayName: LABELS.ioTimeZoneId,
					name: 'ioTimeZoneId',
					required: false,
					description: "IQM's time zone of the order, for example 29 for US/Eastern",
				},
				'searchTimezones',
				'29',
			),
			{
				displayName: LABELS.ioTotalBudget,
				name: 'ioTotalBudget',
				type: 'number',
				hint: "In the account's currency, above 0",
				typeOptions: { minValue: 0, numberPrecision: 2 },
				default: 0,
				description: "Most that the order may spend, in the account's currency, for example 1000",
			},
			{
				displayName: LABELS.ioTotalImpressions,
				name: 'ioTotalImpressions',
				type: 'number',
				hint: 'Above 0',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				description: 'Most impressions that the order may buy, for example 500000',
			},
		],
	},
	writeOptionsCollection(),
];

/** How each field travels, whether it came from the form or from "Additional JSON". */
const CONVERT: Record<string, (value: unknown, label: string) => string | number | boolean> = {
	ioName: toOrderName,
	ioStartTime: toMilliseconds,
	ioEndTime: (value, label) => checkEnd(toMilliseconds(value, label), label),
	ioTimeZoneId: toIdNumber,
	ioTotalBudget: toMoney,
	ioTotalImpressions: (value, label) => toInteger(value, label, 1),
	isAutoSumIoTotalBudget: toBoolean,
};

function toMilliseconds(value: unknown, label: string): number {
	return toEpoch(value, label, 'milliseconds');
}

function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const { additionalJson, ...fields } = context.getNodeParameter(
		'updateFields',
		itemIndex,
		{},
	) as IDataObject;
	for (const [name, read] of Object.entries({ ioStartTime: toMoment, ioEndTime: toEnd })) {
		if (name in fields) fields[name] = read(fields[name], context.getTimezone(), LABELS[name]);
	}
	return withAdditionalJson(fields, additionalJson, LABELS);
}

function check(given: IDataObject): IDataObject {
	const changes = { ...given };
	for (const [name, convert] of Object.entries(CONVERT)) {
		if (given[name] !== undefined) changes[name] = convert(given[name], LABELS[name]);
	}
	if (Object.keys(changes).length === 0) {
		throw new InputError('There is nothing to update', "Add a field in 'Update Fields'.");
	}
	if (changes.ioId !== undefined) {
		throw new InputError("'Additional JSON' sets 'ioId', which can't be changed", 'Remove it.');
	}
	const { ioStartTime: start, ioEndTime: end } = changes;
	if (!isBlank(start) && !isBlank(end) && Number(end) <= Number(start)) {
		throw new InputError(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	checkNoTotal(changes);
	return changes;
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ioId = readOrderId(context, itemIndex);
	const changes = check(readForm(context, itemIndex));
	const made = [`ioId ${ioId}`];
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: `/api/v3/cmp/io/${pathId(ioId)}`,
			body: changes,
			writes: 'insertion order',
			hasSentence: true,
			made: () => made,
		},
		itemIndex,
	);
	const message = readSentence(ORDERS, [ioId], { data, clean }, 'changed');
	// A sentence, as IQM's sample has it, or the order itself.
	const sent = { ioId, ...changes };
	checkRepeated({ data: withSum(data), clean }, { sent, labels: { ...LABELS, ioId: ORDER }, made });
	return {
		results: [{ ioId: resultId(ioId), updated: true, ...changes, ...message }],
		raw,
		label: `ioId ${ioId} changed`,
	};
}

/**
 * Changes an insertion order: the changed fields alone, times in milliseconds. IQM answers with a
 * sentence.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update an insertion order',
	description: 'Change the name, times, time zone or total of an insertion order',
	endpoint: 'PATCH /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Update Insertion Order Details"',
	writes: true,
	properties,
	execute,
};
