import { dig } from '../../../sandbox/client';
import type { JsonValue } from '../../../sandbox/json';
import { campaignStage, START } from './campaignStage';

const ADD = '/api/v2/cmp/campaigns/add';
const CIRCLE = {
	unit: 'mile',
	address: 'Denver, CO 80202, USA',
	latitude: 39.739235,
	radius: 2,
	type: 'circle',
	longitude: -104.99025,
	sid: '4666',
	cid: '246',
};

describe('sandbox: IQM campaigns', () => {
	const stage = campaignStage(START + 2000);

	const error = async (changes: Record<string, JsonValue | undefined>) => {
		const { status, body } = await stage.client.post(ADD, { ...stage.sample, ...changes });
		return {
			status,
			inner: dig(body, 'statusCode'),
			message: dig(body, 'responseObject', 'errorMsg'),
			field: dig(body, 'responseObject', 'errorField'),
		};
	};

	test('creates a campaign: HTTP 200 with 201 inside', async () => {
		const answer = await stage.client.post(ADD, stage.sample);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 201,
			responseObject: { data: 25859, message: 'Campaign saved successfully.', status: 'pending' },
		});
		expect(stage.sandbox.iqm.campaigns.get(25859)?.request).toEqual(stage.sample);
	});

	test('shows all of the quickstart’s fields and approves by the clock', async () => {
		await stage.client.post(ADD, { ...stage.sample, deviceType: '11', genderIds: '10200002' });
		const path = '/api/v2/cmp/campaign/25859';
		const { body } = await stage.client.get(path);
		const shown = dig(body, 'responseObject');
		expect(shown).toMatchObject({
			id: 25859,
			status: 'pending',
			ioId: 123456,
			ioName: 'IO Name 1',
			countryId: '30100001',
			startTime: 1748890201,
			deviceType: '11',
			genderIds: '10200002',
			conversionType: 'None',
			createDate: stage.now / 1000,
		});
		expect(Object.keys(Object(shown)).length).toBeGreaterThanOrEqual(53);
		expect(dig(shown, 'spent')).toBeNull();
		stage.now += 2000;
		expect(dig((await stage.client.get(path)).body, 'responseObject', 'status')).toBe('running');
		const spent = await stage.client.get(`${path}?isSpentRequired=true`);
		expect(dig(spent.body, 'responseObject', 'spent')).toBe(0);
		expect((await stage.client.get(`${path}?isSpentRequired=yes`)).status).toBe(400);
		const details = await stage.client.get('/api/v2/crt/creatives/details?creativeIds=148971');
		expect(dig(details.body, 'responseObject', 0, 'campaigns')).toEqual([
			{ campaignName: 'NewTest', campaignId: 25859, campaignStatus: 'running' },
		]);
	});

	test('rejects by name, with a reason', async () => {
		await stage.client.post(ADD, { ...stage.sample, campaignName: 'reject this' });
		stage.now += 2000;
		const { body } = await stage.client.get('/api/v2/cmp/campaign/25859');
		expect(dig(body, 'responseObject', 'status')).toBe('rejected');
		expect(dig(body, 'responseObject', 'rejectionReason')).toMatch(/\w/);
	});

	test('answers a computed daily budget when pacing is on', async () => {
		const day = 86400;
		const times = { startTime: 1748890201, endTime: 1748890201 + 10 * day };
		const pacing = { ...stage.sample, ...times, totalBudgetPacing: true };
		await stage.client.post(ADD, JSON.parse(JSON.stringify({ ...pacing, budgetDay: undefined })));
		const { body } = await stage.client.get('/api/v2/cmp/campaign/25859');
		expect(dig(body, 'responseObject', 'budgetDay')).toBe(150);
	});

	test.each(['9', 'x', '25859x'])('knows no campaign %s', async (id) => {
		await stage.client.post(ADD, stage.sample);
		const answer = await stage.client.get(`/api/v2/cmp/campaign/${id}`);
		expect(answer.status).toBe(400);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toBe('Invalid campaign id.');
	});

	test.each([
		'campaignName',
		'creativeType',
		'exchanges',
		'publisherAdCategory',
		'ioId',
		'isAgreementChecked',
		'advertiserDomain',
		'creativeIds',
		'countryId',
		'maxBid',
		'budgetTotal',
		'startTime',
		'timezone',
	])('wants %s', async (field) => {
		expect(await error({ [field]: undefined })).toEqual({
			status: 400,
			inner: 400,
			message: `${field} is required.`,
			field,
		});
	});

	test.each<[string, Record<string, JsonValue | undefined>, RegExp]>([
		['no agreement', { isAgreementChecked: false }, /Agreement/],
		['a domain without protocol', { advertiserDomain: 'iqm.com' }, /advertiser domain/],
		['an unknown creative type', { creativeType: 12 }, /creative type/],
		['a creative type in text', { creativeType: '11' }, /creativeType: expected an integer/],
		['the type of another endpoint', { campaignType: 2 }, /Invalid campaign Type/],
		['an ISO country', { countryId: 'US' }, /countryId/],
		['an old country id', { countryId: 246 }, /Invalid country/],
		['an unknown timezone', { timezone: 1 }, /Invalid timezone/],
		['an unknown order', { ioId: 999 }, /insertion order 999 does not belong/],
		['another budget type', { budgetTypeId: 2 }, /budget type should be same/],
		['a bid below 1', { maxBid: 0.5 }, /less than 1\.00 or greater than 1000/],
		['a bid above 1000', { maxBid: 1000.5 }, /less than 1\.00 or greater than 1000/],
		['a bid in text', { maxBid: '10' }, /expected a number/],
		['a negative budget', { budgetTotal: -1 }, /can not be negative/],
		['no daily budget', { budgetDay: undefined }, /Daily budget is required/],
		['a daily budget with pacing', { totalBudgetPacing: true }, /Daily budget is not allowed/],
		[
			'pacing without end',
			{ totalBudgetPacing: true, budgetDay: undefined, endTime: undefined },
			/End date is must if total budget pacing is enabled\./,
		],
		['a daily budget above the total', { budgetDay: 1501 }, /must not exceed/],
		['milliseconds', { startTime: 1748890201000 }, /epoch seconds/],
		['an end in milliseconds', { endTime: 1749096000000 }, /epoch seconds/],
		['a start in the past', { startTime: 1748890140 }, /earlier than current minute/],
		['an end before the start', { endTime: 1748890200 }, /less than start date/],
		['an end too soon', { endTime: 1748890201 + 899 }, /15 min/],
		['an unknown creative', { creativeIds: '148971,7' }, /creative ids: 7/],
		['creatives as a list', { creativeIds: [148971] }, /comma separated ids/],
		['a list with blanks', { exchanges: '1, 2' }, /comma separated ids/],
		['targets as a list', { whiteListedStateIds: [1] }, /comma separated ids/],
		['segments as text', { prebidAudienceSegmentIdList: '10' }, /array of integers/],
		['a bad IP address', { whiteListedIp: '1.2.3.256' }, /IPV4/],
		['a mixture of separators', { blackListedSiteDomain: 'a.example,b.example\nc' }, /separated/],
		['a misspelled key', { campaignname: 'x' }, /Unrecognized field 'campaignname'/],
		['the old word for scheduling', { schedule: {} }, /Unrecognized field 'schedule'/],
		['an eighth day', { scheduling: { 7: [] } }, /scheduling/],
		['a time without seconds', { scheduling: { 0: [['03:00', '05:00']] } }, /scheduling/],
		['a range backwards', { scheduling: { 0: [['05:00:00', '03:00:00']] } }, /scheduling/],
		['an area without radius', { whiteListedGeoRadiusDetails: '[{"type":"circle"}]' }, /areas/],
		['areas that are not JSON', { whiteListedGeoRadiusDetails: 'Denver' }, /areas/],
		['an unknown conversion type', { conversionType: 'None' }, /conversion type/],
		['install without address', { conversionType: 'install' }, /appURL/],
		['conversions without type', { conversionIds: '1' }, /conversionTypeId is required/],
		['TV for audio', { isTvAd: true, creativeType: 17 }, /video campaigns/],
		['advanced targeting of text', { creativeAdvanceTargeting: { playerSize: '1' } }, /Advance/],
	])('refuses %s', async (_, changes, words) => {
		const answer = await error(changes);
		expect(answer.status).toBe(400);
		expect(answer.message).toMatch(words);
		expect(stage.sandbox.iqm.campaigns.size).toBe(0);
	});

	test('breaks down over an empty list of creatives, as documented', async () => {
		expect(await error({ creativeIds: '' })).toMatchObject({
			status: 500,
			inner: 500,
			message: 'Error in saving campaign.',
		});
	});

	test('refuses creatives that are not running or of another type', async () => {
		const late = await stage.client.makeImage();
		expect((await error({ creativeIds: String(late) })).message).toMatch(/is not running/);
		expect((await error({ creativeType: 13 })).message).toMatch(/creative type/);
	});

	test('refuses a start before the order’s', async () => {
		const ioId = await stage.client.makeOrder({ ioStartTime: stage.now + 3_600_000 });
		const words = "Campaign start time can't be before IO start time";
		expect((await error({ ioId })).message).toBe(words);
	});

	test('takes the ids of order and country as numbers or as digits', async () => {
		const other = { ...stage.sample, ioId: '123456', countryId: 30100001 };
		expect((await stage.client.post(ADD, other)).status).toBe(200);
	});

	test('takes this minute’s start', async () => {
		expect((await stage.client.post(ADD, { ...stage.sample, startTime: 1748890200 })).status).toBe(
			200,
		);
	});

	test('answers 412 inside 400 for audiences that are not there or not ready', async () => {
		const documented = { status: 400, inner: 412, message: 'Invalid arguments audience ids!' };
		expect(await error({ whiteListedCustomAudienceIds: '15332' })).toMatchObject(documented);
		stage.sandbox.iqm.audiences.set(15332, {
			id: 15332,
			audienceName: 'A',
			fields: {},
			file: { filename: 'a.csv', size: 0, sha256: '', content: Buffer.alloc(0) },
			madeAt: stage.now,
		});
		expect(await error({ blackListedAudienceIds: '15332' })).toMatchObject(documented);
		stage.now += 2000;
		const times = { startTime: Math.ceil(stage.now / 1000) };
		const ready = { ...stage.sample, ...times, blackListedAudienceIds: '15332' };
		expect((await stage.client.post(ADD, ready)).status).toBe(200);
	});

	test('checks frequency caps with the documented errors', async () => {
		const cap = (key: string, duration: number, value = 3) => ({
			frequencyCapEnabled: true,
			frequencyCapping: { [key]: { frequencyCapDuration: duration, frequencyCapValue: value } },
		});
		expect(await error({ frequencyCapEnabled: true })).toEqual({
			status: 400,
			inner: 400,
			message: 'Frequency capping map is required.',
			field: 'frequencyCapping',
		});
		expect(await error(cap('5', 1))).toMatchObject({
			message: 'Invalid frequency cap type.',
			field: 'frequencyCapId',
		});
		expect(await error(cap('4', 1))).toMatchObject({
			message: "Invalid frequency duration for frequency cap type 'Campaign Duration'",
			field: 'frequencyDuration',
		});
		expect(await error(cap('1', 7))).toMatchObject({ field: 'frequencyDuration' });
		expect(await error(cap('1', 1, 0))).toMatchObject({ field: 'frequencyValue' });
		expect((await stage.client.post(ADD, { ...stage.sample, ...cap('4', 0) })).status).toBe(200);
	});

	test('takes everything that the documents list', async () => {
		const rich = {
			...stage.sample,
			budgetDay: undefined,
			totalBudgetPacing: true,
			bidOptimization: true,
			bidPacing: true,
			deviceType: '13,15,11,12',
			exchanges: '55,61,58',
			publisherAdCategory: '339',
			prebidAudienceSegmentIdList: [10, 11],
			pmpDealIds: [5],
			whiteListedIp: '192.0.2.1,192.0.2.2',
			blackListedSiteDomain: 'a.example\nb.example',
			userDealId: '1,2,b',
			scheduling: {
				0: [
					['03:00:00', '05:00:00'],
					['06:00:00', '11:00:00'],
				],
				6: [],
			},
			whiteListedGeoRadiusDetails: JSON.stringify([CIRCLE]),
			blackListedGeoRadiusDetails: [
				{
					...CIRCLE,
					type: 'custom',
					polypath: [
						{ lat: 1, lng: 2 },
						{ lat: 2, lng: 3 },
					],
				},
			],
			conversionType: 'install',
			appURL: 'https://example.com',
			conversionTypeId: 1,
			conversionIds: '3277,3278',
			inventoryKeywords: ['Clothing'],
			creativesPlacementMapping: { 148971: 1 },
			creativeAdvanceTargeting: { playerSize: [20800001] },
			campaignEstimatorMetaData: { reachMeta: {}, landScapeMeta: {}, sliderMeta: {} },
		};
		const answer = await stage.client.post(ADD, rich);
		expect(answer.body).toMatchObject({ statusCode: 201 });
	});
});
