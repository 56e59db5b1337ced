import type { IDataObject } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import { forgetProcessState, runNode, sandboxCredential } from '../../support/harness';
import { IQM_CHANGE_SCENARIOS } from '../../support/iqmChangeScenarios';
import { replying } from '../../support/replying';
import type { Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { AREA_SAMPLES } from '../../support/areaSamples';
import { skippedWaits } from '../../support/testClock';

/**
 * Answers that repeat something other than what was sent: the sandbox acts, the answer is changed.
 */
skippedWaits();
const sandbox = freshSandbox();

const ALLOWED = 'whiteListedGeoRadiusDetails';
const AREAS = AREA_SAMPLES.update as IDataObject[];

type Change = (content: unknown, stage: Stage) => unknown;

/** The content with these fields over its own; a sentence gives way to them. */
const saying =
	(fields: IDataObject): Change =>
	(content) => ({ ...(typeof content === 'object' ? content : {}), ...fields });

async function meet(name: string, change: Change, parameters: IDataObject = {}) {
	const scenario = [...SCENARIOS, ...IQM_CHANGE_SCENARIOS].find((one) => one.name === name);
	if (scenario === undefined) throw new Error(`No scenario ${name}`);
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const { result, asked } = await replying(
		sandbox,
		scenario.path,
		(answer) => {
			const key = 'responseObject' in answer ? 'responseObject' : 'data';
			return { json: { ...answer, [key]: change(answer[key], stage) } };
		},
		async (baseUrl) =>
			await runScenario(sandbox, scenario, stage, {
				credential: sandboxCredential(sandbox, { baseUrl }),
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				parameters,
			}),
	);
	return { ...result, asked, stage };
}

const rows =
	(name: string, fields: IDataObject): Change =>
	(_, { campaignId }) => ({ [name]: [{ campaignId, ...fields }], status: true });

const CONTRARY: Array<[string, Change, string, RegExp]> = [
	[
		'Insertion Order: Create',
		saying({ ioTotalBudget: 0 }),
		"'Total Budget' is '0', not '5000'",
		/^ioId \d+$/,
	],
	['Insertion Order: Create', saying({ ioTotalBudget: null }), "'Total Budget' is 'null'", /^ioId/],
	[
		'Insertion Order: Create',
		saying({ ioName: 'Another' }),
		"'Insertion Order Name' is 'Another'",
		/^ioId/,
	],
	['Insertion Order: Create', saying({ ioEndTime: null }), "'End' is 'null'", /^ioId/],
	[
		'Insertion Order: Create',
		saying({ ioTimeZoneId: '11' }),
		"'Time Zone' is '11', not '29'",
		/^ioId/,
	],
	[
		'Insertion Order: Create',
		saying({ isAutoSumIoTotalBudget: true, ioTotalBudget: 0 }),
		"Auto-Sum (No Cap)' is 'true', not 'false', and 'Total Budget' is '0'",
		/^ioId/,
	],
	[
		'Insertion Order: Create',
		saying({ isAutoSumIoTotalBudget: undefined, isBudgetAutoSum: true }),
		"Auto-Sum (No Cap)' is 'true', not 'false'",
		/^ioId/,
	],
	[
		'Insertion Order: Update',
		saying({ ioName: 'Another' }),
		"Name' is 'Another', not 'Renamed'",
		/^ioId/,
	],
	['Insertion Order: Update', saying({ ioId: 4711 }), "'Insertion Order' is '4711'", /^ioId/],
	[
		'Insertion Order: Update Budget',
		saying({ ioTotalBudget: 1 }),
		"'Total Budget' is '1'",
		/^ioId/,
	],
	['Insertion Order: Update End Date', saying({ ioEndTime: 1000 }), "'New End' is '1000'", /^ioId/],
	[
		'Insertion Order: Duplicate',
		(content, { ioId }) => ({ ...(content as IDataObject), duplicatedIOId: ioId }),
		'is missing the ID of the copy',
		/^campaignId/,
	],
	[
		'Campaign: Create',
		saying({ budgetTotal: 1 }),
		"'Total Budget' is '1', not '1000'",
		/^campaignId/,
	],
	['Campaign: Create', saying({ maxBid: '100' }), "'Max Bid' is '100', not '10'", /^campaignId/],
	[
		'Campaign: Create Draft',
		saying({ status: 'running' }),
		"'Status' is 'running', not 'draft'",
		/^campaignId/,
	],
	['Campaign: Update', saying({ data: 4711 }), "'Campaign' is '4711'", /^campaignId/],
	[
		'Campaign: Update',
		saying({ budgetDay: 6000 }),
		"'Daily Budget' is '6000', not '60'",
		/^campaignId/,
	],
	[
		'Campaign: Update Status',
		rows('updatedData', { status: 'running' }),
		'is running',
		/^campaignId/,
	],
	['Campaign: Delete', rows('updatedData', { status: 'paused' }), 'is paused', /^campaignId/],
	[
		'Campaign: Update Budget',
		rows('modified_data', { budgetDay: 1 }),
		"'Daily Budget' of campaign",
		/^campaignId/,
	],
	[
		'Campaign: Update Budget',
		rows('modified_data', { dailyBudget: '60.50' }),
		"is '60.50', not '60'",
		/^campaignId/,
	],
	['Campaign: Update End Date', saying({ endDate: 12 }), "'New End' is '12'", /^campaignId/],
	['Creative: Update', saying({ id: 4711 }), "'Creative' is '4711'", /^creativeId/],
	[
		'Creative: Update',
		saying({ creativeName: 'Another' }),
		"'Creative Name' is 'Another'",
		/^creativeId/,
	],
	[
		'Creative: Update Status',
		saying({ creativeStatusId: 2 }),
		"'Status' is '2', not '3'",
		/^creativeId/,
	],
	[
		'Matched Audience: Rename',
		saying({ audienceName: 'Another' }),
		"'New Name' is 'Another'",
		/^matchedAudienceId/,
	],
	[
		'Matched Audience: Upload',
		saying({ audienceName: 'Another' }),
		"is 'Another'",
		/^matchedAudienceId/,
	],
	[
		'Matched Audience: Upload',
		saying({ fileTotalCount: 7 }),
		"'Number of Records' is '7'",
		/^matchedAudienceId/,
	],
];

describe('an answer that contradicts', () => {
	it.each(CONTRARY.map(([name, change, words, id]) => ({ name, change, words, id })))(
		'$name: $words',
		async ({ name, change, words, id }) => {
			const { error, items, asked } = await meet(name, change);
			expect(items).toEqual([]);
			expect(error?.message).toContain(words);
			const { created } = (error?.context?.details ?? {}) as { created: string[] };
			expect(created[0]).toMatch(id);
			expect(error?.description).toContain(`Already done in this run: ${created[0]}`);
			// What it did is recorded: Retry On Fail does not send it again.
			expect(asked).toBe(1);
		},
	);

	it.each<[string, Change]>([
		['Campaign: Update Budget', rows('modified_data', { reason: [] })],
		['Campaign: Update End Date', (content) => content],
		['Campaign: Duplicate', (content) => content],
		['Campaign: Update Status', (content) => content],
	])('%s: is no success beside the reason for a refusal', async (name, change) => {
		for (const refusal of ['Planted words.', { errorMessage: 'Planted words.', id: '25859' }]) {
			const { error, items, asked } = await meet(name, (content, stage) => ({
				...(change(content, stage) as IDataObject),
				reason: [refusal],
			}));
			expect(items).toEqual([]);
			expect(error?.message).toContain('Planted words.');
			expect(asked).toBe(1);
			sandbox.reset();
			forgetProcessState();
		}
	});

	it('reports an end that an order has although none was chosen', async () => {
		const parameters = { ioEndTimeChoice: 'none' };
		const { error } = await meet('Insertion Order: Create', saying({ ioEndTime: 12 }), parameters);
		expect(error?.message).toBe("IQM reported that 'End' is '12', not empty");
		expect(error?.context?.details).toEqual({ created: [expect.stringMatching(/^ioId \d+$/)] });
		for (const none of [{ ioEndTime: null }, { ioEndTime: 0 }, { ioEndTime: '' }, {}]) {
			sandbox.reset();
			forgetProcessState();
			const { items } = await meet('Insertion Order: Create', saying(none), parameters);
			expect(items).toHaveLength(1);
		}
	});

	it('says that an original is not a copy', async () => {
		const { error } = await meet('Campaign: Duplicate', (_, { campaignId }) => ({
			duplicatedCampaignIds: [campaignId],
			status: true,
		}));
		expect(error?.message).toBe('IQM returned 0 copies of 1 campaigns');
	});
});

describe('an answer that says the same in other words', () => {
	it.each<[string, Change]>([
		['Insertion Order: Create', saying({ ioTotalBudget: '5000.00', ioTimeZoneId: '29' })],
		['Insertion Order: Create', saying({ ioName: ' Scenario order ' })],
		['Insertion Order: Create', saying({ ioStartTime: 1893456000, ioEndTime: '1956528000' })],
		['Insertion Order: Create', saying({ isAutoSumIoTotalBudget: 'false', ioStatusId: '1' })],
		['Insertion Order: Create', (content) => ({ ioId: (content as IDataObject).ioId })],
		['Insertion Order: Update', saying({ ioName: 'Renamed ' })],
		['Campaign: Update Status', rows('updatedData', { status: 'PAUSED' })],
		['Campaign: Update Budget', rows('modified_data', { budgetDay: '60.0', budgetTotal: 1200 })],
		// IQM OpenAPI v2-and-v3, update-budget, spells it so.
		[
			'Campaign: Update Budget',
			(_, { campaignId }) => ({
				modified_data: [{ campaingId: campaignId, dailyBudget: 60 }],
				status: true,
			}),
		],
		['Campaign: Create Draft', saying({ status: 'Draft' })],
		['Creative: Update', saying({ creativeName: 'Renamed' })],
	])('%s', async (name, change) => {
		const { error, items } = await meet(name, change);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0].json).not.toHaveProperty('campaingId');
	});

	it('a total that was spread is not the one sent', async () => {
		const parameters = { amountToChange: 'totalBudget', changeBy: 'spread', amount: 1200 };
		const change = rows('modified_data', { totalBudget: 2500 });
		const { error } = await meet('Campaign: Update Budget', change, parameters);
		expect(error).toBeUndefined();
	});

	const ADDRESS = 'https://example.com?q=Caf%C3%A9%20noir&c={CACHEBUSTER}';
	it.each<[string, IDataObject, IDataObject]>([
		[
			'Creative: Update',
			{ updateFields: { clickUrl: ADDRESS, creativeName: 'Müller’s – 5 €' } },
			{
				clickUrl: 'https://example.com/?q=Caf%c3%a9+noir&amp;c=%7BCACHEBUSTER%7D',
				creativeName: 'M&uuml;ller&rsquo;s &ndash; 5 &#8364;',
			},
		],
		[
			'Campaign: Update',
			{
				listsMode: 'replace',
				additionalFields: { additionalJson: JSON.stringify({ [ALLOWED]: AREAS, deviceType: '13' }) },
			},
			{ [ALLOWED]: AREAS.map((area, id) => ({ id, ...area, status: 'new' })), deviceType: ',13,' },
		],
	])('%s: %j is %j', async (name, parameters, answer) => {
		const { error, items } = await meet(name, saying(answer), { updateFields: {}, ...parameters });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		// What means something else is a difference in the same fields.
		sandbox.reset();
		forgetProcessState();
		const others = Object.fromEntries(
			Object.entries(answer).map(([key, value]) => [key, Array.isArray(value) ? value.slice(1) : '14']),
		);
		const contrary = await meet(name, saying(others), { updateFields: {}, ...parameters });
		expect(contrary.error?.message).toMatch(/^IQM reported that '.*' is .*, and '.*' is '14', not /);
	});

	it('shows the sentence of an order whose budget or end was changed', async () => {
		const budget = await meet('Insertion Order: Update Budget', (content) => content);
		expect(budget.items[0].json.message).toBe('Budget updated successfully');
		const end = await meet('Insertion Order: Update End Date', (content) => content);
		expect(end.items[0].json.message).toBe('EndDate updated successfully');
	});
});

describe('values of people', () => {
	const PEOPLE = { columns: ['email'], columnValues: { email: ['ada@example.com'] }, rows: 1 };
	const answers: IDataObject[] = [
		{ metadata: JSON.stringify(PEOPLE) },
		{ metadata: PEOPLE as unknown as IDataObject },
		{ metadata: JSON.stringify(JSON.stringify(PEOPLE)) },
		{ metadata: `${JSON.stringify(PEOPLE).slice(0, -12)}` },
		{ details: { upload: [JSON.stringify(PEOPLE)] } },
		{ columnValues: PEOPLE.columnValues as unknown as IDataObject },
		{ column_values: PEOPLE.columnValues as unknown as IDataObject },
	];
	const get = async (audience: IDataObject, options: IDataObject) =>
		await answering(
			() => ({ statusCode: 200, responseObject: { id: 7, status: 'Ready', ...audience } }),
			async (baseUrl) =>
				await runNode(
					sandbox,
					new IqmMatchedAudience(),
					{ operation: 'get', matchedAudienceId: '7', options },
					{ credential: sandboxCredential(sandbox, { baseUrl }) },
				),
		);

	it.each(answers)('are in no result of Get: %j', async (audience) => {
		for (const options of [{}, { parseJsonFields: false }]) {
			const { result } = await get(audience, options);
			expect(result.error).toBeUndefined();
			expect(JSON.stringify(result.items)).not.toContain('ada@example.com');
			expect(result.items[0].json).toMatchObject({ matchedAudienceId: 7, status: 'Ready' });
		}
	});

	it('are there with Raw Response, which is the answer as it came', async () => {
		const { result } = await get(answers[0], { rawResponse: true });
		expect(JSON.stringify(result.items)).toContain('ada@example.com');
	});

	it('leave the rest of the metadata as it was', async () => {
		const { result } = await get(answers[0], {});
		expect(result.items[0].json.metadata).toEqual({ columns: ['email'], rows: 1 });
		const { result: text } = await get(answers[0], { parseJsonFields: false });
		expect(text.items[0].json.metadata).toBe('{"columns":["email"],"rows":1}');
	});

	it.each(answers)('are in no row of Get Many: %j', async (audience) => {
		const { result } = await answering(
			() => ({
				success: true,
				data: {
					totalRecords: 1,
					audienceList: [{ audienceId: 7, audienceStatusId: 3, ...audience }],
				},
			}),
			async (baseUrl) =>
				await runNode(
					sandbox,
					new IqmMatchedAudience(),
					{ operation: 'getAll' },
					{ credential: sandboxCredential(sandbox, { baseUrl }) },
				),
		);
		expect(result.items).toHaveLength(1);
		expect(JSON.stringify(result.items)).not.toContain('ada@example.com');
	});

	it('are in no preview of an upload, which would state them', async () => {
		const scenario = SCENARIOS.find(({ name }) => name === 'Matched Audience: Upload');
		if (scenario === undefined) throw new Error('No upload');
		const stage = await setStage(sandbox);
		const parameters = { options: { preview: true } };
		const { items } = await runScenario(sandbox, scenario, stage, { parameters });
		const parts = items[0].json.parts as Array<{ name: string; value: string }>;
		const metadata = parts.find(({ name }) => name === 'metadata')?.value ?? '';
		expect(metadata).toContain('"columnValues":"(values of people, not shown)"');
	});
});
