import type { Resource } from '../../../../common/run/operation';
import { described } from './described';

export const report: Resource = {
	name: 'Report',
	value: 'report',
	preset: 'run',
	operations: [...described],
};
