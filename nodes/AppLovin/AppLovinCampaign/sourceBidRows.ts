import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { OperationResult } from '../../common/operation';
import { pathId } from '../../common/send';
import { COUNTRIES } from '../shared/choices';
import { formatBody } from '../shared/bodyFormat';
import { readCampaignId } from './campaignId';
import { toChoice, withoutDefault } from '../../common/choice';
import { sendChange } from './sendChange';
import type { RowsForm } from './rows';
import { appIdField, checkOnce, readAppId, readRows, rowLabel } from './rows';

/** Stands for "no override" in both values of a source bid. */
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

type Values = (row: IDataObject, index: number) => IDataObject;

/**
 * Sends the rows of the form as source bids.
 *
 * @param valuesOf checks a row and returns its two values
 */
export async function sendSourceBids(
	context: IExecuteFunctions,
	itemIndex: number,
	form: RowsForm,
	valuesOf: Values,
): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const { displayName } = form;
	const bids = readRows(context, itemIndex, form).map((row, index): IDataObject => {
		const values = valuesOf(row, index);
		const app_id = readAppId(row, campaignId, displayName, index);
		const country = toChoice(row.country, rowLabel(displayName, index, 'Country'), COUNTRIES);
		return { app_id, country, ...values };
	});
	checkOnce(
		bids.map(({ app_id, country }) => `the app ${String(app_id)} in ${String(country)}`),
		displayName,
	);
	return await sendChange(context, itemIndex, {
		campaignId,
		path: `/source_bids/${pathId(campaignId)}`,
		body: formatBody(context, itemIndex, 'source_bids', bids),
		what: 'source bids',
		sent: { source_bids: bids },
	});
}
