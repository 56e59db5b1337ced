import type { Resource } from '../../../../common/run/operation';
import { deleteReports, getAll } from './described';
import { download } from './download';
import { generate } from './generate';
import { getCost } from './getCost';
import { getEligibleCampaigns } from './getEligibleCampaigns';
import { sendEmail } from './sendEmail';

export const voterLevelDataReport: Resource = {
	name: 'Voter Level Data Report',
	value: 'voterLevelDataReport',
	preset: 'getCost',
	operations: [
		getAll,
		getCost,
		getEligibleCampaigns,
		generate,
		download,
		sendEmail,
		deleteReports,
	],
};
