import type { IDataObject } from 'n8n-workflow';

import { wantsPreview } from '../../common/guard/preview';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { assumeTargets, forgetTargets, keepingTargets } from './presentTargets';
import type { ItemRow, RowsAnswer } from './sendRow';
import { sendRow } from './sendRow';
import type { RowsFacts } from './targetCountries';
import { checkAgainstCampaign } from './targetRules';

/** What an item sends: one row of `countries`, and what else its form changes. */
interface TargetRow extends Pick<ItemRow, 'campaignId' | 'lines' | 'path' | 'shown'> {
	/** Under the API's names; it has been checked. */
	sent: IDataObject;
}

/**
 * Sends the row of a country that an item is, together with those of other items. While it waits, it counts
 * as sent, so that all rows of a campaign together are within the credential's limits. Once that does not come
 * true, what is left is checked again before it is sent.
 */
export async function sendTargetRow(
	item: Item,
	{ campaignId, path, sent, lines, shown }: TargetRow,
	facts: RowsFacts,
): Promise<OperationResult> {
	const { context, index } = item;
	const { countries, ...rest } = sent;
	const [row] = countries as IDataObject[];
	const forget = (): void => forgetTargets(context, index, campaignId);
	if (!wantsPreview(context, index)) assumeTargets(context, index, { campaignId, sent });

	const checked = async (all: IDataObject, send: () => Promise<RowsAnswer>): Promise<RowsAnswer> => {
		await checkAgainstCampaign(context, index, campaignId, all, facts);
		return await keepingTargets(context, index, { campaignId, sent: all }, send);
	};
	return await sendRow(item, {
		...{ campaignId, path, what: { many: 'targeting', one: 'targeting' }, list: 'countries' },
		...{ row, name: String(row.country), rest, format: facts.bidType, lines, shown },
		toBody: (body) => body,
		around: async (all, send) =>
			await checked(all, send).catch(async (error: unknown) => {
				forget();
				return await Promise.reject(error);
			}),
		undone: forget,
	});
}
