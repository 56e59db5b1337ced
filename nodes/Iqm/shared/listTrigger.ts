import type { IDataObject, INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { toChoice, toChoicesOrAll, withAll } from '../../common/form/choice';
import type { Fields } from '../../common/form/fields';
import { collectionProperty, readAll } from '../../common/form/fields';
import { SIMPLIFY_EVENTS } from '../../common/form/simplifyField';
import { EVENT_LABEL, eventSelector } from '../../common/poll/events';
import type { Watch, WatchForm } from '../../common/poll/polls';
import { simpleEvent } from '../../common/run/simpleEvent';
import type { Watched } from './watchList';
import { watchList } from './watchList';

const STATUSES = 'Statuses';
const ALL_STATUSES = 'All Statuses';

/** A watch that looks more closely at what has entered one of its statuses. */
export type Asking = (context: IPollFunctions, until: number, watch: Watch) => Watch;

/** What starts the workflow: a thing of a list that is new, or that has entered a status. */
export interface ListEvent {
	option: INodePropertyOptions;
	watched: Watched;
	/** The statuses that count; `chosen`: those that the form asks for; `new`: things in any status. */
	into: string[] | 'chosen' | 'new';
	/** What enters them from one of these does not count. */
	notAfter?: string[];
	/** Looks more closely at what has entered one of the statuses. */
	asking?: Asking;
}

/** A trigger on lists of IQM, as data. */
export interface ListTrigger {
	/** In the order in which they are offered. */
	events: ListEvent[];
	/** The event that is chosen at first. */
	preset: string;
	/** What one request reads at most: "500 campaigns". */
	perRequest: string;
	/** Statuses to choose from, if an event asks for them. */
	statuses?: INodePropertyOptions[];
	/** Filters of "Get Many" that make sense here too: not those by status or time. */
	filters?: Fields;
}

/** Fields without some of them. */
export function without(fields: Fields, ...names: string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** What a user of the trigger is asked; n8n adds the poll times itself. */
export function listTriggerForm(trigger: ListTrigger): WatchForm {
	const { events, preset, perRequest, statuses = [], filters = {} } = trigger;
	const asking = events.filter(({ into }) => into === 'chosen').map(({ option }) => option.value);
	const properties: INodeProperties[] = [
		eventSelector(
			events,
			preset,
			`Each poll takes one request for every ${perRequest}, occasionally one more and a login; everything that uses the account shares 20 requests a minute. Changes that are reverted between two polls go unnoticed.`,
		),
	];
	if (asking.length > 0) {
		properties.push({
			displayName: STATUSES,
			name: 'statuses',
			type: 'multiOptions',
			options: withAll(statuses, ALL_STATUSES),
			default: [],
			displayOptions: { show: { event: asking } },
			hint: 'Leave empty for all',
			description: `Only changes to one of these statuses, for example ${statuses.at(-1)?.name}. Leave empty for all. Anything created since the last poll counts too, with an empty previousStatus.`,
		});
	}
	const collection = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };
	properties.push(...SIMPLIFY_EVENTS, ...collectionProperty(collection, filters));
	return { properties, none: { statuses: `For all, choose '${ALL_STATUSES}'.` } };
}

/**
 * What the trigger's form says to watch. IQM has no webhooks: the whole list is read at each poll and
 * compared with what the node's static data remembers. A change that is undone before the next poll
 * can't be seen, nor the order of changes between two polls. The first poll after an activation, and
 * after a restart of n8n, reports what has happened since the last one; after a change of the form, the
 * node's name or the account, it starts afresh with what is there then.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openList(
	context: IPollFunctions,
	until: number,
	{ events, statuses: offered = [], filters: fields = {} }: ListTrigger,
): Promise<Watch> {
	const options = events.map(({ option }) => option);
	const event = toChoice(context.getNodeParameter('event'), EVENT_LABEL, options);
	const found = events.find(({ option }) => option.value === event);
	if (found === undefined) throw new Error(`Unknown event '${event}'`);
	const { watched, into, notAfter, asking } = found;
	const statuses =
		into === 'chosen'
			? toChoicesOrAll(context.getNodeParameter('statuses', []), STATUSES, offered).sort()
			: into === 'new'
				? []
				: into;
	const given: unknown = context.getNodeParameter('filters', {});
	const filters = readAll(given, fields, context.getTimezone()) as IDataObject;
	const isChange = into !== 'new';
	const asked = { event, isChange, statuses, notAfter, filters };
	const watch = {
		...(await watchList(context, until, watched, asked)),
		simplified: simpleEvent(watched, options),
	};
	return asking === undefined ? watch : asking(context, until, watch);
}
