import type { Resource } from '../../../../common/run/operation';

export const voterLevelDataReport: Resource = {
	name: 'Voter Level Data Report',
	value: 'voterLevelDataReport',
	preset: 'getCost',
	operations: [],
};
