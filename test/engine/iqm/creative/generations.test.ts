import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, runNode } from '../../../support/harness';
import type { Stage } from '../../../support/scenarios';
import { setStage } from '../../../support/scenarios';
import { stoppedClock } from '../../../support/testClock';

/** Creative > Get and Matched Audience > Get by both generations of IQM's API. */
const time = stoppedClock();
const sandbox = freshSandbox({ now: () => clock.now() });
let stage: Stage;
beforeEach(async () => void (stage = await setStage(sandbox)));

const VERSIONS = ['v2', 'v3'];
const CURRENT = { options: { apiVersion: 'v3' } };
const urls = () => apiRequests(sandbox).map(({ method, url }) => `${method} ${url}`);

/** Lets IQM answer the next requests with these contents. */
function answerWith(path: RegExp, ...contents: unknown[]): void {
	for (const data of contents) {
		const message = JSON.stringify({ success: true, data });
		sandbox.addFault({ path, kind: 'notJson', message });
	}
}

const wait = (apiVersion: string, wantedStatus: string): IDataObject => ({
	waitForStatus: true,
	wantedStatus,
	longestWaitMinutes: 2,
	checkIntervalSeconds: 30,
	options: { apiVersion },
});

describe('IQM Creative: Get', () => {
	const get = async (changes: IDataObject = {}, creativeIds: unknown = stage.creativeId) =>
		await runNode(sandbox, new IqmCreative(), {
			operation: 'get',
			creativeIds: creativeIds as string,
			...changes,
		});
	const PATH = /\/v3\/crt\/creatives\/\d+$/;

	/** Answer of "Image creative details fetched successfully", shortened by its people. */
	const SAMPLE = {
		creativeId: 686855,
		creativeName: '300x600-w23-01',
		rtbCreativeTypeId: 1,
		platformCreativeTypeId: 11,
		creativeStatusId: 2,
		clickUrl: 'http://iqm.com',
		imageDetails: { pixelUrl: 'http://pixel.com', creativeWidth: 300, creativeHeight: 600 },
		creativeSourceType: 'file',
		createdAt: 1730201855165,
		modifiedAt: '2024-10-29T06:10:15.000+00:00',
	};

	it('returns the content of the documented answer with its status in words', async () => {
		answerWith(PATH, SAMPLE);
		const { items, error } = await get(CURRENT, '686855');
		expect(error).toBeUndefined();
		expect(urls()).toEqual(['GET /api/v3/crt/creatives/686855']);
		expect(items).toEqual([{ json: { ...SAMPLE, status: 'running' }, pairedItem: { item: 0 } }]);
	});

	it('asks the quickstarts’ API unless told otherwise', async () => {
		await get();
		await get({ options: { apiVersion: 'v2' } });
		const url = `GET /api/v2/crt/creatives/details?creativeIds=${stage.creativeId}`;
		expect(urls()).toEqual([url, url]);
	});

	it('asks for several one by one, and returns the answers as they came on demand', async () => {
		answerWith(PATH, SAMPLE, { ...SAMPLE, creativeId: 7 });
		const { items } = await get(CURRENT, '686855, 7, 686855');
		expect(items.map(({ json }) => json.creativeId)).toEqual([686855, 7]);
		expect(urls()).toEqual(['GET /api/v3/crt/creatives/686855', 'GET /api/v3/crt/creatives/7']);

		const options = { apiVersion: 'v3', rawResponse: true };
		answerWith(PATH, SAMPLE, { ...SAMPLE, creativeId: 7 }, SAMPLE);
		const both = await get({ options }, [686855, 7]);
		expect(both.items.map(({ json }) => json)).toEqual([
			{
				creatives: [
					{ success: true, data: SAMPLE },
					{ success: true, data: { ...SAMPLE, creativeId: 7 } },
				],
			},
		]);
		const one = await get({ options }, 686855);
		expect(one.items[0].json).toEqual({ success: true, data: SAMPLE });
	});

	// "1=pending, 2=running, 3=paused, 4=deleted, 5=rejected"
	it.each([
		[1, 'pending'],
		[2, 'running'],
		[3, 'paused'],
		[4, 'deleted'],
		[5, 'rejected'],
	])('knows status %d as %s, the word that the older API has', async (id, word) => {
		answerWith(PATH, { creativeId: 5, creativeStatusId: id });
		expect((await get(CURRENT, 5)).items[0].json.status).toBe(word);

		sandbox.options.iqm.readyAfterMs = 3_600_000;
		sandbox.iqm.decide('creative', stage.creativeId, word as 'running', time.now);
		const words = [];
		for (const version of VERSIONS) {
			const { items, error } = await get(wait(version, word));
			expect(error).toBeUndefined();
			words.push(items[0].json.status);
		}
		expect(words).toEqual([word, word]);
	});

	it.each(VERSIONS)('waits until it is approved: %s', async (version) => {
		sandbox.iqm.decide('creative', stage.creativeId, 'pending', time.now);
		sandbox.options.iqm.readyAfterMs = 50_000;
		const { items, error } = await get(wait(version, 'running'));
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ creativeId: stage.creativeId, status: 'running' });
		expect(apiRequests(sandbox)).toHaveLength(3);
	});

	it.each(VERSIONS)('ends with the reason when it is rejected: %s', async (version) => {
		const { creativeId } = stage;
		sandbox.iqm.decide('creative', creativeId, 'rejected', time.now, 'Low-quality image');
		const { error } = await get(wait(version, 'running'));
		expect(error?.message).toBe(`Creative ${creativeId} is rejected: Low-quality image`);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('waits for several, and names the one that ended', async () => {
		const row = (creativeId: number, creativeStatusId: number) => ({
			creativeId,
			creativeStatusId,
		});
		answerWith(PATH, row(5, 2), row(7, 1), row(5, 2), row(7, 2));
		const { items } = await get(wait('v3', 'running'), '5,7');
		expect(items.map(({ json }) => json.status)).toEqual(['running', 'running']);

		answerWith(PATH, row(5, 2), { ...row(7, 5), creativeRejectionReason: 'Low-quality image' });
		const { error } = await get(wait('v3', 'running'), '5,7');
		expect(error?.message).toBe(
			'Status of creatives 5, 7 is rejected: creativeId 7: Low-quality image',
		);
	});

	it('says in IQM’s words which one does not exist', async () => {
		const { error, items } = await get(CURRENT, `${stage.creativeId},686999`);
		expect(items).toEqual([]);
		expect(error?.message).toBe('No creative details found for creativeId: 686999');
		expect(error?.httpCode).toBe('422');
		answerWith(PATH, SAMPLE);
		expect((await get(CURRENT, 7)).error?.message).toBe('IQM did not return a creative with ID 7');
	});

	it.each(['v4', '={{ "" }}', '={{ null }}'])('refuses the version %j', async (apiVersion) => {
		const { error } = await get({ options: { apiVersion } });
		expect(error?.message).toContain("'API Version'");
		expect(sandbox.requests).toHaveLength(0);
	});

	it('takes the version from an expression', async () => {
		await get({ options: { apiVersion: '={{ "V3" }}' } });
		expect(urls()).toEqual([`GET /api/v3/crt/creatives/${stage.creativeId}`]);
	});
});

describe('IQM Matched Audience: Get', () => {
	const get = async (changes: IDataObject = {}, matchedAudienceId = String(stage.audienceId)) =>
		await runNode(sandbox, new IqmMatchedAudience(), {
			operation: 'get',
			matchedAudienceId,
			...changes,
		});
	const PATH = /\/v3\/audience\/matched\/\d+$/;

	/** Answer of "Get Matched Audience by Id - with both flags false", its file names shortened. */
	const SAMPLE = {
		audienceId: 1143824,
		audienceName: 'Download - Impression _NPI Nurse_iqvia_Filtered',
		audienceSubtypeId: 4,
		audienceStatusId: 3,
		cpm: 25,
		owId: 20489,
		createdByUowId: 0,
		createdAt: 1762502664000,
		reach: 242,
		s3FileName: '17_iltered.csv',
		fileRowCount: 1829,
		matchRate: 13.23,
		dataPartnerId: 5,
		modifiedAt: '2025-11-07T02:42:33.000+00:00',
		approvalAccess: false,
		editAccess: true,
	};

	it('returns the content of the documented answer with ID and status in words', async () => {
		answerWith(PATH, SAMPLE);
		const { items, error } = await get(CURRENT, '1143824');
		expect(error).toBeUndefined();
		expect(urls()).toEqual(['GET /api/v3/audience/matched/1143824']);
		expect(items).toEqual([
			{
				json: { matchedAudienceId: 1143824, ...SAMPLE, status: 'Ready' },
				pairedItem: { item: 0 },
			},
		]);
		answerWith(PATH, SAMPLE);
		const raw = await get({ options: { apiVersion: 'v3', rawResponse: true } }, '1143824');
		expect(raw.items[0].json).toEqual({ success: true, data: SAMPLE });
	});

	it('asks for campaigns and people only on demand', async () => {
		const flags = { campaignTargetingRequired: true, userDetailsRequired: true };
		const { items } = await get({ options: { apiVersion: 'v3', ...flags } });
		const path = `GET /api/v3/audience/matched/${stage.audienceId}`;
		expect(urls()).toEqual([`${path}?campaignTargetingRequired=true&userDetailsRequired=true`]);
		expect(items[0].json).toMatchObject({
			whitelistedCampaignIds: [],
			organizationName: 'Sandbox Organization',
		});
		// What only the current API knows is not in the form of the older one.
		await get({ options: { apiVersion: 'v2', ...flags } });
		expect(urls().at(-1)).toBe(`GET /api/v2/audience/matched/${stage.audienceId}`);
	});

	// static/audience-status; "Deleted" only with deletedStatusRequired.
	it.each([
		[1, 'Processing'],
		[2, 'Pending'],
		[3, 'Ready'],
		[4, 'Rejected'],
		[5, 'Deleted'],
		[6, 'Failed'],
		[7, 'Fetching Data'],
		[8, 'Data Fetched'],
		[9, 'without a known status'],
	])('knows status %d as %s', async (audienceStatusId, word) => {
		answerWith(PATH, { audienceId: 5, audienceStatusId });
		expect((await get(CURRENT, '5')).items[0].json.status).toBe(word);
	});

	it.each(VERSIONS)('waits until it is ready: %s', async (version) => {
		sandbox.options.iqm.readyAfterMs = 50_000;
		const { items, error } = await get(wait(version, 'Ready'));
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			matchedAudienceId: stage.audienceId,
			audienceName: 'Staged audience',
			status: 'Ready',
			matchRate: 57.88,
		});
		expect(apiRequests(sandbox)).toHaveLength(3);
	});

	it('waits through the states in which IQM fetches data', async () => {
		const states = [7, 8, 2, 1, 3].map((audienceStatusId) => ({ audienceId: 5, audienceStatusId }));
		answerWith(PATH, ...states);
		const { error } = await get(wait('v3', 'Ready'), '5');
		expect(error).toBeUndefined();
		expect(apiRequests(sandbox)).toHaveLength(5);
	});

	it.each(VERSIONS)('ends with the reason when it is rejected: %s', async (version) => {
		const { audienceId } = stage;
		sandbox.iqm.decide('audience', audienceId, 'Rejected', time.now, 'Insufficient data quality');
		const { error } = await get(wait(version, 'Ready'));
		expect(error?.message).toBe(
			`Matched audience ${audienceId} is Rejected: Insufficient data quality`,
		);
		expect(apiRequests(sandbox)).toHaveLength(1);
		expect((await get(wait(version, 'Rejected'))).error).toBeUndefined();
	});

	it('says what IQM says about the file of one that failed', async () => {
		answerWith(PATH, { audienceId: 5, audienceStatusId: 6, s3UrlError: 'File upload timed out' });
		const { error } = await get(wait('v3', 'Ready'), '5');
		expect(error?.message).toBe(
			'Matched audience 5 is Failed: IQM reports about its file: File upload timed out',
		);
	});

	it('says in IQM’s words that there is none, even in an answer without it', async () => {
		const { error } = await get(CURRENT, '7');
		expect(error?.message).toBe('No active audience found with the given Id. (field audienceId)');
		answerWith(PATH, {});
		const second = await get(CURRENT, '7');
		expect(second.error?.message).toBe("IQM's response is missing the matched audience 7");
	});
});
