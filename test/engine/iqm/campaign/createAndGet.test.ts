import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { freshSandbox } from '../../../support/freshSandbox';
import {
	apiRequests,
	requestsTo,
	runNode,
} from '../../../support/harness';
import type { NodeRunOptions } from '../../../support/harness';
import {
	OLDER_SAMPLE_BODY,
	OLDER_SAMPLE_FORM,
	SAMPLE_BODY,
	SAMPLE_FORM,
	SAMPLE_START,
} from '../../../support/campaignSample';
import { stoppedClock } from '../../../support/testClock';

const ADD = '/api/v2/cmp/campaigns/add';

// The samples lie in the past: this clock, for the nodes and the sandbox, lies before them.
const time = stoppedClock();
const sandbox = freshSandbox({ now: () => clock.now() });
beforeEach(() => {
	time.now = (SAMPLE_START - 3_600) * 1_000;
	addOrder(17994);
	addCreative(676384);
});

function addOrder(ioId: number, ioBudgetTypeId = 1): void {
	const details = { ioId, ioName: 'Order', ioStartTime: 0, ioBudgetTypeId };
	sandbox.iqm.insertionOrders.set(ioId, { ioId, request: {}, details, madeAt: 0 });
}

function addCreative(creativeId: number, creativeName = 'Image', creativeTypeId = 11): void {
	sandbox.iqm.creatives.set(creativeId, {
		creativeId,
		creativeName,
		creativeTypeId,
		clickUrl: null,
		width: 300,
		height: 250,
		duration: null,
		sourceType: 'FILE',
		source: '',
		metadata: {},
		madeAt: 0,
	});
}

const run = async (parameters: IDataObject, options: NodeRunOptions = {}) =>
	await runNode(sandbox, new IqmCampaign(), parameters, options);

const createCampaign = async (changes: IDataObject = {}, options: NodeRunOptions = {}) =>
	await run({ ...SAMPLE_FORM, ...changes }, options);

/** An expression that comes out empty; n8n itself refuses fields that are left empty. */
const EMPTY = "={{ '' }}";

const json = (fields: IDataObject) => ({
	additionalFields: { additionalJson: JSON.stringify(fields) },
});

describe('IQM Campaign: Create', () => {
	it('sends the sample of "Create a Campaign", step 3, and returns its answer', async () => {
		const { items, error } = await createCampaign();
		expect(error).toBeUndefined();

		expect(sandbox.requests.map(({ path }) => path)).toEqual(['/api/v3/ua/login', ADD]);
		const [, add] = sandbox.requests;
		expect([add.method, add.url]).toEqual(['POST', ADD]);
		expect(add.headers.authorization).toMatch(/^Bearer /);
		expect(add.headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));
		expect(add.headers['x-iaa-host']).toBeUndefined();
		expect(add.headers['content-type']).toMatch(/^application\/json/);
		expect(add.json).toEqual(SAMPLE_BODY);

		const [campaignId] = sandbox.iqm.campaigns.keys();
		expect(items).toEqual([
			{
				json: {
					campaignId,
					campaignName: 'NewTest',
					status: 'Pending',
					ioId: 17994,
					startTime: '2025-06-02T18:50:01Z',
					endTime: '2025-06-05T04:00:00Z',
					timezone: 29,
					budgetType: 'Budget',
					budgetTotal: 1500,
					budgetDay: 50,
					maxBid: 100,
					creativeType: 'Image',
					creativeIds: '676384',
					budgetTypeId: 1,
					message: 'Campaign saved successfully.',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('sends the sample of "Upload Creative and Create a Campaign", step 5', async () => {
		time.now = 1703794110_000;
		addOrder(2695);
		addCreative(148971);
		const { items, error } = await run(OLDER_SAMPLE_FORM);
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, ADD)[0].json).toEqual({ ...OLDER_SAMPLE_BODY, campaignType: 1 });
		expect(items[0].json).toMatchObject({
			campaignId: 25859,
			campaignName: 'Test Campaign',
			status: 'Pending',
			message: 'Campaign saved successfully.',
		});
	});

	it('sends what all collections hold in the form that the API takes', async () => {
		const { error } = await createCampaign({
			moneyAndTime: {
				minBid: 0.5,
				frequencyCapping: {
					caps: [{ period: '2', frequencyCapValue: 3, frequencyCapDuration: 1 }],
				},
				scheduling: { ranges: [{ day: 'everyDay', from: '06:00', to: '24:00' }] },
			},
			where: {
				whiteListedStateIds: '30200031,30200032',
				whiteListedGeoRadiusDetails: {
					circles: [{ latitude: '39.739235', longitude: '-104.99025', radius: '2' }],
					polygons: [
						{
							polypath: [
								{ lat: 37.76, lng: -99.39 },
								{ lat: 37.64, lng: -99.62 },
							],
						},
					],
				},
			},
			who: { prebidAudienceSegmentIdList: [10, 11] },
			onWhat: {
				whiteListedIp: '203.0.113.7\n203.0.113.8',
				pmpDealIds: '7',
				rollPosition: '20700001',
			},
			additionalFields: {
				conversionType: 'install',
				appURL: 'https://apps.example/1',
				targetCPI: 2,
				politicalAdvertiserClientId: '17',
				advertiserType: 'political',
				additionalJson: '{"campaignEstimatorMetaData": {"reachMeta": {"a": {}}}}',
			},
		});
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, ADD)[0].json).toMatchObject({
			...SAMPLE_BODY,
			whiteListedStateIds: '30200031,30200032',
			whiteListedIp: '203.0.113.7,203.0.113.8',
			prebidAudienceSegmentIdList: [10, 11],
			pmpDealIds: [7],
			isAdvanceAudioVideoTargeted: true,
			creativeAdvanceTargeting: { rollPosition: [20700001] },
			politicalAdvertiserClientId: 17,
			campaignEstimatorMetaData: { reachMeta: { a: {} } },
		});
	});

	it.each<[string, IDataObject, string]>([
		['no name', { campaignName: EMPTY }, "'Campaign Name' is empty"],
		['no order', { ioId: { __rl: true, mode: 'id', value: EMPTY } }, "'Insertion Order' is empty"],
		['an order by name', { ioId: 'Spring' }, "'Insertion Order' must be an ID of digits only"],
		['no creatives', { creativeIds: EMPTY }, "'Creative IDs' is empty"],
		[
			'no picked creatives',
			{ creativesFrom: 'list', pickedCreatives: '={{ [] }}' },
			"'Creative Names or IDs' is empty",
		],
		['a creative by name', { creativeIds: '1,Banner' }, "'Creative IDs' must hold IDs of digits"],
		['a website that is none', { advertiserDomain: 'iqm' }, "not 'iqm'"],
		['terms not accepted', { isAgreementChecked: false }, "'Agree to IQM's Terms' must be accepted"],
		[
			'the other campaign type',
			{ additionalFields: { additionalJson: '{"campaignType": 2}' } },
			"'campaignType' in 'Additional JSON' must be 1 (advanced), not '2'",
		],
		['an unknown budget type', { budgetTypeId: 3 }, "'Budget Type' must be 1 (budget) or 2"],
		['no total', { budgetTotal: 0 }, "'Total Budget' must be above 0"],
		['a negative total', { budgetTotal: -1 }, "'Total Budget' must be above 0, not '-1'"],
		['no daily budget', { budgetDay: 0 }, "'Daily Budget' must be above 0"],
		[
			'a daily budget above the total',
			{ budgetDay: 1501 },
			"'Daily Budget' (1501) must not be above",
		],
		['no bid', { maxBid: 0 }, "'Max Bid' must be above 0"],
		['a bid below 1', { maxBid: 0.99 }, "'Max Bid' (0.99) must be 1 to 1000"],
		['a bid above 1000', { maxBid: 1000.01 }, "'Max Bid' (1000.01) must be 1 to 1000"],
		[
			'an ID, which could turn the create into an update',
			{ additionalFields: { additionalJson: '{"id": 1}' } },
			'a campaign that is created has none yet',
		],
		[
			'a lowest bid above the highest',
			{ moneyAndTime: { minBid: 101 } },
			"'Min Bid' (101) must not be above",
		],
		['a low bid of 0', { moneyAndTime: { minBid: 0 } }, "'Min Bid' must be above 0, not '0'"],
		['half a click', { moneyAndTime: { totalClicks: 0.5 } }, "'Total Click Cap' must be a whole"],
		[
			'a spread total without an end',
			{ totalBudgetPacing: true, endTimeChoice: 'none' },
			"'End' is empty, but",
		],
		[
			'a spread total with a daily budget',
			{ totalBudgetPacing: true, ...json({ budgetDay: 5 }) },
			"'Daily Budget' (5) can't be set while 'Spread Total Budget Evenly' is on",
		],
		['no start', { startTime: EMPTY }, "'Start' is empty"],
		['a start that is not a date', { startTime: 'soon' }, "'Start' is not a date: 'soon'"],
		['a start in the past', { startTime: '2025-06-02T17:49:59Z' }, "'Start' is in the past"],
		['an end before the start', { endTime: '2025-06-02T18:50:01Z' }, "must be after 'Start'"],
		[
			'milliseconds in JSON',
			{ endTime: '', ...json({ endTime: 1749096000000 }) },
			"'End' must be in seconds since 1970, not '1749096000000'",
		],
		[
			'an end in JSON although no end was chosen',
			{ endTimeChoice: 'none', ...json({ endTime: 1749096000 }) },
			"'Additional JSON' sets 'endTime', but 'Ends' says 'No End'",
		],
		['no exchanges', { exchangesChoice: 'chosen', exchanges: EMPTY }, "'Chosen Exchanges' is empty"],
		[
			'no categories',
			{ publisherAdCategoryChoice: 'chosen', publisherAdCategory: EMPTY },
			"'Chosen Categories' is empty",
		],
		['no devices', { deviceTypeChoice: 'chosen', deviceType: EMPTY }, "'Device Types' is empty"],
		['all devices and some', json({ deviceType: '11' }), "'Devices' says all devices"],
		['a list left empty', { who: { ageRangeIds: '' } }, "'Age Ranges' is empty"],
		[
			'an empty segment list',
			{ who: { prebidAudienceSegmentIdList: '' } },
			'is empty',
		],
		[
			'conversions without source',
			{ additionalFields: { conversionIds: '1' } },
			"'Conversion Source' is empty, but 'Conversions' needs it",
		],
		['installs without app', { additionalFields: { conversionType: 'install' } }, "'App URL' is empty"],
		[
			'an unknown conversion type',
			json({ conversionType: 'Install' }),
			"'Conversion Type' must be install or non-install, not 'Install'",
		],
		[
			'segments without the switch',
			json({ creativeAdvanceTargeting: { playerSize: [1] } }),
			"'Audio and Video Targeting' is not on",
		],
		[
			'segments that are not a list',
			json({ creativeAdvanceTargeting: { playerSize: 1 } }),
			"'Creative Targeting' must hold lists of IDs",
		],
		[
			'a placement that is not a number',
			json({ creativesPlacementMapping: { '676384': 'top' } }),
			"'Creative Placements' must map creative IDs to placement IDs",
		],
		[
			'a field set twice',
			json({ campaignName: 'Other' }),
			"'Additional JSON' sets 'campaignName', which the field 'Campaign Name' has already set",
		],
		[
			'all exchanges and some',
			json({ exchanges: '55' }),
			"'Additional JSON' sets 'exchanges', which the field 'Chosen Exchanges' has already set",
		],
		['invalid JSON', { additionalFields: { additionalJson: '{' } }, 'is not valid JSON'],
	])('refuses %s before any request', async (_, changes, message) => {
		const { error } = await createCampaign(changes);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('pairs results and errors with their items and goes on', async () => {
		const { items } = await createCampaign(
			{ campaignName: '={{ $json.name }}' },
			{
				items: ['A', '', 'C'].map((name) => ({ json: { name } })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[1].json.error).toBe("'Campaign Name' is empty: its expression returned no value");
		expect(requestsTo(sandbox, ADD)).toHaveLength(2);
	});

	it("shows IQM's words about a budget type that is not the order's", async () => {
		addOrder(17994, 2);
		const { error } = await createCampaign();
		expect(error?.message).toContain('IO and campaign budget type should be same');
	});

	it('shows the documented 412 inside HTTP 400 with its own code', async () => {
		const additionalJson = '{"whiteListedAudienceIds": "900254"}';
		const { error } = await createCampaign({ additionalFields: { additionalJson } });
		expect(error?.message).toContain('Invalid arguments audience ids!');
		expect(error?.httpCode).toBe('412');
	});

	it('does not create twice when the server fails after creating', async () => {
		sandbox.addFault({ path: /campaigns\/add/, kind: 'serverErrorAfter' });
		const { error } = await createCampaign({}, { node: { retryOnFail: true, maxTries: 3 } });
		expect(error?.description).toContain('may or may not have been created');
		expect(requestsTo(sandbox, ADD)).toHaveLength(1);
		expect(sandbox.iqm.campaigns.size).toBe(1);
	});

	it('keeps the answer as it came with "Raw Response"', async () => {
		const { items } = await createCampaign({ options: { rawResponse: true } });
		expect(items[0].json).toMatchObject({
			statusCode: 201,
			responseObject: { message: 'Campaign saved successfully.', status: 'pending' },
		});
	});
});

const getCampaign = async (changes: IDataObject = {}, options: NodeRunOptions = {}) => {
	const { items } = await createCampaign();
	const { campaignId } = items[0].json;
	sandbox.requests.length = 0;
	return await run({ operation: 'get', campaignId, ...changes }, options);
};

const looks = () => apiRequests(sandbox).map(({ at }) => at);

describe('IQM Campaign: Get', () => {
	it('returns the campaign with its id under its own name', async () => {
		const { items, error } = await getCampaign();
		expect(error).toBeUndefined();
		const [request] = apiRequests(sandbox);
		expect([request.method, request.url]).toEqual(['GET', '/api/v2/cmp/campaign/25859']);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			campaignId: 25859,
			id: 25859,
			campaignName: 'NewTest',
			status: 'pending',
			countryId: '30100001',
			ioId: 17994,
		});
	});

	it('asks for the spend only when told to', async () => {
		await getCampaign({ isSpentRequired: true });
		expect(apiRequests(sandbox)[0].url).toBe('/api/v2/cmp/campaign/25859?isSpentRequired=true');
	});

	it.each([
		[EMPTY, "'Campaign' is empty"],
		['../io/1', "'Campaign' must be an ID of digits only"],
	])('refuses the id %j before any request', async (campaignId, message) => {
		const { error } = await run({ operation: 'get', campaignId });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it("shows IQM's words about a campaign that does not exist", async () => {
		const { error } = await run({ operation: 'get', campaignId: '1' });
		expect(error?.message).toContain('Invalid campaign id.');
	});

	it('waits until the campaign is running', async () => {
		sandbox.options.iqm.readyAfterMs = 70_000;
		const { items, error } = await getCampaign({ waitForStatus: true, wantedStatus: 'running' });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ campaignId: 25859, status: 'running' });
		const [first, ...others] = looks();
		expect(others.map((at) => at - first)).toEqual([30_000, 60_000, 90_000]);
	});

	it('ends at once when the campaign was rejected, with the reason', async () => {
		const { items } = await createCampaign({ campaignName: 'To reject' });
		time.now += 60_000;
		const { error } = await run({
			operation: 'get',
			campaignId: items[0].json.campaignId,
			waitForStatus: true,
		});
		expect(error?.message).toContain(
			'Campaign 25859 is rejected: The landing page does not match the advertiser.',
		);
	});

	it('gives up after the longest wait and names the last status', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const { error } = await getCampaign({
			waitForStatus: true,
			longestWaitMinutes: 1,
			checkIntervalSeconds: 20,
		});
		expect(error?.message).toContain('Campaign 25859 is still pending after 60 seconds');
		expect(looks()).toHaveLength(4);
	});

	it('refuses to look more often than every 15 seconds', async () => {
		const { error } = await getCampaign({ waitForStatus: true, checkIntervalSeconds: 5 });
		expect(error?.message).toContain("'Check Every' must be at least 15, not '5'");
		expect(sandbox.requests).toHaveLength(0);
	});

	it('stops waiting when the execution is cancelled', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		let cancel = (): void => {};
		clock.sleep = async (ms) => {
			time.now += ms;
			cancel();
		};
		const { items } = await createCampaign();
		sandbox.requests.length = 0;
		const parameters = { operation: 'get', waitForStatus: true, ...items[0].json };
		await run(parameters, { onStart: (execution) => (cancel = () => execution.cancel()) }).catch(
			() => undefined,
		);
		expect(looks()).toHaveLength(1);
	});
});

describe('IQM Campaign: the list of creatives', () => {
	async function load(creativeType: unknown) {
		const context = {
			getCurrentNodeParameter: () => creativeType,
			getNode: () => ({ name: 'x', type: 'x' }),
			getCredentials: async () => ({ baseUrl: sandbox.url, requestsPerMinute: 0 }),
			helpers: {
				httpRequestWithAuthentication: async (_: string, { body }: { body: IDataObject }) => {
					bodies.push(body);
					const filteredList = [{ creativeId: 676384, creativeName: 'Image' }];
					return { statusCode: 200, headers: {}, body: { success: true, data: { filteredList } } };
				},
			},
		};
		const bodies: IDataObject[] = [];
		const { getRunningCreatives } = new IqmCampaign().methods.loadOptions;
		const options = await getRunningCreatives.call(context as unknown as ILoadOptionsFunctions);
		return { options, bodies };
	}

	it('holds the running creatives of the chosen type', async () => {
		const { options, bodies } = await load({ __rl: true, mode: 'list', value: '11' });
		expect(options).toEqual([{ name: 'Image (676384)', value: '676384' }]);
		const asked = {
			sortBy: '-creativeId',
			creativeStatusIds: [2],
			platformCreativeTypeIds: [11],
			noOfEntries: 500,
		};
		// Without a total, only a page without anything new shows the end.
		expect(bodies).toEqual([
			{ ...asked, pageNo: 1 },
			{ ...asked, pageNo: 2 },
		]);
	});

	it('holds all running creatives while the type is empty or an expression', async () => {
		const { bodies } = await load({ __rl: true, mode: 'id', value: '={{ $json.type }}' });
		expect(bodies[0]).not.toHaveProperty('platformCreativeTypeIds');
	});
});
