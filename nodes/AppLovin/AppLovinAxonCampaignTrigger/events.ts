import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { collectionProperty, readAll } from '../../common/form/fields';
import { choices } from '../../common/form/kinds';
import { askSeveral } from '../../common/form/lists';
import { SIMPLIFY_EVENTS } from '../../common/form/simplifyField';
import { clock } from '../../common/ground/clock';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, toIds } from '../../common/ground/values';
import type { Seen, Wanted } from '../../common/poll/watch';
import { byId, MOST_WATCHED, observe } from '../../common/poll/watch';
import { NOTHING_MISSED } from '../../common/send/deadline';
import type { AxonEvent } from '../axonShared/trigger';
import { axonEventProperty } from '../axonShared/trigger';
import { AXON_PAGE_ROWS, readAxonRows } from '../axonShared/pages';
import {
	CHANGES,
	LOG_KEY,
	LOG_PATH,
	SIMPLE_CHANGE,
	withoutOperator,
} from '../AppLovinAxonCampaign/operations/getChangeLog';

const CAMPAIGNS = 'Campaigns';
const IDS = 'Campaign Names or IDs';
const ALL = 'all';
const CHOSEN = 'chosen';
const WHICH = [
	{ name: 'All Campaigns', value: ALL, description: 'Including campaigns created later' },
	{ name: 'Chosen Campaigns', value: CHOSEN, description: 'Only the campaigns chosen below' },
];

const FILTERS = {
	operation_type: choices<string>('Changes', 'Only changes of these kinds', {
		of: CHANGES,
		inWords: 'Status Changed',
	}),
};

const EVENT = 'campaignChanged';
const SAMPLES = 3;

/** IDs of the chosen campaigns, sorted and each once; undefined for all. */
function readChosen(context: IPollFunctions): string[] | undefined {
	const choice = toChoice(context.getNodeParameter('campaigns', ALL), CAMPAIGNS, WHICH);
	if (choice === ALL) return undefined;
	const given = toIds(context.getNodeParameter('campaignIds', []), IDS);
	if (given.length > 0) return [...new Set(given)].sort(byId);
	throw new InputError(
		`'${IDS}' is empty`,
		`Choose at least one, or set '${CAMPAIGNS}' to All Campaigns.`,
	);
}

/** One row of the log; the person who made the change is left out. */
function seen(row: IDataObject, fits: (row: IDataObject) => boolean): Seen {
	const id = row[LOG_KEY];
	if (isBlank(id)) {
		throw new ApiFailure('AppLovin lists a change without its ID', { description: NOTHING_MISSED });
	}
	return { id: String(id).trim(), status: '', json: withoutOperator(row), isNotedOnly: !fits(row) };
}

// No document says that newer changes have higher IDs.
const WANTED: Wanted = { event: 'new', statuses: [], idsGrow: false };
const THINGS = 'changes';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** "last 30 UTC days", less one, since this machine's day may end before or after AppLovin's. */
const DAYS_BACK = 28;

/**
 * All days that can be asked for: without them the log has the last 7, too few for a workflow that was
 * off. A minute is left to clocks that differ, since polls on the hour fall on the change of days, and a
 * day to come costs an error answer.
 */
function allDays(): IDataObject {
	const last = clock.now() - MINUTE_MS;
	const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
	return { start_date: day(last - DAYS_BACK * DAY_MS), end_date: day(last) };
}

/** No row has this ID. */
const PROBE = 'probe';

/** Whether the memory knows all of a page; undefined if it has yet to be filled. */
function oldIn(
	context: IPollFunctions,
	scope: string,
): ((page: IDataObject[]) => boolean) | undefined {
	// Only to see what is new: the memory itself is untouched.
	const memory = { ...context.getWorkflowStaticData('node') };
	const areNew = (ids: string[]): boolean => {
		const now = ids.map((id) => ({ id, status: '', json: {} }));
		return observe({ ...memory }, scope, now, WANTED, THINGS).events.length > 0;
	};
	return areNew([PROBE])
		? (page) => !areNew(page.map((row) => String(row[LOG_KEY]).trim()))
		: undefined;
}

/**
 * Each row of the change log that was not there before; its `operation_id` tells. The log is in the order
 * of time, newest first, so that reading ends with the page that has nothing new.
 */
const changed: AxonEvent = {
	option: {
		name: 'Campaign Changed',
		value: EVENT,
		description: 'When a campaign is created, changed, paused, set live or archived, by anyone',
	},
	simple: SIMPLE_CHANGE,
	watch(context, until) {
		const chosen = readChosen(context);
		const { operation_type: kinds } = readAll(
			context.getNodeParameter('filters', {}),
			FILTERS,
			'utc',
		);
		const fits = ({ campaign_id: id, operation_type: kind }: IDataObject): boolean =>
			(chosen === undefined || chosen.includes(String(id))) &&
			(kinds === undefined || kinds.includes(String(kind)));
		const query = { ...allDays(), ...(chosen?.length === 1 ? { id: chosen[0] } : {}) };
		const list = { path: LOG_PATH, key: LOG_KEY, query, until };
		return {
			things: THINGS,
			scope: { chosen, kinds },
			wanted: WANTED,
			async read(scope) {
				const isOld = oldIn(context, scope);
				const { rows } = await readAxonRows(context, { ...list, isOld }, MOST_WATCHED);
				return rows.map((row) => seen(row, fits));
			},
			async sample() {
				const { rows } = await readAxonRows(context, { ...list, fits }, AXON_PAGE_ROWS);
				return rows.slice(0, SAMPLES).map((row) => seen(row, fits));
			},
			toJson: ({ id, json }, observedAt) => ({
				...json,
				event: EVENT,
				operation_id: id,
				observedAt,
			}),
		};
	},
};

/** What can happen to a campaign. */
export const CAMPAIGN_EVENTS: AxonEvent[] = [changed];

/** What a user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	axonEventProperty(
		CAMPAIGN_EVENTS,
		EVENT,
		'Each poll takes one request, and one more per 100 new changes',
	),
	{
		displayName: CAMPAIGNS,
		name: 'campaigns',
		type: 'options',
		options: WHICH,
		default: ALL,
		description: 'Which campaigns to watch, for example All Campaigns',
	},
	{
		...askSeveral(
			'getCampaigns',
			'Changing this restarts the trigger: it fires only on what happens from then on',
		),
		displayName: IDS,
		name: 'campaignIds',
		required: true,
		displayOptions: { show: { campaigns: [CHOSEN] } },
	},
	...SIMPLIFY_EVENTS,
	...collectionProperty(
		{ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' },
		FILTERS,
	),
];
