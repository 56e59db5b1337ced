import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../../support/freshSandbox';
import { forgetProcessState, sandboxCredential } from '../../support/harness';
import { IQM_CHANGE_SCENARIOS } from '../../support/iqmChangeScenarios';
import { replying } from '../../support/replying';
import { runScenario, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * Changes that IQM answers with a sentence and `success: true`, whatever it says: "data": "Insights
 * regeneration failed." (IQM OpenAPI insights, POST …/regenerate, "Regeneration failed response").
 */
skippedWaits();
const sandbox = freshSandbox();

async function answered(name: string, json: unknown, parameters: IDataObject = {}) {
	const scenario = IQM_CHANGE_SCENARIOS.find((one) => one.name === name);
	if (scenario === undefined) throw new Error(`No scenario ${name}`);
	const stage = await setStage(sandbox);
	const { result, asked } = await replying(
		sandbox,
		scenario.path,
		() => ({ json }),
		async (baseUrl) =>
			await runScenario(sandbox, scenario, stage, {
				credential: sandboxCredential(sandbox, { baseUrl }),
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
				parameters,
			}),
	);
	return { ...result, asked };
}

/** The operations, the parameters for three things, and the sentence's noun. */
const ONE = ['Insertion Order: Update', 'Creative: Update', 'Matched Audience: Rename'];
const SEVERAL: Array<[string, IDataObject, string]> = [
	['Insertion Order: Delete', { ioIdsList: '1,2,3', confirmIds: '1,2,3' }, 'Insertion Orders'],
	['Insertion Order: Update Budget', { ioIdsList: '1,2,3' }, 'Insertion Orders'],
	['Insertion Order: Update End Date', { ioIdsList: '1,2,3' }, 'Insertion Orders'],
	['Creative: Update Status', { creativeIds: '1,2,3' }, 'Creatives'],
	['Creative: Delete', { creativeIds: '1,2,3', confirmIds: '1,2,3' }, 'Creatives'],
	['Creative: Duplicate', { creativeIds: '1,2,3' }, 'Creatives'],
];
const NAMES = [...ONE, ...SEVERAL.map(([name]) => name)];

/** The places in which a sentence stands. */
const PLACES: Array<[string, (sentence: string) => IDataObject]> = [
	['data', (data) => ({ success: true, data })],
	['message of data', (message) => ({ success: true, data: { message } })],
	['list of data', (one) => ({ success: true, data: [one] })],
	['data of data', (data) => ({ success: true, data: { data } })],
	['message beside data', (message) => ({ success: true, data: 'Done', message })],
];

describe.each(NAMES)('%s', (name) => {
	it.each(PLACES)('a refusal is no success: in %s', async (_, place) => {
		for (const sentence of ['Failed to save.', 'Insights regeneration failed.']) {
			const { items, error, asked } = await answered(name, place(sentence));
			expect(items).toEqual([]);
			expect(error?.message).toBe(sentence);
			expect(error?.description).toContain('may or may not have been created or changed');
			expect(asked).toBe(1);
			sandbox.reset();
			forgetProcessState();
		}
	});

	it.each(['Proposal 7', '0', 'null', 0, false, null, []])(
		'does not take %j for a word on what was done',
		async (data) => {
			const { items, error, asked } = await answered(name, { success: true, data });
			expect(items).toEqual([]);
			expect(error?.message).toContain("IQM's response does not say what was done");
			expect(asked).toBe(1);
		},
	);

	it.each(PLACES.slice(0, 3))('a sentence of success is one: in %s', async (_, place) => {
		const { items, error } = await answered(name, place('Failed leads saved successfully.'));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it('of 0 things is a failure for one, which may be sent again', async () => {
		const noun = name.startsWith('Insertion') ? 'Insertion Orders' : 'Creatives';
		for (const count of ['0', 'No']) {
			const data = `${count} ${noun} updated successfully`;
			const { items, error, asked } = await answered(name, { success: true, data });
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/^IQM \w+ 0 of 1 /);
			expect(error?.message).toContain(data);
			expect(error?.description).toContain('IQM says that nothing was changed');
			// Retry On Fail asks again: nothing was done that could be done twice.
			expect(asked).toBe(2);
			sandbox.reset();
			forgetProcessState();
		}
	});

	it('of more things than were asked for is a failure', async () => {
		const noun = name.startsWith('Insertion') ? 'Insertion Orders' : 'Creatives';
		const data = { message: `3 ${noun} updated successfully` };
		const { items, error, asked } = await answered(name, { success: true, data });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^IQM \w+ 3 of 1 /);
		expect(asked).toBe(1);
	});
});

describe.each(SEVERAL)('%s of three', (name, parameters, noun) => {
	it.each([
		[`3 ${noun} updated successfully`],
		[`3 ${noun} updated successfully, 0 failed`],
		[`3 of 3 ${noun} updated successfully`],
		['Updated successfully'],
	])('%s', async (data) => {
		const { items, error } = await answered(name, { success: true, data }, parameters);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
	});

	it.each([
		[`2 ${noun} updated successfully`, '2 of 3'],
		[`2 of 3 ${noun} updated successfully`, '2 of 3'],
		[`0 ${noun} updated successfully`, '0 of 3'],
		[`Nothing was updated`, undefined],
		[`1 failed, 2 updated successfully`, 'not all of 3'],
		[`2 ${noun} updated successfully, 1 failed`, undefined],
		[`5 ${noun} updated successfully`, '5 of 3'],
	])('%s: is no success', async (data, count) => {
		const { items, error } = await answered(name, { success: true, data }, parameters);
		expect(items).toEqual([]);
		expect(error?.message).toContain(data);
		if (count !== undefined) expect(error?.message).toContain(count);
	});
});

/** Operations that read more than a sentence of their answer. */
describe.each<[string, IDataObject]>([
	['Campaign: Update', { data: 25859 }],
	['Campaign: Update End Date', { status: true }],
	['Campaign: Create Draft', { data: 25860, status: 'draft' }],
	['Campaign: Duplicate', { duplicatedCampaignIds: [25860], status: true }],
])('%s', (name, content) => {
	it.each(['Failed to save.', 'Your changes could not be saved.'])(
		'is no success with the message %s',
		async (message) => {
			const responseObject = { ...content, message };
			const { items, error, asked } = await answered(name, { statusCode: 200, responseObject });
			expect(items).toEqual([]);
			expect(error?.message).toBe(message);
			expect(asked).toBe(1);
		},
	);
});
