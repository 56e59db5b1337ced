import type { Resource } from '../../../../common/run/operation';
import { get } from './get';

export const biddingInsight: Resource = {
	name: 'Bidding Insight',
	value: 'biddingInsight',
	preset: 'get',
	operations: [get],
};
