import type { Simplified } from './simplified';
import { always } from './simplified';

const SET = {
	...{ id: '39823', hashed_id: 'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6', type: 'APP', name: 'Set A', status: 'LIVE' },
	...{ campaign_ids: ['12345'], version: 'V2', created_at: '2026-03-01T00:00:00' },
	assets: [{ id: '70000001', name: 'a.mp4', status: 'ACTIVE', asset_type: 'VID_SHORT_P', resource_type: 'VIDEO' }],
	...{ languages: ['ENGLISH'], countries: ['US'] },
};

const SHOWN_SET = {
	...{ creative_set_id: '39823', hashed_id: 'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6', name: 'Set A', status: 'Live' },
	...{ type: 'App', campaign_ids: ['12345'], asset_ids: ['70000001'], languages: ['ENGLISH'], countries: ['US'] },
	...{ version: 'V2', created_at: '2026-03-01T00:00:00' },
};

export const SIMPLIFIED_AXON_CREATIVE: Simplified[] = [
	{ of: 'appLovinAxonCreative creativeSet: getAll', answer: always([SET]), result: SHOWN_SET },
	{
		of: 'appLovinAxonCreative creativeSet: getByCampaign',
		answer: always([SET]),
		parameters: { campaignsFrom: 'ids', campaign_ids: '12345' },
		result: SHOWN_SET,
	},
	{
		of: 'appLovinAxonCreative asset: getAll',
		answer: always([
			{
				...{ id: '70000001', name: 'a.mp4', status: 'REJECTED', url: 'https://a.example/a.mp4', asset_hash: 'ab12' },
				...{ asset_type: 'VID_SHORT_P', resource_type: 'VIDEO', upload_time: '2026-03-01T00:00:00' },
				violation_reasons: ['Blurred'],
			},
		]),
		result: {
			...{ asset_id: '70000001', name: 'a.mp4', status: 'Rejected', resource_type: 'Video' },
			...{ asset_type: 'Short Video (VID_SHORT_P)', url: 'https://a.example/a.mp4', asset_hash: 'ab12' },
			...{ violation_reasons: ['Blurred'], upload_time: '2026-03-01T00:00:00' },
		},
	},
	{
		of: 'appLovinAxonCreative asset: getUploadResult',
		answer: always({
			...{ upload_status: 'FINISHED', summary: { total: 1, success: 0, failed: 1, pending: 0 } },
			details: [{ name: 'b.png', file_status: 'FAILURE', error_message: 'too small' }],
		}),
		parameters: { upload_id: 'c7a3' },
		result: {
			...{ asset_id: null, name: 'b.png', file_status: 'Failed', error_message: 'too small', upload_status: 'Finished' },
			...{ upload_id: 'c7a3', resource_type: null, url: null, upload_time: null },
		},
	},
];
