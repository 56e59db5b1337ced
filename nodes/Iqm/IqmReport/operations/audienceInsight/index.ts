import type { Resource } from '../../../../common/run/operation';
import { deleteInsights, regenerate } from './changes';
import { create } from './create';
import { getAll, getAudience, getCounts, getEligibleAudiences } from './described';
import { download } from './download';
import { downloadAudienceFile } from './downloadAudienceFile';
import { getValueList } from './getValueList';
import { sendEmail } from './sendEmail';

export const audienceInsight: Resource = {
	name: 'Audience Insight',
	value: 'audienceInsight',
	preset: 'create',
	operations: [
		create,
		deleteInsights,
		download,
		downloadAudienceFile,
		getAll,
		getAudience,
		getCounts,
		getEligibleAudiences,
		getValueList,
		regenerate,
		sendEmail,
	],
};
