import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../../../common/ground/errors';
import { isBlank } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { keepOwnZone } from '../../../../common/run/ownZone';
import { oncePerRun } from '../../../../common/run/oncePerRun';
import { listData, rowsIn } from '../../../transport/answerRows';
import type { IqmRequest } from '../../../transport/request';
import { accountKey } from '../../../transport/request';
import { knownZone } from '../../../shared/zones';
import { eligibleIn } from './getEligibleCampaigns';

const sameId = (id: unknown, campaignId: number): boolean => !isBlank(id) && Number(id) === campaignId;

/**
 * IQM's ID of a campaign's time zone; undefined if no list has it. The list of eligible campaigns says
 * it of all of them at once (`campaignTimezoneId`; IQM OpenAPI insights,
 * getStatusWiseCampaignsForVLDReports) and is asked for once in a run; the list of campaigns
 * says it of any other (`timezoneId`; IQM OpenAPI cmp, getCampaignBasicDetailList).
 */
async function timezoneIdOf({ context }: Item, campaignId: number): Promise<unknown> {
	const account = await accountKey(context);
	const once = async (request: IqmRequest) =>
		await oncePerRun(
			context,
			JSON.stringify([account, request]),
			async () => await listData(context, request),
		);
	const eligible = await once({ method: 'GET', path: '/api/v3/ins/vld/campaigns' });
	const known = eligibleIn(eligible).find((row) => sameId(row.campaignId, campaignId));
	if (!isBlank(known?.campaignTimezoneId)) return known?.campaignTimezoneId;
	const body: IDataObject = { campaignIds: [campaignId], pageNo: 1, noOfEntries: 1 };
	const listed = await once({ method: 'POST', path: '/api/v3/cmp/basic/list', body });
	return rowsIn(listed, ['data']).find((row) => sameId(row.campaignId, campaignId))?.timezoneId;
}

/**
 * The IANA name of a campaign's time zone.
 *
 * @throws InputError if IQM does not say it, or n8n does not know its clocks: a report of other days
 *   would cost as much
 */
export async function campaignZone(item: Item, campaignId: number): Promise<string> {
	const zone = await knownZone(item, await timezoneIdOf(item, campaignId));
	if (zone !== undefined) {
		keepOwnZone(item, zone.iana);
		return zone.iana;
	}
	throw new InputError(
		`The time zone of campaign ${campaignId} is unknown, so its days are unknown`,
		'Nothing was generated. Enter both dates with an offset, such as 2026-03-01T00:00:00-05:00.',
	);
}
