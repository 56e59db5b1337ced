import type { Resource } from '../../../../common/run/operation';
import { compare } from './compare';
import { download } from './download';
import { getMany } from './getMany';
import { getTimeline } from './getTimeline';

export const performance: Resource = {
	name: 'Performance',
	value: 'performance',
	preset: getMany.value,
	operations: [getMany, getTimeline, compare, download],
};
