import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { audienceStage, NAME_KEYS, SAMPLE } from '../../../support/audienceStage';
import { mapped } from '../../../support/audienceUploads';
import { apiRequests } from '../../../support/harness';
import { stoppedClock } from '../../../support/testClock';

/** Matched Audience > Get by the quickstart's API, and its wait for a status. */
const time = stoppedClock();
const { answerWith, run, sandbox, upload } = audienceStage({ now: () => clock.now() });

describe('IQM Matched Audience: Get', () => {
	/** Uploads the sample under a name and returns the audience's id. */
	async function make(audienceName: string): Promise<string> {
		const { items } = await upload({ ...mapped(NAME_KEYS), audienceName });
		sandbox.requests.length = 0;
		return String(items[0].json.matchedAudienceId);
	}

	const get = async (matchedAudienceId: string, changes: IDataObject = {}, options = {}) =>
		await run({ operation: 'get', matchedAudienceId, ...changes }, undefined, options);
	const wait = {
		waitForStatus: true,
		wantedStatus: 'Ready',
		longestWaitMinutes: 10,
		checkIntervalSeconds: 30,
	};

	const WITHOUT_PEOPLE = JSON.parse(SAMPLE.metadata) as IDataObject;
	delete WITHOUT_PEOPLE.columnValues;

	it('returns the audience with its JSON texts as objects', async () => {
		const id = await make('Mine');
		const { items, error } = await get(id);
		expect(error).toBeUndefined();
		const [request] = apiRequests(sandbox);
		expect([request.method, request.url]).toEqual(['GET', `/api/v2/audience/matched/${id}`]);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			matchedAudienceId: Number(id),
			id: Number(id),
			audienceName: 'Mine',
			status: 'Pending',
			existingColumnMatching: NAME_KEYS,
			metadata: WITHOUT_PEOPLE,
		});
		expect(items[0].json.metadata).not.toHaveProperty('columnValues');
		expect(items[0].json).not.toHaveProperty('columnSettings');
	});

	it('returns the texts as texts on demand, without values of people', async () => {
		const id = await make('Mine');
		const { items } = await get(id, { options: { parseJsonFields: false } });
		expect(items[0].json).toMatchObject({
			existingColumnMatching: SAMPLE.columns,
			metadata: JSON.stringify(WITHOUT_PEOPLE),
		});
	});

	it('leaves a text that is no JSON as it is', async () => {
		answerWith({
			statusCode: 200,
			responseObject: { id: 1, metadata: 'n/a', columnSettings: null },
		});
		const { items } = await get('1');
		expect(items[0].json).toEqual({
			matchedAudienceId: 1,
			id: 1,
			metadata: 'n/a',
			columnSettings: null,
		});
	});

	it.each([
		['={{ " " }}', "'Matched Audience' is empty"],
		['../1', "'Matched Audience' must be an ID of digits only"],
		['1?x=1', 'digits only'],
	])('refuses the ID %j before any request', async (id, words) => {
		const { error } = await get(id);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('reports an audience that does not exist, even in a 200', async () => {
		const { error } = await get('7');
		expect(error?.message).toBe('Requested audience is not present');
		answerWith({ statusCode: 200, responseObject: {} });
		const second = await get('7');
		expect(second.error?.message).toBe("IQM's response is missing the matched audience 7");
	});

	it('waits until the audience is ready', async () => {
		sandbox.options.iqm.readyAfterMs = 100_000;
		const id = await make('Mine');
		const { items, error } = await get(id, wait);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ status: 'Ready', matchRate: 57.88, uniques: 3 });
		expect(apiRequests(sandbox)).toHaveLength(5);
	});

	it('waits for another status, however IQM writes it', async () => {
		sandbox.options.iqm.readyAfterMs = 100_000;
		const id = await make('Mine');
		answerWith({ statusCode: 200, responseObject: { id, status: 'PENDING' } });
		answerWith({ statusCode: 200, responseObject: { id, status: 'PROCESSING' } });
		const { items, error } = await get(id, { ...wait, wantedStatus: 'Processing' });
		expect(error).toBeUndefined();
		expect(items[0].json.status).toBe('PROCESSING');
		expect(apiRequests(sandbox)).toHaveLength(2);
	});

	it.each([
		['Please reject', 'is Rejected: The file may not be used for targeting.'],
		['This will fail', 'is Failed: IQM reports about its file: File not available currently'],
	])('ends at once when IQM decides otherwise: %s', async (name, words) => {
		const id = await make(name);
		time.now += 10_000;
		const { error } = await get(id, wait);
		expect(error?.message).toContain(`Matched audience ${id} ${words}`);
		expect(apiRequests(sandbox)).toHaveLength(1);
		const wanted = name.includes('reject') ? 'Rejected' : 'Failed';
		expect((await get(id, { ...wait, wantedStatus: wanted })).error).toBeUndefined();
	});

	it('gives up after the longest wait, with the last status', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const id = await make('Mine');
		const { error } = await get(id, { ...wait, longestWaitMinutes: 1 });
		expect(error?.message).toBe(
			`Matched audience ${id} is still Pending after 60 seconds, not Ready`,
		);
	});
});
