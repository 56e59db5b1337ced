import type { JsonObject } from '../../sandbox/json';

/** Areas as in IQM's OpenAPI file of campaigns (cmp), by their place there. */
export const AREA_SAMPLES: Record<string, JsonObject[]> = {
	/**
	 * "GeoRadiusDetails example (below is the common format for whitelist and blacklist both)":
	 * description of POST /api/v2/cmp/campaigns/add and of PATCH /api/v2/cmp/campaign/{campaignId}.
	 */
	description: [
		{
			unit: 'mile',
			address: 'Denver, CO 80202, USA',
			latitude: 39.739235,
			radius: 2,
			type: 'circle',
			longitude: -104.99025,
			sid: '4666',
			cid: '246',
		},
		{
			unit: 'mile',
			address: 'Grand Lake, CO 80447, USA',
			latitude: 40.19427,
			radius: 1,
			type: 'circle',
			longitude: -105.84889,
			sid: '4666',
			cid: '246',
		},
		{
			unit: 'mile',
			address: 'Yonkers, NY 10710, USA',
			latitude: 40.95017,
			radius: 3,
			type: 'circle',
			longitude: -73.84669,
			sid: '4694',
			cid: '246',
		},
		{
			polypath: [
				{ lng: -112.05635319323119, lat: 40.80285757668772 },
				{ lng: -111.44111881823119, lat: 38.15773779255543 },
				{ lng: -108.45283756823119, lat: 39.25508137287102 },
				{ lng: -109.15596256823119, lat: 41.266931755469045 },
			],
			unit: 'mile',
			address: 'Dry Creek Rd, Utah, USA',
			latitude: 39.712334774012234,
			type: 'custom',
			radius: 164.41,
			longitude: -110.25459538073119,
			sid: '4709',
			cid: '246',
		},
		{
			polypath: [
				{ lng: -98.60998217413051, lat: 39.527470270360105 },
				{ lng: -93.16076342413051, lat: 41.662771525199084 },
			],
			unit: 'mile',
			address: 'Nebraska City, NE 68410, USA',
			latitude: 40.595120897779594,
			type: 'square',
			radius: 259.09,
			longitude: -95.88537279913051,
			sid: '4689',
			cid: '246',
		},
	],
	/** POST /api/v2/cmp/campaigns/draft/add, "Save Campaign as draft with all details." */
	newDraft: [
		{
			unit: 'mile',
			address: 'Cimarron, KS 67835, USA',
			latitude: 37.80248612144266,
			radius: 2,
			type: 'circle',
			longitude: -100.27823091234018,
			sid: '4678',
			cid: '246',
		},
		{
			polypath: [
				{ lng: -99.39437061774724, lat: 37.76021967782698 },
				{ lng: -99.61959034430974, lat: 37.63852171601434 },
			],
			unit: 'mile',
			address: 'Greensburg, KS 67054, USA',
			latitude: 37.5741000760343,
			type: 'custom',
			radius: 24.1195753931379,
			longitude: -99.33119923102849,
			sid: '4678',
			cid: '246',
		},
	],
	/**
	 * PATCH /api/v2/cmp/campaign/{campaignId}, "Update campaign with all details.", and PUT
	 * /api/v2/cmp/campaign/draft/{campaignId}, "Update draft campaign with all details."
	 */
	update: [
		{
			unit: 'mile',
			address: 'Cimarron, KS 67835, USA',
			latitude: 37.8024861214427,
			radius: 2,
			type: 'circle',
			longitude: -100.27823091234,
			sid: '4678',
			cid: '246',
		},
		{
			polypath: [
				{ lng: -99.3943706177472, lat: 37.760219677827 },
				{ lng: -99.6195903443097, lat: 37.6385217160143 },
			],
			unit: 'mile',
			address: 'Greensburg, KS 67054, USA',
			latitude: 37.5741000760343,
			type: 'custom',
			radius: 24.1195753931379,
			longitude: -99.3311992310285,
			sid: '4678',
			cid: '246',
		},
	],
};
