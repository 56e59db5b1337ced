import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { requiredProperties } from '../../../../common/form/fields';
import { asked } from '../../../../common/form/field';
import { ids } from '../../../../common/form/kinds';
import { ApiFailure, describeProblem } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { answeredId, isBlank, isObject } from '../../../../common/ground/values';
import { ExecutionStopped } from '../../../../common/ground/wait';
import type { Item } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import type { Look, WaitOptions } from '../../../../common/run/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../../common/run/waitForStatus';
import { readTop, routeTo, sendFor } from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { readRows } from '../../../shared/paging';
import { checkRepeated } from '../../../shared/repeated';
import { IQM_VERBS } from '../../../shared/verbs';
import { AUDIENCE_TYPE, INSIGHT_PAGES, insightStatus, shownInsight } from './insights';

const ENDPOINT = 'POST /api/v3/ins/insights/add';

const FIELDS = {
	sourceIds: asked(
		ids('Audience IDs', 'Matched audiences to make an insight of, one each, all by one request', {
			example: '12345,12365',
			note: 'They must be ready, with at least 10,000 uniques: Get Eligible Audiences lists them',
		}),
		{ hint: 'Each run makes new insights, even of audiences that have one' },
	),
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
		throw new ApiFailure(`IQM made no insight of the audience ${missing.join(', ')}`, {
			description:
				'It must be a matched audience that is ready, with at least 10,000 uniques: Get Eligible Audiences lists them.',
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

interface InsightsLook extends Look {
	rows: IDataObject[];
}

/** One look at all of them, which are the newest of the list: IQM has no request for a single one. */
async function lookAt({ context, index }: Item, made: IDataObject[]): Promise<InsightsLook> {
	const list = {
		method: 'GET' as const,
		path: '/api/v3/ins/insights/list',
		filters: { sortBy: '-id' },
		idName: 'id',
		pages: INSIGHT_PAGES,
	};
	const { results } = await readRows(context, list, INSIGHT_PAGES.most, {
		itemIndex: index,
		mostRequests: 1,
	});
	const rows = made.map(
		(insight) => results.find(({ id }) => String(id) === String(insight.id)) ?? insight,
	);
	const of = (wanted: string) => rows.filter((row) => insightStatus(row) === wanted);
	if (of(READY).length === rows.length) return { status: READY, rows };
	const open = rows.filter((row) => ![READY, 'failed'].includes(insightStatus(row)));
	if (open.length > 0) return { status: insightStatus(open[0]), rows };
	const failed = of('failed').map(({ id }) => String(id));
	return { status: 'failed', reason: `Regenerate can try again with ${failed.join(', ')}`, rows };
}

/** The error for a wait that failed: it names the insights that were made, so none is made again. */
function afterCreating(made: IDataObject[]): (error: unknown) => never {
	return (error) => {
		if (error instanceof ExecutionStopped) throw error;
		const { message, description = '', httpCode } = describeProblem(error);
		const insights = made.map(({ id }) => String(id)).join(', ');
		throw new ApiFailure(message, {
			description: `${description} Insight ${insights} was made: Get Many shows its status.`.trim(),
			httpCode,
			mayHaveActed: true,
			created: made.map(labelOf),
		});
	};
}

/** Waits until all are ready. */
async function waited(item: Item, made: IDataObject[], wait: WaitOptions): Promise<IDataObject[]> {
	const { rows } = await waitForStatus({
		...wait,
		read: async () => await lookAt(item, made),
		failed: ['failed'],
		signal: item.context.getExecutionCancelSignal(),
		what: `Audience insight ${made.map(({ id }) => String(id)).join(', ')}`,
	}).catch(afterCreating(made));
	return rows.map((row, at) => ({ ...made[at], ...row }));
}

/** Makes insights of matched audiences, and waits until they are ready if asked to. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create audience insights',
	description: 'Make insights of matched audiences, and wait until they can be downloaded if wanted',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI insights, createInsightsDetails',
	writes: true,
	properties: [
		...requiredProperties(FIELDS),
		...waitProperties(STATUSES, READY),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const { sourceIds = [] } = readTop(item, FIELDS, faults);
		const wait = faults.attempt(() => readWaitOptions(item.context, item.index, STATUSES));
		faults.throwAny();
		const audiences = [...new Set(sourceIds)];
		const { data, raw, clean } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			body: { insightsTypeId: AUDIENCE_TYPE, sourceIds: audiences },
			writes: 'audience insight',
			ownFailures: ['invalidSourceIds'],
			made: (content) => madeIn(content).map(labelOf),
		});
		const made = checkMade(data, audiences, clean);
		const rows = wait === undefined ? made : await waited(item, made, wait);
		return {
			results: rows.map(shownInsight),
			raw,
			label: rows.filter(({ id }) => !isBlank(id)).map(labelOf).join(', '),
		};
	},
};
