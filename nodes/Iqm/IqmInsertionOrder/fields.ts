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
	{ name: 'Budget', value: BY_BUDGET, description: 'The order is capped by spend' },
	{
		name: 'Impressions',
		value: BY_IMPRESSIONS,
		description: 'The order is capped by impressions',
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

/** Where the form asks for the time zone of dates without an offset. */
export const IN_CHOSEN_ZONE = { inZone: 'the time zone chosen below' };

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
			'Name of the insertion order, at most 255 characters, for example Spring launch',
		),
		{ placeholder: 'e.g. Spring launch 2026' },
	),
	ioStartTime: moment('Start', 'When the order starts', { ...STARTS, ...IN_CHOSEN_ZONE }),
	ioEndTime: moment('End', 'When the order ends', { ...ENDS, ...IN_CHOSEN_ZONE }),
	ioTimeZoneId: id('Time Zone', 'Time zone of the order', {
		...ZONES,
		note: 'Dates without an offset are in it',
	}),
	ioBudgetTypeId: preset(
		'Budget Type',
		'What caps the order, for example Budget. All its campaigns must have the same budget type.',
		{ of: BUDGET_TYPES, first: BY_BUDGET, toValue: toInteger },
	),
	isAutoSumIoTotalBudget: flag(
		'Auto-Sum (No Cap)',
		"the order's total is always the sum of its campaigns' totals. The order itself then caps nothing.",
	),
	ioTotalBudget: money('Total Budget', 'Maximum spend of the order', {
		counts: 'totalBudget',
		example: '1000',
	}),
	ioTotalImpressions: whole('Total Impressions', 'Maximum impressions of the order', {
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
		unit: 'Milliseconds',
		ask: {
			type: 'number',
			default: 0,
			description: say(`${description}, counted from 1970`, facts),
		},
		read: (value) => toEpoch(value, label, 'milliseconds'),
	};
}

/** Optional fields of a new order. */
export const OPTIONAL = {
	createdByUowId: id(
		'Created By User (UOW ID)',
		"Who creates the order: IQM's ID of a user within a workspace (UOW), as shown by Get for other orders",
		{ example: '188494', ...BY_IQM },
	),
	ioBudgetDistributionMethodId: preset(
		'Budget Distribution',
		"How to distribute the budget among the order's campaigns",
		{
			of: [
				{ name: 'Automatic', value: 2, description: 'IQM distributes the budget among the campaigns' },
				{ name: 'Manual', value: 1, description: 'Each campaign has its own budget' },
			],
			first: 1,
			toValue: toInteger,
			inWords: 'Manual',
		},
	),
	ioCurrentPriority: asked(
		whole('Current Priority', 'Priority of the order, for example 1', BY_IQM),
		{ typeOptions: undefined },
	),
	ioLastPriorityShift: epoch('Last Priority Shift', 'When the priority last changed', {
		example: '1704976116958',
		...BY_IQM,
	}),
	ioNextPerformanceCheck: epoch('Next Performance Check', 'When IQM next checks the performance', {
		example: '1708606327000',
		...BY_IQM,
	}),
	ioStatusId: preset('Status', 'Initial status of the order', {
		of: STATUSES,
		first: ACTIVE,
		toValue: toInteger,
		inWords: 'Active',
	}),
	isIoPrioritise: flag('Prioritize', 'IQM serves the order ahead of others'),
	modifiedByUowId: id(
		'Modified By User (UOW ID)',
		"Who changes the order: IQM's ID of a user within a workspace (UOW), as shown by Get for other orders",
		{ example: '188494', ...BY_IQM },
	),
	owId: id('Owner (OW ID)', 'ID of the organization workspace (OW) that owns the order, as shown by Get for other orders', {
		example: '200001',
		note: 'Usually set by the login',
	}),
};

/** Labels by the API's names, for messages. */
export const LABELS: Record<string, string> = labelsOf({ ...MAIN, ...OPTIONAL });
