import { countsPulses, runsPulse, showsPulse } from '../campaign-pulse';
import { THEIRS, type Contract } from './contract';

/** The operation that shows the last run and the one that runs have the same sample answer. */
const PULSE = {
	// prettier-ignore
	answer: {"success":true,"data":{"lastRun":1774245600000,"campaignName":"Summer Awareness Campaign","campaignId":582510,"timezoneId":29,"diagnosisResults":[{"checkId":1,"checkLabel":"Low CTR","checkDescription":"CTR is below the expected threshold for this campaign type.","recommendedActions":"Refresh creatives and validate audience targeting.","severity":"Critical","category":"PERFORMANCE","agentName":"campaign-pulse-agent","order":1}]}},
};

const FORBIDDEN = { status: 403, words: 'Forbidden !' };

/** All ids are from the sample answers: there are no sample requests. */
export const pulseGet: Contract = {
	of: 'iqmReport campaignPulse: get',
	endpoint: 'GET /api/v3/das/campaign-pulse/result',
	document: 'IQM OpenAPI dash, campaignPulseDetails',
	takes: { query: { campaignId: 'integer' } },
	needs: ['campaignId'],
	sample: { campaignId: 582_510 },
	...PULSE,
	refuses: [{ asked: { campaignId: THEIRS }, ...FORBIDDEN }],
	does: showsPulse,
};

export const pulseGetCounts: Contract = {
	of: 'iqmReport campaignPulse: getCounts',
	endpoint: 'GET /api/v3/das/campaign-pulse/severity-count',
	document: 'IQM OpenAPI dash, campaignPulseSeverityDetails',
	takes: { query: { campaignIds: { each: 'integer' } } },
	needs: ['campaignIds'],
	sample: { campaignIds: [582_510] },
	// prettier-ignore
	answer: {"success":true,"data":[{"campaignId":582510,"severityCount":{"Critical":3,"Medium":2}}]},
	varies: { Medium: 'only severities that a campaign has', Critical: 'as above' },
	rows: { at: 'data', id: 'campaignId' },
	does: countsPulses,
};

/** For one campaign; several are started by a POST, see pulse-diagnosis.ts. */
export const pulseRun: Contract = {
	of: 'iqmReport campaignPulse: run',
	endpoint: 'GET /api/v3/das/campaign-pulse/run/{campaignId}',
	document: 'IQM OpenAPI dash, dashboard-campaign-pulse-run-single',
	takes: {},
	sample: {},
	path: { campaignId: 582_510 },
	...PULSE,
	refuses: [{ path: { campaignId: THEIRS }, ...FORBIDDEN }],
	does: runsPulse,
};
