import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { toProperty } from '../../common/form/fields';
import { flag } from '../../common/form/kinds';
import { hint } from '../../common/form/moreHint';
import { clock } from '../../common/ground/clock';
import { ApiFailure } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { isBlank } from '../../common/ground/values';
import { findOthers } from '../../common/guard/openFaults';
import type { Item } from '../../common/run/item';
import { readTogether } from '../../common/run/readTogether';
import type { OperationResult } from '../../common/run/operation';
import type { DescribedOperation, PagedList } from '../../verbs/describe';
import { sendFor } from '../../verbs/describe';
import { inBody, PAGE_ROWS, readRows } from '../shared/paging';
import { MOST_DAYS, withPagination } from '../shared/performancePages';
import { IQM_VERBS } from '../shared/verbs';
import { IQM } from '../transport/request';
import { FIGURES } from './simpleCampaign';

const DAY_MS = 86_400_000;

const field = flag(
	'Include Budgets and Spend',
	"to add each campaign's budgets and pacing, and what it spent in the last 365 days, today included. That takes a second request for up to 500 campaigns.",
);

const NAME = 'includeBudgets';

/** The last whole year of days, which ends with today, in milliseconds. */
function lastYear(zone: string): IDataObject {
	const now = DateTime.fromMillis(clock.now(), { zone }).startOf('second');
	const firstDay = now.minus({ days: MOST_DAYS - 1 }).startOf('day').toMillis();
	return {
		// From summer to winter time a year is an hour longer.
		startTimeEpochMillis: Math.max(firstDay, now.toMillis() - MOST_DAYS * DAY_MS),
		endTimeEpochMillis: now.toMillis(),
	};
}

interface Figures {
	rows: IDataObject[];
	raw: unknown;
}

/**
 * The rows of "Performance by campaign" for these campaigns: one request, and another one if IQM knows
 * nothing of some, since a short page alone does not end a list.
 */
async function readFigures(item: Item, ids: string[]): Promise<Figures> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v4/das/report/by-campaign',
		filters: {
			sort: { field: 'impressions', order: 'DESC' },
			filters: {
				campaignIds: ids.map(Number),
				...lastYear(item.zone),
			},
			requestType: 'AGGREGATED_LIST',
		},
		idName: 'campaignId',
		pages: inBody('recordsList'),
	};
	const { results, raw, isDoubtful, isIncomplete } = await readRows(
		item.context,
		list,
		ids.length,
		{
			itemIndex: item.index,
			send: async (request) => await sendFor(IQM_VERBS, item, withPagination(request)),
		},
	);
	const known = new Set(results.map(({ campaignId }) => String(campaignId)));
	const without = ids.filter((id) => !known.has(id));
	if (without.length > 0) tellOfMissing(item, without, !isDoubtful && !isIncomplete);
	return { rows: results, raw };
}

/** The same for an item, by one request with all items of the run that list campaigns with their figures. */
async function figuresFor(item: Item, campaigns: IDataObject[]): Promise<Figures> {
	return await readTogether<Figures, Figures>(item, {
		...{ api: IQM, about: ['figures', item.zone], most: PAGE_ROWS },
		ids: campaigns.map(({ campaignId }) => String(campaignId)),
		ask: async (ids) => await readFigures(item, ids),
		pick: ({ rows, raw }, own) => ({
			raw,
			rows: rows.filter(({ campaignId }) => own.includes(String(campaignId))),
		}),
	});
}

/** A campaign with the figures that its own row lacks; null for those that the table lacks too. */
function joined(campaign: IDataObject, figures: IDataObject = {}): IDataObject {
	const missing = FIGURES.filter((name) => isBlank(campaign[name]));
	return {
		...campaign,
		...Object.fromEntries(missing.map((name) => [name, figures[name] ?? null])),
	};
}

/** How many campaigns a hint names. */
const NAMED = 10;

/** Says why figures are null: an hour passes before a campaign that runs has some (IQM's report document). */
function tellOfMissing({ context }: Item, ids: string[], isWhole: boolean): void {
	if (!isWhole) {
		const message = `IQM's report counts more campaigns than it returned: ${ids.length} of these have no figures, although IQM may have some.`;
		hint(context, message, 'warning');
		return;
	}
	const rest = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
	const campaigns = ids.length === 1 ? 'campaign' : 'campaigns';
	hint(
		context,
		`No figures yet for ${campaigns} ${ids.slice(0, NAMED).join(', ')}${rest}: IQM's performance table does not list ${ids.length === 1 ? 'it' : 'them'}. A campaign has its first figures about an hour after it starts running.`,
		'info',
	);
}

/** An error of the report, which says that the campaigns alone can be had. */
function afterListing(error: unknown): unknown {
	if (!(error instanceof ApiFailure)) return error;
	const { description = '' } = error.facts;
	const advice = `The campaigns were listed, but their figures were not: turn off '${field.label}' to get the campaigns alone.`;
	return new ApiFailure(error.message, {
		...error.facts,
		description: [description, advice].filter(Boolean).join(' '),
	});
}

/** Adds budgets and spend to campaigns, with one request for each page of them. */
async function withFigures(
	item: Item,
	{ results, raw, ...others }: OperationResult,
): Promise<OperationResult> {
	const found: IDataObject[] = [];
	const answers: unknown[] = [];
	for (let at = 0; at < results.length; at += PAGE_ROWS) {
		const page = await figuresFor(item, results.slice(at, at + PAGE_ROWS)).catch(
			async (error: unknown) => await Promise.reject(afterListing(error)),
		);
		found.push(...page.rows);
		answers.push(page.raw);
	}
	const byId = new Map(found.map((row) => [String(row.campaignId), row]));
	return {
		...others,
		results: results.map((row) => joined(row, byId.get(String(row.campaignId)))),
		raw: { campaigns: raw, performance: answers },
	};
}

/** The list with *Include Budgets and Spend*, off at first: IQM's list of campaigns has neither. */
export function offeringFigures(getAll: DescribedOperation): DescribedOperation {
	const { properties, execute } = getAll;
	const at = properties.findIndex(({ type }) => type === 'collection');
	return {
		...getAll,
		properties: [...properties.slice(0, at), toProperty(NAME, field), ...properties.slice(at)],
		async execute(item) {
			const faults = new Faults();
			const wanted = faults.attempt(() => field.read(item.read(NAME) ?? false, item.zone));
			const listed = async (): Promise<OperationResult> => await execute(item);
			if (wanted === undefined) return await findOthers(item.context, faults, listed);
			return wanted ? await withFigures(item, await listed()) : await listed();
		},
	};
}
