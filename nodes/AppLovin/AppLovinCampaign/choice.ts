import type { INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/choice';
import { saidBoolean } from '../../common/values';
import { COUNTRIES } from '../shared/choices';

/** `country` of the values that hold wherever a country has none of its own. */
export const DEFAULT_COUNTRY = 'DEFAULT';

/** Countries, and the shared values first. */
export const TARGET_COUNTRIES: INodePropertyOptions[] = [
	{ name: 'DEFAULT: Shared by All Targeted Countries', value: DEFAULT_COUNTRY },
	...COUNTRIES,
];

export const PLATFORMS: INodePropertyOptions[] = [
	{ name: 'Android', value: 'android' },
	{ name: 'Apple iOS', value: 'ios' },
];

export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: 'active', description: 'Runs and may spend money' },
	{ name: 'Paused', value: 'paused', description: 'Spends nothing' },
];

/** A status as the API has it: true means active. */
export function toStatus(value: unknown, label: string): boolean {
	return saidBoolean(value) ?? toChoice(value, label, STATUSES) === 'active';
}
