import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { answering } from '../../support/answering';
import type { Asked } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun } from '../../support/harness';
import { credentialFor, forgetProcessState, runNode } from '../../support/harness';
import { nodeOf, OFFERED, WRITTEN } from '../../support/operations';
import type { Simplified } from '../../support/simplified';
import { SIMPLIFIED_APPLOVIN } from '../../support/simplifiedAppLovin';
import { SIMPLIFIED_AXON_CAMPAIGN } from '../../support/simplifiedAxonCampaign';
import { SIMPLIFIED_AXON_CREATIVE } from '../../support/simplifiedAxonCreative';
import { SIMPLIFIED_IQM } from '../../support/simplifiedIqm';
import { SIMPLIFIED_REPORT } from '../../support/simplifiedReport';

/**
 * What Get and Get Many return at first: for each operation a document's sample, and the exact result.
 */
const sandbox = freshSandbox();

const SIMPLIFIED = [...SIMPLIFIED_IQM, ...SIMPLIFIED_REPORT, ...SIMPLIFIED_APPLOVIN, ...SIMPLIFIED_AXON_CAMPAIGN, ...SIMPLIFIED_AXON_CREATIVE];

async function run(
	{ of, parameters, answer }: Pick<Simplified, 'answer' | 'of' | 'parameters'>,
	changes: IDataObject = {},
	items?: INodeExecutionData[],
): Promise<NodeRun & { asked: Asked[] }> {
	const [, resource, operation] = /^\w+ (\w+): (\w+)$/.exec(of) ?? [];
	const { result, asked } = await answering(answer, async (baseUrl) => {
		forgetProcessState();
		const address = { baseUrl, apiBaseUrl: baseUrl, oauthBaseUrl: baseUrl };
		const credential = credentialFor(sandbox, of, address);
		const form = { resource, operation, returnAll: false, limit: 1, ...parameters, ...changes };
		return await runNode(sandbox, nodeOf(of), form, { credential, items });
	});
	return { ...result, asked };
}

const jsonOf = ({ items }: NodeRun): IDataObject[] => items.map(({ json }) => json);

const titleOf = ({ of, name }: Simplified): string => (name === undefined ? of : `${of}, ${name}`);
const ROWS = SIMPLIFIED.map((row) => [titleOf(row), row] as const);

it('has a row for each operation with Simplify, which every Get and Get Many has', () => {
	const titles = [...WRITTEN].filter(([, { simple }]) => simple !== undefined).map(([of]) => of);
	expect([...new Set(SIMPLIFIED.map(({ of }) => of))].sort()).toEqual(titles.sort());
	const reading = OFFERED.filter(({ operation }) => /^(get|getAll)$/.test(operation))
		// Master data consists of little but IDs and names.
		.filter(({ node }) => node !== 'iqmMasterData')
		.map(({ title }) => title);
	expect(titles).toEqual(expect.arrayContaining(reading));
});

it('is the last parameter before the collections, on at first', () => {
	for (const { title, properties } of OFFERED) {
		const at = properties.findIndex(({ name }) => name === 'simplify');
		expect([title, at !== -1]).toEqual([title, WRITTEN.get(title)?.simple !== undefined]);
		if (at === -1) continue;
		const behind = properties.slice(at + 1).filter(({ type }) => !/collection$/i.test(type));
		expect([title, behind, properties[at].default]).toEqual([title, [], true]);
	}
});

describe.each(ROWS)('%s', (_, row) => {
	it('returns the named values, in their order, and nothing else', async () => {
		const { items, error } = await run(row, { simplify: true });

		expect(error).toBeUndefined();
		expect(items[0].json).toEqual(row.result);
		expect(Object.keys(items[0].json)).toEqual(Object.keys(row.result));
	});

	it('returns all while Simplify is off, and the answer itself with Raw Response', async () => {
		const whole = await run(row);
		const raw = await run(row, {
			simplify: true,
			options: { ...(row.parameters?.options as IDataObject), rawResponse: true },
		});

		expect(whole.error).toBeUndefined();
		const [first] = jsonOf(whole);
		if (row.isWhole === true) expect(first).toEqual(row.result);
		else expect(first).not.toEqual(row.result);
		// The answer as it came, or pages or answers of it.
		const answer = JSON.stringify(row.answer(raw.asked.at(-1) as Asked));
		expect(JSON.stringify(jsonOf(raw)[0])).toContain(answer.slice(1, -1));
	});
});

const CAMPAIGNS = SIMPLIFIED.find(({ of }) => of === 'iqmCampaign campaign: getAll') as Simplified;

/** A list of campaigns with these, each with an ID. */
const listed = (...rows: IDataObject[]) => ({
	...CAMPAIGNS,
	answer: () => ({
		success: true,
		data: { data: rows.map((row, at) => ({ campaignId: at + 1, ...row })), totalRecords: rows.length },
	}),
});

describe('a simplified row', () => {
	it('has the same keys whatever the API leaves out: null stands for it', async () => {
		const [[one], [other]] = [
			jsonOf(await run(CAMPAIGNS, { simplify: true })),
			jsonOf(await run(listed({}), { simplify: true })),
		];
		expect(Object.keys(other)).toEqual(Object.keys(one));
		expect(new Set(Object.values(other).slice(1))).toEqual(new Set([null]));
	});

	it.each<[IDataObject, IDataObject]>([
		[{ status: 'PAUSED' }, { status: 'Paused' }],
		[{ status: 'under review' }, { status: 'under review' }],
		[{ creativeTypeId: 99 }, { creativeType: 99 }],
		[{ endTime: 0 }, { endTime: null }],
		[{ startTime: '1666347943' }, { startTime: '2022-10-21T10:25:43Z' }],
		[{ startTime: 1666347943123 }, { startTime: '2022-10-21T10:25:43.123Z' }],
		[{ startTime: '2022-10-21T06:25:43-04:00' }, { startTime: '2022-10-21T10:25:43Z' }],
		[{ startTime: '2022-10-21 06:25:43' }, { startTime: '2022-10-21 06:25:43' }],
		[{ startTime: '2022-10-21T06:25:43' }, { startTime: '2022-10-21T06:25:43' }],
		[{ startTime: 8_700_000_000_000_000 }, { startTime: 8_700_000_000_000_000 }],
		[{ startTime: 'soon' }, { startTime: 'soon' }],
	])('shows %j as %j', async (said, shown) => {
		const [row] = jsonOf(await run(listed(said), { simplify: true }));
		expect(row).toMatchObject(shown);
	});

	it('shows a time in UTC if the zone that the row names is unknown', async () => {
		const row = { campaignId: 7, startTime: 1773214800, campaignTimezone: 'Mars/Olympus' };
		const { items } = await run(
			{
				of: 'iqmReport performance: getAll',
				parameters: { groupBy: 'campaign' },
				answer: () => ({ success: true, data: { recordsList: [row], totalRecords: 1 } }),
			},
			{ simplify: true },
		);
		expect(items[0].json.startTime).toBe('2026-03-11T07:40:00Z');
	});

	it.each([
		['paused', 'Paused'],
		[1, 'Active'],
		['waiting', 'waiting'],
	])("says what AppLovin's status %j means: %j", async (status, shown) => {
		const row = SIMPLIFIED.find(({ of }) => of === 'appLovinCampaign source: getAll') as Simplified;
		const answer = () => [{ app_id: 'da60', status }];
		const { items } = await run({ ...row, answer }, { simplify: true });
		expect(items[0].json.status).toBe(shown);
	});

	it('shows what an insight of another type is about', async () => {
		const row = SIMPLIFIED.find(({ of }) => of === 'iqmReport audienceInsight: getAll') as Simplified;
		const insight = { id: 9, typeId: 5, statusId: 3, name: 'SLS', sourceId: 4, createdAt: null };
		const answer = () => ({ success: true, data: { insightsData: [insight], filterRecords: 1 } });
		const { items } = await run({ ...row, answer }, { simplify: true });
		expect(items[0].json).toEqual({
			...{ insightId: 9, name: 'SLS', status: 'status 3', type: 'SLS' },
			...{ audienceId: null, sourceId: 4, createdAt: null },
		});
	});
});

describe('Simplify', () => {
	it.each([false, 'false', 'FALSE'])('is off with %j', async (simplify) => {
		const [row] = jsonOf(await run(CAMPAIGNS, { simplify }));
		expect(row.name).toBe('Campaign-1');
	});

	it('is decided for each item', async () => {
		const items = [true, false].map((whole) => ({ json: { whole } }));
		const simplify = '={{ !$json.whole }}';
		const rows = jsonOf(await run(CAMPAIGNS, { simplify }, items));
		expect(rows.map(({ name, campaignName }) => [name, campaignName])).toEqual([
			['Campaign-1', undefined],
			[undefined, 'Campaign-1'],
		]);
	});

	it.each<[string, string]>([
		['={{ "perhaps" }}', "'Simplify' must be true or false, not 'perhaps'"],
		['={{ $json.nothing }}', "'Simplify' is empty: its expression returned no value"],
	])('refuses %s before anything is sent, together with all else', async (simplify, message) => {
		const { error, asked } = await run(CAMPAIGNS, { simplify, filters: { campaignIds: 'Spring' } });
		expect(error?.message).toContain(message);
		expect(error?.message).toContain("'Campaign IDs' must hold IDs of digits only");
		expect(asked).toEqual([]);
	});
});
