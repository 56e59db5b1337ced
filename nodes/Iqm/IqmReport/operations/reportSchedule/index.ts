import type { Resource } from '../../../../common/run/operation';
import { create } from './create';
import { described } from './described';

export const reportSchedule: Resource = {
	name: 'Report Schedule',
	value: 'reportSchedule',
	preset: 'create',
	operations: [create, ...described],
};
