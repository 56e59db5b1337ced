import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { Find, Simple } from './simple';
import { own, word } from './simple';
import { simplified } from './simplify';

/** What the simplified items of a trigger's event consist of. */
export interface SimpleEvent {
	/** What the event is about, as Get Many shows it at first. */
	simple: Simple;
	/** A status that the item has under this key, in words; without it, the event has none. */
	statusAs?: (key: string) => Find;
}

/** @param statuses what the statuses are called; one that is not among them stays as it is */
export const inWords =
	(statuses: INodePropertyOptions[]) =>
	(key: string): Find =>
		word(key, statuses);

/**
 * How a trigger's items are simplified: the values of the thing, then those of the event, which is called
 * as the form calls it.
 *
 * @param options the events that the form offers
 */
export function simpleEvent(
	{ simple, statusAs }: SimpleEvent,
	options: INodePropertyOptions[],
): (item: IDataObject) => IDataObject {
	const before = statusAs?.('previousStatus');
	const named: Simple = {
		...simple,
		...(statusAs === undefined ? {} : { status: statusAs('status') }),
		event: word('event', options),
		// An event about what is new has no such key.
		previousStatus: (item) => (item.previousStatus === undefined ? undefined : before?.(item)),
		...own('observedAt'),
	};
	return (item) => simplified(named, item);
}
