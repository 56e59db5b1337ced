import type { Resource } from '../../../../common/run/operation';

export const performance: Resource = {
	name: 'Performance',
	value: 'performance',
	preset: '',
	operations: [],
};
