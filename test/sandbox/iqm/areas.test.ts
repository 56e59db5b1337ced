import type { JsonObject, JsonValue } from '../../../sandbox/json';
import { AREA_SAMPLES } from '../../support/areaSamples';
import { campaignStage, errorOf } from './campaignStage';

/** Areas of campaigns: an array in each sample, "String … Value in form of JSON" in the tables. */
describe('sandbox: IQM areas of campaigns', () => {
	const stage = campaignStage();

	/** Each request that takes areas, with these. */
	const requests: Record<string, (areas: JsonObject) => Promise<[number, JsonValue]>> = {
		create: async (areas) =>
			await errorOf(stage.client.post('/api/v2/cmp/campaigns/add', { ...stage.sample, ...areas })),
		'new draft': async (areas) =>
			await errorOf(
				stage.client.post('/api/v2/cmp/campaigns/draft/add', { ...stage.sample, ...areas }),
			),
		update: async (areas) =>
			await errorOf(
				stage.client.ask('PATCH', `/api/v2/cmp/campaign/${await stage.make()}`, areas),
			),
	};

	const each = Object.keys(requests).flatMap((request) =>
		Object.keys(AREA_SAMPLES).map((sample): [string, string] => [request, sample]),
	);

	test.each(each)('takes by %s the sample %s, as an array and as its text', async (by, sample) => {
		const areas = AREA_SAMPLES[sample];
		const request = requests[by];
		for (const name of ['whiteListedGeoRadiusDetails', 'blackListedGeoRadiusDetails']) {
			expect((await request({ [name]: areas }))[0]).toBe(200);
			expect((await request({ [name]: JSON.stringify(areas) }))[0]).toBe(200);
		}
	});

	const [circle] = AREA_SAMPLES.description;
	test.each<[string, JsonValue]>([
		['no array', { ...circle }],
		['an empty one', []],
		['text that is not JSON', 'Denver'],
		['text in text', JSON.stringify(JSON.stringify([circle]))],
		['a place without a center', [{ ...circle, latitude: null }]],
		['a latitude as text', [{ ...circle, latitude: '39.739235' }]],
		['a center beyond the pole', [{ ...circle, latitude: 91 }]],
		['no radius', [{ ...circle, radius: 0 }]],
		['another unit', [{ ...circle, unit: 'feet' }]],
		['a polygon without corners', [{ ...circle, type: 'custom' }]],
		[
			'corners without a longitude',
			[{ ...circle, type: 'custom', polypath: [{ lat: 1 }, { lat: 2 }] }],
		],
	])('refuses %s, as an array and as its text', async (_, areas) => {
		for (const request of Object.values(requests)) {
			for (const value of [areas, JSON.stringify(areas)]) {
				expect(await request({ whiteListedGeoRadiusDetails: value })).toEqual([
					400,
					'Invalid value for whiteListedGeoRadiusDetails: expected a JSON array of areas.',
				]);
			}
		}
	});
});
