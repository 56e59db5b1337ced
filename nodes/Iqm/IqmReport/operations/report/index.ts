import type { Resource } from '../../../../common/run/operation';

export const report: Resource = {
	name: 'Report',
	value: 'report',
	preset: 'run',
	operations: [],
};
