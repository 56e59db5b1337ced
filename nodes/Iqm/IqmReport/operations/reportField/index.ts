import type { Resource } from '../../../../common/run/operation';

export const reportField: Resource = {
	name: 'Report Field',
	value: 'reportField',
	preset: '',
	operations: [],
};
