import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import type { Watch } from '../../common/poll/polls';

/** Name of the choice for all statuses. */
export const ALL_STATUSES = 'All Statuses';

/** The content of AppLovin's answer to a GET of this path. */
export type Ask = (path: string) => Promise<unknown>;

/** An event that the trigger fires on: what the user is asked and what is read, side by side. */
export interface TriggerEvent {
	/** Value of the parameter `event`; saved workflows refer to it. */
	value: string;
	name: string;
	description: string;
	/** Its parameters, without the condition under which they are shown. */
	properties: INodeProperties[];
	/** Reads the form; `scope` is everything in it that decides what is watched. */
	watch: (context: IPollFunctions, ask: Ask) => Omit<Watch, 'scope'> & { scope: unknown };
}

/** The selector "Trigger On" and each event's parameters, shown only with their event. */
export function eventProperties(events: TriggerEvent[], preset: string): INodeProperties[] {
	return [
		{
			displayName: 'Trigger On',
			name: 'event',
			type: 'options',
			noDataExpression: true,
			options: events.map(({ name, value, description }) => ({ name, value, description })),
			default: preset,
			description:
				'What starts the workflow. Polls count towards the requests per hour of the credential: watching the assets of 30 campaigns every 5 minutes takes 372 an hour. What changes and changes back between two polls goes unnoticed.',
		},
		...events.flatMap(({ properties, value }) =>
			properties.map((property) => ({
				...property,
				displayOptions: { show: { ...property.displayOptions?.show, event: [value] } },
			})),
		),
	];
}
