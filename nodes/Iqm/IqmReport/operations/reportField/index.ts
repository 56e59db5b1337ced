import type { Resource } from '../../../../common/run/operation';
import { described } from './described';
import { getAll } from './getAll';
import { getValueList } from './getValueList';

export const reportField: Resource = {
	name: 'Report Field',
	value: 'reportField',
	preset: getAll.value,
	operations: [getAll, ...described, getValueList],
};
