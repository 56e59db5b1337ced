import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { hint } from '../../../common/form/moreHint';
import { writeOptionsCollection } from '../../../common/form/options';
import { clock } from '../../../common/ground/clock';
import { ApiFailure } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isSameName } from '../../../common/ground/names';
import { isBlank } from '../../../common/ground/values';
import { contradictions } from '../../../common/guard/contradiction';
import { comparison } from '../../../common/run/comparison';
import { ExecutionStopped, unlessCancelled } from '../../../common/ground/wait';
import type { Comparison, Found } from '../../../common/run/ifItExists';
import { ifItExists } from '../../../common/run/ifItExists';
import type { Item, WritePart } from '../../../common/run/item';
import { Abandoned } from '../../../common/run/meeting';
import { oncePerRun } from '../../../common/run/oncePerRun';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { uncertain } from '../../../common/send/thrown';
import { answeredId, seenNow } from '../../axonShared/byIds';
import { readAxonRows } from '../../axonShared/pages';
import { axonAccountKey, axonRequest, checkAxonLimits } from '../../axonTransport/request';
import { DOCUMENT, isLive, LIST_PATH, LISTED_CAMPAIGNS, READABLE_CAMPAIGN } from '../campaigns';
import { LABELS, readNewCampaign } from '../newCampaign';
import { newCampaignProperties } from '../newCampaignForm';
import { checkNoneRuns, pauseNew } from '../startPaused';

const PAUSED = 'PAUSED';

/** What a creation without an answer leaves open: such a campaign is live, whatever the form says. */
const MAY_RUN =
	'AppLovin creates every campaign live: if it was created, IT MAY BE RUNNING. Look for its name in AppLovin at once, and pause it.';

const labelOf = (id: unknown): string => `campaign_id ${String(id)}`;

async function add(
	{ context, index }: Item,
	body: IDataObject,
	start: string,
): Promise<WritePart<{ id: string; raw: unknown }>> {
	const lines =
		start === PAUSED
			? { 'After Creation': 'paused by a second request' }
			: { 'After Creation': 'stays live' };
	const request = {
		method: 'POST',
		path: '/manage/v1/campaign/create',
		body,
		writes: 'campaign',
		lines,
		isHeard: start === PAUSED,
	} as const;
	const { data, raw } = await axonRequest(context, request, index).catch(async (error: unknown) => {
		if (!(error instanceof ApiFailure) || error.facts.mayHaveActed !== true)
			return await Promise.reject(error);
		const description = [error.facts.description, MAY_RUN].filter(Boolean).join(' ');
		return await Promise.reject(new ApiFailure(error.message, { ...error.facts, description }));
	});
	const id = answeredId(data);
	if (id !== undefined) return { value: { id, raw }, made: [labelOf(id)] };
	throw new ApiFailure("AppLovin's response is missing the ID of the campaign", {
		description: `${uncertain('campaign', 'AppLovin')} ${MAY_RUN}`,
		mayHaveActed: true,
	});
}

/**
 * {@link sendAll}, whose execution ends at once if it is cancelled: a campaign whose creation was under way
 * is paused all the same, and what goes wrong then can only be told in n8n's log.
 */
async function send(item: Item, body: IDataObject, start: string): Promise<OperationResult> {
	checkNoneRuns(item);
	if (start !== PAUSED) return await sendAll(item, body, start);
	const { context } = item;
	const signal = context.getExecutionCancelSignal();
	const work = sendAll(item, body, start);
	work.catch((error: unknown) => {
		if (signal?.aborted === true && error instanceof ApiFailure) context.logger.error(error.message);
	});
	return await unlessCancelled(work, signal).catch(async (error: unknown) => {
		const isCut = error instanceof ExecutionStopped && !(error instanceof Abandoned);
		return await Promise.reject(isCut ? new ExecutionStopped(error.underWay ?? 'campaign', error.made) : error);
	});
}

/** Creates the campaign and sees to it that it is paused, even if the execution ends in between. */
async function sendAll(item: Item, body: IDataObject, start: string): Promise<OperationResult> {
	const { id, raw } = await item.once('add', async () => await add(item, body, start));
	const listed =
		start === PAUSED
			? await item.once('pause', async () => {
					const value = (await pauseNew(item, id, body.type)) ?? null;
					return { value, made: [] };
				})
			: await seenNow(item, LISTED_CAMPAIGNS, id);
	if (start === PAUSED && isBlank(listed?.status)) {
		hint(
			item.context,
			`AppLovin took the request to pause the new campaign ${id}, but does not list it yet: check its status in AppLovin.`,
			'warning',
		);
	}
	const result = { campaign_id: id, ...body, status: start, ...listed };
	return { results: [result], raw, label: labelOf(id) };
}

/** All campaigns of this name: the list is read once for all items of a run, since AppLovin can't search. */
async function campaignsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	wanted: unknown,
): Promise<Found> {
	const { rows, askedAt } = await oncePerRun(
		context,
		JSON.stringify([LIST_PATH, await axonAccountKey(context)]),
		async () => {
			const askedAt = clock.now();
			return {
				rows: (await readAxonRows(context, { path: LIST_PATH }, Infinity, itemIndex)).rows,
				askedAt,
			};
		},
	);
	const isThere = ({ status }: IDataObject): boolean => String(status).toUpperCase() !== 'DELETED';
	const named = rows.filter((row) => isThere(row) && isSameName(row.name, wanted));
	return { rows: named.map((row) => ({ campaign_id: row.id, ...row })), askedAt };
}

/**
 * How a campaign that exists compares with one that would be created. One whose creation got no answer
 * is live although the form says Paused, so its status is told; its start may be computed from the day.
 */
function compare(wanted: IDataObject, existing: IDataObject, start: string): Comparison {
	const { differs, ...compared } = comparison(wanted, existing, {
		labels: LABELS,
		harmless: ['start_date', 'tracking'],
		ignored: ['name'],
		contradictions: (sent, present) => contradictions(sent, present, LABELS),
		api: 'AppLovin',
	});
	const runs = start === PAUSED && isLive(existing);
	const status = { label: LABELS.status, wanted: 'Paused', present: 'Live' };
	return { differs: runs ? [...differs, status] : differs, ...compared };
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index } = item;
	const faults = new Faults();
	const { body, start } = readNewCampaign(item, faults);
	faults.throwAny();
	return await ifItExists(
		context,
		index,
		{ what: 'campaign', name: String(body.name) },
		{
			account: async () => await axonAccountKey(context),
			check: async () => await checkAxonLimits(context, body),
			find: async () => await campaignsOfName(context, index, body.name),
			compare: async (existing) => await Promise.resolve(compare(body, existing, start)),
			create: async () => await send(item, body, start),
			labelOf: ({ campaign_id: id }) => labelOf(id),
			hasBegun: item.hasBegun,
		},
	);
}

/** Creates a campaign. It is live whatever is sent, so *Paused* pauses it with a second request. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a campaign',
	description: 'Create a campaign for an app or a website, paused or live',
	endpoint: 'POST /manage/v1/campaign/create',
	document: `${DOCUMENT}, "/campaign/create"`,
	writes: true,
	readable: READABLE_CAMPAIGN,
	makes: 'campaign_id',
	properties: [...newCampaignProperties, writeOptionsCollection('AppLovin')],
	execute,
};
