import { spendLimitFields } from '../../common/guard/spend';

/** The most that the nodes may spend. Axon knows no total budgets. */
export const axonLimitFields = spendLimitFields(['dailyBudget', 'bid'], {
	dailyBudget: { unit: 'USD', note: 'Budgets by country count together' },
	bid: {
		unit: 'USD',
		note: 'Applies to goals: a CPI, CPE or CPP. A ROAS goal is compared by its number: 0.3 for 30%',
	},
});
