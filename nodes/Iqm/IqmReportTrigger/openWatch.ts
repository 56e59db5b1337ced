import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import type { Watch } from '../../common/poll/polls';
import { watchList } from '../shared/watchList';
import { EVENTS } from './events';

const LABEL = 'Trigger On';

/** What the user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	{
		displayName: LABEL,
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: EVENTS.map(({ option }) => option),
		default: 'insightReady',
		description:
			'What starts the workflow. Each poll takes one request for every 500 insights or 200 voter level data reports, and sometimes a login: all that uses the account shares 20 a minute.',
	},
];

/**
 * What the trigger's form says to watch.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openWatch(context: IPollFunctions, until: number): Promise<Watch> {
	const options = EVENTS.map(({ option }) => option);
	const event = toChoice(context.getNodeParameter('event'), LABEL, options);
	const found = EVENTS.find(({ option }) => option.value === event);
	if (found === undefined) throw new Error(`Unknown event '${event}'`);
	const { watched, status } = found;
	return await watchList(context, until, watched, {
		event,
		isChange: true,
		statuses: [status],
		filters: {},
	});
}
