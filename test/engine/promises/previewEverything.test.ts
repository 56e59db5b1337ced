import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { Previewed } from '../../../nodes/common/guard/preview';
import { checkWrite } from '../../../nodes/common/send/request';
import { ALL_SCENARIOS, unalike } from '../../support/allScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { credentialFor, hintsOf, runNode, sandboxCredential } from '../../support/harness';
import { isReadOf, runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** The credential's switch "Preview Everything" holds whatever a node's own option says. */
const sandbox = freshSandbox();

const ON = { previewEverything: true };
const HINT = /'Preview Everything' is on in the credential.*Nothing was sent/;

const withSwitch = (name: string, changes: IDataObject = ON) => credentialFor(sandbox, name, changes);

describe.each<[string, IDataObject]>([
	['without the option', {}],
	['with the option switched off', { preview: false }],
])('%s', (_, own) => {
	it.each(ALL_SCENARIOS.filter(({ writes }) => writes))(
		'$name: is shown, not sent',
		async (scenario) => {
			const stage = await (scenario.stage ?? setStage)(sandbox);
			const before = scenario.count(sandbox);
			sandbox.requests.length = 0;
			const options = { ...(scenario.parameters(stage).options as IDataObject), ...own };
			const run = await runScenario(sandbox, scenario, stage, {
				parameters: { options },
				credential: withSwitch(scenario.name),
			});
			expect(run.error).toBeUndefined();
			expect(run.items.map(({ json }) => json.preview)).toEqual([true]);
			expect(run.items[0].json.summary).toMatchObject({ Action: expect.any(String) as unknown });
			expect(hintsOf(run)).toContainEqual(expect.stringMatching(HINT));
			const isRead = ({ method, path }: { method: string; path: string }) =>
				isReadOf(scenario, method, path) || path.includes('/ua/');
			expect(sandbox.requests.filter((request) => !isRead(request))).toEqual([]);
			expect(scenario.count(sandbox)).toBe(before);
			const { iqm, applovin } = sandbox.options;
			for (const secret of [iqm.clientSecret, iqm.password, applovin.clientSecret]) {
				expect(JSON.stringify([run.items, hintsOf(run)])).not.toContain(secret);
			}
		},
	);
});

it.each(unalike(ALL_SCENARIOS).filter(({ writes }) => !writes))('$name: still reads', async (scenario) => {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const run = await runScenario(sandbox, scenario, stage, {
		credential: withSwitch(scenario.name),
	});
	expect(run.error).toBeUndefined();
	expect(run.items.every(({ json }) => json.preview === undefined)).toBe(true);
	expect(hintsOf(run).some((hint) => HINT.test(hint))).toBe(false);
});

it.each([false, '', undefined])('sends if the switch is %j', async (previewEverything) => {
	const [scenario] = SCENARIOS;
	const stage = await setStage(sandbox);
	const before = scenario.count(sandbox);
	const credential = sandboxCredential(sandbox, { previewEverything });
	const run = await runScenario(sandbox, scenario, stage, { credential });
	expect(run.error).toBeUndefined();
	expect(scenario.count(sandbox)).toBe(before + 1);
	expect(hintsOf(run)).toEqual([]);
});

it('says so once for many items, each of which previews', async () => {
	const [scenario] = SCENARIOS;
	const stage = await setStage(sandbox);
	const run = await runScenario(sandbox, scenario, stage, {
		count: 3,
		credential: sandboxCredential(sandbox, ON),
	});
	expect(run.items.map(({ json, pairedItem }) => [json.preview, pairedItem])).toEqual(
		[0, 1, 2].map((item) => [true, { item }]),
	);
	expect(new Set(run.items.map(({ json }) => json.ioId)).size).toBe(3);
	expect(hintsOf(run)).toHaveLength(1);
});

it('takes made-up IDs, as the option does', async () => {
	const { items } = await runNode(
		sandbox,
		new IqmInsertionOrder(),
		{
			operation: 'update',
			ioId: { __rl: true, mode: 'id', value: 'preview-12345678' },
			updateFields: { ioName: 'Renamed' },
		},
		{ credential: sandboxCredential(sandbox, ON) },
	);
	expect(items[0].json).toMatchObject({ preview: true, ioId: 'preview-12345678' });
	expect(sandbox.requests).toEqual([]);
});

describe('the guard before a request', () => {
	const request = { method: 'POST', path: '/x', writes: 'thing', body: { name: 'one' } } as const;
	const options = { method: 'POST', baseURL: 'https://example.com', url: '/x' } as const;
	const money = { fields: { amounts: {}, relative: {}, uncapped: {}, noAmounts: [], labels: {} }, limits: {} };
	const check = (context: object, previews: boolean) => () =>
		checkWrite(context as IExecuteFunctions, request, options as IHttpRequestOptions, money, 0, previews);

	it('holds for code that has no item and no option', () => {
		expect(check({}, true)).toThrow(Previewed);
		expect(check({}, false)).not.toThrow();
	});

	it('holds for an item whose option is off', () => {
		const run = { getInputData: () => [], getNodeParameter: () => false };
		expect(check(run, true)).toThrow(Previewed);
		expect(check(run, false)).not.toThrow();
	});
});
