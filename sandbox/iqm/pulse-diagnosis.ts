import { startsPulses } from './campaign-pulse';
import { NOBODYS, type Contract } from './contracts/contract';

/** How Run Now starts several campaigns at once; its contract is that for one campaign. */
export const PULSE_DIAGNOSIS: Contract = {
	of: 'iqmReport campaignPulse: run',
	endpoint: 'POST /api/v3/das/campaign-pulse/diagnosis',
	document: 'IQM OpenAPI dash, run-campaign-pulse-severity-check',
	takes: { body: { ioId: 'integer', campaignIds: { each: 'integer' } } },
	// prettier-ignore
	sample: {"campaignIds":[334740,334741,334742],"ioId":625},
	more: [{ campaignIds: [334740, 334741] }, { ioId: 625 }, {}],
	answer: { success: true, data: null },
	refuses: [
		{
			...{ asked: { campaignIds: [NOBODYS] }, form: 'text' },
			...{ status: 422, words: 'CampaignIds are not valid' },
		},
	],
	does: startsPulses,
};
