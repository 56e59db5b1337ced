import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { createIfMissingOption } from '../../common/run/createIfMissing';
import { idPicker } from '../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY } from '../../common/ground/moments';
import { endProperties } from '../shared/ends';
import { writeOptionsCollection } from '../shared/options';
import { BUDGET_TYPES, BY_BUDGET, BY_IMPRESSIONS, STATUSES } from './orders';

/** What says that an order has no end. */
export const NO_END = { name: 'No End', description: 'The order is created without a last moment' };

/** The form of a new order. */
export const createProperties: INodeProperties[] = [
	{
		displayName: 'Insertion Order Name',
		name: 'ioName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring launch 2026',
		description: "Name of the insertion order. IQM's documents say at most 255 characters.",
	},
	{
		displayName: 'Start',
		name: 'ioStartTime',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`First moment of the order, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
	},
	...endProperties(
		{
			displayName: 'End',
			name: 'ioEndTime',
			type: 'dateTime',
			default: '',
			required: true,
			description:
				`Last moment of the order, for example 2026-03-31T18:00:00. ${END_OF_DAY} Without an offset it is in the workflow's time zone, not in 'Time Zone' below.`,
		},
		NO_END,
	),
	idPicker(
		{
			displayName: 'Time Zone',
			name: 'ioTimeZoneId',
			description:
				"IQM's time zone of the order, for example 29 for US/Eastern. It does not move 'Start' and 'End'.",
		},
		'searchTimezones',
		'29',
	),
	{
		displayName: 'Budget Type',
		name: 'ioBudgetTypeId',
		type: 'options',
		options: BUDGET_TYPES,
		default: BY_BUDGET,
		description: 'What limits the order. All its campaigns must have the same budget type.',
	},
	{
		displayName: 'No Cap: Sum Up the Campaigns',
		name: 'isAutoSumIoTotalBudget',
		type: 'boolean',
		default: false,
		description:
			"Whether the order's total is always the sum of its campaigns' totals. Then the order itself limits nothing.",
	},
	{
		displayName: 'Total Budget',
		name: 'ioTotalBudget',
		type: 'number',
		hint: "In the account's currency, above 0",
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		required: true,
		displayOptions: { show: { ioBudgetTypeId: [BY_BUDGET], isAutoSumIoTotalBudget: [false] } },
		description: "Most that the order may spend, in the account's currency, for example 1000",
	},
	{
		displayName: 'Total Impressions',
		name: 'ioTotalImpressions',
		type: 'number',
		hint: 'Above 0',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		required: true,
		displayOptions: {
			show: { ioBudgetTypeId: [BY_IMPRESSIONS], isAutoSumIoTotalBudget: [false] },
		},
		description: 'Most impressions that the order may buy, for example 500000',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			additionalJsonProperty,
			{
				displayName: 'Budget Distribution',
				name: 'ioBudgetDistributionMethodId',
				type: 'options',
				options: [
					{ name: 'Automatic', value: 2, description: 'IQM spreads the budget over campaigns' },
					{ name: 'Manual', value: 1, description: 'Each campaign has its own budget' },
				],
				default: 1,
				description: 'How the budget is spread over the campaigns of the order, for example Manual',
			},
			{
				displayName: 'Created By User (UOW ID)',
				name: 'createdByUowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 188494',
				description:
					"IQM's ID of the user who creates the order, for example 188494. Usually set by IQM.",
			},
			{
				displayName: 'Current Priority',
				name: 'ioCurrentPriority',
				type: 'number',
				default: 0,
				description: 'Priority of the order, a whole number such as 1. Usually set by IQM.',
			},
			{
				displayName: 'Last Priority Shift',
				name: 'ioLastPriorityShift',
				type: 'number',
				default: 0,
				description:
					'Last change of the priority, in milliseconds since 1970, for example 1704976116958. Usually set by IQM.',
			},
			{
				displayName: 'Modified By User (UOW ID)',
				name: 'modifiedByUowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 188494',
				description:
					"IQM's ID of the user who changes the order, for example 188494. Usually set by IQM.",
			},
			{
				displayName: 'Next Performance Check',
				name: 'ioNextPerformanceCheck',
				type: 'number',
				default: 0,
				description:
					'Next check of the performance, in milliseconds since 1970, for example 1708606327000. Usually set by IQM.',
			},
			{
				displayName: 'Owner (OW ID)',
				name: 'owId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 200001',
				description:
					'ID of the organization workspace that owns the order, for example 200001. Usually that of the login.',
			},
			{
				displayName: 'Prioritize',
				name: 'isIoPrioritise',
				type: 'boolean',
				default: false,
				description: 'Whether IQM serves the order before others',
			},
			{
				displayName: 'Status',
				name: 'ioStatusId',
				type: 'options',
				options: STATUSES,
				default: 1,
				description: 'Status with which the order starts, for example Active',
			},
		],
	},
	writeOptionsCollection([createIfMissingOption]),
];
