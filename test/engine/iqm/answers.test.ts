import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../../support/freshSandbox';
import { sandboxCredential } from '../../support/harness';
import { IQM_SCENARIOS, unalike } from '../../support/allScenarios';
import type { Reply } from '../../support/replying';
import { replying } from '../../support/replying';
import { sampleOf } from '../../support/sample';
import type { Scenario } from '../../support/scenarios';
import { runScenario, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * What IQM answers in spite of a good status: the sandbox acts, and its true answer is changed on
 * the way.
 * IQM OpenAPI reports, PATCH …/report/email/schedule/{reportId}, 200: `"success": true, "errorObjects":
 * [{"error": "Invalid email provided …", "reason": "One or more subscribers …", "field":
 * "subscriberEmails"}], "data": {…}`, where the rest was saved.
 */
skippedWaits();
const sandbox = freshSandbox();

const named = (list: Scenario[]) => list.map((scenario) => [scenario.name, scenario] as const);
const WRITES = named(IQM_SCENARIOS.filter(({ writes }) => writes));
const READS = named(unalike(IQM_SCENARIOS).filter(({ writes }) => !writes));

async function meet(
	scenario: Scenario,
	change: (answer: IDataObject) => Reply,
	node: object = {},
	parameters: IDataObject = {},
) {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const before = scenario.count(sandbox);
	const { result, asked } = await replying(
		sandbox,
		scenario.path,
		change,
		async (baseUrl) =>
			await runScenario(sandbox, scenario, stage, {
				credential: sandboxCredential(sandbox, { baseUrl }),
				node,
				parameters,
			}),
	);
	return { ...result, asked, made: scenario.count(sandbox) - before };
}

const ERROR = { error: 'Planted words.', reason: 'And why.', field: 'plantedField' };

/** Adds to the content of an answer where that is an object, and else beside the content. */
function inside(answer: IDataObject, more: IDataObject): Reply {
	for (const key of ['responseObject', 'data']) {
		const content = answer[key];
		if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
			return { json: { ...answer, [key]: { ...content, ...more } } };
		}
	}
	return { json: { ...answer, ...more } };
}

const beside = (more: IDataObject) => (answer: IDataObject) => ({ json: { ...answer, ...more } });
const within = (more: IDataObject) => (answer: IDataObject) => inside(answer, more);

const FAILURES: Array<[string, (answer: IDataObject) => Reply, RegExp]> = [
	[
		'errorObjects',
		beside({ errorObjects: [ERROR] }),
		/Planted words\. And why\. \(field plantedField\)/,
	],
	['errorObjects as one object', beside({ errorObjects: ERROR }), /Planted words\..*plantedField/],
	[
		'errorObjects in the content',
		within({ errorObjects: [ERROR] }),
		/Planted words\..*plantedField/,
	],
	[
		'error as an object',
		beside({ error: { message: 'Planted words.', field: 'plantedField' } }),
		/Planted words\. \(field plantedField\)/,
	],
	['error as a text', beside({ error: 'Planted words.' }), /Planted words/],
	['errors', within({ errors: ['Planted words.'] }), /Planted words/],
	['errorMsg', within({ errorMsg: 'Planted words.' }), /Planted words/],
	['error_message', beside({ error_message: 'Planted words.' }), /Planted words/],
	['a message of a refusal', within({ message: 'It failed: Planted words.' }), /It failed: Planted/],
	['failedIds', within({ failedIds: [4711] }), /failedIds: 4711/],
	[
		'failed beside the content',
		beside({ failedCampaigns: { 4711: 'why' } }),
		/failedCampaigns.*why/,
	],
	['invalidCampaignIds', within({ invalidCampaignIds: [4711, 8] }), /invalidCampaignIds: 4711, 8/],
	['audienceFailedIds', within({ audienceFailedIds: ['4711'] }), /audienceFailedIds: 4711/],
	['a code of 400 or more', within({ errorCode: 422, message: 'Planted words.' }), /Planted words/],
	['a code beside success', beside({ success: true, code: 500 }), /code 500|successfully|saved|removed/i],
	['nothing', () => ({ text: '' }), /an empty response/],
	['HTTP 204', () => ({ status: 204, text: '' }), /an empty response/],
	['null', () => ({ text: 'null' }), /an empty response/],
	['a page', () => ({ text: '<html><body>OK</body></html>' }), /web page/],
];

describe.each(WRITES)('%s', (_, scenario) => {
	it.each(sampleOf(FAILURES, 9, scenario.name))('%s: is no success, and not sent again', async (__, change, words) => {
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error, items, asked } = await meet(scenario, change, retry);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(words);
		expect(error?.description).toContain('may or may not have been created or changed');
		expect(error?.description).not.toContain('Try again later');
		expect(asked).toBe(1);
	});

	it.each([
		['empty', { errorObjects: [], error: null, failedData: {}, invalidIds: [], failedCount: 0 }],
		['none', { error: 'none', errors: '', errorObjects: {} }],
		['false', { error: false, isInvalid: false }],
		['"no error" in words', { error: 'No error', error_message: 'No error.', errorMessage: 'OK' }],
		[
			'codes that mean no error',
			{ errorCode: '000', errorObjects: [{ code: '0', error: 'Success' }] },
		],
	])('is no failure where failures are listed so: %s', async (__, nothing) => {
		const { error, items } = await meet(scenario, beside(nothing as IDataObject));
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});

	it.each([
		['JSON', { json: { success: false, errorObjects: [{ error: 'Payload too large' }] } }],
		['a page', { text: '<html><body><h1>413 Request Entity Too Large</h1></body></html>' }],
		['nothing', { text: '' }],
	])('413 with %s says that it is too large', async (__, reply) => {
		const { error } = await meet(scenario, () => ({ status: 413, ...reply }));
		const isUpload = scenario.name.includes('Upload');
		expect(error?.message).toContain(
			`The ${isUpload ? 'file' : 'request'} is too large for IQM's server`,
		);
		expect(error?.description).toContain('Nothing was created or changed');
		expect(error?.description).not.toMatch(/Base URL|may or may not/);
		expect(error?.httpCode).toBe('413');
	});
});

describe.each(READS)('%s', (_, scenario) => {
	it.each(sampleOf(FAILURES.slice(0, 2).concat(FAILURES.slice(3, 5)), 4, scenario.name))(
		'%s: is an error in the words of IQM',
		async (__, change, words) => {
			const { error, items } = await meet(scenario, change);
			expect(items).toEqual([]);
			expect(error?.message).toMatch(words);
			expect(error?.description).toContain('Nothing was changed');
		},
	);

	it('takes HTTP 204 for nothing', async () => {
		const { error, items } = await meet(scenario, () => ({ status: 204, text: '' }));
		// What was asked for and is not there says so.
		const isThere = ({ hasData, found }: IDataObject) => hasData !== false && found !== false;
		expect(items.filter(({ json }) => isThere(json))).toEqual([]);
		const isList = /Get Many|Get Columns|Get Counts/.test(scenario.name);
		const isReport = scenario.name.startsWith('Report: ');
		if (isReport && error === undefined) return;
		if (isList && !isReport) expect(error).toBeUndefined();
		else expect(error?.message).toMatch(/IQM('s response is missing| did not return| has no pulse)/);
		expect(error?.description ?? '').not.toContain('Try again later');
	});
});

describe('an answer about something other than what was asked for', () => {
	/** The answer, but with another ID in each place that has one. */
	const another = (answer: IDataObject): Reply => ({
		json: JSON.parse(
			JSON.stringify(answer).replace(/"(id|ioId|campaignId|creativeId|audienceId)":"?\d+"?/g, '"$1":987654'),
		) as IDataObject,
	});
	const ONE = ['Campaign', 'Creative', 'Insertion Order', 'Matched Audience'];

	it.each(ONE)('%s: Get is an error', async (thing) => {
		const scenario = IQM_SCENARIOS.find(({ name }) => name === `${thing}: Get`);
		if (scenario === undefined) throw new Error(`No scenario ${thing}`);
		const { error, items, asked } = await meet(scenario, another);
		expect(asked).toBeGreaterThan(0);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/IQM returned the .* 987654, not \d+|did not return/);
	});
});

describe('what a creation has made is named in the error about the rest', () => {
	const CREATIONS: Array<[string, RegExp]> = [
		['Insertion Order: Create', /^ioId \d+$/],
		['Insertion Order: Duplicate', /^ioId \d+$/],
		['Campaign: Create', /^campaignId \d+$/],
		['Campaign: Create Draft', /^campaignId \d+$/],
		['Campaign: Duplicate', /^campaignId \d+$/],
		['Campaign: Update Status', /^campaignId \d+$/],
		['Creative: Upload', /^creativeId \d+/],
		['Matched Audience: Upload', /^matchedAudienceId \d+$/],
	];
	it.each(CREATIONS)('%s', async (name, label) => {
		const scenario = IQM_SCENARIOS.find((one) => one.name.startsWith(name));
		if (scenario === undefined) throw new Error(`No scenario ${name}`);
		const { error } = await meet(scenario, beside({ errorObjects: [ERROR] }));
		const { created } = (error?.context?.details ?? {}) as { created: string[] };
		expect(created[0]).toMatch(label);
		expect(error?.description).toContain(`Already done in this run: ${created[0]}`);
	});
});
