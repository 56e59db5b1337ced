import { PRESENT, putPresent } from '../../../sandbox/iqm/contracts/present';
import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { sandboxStage } from './sandboxStage';

const ROOT = '/api/v3/das/campaign-pulse';

describe('sandbox: IQM campaign pulse', () => {
	const stage = sandboxStage(PRESENT);
	beforeEach(() => putPresent(stage.sandbox.iqm));

	const made = () => stage.sandbox.iqm.insight;
	const get = async (path: string) => await stage.client.get(ROOT + path);
	const shown = async (id: number) => dig((await get(`/result?campaignId=${id}`)).body, 'data');
	const start = async (body: JsonObject) => {
		const answer = await stage.client.post(`${ROOT}/diagnosis`, body);
		return [answer.status, answer.body.error ?? answer.body.data];
	};

	test('shows the last run, counts by severity and runs at once', async () => {
		const low = { checkId: 'a', severity: 'Medium' };
		made().findings.set(1, [low, { ...low, checkId: 'b' }]);
		const none = { campaignName: 'Campaign 1', campaignId: 1, timezoneId: 29 };
		expect(await shown(1)).toEqual({ ...none, lastRun: null, diagnosisResults: [] });
		const run = await get('/run/1');
		expect(run.body.data).toMatchObject({ lastRun: PRESENT, diagnosisResults: [low, {}] });
		expect(await shown(1)).toEqual(run.body.data);
		const counts = await get('/severity-count?campaignIds=1,582510,451351,5,99');
		expect(counts.body.data).toEqual([
			{ campaignId: 1, severityCount: { Medium: 2 } },
			{ campaignId: 582510, severityCount: { Critical: 1 } },
			{ campaignId: 451351, severityCount: {} },
		]);
		expect(made().pulseRuns).toEqual([1]);
	});

	test('is run for several campaigns later than the answer says', async () => {
		const [before, findings] = [await shown(582510), [{ checkId: 'new' }]];
		made().findings.set(582510, findings);
		expect(await start({ campaignIds: [582510, 1], ioId: 985 })).toEqual([200, null]);
		expect(await shown(582510)).toEqual(before);
		stage.now += 2_000;
		expect(await shown(582510)).toMatchObject({ lastRun: PRESENT, diagnosisResults: findings });
		expect(made().pulseRuns).toEqual([582510, 1]);
	});

	test('is run for all running campaigns of an order, or for all', async () => {
		expect(await start({ ioId: 985 })).toEqual([200, null]);
		expect(made().pulseRuns).toEqual([1, 451351, 582510]);
		expect(await start({})).toEqual([200, null]);
		const ofOthers = [562280, 20141, 292694, 334740, 334741, 334742];
		expect(made().pulseRuns.slice(3).sort()).toEqual([...ofOthers, 1, 451351, 582510].sort());
	});

	test('says what is wrong in a text', async () => {
		stage.sandbox.iqm.decide('campaign', 1, 'paused', PRESENT);
		const resting = 'CampaignIds are not in running status - [1, 440264]';
		expect(await start({ campaignIds: [1, 582510, 440264] })).toEqual([422, resting]);
		const unknown = [422, 'CampaignIds are not valid'];
		for (const campaignIds of [[99], [5], [582510, 99]]) {
			expect(await start({ campaignIds })).toEqual(unknown);
		}
		expect(await start({ campaignIds: [582510], ioId: 34 })).toEqual(unknown);
		const empty = [422, 'campaignIds is required and cannot be empty'];
		expect(await start({ campaignIds: [] })).toEqual(empty);
		const { status, body } = await get('/run/1');
		expect([status, body]).toEqual([
			422,
			{ success: false, error: 'CampaignIds are not in running status - [1]' },
		]);
		expect((await get('/result?campaignId=99')).body.error).toBe('CampaignIds are not valid');
		expect(made().pulseRuns).toEqual([]);
	});
});
