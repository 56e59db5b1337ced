import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** Quickstart "Create a Campaign", step 3: the request as printed. */
export const SAMPLE_BODY = {
	campaignName: 'NewTest',
	maxBid: 100,
	budgetTotal: 1500,
	startTime: 1748890201,
	endTime: 1749096000,
	timezone: 29,
	budgetDay: 50,
	creativeType: 11,
	isAgreementChecked: true,
	ioId: 17994,
	countryId: '30100001',
	creativeIds: '676384',
	advertiserDomain: 'https://iqm.com',
	totalBudgetPacing: false,
	publisherAdCategory: '',
	exchanges: '',
	budgetTypeId: 1,
	campaignType: 1,
};

export const SAMPLE_START = SAMPLE_BODY.startTime;

const picked = (value: string) => ({ __rl: true, mode: 'id', value });

/** The form that leads to {@link SAMPLE_BODY}. */
export const SAMPLE_FORM: IDataObject = {
	operation: 'create',
	campaignName: 'NewTest',
	ioId: picked('17994'),
	advertiserDomain: 'https://iqm.com',
	countryId: picked('30100001'),
	creativeType: picked('11'),
	creativesFrom: 'ids',
	creativeIds: '676384',
	startTime: '2025-06-02T18:50:01.000Z',
	endTime: '2025-06-05T04:00:00.000Z',
	timezone: picked('29'),
	budgetTypeId: 1,
	totalBudgetPacing: false,
	budgetTotal: 1500,
	budgetDay: 50,
	maxBid: 100,
	campaignType: 1,
	exchangesChoice: 'all',
	publisherAdCategoryChoice: 'all',
	deviceTypeChoice: 'all',
	isAgreementChecked: true,
};

/** Quickstart "Upload Creative and Create a Campaign", step 5: the request as printed. */
export const OLDER_SAMPLE_BODY = {
	campaignName: 'Test Campaign',
	maxBid: 10,
	budgetTotal: 100,
	startTime: 1703794800,
	endTime: 1704614400,
	timezone: 433,
	budgetDay: 10,
	creativeType: 11,
	isAgreementChecked: true,
	ioId: 2695,
	countryId: '30100001',
	creativeIds: '148971',
	isAdvanceAudioVideoTargeted: false,
	advertiserDomain: 'https://iqm.com',
	totalBudgetPacing: false,
	deviceType: '13,15,11,12',
	trafficType: '11,12',
	isTvAd: false,
	bidOptimization: true,
	bidPacing: true,
	publisherAdCategory: '',
	impressionCapping: 0,
	exchanges: '55,61,58,41,39,47,59,1,54,56,45,16,11,37,57,50,46,53,60',
	maxDayImpressions: 0,
	budgetTypeId: 1,
	totalImpressions: 0,
	maxDayClicks: 0,
	totalClicks: 0,
	maxDayConversions: 0,
	totalConversions: 0,
	prebidAudienceSegmentIdList: [],
};

/** The form that leads to {@link OLDER_SAMPLE_BODY}, which has no `campaignType`. */
export const OLDER_SAMPLE_FORM: IDataObject = {
	...SAMPLE_FORM,
	campaignName: 'Test Campaign',
	campaignType: '',
	ioId: picked('2695'),
	creativesFrom: 'list',
	creativeIds: ['148971'],
	startTime: '2023-12-28T20:20:00.000Z',
	endTime: '2024-01-07T08:00:00.000Z',
	timezone: picked('433'),
	budgetTotal: 100,
	budgetDay: 10,
	maxBid: 10,
	exchangesChoice: 'chosen',
	exchanges: '55,61,58,41,39,47,59,1,54,56,45,16,11,37,57,50,46,53,60',
	deviceTypeChoice: 'chosen',
	deviceType: '13,15,11,12',
	devicesAndTechnology: { trafficType: [11, 12], isTvAd: false },
	biddingAndCaps: {
		bidOptimization: true,
		bidPacing: true,
		impressionCapping: 0,
		maxDayImpressions: 0,
		totalImpressions: 0,
		maxDayClicks: 0,
		totalClicks: 0,
		maxDayConversions: 0,
		totalConversions: 0,
	},
	creativeTargeting: { isAdvanceAudioVideoTargeted: false },
	audiencesAllowed: { prebidAudienceSegmentIdList: '[]' },
};

/** The part of n8n's context that reading a form needs. */
export function formContext(form: IDataObject, timezone = 'UTC'): IExecuteFunctions {
	return {
		getNodeParameter: (name: string, _item: number, preset: unknown) => form[name] ?? preset,
		getTimezone: () => timezone,
	} as unknown as IExecuteFunctions;
}
