import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { ApiFailure, InputError } from '../../common/ground/errors';
import type { Gone } from '../../common/poll/gone';
import { nameHolds } from '../../common/ground/names';
import { isBlank, toKey, toList, toText, unpacked } from '../../common/ground/values';
import type { Seen } from '../../common/poll/watch';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { isPlatform, PLATFORMS, statusOf } from '../AppLovinCampaign/choice';
import { rowsOf } from '../shared/answerRows';
import type { Ask } from './event';

const ALL = 'all';
const CHOSEN = 'chosen';
const LABEL = 'Campaign Names or IDs';
const CHOICES = [
	{ name: 'All Campaigns', value: ALL, description: 'Also those that are created later' },
	{ name: 'Chosen Campaigns', value: CHOSEN, description: 'Only those chosen below' },
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
		hint: 'A change of this starts the watch anew: only what happens from then on is told',
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

/** Filters of campaigns, which AppLovin does not offer: they are applied to its whole list. */
export const campaignFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Name Contains',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. ROAS',
			description:
				'Part of the name of the wanted campaigns, upper or lower case, for example ROAS. A campaign that is renamed so that it fits counts as one that is new.',
		},
		{
			displayName: 'Platform',
			name: 'platform',
			type: 'options',
			options: PLATFORMS,
			default: 'android',
			description: 'Platform of the wanted campaigns, for example Android',
		},
	],
};

/** The values of {@link campaignFilters} and the choice of campaigns. */
export interface CampaignFilter {
	chosen: string[] | undefined;
	/** In lower case; '' for any. */
	name: string;
	/** '' for any. */
	platform: string;
}

/** Reads {@link campaignFilters}. */
export function readFilter(
	context: IPollFunctions,
	chosen: string[] | undefined = undefined,
): CampaignFilter {
	const { name, platform } = context.getNodeParameter('filters', {}) as IDataObject;
	return {
		chosen,
		name: name === undefined ? '' : toText(name, 'Name Contains').toLowerCase(),
		platform: platform === undefined ? '' : toChoice(platform, 'Platform', PLATFORMS),
	};
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
export const OTHERS_GO_ON = 'The other campaigns are watched as before.';
export const REMOVE_GONE = `Remove it from '${LABEL}'. ${OTHERS_GO_ON}`;

/** Chosen campaigns that AppLovin no longer lists. */
export function goneCampaigns(missing: string[], chosen: string[] = []): Gone {
	return {
		ids: missing,
		isAll: missing.length === chosen.length,
		failure: (ids) =>
			new ApiFailure(`AppLovin lists no campaign ${ids.join(', ')}`, { description: REMOVE_GONE }),
	};
}

/**
 * The matching campaigns, with their status ("Whether the campaign is active or not", Campaign
 * Management API) as the text `true` or `false`, in whatever form AppLovin lists it.
 *
 * @returns also the chosen ones that AppLovin does not list
 * @throws ApiFailure for a status that is neither: the campaign must not silently go unwatched
 */
export async function seenCampaigns(
	ask: Ask,
	{ chosen, name, platform }: CampaignFilter,
): Promise<{ seen: Seen[]; missing: string[] }> {
	const all = (await listCampaigns(ask)).map((json) => ({ id: idOf(json), json }));
	const ids = new Set(all.map(({ id }) => id));
	const missing = (chosen ?? []).filter((id) => !ids.has(id));
	const seen = all
		.filter(
			({ id, json }) =>
				(chosen === undefined || chosen.includes(id)) &&
				(name === '' || nameHolds(json.name, name)) &&
				(platform === '' || isPlatform(json, platform)),
		)
		.map(({ id, json }) => ({ id, status: String(statusOf(json, NOTHING_MISSED)), json }));
	return { seen, missing };
}

/** The document says `created`, a real row has `created_at`: "2023-07-13 00:00:00". */
function madeAt({ json }: Seen): string {
	return String(json.created_at ?? json.created ?? '');
}

const SAMPLES = 3;

/** The newest few, for a test in the editor. */
export function newest(campaigns: Seen[]): Seen[] {
	return campaigns.sort((a, b) => madeAt(b).localeCompare(madeAt(a))).slice(0, SAMPLES);
}
