import type { IExecuteFunctions } from 'n8n-workflow';

import { wantsPreview } from '../../common/guard/preview';
import type { Item } from '../../common/run/item';
import { computedOnce, oncePerRun } from '../../common/run/oncePerRun';
import { asNumbers, readIds } from '../../verbs/several';
import { inBody, readRows } from '../shared/paging';
import { zoneOfThing } from '../shared/zones';
import { accountKey } from '../transport/request';
import { CAMPAIGNS } from './campaigns';

/** The IDs of another item; none if they can't be read, or if it previews and may hold made-up ones. */
function idsOf(context: IExecuteFunctions, index: number): string[] {
	try {
		if (wantsPreview(context, index)) return [];
		const read = (name: string): unknown => context.getNodeParameter(name, index, null);
		const ids = readIds({ read }, CAMPAIGNS);
		asNumbers(ids, CAMPAIGNS);
		return ids;
	} catch {
		// It ends with that error when its turn comes.
		return [];
	}
}

/** The campaigns of all items of a run, so that one request lists them all. */
function idsOfRun(context: IExecuteFunctions): string[] {
	return computedOnce(context, 'campaigns of all items', () => [
		...new Set(context.getInputData().flatMap((_, index) => idsOf(context, index))),
	]);
}

/**
 * The time zones of campaigns, whose list has them as `timezoneId` (IQM OpenAPI cmp,
 * getCampaignBasicDetailList): one request for all items of a run.
 *
 * @returns IANA names by campaign
 * @throws InputError for a campaign whose time zone is not known
 */
export async function zonesOfCampaigns(item: Item, ids: string[]): Promise<Map<string, string>> {
	const { context, index } = item;
	const all = idsOfRun(context);
	const asked = ids.every((id) => all.includes(id)) ? all : ids;
	const list = {
		method: 'POST',
		path: '/api/v3/cmp/basic/list',
		filters: { campaignIds: asNumbers(asked, CAMPAIGNS) },
		idName: 'campaignId',
		pages: inBody('data'),
	} as const;
	const key = JSON.stringify([await accountKey(context), 'zones', asked]);
	const rows = await oncePerRun(context, key, async () => {
		const { results } = await readRows(context, list, asked.length, { itemIndex: index });
		return new Map(results.map((row) => [String(row.campaignId), row.timezoneId]));
	});
	const zones = new Map<string, string>();
	const known = new Map<unknown, string>();
	for (const id of ids) {
		const timezoneId = rows.get(id);
		const zone =
			known.get(timezoneId) ?? (await zoneOfThing(item, timezoneId, `campaign ${id}`));
		known.set(timezoneId, zone);
		zones.set(id, zone);
	}
	return zones;
}
