import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { OperationResult } from '../../common/run/operation';
import { wantsPreview } from '../../common/guard/preview';
import { pathId } from '../../common/send/door';
import { COUNTRIES } from '../shared/choices';
import { formatBody } from '../shared/bodyFormat';
import { checkLimits } from '../transport/request';
import type { GivenBid } from './bidUnits';
import { checkUnit, toldBidType } from './bidUnits';
import { readCampaignId } from './campaignId';
import { toChoice, withoutDefault } from '../../common/form/choice';
import { sendChange } from './sendChange';
import { readTargets } from './presentTargets';
import type { RowsForm } from './formRows';
import { appIdField, checkOnce, readAppId, readFormRows, rowLabel } from './formRows';

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
		description: 'The country in which the override holds, for example United Kingdom (gb)',
	},
];

/** The two values of a source bid, and the bid among them that has a unit. */
interface Values {
	values: IDataObject;
	bid?: GivenBid;
}

/**
 * Checks bids against the unit of the campaign's own, once the credential's limits let them through. A
 * preview, which sends nothing, reads nothing either.
 */
async function checkUnits(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
	given: GivenBid[],
	body: IDataObject[],
): Promise<void> {
	if (given.length === 0 || wantsPreview(context, itemIndex)) return;
	await checkLimits(context, body, itemIndex);
	const { bidType } = await readTargets(context, itemIndex, campaignId);
	const type = toldBidType(bidType, campaignId);
	for (const bid of given) checkUnit(bid, type);
}

/**
 * Sends the rows of the form as source bids.
 *
 * @param valuesOf checks a row and returns its two values
 */
export async function sendSourceBids(
	context: IExecuteFunctions,
	itemIndex: number,
	form: RowsForm,
	valuesOf: (row: IDataObject, index: number) => Values,
): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const { displayName } = form;
	const given: GivenBid[] = [];
	const bids = readFormRows(context, itemIndex, form).map((row, index): IDataObject => {
		const { values, bid } = valuesOf(row, index);
		if (bid !== undefined) given.push(bid);
		const app_id = readAppId(row, campaignId, displayName, index);
		const country = toChoice(row.country, rowLabel(displayName, index, 'Country'), COUNTRIES);
		return { app_id, country, ...values };
	});
	checkOnce(
		bids.map(({ app_id, country }) => `the app ${String(app_id)} in ${String(country)}`),
		displayName,
	);
	const body = formatBody(context, itemIndex, 'source_bids', bids);
	await checkUnits(context, itemIndex, campaignId, given, bids);
	return await sendChange(context, itemIndex, {
		campaignId,
		path: `/source_bids/${pathId(campaignId)}`,
		body,
		what: 'source bids',
		sent: { source_bids: bids },
	});
}
