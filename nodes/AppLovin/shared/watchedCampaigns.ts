import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, toKey, toList, unpacked } from '../../common/ground/values';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { rowsOf } from './answerRows';
import type { Ask } from './trigger';

const ALL = 'all';
const CHOSEN = 'chosen';
const LABEL = 'Campaign Names or IDs';
const CHOICES = [
	{ name: 'All Campaigns', value: ALL, description: 'Including campaigns created later' },
	{ name: 'Chosen Campaigns', value: CHOSEN, description: 'Only the campaigns chosen below' },
];

/** Which campaigns are watched: an empty list never means "all". */
export const campaignChoice: INodeProperties[] = [
	{
		displayName: 'Campaigns',
		name: 'campaigns',
		type: 'options',
		options: CHOICES,
		default: ALL,
		description: 'Which campaigns to watch, for example All Campaigns',
	},
	{
		displayName: LABEL,
		name: 'campaignIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getCampaigns' },
		default: [],
		required: true,
		displayOptions: { show: { campaigns: [CHOSEN] } },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Changing this restarts the trigger: it fires only on what happens from then on',
	},
];

/** Ids of the chosen campaigns, sorted and each once; undefined for all. */
export function readChosen(context: IPollFunctions): string[] | undefined {
	const choice = toChoice(context.getNodeParameter('campaigns', ALL), 'Campaigns', CHOICES);
	if (choice === ALL) return undefined;
	const given = toList(unpacked(context.getNodeParameter('campaignIds', []), LABEL), LABEL);
	if (given.length === 0) {
		throw new InputError(
			`'${LABEL}' is empty`,
			"Choose at least one, or set 'Campaigns' to All Campaigns.",
		);
	}
	return [...new Set(given.map((id) => toKey(id, LABEL)))].sort();
}

/** The id of a campaign in a list; nothing can be reported about one without it. */
export function idOf({ campaign_id: id }: IDataObject): string {
	if (!isBlank(id)) return String(id).trim();
	throw new ApiFailure('AppLovin lists a campaign without its ID', {
		description: NOTHING_MISSED,
	});
}

/** All campaigns: `GET /campaigns`, which has neither pages nor filters. */
export async function listCampaigns(ask: Ask): Promise<IDataObject[]> {
	return rowsOf(await ask('/campaigns'), 'campaigns');
}

/** What the user needs to do about missing campaigns. */
export const OTHERS_GO_ON = 'The other campaigns are still watched.';
export const REMOVE_GONE = `Remove it from '${LABEL}'. ${OTHERS_GO_ON}`;
