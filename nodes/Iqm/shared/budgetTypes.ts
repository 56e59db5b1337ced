import type { INodePropertyOptions } from 'n8n-workflow';

/** What limits a campaign or an order: `GET /api/v3/cmp/static/campaign/budget-type`. */
export const BUDGET_TYPES: INodePropertyOptions[] = [
	{ name: 'Budget', value: 1 },
	{ name: 'Impressions', value: 2 },
];
