import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { secretsIn, shownFields } from '../common/form/fields';
import { resultId } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { OperationResult } from '../common/run/operation';
import type { ApiRequest } from '../common/send/door';
import { sendFor } from './describe';
import type { Judge, Told, VerbApi } from './describe';
import { forSeveral } from './several';

/** A write whose form has been read. */
export interface Write {
	item: Item;
	request: ApiRequest & { writes: string };
	told: Told;
	/** The operation's fields, of which secrets are shown nowhere. */
	fields: Fields;
	judge?: Judge;
	/** What a result holds beside the ID. */
	result: IDataObject;
	/** What is said of each thing among what a run has done: "deleted". */
	label: string;
}

/** Sends a write, reads its answer against it, and returns a result for each thing. */
export async function carryOut(
	api: VerbApi,
	{ item, request, told, fields, judge = api.judge, result, label }: Write,
): Promise<OperationResult> {
	const { thing, ids, done, sent } = told;
	const reply = await sendFor(api, item, {
		...request,
		...judge.request(told),
		secrets: secretsIn(sent, fields),
	}).catch(forSeveral(thing, ids, done, api.api.name));
	const answered = judge.read(reply, told);
	const shown = shownFields(result, fields);
	const results = Array.isArray(answered)
		? answered
		: ids.map((id) => ({ [thing.idName]: resultId(id), ...shown, ...answered }));
	return {
		results,
		raw: reply.raw,
		label: ids.map((id) => `${thing.idName} ${id} ${label}`).join(', '),
	};
}
