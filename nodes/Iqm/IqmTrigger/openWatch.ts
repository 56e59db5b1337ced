import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { toChoice, toChoicesOrAll } from '../../common/form/choice';
import { readAll } from '../../common/form/fields';
import type { Watch } from '../../common/poll/polls';
import { inBody } from '../shared/paging';
import { watchList } from '../shared/watchList';
import { THINGS } from './things';

/**
 * What the trigger's form says to watch.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openWatch(context: IPollFunctions, until: number): Promise<Watch> {
	const events = THINGS.flatMap(({ changed, added }) => [changed, added]);
	const event = toChoice(context.getNodeParameter('event'), 'Trigger On', events);
	const thing = THINGS.find(({ changed, added }) => [changed.value, added.value].includes(event));
	if (thing === undefined) throw new Error(`Unknown event '${event}'`);
	const isChange = event === thing.changed.value;
	const chosen: unknown = isChange ? context.getNodeParameter('statuses', []) : [];
	const statuses = toChoicesOrAll(chosen, 'Statuses', thing.statuses).sort();
	const given: unknown = context.getNodeParameter('filters', {});
	const filters = readAll(given, thing.filters, context.getTimezone()) as IDataObject;
	const { path, rows, idName, always, inStatuses } = thing;
	const list = { method: 'POST', path, filters: always, idName, pages: inBody(rows) } as const;
	return await watchList(
		context,
		until,
		{ ...thing, list },
		{ event, isChange, statuses, filters, inStatuses },
	);
}
