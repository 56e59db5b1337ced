import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { clock } from '../../../../common/ground/clock';
import { Faults } from '../../../../common/ground/faults';
import { withUnit } from '../../../../common/ground/units';
import { answeredId, isBlank, toMoney } from '../../../../common/ground/values';
import { unlessStopped } from '../../../../common/ground/wait';
import { existingResult } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { buy, labelOf, MAXIMUM_COST, nameBought } from './buy';
import {
	answeredMs,
	LIST_PAGE,
	reportList,
	REPORTS,
	shownReport,
	STATUS_ID,
	statusIdOf,
} from './reports';
import type { Computed } from './wanted';
import { readWanted, wantedProperties } from './wanted';

const highestCost: INodeProperties = {
	displayName: withUnit(MAXIMUM_COST, 'Account Currency'),
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
	const isOld = (one: IDataObject): boolean => {
		const madeAt = answeredMs(one.vldCreatedOn);
		if (madeAt !== undefined) return madeAt < boughtAt - CLOCKS_MS;
		return [STATUS_ID.failed, STATUS_ID['failed for lack of funds']].includes(Number(statusIdOf(one)));
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

/** What IQM says exists is returned as by "If It Exists Already", for which the form needs no choice. */
function returned({ context }: Item, { row, existing }: Computed, raw: unknown): OperationResult {
	const what = REPORTS.one;
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

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const wanted = readWanted(item, faults);
	const most = faults.attempt(() => toMoney(item.read(highestCost.name), MAXIMUM_COST)) ?? 0;
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
