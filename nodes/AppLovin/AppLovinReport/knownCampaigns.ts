import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { rowsOf } from '../shared/answerRows';
import { authenticationProperty } from '../shared/authentication';
import { appLovinRequest } from '../transport/request';

const NAME = 'checkCampaignIds';

/** Under which the credential for the check is shown. */
export const IS_CHECKED = { [NAME]: [true] };

/** Asks whether IDs are checked before other nodes use them. */
export const checkProperties: INodeProperties[] = [
	{
		displayName: 'Check Campaign IDs',
		name: NAME,
		type: 'boolean',
		default: false,
		description:
			"Whether to compare the report's campaigns with those of AppLovin's older Campaign Management API, the only one with source bids. One that is not among them is an error. It needs that API's credential, too.",
	},
	{ ...authenticationProperty, displayOptions: { show: IS_CHECKED } },
];

const MOST_NAMED = 5;

/**
 * Checks that campaigns of a report exist under the same IDs where source bids are set: that
 * `campaign_id_external` is the Campaign Management API's `campaign_id` is an inference from both being
 * the tracking macro {CAMPAIGN_ID}.
 *
 * @throws InputError that names those that do not
 */
export async function checkCampaigns({ context, index }: Item, rows: IDataObject[]): Promise<void> {
	const { data } = await appLovinRequest(
		context,
		{ method: 'GET', path: '/campaigns', mayBeEmpty: true },
		index,
	);
	const known = new Set(rowsOf(data, 'campaigns').map((row) => String(row.campaign_id)));
	const ids = [...new Set(rows.map((row) => (isBlank(row.campaign_id) ? '' : String(row.campaign_id))))];
	const missing = ids.filter((id) => !known.has(id)).map((id) => id || '(none)');
	if (missing.length === 0) return;
	const named = missing.slice(0, MOST_NAMED).join(', ');
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	throw new InputError(
		`The report has campaigns that the Campaign Management API does not list: ${named}${more}`,
		"Filter by 'Campaign IDs', or check that both credentials belong to the same account. Nothing was changed.",
	);
}

export const wantsCheck = ({ read }: Pick<Item, 'read'>): boolean => read(NAME) === true;
