import type { Resource } from '../../../../common/run/operation';

export const biddingInsight: Resource = {
	name: 'Bidding Insight',
	value: 'biddingInsight',
	preset: 'get',
	operations: [],
};
