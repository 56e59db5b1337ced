import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pathId } from '../../common/send/door';
import { keptByCampaign } from './keptByCampaign';
import { readRows } from './sourcePages';

/** A campaign's overrides by app and country; see {@link keyOf}. */
type Bids = Map<string, IDataObject>;

const kept = keptByCampaign<Bids>();

/** What an override is about. */
export function keyOf({ app_id, country }: IDataObject): string {
	return `${String(app_id).trim()} ${String(country).trim().toLowerCase()}`;
}

/**
 * A campaign's overrides: `GET /source_bids/{campaign_id}`, all pages, asked for once per execution and
 * campaign, and kept up to date by {@link keepingBids}.
 *
 * @throws ApiFailure if they can't be read
 */
export async function presentBids(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
): Promise<Bids> {
	return await kept.get(context, itemIndex, campaignId, async () => {
		const path = `/source_bids/${pathId(campaignId)}`;
		const asked = { path, name: 'source_bids', wanted: Infinity };
		const { rows } = await readRows(context, itemIndex, asked);
		return new Map(rows.map((row) => [keyOf(row), row]));
	});
}

/** Sends overrides and keeps what is known about them true; after an error that may have changed them, they are read again. */
export async function keepingBids<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	{ campaignId, rows }: { campaignId: string; rows: IDataObject[] },
	send: () => Promise<T>,
): Promise<T> {
	return await kept.keeping(context, itemIndex, campaignId, {
		send,
		after: (bids) => {
			for (const row of rows) bids.set(keyOf(row), row);
			return bids;
		},
	});
}

/** Has a campaign's overrides read again, since they may not be what was sent. */
export function forgetBids(context: IExecuteFunctions, itemIndex: number, campaignId: string): void {
	kept.forget(context, itemIndex, campaignId);
}
