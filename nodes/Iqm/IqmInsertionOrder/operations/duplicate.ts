import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY, toEnd, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { distinctIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { answeredId, idNumber, isBlank, isObject, toIdNumber } from '../../../common/ground/values';
import { spendsOfCopies } from '../../IqmCampaign/spends';
import { endProperties, noneOf, readEnd } from '../../shared/ends';
import { checkStart } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';
import { LABELS } from '../fields';
import { checkEnd, orderProperty, readOrderId } from '../orders';
import { spendsAfterAdding } from '../spends';

const CAMPAIGNS = 'Campaigns to Copy';

/** "duplicate io without end date": no document says whether the copy then keeps the order's own end. */
const NOT_SENT = {
	name: 'Leave It to IQM',
	description: 'No end is sent, which IQM refuses for an order that has expired',
};

const properties: INodeProperties[] = [
	orderProperty,
	{
		displayName: CAMPAIGNS,
		name: 'ioExistingCampaignIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 537599,537600',
		description:
			'Campaigns of the order that are copied with it; IQM wants at least one. A comma list, an array or one number, for example 537599,537600.',
	},
	{
		displayName: LABELS.ioStartTime,
		name: 'ioStartTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`First moment of the copy, not in the past, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	...endProperties(
		{
			displayName: LABELS.ioEndTime,
			name: 'ioEndTime',
			type: 'dateTime',
			default: '',
			hint: 'Empty leaves it to IQM',
			description:
				`Last moment of the copy. ${END_OF_DAY} Needed when the order has expired. Left empty, look which end IQM gave the copy: the order's own, or none.`,
		},
		NOT_SENT,
	),
	idPicker(
		{
			displayName: LABELS.ioTimeZoneId,
			name: 'ioTimeZoneId',
			description: "IQM's time zone of the copy, for example 29 for US/Eastern",
		},
		'searchTimezones',
		'29',
	),
	writeOptionsCollection(),
];

function readForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const zone = context.getTimezone();
	const campaigns = distinctIds(read('ioExistingCampaignIds'), CAMPAIGNS);
	if (campaigns.length === 0) {
		throw new InputError(`'${CAMPAIGNS}' is empty`, 'Enter the ID of at least one campaign.');
	}
	const start = toMoment(read('ioStartTime'), zone, LABELS.ioStartTime);
	// Campaigns are copied too, and IQM wants their start to be "not less than current time".
	checkStart(start, LABELS.ioStartTime);
	const body: IDataObject = {
		ioId: idNumber(readOrderId(context, itemIndex), orderProperty.displayName),
		ioExistingCampaignIds: campaigns.map((id) => idNumber(id, CAMPAIGNS)),
		ioStartTime: start,
		ioTimeZoneId: toIdNumber(read('ioTimeZoneId'), LABELS.ioTimeZoneId),
	};
	const end = readEnd(read, 'ioEndTime');
	if (!isBlank(end)) {
		body.ioEndTime = checkEnd(toEnd(end, zone, LABELS.ioEndTime), LABELS.ioEndTime);
		if (Number(body.ioEndTime) <= Number(body.ioStartTime)) {
			throw new InputError(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
		}
	}
	return body;
}

interface Copy {
	ioId: number | string | undefined;
	campaignIds: Array<number | string>;
}

/** The samples spell the copy's ID `duplicatedIOId` and `duplicatedIoId`. */
function copyIn(data: unknown): Copy {
	const { duplicatedIOId, duplicatedIoId, duplicatedCampaignIds } = isObject(data) ? data : {};
	const answered: unknown[] = Array.isArray(duplicatedCampaignIds) ? duplicatedCampaignIds : [];
	return {
		ioId: answeredId(duplicatedIOId ?? duplicatedIoId),
		campaignIds: answered.map(answeredId).filter((id) => id !== undefined),
	};
}

function madeCopy(data: unknown): string[] {
	const { ioId, campaignIds } = copyIn(data);
	const orders = ioId === undefined ? [] : [`ioId ${ioId}`];
	return [...orders, ...campaignIds.map((id) => `campaignId ${id}`)];
}

function readCopy(data: unknown, original: string): Copy & { ioId: number | string } {
	const { ioId, campaignIds: campaigns } = copyIn(data);
	if (ioId !== undefined && String(ioId) !== original) return { ioId, campaignIds: campaigns };
	throw new ApiFailure('IQM answered without the ID of the copy', {
		description: 'The insertion order was probably copied: look for it in IQM.',
		mayHaveActed: true,
		created: campaigns.map((id) => `campaignId ${id}`),
	});
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const body = readForm(context, itemIndex);
	const asked = (body.ioExistingCampaignIds as number[]).map(String);
	const spends = [
		...(await spendsAfterAdding(context, itemIndex, [String(body.ioId)], 0)),
		...(await spendsOfCopies(context, itemIndex, asked)),
	];
	const { data, raw } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v3/cmp/io/duplicate',
			body,
			writes: 'copy of the insertion order',
			spends,
			made: madeCopy,
		},
		itemIndex,
	);
	const { ioId, campaignIds } = readCopy(data, String(body.ioId));
	const label = [`ioId ${ioId}`, ...campaignIds.map((id) => `campaignId ${id}`)].join(', ');
	if (campaignIds.length !== asked.length) {
		throw new ApiFailure(
			`IQM copied the insertion order, but ${campaignIds.length} of ${asked.length} campaigns`,
			{ description: 'Look in IQM which copies there are.', mayHaveActed: true, created: [label] },
		);
	}
	return { results: [{ ioId, existingIoId: body.ioId, campaignIds }], raw, label };
}

/** Copies an insertion order with some of its campaigns, times in milliseconds. */
export const duplicate: Operation = {
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate an insertion order',
	description: 'Copy an insertion order together with campaigns of it',
	endpoint: 'POST /api/v3/cmp/io/duplicate',
	document: 'Campaign API guideline, "Duplicate an Insertion Order"',
	writes: true,
	properties,
	none: noneOf('ioEndTime', NOT_SENT.name),
	execute,
};
