import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { quote } from '../ground/values';

export const EVENT_LABEL = 'Trigger On';

const NAME = 'event';

/** What a trigger fires on; saved workflows refer to its value. */
interface Offered {
	option: INodePropertyOptions;
}

/**
 * The selector of a trigger's event.
 *
 * @param preset the event that is chosen at first
 * @param cost what a poll costs, as sentences
 */
export function eventSelector(events: Offered[], preset: string, cost: string): INodeProperties {
	const description = `What starts the workflow. ${cost}`;
	return {
		displayName: EVENT_LABEL,
		name: NAME,
		type: 'options',
		noDataExpression: true,
		options: events.map(({ option }) => option),
		default: preset,
		description,
	};
}

/** @throws InputError for an event that the trigger does not have */
export function chosenEvent<E extends Offered>(context: IPollFunctions, events: E[]): E {
	const chosen: unknown = context.getNodeParameter(NAME);
	const event = events.find(({ option }) => option.value === chosen);
	if (event === undefined) throw new InputError(`'${EVENT_LABEL}' is unknown: ${quote(chosen)}`);
	return event;
}
