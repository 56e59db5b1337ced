import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { chosenEvent, eventSelector } from '../../common/poll/events';
import type { Watch } from '../../common/poll/polls';
import type { Seen } from '../../common/poll/watch';
import type { SimpleEvent } from '../../common/run/simpleEvent';
import { simpleEvent } from '../../common/run/simpleEvent';
import { axonListsKey } from '../axonTransport/request';

/** What a trigger of the Axon API fires on. */
export interface AxonEvent extends SimpleEvent {
	/** Saved workflows refer to its value. */
	option: INodePropertyOptions;
	/**
	 * Reads the form; `scope` is everything in it that decides what is watched.
	 *
	 * @param until when the poll must be over, in milliseconds since the epoch
	 */
	watch(
		context: IPollFunctions,
		until: number,
	): Omit<Watch, 'read' | 'scope' | 'simplified'> & {
		scope: unknown;
		/** @param scope the whole scope, as the memory has it */
		read(scope: string): Promise<Seen[]>;
	};
}

/**
 * The selector of the event.
 *
 * @param cost what a poll costs, as a sentence without a period
 */
export function axonEventProperty(
	events: AxonEvent[],
	preset: string,
	cost: string,
): INodeProperties {
	return eventSelector(events, preset, `${cost}; AppLovin takes 1,000 requests a minute.`);
}

/**
 * What the trigger's form says to watch.
 *
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openAxonEvent(
	context: IPollFunctions,
	events: AxonEvent[],
	until: number,
): Promise<Watch> {
	const event = chosenEvent(context, events);
	const watch = event.watch(context, until);
	// Another account has other things.
	const scope = JSON.stringify([await axonListsKey(context), event.option.value, watch.scope]);
	const options = events.map(({ option }) => option);
	const simplified = simpleEvent(event, options);
	return { ...watch, scope, simplified, read: async () => await watch.read(scope) };
}
