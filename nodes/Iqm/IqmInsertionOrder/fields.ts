import type { INodePropertyOptions } from 'n8n-workflow';

import type { Facts, Field } from '../../common/form/field';
import { asked, say } from '../../common/form/field';
import { labelsOf } from '../../common/form/fields';
import { flag, id, moment, money, preset, text, whole } from '../../common/form/kinds';
import { toEpoch } from '../../common/ground/moments';
import { toInteger } from '../../common/ground/values';

/** IQM's ids of budget types: `GET /api/v3/cmp/static/campaign/budget-type`. */
export const BY_BUDGET = 1;
export const BY_IMPRESSIONS = 2;

export const BUDGET_TYPES: INodePropertyOptions[] = [
	{ name: 'Budget', value: BY_BUDGET, description: 'The order is limited by money' },
	{
		name: 'Impressions',
		value: BY_IMPRESSIONS,
		description: 'The order is limited by a number of impressions',
	},
];

/** IQM's ids of statuses: `GET /api/v3/cmp/static/io/status/list`. */
export const ACTIVE = 1;
export const EXPIRED = 2;
export const DELETED = 3;

export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: ACTIVE },
	{ name: 'Deleted', value: DELETED },
	{ name: 'Expired', value: EXPIRED },
];

/**
 * Where the time zone stands, for a form in which times have none of their own although a field's name
 * suggests it.
 */
const ZONE = "'Time Zone' below";

/** What a start and an end have in common wherever the form asks for them. */
export const STARTS = {
	unit: 'milliseconds',
	of: 'start',
	example: '2026-03-01T09:00:00',
} as const;
export const ENDS = { unit: 'milliseconds', of: 'end', example: '2026-03-31T18:00:00' } as const;

/** The same for the time zone. */
export const ZONES = { example: '29', inWords: '29 for US/Eastern', pick: 'searchTimezones' };

/** Fields of every new order: quickstart "Create a Campaign", table of step 2. */
export const MAIN = {
	ioName: asked(
		text(
			'Insertion Order Name',
			"Name of the insertion order. IQM's documents say at most 255 characters.",
		),
		{ placeholder: 'e.g. Spring launch 2026' },
	),
	ioStartTime: moment('Start', 'First moment of the order', { ...STARTS, zoneIsNotIn: ZONE }),
	ioEndTime: moment('End', 'Last moment of the order', { ...ENDS, zoneIsNotIn: ZONE }),
	ioTimeZoneId: id('Time Zone', "IQM's time zone of the order", {
		...ZONES,
		note: "It does not move 'Start' and 'End'",
	}),
	ioBudgetTypeId: preset(
		'Budget Type',
		'What limits the order. All its campaigns must have the same budget type.',
		{ of: BUDGET_TYPES, first: BY_BUDGET, toValue: toInteger },
	),
	isAutoSumIoTotalBudget: flag(
		'No Cap: Sum Up the Campaigns',
		"the order's total is always the sum of its campaigns' totals. Then the order itself limits nothing.",
	),
	ioTotalBudget: money('Total Budget', 'Most that the order may spend', {
		counts: 'totalBudget',
		example: '1000',
	}),
	ioTotalImpressions: whole('Total Impressions', 'Most impressions that the order may buy', {
		least: 1,
		hint: 'Above 0',
		example: '500000',
	}),
};

const BY_IQM = { note: 'Usually set by IQM' };

/** "Time in epoch milliseconds" (Campaign API, schema of the insertion order), as a number. */
function epoch(label: string, description: string, facts: Facts): Field<number> {
	return {
		label,
		ask: {
			type: 'number',
			default: 0,
			description: say(`${description}, in milliseconds since 1970`, facts),
		},
		read: (value) => toEpoch(value, label, 'milliseconds'),
	};
}

/** Optional fields of a new order. */
export const OPTIONAL = {
	createdByUowId: id(
		'Created By User (UOW ID)',
		"IQM's ID of the user who creates the order",
		{ example: '188494', ...BY_IQM },
	),
	ioBudgetDistributionMethodId: preset(
		'Budget Distribution',
		'How the budget is spread over the campaigns of the order',
		{
			of: [
				{ name: 'Automatic', value: 2, description: 'IQM spreads the budget over campaigns' },
				{ name: 'Manual', value: 1, description: 'Each campaign has its own budget' },
			],
			first: 1,
			toValue: toInteger,
			inWords: 'Manual',
		},
	),
	ioCurrentPriority: asked(
		whole('Current Priority', 'Priority of the order, a whole number such as 1', BY_IQM),
		{ typeOptions: undefined },
	),
	ioLastPriorityShift: epoch('Last Priority Shift', 'Last change of the priority', {
		example: '1704976116958',
		...BY_IQM,
	}),
	ioNextPerformanceCheck: epoch('Next Performance Check', 'Next check of the performance', {
		example: '1708606327000',
		...BY_IQM,
	}),
	ioStatusId: preset('Status', 'Status with which the order starts', {
		of: STATUSES,
		first: ACTIVE,
		toValue: toInteger,
		inWords: 'Active',
	}),
	isIoPrioritise: flag('Prioritize', 'IQM serves the order before others'),
	modifiedByUowId: id(
		'Modified By User (UOW ID)',
		"IQM's ID of the user who changes the order",
		{ example: '188494', ...BY_IQM },
	),
	owId: id('Owner (OW ID)', 'ID of the organization workspace that owns the order', {
		example: '200001',
		note: 'Usually that of the login',
	}),
};

/** Labels by the API's names, for messages. */
export const LABELS: Record<string, string> = labelsOf({ ...MAIN, ...OPTIONAL });
