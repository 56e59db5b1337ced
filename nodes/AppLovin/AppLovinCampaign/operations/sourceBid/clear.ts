import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../../common/run/operation';
import { bodyFormatOption } from '../../../shared/bodyFormat';
import { campaignProperty } from '../../campaignId';
import type { RowsForm } from '../../formRows';
import { checkKeys, NOT_SENT, rowPlace, rowsOptions, rowsProperties } from '../../formRows';
import { NO_OVERRIDE, sendSourceBids, SOURCE_BID_KEYS, sourceBidFields } from '../../sourceBidRows';

const FORM: RowsForm = {
	name: 'source_bids',
	displayName: 'Source Bids',
	row: 'Source Bid',
	description: "The source bids to remove. The campaign's own bid applies there again.",
	fields: sourceBidFields,
	required: SOURCE_BID_KEYS,
	example: '[{"app_id": "da605e6f950f1aec", "country": "gb"}]',
};

/** "Clear bid overrides by setting both …" to "default"; what a row from Get Many held is dropped. */
function valuesOf(row: IDataObject, index: number | undefined): { values: IDataObject } {
	checkKeys(row, { app_id: 'App', country: 'Country' }, rowPlace(FORM.displayName, index), [
		'bid_value',
		'bid_override_percentage',
		...NOT_SENT,
	]);
	return { values: { bid_value: NO_OVERRIDE, bid_override_percentage: NO_OVERRIDE } };
}

/** Removes bids by app and country: both values "default". */
export const clear: Operation = {
	value: 'clear',
	name: 'Clear',
	action: 'Clear source bids',
	description: "Remove source bids, so that the campaign's own bids apply in those apps again",
	endpoint: 'POST /source_bids/{campaign_id}',
	document: 'Campaign Management API, "/source_bids/campaign_id"',
	writes: true,
	properties: [
		campaignProperty,
		...rowsProperties(FORM),
		rowsOptions([bodyFormatOption]),
	],
	execute: async (item) => await sendSourceBids(item, () => ({ rows: FORM, how: '', valuesOf })),
};
