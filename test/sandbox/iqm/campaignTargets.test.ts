import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage } from './campaignStage';

const ADD = '/api/v2/cmp/campaigns/add';

/** What the documents' samples hold, and ids of the other list for the same thing. */
const FIELDS: Array<[field: string, own: string, other: string, noun: string]> = [
	['ageRangeIds', '10100006,10100007', '6', 'age range'],
	['genderIds', '10200002', '2', 'gender'],
	['interestIds', '10800042,10801341', '10600001', 'interest'],
	['incomeRangeIds', '10300001', '1', 'income range'],
	['languageIds', '10500048', '48', 'language'],
	['ethnicityIds', '10600002,10700001', '10300001', 'ethnicity'],
	['stateIds', '30200031,30200032', '30200031,4660', 'state'],
	['whiteListedStateIds', '30200005', '4665', 'state'],
	['blackListedStateIds', '30200005', '30400005', 'state'],
	['whiteListedCityIds', '30400001,30434428', '30300001', 'city'],
	['whiteListedDmaIds', '1,2', '30900002', 'dma'],
	['blackListedDmaIds', '3,4', '30900002', 'dma'],
	['whiteListedCongressionalDistrictIds', '78,174,222', '30600503', 'district'],
	['blackListedSenateDistrictIds', '2308,988,992', '30700001', 'district'],
	['houseDistrictIds', '5096,5067,5201', '30800073', 'district'],
	['whiteListedZipcodes', '35005,01001', '30501001', 'zip'],
	['deviceType', '13,15,11,12', '20300001', 'device type'],
	['networkType', '13', '20500003', 'network type'],
	['trafficType', '11,12', '21100001', 'traffic type'],
	['manufacturer', '451,155', '20100004', 'manufacturer'],
	['os', '11,14', '20200001', 'os'],
	['carriers', '293,294', '20400002', 'carrier'],
	['exchanges', '27,21', '21100001', 'exchange'],
	['publisherAdCategory', '112', '20100004', 'publisher ad category'],
];

describe('sandbox: what IQM campaigns target', () => {
	const stage = campaignStage();

	const answer = async (changes: JsonObject) => {
		const { status, body } = await stage.client.post(ADD, { ...stage.sample, ...changes });
		return [status, dig(body, 'statusCode'), dig(body, 'responseObject', 'errorMsg')];
	};

	test.each(FIELDS)('%s takes %s, but not %s', async (field, own, other, noun) => {
		expect(await answer({ [field]: own })).toEqual([200, 201, null]);
		expect(await answer({ [field]: other })).toEqual([
			...[400, 412, `Invalid arguments ${noun} ids!`],
		]);
		expect(stage.sandbox.iqm.campaigns.size).toBe(1);
	});

	test('groups of advanced targeting have lists of their own', async () => {
		const targeting = (group: string, id: number) => ({ creativeAdvanceTargeting: { [group]: [id] } });
		const ids = {
			...{ placementType: 20600001, rollPosition: 20700001, playerSize: 20800001 },
			...{ skippability: 20900001, playbackMethod: 21000001 },
		};
		for (const [group, id] of Object.entries(ids)) {
			expect(await answer(targeting(group, id))).toEqual([200, 201, null]);
			expect(await answer(targeting(group, 1))).toEqual([
				...[400, 412, expect.stringMatching(/^Invalid arguments [a-z ]+ ids!$/)],
			]);
		}
	});

	test('updates and drafts are held to the same lists', async () => {
		const id = await stage.make();
		const draft = { ...stage.sample, status: 'draft', ageRangeIds: '6' };
		const path = `/api/v2/cmp/campaign/${id}`;
		for (const { status, body } of [
			await stage.client.ask('PATCH', path, { whiteListedStateIds: '4660' }),
			await stage.client.post('/api/v2/cmp/campaigns/draft/add', draft),
		]) {
			expect([status, dig(body, 'responseObject', 'errorCode')]).toEqual([400, 412]);
		}
		const right = await stage.client.ask('PATCH', path, { whiteListedStateIds: '30200005' });
		expect(right.status).toBe(200);
	});

	test('what a campaign targets comes first in the lists that are asked for it', async () => {
		const campaignId = await stage.make({ whiteListedStateIds: '30200005', ageRangeIds: '10100007' });
		const first = async (asked: JsonObject) => {
			const states = await stage.client.post('/api/v3/master/segment/state', asked);
			return dig(states.body, 'data', 'data', 0, 'id');
		};
		expect(await first({ campaignId })).toBe(30200005);
		expect(await first({ campaignId: null })).not.toBe(30200005);
		const ages = await stage.client.get(`/api/v2/master/segment/age?campaignId=${campaignId}`);
		expect(dig(ages.body, 'responseObject', 'data', 0, 'id')).toBe(10100007);
	});
});
