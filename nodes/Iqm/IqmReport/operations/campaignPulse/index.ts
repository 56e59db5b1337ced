import type { Resource } from '../../../../common/run/operation';

export const campaignPulse: Resource = {
	name: 'Campaign Pulse',
	value: 'campaignPulse',
	preset: 'get',
	operations: [],
};
