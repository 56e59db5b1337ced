import type { Resource } from '../../../../common/run/operation';

export const reportSchedule: Resource = {
	name: 'Report Schedule',
	value: 'reportSchedule',
	preset: 'create',
	operations: [],
};
