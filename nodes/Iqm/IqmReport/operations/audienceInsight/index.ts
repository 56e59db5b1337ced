import type { Resource } from '../../../../common/run/operation';
import { deleteInsights, regenerate } from './changes';
import { create } from './create';
import { getAll, getAudience, getCounts, getEligibleAudiences } from './described';
import { getValueList } from './getValueList';

export const audienceInsight: Resource = {
	name: 'Audience Insight',
	value: 'audienceInsight',
	preset: 'create',
	operations: [
		create,
		deleteInsights,
		getAll,
		getAudience,
		getCounts,
		getEligibleAudiences,
		getValueList,
		regenerate,
	],
};
