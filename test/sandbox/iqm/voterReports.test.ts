import { PRESENT, putPresent } from '../../../sandbox/iqm/contracts/present';
import { dig } from '../../../sandbox/client';
import { valueAt, type JsonObject, type JsonValue } from '../../../sandbox/json';
import { errorOf, sandboxStage } from './sandboxStage';

const ROOT = '/api/v3/ins';
const FROM = 1_748_664_000_000;
const DAY = 24 * 3_600_000;
const WEEK = { campaignId: 1, vldStartDate: FROM, vldEndDate: FROM + 7 * DAY - 1 };

describe('sandbox: IQM reports of voter level data', () => {
	const stage = sandboxStage(PRESENT);
	beforeEach(() => putPresent(stage.sandbox.iqm));

	const made = () => stage.sandbox.iqm.insight;
	const post = (path: string, body: JsonObject) => stage.client.post(ROOT + path, body);
	const dataOf = async (path: string, body: JsonObject) => dig((await post(path, body)).body, 'data');
	const generate = (body: JsonObject = WEEK) => dataOf('/vld-report', body);
	const compute = (body: JsonObject = WEEK) => dataOf('/vld-reports/computation', body);
	const rows = async (query = ''): Promise<JsonValue[]> => {
		const { body } = await stage.client.get(`${ROOT}/vld-reports${query}`);
		const found = valueAt(body, 'data.vldReportDataList');
		return Array.isArray(found) ? found : [];
	};
	const remove = (ids: string) => {
		const path = `${ROOT}/vld-report?vldIds=${ids}`;
		return stage.client.send('DELETE', path, undefined, stage.client.headers);
	};

	test('cost something each time that one is generated, and computing costs nothing', async () => {
		expect(await compute()).toMatchObject({ vldReportCreated: true, vldChargeableCost: 1000 });
		expect(made().generations).toEqual([]);
		made().settings.vldCostWhenGenerated = 1200;
		const answer = await generate();
		expect(answer).toMatchObject({ vldChargeableCost: 1200, vldStartDate: FROM / 1000 });
		expect(answer).not.toHaveProperty('vldId');
		expect(made().generations).toEqual([{ vldId: 111, campaignId: 1, cost: 1200, at: PRESENT }]);
		await generate({ ...WEEK, campaignId: 582510 });
		expect(made().generations).toHaveLength(2);
	});

	test('are found in the list by campaign and dates, in seconds and oldest first', async () => {
		await generate();
		expect(await rows('?searchField=1_VLD_Insights_1')).toHaveLength(3);
		expect((await rows()).at(-1)).toEqual({
			...{ vldId: 111, vldName: '1_VLD_Insights_1', campaignName: 'Campaign 1', campaignId: 1 },
			...{ vldStatus: 2, startDate: FROM / 1000, endDate: FROM / 1000 + 7 * 86_400 - 1 },
			...{ ioId: 985, ioName: 'io name 985', isCampaignEligible: true, creativeTypeId: 11 },
			...{ vldCreatedOn: PRESENT / 1000, timezoneId: 29, ioTypeId: 1 },
		});
		made().settings.vldOldNames = true;
		made().settings.vldTimes = 'ms';
		made().vldIneligible.add(1);
		expect(await rows('?sortBy=-vldId&noOfEntries=1')).toMatchObject([
			{ vldStatusId: 2, campaignVldTimezoneId: 29, startDate: FROM, isCampaignEligible: false },
		]);
		made().settings.vldListedAfterMs = 5;
		expect((await rows()).map((row) => dig(row, 'vldId'))).not.toContain(111);
	});

	test('of the same campaign and dates are named instead of being made twice', async () => {
		await generate();
		const instead = {
			...{ vldReportCreated: false, vldId: 111, vldName: '1_VLD_Insights_1', vldStatusId: 2 },
			...{ vldCreatedOn: PRESENT / 1000, campaignId: 1, campaignName: 'Campaign 1' },
			...{ creativeTypeId: 11, ioId: 985, ioName: 'io name 985', ioTypeId: 1 },
		};
		expect(await generate()).toEqual(instead);
		expect(await compute()).toEqual(instead);
		stage.now += 2_000;
		expect(await generate()).toEqual({ ...instead, vldStatusId: 3 });
		expect(await generate({ vldId: 111 })).toEqual({ ...instead, vldStatusId: 3 });
		expect(made().generations).toHaveLength(1);
	});

	test('of overlapping dates wait for each other', async () => {
		await generate();
		const from = FROM + 7 * DAY - 1;
		const next = { ...WEEK, vldStartDate: from, vldEndDate: from + DAY };
		const words = /another insight with overlapping date range is processing$/;
		const wait = { vldReportCreated: false, message: expect.stringMatching(words) as string };
		expect(await compute(next)).toEqual(wait);
		expect(await generate(next)).toEqual(wait);
		expect(await generate({ ...next, vldStartDate: from + 1 })).toMatchObject({ campaignId: 1 });
		stage.now += 2_000;
		expect(await generate(next)).toMatchObject({ vldReportCreated: true });
		expect(made().generations).toHaveLength(3);
	});

	test('that have failed are generated again by their id only, and paid again', async () => {
		made().settings.nextOutcome = 'failed';
		await generate();
		stage.now += 2_000;
		expect(await generate()).toMatchObject({ vldReportCreated: false, vldId: 111, vldStatusId: 1 });
		made().settings.nextOutcome = 'ready';
		expect(await generate({ vldId: 111 })).toMatchObject({ vldReportCreated: true, campaignId: 1 });
		expect(await rows('?searchField=111')).toMatchObject([{ vldStatus: 2 }]);
		expect(made().generations.map(({ vldId }) => vldId)).toEqual([111, 111]);
	});

	test('without funds fail at once and cost nothing', async () => {
		made().settings.fundsAvailable = false;
		expect(await compute()).toMatchObject({ vldReportCreated: true, fundsAvailable: false });
		expect(await generate()).toMatchObject({ fundsAvailable: false });
		expect(await rows('?searchField=111')).toMatchObject([{ vldStatus: 4 }]);
		expect(made().generations).toEqual([]);
		expect((await remove('111')).status).toBe(200);
	});

	test('that may not be made say so in a flag, by either name', async () => {
		Object.assign(made().settings, { vldCreatable: false, vldFlag: 'vldReportCreatable' });
		const answer = await generate();
		expect(answer).toMatchObject({ vldReportCreatable: false, vldChargeableCost: 1000 });
		expect(answer).not.toHaveProperty('vldReportCreated');
		expect(made().voterReports.has(111)).toBe(false);
	});

	test('are of an eligible campaign and of dates in milliseconds', async () => {
		made().vldIneligible.add(582510);
		const refused = async (changes: JsonObject) => {
			const answer = post('/vld-report', { ...WEEK, ...changes });
			return (await errorOf(answer)).join(' ');
		};
		for (const campaignId of [582510, 5, 99]) {
			expect(await refused({ campaignId })).toBe('422 Invalid campaignId.');
		}
		expect(await refused({ vldEndDate: FROM })).toBe('422 Invalid vldEndDate.');
		expect(await refused({ vldStartDate: FROM / 1000 })).toBe('422 Invalid vldStartDate.');
		expect(await refused({ vldId: 1 })).toBe('422 Invalid vldId.');
		const nothing = errorOf(post('/vld-report', { vldId: 99 }));
		expect(await nothing).toEqual([422, 'Invalid vldId.']);
		const half = errorOf(post('/vld-report', { campaignId: 1 }));
		expect(await half).toEqual([422, "The field 'vldStartDate' cannot be empty."]);
		expect(made().generations).toEqual([]);
		const { body } = await stage.client.get(`${ROOT}/vld/campaigns`);
		const eligible = { campaignId: 1, campaignTimezoneId: 29 };
		expect(dig(body, 'data', 'running')).toContainEqual(eligible);
		expect(JSON.stringify(body)).not.toContain('582510');
	});

	test('are downloaded and sent once they are ready', async () => {
		await generate();
		const file = { reportId: 111, fileTypeId: 2 };
		const mail = { ...file, emailIds: ['a@example.com'] };
		const words = 'The provided VLD ID: 111 is not in the ready state.';
		expect(await errorOf(post('/vld-report/download', file))).toEqual([422, words]);
		expect(await errorOf(post('/vld-report/email', mail))).toEqual([422, words]);
		made().settings.vldNotReadyStatus = 200;
		const hidden = await post('/vld-report/download', file);
		expect([hidden.status, hidden.body.success]).toEqual([200, false]);
		stage.now += 2_000;
		const link = dig(await dataOf('/vld-report/download', file), 'vldReportUrl');
		expect(await (await fetch(String(link))).text()).toContain('Voter ID,');
		await post('/vld-report/email', mail);
		expect(made().emails).toEqual([
			{
				...{ kind: 'voterReport', id: 111, fileType: 'csv', at: stage.now },
				recipients: ['a@example.com'],
			},
		]);
		for (const emailIds of [[], ['a'], ['a@example.com', 'a@example.com']]) {
			const answer = errorOf(post('/vld-report/email', { ...mail, emailIds }));
			expect(await answer).toEqual([422, 'Invalid emailIds.']);
		}
		expect(made().emails).toHaveLength(1);
	});

	test('are named as in the older documents if a test says so', async () => {
		made().settings.vldOldBodies = true;
		const refused = await errorOf(post('/vld-report/download', { reportId: 50, fileTypeId: 1 }));
		expect(refused).toEqual([422, "Unrecognized field 'reportId'."]);
		const types: JsonObject[] = [{ fileTypeId: 1 }, { fileType: 1 }, { fileTypeId: 1, fileType: 1 }];
		for (const type of types) {
			expect(await dataOf('/vld-report/download', { vldId: 50, ...type })).toHaveProperty(
				'vldReportUrl',
			);
		}
		const mail = { vldId: 50, fileType: 2, emailIds: ['a@example.com'] };
		expect((await post('/vld-report/email', mail)).status).toBe(200);
		expect(made().emails).toMatchObject([{ id: 50, fileType: 'csv' }]);
		expect((await post('/vld-report/download', { vldId: 50 })).status).toBe(400);
		const both = { vldId: 50, fileTypeId: 1, fileType: 2 };
		expect((await post('/vld-report/download', both)).status).toBe(422);
	});

	test('are deleted if all of them have failed', async () => {
		for (const ids of ['9', '1,9', '1,99', '21']) {
			expect(await errorOf(remove(ids))).toEqual([422, 'Invalid VLD IDs.']);
		}
		expect(dig((await remove('1,2')).body, 'data', 'message')).toBe(
			'2 VLD reports deleted successfully',
		);
		expect([...made().voterReports.keys()]).toEqual([9, 10, 50, 21]);
	});
});
