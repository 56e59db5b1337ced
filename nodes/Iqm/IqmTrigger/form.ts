import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { withAll } from '../../common/form/choice';
import { propertiesOf } from '../../common/form/fields';
import { THINGS } from './things';

export const ALL_STATUSES = 'All Statuses';

const events: INodePropertyOptions[] = THINGS.flatMap(({ changed, added }) => [changed, added]);

/** What the user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: events.sort((a, b) => a.name.localeCompare(b.name)),
		default: 'campaignStatusChanged',
		description:
			'What starts the workflow. Each poll takes one request for every 500 campaigns, creatives or audiences, sometimes one more to see the end, and sometimes a login: all that uses the account shares 20 a minute. What changes and changes back between two polls goes unnoticed.',
	},
	...THINGS.map(({ changed, statuses }): INodeProperties => ({
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: withAll(statuses, ALL_STATUSES),
		default: [],
		displayOptions: { show: { event: [changed.value] } },
		hint: 'None chosen means all',
		description: `Only changes into one of these statuses, for example ${statuses.at(-1)?.name}. Leave empty for all. What was made since the last poll counts too: it may have changed already, and its previousStatus is empty.`,
	})),
	...THINGS.map(({ changed, added, filters }): INodeProperties => ({
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: { event: [changed.value, added.value] } },
		options: propertiesOf(filters),
	})),
];
