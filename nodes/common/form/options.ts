import type { INodeProperties } from 'n8n-workflow';

import { previewOption } from '../guard/preview';
import { withUnit } from '../ground/units';
import { RATE_LIMIT_WAIT_LABEL, RATE_LIMIT_WAIT_MINUTES } from '../send/retry';

/** The options of every operation; `api` is the API's name in descriptions. */
const shared = (api: string): INodeProperties[] => [
	{
		displayName: withUnit(RATE_LIMIT_WAIT_LABEL, 'Minutes'),
		name: 'rateLimitWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: RATE_LIMIT_WAIT_MINUTES,
		description: `How long to wait in total while ${api} is rate limiting this account. After that the item fails.`,
	},
	{
		displayName: 'Raw Response',
		name: 'rawResponse',
		type: 'boolean',
		default: false,
		description: `Whether to return ${api}'s response unchanged instead of its content, for example to see status codes and messages`,
	},
];

/** The collection "Options" that every operation ends with, sorted by name. */
export function optionsCollection(api: string, extra: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...shared(api), ...extra].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** The same for an operation that creates or changes something. */
export function writeOptionsCollection(
	api: string,
	extra: INodeProperties[] = [],
): INodeProperties {
	return optionsCollection(api, [previewOption, ...extra]);
}
