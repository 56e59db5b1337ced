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
import { Previewed } from '../../../../common/guard/preview';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import type { ApiReply, ApiRequest } from '../../../../common/send/door';
import { sendFor } from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { IQM_VERBS } from '../../../shared/verbs';
import { checkLimits } from '../../../transport/request';
import { computeCost } from './getCost';
import { answeredMs, LIST_PAGE, reportList, shownReport } from './reports';
import type { Computed } from './wanted';
import { isCreatable, otherThanAsked, readComputed, readWanted, wantedProperties } from './wanted';

const HIGHEST = 'Highest Cost';
const COST = 'cost of the report';

const highestCost: INodeProperties = {
	displayName: HIGHEST,
	name: 'highestCost',
	// Text, because n8n does not mark a number that is missing.
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 250.00',
	hint: "In the account's currency. Each new report is charged at once",
	description:
		"The most that the report may cost, in the account's currency, for example 250.00. Get Cost shows the price; the credential's Highest Report Cost holds for it too.",
};

/** @throws ApiFailure unless IQM says that it can be generated, and that the funds suffice */
function checkPossible({ row }: Computed): void {
	if (!isCreatable(row)) {
		throw new ApiFailure('IQM says that this report can not be generated', {
			description:
				'Nothing was generated. Get Eligible Campaigns lists the campaigns of which reports can be made.',
		});
	}
	if (saidBoolean(row.fundsAvailable) === true) return;
	throw new ApiFailure('IQM says that the funds do not suffice for this report', {
		description: `Nothing was generated. It would cost ${String(row.vldChargeableCost)} in the account's currency.`,
	});
}

/** @throws ApiFailure for a cost that is no amount: it would exceed no limit */
function costIn({ row }: Computed): number {
	const { vldChargeableCost } = row;
	const cost = isBlank(vldChargeableCost) ? NaN : plainNumber(vldChargeableCost);
	if (Number.isFinite(cost) && cost >= 0) return cost;
	throw new ApiFailure(`IQM answered without the ${COST}, so '${HIGHEST}' can't be checked`, {
		description: 'Nothing was generated.',
	});
}

/**
 * The ID of the new report, which the answer lacks: the newest of the same campaign and dates. Nothing
 * may fail here, since the report was paid for.
 */
async function newId({ context, index }: Item, row: IDataObject): Promise<number | string | undefined> {
	const seconds = (value: unknown): number => Math.floor((answeredMs(value) ?? NaN) / 1_000);
	try {
		const { results } = await readRows(context, reportList(), LIST_PAGE, { itemIndex: index });
		const same = results.find(
			({ campaignId, startDate, endDate }) =>
				String(campaignId) === String(row.campaignId) &&
				seconds(startDate) === seconds(row.vldStartDate) &&
				seconds(endDate) === seconds(row.vldEndDate),
		);
		return answeredId(same?.vldId);
	} catch {
		return undefined;
	}
}

function returned({ row, existing }: Computed, raw: unknown): OperationResult {
	return {
		results: [{ ...shownReport(row), vldId: existing, generated: false, alreadyExisted: true }],
		raw,
		label: `vldId ${existing} existed already`,
	};
}

/** Sends the request once; a preview shows what it would cost. */
async function sendOnce(item: Item, body: IDataObject, summary: IDataObject): Promise<ApiReply> {
	const request: ApiRequest = {
		method: 'POST',
		path: '/api/v3/ins/vld-report',
		body,
		writes: 'paid report',
		spends: [{ spend: 'reportCost', name: COST, value: summary.vldChargeableCost }],
	};
	return await sendFor(IQM_VERBS, item, request).catch(async (error: unknown) =>
		error instanceof Previewed
			? await Promise.reject(new Previewed(error.requests.map((sent) => ({ summary, ...sent }))))
			: await Promise.reject(error),
	);
}

/** @throws ApiFailure for an answer about something else, or about a higher cost than was allowed */
function checkGenerated(
	{ row }: Computed,
	{ body, most, clean }: { body: IDataObject; most: number; clean: ApiReply['clean'] },
): void {
	const cost = plainNumber(row.vldChargeableCost);
	const wrong =
		otherThanAsked(body, row) ??
		(isCreatable(row) ? undefined : 'IQM answered without a word on whether it generated the report') ??
		(isAbove(cost, most)
			? `IQM generated the report for ${cost}, which is above '${HIGHEST}' (${most})`
			: undefined);
	if (wrong === undefined) return;
	throw new ApiFailure(clean(wrong), {
		description:
			'The report was probably generated and charged: look at it in IQM before you run this again.',
		mayHaveActed: true,
		created: [`voter level data report of ${Object.entries(body).map((pair) => pair.join(' ')).join(', ')}`],
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const body = readWanted(item, faults);
	const most = faults.attempt(() => toMoney(item.read(highestCost.name), HIGHEST)) ?? 0;
	faults.throwAny();
	await checkLimits(item.context, {}, [{ spend: 'reportCost', name: HIGHEST, value: most }]);

	const computed = await computeCost(item, body);
	if (computed.existing !== undefined) return returned(computed, computed.raw);
	checkPossible(computed);
	const cost = costIn(computed);
	if (isAbove(cost, most)) {
		throw new InputError(
			`The report would cost ${cost}, which is above '${HIGHEST}' (${most})`,
			`Nothing was generated. The amounts are in the account's currency. Raise '${HIGHEST}', or choose fewer days.`,
		);
	}
	const summary = { ...shownReport(computed.row), highestCost: most };
	const { data, raw, clean } = await sendOnce(item, body, summary);

	const made = readComputed(data, clean);
	if (made.existing !== undefined && !isCreatable(made.row)) return returned(made, raw);
	checkGenerated(made, { body, most, clean });
	const row = { ...computed.row, ...body, ...made.row };
	const vldId = made.existing ?? answeredId(made.row.vldId) ?? answeredId(body.vldId) ?? (await newId(item, row));
	if (vldId === undefined) {
		item.context.addExecutionHints({
			message: 'The report was generated, but its ID is not in the list yet: look for it later with Get Many.',
			type: 'warning',
			location: 'outputPane',
		});
	}
	return {
		results: [{ vldId: vldId ?? null, generated: true, alreadyExisted: false, ...shownReport(made.row) }],
		raw,
		label: vldId === undefined ? `report of campaign ${String(row.campaignId)} generated` : `vldId ${vldId} generated`,
	};
}

/**
 * Generates a report, which is charged at once. What it costs is asked first; the request itself is
 * sent once.
 */
export const generate: Operation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate a voter level data report',
	description: 'Generate a voter level data report, which costs money, up to a price that you set',
	endpoint: 'POST /api/v3/ins/vld-report',
	document: 'IQM OpenAPI insights, generateVLDReports',
	writes: true,
	needs: 'money',
	properties: [...wantedProperties, highestCost, writeOptionsCollection()],
	execute,
};
