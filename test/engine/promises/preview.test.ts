import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';
import { ALL_SCENARIOS } from '../../support/allScenarios';
import { isReadOf, runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** The option "Preview" of every operation that creates or changes something. */
const sandbox = freshSandbox();

const WRITES = ALL_SCENARIOS.filter(({ writes }) => writes);

/** Everything that a credential holds and a preview must not show. */
function secretsOf(box: Sandbox): string[] {
	const { iqm, applovin } = box.options;
	return [iqm.clientSecret, iqm.password, applovin.clientSecret];
}

it.each(WRITES)('$name: shows the request and sends nothing', async (scenario) => {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const before = scenario.count(sandbox);
	const options = { ...(scenario.parameters(stage).options as IDataObject), preview: true };

	const { items, error } = await runScenario(sandbox, scenario, stage, { parameters: { options } });

	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	const [{ json, pairedItem }] = items;
	expect(pairedItem).toEqual({ item: 0 });
	expect(json.preview).toBe(true);
	expect(new URL(String(json.url)).pathname).toMatch(scenario.path);
	// To look something up is no write.
	const isRead = ({ method, path }: { method: string; path: string }) =>
		isReadOf(scenario, method, path) || path.includes('/ua/');
	const reads = scenario.reads === undefined ? [] : sandbox.requests.filter(isRead);
	expect(sandbox.requests).toEqual(reads);
	expect(scenario.count(sandbox)).toBe(before);
	for (const secret of secretsOf(sandbox)) expect(JSON.stringify(items)).not.toContain(secret);

	// What was shown is what goes out.
	const shown = json;
	sandbox.requests.length = 0;
	await runScenario(sandbox, scenario, stage);
	const sent = sandbox.requests.find(({ path }) => scenario.path.test(path));
	expect(sent?.method).toBe(shown.method);
	if (shown.body !== undefined) expect(shown.body).toEqual(sent?.json);
	else if (shown.query !== undefined) {
		expect(shown.query).toEqual(Object.fromEntries(sent?.query ?? []));
	} else if (shown.parts === undefined) {
		expect([sent?.json, [...(sent?.query ?? [])]]).toEqual([undefined, []]);
	} else {
		const parts = (shown.parts as IDataObject[]).map(({ name }) => name);
		expect(parts).toEqual(sent?.parts?.map(({ name }) => name));
	}
});

it('shows the content of files by name, type and size only', async () => {
	const scenario = SCENARIOS.find(({ name }) => name === 'Matched Audience: Upload');
	if (scenario === undefined) throw new Error('no scenario');
	const stage = await setStage(sandbox);
	const { items } = await runScenario(sandbox, scenario, stage, {
		parameters: { options: { preview: true } },
	});
	expect(items[0].json.parts).toContainEqual({
		name: 'file',
		fileName: 'people.csv',
		contentType: 'text/csv',
		size: 51,
	});
});

it('creates after a preview, even in the same execution', async () => {
	const [scenario] = SCENARIOS;
	const stage = await setStage(sandbox);
	const before = scenario.count(sandbox);
	const { items } = await runScenario(sandbox, scenario, stage, {
		count: 2,
		parameters: { options: { preview: '={{ $itemIndex === 0 }}' } },
	});
	expect(items.map(({ json }) => json.preview)).toEqual([true, undefined]);
	expect(scenario.count(sandbox)).toBe(before + 1);
});

it('leaves out a login that stands in the base URL', async () => {
	const [scenario] = SCENARIOS;
	const stage = await setStage(sandbox);
	const baseUrl = sandbox.url.replace('//', '//proxy:pass-of-proxy@');
	const { items } = await runScenario(sandbox, scenario, stage, {
		parameters: { options: { preview: true } },
		credential: sandboxCredential(sandbox, { baseUrl }),
	});
	expect(items[0].json.url).toBe(`${sandbox.url}/api/v3/cmp/io/add`);
});

it('shows several files of an upload that waits, and neither sends nor asks', async () => {
	const upload = APPLOVIN_SCENARIOS.find(({ name }) => name === 'AppLovin Asset: Upload');
	if (upload?.stage === undefined) throw new Error('no scenario');
	const stage = await upload.stage(sandbox);
	const [file] = Object.values(upload.item().binary ?? {});
	const { items, error } = await runNode(
		sandbox,
		upload.node(),
		{
			...upload.parameters(stage),
			binaryPropertyName: 'one,two',
			waitForStatus: true,
			options: { preview: true },
		},
		{ items: [{ json: {}, binary: { one: file, two: file } }] },
	);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.preview)).toEqual([true]);
	expect(items[0].json.requests).toHaveLength(2);
	expect(sandbox.requests).toEqual([]);
});

it('treats bad input as the error that it is', async () => {
	const [scenario] = SCENARIOS;
	const stage = await setStage(sandbox);
	const { error } = await runScenario(sandbox, scenario, stage, {
		parameters: { ioTotalBudget: 0, options: { preview: true } },
	});
	expect(error?.message).toContain("'Total Budget'");
});
