import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { ApiFailure } from '../../common/ground/errors';
import { chosenEvent, eventSelector } from '../../common/poll/events';
import type { Watch } from '../../common/poll/polls';
import type { SimpleEvent } from '../../common/run/simpleEvent';
import { simpleEvent } from '../../common/run/simpleEvent';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { readAccount } from '../transport/account';
import { appLovinRequest, credentialOf } from '../transport/request';

/** The content of AppLovin's answer to a GET of this path. */
export type Ask = (path: string) => Promise<unknown>;

/** What a trigger fires on. */
export interface TriggerEvent extends SimpleEvent {
	/** Saved workflows refer to its value. */
	option: INodePropertyOptions;
	/** Reads the form; `scope` is everything in it that decides what is watched. */
	watch(context: IPollFunctions, ask: Ask): Omit<Watch, 'scope' | 'simplified'> & { scope: unknown };
}

/**
 * The selector of the event.
 *
 * @param preset the event that is chosen at first
 * @param cost what a poll costs, as a sentence without a period
 */
export function eventProperty(
	events: TriggerEvent[],
	preset: string,
	cost: string,
): INodeProperties {
	return eventSelector(events, preset, `${cost}, counted against the credential's requests per hour. Changes that are reverted between two polls go unnoticed.`);
}

/** Identifies the account: another one has other things. */
async function accountText(context: IPollFunctions): Promise<string[]> {
	const name = credentialOf(context, 0);
	const { apiBaseUrl, clientId } = readAccount(await context.getCredentials(name));
	// Companies that connect to the same third-party app share its client id.
	return [name, context.getNode().credentials?.[name]?.id ?? '', apiBaseUrl, clientId];
}

function tooSlow(): ApiFailure {
	return new ApiFailure('AppLovin responds too slowly to read everything in one poll', {
		description: `Choose fewer campaigns, or split them between several triggers. ${NOTHING_MISSED}`,
	});
}

/**
 * What the trigger's form says to watch.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openEvent(
	context: IPollFunctions,
	events: TriggerEvent[],
	until: number,
): Promise<Watch> {
	const event = chosenEvent(context, events);
	const ask = async (path: string) => {
		if (clock.now() >= until) throw tooSlow();
		const request = { method: 'GET', path, until, mayBeEmpty: true } as const;
		return (await appLovinRequest(context, request)).data;
	};
	const watch = event.watch(context, ask);
	const scope = JSON.stringify([await accountText(context), event.option.value, watch.scope]);
	const options = events.map(({ option }) => option);
	return { ...watch, scope, simplified: simpleEvent(event, options) };
}
