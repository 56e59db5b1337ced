import type { IDataObject } from 'n8n-workflow';

/** Answers that documents show for operations without a contract, and rows that real accounts gave. */

/** Quickstart "Create a Campaign", step 4, without what nobody looks at. */
export const CAMPAIGN = {
	statusCode: 200,
	responseObject: {
		...{ owId: 203578, id: 537599, uowId: 188494, campaignName: 'TestCampaign' },
		...{ advertiserDomain: 'https://iqm.com', creativeType: 11, campaignType: 1 },
		...{ totalBudgetPacing: true, isTvAd: false, budgetDay: 1199.08, budgetTotal: 50000.0 },
		...{ maxBid: 15.0, timezone: 29, startTime: 1726518001, endTime: 1727668800 },
		...{ status: 'running', creativeIds: '676384', totalImpressions: 0, deviceType: '13,15,11,12' },
		...{ countryId: '30100001', userEmail: 'User@iqm.com', userName: 'User' },
		...{ createDate: 1726517360, ioId: 15844, ioName: 'Test2', campaignTypeId: 1, budgetTypeId: 1 },
	},
};

/** Quickstart "Upload Creative and Create a Campaign", step 4; its campaigns are of another document. */
export const CREATIVE = {
	statusCode: 200,
	responseObject: [
		{
			...{ creativeName: 'TEST VAST 4.0 creative', status: 'running', creativeId: 148246 },
			...{ height: null, width: null, duration: 16, creativeTypeId: 14, creativeType: 'video' },
			...{ clickUrl: 'https://iabtechlab.com', createdOn: 1701954193, modifiedDate: 1701954200 },
			...{ uowId: 1, userName: 'User', rejectionReason: null },
			campaigns: [{ campaignName: 'TestCampaign', campaignId: 537599, campaignStatus: 'paused' }],
		},
	],
};

/** Creative API guideline, "Creative Details by ID". */
export const CURRENT_CREATIVE = {
	success: true,
	data: {
		...{ creativeId: 686855, creativeName: '300x600-w23-01', rtbCreativeTypeId: 1 },
		...{ platformCreativeTypeId: 11, creativeStatusId: 2, clickUrl: 'http://iqm.com' },
		imageDetails: { pixelUrl: 'http://pixel.com', creativeWidth: 300, creativeHeight: 600 },
		...{ creativeSourceType: 'file', creativePreviewFlag: 1, createdAt: 1730201855165 },
		modifiedAt: '2024-10-29T06:10:15.000+00:00',
		userDetails: { uowId: 175891, userName: 'User', userEmail: 'User@iqm.com' },
	},
};

/** Quickstart "Upload Matched Audience", step 4. */
export const AUDIENCE = {
	statusCode: 200,
	responseObject: {
		...{ id: 1, audienceName: 'Sample audience name', rawS3URL: '', status: 'Pending' },
		existingColumnMatching: '{"FirstName":"Voters_FirstName"}',
		metadata: '{"columns":["FirstName"],"columnValues":{"FirstName":["Bilbo"]},"rows":0}',
		...{ matchRate: 57.88, minEcpm: 0, maxEcpm: 0, s3FileName: 'MatchedAudienceSample.csv' },
		...{ included: 0, excluded: 0, createdDate: 1642843451, modifiedDate: 1642843884 },
		...{ organizationName: 'Sample organization name', userName: 'Sample user name' },
		...{ dataCost: 1.5, owId: 1, uowId: 1, uniques: 52432 },
	},
};

/** Audience API guideline, "Matched Audience Details", with what both of its flags add. */
export const CURRENT_AUDIENCE = {
	success: true,
	data: {
		...{ audienceId: 1143824, audienceName: 'Download', audienceSubtypeId: 4 },
		...{ audienceStatusId: 3, cpm: 25, owId: 20489, createdByUowId: 0, createdAt: 1762502664000 },
		...{ reach: 242, s3FileName: '17.csv', s3Url: 's3://test/17.csv', fileRowCount: 1829 },
		...{ matchRate: 13.23, dataPartnerId: 5, modifiedAt: '2025-11-07T02:42:33.000+00:00' },
		...{ organizationName: 'Healthcare', approvedOrRejectedByUserName: 'User' },
		...{ whitelistedCampaignIds: [573312, 573313], blacklistedCampaignIds: [57332] },
	},
};

/** A real row of `GET /campaigns`. */
export const APPLOVIN_CAMPAIGN: IDataObject = {
	...{ name: 'IAP ROAS D0', campaign_id: '058cd4a5231b2bbad752dcf4c53ab60a' },
	...{ package_name: 'com.example.digaround', bundle_id: '', platform: 'android', category: '803' },
	...{ bid_type: 'ROAS_IAP', tracking_method: 'apsalar', status: false },
	...{ created_at: '2023-07-13 00:00:00', impressions: 12, clicks: 3, installs: 1 },
	...{ spend: '46.2500', goal_period: 0 },
};

/** Tables of the fields of creative sets, ads and assets (Campaign Management API). */
export const APPLOVIN_AD: IDataObject = {
	...{ id: 1000001, name: 'Ad 1', creative_set_id: 'a5bb', creative_set_name: 'Set A' },
	...{ size: 'INTER', template: 'Standard', status: true },
};

export const APPLOVIN_SET: IDataObject = {
	...{ id: 'a5bb', campaign_id: '29d6', name: 'Set A', countries: ['gb'], languages: ['en'] },
	...{ product_page: '', sizes: { INTER: true, BANNER: false }, ads: [APPLOVIN_AD] },
	assets: [
		{ asset: 'https://res1.example.com/v23.mp4', status: 'processing', type: 'VID_LONG_L' },
		{ asset: 'Best app', status: 'ready', type: 'TXT_TITLE' },
	],
};
