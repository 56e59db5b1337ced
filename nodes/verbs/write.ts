import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { secretsIn, shownFields } from '../common/form/fields';
import { withoutSecrets } from '../common/guard/preview';
import { resultId } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { OperationResult } from '../common/run/operation';
import type { Joint } from '../common/run/batches';
import { sendTogether } from '../common/run/combine';
import type { ApiReply, ApiRequest } from '../common/send/door';
import { sendFor } from './describe';
import type { Judge, Told, VerbApi } from './describe';
import { forSeveral } from './several';

/** A write whose form has been read. */
export interface Write {
	item: Item;
	/** The request for things with these IDs. */
	request: (ids: string[]) => ApiRequest & { writes: string };
	told: Omit<Told, 'all'>;
	/** What is asked for, but for the IDs, if one request may serve several items. */
	joint?: Pick<Joint<ApiReply>, 'change' | 'most' | 'repeatable'>;
	/** The operation's fields, so that secrets among them are shown nowhere. */
	fields: Fields;
	judge?: Judge;
	/** What a result holds besides the ID. */
	result: IDataObject;
	/** What the list of what a run has done says about each thing: "deleted". */
	label: string;
}

/** Sends a write, compares its answer with it, and returns a result for each thing. */
export async function carryOut(
	api: VerbApi,
	{ item, request, told, joint, fields, judge = api.judge, result, label }: Write,
): Promise<OperationResult> {
	const { thing, done } = told;
	const secrets = secretsIn(told.sent, fields);
	// An answer has secrets masked or hashed: they can't be compared and must not be quoted.
	const shownTold = { ...told, sent: shownFields(told.sent, fields) };
	const send = async (ids: string[]): Promise<ApiReply> =>
		await sendFor(api, item, {
			...request(ids),
			...judge.request({ ...shownTold, ids, all: ids }),
			secrets,
		}).catch(forSeveral(thing, ids, done, api.api.name));
	const read = (reply: ApiReply, ids: string[], all: string[]): OperationResult => {
		const answered = withoutSecrets(judge.read(reply, { ...shownTold, ids, all }), secrets);
		const shown = shownFields(result, fields);
		const results = Array.isArray(answered)
			? answered
			: ids.map((id) => ({ [thing.idName]: resultId(id), ...shown, ...answered }));
		return {
			results,
			raw: withoutSecrets(reply.raw, secrets),
			label: ids.map((id) => `${thing.idName} ${id} ${label}`).join(', '),
		};
	};
	const { ids } = told;
	if (joint === undefined) return read(await send(ids), ids, ids);
	// What can't be sent for this item must not fail those that share its request.
	request(ids);
	return await sendTogether(item, { api: api.api, ids, send, read, ...joint });
}
