import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import type { Faults } from '../../../common/ground/faults';
import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY, toEnd, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { distinctIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { withRunAgainNotice } from '../../../common/run/operation';
import { inOwnZone } from '../../../common/run/ownZone';
import { answeredId, idNumber, isBlank, isObject, toId, toIdNumber } from '../../../common/ground/values';
import { spendsOfCopies } from '../../IqmCampaign/spends';
import { endProperties, givenEnd, noneOf, readEnd } from '../../shared/ends';
import { checkStart } from '../../shared/moments';
import { ORDER } from '../../shared/oneOrder';
import { writeOptionsCollection } from '../../shared/options';
import { zoneOfTimezoneId } from '../../shared/zones';
import { iqmRequest } from '../../transport/request';
import { LABELS } from '../fields';
import { checkEnd, orderProperty } from '../orders';
import { spendsOfCopy } from '../spends';

const CAMPAIGNS = 'Campaigns to Copy';

/** "duplicate io without end date": no document says whether the copy then keeps the order's own end. */
const NOT_SENT = {
	name: 'Leave It to IQM',
	description: 'Sends no end, which IQM rejects for an expired order',
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
			'Campaigns to copy along with the order; IQM requires at least one. A comma-separated list, an array or a single number, for example 537599,537600.',
	},
	{
		displayName: LABELS.ioStartTime,
		name: 'ioStartTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`When the copy starts; can't be in the past, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset, it is in the time zone chosen below.`,
	},
	...endProperties(
		{
			displayName: LABELS.ioEndTime,
			name: 'ioEndTime',
			type: 'dateTime',
			default: '',
			hint: 'Leave empty to let IQM set it',
			description:
				`When the copy ends. ${END_OF_DAY} Without an offset, it is in the time zone chosen below. Required if the order has expired. If left empty, check whether IQM gave the copy the order's end or none.`,
		},
		NOT_SENT,
	),
	idPicker(
		{
			displayName: LABELS.ioTimeZoneId,
			name: 'ioTimeZoneId',
			description: "Time zone of the copy, for example 29 for US/Eastern",
		},
		'searchTimezones',
		'29',
	),
	writeOptionsCollection(),
];

function readCampaigns(value: unknown): number[] {
	const campaigns = distinctIds(value, CAMPAIGNS);
	if (campaigns.length > 0) return campaigns.map((id) => idNumber(id, CAMPAIGNS));
	throw new InputError(`'${CAMPAIGNS}' is empty`, 'Enter the ID of at least one campaign.');
}

/** The request; campaigns are copied too, and IQM wants their start to be "not less than current time". */
function readForm({ read, zone }: Item, faults: Faults): IDataObject {
	const ioId = faults.attempt(() => idNumber(toId(read('ioId'), ORDER), ORDER));
	const campaigns = faults.attempt(() => readCampaigns(read('ioExistingCampaignIds')));
	const start = faults.attempt(() => toMoment(read('ioStartTime'), zone, LABELS.ioStartTime));
	if (start !== undefined) faults.attempt(() => checkStart(start, LABELS.ioStartTime));
	const timeZone = faults.attempt(() => toIdNumber(read('ioTimeZoneId'), LABELS.ioTimeZoneId));
	const given = faults.attempt(() => readEnd(read, 'ioEndTime'));
	const end = isBlank(given)
		? undefined
		: faults.attempt(() =>
				checkEnd(toEnd(given, zone, LABELS.ioEndTime), LABELS.ioEndTime),
			);
	if (end !== undefined && start !== undefined && end <= start) {
		faults.wrong(`'${LABELS.ioEndTime}' must be after '${LABELS.ioStartTime}'`);
	}
	return {
		ioId,
		ioExistingCampaignIds: campaigns,
		ioStartTime: start,
		ioTimeZoneId: timeZone,
		...(end === undefined ? {} : { ioEndTime: end }),
	};
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
	throw new ApiFailure("IQM's response is missing the ID of the copy", {
		description: 'The insertion order was probably copied: check in IQM.',
		mayHaveActed: true,
		created: campaigns.map((id) => `campaignId ${id}`),
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const body = await inOwnZone(
		item,
		[item.read('ioStartTime'), givenEnd(item.read, 'ioEndTime')],
		readForm,
		async ({ ioTimeZoneId }) => await zoneOfTimezoneId(item, ioTimeZoneId),
	);
	const asked = (body.ioExistingCampaignIds as number[]).map(String);
	const spends = [
		...(await spendsOfCopy(context, itemIndex, String(body.ioId))),
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
			{ description: 'Check in IQM which copies exist.', mayHaveActed: true, created: [label] },
		);
	}
	return { results: [{ ioId, existingIoId: body.ioId, campaignIds }], raw, label };
}

/** Copies an insertion order with some of its campaigns, times in milliseconds. */
export const duplicate: Operation = withRunAgainNotice({
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate an insertion order',
	description: 'Copy an insertion order together with some of its campaigns',
	endpoint: 'POST /api/v3/cmp/io/duplicate',
	document: 'Campaign API guideline, "Duplicate an Insertion Order"',
	writes: true,
	makes: 'ioId',
	properties,
	none: noneOf('ioEndTime', NOT_SENT.name),
	execute,
});
