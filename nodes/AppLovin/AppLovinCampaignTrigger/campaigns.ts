import { ApiFailure } from '../../common/ground/errors';
import type { Gone } from '../../common/poll/gone';
import type { Seen } from '../../common/poll/watch';
import { NOTHING_MISSED } from '../../common/send/deadline';
import type { CampaignFilter } from '../AppLovinCampaign/campaignFilters';
import { fits } from '../AppLovinCampaign/campaignFilters';
import { statusOf } from '../AppLovinCampaign/choice';
import type { Ask } from '../shared/trigger';
import { idOf, listCampaigns, REMOVE_GONE } from '../shared/watchedCampaigns';

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
	filter: CampaignFilter,
	chosen?: string[],
): Promise<{ seen: Seen[]; missing: string[] }> {
	const all = (await listCampaigns(ask)).map((json) => ({ id: idOf(json), json }));
	const ids = new Set(all.map(({ id }) => id));
	const missing = (chosen ?? []).filter((id) => !ids.has(id));
	const seen = all
		.filter(({ id, json }) => (chosen === undefined || chosen.includes(id)) && fits(json, filter))
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
