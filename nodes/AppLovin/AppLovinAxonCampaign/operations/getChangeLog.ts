import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { DateTime } from 'luxon';

import type { Sent } from '../../../common/form/fields';
import { collectionProperty, readFields } from '../../../common/form/fields';
import type { Field } from '../../../common/form/kinds';
import { choices, idText } from '../../../common/form/kinds';
import { limitProperties } from '../../../common/form/limit';
import { optionsCollection } from '../../../common/form/options';
import { clock } from '../../../common/ground/clock';
import type { Wrong } from '../../../common/ground/faults';
import { Faults } from '../../../common/ground/faults';
import { toMoment } from '../../../common/ground/moments';
import { isObject, toBoolean } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import type { Simple } from '../../../common/run/simple';
import { ifThere, own, word } from '../../../common/run/simple';
import { listAxon } from '../../axonShared/pages';
import { DOCUMENT, TYPES } from '../campaigns';

export const LOG_PATH = '/manage/v1/operation_logs/campaign';

/** Its rows are identified by their own ID; a campaign has many. */
export const LOG_KEY = 'operation_id';

export const CHANGES: INodePropertyOptions[] = [
	{ name: 'Campaign Archived', value: 'ARCHIVE_CAMPAIGN' },
	{ name: 'Campaign Created', value: 'CREATE_CAMPAIGN' },
	{ name: 'Campaign Updated', value: 'UPDATE_CAMPAIGN' },
	{ name: 'Status Changed', value: 'UPDATE_CAMPAIGN_STATUS' },
];

/** "last 30 UTC days", of which today is one. */
const MOST_DAYS = 29;
const DAY_MS = 86_400_000;

function day(label: string, description: string): Field<string> {
	return {
		label,
		ask: { type: 'dateTime', default: '', description },
		read: (value) =>
			DateTime.fromMillis(toMoment(value, 'utc', label), { zone: 'utc' }).toISODate() as string,
	};
}

const LOG_FILTERS = {
	operation_type: choices<string>('Changes', 'Only changes of these kinds', {
		of: CHANGES,
		inWords: 'Status Changed',
	}),
	id: idText('Campaign', 'Only changes of this campaign', {
		example: '12345',
		pick: 'searchCampaigns',
	}),
	start_date: day(
		'From',
		`First day, for example 2026-03-01, at most ${MOST_DAYS} days ago. Days are in UTC. Requires 'To'; without both, the last 7 days are listed.`,
	),
	end_date: day('To', "Last day, for example 2026-03-07. Days are in UTC. Requires 'From'."),
};

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const WITH_OPERATOR: INodeProperties = {
	displayName: 'Include Operator',
	name: 'includeOperator',
	type: 'boolean',
	default: false,
	description:
		'Whether to include the name of the person who made each change. Executions store results, so leave it off unless you need it.',
};

const properties: INodeProperties[] = [
	...limitProperties,
	...collectionProperty(FILTERS, LOG_FILTERS),
	optionsCollection('AppLovin', [WITH_OPERATOR]),
];

function checkDays(
	{ start_date: from, end_date: to }: Sent<typeof LOG_FILTERS>,
	wrong: Wrong,
): void {
	if (from === undefined && to === undefined) return;
	if (from === undefined || to === undefined) {
		wrong(
			`'${from === undefined ? 'To' : 'From'}' is set without '${from === undefined ? 'From' : 'To'}'`,
			'Set both, or remove it for the last 7 days.',
		);
		return;
	}
	if (from > to) wrong(`'From' (${from}) is after 'To' (${to})`);
	const today = new Date(clock.now()).toISOString().slice(0, 10);
	if (to > today) wrong(`'To' must not be after today (${today} in UTC), but is ${to}`);
	const first = new Date(clock.now() - MOST_DAYS * DAY_MS).toISOString().slice(0, 10);
	if (from < first)
		wrong(
			`'From' must be at most ${MOST_DAYS} days ago (${first}), not ${from}`,
			'AppLovin keeps the log for 30 days.',
		);
}

/** A row without the person, who must not stand in executions unasked. */
export function withoutOperator(row: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'operator_name'));
}

/** A change as it is shown at first; `detail` is the campaign, or what was before and after. */
export const SIMPLE_CHANGE: Simple = {
	...own('operation_id', 'operation_time'),
	operation_type: word('operation_type', CHANGES),
	...own('campaign_id', 'campaign_name'),
	campaign_type: word('campaign_type', TYPES),
	...ifThere('operator_name'),
	...own('detail'),
};

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const given = item.read(FILTERS.name);
	const { operation_type: kinds, ...asked } = readFields(
		isObject(given) ? given : {},
		LOG_FILTERS,
		item,
		faults,
	);
	faults.rule((wrong) => checkDays(asked, wrong));
	const options = item.read('options');
	const named = faults.attempt(() =>
		toBoolean(
			(isObject(options) ? options.includeOperator : undefined) ?? false,
			WITH_OPERATOR.displayName,
		),
	);
	faults.throwAny();
	const fits = ({ operation_type: kind }: IDataObject): boolean =>
		kinds === undefined || kinds.includes(String(kind));
	const { results, raw } = await listAxon(
		item,
		{ path: LOG_PATH, query: asked, key: LOG_KEY, fits },
		'changes',
	);
	return { results: named === true ? results : results.map(withoutOperator), raw };
}

/** Lists who changed what, newest first. */
export const getChangeLog: Operation = {
	value: 'getChangeLog',
	name: 'Get Change Log',
	action: 'Get the change log of campaigns',
	description: 'List what was changed in campaigns in the last 30 days, newest first',
	endpoint: 'GET /manage/v1/operation_logs/campaign',
	document: `${DOCUMENT}, "/operation_logs/campaign"`,
	writes: false,
	simple: SIMPLE_CHANGE,
	properties,
	execute,
};
