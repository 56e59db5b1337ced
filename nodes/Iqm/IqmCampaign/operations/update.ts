import type { IDataObject, INodeProperties } from 'n8n-workflow';

import {
	listLines,
	listResult,
	listsModeProperty,
	NO_LISTS,
	presentFor,
} from '../../../common/form/presentLists';
import type { Faults } from '../../../common/ground/faults';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { inOwnZone } from '../../../common/run/ownZone';
import { isBlank, toId } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { zoneOfThing, zoneOfTimezoneId } from '../../shared/zones';
import { checkLimits, iqmRequest, pathId } from '../../transport/request';
import { CAMPAIGN, campaignProperty, readSaved } from '../campaigns';
import { areasAsOption, readAreasAs, withAreas } from '../form/areas';
import { changeSections, changesProperty, readChanges } from '../form/changes';
import { checkChanges } from '../form/check';
import { FIELDS, LABELS } from '../form/fields';
import { changeLists, hasLists, readCampaignLists } from '../form/lists';
import { withPlaceIds } from '../form/places';
import type { Look } from '../oneCampaign';
import { fetchCampaign } from '../oneCampaign';
import { READABLE_CAMPAIGN } from '../simpleCampaign';
import { spendsOfChange } from '../spends';

const properties: INodeProperties[] = [
	campaignProperty,
	listsModeProperty,
	changesProperty,
	...changeSections,
	writeOptionsCollection([areasAsOption]),
];

function readForm(item: Item, faults: Faults) {
	const campaignId = faults.attempt(() => toId(item.read('campaignId'), CAMPAIGN)) ?? '';
	const way = readAreasAs(item, faults);
	const merged = readChanges(item, faults);
	const chosen = readCampaignLists(item, merged, faults);
	return { campaignId, way, chosen, checked: checkChanges(merged, faults) };
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	// Read at most once, and only if something needs it.
	const known: Partial<Look> = {};
	const readCampaign = async (id: string): Promise<IDataObject> => {
		known.campaign ??= (await fetchCampaign(context, itemIndex, id)).campaign;
		return known.campaign;
	};
	const { startTime, endTime } = (item.read('updateFields') ?? {}) as IDataObject;
	const { campaignId, way, chosen, checked } = await inOwnZone(
		item,
		[startTime, endTime],
		readForm,
		async ({ campaignId: id, checked: { timezone } }) =>
			isBlank(timezone)
				? await zoneOfThing(item, (await readCampaign(id)).timezone, `campaign ${id}`)
				: await zoneOfTimezoneId(item, timezone),
	);
	const given = withAreas(await withPlaceIds(item, checked, FIELDS), way);
	await checkLimits(context, given);
	const mode = hasLists(given) ? chosen : undefined;
	const present = await presentFor(
		context,
		itemIndex,
		mode,
		async () => await readCampaign(campaignId),
	);
	const { changes, lists } = changeLists(given, mode, present, `campaign ${campaignId}`);
	const isOn = present?.isAdvanceAudioVideoTargeted;
	// To take segments away turns nothing on.
	if (mode === 'remove' && isOn === false && changes.isAdvanceAudioVideoTargeted === true) {
		changes.isAdvanceAudioVideoTargeted = false;
	}
	const reply = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: `/api/v2/cmp/campaign/${pathId(campaignId)}`,
			body: changes,
			writes: 'campaign',
			made: () => [`campaignId ${campaignId}`],
			lines: listLines(lists),
			spends: await spendsOfChange(context, itemIndex, [campaignId], changes, known.campaign),
		},
		itemIndex,
	);
	// IQM's answer holds the saved campaign's ID under `data`.
	const sent = { ...changes, data: campaignId };
	const result = { ...readSaved(reply, sent, { ...LABELS, data: CAMPAIGN }), ...listResult(lists) };
	return { results: [result], raw: reply.raw, label: `campaignId ${campaignId} changed` };
}

/**
 * Changes a campaign: only the changed fields are sent, with times in seconds. This turns a draft into
 * a pending campaign.
 *
 * IQM replaces whole lists. To add to one or to remove from it, the campaign is read first and the list
 * that results is sent: whoever changes the same list between these two requests, in IQM or in another
 * run, loses that change, and nothing tells. IQM has no version of a campaign to check against.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a campaign',
	description: 'Change fields of a campaign, and submit a draft for approval',
	endpoint: 'PATCH /api/v2/cmp/campaign/{campaignId}',
	document: 'Campaign API guideline, "Update Campaign"',
	writes: true,
	readable: READABLE_CAMPAIGN,
	properties,
	none: NO_LISTS,
	execute,
};
