import type { IPollFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { ApiFailure, InputError } from '../../common/ground/errors';
import type { Watch } from '../../common/poll/polls';
import { quote } from '../../common/ground/values';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { readAccount } from '../transport/account';
import { appLovinRequest, credentialOf } from '../transport/request';
import type { TriggerEvent } from './event';

/** Identifies the account: another one has other things. */
async function accountText(context: IPollFunctions): Promise<string[]> {
	const name = credentialOf(context, 0);
	const { apiBaseUrl, clientId } = readAccount(await context.getCredentials(name));
	// Companies that connect to the same third-party app share its client id.
	return [name, context.getNode().credentials?.[name]?.id ?? '', apiBaseUrl, clientId];
}

function tooSlow(): ApiFailure {
	return new ApiFailure('AppLovin answers too slowly for all that one poll has to read', {
		description: `Choose fewer campaigns, if need be with several triggers. ${NOTHING_MISSED}`,
	});
}

/**
 * What the trigger's form says to watch.
 *
 * @param until when the poll must be over, in milliseconds since the epoch
 * @throws InputError for values that make no sense, before anything is sent
 */
export async function openWatch(
	context: IPollFunctions,
	events: TriggerEvent[],
	until: number,
): Promise<Watch> {
	const chosen: unknown = context.getNodeParameter('event');
	const event = events.find(({ value }) => value === chosen);
	if (event === undefined) throw new InputError(`'Trigger On' is unknown: ${quote(chosen)}`);
	const ask = async (path: string) => {
		if (clock.now() >= until) throw tooSlow();
		const request = { method: 'GET', path, until, mayBeEmpty: true } as const;
		return (await appLovinRequest(context, request)).data;
	};
	const watch = event.watch(context, ask);
	const scope = JSON.stringify([await accountText(context), event.value, watch.scope]);
	return { ...watch, scope };
}
