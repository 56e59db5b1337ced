import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure, describeProblem } from '../../common/ground/errors';
import type { OperationResult } from '../../common/run/operation';
import { Previewed, sendInTurn } from '../../common/guard/preview';
import { ExecutionStopped } from '../../common/ground/wait';
import { refuseContradictions } from '../shared/contradicted';
import { appLovinRequest, checkLimits } from '../transport/request';
import { checkAnswered } from './campaignId';
import { MOST_ROWS } from './formRows';
import { changesRefused } from './repeatedRows';

type Body = IDataObject | IDataObject[];

/** A change of a campaign's targeting, sources or source bids. */
export interface Change {
	campaignId: string;
	path: string;
	body: Body;
	/** What changes, for messages: "targeting". */
	what: string;
	/** The same as `body`, under the API's names. */
	sent: IDataObject;
	/** What was and what will be, for a preview. */
	lines?: IDataObject;
	/** What else the result holds. */
	shown?: IDataObject;
}

function slices<T>(rows: T[]): T[][] {
	const count = Math.ceil(rows.length / MOST_ROWS);
	return Array.from({ length: count }, (_, index) =>
		rows.slice(index * MOST_ROWS, (index + 1) * MOST_ROWS),
	);
}

/** The bodies of the requests: rows in slices, under their own name if they have one. */
function inParts(body: Body): Body[] {
	if (Array.isArray(body)) return body.length > MOST_ROWS ? slices(body) : [body];
	const [[name, rows], ...others] = Object.entries(body);
	const isList = others.length === 0 && Array.isArray(rows) && rows.length > MOST_ROWS;
	return isList ? slices(rows as IDataObject[]).map((some) => ({ [name]: some })) : [body];
}

/** What one request sets, under the API's names. */
function sentIn({ body, sent }: Change, part: Body): IDataObject {
	if (part === body) return sent;
	return Array.isArray(part) ? { [Object.keys(sent)[0]]: part } : part;
}

async function sendPart(
	context: IExecuteFunctions,
	itemIndex: number,
	change: Change,
	part: Body,
	index: number,
): Promise<unknown> {
	const { campaignId, path, what, lines } = change;
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'POST', path, body: part, writes: what, mayBeEmpty: true, lines },
		itemIndex,
	);
	checkAnswered(data, campaignId, true);
	const found = changesRefused(sentIn(change, part), data, index * MOST_ROWS);
	refuseContradictions(what, `${what} of campaign_id ${campaignId}`, found);
	return raw;
}

/**
 * The error of a request that follows others: it names the rows they have changed. Even one that was
 * cancelled before it was sent must not let the rows be sent again: they may be raises.
 */
function afterParts(error: unknown, { campaignId, what }: Change, done: number): unknown {
	if (done === 0) return error;
	const changed = `${what} 1 to ${done * MOST_ROWS} of campaign_id ${campaignId}`;
	if (error instanceof ExecutionStopped) {
		return new ExecutionStopped(`rest of the ${what}`, [changed]);
	}
	const { message, description, httpCode, mayHaveActed, created } = describeProblem(error);
	const next = `Rows 1 to ${done * MOST_ROWS} went through. Nothing was sent after the request that failed.`;
	return new ApiFailure(message, {
		description: [description, next].filter((part) => part !== undefined).join(' '),
		httpCode,
		mayHaveActed,
		created: [changed, ...created],
	});
}

/**
 * Sends a change whose reply no document shows, so that even an empty one counts as success: rows in
 * requests of at most {@link MOST_ROWS}, in order and each once.
 *
 * Guess: any answer with a success status means that everything was changed, unless it repeats what
 * was sent with another meaning. The result is therefore what was sent, under the API's names; "Raw
 * Response" shows what came back.
 *
 * Guess: the body of `/campaign_targets/{id}` holds only the changed fields, as the table
 * "Request/Response Body Fields" lists them.
 *
 * @param change.what what changes, for messages: "targeting"
 * @throws ApiFailure; if earlier requests went through, it names their rows, and nothing is sent again
 */
export async function sendChange(
	context: IExecuteFunctions,
	itemIndex: number,
	change: Change,
): Promise<OperationResult> {
	const { campaignId, body, what, sent, shown } = change;
	const bodies = inParts(body);
	// The limits apply to the last request too, and nothing may be sent if it would be refused.
	if (bodies.length > 1) await checkLimits(context, body, itemIndex);
	const raws: unknown[] = [];
	await sendInTurn(bodies, async (part) => {
		try {
			raws.push(await sendPart(context, itemIndex, change, part, raws.length));
		} catch (error) {
			throw error instanceof Previewed ? error : afterParts(error, change, raws.length);
		}
	});
	return {
		results: [{ campaign_id: campaignId, updated: true, ...sent, ...shown }],
		raw: raws.length === 1 ? raws[0] : raws,
		label: `${what} of campaign_id ${campaignId}`,
	};
}
