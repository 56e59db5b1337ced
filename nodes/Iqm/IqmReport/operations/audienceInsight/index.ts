import type { Resource } from '../../../../common/run/operation';

export const audienceInsight: Resource = {
	name: 'Audience Insight',
	value: 'audienceInsight',
	preset: 'create',
	operations: [],
};
