import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { ADDITIONAL_JSON_ONLY } from '../../../nodes/Iqm/IqmCampaign/form/fields';
import { create } from '../../../nodes/Iqm/IqmCampaign/operations/create';
import { get } from '../../../nodes/Iqm/IqmCampaign/operations/get';
import { built, SAMPLE_FORM, SAMPLE_START } from '../../support/campaignSample';

/** Quickstart "Create a Campaign", step 3: request schema, word by word. */
const TABLE_OF_CREATE_A_CAMPAIGN = words(`
	campaignName isAgreementChecked ioId countryId advertiserDomain creativeType campaignType
	startTime endTime totalBudgetPacing budgetDay budgetTotal budgetTypeId maxBid timezone
	creativeIds exchanges publisherAdCategory
`);

/** The same step: the request in the TypeScript sample. */
const TYPESCRIPT_OF_CREATE_A_CAMPAIGN = words(`
	advertiserId dspId owId uowId id campaignName advertiserDomain creativeType campaignType
	totalBudgetPacing budgetDay budgetTotal maxBid timezone startTime endTime status created
	excludeFromPlatformServing forTest modifiedDate dspMarginJson platformMarginJson dspMargin
	platformMargin userDealMargin isAgreementChecked spentScale creativeIds targetCPI
	conversionType conversionTypeId appURL bidOptimization bidPacing impressionCapping
	maxDayImpressions maxDayClicks maxDayConversions totalImpressions totalClicks
	totalConversions bidStrategyFlag ioId prebidAudienceSegmentIdList isBidShading carriers
	networkType deviceType trafficType manufacturer device os osVersion technologyFlag exchanges
	advancedFlag userDealId groupDealId publisherAdCategory campaignIabCategoryIds stateIds
	countryId dmaIds zipcodes locationFileIds inventoryKeywords inventoryUrls pmpDealIds
	politicalAdvertiserClientId scheduling ageRangeIds genderIds languageIds incomeRangeIds
	ethnicityIds interestIds demographicTargetingFlag conversionIds creativesPlacementMapping
	isTvAd creativeAdvanceTargeting budgetTypeId campaignEstimatorMetaData
	customAudienceTargeted advanceAudioVideoTargeted isAdvanceAudioVideoTargeted
`);

/** Quickstart "Upload Creative and Create a Campaign", step 5: request body schema. */
const TABLE_OF_UPLOAD_AND_CREATE = words(`
	advertiserDomain budgetDay budgetTotal campaignName campaignType creativeIds creativeType
	isAgreementChecked maxBid startTime timezone bidOptimization bidPacing impressionCapping
	maxDayClicks totalClicks maxDayImpressions totalImpressions maxDayConversions
	totalConversions conversionType appURL targetCPI carriers networkType deviceType trafficType
	manufacturer os osVersion exchanges prebidAudienceSegmentIdList whiteListedDeviceId
	whiteListedIp whiteListedAppId whiteListedPackageName whiteListedSiteDomain
	blackListedDeviceId blackListedIp blackListedAppId blackListedPackageName
	blackListedSiteDomain publisherAdCategory ioId blackListedInventoryGroupIds
	whiteListedInventoryGroupIds blackListedCustomAudienceIds whiteListedCustomAudienceIds
	blackListedAudienceSegmentGroupIds whiteListedAudienceSegmentGroupIds
	blackListedConversionTagIds whiteListedConversionTagIds userDealId groupDealId
	politicalAdvertiserClientId stateIds whiteListedStateIds blackListedStateIds countryId
	dmaIds whiteListedDmaIds blackListedDmaIds senateDistrictIds whiteListedSenateDistrictIds
	blackListedSenateDistrictIds congressionalDistrictIds whiteListedCongressionalDistrictIds
	blackListedCongressionalDistrictIds houseDistrictIds whiteListedHouseDistrictIds
	blackListedHouseDistrictIds geoRadiusDetails whiteListedGeoRadiusDetails
	blackListedGeoRadiusDetails zipcodes whiteListedZipcodes blackListedZipcodes locationFileIds
	whiteListedLocationIds blackListedLocationIds whiteListedCityIds blackListedCityIds
	whiteListedCountyIds blackListedCountyIds ageRangeIds genderIds interestIds incomeRangeIds
	languageIds ethnicityIds schedule conversionIds isAdvanceAudioVideoTargeted
	creativeAdvanceTargeting campaignEstimatorMetaData
`);

/** The older quickstart's name for what its successor and all samples call `scheduling`. */
const RENAMED: Record<string, string> = { schedule: 'scheduling' };

function words(text: string): string[] {
	return text.trim().split(/\s+/);
}

const realNow = clock.now;
beforeAll(() => {
	clock.now = () => (SAMPLE_START - 3_600) * 1_000;
});
afterAll(() => {
	clock.now = realNow;
});

const ROWS: Record<string, IDataObject> = {
	frequencyCapping: { caps: [{ period: '1', frequencyCapValue: 5, frequencyCapDuration: 1 }] },
	creativesPlacementMapping: { placements: [{ creativeId: '676384', placementId: '1' }] },
	whiteListedGeoRadiusDetails: { circles: [{ latitude: '1', longitude: '2', radius: '3' }] },
	blackListedGeoRadiusDetails: { circles: [{ latitude: '1', longitude: '2', radius: '3' }] },
	scheduling: { ranges: [{ day: '0', from: '09:00', to: '17:00' }] },
};

/** IDs of lists that are picked from, where the request's own are looked at. */
const PICKED: Record<string, string> = {
	placementType: '20600001',
	rollPosition: '20700001',
	playerSize: '20800001',
	skippability: '20900001',
	playbackMethod: '21000001',
};

/** A value for a parameter, from what the form itself gives as an example. */
function exampleFor(property: INodeProperties): unknown {
	if (property.type === 'multiOptions') return [PICKED[property.name] ?? '7'];
	if (property.type === 'fixedCollection') return ROWS[property.name];
	if (property.type === 'options') {
		// The only list that is loaded for one.
		return (property.options?.[0] as { value: unknown } | undefined)?.value ?? '17';
	}
	if (property.type === 'boolean') return true;
	if (property.type === 'number') return 1;
	if (property.type === 'json') return '{}';
	return (property.placeholder ?? '').replace('e.g. ', '');
}

function isGroup({ type, name }: INodeProperties): boolean {
	return type === 'collection' && name !== 'options';
}

/** A form in which every field of every collection is filled. */
function fullForm(): IDataObject {
	const form: IDataObject = {
		...SAMPLE_FORM,
		exchangesChoice: 'chosen',
		exchanges: '55,61',
		publisherAdCategoryChoice: 'chosen',
		publisherAdCategory: '112',
		deviceTypeChoice: 'chosen',
		deviceType: '13,15,11,12',
	};
	for (const group of create.properties.filter(isGroup)) {
		const options = group.options as INodeProperties[];
		form[group.name] = Object.fromEntries(
			options
				.filter(({ name }) => name !== 'additionalJson')
				.map((option) => [option.name, exampleFor(option)]),
		) as IDataObject;
	}
	return form;
}

describe('the fields of the quickstarts', () => {
	let body: IDataObject;
	beforeAll(() => {
		body = built(fullForm());
	});

	it.each([
		['the table of "Create a Campaign"', TABLE_OF_CREATE_A_CAMPAIGN, 18],
		['its TypeScript sample', TYPESCRIPT_OF_CREATE_A_CAMPAIGN, 87],
		['the table of "Upload Creative and Create a Campaign"', TABLE_OF_UPLOAD_AND_CREATE, 95],
	])('%s: all are in the form or documented as "Additional JSON" only', (_, fields, count) => {
		expect(fields).toHaveLength(count);
		const unreachable = fields
			.map((name) => RENAMED[name] ?? name)
			.filter((name) => !(name in body) && !ADDITIONAL_JSON_ONLY.includes(name))
			// Refused on purpose: it could turn the create into an update.
			.filter((name) => name !== 'id');
		expect(unreachable).toEqual([]);
	});

	it('keeps the two lists apart', () => {
		expect(ADDITIONAL_JSON_ONLY.filter((name) => name in body)).toEqual([]);
		expect(new Set(ADDITIONAL_JSON_ONLY).size).toBe(ADDITIONAL_JSON_ONLY.length);
	});

	it('holds the parts of the creative targeting', () => {
		expect(body.creativeAdvanceTargeting).toEqual({
			placementType: [20600001],
			rollPosition: [20700001],
			playerSize: [20800001],
			skippability: [20900001],
			playbackMethod: [21000001],
		});
	});

	it('refuses an id', () => {
		const form = { ...SAMPLE_FORM, additionalFields: { additionalJson: '{"id": 12}' } };
		expect(() => built(form)).toThrow('has none yet');
	});

	it.each([...ADDITIONAL_JSON_ONLY])('sends %s from "Additional JSON"', (name) => {
		// Areas are never sent unread, and the estimator's data are an object.
		const others: Record<string, unknown> = {
			campaignEstimatorMetaData: { reachMeta: {}, landScapeMeta: {}, sliderMeta: {} },
			geoRadiusDetails: [{ type: 'circle', radius: 2 }],
		};
		const value = others[name] ?? '35005';
		const additionalJson = JSON.stringify({ [name]: value });
		const form = { ...SAMPLE_FORM, additionalFields: { additionalJson } };
		expect(built(form)[name]).toEqual(value);
	});
});

function allProperties(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...allProperties(
			property.type === 'collection'
				? (property.options as INodeProperties[])
				: property.type === 'fixedCollection'
					? (property.options as Array<{ values: INodeProperties[] }>).flatMap(
							({ values }) => values,
						)
					: [],
		),
	]);
}

describe('the form', () => {
	const properties = allProperties([...create.properties, ...get.properties]);

	it('describes every parameter, booleans with Whether', () => {
		for (const { type, name, description } of properties) {
			if (type === 'collection' || type === 'notice') continue;
			expect([name, description ?? '']).toEqual([name, expect.stringMatching(/\S+ \S+/)]);
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
			// One sentence has no period at its end, several have.
			const sentences = (description ?? '').split(/\. (?=[A-Z])/).length;
			expect([name, /\.$/.test(description ?? '')]).toEqual([name, sentences > 1]);
		}
	});

	it('sorts collections by name', () => {
		for (const { type, options } of properties) {
			if (type !== 'collection') continue;
			const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		}
	});
});
