import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { iqmStage } from '../../../support/iqmStage';
import { AREA_SAMPLES } from '../../../support/areaSamples';

/**
 * IQM OpenAPI cmp, PATCH /api/v2/cmp/campaign/{campaignId}, "Update campaign with all details.": what
 * its values lead to when they are put into the form. The few that mean nothing (an address "df", a
 * domain "example", a start in 2020) are replaced by some of the same kind.
 */
const { run, stage } = iqmStage(() => new IqmCampaign());

const SAMPLE: IDataObject = {
	campaignName: 'Sample campaign name',
	isAgreementChecked: true,
	advertiserDomain: 'https://www.example.com',
	creativeType: 14,
	budgetTotal: 100,
	startTime: 1930089600,
	budgetDay: 18,
	timezone: 105,
	creativeIds: '100027,100028',
	maxBid: 10.5,
	minBid: 5.5,
	bidOptimization: false,
	bidPacing: true,
	isBidShading: true,
	impressionCapping: 2,
	frequencyCapEnabled: true,
	frequencyCapping: {
		'1': { frequencyCapDuration: 6, frequencyCapValue: 5 },
		'2': { frequencyCapDuration: 3, frequencyCapValue: 20 },
		'3': { frequencyCapDuration: 3, frequencyCapValue: 60 },
		'4': { frequencyCapDuration: 0, frequencyCapValue: 100 },
	},
	conversionType: 'install',
	advertiserType: 'political',
	conversionTypeId: 1,
	appURL: 'https://www.example.com',
	totalBudgetPacing: false,
	carriers: '293,294',
	networkType: '13',
	deviceType: '15',
	trafficType: '11',
	manufacturer: '451,155',
	os: '11,14',
	osVersion: '11,12,13',
	exchanges: '27,21',
	whiteListedIp: '203.0.113.7',
	whiteListedPackageName: 'com.example.app',
	whiteListedSiteDomain: 'example.com,www.example.com',
	blackListedDeviceId: 'id1,id2',
	blackListedIp: '203.0.113.8,203.0.113.9',
	blackListedAppId: '123456789,987654321',
	blackListedPackageName: 'com.example.a,com.example.b',
	blackListedSiteDomain: 'www.example.com',
	prebidAudienceSegmentIdList: [10, 11, 12],
	publisherAdCategory: '112',
	userDealId: '1,2,b',
	// A number in the sample: text, as in both quickstarts.
	countryId: '246',
	politicalAdvertiserClientId: 17,
	locationFileIds: '1011,1010',
	whiteListedLocationIds: '48377',
	blackListedLocationIds: '48376,48363',
	campaignEstimatorMetaData: { reachMeta: {}, landScapeMeta: {}, sliderMeta: {} },
	whiteListedGeoRadiusDetails: AREA_SAMPLES.update as IDataObject[],
	blackListedDmaIds: '3,4',
	whiteListedDeviceId: '123,jh34,jkd34',
	blackListedHouseDistrictIds: '5202,1684,1685',
	whiteListedCongressionalDistrictIds: '78,174,222',
	stateIds: '30200031,30200032',
	whiteListedStateIds: '30200031,30200032',
	blackListedStateIds: '30200033,30200035',
	blackListedZipcodes: '35007',
	whiteListedSenateDistrictIds: '662,665,2303',
	whiteListedHouseDistrictIds: '5096,5067,5201',
	blackListedSenateDistrictIds: '2308,988,992',
	whiteListedDmaIds: '1,2',
	whiteListedZipcodes: '35005',
	blackListedAudienceIds: '889185,888981',
	whiteListedAudienceIds: '900254,900271',
	blackListedCongressionalDistrictIds: '368,53,100',
	isAdvanceAudioVideoTargeted: true,
	creativeAdvanceTargeting: {
		placementType: [20600001],
		rollPosition: [20700001],
		playerSize: [20800001],
		skippability: [20900001],
		playbackMethod: [21000001],
	},
	inventoryKeywords: ['Clothing', 'Education'],
	inventoryUrls: ['https://www.google.com', 'https://www.iqm.com'],
};

/** Fields that the form has in other shapes. */
const SHAPED: Record<string, IDataObject> = {
	startTime: { startTime: '2031-03-01T00:00:00Z' },
	frequencyCapping: {
		frequencyCapping: {
			caps: Object.entries(SAMPLE.frequencyCapping as IDataObject).map(([period, cap]) => ({
				period,
				...(cap as IDataObject),
			})),
		},
	},
	frequencyCapEnabled: {},
	isAdvanceAudioVideoTargeted: {},
	creativeAdvanceTargeting: SAMPLE.creativeAdvanceTargeting as IDataObject,
	whiteListedGeoRadiusDetails: {},
};

const collections = new IqmCampaign().description.properties.filter(
	({ type, displayOptions }) =>
		type === 'collection' && displayOptions?.show?.operation?.includes('update'),
);
const holderOf = (field: string) =>
	collections.find(({ options = [] }) =>
		(options as INodeProperties[]).some(({ name }) => name === field),
	)?.name;

/** The form, and what of the sample it has no field for. */
function formOf(sample: IDataObject): { form: Record<string, IDataObject>; rest: IDataObject } {
	const form: Record<string, IDataObject> = {};
	const rest: IDataObject = {};
	for (const [key, value] of Object.entries(sample)) {
		for (const [field, given] of Object.entries(SHAPED[key] ?? { [key]: value })) {
			const holder = holderOf(field);
			if (holder === undefined) rest[field] = given;
			else form[holder] = { ...form[holder], [field]: given };
		}
	}
	return { form, rest };
}

const previewed = async (form: Record<string, IDataObject>, json: IDataObject) => {
	const { items, error } = await run({
		operation: 'update',
		campaignId: stage.campaignId,
		listsMode: 'replace',
		...form,
		additionalFields: { ...form.additionalFields, additionalJson: JSON.stringify(json) },
		options: { preview: true },
	});
	expect(error?.message).toBeUndefined();
	return items[0].json.body;
};

it('is sent as it stands from the fields of the form', async () => {
	const { form, rest } = formOf(SAMPLE);
	// What an update offers no field for: what the campaign is made of, what IQM calls deprecated, and IDs
	// of which no document has a list.
	expect(Object.keys(rest).sort()).toEqual([
		'blackListedAudienceIds',
		'campaignEstimatorMetaData',
		'countryId',
		'creativeType',
		'isAgreementChecked',
		'osVersion',
		'stateIds',
		'userDealId',
		'whiteListedAudienceIds',
	]);
	const areas = { whiteListedGeoRadiusDetails: SAMPLE.whiteListedGeoRadiusDetails };
	expect(await previewed(form, { ...rest, ...areas })).toEqual(SAMPLE);
});

it('is sent as it stands from Additional JSON', async () => {
	expect(await previewed({ updateFields: {} }, SAMPLE)).toEqual(SAMPLE);
});

/** "Update campaign with partial details." */
it('is sent in part where only a part is given', async () => {
	const part = ['campaignName', 'manufacturer', 'os', 'exchanges', 'inventoryUrls'];
	const partly = Object.fromEntries(part.map((key) => [key, SAMPLE[key]])) as IDataObject;
	expect(await previewed(formOf(partly).form, {})).toEqual(partly);
});
