import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../common/ground/clock';
import { ApiFailure, InputError } from '../../../../common/ground/errors';
import { isoText } from '../../../../common/ground/moments';
import {
	answeredId,
	isAbove,
	isBlank,
	plainNumber,
	saidBoolean,
} from '../../../../common/ground/values';
import { refuseUnsure } from '../../../../common/run/ifItExists';
import type { Item, WritePart } from '../../../../common/run/item';
import type { Named } from '../../../../common/run/knownNames';
import { earlierOf } from '../../../../common/run/knownNames';
import {
	creating,
	existingLately,
	inTurn,
	isUnsure,
	latelyKey,
	refuseUnsureLately,
	rememberMade,
	rememberUnsure,
} from '../../../../common/run/madeLately';
import type { ApiReply, ApiRequest } from '../../../../common/send/door';
import { sendFor } from '../../../../verbs/describe';
import { IQM_VERBS } from '../../../shared/verbs';
import { accountKey, checkLimits } from '../../../transport/request';
import { computeCost } from './getCost';
import { REPORTS, shownReport } from './reports';
import type { Computed } from './wanted';
import { isCreatable, otherThanAsked, readComputed } from './wanted';

/** The form's label of the most that a report may cost. */
export const MAXIMUM_COST = 'Maximum Cost';
const COST = 'cost of the report';

/** @throws ApiFailure unless IQM says that it can be generated, and that the funds suffice */
function checkPossible({ row }: Computed): void {
	if (!isCreatable(row)) {
		throw new ApiFailure("IQM says that this report can't be generated", {
			description:
				'Nothing was generated. Get Eligible Campaigns lists the campaigns that reports can be generated for.',
		});
	}
	const isFunded = saidBoolean(row.fundsAvailable);
	if (isFunded === true) return;
	const words =
		isFunded === false
			? 'IQM says that there are not enough funds for this report'
			: "IQM's response does not say whether there are enough funds for this report";
	throw new ApiFailure(words, {
		description: `Nothing was generated. It would cost ${String(row.vldChargeableCost)} in the account's currency.`,
	});
}

/** @throws ApiFailure for a cost that is no amount: it would exceed no limit */
function costIn({ row }: Computed): number {
	const { vldChargeableCost } = row;
	const cost = isBlank(vldChargeableCost) ? NaN : plainNumber(vldChargeableCost);
	if (Number.isFinite(cost) && cost >= 0) return cost;
	throw new ApiFailure(`IQM's response is missing the ${COST}, so '${MAXIMUM_COST}' can't be checked`, {
		description: 'Nothing was generated.',
	});
}

/** Which report it is, for what is remembered of it: IQM makes one of a campaign and its dates. */
function namedFor({ campaignId, vldId, vldStartDate, vldEndDate }: IDataObject): Named {
	const what = REPORTS.one;
	if (vldId !== undefined) return { what, name: `generated again as ${String(vldId)}` };
	const dates = [vldStartDate, vldEndDate].map((at) => isoText(at)).join(' to ');
	return { what, name: `campaign ${String(campaignId)}, ${dates}` };
}

/** Sends the request once; a preview shows what it would cost. */
async function sendOnce(item: Item, body: IDataObject, lines: IDataObject): Promise<ApiReply> {
	const request: ApiRequest = {
		method: 'POST',
		path: '/api/v3/ins/vld-report',
		body,
		writes: 'paid report',
		spends: [{ spend: 'reportCost', name: COST, value: lines.vldChargeableCost }],
		lines,
	};
	return await sendFor(IQM_VERBS, item, request);
}

/** @throws ApiFailure for an answer about something else, or about a higher cost than was allowed */
function checkGenerated(
	{ row }: Computed,
	{ body, most, clean }: { body: IDataObject; most: number; clean: ApiReply['clean'] },
): void {
	const cost = plainNumber(row.vldChargeableCost);
	// A report that is generated again may get another ID.
	const { vldId, ...asked } = body;
	const wrong =
		otherThanAsked(asked, row) ??
		(isCreatable(row) ? undefined : "IQM's response does not say whether it generated the report") ??
		(isAbove(cost, most)
			? `IQM generated the report for ${cost}, which is above '${MAXIMUM_COST}' (${most})`
			: undefined);
	if (wrong === undefined) return;
	throw new ApiFailure(clean(wrong), {
		description:
			'The report was probably generated and charged: check it in IQM before running this again.',
		mayHaveActed: true,
		created: [
			isBlank(row.vldId) || vldId === undefined
				? `${REPORTS.one} of ${Object.entries(body).map((pair) => pair.join(' ')).join(', ')}`
				: `vldId ${String(row.vldId)}`,
		],
	});
}

/** A report that IQM generated, or that existed already. */
export interface Bought {
	computed: Computed;
	isNew: boolean;
	raw: unknown;
	/** Everything known about the report that was asked for. */
	row: IDataObject;
	/** When, in ms, and how it is remembered; a record of an earlier version lacks it. */
	bought?: { at: number; named: Named; key: string };
}

/** A report that is there already, so that nothing is bought. */
const notBought = (computed: Computed, raw: unknown = computed.row): WritePart<Bought> => ({
	value: { computed, isNew: false, raw, row: computed.row },
	made: [],
});

/** One that this execution or another one of this process has just bought, and IQM may not list yet. */
const boughtBefore = (row: IDataObject): WritePart<Bought> =>
	notBought({ row, existing: answeredId(row.vldId) });

/** Asks for the cost and generates the report, unless it exists. */
async function buyOnce(
	item: Item,
	{ body, most, named, key }: { body: IDataObject; most: number; named: Named; key: string },
): Promise<WritePart<Bought>> {
	const earlier = earlierOf(item.context, named);
	refuseUnsure(named, earlier);
	if (earlier.made !== undefined) return boughtBefore(earlier.made.result);
	refuseUnsureLately(named, key, clock.now());
	const computed = await computeCost(item, body);
	const { raw: before, row: priced, existing } = computed;
	if (existing !== undefined) return notBought({ row: priced, existing }, before);
	checkPossible(computed);
	const cost = costIn(computed);
	if (isAbove(cost, most)) {
		throw new InputError(
			`The report would cost ${cost}, which is above '${MAXIMUM_COST}' (${most})`,
			`Nothing was generated. The amounts are in the account's currency. Raise '${MAXIMUM_COST}', or choose fewer days.`,
		);
	}
	if (body.vldId === undefined) {
		const bought = await existingLately(named, key, clock.now(), { labelOf });
		if (bought !== undefined) return boughtBefore(bought);
	}
	const lines = { ...shownReport(computed.row), highestCost: most };
	const boughtAt = clock.now();
	const { made, raw } = await creating(earlier, async () => {
		const { data, raw: answer, clean } = await sendOnce(item, body, lines);
		const generated = readComputed(data, clean);
		if (wasGenerated(generated)) checkGenerated(generated, { body, most, clean });
		return { made: generated, raw: answer };
	}).catch(async (error: unknown) => {
		if (isUnsure(error)) rememberUnsure(key);
		return await Promise.reject(error);
	});
	const row = { ...priced, ...body, ...made.row };
	const isNew = wasGenerated(made);
	if (isNew) {
		const result: IDataObject = { ...row, vldId: answeredId(made.row.vldId) ?? null };
		earlier.made = { result, at: clock.now() };
		rememberMade(key, result);
	}
	return {
		value: { computed: made, isNew, raw, row, bought: { at: boughtAt, named, key } },
		made: isNew ? [labelOf(row)] : [],
	};
}

/** Lets what is remembered of a report know its ID, which is found only later. */
export function nameBought(
	{ context }: Item,
	{ named, key }: { named: Named; key: string },
	vldId: number | string,
): void {
	const { made } = earlierOf(context, named);
	if (made === undefined) return;
	made.result.vldId = vldId;
	rememberMade(key, made.result);
}

const wasGenerated = ({ row, existing }: Computed): boolean => existing === undefined || isCreatable(row);

/** Buys the report once nobody else in this process is about to: neither an equal item nor another execution. */
export async function buy(
	item: Item,
	wanted: () => Promise<IDataObject>,
	most: number,
): Promise<WritePart<Bought>> {
	const { context } = item;
	await checkLimits(context, {}, [{ spend: 'reportCost', name: MAXIMUM_COST, value: most }]);
	const body = await wanted();
	const named = namedFor(body);
	const key = latelyKey(await accountKey(context), named);
	return await inTurn(key, context.getExecutionCancelSignal(), async () =>
		await buyOnce(item, { body, most, named, key }),
	);
}

export const labelOf = ({ campaignId }: IDataObject): string =>
	`report of campaign ${String(campaignId)} generated`;
