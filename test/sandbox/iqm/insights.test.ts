import { PRESENT, putPresent } from '../../../sandbox/iqm/contracts/present';
import { dig, type FormPart } from '../../../sandbox/client';
import { valueAt, type JsonValue } from '../../../sandbox/json';
import { errorOf, sandboxStage } from './sandboxStage';

const ROOT = '/api/v3/ins';
const INVALID_ID = [422, 'Please provide valid insights id value.'];

describe('sandbox: IQM insights', () => {
	const stage = sandboxStage(PRESENT);
	beforeEach(() => putPresent(stage.sandbox.iqm));

	const made = () => stage.sandbox.iqm.insight;
	const get = async (path: string) => (await stage.client.get(ROOT + path)).body;
	const post = (path: string) =>
		stage.client.send('POST', ROOT + path, undefined, stage.client.headers);
	const create = async (sourceIds: JsonValue) => {
		const body = { insightsTypeId: 1, sourceIds };
		return await stage.client.post(`${ROOT}/insights/add`, body);
	};
	const statusOf = async (id: number) =>
		dig(await get(`/insights/list?searchField=${id}`), 'data', 'insightsData', 0, 'statusId');
	const idsIn = async (path: string) => {
		const rows = valueAt(await get(path), 'data.insightsData');
		return Array.isArray(rows) ? rows.map((row) => dig(row, 'id')) : rows;
	};

	test('are made of eligible audiences, and become ready or fail', async () => {
		const { body } = await create([567895, 123677, 5, 567895]);
		expect(dig(body, 'data', 'invalidSourceIds')).toEqual([123677, 5]);
		expect(dig(body, 'data', 'insightsData')).toMatchObject([
			{ id: 1003, statusId: 1, name: 'Audience 567895_insights', sourceId: 567895 },
			{ id: 1004, statusId: 1 },
		]);
		made().settings.nextOutcome = 'failed';
		await create([925436]);
		expect(await statusOf(1003)).toBe(1);
		stage.now += 2_000;
		expect([await statusOf(1003), await statusOf(1005)]).toEqual([2, 3]);
		// Nothing is made of no audience, nor of one that isn't ready.
		stage.sandbox.iqm.decide('audience', 925436, 'Failed', PRESENT);
		const answer = await create([925436]);
		expect(dig(answer.body, 'data')).toEqual({ invalidSourceIds: [925436], insightsData: [] });
		expect(await errorOf(create([]))).toEqual([422, 'Invalid sourceIds.']);
		expect(made().insights.size).toBe(8);
	});

	test('of an audience are shown in the list of eligible ones', async () => {
		const path = '/audiences/list?sortBy=%2Bname&searchField=12345';
		const row = { id: 12345, audienceName: 'Audience 12345', matchRate: 57.88, uniques: 52432 };
		expect(dig(await get(path), 'data')).toEqual({
			...{ totalRecords: 5, filteredRecords: 1 },
			insightsData: [{ ...row, insightsStatus: 2 }],
		});
		stage.sandbox.iqm.audiences.get(12345)!.audienceName = 'Zebra';
		expect(await idsIn('/audiences/list?sortBy=-name')).toEqual([
			...[12345, 925436, 567895, 12376, 12365],
		]);
		expect(await idsIn('/audiences/list?sortBy=%2Bname&pageSize=2')).toEqual([12365, 12376]);
	});

	test('are counted by type', async () => {
		expect(dig(await get('/insights/type-wise-count'), 'data')).toEqual({ 1: 5, 3: 6 });
		stage.sandbox.iqm.insight.reset();
		expect(dig(await get('/insights/type-wise-count'), 'data')).toEqual({});
	});

	test('are regenerated only when they have failed, which a success may hide', async () => {
		const regenerate = async (id: number) =>
			dig((await post(`/insights/regenerate/${id}`)).body, 'data');
		expect(await regenerate(123)).toBe('Insights regeneration failed.');
		made().settings.regenerationFails = true;
		expect(await regenerate(34)).toBe('Insights regeneration failed.');
		made().settings.regenerationFails = false;
		expect(await regenerate(34)).toBe('Insights regenerated successfully.');
		expect(await statusOf(34)).toBe(1);
		expect(await regenerate(34)).toBe('Insights regeneration failed.');
		stage.now += 2_000;
		expect(await statusOf(34)).toBe(2);
		expect(await errorOf(post('/insights/regenerate/99'))).toEqual(INVALID_ID);
	});

	test('are deleted one by one: those that are not there are named', async () => {
		const path = `${ROOT}/insights/delete?insightIds=34,99,35,34`;
		const answer = await stage.client.send('DELETE', path, undefined, stage.client.headers);
		expect(dig(answer.body, 'data')).toEqual({ deletedIds: [34, 35], invalidIds: [99] });
		expect([...made().insights.keys()]).toEqual([36, 37, 123]);
	});

	const LOGO: FormPart = {
		...{ name: 'customLogoFile', value: 'png', filename: 'a.png', contentType: 'image/png' },
	};
	const form = (query: string, ...parts: FormPart[]) =>
		stage.client.form(`${ROOT}/insights/download${query}`, parts);

	test('are downloaded by a link, with a logo if there is one', async () => {
		const linked = async (answer: ReturnType<typeof post>) => {
			const response = await fetch(String(dig((await answer).body, 'data', 'insightsReportUrl')));
			return [response.headers.get('content-type'), await response.text()];
		};
		const pdf = ['application/pdf', '%PDF-1.7\n% insights 123\n'];
		expect(await linked(post('/insights/download?insightsId=123&fileType=pdf'))).toEqual(pdf);
		expect(await linked(post('/insights/download?audienceId=12345&fileType=pdf'))).toEqual(pdf);
		const [, branded] = await linked(form('?insightsId=123&fileType=pdf', LOGO));
		expect(branded).toMatch(/logo [0-9a-f]{64}\n$/);
		const fields = [
			{ name: 'insightsId', value: '123' },
			{ name: 'fileType', value: 'pdf' },
		];
		expect((await linked(form('', ...fields, LOGO)))[1]).toBe(branded);
	});

	test('take no form but the documented one', async () => {
		const query = '?insightsId=123&fileType=pdf';
		const status = async (...parts: FormPart[]) => (await form(query, ...parts)).status;
		expect(await status(LOGO, LOGO)).toBe(422);
		expect(await status({ ...LOGO, name: 'file' })).toBe(422);
		expect(await status({ ...LOGO, contentType: 'text/plain' })).toBe(422);
		expect(await status({ name: 'fileType', value: 'pdf' })).toBe(422);
		expect(await status({ name: 'unheardOf', value: '1' })).toBe(422);
		expect((await form('?insightsId=123&fileType=xlsx', LOGO)).status).toBe(422);
		const headers = { ...stage.client.headers, 'Content-Type': 'multipart/form-data' };
		const path = `${ROOT}/insights/download${query}`;
		expect((await stage.client.send('POST', path, 'x', headers)).status).toBe(400);
	});

	test('that are not ready have no file', async () => {
		for (const id of [34, 99, 0]) {
			const answer = post(`/insights/download?insightsId=${id}&fileType=pdf`);
			expect(await errorOf(answer)).toEqual(INVALID_ID);
		}
		expect(await errorOf(post('/insights/download?fileType=pdf'))).toEqual(INVALID_ID);
	});

	test('are sent by e-mail, and each e-mail is counted', async () => {
		const send = (addresses: string, id = 123) =>
			post(`/send-email?id=${id}&attachmentType=pdf&recipientEmails=${addresses}`);
		const { body } = await send('a@example.com,b@example.com');
		expect(dig(body, 'data')).toBe('insights 123 pdf email sent successfully.');
		expect(made().emails).toEqual([
			{
				...{ kind: 'insight', id: 123, fileType: 'pdf', at: PRESENT },
				recipients: ['a@example.com', 'b@example.com'],
			},
		]);
		const many = (count: number) => Array.from({ length: count }, (_, i) => `a${i}@example.com`);
		for (const wrong of ['a', 'a@example.com,', 'a@example.com;b@b.com', many(16).join()]) {
			expect([wrong, ...(await errorOf(send(wrong)))]).toEqual([
				...[wrong, 422, 'Invalid recipientEmails.'],
			]);
		}
		expect(await errorOf(send('a@example.com', 34))).toEqual(INVALID_ID);
		expect(made().emails).toHaveLength(1);
		expect((await send(many(15).join())).status).toBe(200);
		expect(made().emails).toHaveLength(2);
	});

	test('of bidding are of own campaigns and two weeks at most', async () => {
		const day = 24 * 3_600_000;
		const bidding = (id: number, days: number) =>
			stage.client.get(
				`${ROOT}/campaign/bid-insights/${id}` +
					`?dateRangeStart=${PRESENT}&dateRangeEnd=${PRESENT + days * day}`,
			);
		expect((await bidding(451351, 14)).status).toBe(200);
		const tooLong = [422, 'Date range cannot be more than 2 weeks'];
		expect(await errorOf(bidding(451351, 15))).toEqual(tooLong);
		const noEnd = [422, 'Date Range End must be greater than Date Range Start'];
		expect(await errorOf(bidding(451351, 0))).toEqual(noEnd);
		for (const id of [5, 99]) {
			expect(await errorOf(bidding(id, 1))).toEqual([422, 'Invalid campaignId.']);
		}
		made().bidding.set(451351, { totalRequests: 7 });
		expect(dig((await bidding(451351, 1)).body, 'data')).toEqual({ totalRequests: 7 });
	});

	test('have the file of their audience', async () => {
		const link = dig(await get('/audience/matched/download/12345'), 'data', 'audienceFileUrl');
		expect((await fetch(String(link))).status).toBe(200);
		expect((await stage.client.get(`${ROOT}/audience/matched/99`)).status).toBe(422);
		expect((await stage.client.get(`${ROOT}/audience/matched/download/5`)).status).toBe(403);
	});

	test('have lists of their values', async () => {
		const types = await get('/static/insights/type/list');
		expect(dig(types, 'data', 'insightsTypeData', 1, 'id')).toBe(3);
		expect(dig(await get('/static/report-status'), 'data', 3, 'id')).toBe(4);
	});
});
