import type { Resource } from '../../../../common/run/operation';
import { get } from './get';
import { getCounts } from './getCounts';
import { run } from './run';

export const campaignPulse: Resource = {
	name: 'Campaign Pulse',
	value: 'campaignPulse',
	preset: 'get',
	operations: [get, getCounts, run],
};
