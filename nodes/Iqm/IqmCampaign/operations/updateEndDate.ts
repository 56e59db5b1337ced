import type { INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import { END_OF_DAY, momentText, toEnd } from '../../../common/ground/moments';
import type { Faults } from '../../../common/ground/faults';
import { combineOption, sendTogether } from '../../../common/run/combine';
import type { Item } from '../../../common/run/item';
import { forSeveral, idsProperties, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { inOwnZone } from '../../../common/run/ownZone';
import { isObject, resultId } from '../../../common/ground/values';
import { checkLater } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { WITH_OFFSET } from '../../shared/zones';
import type { IqmReply } from '../../transport/request';
import { checkLimits, IQM, iqmRequest } from '../../transport/request';
import { besideAll, CAMPAIGNS, refusals } from '../campaigns';
import { READABLE_CAMPAIGN } from '../simpleCampaign';
import { spendsOfChange } from '../spends';
import { zonesOfCampaigns } from '../zones';

const LABEL = 'New End';

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'change'),
	{
		displayName: LABEL,
		name: 'endDate',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`When the campaigns end, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset, it is in the campaign's time zone; several campaigns must then have the same one.`,
	},
	writeOptionsCollection([combineOption()]),
];

function readForm({ read, zone }: Item, faults: Faults): { ids: string[]; moment: number } {
	const ids = faults.attempt(() => readIds({ read }, CAMPAIGNS)) ?? [];
	const moment = faults.attempt(() => toEnd(read('endDate'), zone, LABEL)) ?? Infinity;
	const advice = "To stop campaigns now, pause them with 'Update Status'.";
	faults.attempt(() => checkLater(moment, LABEL, advice));
	return { ids, moment };
}

/**
 * The time zone of the campaigns.
 *
 * @throws InputError where the same text is another moment for some of them: IQM takes one end for all
 */
async function zoneFor(item: Item, ids: string[]): Promise<string> {
	const zones = await zonesOfCampaigns(item, ids);
	const given = item.read('endDate');
	const moments = ids.map((id) => toEnd(given, zones.get(id) ?? '', LABEL));
	if (new Set(moments).size === 1) return zones.get(ids[0]) ?? '';
	const named = [...new Set(zones.values())].map((zone) => {
		const there = ids.filter((id) => zones.get(id) === zone);
		return `${zone} (${there.join(', ')})`;
	});
	throw new InputError(
		`'${LABEL}' has no offset, and the campaigns are in different time zones: ${named.join(', ')}`,
		`Nothing was sent. ${WITH_OFFSET}, or change the campaigns of each time zone in an item of their own.`,
	);
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const { ids, moment } = await inOwnZone(
		item,
		[item.read('endDate')],
		readForm,
		async (form) => await zoneFor(item, form.ids),
	);
	const endDate = Math.floor(moment / 1_000);
	const bodyOf = (all: string[]) => ({ endDate, campaignIds: all.join(',') });
	const spends = await spendsOfChange(context, itemIndex, ids, { endTime: endDate });
	await checkLimits(context, bodyOf(ids), spends);
	return await sendTogether(item, {
		...{ api: IQM, change: endDate, ids, repeatable: true },
		send: async (all) =>
			await iqmRequest(
				context,
				{
					method: 'PUT',
					path: '/api/v2/cmp/campaigns/update-end-date',
					body: bodyOf(all),
					writes: 'end of the campaign',
					mayFailPartly: true,
					spends,
				},
				itemIndex,
			).catch(forSeveral(CAMPAIGNS, all, 'changed', 'IQM')),
		read: (reply, own, all) => readAnswer(reply, moment, own, all),
	});
}

/**
 * IQM answers nothing but "status": true; otherwise nothing says which campaigns failed, or why.
 *
 * @param all the campaigns of the request, which other items may have shared
 */
function readAnswer(
	{ data, raw, clean }: IqmReply,
	moment: number,
	ids: string[],
	all: string[],
): OperationResult {
	const endDate = Math.floor(moment / 1_000);
	const status = isObject(data) ? data.status : undefined;
	if (status !== true) {
		const { words } = refusals({ data, clean });
		const verb = status === false ? 'move' : 'confirm';
		const message = `IQM did not ${verb} the end of campaign ${ids.join(', ')}`;
		const failure = new ApiFailure(words === undefined ? message : `${words} – ${message}`, {
			description: 'The new end may be before the start, or a campaign may have been deleted.',
			mayHaveActed: status !== false,
			inPart: status === false,
		});
		return forSeveral(CAMPAIGNS, all, 'changed', 'IQM')(failure);
	}
	const made = ids.map((id) => `campaignId ${id}`);
	const others = all.filter((id) => !ids.includes(id));
	const { words } = refusals({ data, clean }, others);
	if (words !== undefined) throw besideAll(words, 'changed', made);
	checkRepeated(
		{ data, clean },
		{
			sent: { endDate, endTime: endDate },
			labels: { endDate: LABEL, endTime: LABEL },
			made,
		},
	);
	return {
		results: ids.map((id) => ({ campaignId: resultId(id), endTime: endDate, updated: true })),
		raw,
		label: ids.map((id) => `campaignId ${id} ends ${momentText(moment)}`).join(', '),
	};
}

/**
 * Moves the end of campaigns, in seconds. One document has the ids as a number, the other as
 * comma-separated text, as in all updates of campaigns; text is sent. The answer lists no campaigns.
 */
export const updateEndDate: Operation = {
	value: 'updateEndDate',
	name: 'Update End Date',
	action: 'Update the end date of campaigns',
	description: 'Change the end of campaigns',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-end-date',
	document: 'Campaign API guideline, "Change Campaign End Date"',
	writes: true,
	readable: READABLE_CAMPAIGN,
	properties,
	execute,
};
