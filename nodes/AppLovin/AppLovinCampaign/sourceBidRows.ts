import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isRelative } from '../../common/form/amountChange';
import { toChoice, withoutDefault } from '../../common/form/choice';
import { Faults } from '../../common/ground/faults';
import { plainNumber } from '../../common/ground/values';
import { wantsPreview } from '../../common/guard/preview';
import { claimChanges } from '../../common/run/changedOnce';
import { afterEarlier } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { pathId } from '../../common/send/door';
import { formatBody } from '../shared/bodyFormat';
import { COUNTRIES } from '../shared/choices';
import { checkLimits } from '../transport/request';
import type { GivenBid } from './bidUnits';
import { checkUnit, toldBidType, unitOf } from './bidUnits';
import { readCampaignId } from './campaignId';
import type { RowsForm } from './formRows';
import { appIdField, BID_DECIMALS, checkOnce, readAppId, readFormRows, rowLabel } from './formRows';
import { isFromItem } from './itemRows';
import { forgetBids, keepingBids, keyOf, presentBids } from './presentSourceBids';
import { readTargets } from './presentTargets';
import type { RowChange } from './rowAmounts';
import { isMoved, linesOf, nothingToSend, rowChange, shownOf } from './rowAmounts';
import { sendChange } from './sendChange';
import { rowId, sendRow } from './sendRow';

/** The form's word for `bid_value`. */
export const BID_LABEL = 'Bid Value';

/** Means "no override" in both values of a source bid. */
export const NO_OVERRIDE = 'default';

/** What a source bid is about: one app in one country. */
export const sourceBidFields: INodeProperties[] = [
	appIdField,
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		options: withoutDefault(COUNTRIES),
		default: '',
		description: 'The country where the source bid applies, for example United Kingdom (gb)',
	},
];

/** Without these fields there is no source bid. */
export const SOURCE_BID_KEYS = ['app_id', 'country'];

const WHAT = { many: 'source bids', one: 'source bid' };

/** The two values of a source bid, and the bid among them that has a unit. */
interface Values {
	values: IDataObject;
	bid?: GivenBid;
}

/** A form with source bids, and how its bids change the present ones. */
export interface SourceBidForm {
	rows: RowsForm;
	/** `set`, `add` or `percent`; '' where no bid is set. */
	how: string;
	/** What no bid passes, for Add and Percent. */
	atMost?: GivenBid;
	/** Checks a row and returns its two values. */
	valuesOf: (row: IDataObject, index: number | undefined) => Values;
}

/** What is sent, and what it does to the present bids. */
interface Plan {
	bids: IDataObject[];
	changes: RowChange[];
}

/** Checks bids against the unit of the campaign's own, once the credential's limits let them through. */
async function checkUnits(
	{ context, index }: Item,
	campaignId: string,
	given: GivenBid[],
): Promise<string> {
	const { bidType } = await readTargets(context, index, campaignId);
	const type = toldBidType(bidType, campaignId);
	for (const bid of given) checkUnit(bid, type);
	return unitOf(type);
}

/** What messages call an override. */
const nameOf = ({ app_id, country }: IDataObject): string => `${String(app_id)} in ${String(country)}`;

/** Why an override is none whose bid could be changed; undefined if it may be one. */
function whyNone(present: IDataObject | undefined): string | undefined {
	if (present === undefined) return 'there is no source bid';
	const { bid_value: bid, bid_override_percentage: percent } = present;
	if (plainNumber(bid) > 0) return undefined;
	return plainNumber(percent) !== 0 && !Number.isNaN(plainNumber(percent))
		? `its source bid is ${String(percent)} percent above the campaign's bid`
		: 'there is no source bid';
}

/**
 * Computes bids from the present overrides. A preview reads them too, to show what was and will be.
 *
 * @throws InputError for a bid that an earlier item changes too, and where there is none to start from
 */
async function plannedBids(
	item: Item,
	campaignId: string,
	{ how, atMost }: SourceBidForm,
	bids: IDataObject[],
	given: GivenBid[],
): Promise<Plan> {
	const ownBid = (row: IDataObject): boolean => row.bid_value !== NO_OVERRIDE;
	const ids = bids.filter(ownBid).map((row) => `${keyOf(row)} of campaign ${campaignId}`);
	claimChanges(item, BID_LABEL, 'source', ids);
	await afterEarlier(item, bids.map((row) => rowId({ campaignId, name: nameOf(row) })));
	const units = how === 'percent' ? [] : given;
	const unit = await checkUnits(item, campaignId, atMost === undefined ? units : [...units, atMost]);
	const before = await presentBids(item.context, item.index, campaignId);
	const changes = bids.filter(ownBid).map((row) => {
		const present = before.get(keyOf(row));
		return rowChange({
			amount: { value: 'bid_value', name: BID_LABEL, decimals: BID_DECIMALS, unit },
			how,
			by: Number(row.bid_value),
			atMost: atMost?.amount,
			row: { app_id: row.app_id, country: row.country },
			present: present?.bid_value,
			of: nameOf(row),
			whyNone: whyNone(present),
		});
	});
	const found = new Map(changes.map((change) => [keyOf(change.row), change]));
	const sent = bids.flatMap((row): IDataObject[] => {
		const change = found.get(keyOf(row));
		if (change === undefined) return [row];
		return isMoved(change) ? [{ ...row, bid_value: change.new }] : [];
	});
	return { bids: sent, changes };
}

/** Reads the rows of the form; `given` collects the bids among them that have a unit. */
function readRowsOf(
	item: Item,
	campaignId: string,
	{ rows: form, valuesOf }: SourceBidForm,
	faults: Faults,
): { bids: IDataObject[]; given: GivenBid[] } {
	const { displayName } = form;
	const given: GivenBid[] = [];
	const rows = faults.attempt(() => readFormRows(item, form)) ?? [];
	const bids = rows.map(({ row, index }): IDataObject => {
		const told = faults.attempt(() => valuesOf(row, index));
		if (told?.bid !== undefined) given.push(told.bid);
		const app_id = faults.attempt(() => readAppId(row, campaignId, displayName, index));
		const label = rowLabel(displayName, index, 'Country');
		const country = faults.attempt(() => toChoice(row.country, label, COUNTRIES));
		return { app_id, country, ...told?.values };
	});
	const whole = bids.filter(({ app_id, country }) => app_id !== undefined && country !== undefined);
	faults.attempt(() =>
		checkOnce(
			whole.map(({ app_id, country }) => `the app ${String(app_id)} in ${String(country)}`),
			displayName,
		),
	);
	return { bids, given };
}

/**
 * Sends the rows of the form as source bids.
 *
 * @param readForm reads what the form says about all rows
 */
export async function sendSourceBids(
	item: Item,
	readForm: (faults: Faults) => SourceBidForm,
): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const campaignId = faults.attempt(() => readCampaignId(context, itemIndex)) ?? '';
	const form = readForm(faults);
	const { bids, given } = readRowsOf(item, campaignId, form, faults);
	faults.throwAny();
	const changesBids = isRelative(form) && given.length > 0;
	const plan = changesBids
		? await plannedBids(item, campaignId, form, bids, given)
		: { bids, changes: [] };
	const path = `/source_bids/${pathId(campaignId)}`;
	if (plan.bids.length === 0) {
		const { app_id, country } = bids[0];
		const shown = isFromItem(item) ? { app_id, country } : {};
		return nothingToSend(context, itemIndex, campaignId, plan.changes, { shown });
	}
	if (!changesBids && given.length > 0 && !wantsPreview(context, itemIndex)) {
		await checkLimits(context, bids, itemIndex);
		await checkUnits(item, campaignId, given);
	}
	const inFormat = (rows: IDataObject[]) => formatBody(context, itemIndex, 'source_bids', rows);
	const keeping = async <T>(rows: IDataObject[], send: () => Promise<T>): Promise<T> =>
		await keepingBids(context, itemIndex, { campaignId, rows }, send);
	const body = inFormat(plan.bids);
	const told = { lines: linesOf(plan.changes), shown: shownOf(plan.changes) };
	if (isFromItem(item)) {
		const [row] = plan.bids;
		return await sendRow(item, {
			...{ campaignId, path, what: WHAT, list: 'source_bids', row, name: nameOf(row), ...told },
			toBody: (sent) => inFormat(sent.source_bids as IDataObject[]),
			format: Array.isArray(body),
			around: async (sent, send) => await keeping(sent.source_bids as IDataObject[], send),
			undone: () => forgetBids(context, itemIndex, campaignId),
		});
	}
	const sent = { source_bids: plan.bids };
	const change = { campaignId, path, body, what: WHAT.many, sent, ...told };
	return await keeping(plan.bids, async () => await sendChange(context, itemIndex, change));
}
