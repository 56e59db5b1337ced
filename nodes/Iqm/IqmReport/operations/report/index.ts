import type { Resource } from '../../../../common/run/operation';
import { create } from './create';
import { described } from './described';
import { download } from './download';
import { run } from './run';
import { update } from './update';

export const report: Resource = {
	name: 'Report',
	value: 'report',
	preset: 'run',
	operations: [run, download, create, update, ...described],
};
