import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import {
	answeredId,
	isAbove,
	isBlank,
	plainNumber,
	saidBoolean,
	toMoney,
} from '../../../../common/ground/values';
import { unlessStopped } from '../../../../common/ground/wait';
import { existingResult } from '../../../../common/run/ifItExists';
import type { Item, WritePart } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import type { ApiReply, ApiRequest } from '../../../../common/send/door';
import { sendFor } from '../../../../verbs/describe';
import { withUnit } from '../../../../common/ground/units';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { IQM_VERBS } from '../../../shared/verbs';
import { checkLimits } from '../../../transport/request';
import { computeCost } from './getCost';
import { answeredMs, LIST_PAGE, reportList, shownReport } from './reports';
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
	if (saidBoolean(row.fundsAvailable) === true) return;
	throw new ApiFailure('IQM says that there are not enough funds for this report', {
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

/**
 * The ID of the new report, which the answer lacks: the newest of the same campaign and dates. Nothing
 * may fail here, since the report was paid for.
 */
async function newId({ context, index }: Item, row: IDataObject): Promise<number | string | undefined> {
	const seconds = (value: unknown): number => Math.floor((answeredMs(value) ?? NaN) / 1_000);
	const list = readRows(context, reportList(), LIST_PAGE, { itemIndex: index });
	const same = (await list.catch(unlessStopped))?.results.find(
		({ campaignId, startDate, endDate }) =>
			String(campaignId) === String(row.campaignId) &&
			seconds(startDate) === seconds(row.vldStartDate) &&
			seconds(endDate) === seconds(row.vldEndDate),
	);
	return answeredId(same?.vldId);
}

/** What IQM says exists is returned as by "If It Exists Already", for which the form needs no choice. */
function returned({ context }: Item, { row, existing }: Computed, raw: unknown): OperationResult {
	const what = 'voter level data report';
	const named = isBlank(row.campaignId)
		? { what, name: String(existing) }
		: { what: `${what} of the campaign`, name: String(row.campaignId) };
	const result = { ...shownReport(row), vldId: existing, generated: false };
	return {
		results: [existingResult(context, named, `vldId ${existing}`, { differs: [], result })],
		raw,
		label: `vldId ${existing} existed already`,
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
	const wrong =
		otherThanAsked(body, row) ??
		(isCreatable(row) ? undefined : "IQM's response does not say whether it generated the report") ??
		(isAbove(cost, most)
			? `IQM generated the report for ${cost}, which is above '${HIGHEST}' (${most})`
			: undefined);
	if (wrong === undefined) return;
	throw new ApiFailure(clean(wrong), {
		description:
			'The report was probably generated and charged: check it in IQM before running this again.',
		mayHaveActed: true,
		created: [`voter level data report of ${Object.entries(body).map((pair) => pair.join(' ')).join(', ')}`],
	});
}

/** A report that IQM generated, or that existed already. */
interface Bought {
	computed: Computed;
	isNew: boolean;
	raw: unknown;
	/** Everything known about the report that was asked for. */
	row: IDataObject;
}

/** Asks for the cost and generates the report, unless it exists. */
async function buy(
	item: Item,
	wanted: () => Promise<IDataObject>,
	most: number,
): Promise<WritePart<Bought>> {
	await checkLimits(item.context, {}, [{ spend: 'reportCost', name: HIGHEST, value: most }]);

	const body = await wanted();
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
	const lines = { ...shownReport(computed.row), highestCost: most };
	const { data, raw, clean } = await sendOnce(item, body, lines);

	const made = readComputed(data, clean);
	const row = { ...priced, ...body, ...made.row };
	const isNew = made.existing === undefined || isCreatable(made.row);
	if (isNew) checkGenerated(made, { body, most, clean });
	return { value: { computed: made, isNew, raw, row }, made: isNew ? [labelOf(row)] : [] };
}

const labelOf = ({ campaignId }: IDataObject): string =>
	`report of campaign ${String(campaignId)} generated`;

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const wanted = readWanted(item, faults);
	const most = faults.attempt(() => toMoney(item.read(highestCost.name), HIGHEST)) ?? 0;
	faults.throwAny();
	const { computed: made, isNew, raw, row } = await item.once(
		'add',
		async () => await buy(item, wanted, most),
	);
	if (!isNew) return returned(item, made, raw);
	const vldId = made.existing ?? answeredId(row.vldId) ?? (await newId(item, row));
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
