import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { resultId } from '../../common/ground/values';
import type { Watch } from '../../common/poll/polls';
import type { Seen } from '../../common/poll/watch';
import { byId, MOST_WATCHED } from '../../common/poll/watch';
import type { SimpleEvent } from '../../common/run/simpleEvent';
import { NOTHING_MISSED } from '../../common/send/deadline';
import type { PagedList } from '../../verbs/describe';
import { iqmAccount } from '../transport/request';
import { PAGE_ROWS, readRows } from './paging';

const SAMPLES = 3;

/** A kind of thing whose list a trigger watches. */
export interface Watched extends SimpleEvent {
	/** What messages call them. */
	things: string;
	/** The list, without the filters of the form. */
	list: PagedList;
	/** The name of a row's ID in the output. */
	outputName: string;
	/**
	 * Sorted by ID, if the list's document offers that: in ascending order, things created while the
	 * pages are read come last.
	 */
	sortedById(direction: 'asc' | 'desc'): IDataObject;
	/** The row's status in words, or '' if it has none. */
	statusOf(row: IDataObject): string;
	/** The row as the event shows it, if that is less than IQM lists. */
	shown?(row: IDataObject): IDataObject;
	/** The filter for things with these statuses, if the list has one: for an example in the editor. */
	inStatuses?(statuses: string[]): IDataObject;
}

/** What a trigger's form asks to report. */
export interface Asked {
	event: string;
	/** Whether things are reported that have entered a status, rather than new ones. */
	isChange: boolean;
	/** Only changes into these; empty: into any. */
	statuses: string[];
	/** No changes out of one of these. */
	notAfter?: string[];
	filters: IDataObject;
}

/** A row as the memory needs it; one without an id or status would report false changes forever. */
function seenFrom(row: IDataObject, { list, things, statusOf, shown }: Watched): Seen {
	const id = row[list.idName];
	const status = statusOf(row);
	const hasId = /^\d+$/.test(String(id));
	if (hasId && status !== '') return { id: String(id), status, json: shown?.(row) ?? row };
	const lacks = hasId ? `without a status: ${String(id)}` : `without '${list.idName}'`;
	throw new ApiFailure(`IQM listed one of the ${things} ${lacks}`, {
		description: NOTHING_MISSED,
	});
}

/**
 * Watches a list of IQM: it has no webhooks.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 */
export async function watchList(
	context: IPollFunctions,
	until: number,
	watched: Watched,
	{ event, isChange, statuses, notAfter, filters }: Asked,
): Promise<Omit<Watch, 'simplified'>> {
	const { baseUrl, clientId, email, workspaceHost, owId } = await iqmAccount(context);

	const rows = async (
		order: 'asc' | 'desc',
		wanted: number,
		extra: IDataObject = {},
	): Promise<Seen[]> => {
		const asked = { ...watched.list.filters, ...extra, ...filters, ...watched.sortedById(order) };
		const list = { ...watched.list, filters: asked };
		const { results } = await readRows(context, list, wanted, { until });
		return results.map((row) => seenFrom(row, watched));
	};

	return {
		scope: JSON.stringify([
			...[baseUrl, clientId, email, workspaceHost, owId],
			...[event, statuses, filters],
		]),
		wanted: { event: isChange ? 'changed' : 'new', statuses, notAfter, idsGrow: true },
		things: watched.things,
		// One more than can be watched, so that too many are noticed.
		read: async () => await rows('asc', MOST_WATCHED + 1),
		sample: async () => {
			const filter = statuses.length > 0 ? watched.inStatuses?.(statuses) : undefined;
			const isLeft = statuses.length > 0 && filter === undefined;
			const isSorted = Object.keys(watched.sortedById('desc')).length > 0;
			const wanted = isSorted && !isLeft ? SAMPLES : PAGE_ROWS;
			const seen = await rows('desc', wanted, filter);
			return seen
				.filter(({ status }) => !isLeft || statuses.includes(status))
				.sort((a, b) => byId(b.id, a.id))
				.slice(0, SAMPLES);
		},
		toJson: ({ id, status, previousStatus, json }, observedAt) => ({
			...json,
			event,
			[watched.outputName]: resultId(id),
			status,
			...(isChange ? { previousStatus: previousStatus ?? null } : {}),
			observedAt,
		}),
	};
}
