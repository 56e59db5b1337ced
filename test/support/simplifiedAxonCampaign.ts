import type { Simplified } from './simplified';
import { always } from './simplified';

/** The official sample of a row (Axon Campaign Management API, "/campaign/list"), with its dates. */
const ROW = {
	...{
		id: '12345',
		hashed_id: '29d66efc22ae53a201e1532265b83f12',
		name: 'test campaign',
		type: 'APP',
	},
	...{
		status: 'LIVE',
		platform: 'IOS',
		start_date: '2026-03-02T00:00:00',
		created_at: '2026-03-01T00:00:00',
	},
	budget: { daily_budget_for_all_countries: '5000', country_code_to_daily_budget: {} },
	goal: { goal_value_for_all_countries: '10', goal_type: 'CPI', country_code_to_goal_value: {} },
	targeting: [{ country_code: 'US' }],
	tracking: { tracking_method: 'APPSFLYER', impression_url: 'https://impression.appsflyer.com/..' },
};

export const SIMPLIFIED_AXON_CAMPAIGN: Simplified[] = [
	{
		of: 'appLovinAxonCampaign campaign: getAll',
		answer: always([ROW]),
		result: {
			...{ campaign_id: '12345', hashed_id: '29d66efc22ae53a201e1532265b83f12' },
			...{ name: 'test campaign', status: 'Live', type: 'App', platform: 'Apple iOS' },
			...{ daily_budget: 5000, goal_type: 'CPI', goal_unit: 'USD', goal: 10, countries: ['US'] },
			...{ start_date: '2026-03-02T00:00:00', end_date: null, created_at: '2026-03-01T00:00:00' },
		},
	},
	{
		of: 'appLovinAxonCampaign campaign: getChangeLog',
		answer: always([
			{
				...{ operation_id: '900001', operation_time: '2026-03-02T10:00:00', operator_name: 'Ada' },
				...{
					operation_type: 'UPDATE_CAMPAIGN_STATUS',
					campaign_id: '12345',
					campaign_name: 'test campaign',
				},
				...{ campaign_type: 'APP', detail: { status: 'PAUSED' } },
			},
		]),
		result: {
			...{
				operation_id: '900001',
				operation_time: '2026-03-02T10:00:00',
				operation_type: 'Status Changed',
			},
			...{ campaign_id: '12345', campaign_name: 'test campaign', campaign_type: 'App' },
			detail: { status: 'PAUSED' },
		},
	},
];
