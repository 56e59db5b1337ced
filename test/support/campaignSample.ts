import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../nodes/common/ground/faults';
import { checkCampaign } from '../../nodes/Iqm/IqmCampaign/form/check';
import { readForm } from '../../nodes/Iqm/IqmCampaign/form/form';

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
	ifItExists: 'create',
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

/** The form that leads to {@link OLDER_SAMPLE_BODY} with `campaignType`, which IQM then answered all the same. */
export const OLDER_SAMPLE_FORM: IDataObject = {
	...SAMPLE_FORM,
	campaignName: 'Test Campaign',
	ioId: picked('2695'),
	creativesFrom: 'list',
	pickedCreatives: ['148971'],
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
	onWhat: { trafficType: [11, 12], isTvAd: false },
	moneyAndTime: {
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
	additionalFields: { additionalJson: '{"isAdvanceAudioVideoTargeted": false}' },
	who: { prebidAudienceSegmentIdList: '[]' },
};

/**
 * The request that a form leads to.
 *
 * @throws InputError for everything that is wrong with it
 */
export function built(form: IDataObject, zone = 'UTC'): IDataObject {
	const faults = new Faults();
	return checkCampaign(readForm({ read: (name) => form[name] ?? null, zone }, faults), faults);
}
