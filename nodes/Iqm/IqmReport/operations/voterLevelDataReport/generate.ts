import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { clock } from '../../../../common/ground/clock';
import { ApiFailure, InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import {
	answeredId,
	isAbove,
	isBlank,
	plainNumber,
	saidBoolean,
	toMoney,
} from '../../../../common/ground/values';
import { unlessStopped } from '../../../../common/ground/wait';
import { existingResult, refuseUnsure } from '../../../../common/run/ifItExists';
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
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import type { ApiReply, ApiRequest } from '../../../../common/send/door';
import { sendFor } from '../../../../verbs/describe';
import { withUnit } from '../../../../common/ground/units';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { IQM_VERBS } from '../../../shared/verbs';
import { accountKey, checkLimits } from '../../../transport/request';
import { computeCost } from './getCost';
import { answeredMs, LIST_PAGE, reportList, shownReport, STATUS_ID } from './reports';
import type { Computed } from './wanted';
import { isCreatable, otherThanAsked, readComputed, readWanted, wantedProperties } from './wanted';

const HIGHEST = 'Maximum Cost';
const COST = 'cost of the report';

const highestCost: INodeProperties = {
	displayName: withUnit(HIGHEST, 'Account Currency'),
	name: 'highestCost',
	// Text, because n8n does not mark a number that is missing.
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 250.00',
	hint: 'Each new report is charged immediately',
	description:
		"The most that the report may cost, for example 250.00. Get Cost shows the price; the credential's Report Cost Limit applies too.",
};

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
	throw new ApiFailure(`IQM's response is missing the ${COST}, so '${HIGHEST}' can't be checked`, {
		description: 'Nothing was generated.',
	});
}

/** How far IQM's clock may be behind, in ms: what it calls older than that was there before. */
const CLOCKS_MS = 10 * 60_000;

/**
 * The ID of the new report, which the answer lacks: the newest of the same campaign and dates that is not
 * one which failed before. Nothing may fail here, since the report was paid for.
 *
 * @param boughtAt in ms
 */
async function newId(
	{ context, index }: Item,
	row: IDataObject,
	boughtAt: number,
): Promise<number | string | undefined> {
	const seconds = (value: unknown): number => Math.floor((answeredMs(value) ?? NaN) / 1_000);
	const isOld = ({ vldCreatedOn, vldStatus, vldStatusId }: IDataObject): boolean => {
		const madeAt = answeredMs(vldCreatedOn);
		if (madeAt !== undefined) return madeAt < boughtAt - CLOCKS_MS;
		return [STATUS_ID.failed, STATUS_ID['failed for lack of funds']].includes(Number(vldStatus ?? vldStatusId));
	};
	const list = readRows(context, reportList(), LIST_PAGE, { itemIndex: index });
	const same = (await list.catch(unlessStopped))?.results.find(
		(one) =>
			String(one.campaignId) === String(row.campaignId) &&
			seconds(one.startDate) === seconds(row.vldStartDate) &&
			seconds(one.endDate) === seconds(row.vldEndDate) &&
			!isOld(one),
	);
	return answeredId(same?.vldId);
}

/** Which report it is, for what is remembered of it: IQM makes one of a campaign and its dates. */
function namedFor({ campaignId, vldId, vldStartDate, vldEndDate }: IDataObject): Named {
	const what = 'voter level data report';
	if (vldId !== undefined) return { what, name: `generated again as ${String(vldId)}` };
	const dates = [vldStartDate, vldEndDate].map((at) => isoText(at)).join(' to ');
	return { what, name: `campaign ${String(campaignId)}, ${dates}` };
}


/** What IQM says exists is returned as by "If It Exists Already", for which the form needs no choice. */
function returned({ context }: Item, { row, existing }: Computed, raw: unknown): OperationResult {
	const what = 'voter level data report';
	const named = isBlank(row.campaignId)
		? { what, name: String(existing ?? row.vldId) }
		: { what: `${what} of the campaign`, name: String(row.campaignId) };
	const result = { ...shownReport(row), vldId: existing ?? null, generated: false };
	const label = existing === undefined ? 'its ID is not known yet' : `vldId ${existing}`;
	return {
		results: [existingResult(context, named, label, { differs: [], result })],
		raw,
		label: existing === undefined ? 'report that existed already' : `${label} existed already`,
	};
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
			? `IQM generated the report for ${cost}, which is above '${HIGHEST}' (${most})`
			: undefined);
	if (wrong === undefined) return;
	throw new ApiFailure(clean(wrong), {
		description:
			'The report was probably generated and charged: check it in IQM before running this again.',
		mayHaveActed: true,
		created: [
			isBlank(row.vldId) || vldId === undefined
				? `voter level data report of ${Object.entries(body).map((pair) => pair.join(' ')).join(', ')}`
				: `vldId ${String(row.vldId)}`,
		],
	});
}

/** A report that IQM generated, or that existed already. */
interface Bought {
	computed: Computed;
	isNew: boolean;
	raw: unknown;
	/** Everything known about the report that was asked for. */
	row: IDataObject;
	/** When, in ms, and how it is remembered; a record of an earlier version lacks it. */
	bought?: { at: number; named: Named; key: string };
}

/** A report that this execution or another one of this process has just bought, and IQM does not name yet. */
const boughtBefore = (result: IDataObject): WritePart<Bought> => {
	const computed = { row: result, existing: answeredId(result.vldId) };
	return { value: { computed, isNew: false, raw: result, row: result }, made: [] };
};

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
	if (existing !== undefined) {
		const there = { row: priced, existing };
		return { value: { computed: there, isNew: false, raw: before, row: priced }, made: [] };
	}
	checkPossible(computed);
	const cost = costIn(computed);
	if (isAbove(cost, most)) {
		throw new InputError(
			`The report would cost ${cost}, which is above '${HIGHEST}' (${most})`,
			`Nothing was generated. The amounts are in the account's currency. Raise '${HIGHEST}', or choose fewer days.`,
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
function nameBought({ context }: Item, { named, key }: { named: Named; key: string }, vldId: number | string): void {
	const { made } = earlierOf(context, named);
	if (made === undefined) return;
	made.result.vldId = vldId;
	rememberMade(key, made.result);
}

const wasGenerated = ({ row, existing }: Computed): boolean => existing === undefined || isCreatable(row);

/** Buys the report once nobody else in this process is about to: neither an equal item nor another execution. */
async function buy(
	item: Item,
	wanted: () => Promise<IDataObject>,
	most: number,
): Promise<WritePart<Bought>> {
	const { context } = item;
	await checkLimits(context, {}, [{ spend: 'reportCost', name: HIGHEST, value: most }]);
	const body = await wanted();
	const named = namedFor(body);
	const key = latelyKey(await accountKey(context), named);
	return await inTurn(key, context.getExecutionCancelSignal(), async () =>
		await buyOnce(item, { body, most, named, key }),
	);
}

const labelOf = ({ campaignId }: IDataObject): string =>
	`report of campaign ${String(campaignId)} generated`;

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const wanted = readWanted(item, faults);
	const most = faults.attempt(() => toMoney(item.read(highestCost.name), HIGHEST)) ?? 0;
	faults.throwAny();
	const { computed: made, isNew, raw, row, bought } = await item.once(
		'add',
		async () => await buy(item, wanted, most),
	);
	if (!isNew) return returned(item, made, raw);
	const vldId =
		made.existing ?? answeredId(made.row.vldId) ?? (await newId(item, row, bought?.at ?? clock.now()));
	if (bought !== undefined && vldId !== undefined) nameBought(item, bought, vldId);
	if (vldId === undefined) {
		item.context.addExecutionHints({
			message: 'The report was generated, but its ID is not in the list yet: check later with Get Many.',
			type: 'warning',
			location: 'outputPane',
		});
	}
	return {
		results: [{ vldId: vldId ?? null, generated: true, alreadyExisted: false, ...shownReport(made.row) }],
		raw,
		label: vldId === undefined ? labelOf(row) : `vldId ${vldId} generated`,
	};
}

/**
 * Generates a report, which is charged at once. What it costs is asked first; the request itself is
 * sent once.
 */
export const generate: Operation = withRunAgainNotice({
	value: 'generate',
	name: 'Generate',
	action: 'Generate a voter level data report',
	description: 'Generate a paid voter level data report, up to a price that you set',
	endpoint: 'POST /api/v3/ins/vld-report',
	document: 'IQM OpenAPI insights, generateVLDReports',
	writes: true,
	makes: 'vldId',
	needs: 'money',
	properties: [...wantedProperties, highestCost, writeOptionsCollection()],
	execute,
});
