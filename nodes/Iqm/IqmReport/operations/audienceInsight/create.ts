import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { clock } from '../../../../common/ground/clock';
import { ApiFailure, describeProblem } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { answeredId, isBlank, isObject } from '../../../../common/ground/values';
import { ExecutionStopped } from '../../../../common/ground/wait';
import type { IfItExists } from '../../../../common/run/ifItExists';
import { ifItExistsProperties, readIfItExists } from '../../../../common/run/ifItExists';
import type { Item, WritePart } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import type { Look, WaitOptions } from '../../../../common/run/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../../common/run/waitForStatus';
import type { Thing } from '../../../../verbs/describe';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { asNumbers, idsProperties, readIds } from '../../../../verbs/several';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { checkRepeated } from '../../../shared/repeated';
import { IQM_VERBS } from '../../../shared/verbs';
import type { Audience } from './existing';
import { audiencesOf, creatingAll, existingOf, INSIGHT_LIST, inTurnOfAll, WORDS } from './existing';
import { AUDIENCE_TYPE, INSIGHT_PAGES, insightStatus, READABLE_INSIGHT, shownInsight } from './insights';

const ENDPOINT = 'POST /api/v3/ins/insights/add';

const AUDIENCES: Thing = {
	one: 'matched audience',
	many: 'matched audiences',
	idName: 'audienceId',
	ids: {
		name: 'sourceIds',
		label: 'Audience IDs',
		example: '12345,12365',
		pick: {
			from: 'audiencesFrom',
			label: 'Audiences From',
			name: 'pickedAudiences',
			load: 'getEligibleAudiences',
			first: 'ready',
		},
	},
};

const READY = 'ready';
const STATUSES: INodePropertyOptions[] = [{ name: 'Ready', value: READY }];

const labelOf = ({ id }: IDataObject): string => `insightId ${String(id)}`;

/** The insights that an answer says were made. */
function madeIn(data: unknown): IDataObject[] {
	const rows = isObject(data) && Array.isArray(data.insightsData) ? data.insightsData : [];
	return rows.filter(isObject).filter(({ id }) => answeredId(id) !== undefined);
}

/**
 * Compares the answer with the request: IQM answers `success: true` even if it made none, and names
 * the audiences it refused in `invalidSourceIds`.
 */
function checkMade(data: unknown, audiences: number[], clean: (text: string) => string): IDataObject[] {
	const made = madeIn(data);
	const labels = made.map(labelOf);
	const refused = isObject(data) && Array.isArray(data.invalidSourceIds) ? data.invalidSourceIds : [];
	const isRefused = (audience: number) => refused.some((id) => String(id) === String(audience));
	const hasMade = (audience: number) => made.some((row) => String(row.sourceId) === String(audience));
	const missing = audiences.filter((audience) => isRefused(audience) || !hasMade(audience));
	if (missing.length > 0) {
		throw new ApiFailure(`IQM did not create an insight of audience ${missing.join(', ')}`, {
			description:
				'It must be a ready matched audience with at least 10,000 uniques: Get Eligible Audiences lists them',
			mayHaveActed: missing.some((audience) => !isRefused(audience)),
			created: labels,
		});
	}
	for (const row of made) {
		checkRepeated(
			{ data: row, clean },
			{ sent: { typeId: AUDIENCE_TYPE }, labels: { typeId: 'Insight Type' }, made: labels },
		);
	}
	return made;
}

interface Made {
	made: IDataObject[];
	raw: unknown;
	/** Insights that were there already; a record of an earlier version lacks them. */
	existing?: IDataObject[];
}

/** Makes an insight of each audience. What was made is remembered even if others are missing. */
async function add(item: Item, audiences: Audience[]): Promise<Made> {
	const sourceIds = audiences.map(({ id }) => id);
	const { data, raw, clean } = await sendFor(IQM_VERBS, item, {
		...routeTo(ENDPOINT, {}),
		body: { insightsTypeId: AUDIENCE_TYPE, sourceIds },
		writes: 'audience insight',
		ownFailures: ['invalidSourceIds'],
		made: (content) => madeIn(content).map(labelOf),
	});
	for (const { id, earlier } of audiences) {
		const result = madeIn(data).find(({ sourceId }) => String(sourceId) === String(id));
		if (result !== undefined) earlier.made = { result, at: clock.now() };
	}
	return { made: checkMade(data, sourceIds, clean), raw };
}

/** Makes an insight of each audience that has none yet, if the form looks for those. */
async function addMissing(
	item: Item,
	audiences: Audience[],
	choice: IfItExists,
): Promise<WritePart<Made>> {
	const existing = await existingOf(item, audiences, choice);
	const missing = audiences.filter(({ id }) => !existing.has(id));
	const rows = [...existing.values()];
	if (missing.length === 0) {
		return { value: { made: [], raw: { existing: rows }, existing: rows }, made: [] };
	}
	const { made, raw } = await creatingAll(missing, choice, async () => await add(item, missing));
	return { value: { made, raw, existing: rows }, made: made.map(labelOf) };
}

interface InsightsLook extends Look {
	rows: IDataObject[];
}

/** One look at all of them, which are the newest of the list: IQM has no request for a single one. */
async function lookAt({ context, index }: Item, insights: IDataObject[]): Promise<InsightsLook> {
	const { results } = await readRows(context, INSIGHT_LIST, INSIGHT_PAGES.most, {
		itemIndex: index,
		mostRequests: 1,
	});
	const rows = insights.map(
		(insight) => results.find(({ id }) => String(id) === String(insight.id)) ?? insight,
	);
	const of = (wanted: string) => rows.filter((row) => insightStatus(row) === wanted);
	if (of(READY).length === rows.length) return { status: READY, rows };
	const open = rows.filter((row) => ![READY, 'failed'].includes(insightStatus(row)));
	if (open.length > 0) return { status: insightStatus(open[0]), rows };
	const failed = of('failed').map(({ id }) => String(id));
	return { status: 'failed', reason: `Regenerate can try again with ${failed.join(', ')}`, rows };
}

/** The error for a wait that failed: it names the insights that were made. The next run waits on. */
function afterCreating(made: IDataObject[], choice: IfItExists): (error: unknown) => never {
	return (error) => {
		if (error instanceof ExecutionStopped || made.length === 0) throw error;
		const { message, description = '', httpCode } = describeProblem(error);
		const insights = made.map(({ id }) => String(id)).join(', ');
		const another = choice === 'create' ? ': a new execution would create another' : '';
		const next = `Insight ${insights} was created: Get Many shows its status. Retry this execution to keep waiting${another}.`;
		throw new ApiFailure(message, {
			description: `${description} ${next}`.trim(),
			httpCode,
		});
	};
}

/** Waits until all are ready. */
async function waited(
	item: Item,
	insights: IDataObject[],
	wait: WaitOptions,
	failing: (error: unknown) => never,
): Promise<IDataObject[]> {
	const { rows } = await waitForStatus({
		...wait,
		read: async () => await lookAt(item, insights),
		failed: ['failed'],
		what: `Audience insight ${insights.map(({ id }) => String(id)).join(', ')}`,
	}).catch(failing);
	return rows.map((row, at) => ({ ...insights[at], ...row }));
}

/** Makes insights of matched audiences, and waits until they are ready if asked to. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create audience insights',
	description: 'Create insights of matched audiences, and optionally wait until they can be downloaded',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI insights, createInsightsDetails',
	writes: true,
	readable: READABLE_INSIGHT,
	makes: 'insightId',
	properties: [
		...idsProperties(
			AUDIENCES,
			'use',
			'Matched audiences to create insights of, all in one request. They must be ready, with at least 10,000 uniques: Get Eligible Audiences lists them',
		),
		...ifItExistsProperties('its audience', WORDS),
		...waitProperties(STATUSES, READY),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const ids = faults.attempt(() => readIds(item, AUDIENCES)) ?? [];
		const sourceIds = faults.attempt(() => asNumbers(ids, AUDIENCES)) ?? [];
		const wait = faults.attempt(() => readWaitOptions(item.context, item.index, STATUSES));
		faults.throwAny();
		const choice = readIfItExists(item.context, item.index);
		const audiences = audiencesOf(item, sourceIds);
		const { made, raw, existing = [] } = await inTurnOfAll(
			item,
			audiences,
			async () => await item.once('add', async () => await addMissing(item, audiences, choice)),
		);
		const place = ({ sourceId }: IDataObject): number => sourceIds.map(String).indexOf(String(sourceId));
		const insights = [...made, ...existing].sort((a, b) => place(a) - place(b));
		const rows =
			wait === undefined
				? insights
				: await waited(item, insights, wait, afterCreating(made, choice));
		const there = new Set(existing.map(({ id }) => String(id)));
		return {
			results: rows.map((row) => ({
				...shownInsight(row),
				...(there.has(String(row.id)) ? { alreadyExisted: true } : {}),
			})),
			raw,
			label: made.filter(({ id }) => !isBlank(id)).map(labelOf).join(', '),
		};
	},
};
