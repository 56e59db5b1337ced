import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toBoolean, toInteger } from '../ground/values';

export const limitProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** The largest number of rows wanted. */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const all = toBoolean(context.getNodeParameter('returnAll', itemIndex, false), 'Return All');
	if (all) return Infinity;
	return toInteger(context.getNodeParameter('limit', itemIndex, 50), 'Limit', 1);
}
