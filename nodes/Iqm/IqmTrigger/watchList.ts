import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { readAll } from '../../common/form/fields';
import { toChoice, toChoicesOrAll } from '../../common/form/choice';
import { ApiFailure } from '../../common/ground/errors';
import type { Watch } from '../../common/poll/polls';
import { resultId } from '../../common/ground/values';
import type { Seen } from '../../common/poll/watch';
import { byId, MOST_WATCHED,  } from '../../common/poll/watch';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { inBody, PAGE_ROWS, readRows } from '../shared/paging';
import { iqmAccount } from '../transport/request';
import type { Thing } from './things';
import { THINGS } from './things';

const SAMPLES = 3;

/** A row as the memory needs it; one without an id or status would report false changes forever. */
function seenFrom(row: IDataObject, thing: Thing): Seen {
	const id = row[thing.idName];
	const status = thing.statusOf(row);
	const hasId = /^\d+$/.test(String(id));
	if (hasId && status !== '') return { id: String(id), status, json: thing.shown?.(row) ?? row };
	const lacks = hasId ? `without a status: ${String(id)}` : `without '${thing.idName}'`;
	throw new ApiFailure(`IQM listed one of the ${thing.things} ${lacks}`, {
		description: NOTHING_MISSED,
	});
}

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
	const { baseUrl, clientId, email, workspaceHost, owId } = await iqmAccount(context);

	const list = async (
		order: 'asc' | 'desc',
		wanted: number,
		extra: IDataObject = {},
	): Promise<Seen[]> => {
		const asked = { ...thing.always, ...extra, ...filters, ...thing.sortedById(order) };
		const { results } = await readRows(
			context,
			{
				method: 'POST',
				path: thing.path,
				filters: asked,
				idName: thing.idName,
				pages: inBody(thing.rows),
			},
			wanted,
			{ until },
		);
		return results.map((row) => seenFrom(row, thing));
	};

	return {
		scope: JSON.stringify([
			...[baseUrl, clientId, email, workspaceHost, owId],
			...[event, statuses, filters],
		]),
		wanted: { event: isChange ? 'changed' : 'new', statuses, idsGrow: true },
		things: thing.things,
		// One more than can be watched, so that too many are noticed.
		read: async () => await list('asc', MOST_WATCHED + 1),
		sample: async () => {
			const isSorted = Object.keys(thing.sortedById('desc')).length > 0;
			const wanted = isSorted ? SAMPLES : PAGE_ROWS;
			const extra = statuses.length > 0 ? thing.inStatuses(statuses) : {};
			const seen = await list('desc', wanted, extra);
			return seen.sort((a, b) => byId(b.id, a.id)).slice(0, SAMPLES);
		},
		toJson: ({ id, status, previousStatus, json }, observedAt) => ({
			...json,
			event,
			[thing.outputName]: resultId(id),
			status,
			...(isChange ? { previousStatus: previousStatus ?? null } : {}),
			observedAt,
		}),
	};
}
