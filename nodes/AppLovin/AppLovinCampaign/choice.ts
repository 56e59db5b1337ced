import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { ApiFailure } from '../../common/ground/errors';
import { flagOf } from '../../common/ground/flags';
import { isBlank, quote, saidBoolean } from '../../common/ground/values';
import { COUNTRIES } from '../shared/choices';

/** `country` of the values that apply wherever a country has none of its own. */
export const DEFAULT_COUNTRY = 'DEFAULT';

/** Countries, preceded by the choice for shared values. */
export const TARGET_COUNTRIES: INodePropertyOptions[] = [
	{ name: 'DEFAULT: Shared by All Targeted Countries', value: DEFAULT_COUNTRY },
	...COUNTRIES,
];

export const PLATFORMS: INodePropertyOptions[] = [
	{ name: 'Android', value: 'android' },
	{ name: 'Apple iOS', value: 'ios' },
];

export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: 'active', description: 'Running and may spend money' },
	{ name: 'Paused', value: 'paused', description: 'Spends nothing' },
];

/** A status as the API has it: true means active. */
export function toStatus(value: unknown, label: string): boolean {
	return saidBoolean(value) ?? toChoice(value, label, STATUSES) === 'active';
}

/**
 * The status of a campaign in AppLovin's list: true means active.
 *
 * @param next what the user should know or do
 * @throws ApiFailure for a status that is neither: a filter would silently drop the campaign
 */
export function statusOf({ campaign_id: id, status }: IDataObject, next?: string): boolean {
	const flag = flagOf(status);
	if (flag !== undefined) return flag;
	const which = `AppLovin lists the campaign ${String(id)}`;
	throw new ApiFailure(
		isBlank(status)
			? `${which} without its status`
			: `${which} with the status ${quote(status)}, which is neither active nor paused`,
		{ description: next ?? "Remove the filter 'Status' to see it." },
	);
}

/** Whether a listed campaign is for this platform, regardless of case. */
export function isPlatform({ platform }: IDataObject, wanted: string): boolean {
	return String(platform ?? '').trim().toLowerCase() === wanted;
}
