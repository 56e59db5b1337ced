import { inspect } from 'node:util';
import { LoggerProxy } from 'n8n-workflow';

import type { FaultKind } from '../../../../sandbox';
import { AXON_CAMPAIGN_SCENARIOS, setAxonStage } from '../../../support/axonCampaignScenarios';
import { AXON_CREATIVE_SCENARIOS } from '../../../support/axonCreativeScenarios';
import { freshSandbox } from '../../../support/freshSandbox';
import { axonCredential } from '../../../support/harness';
import { runScenario } from '../../../support/scenarios';
import { skippedWaits } from '../../../support/testClock';

/** The key of the account, which each fault's words repeat, is in nothing that comes out of a run. */
const KEY = 'Planted+axon/key="1"&2 3';
const FORMS = [
	KEY,
	encodeURIComponent(KEY),
	JSON.stringify(KEY).slice(1, -1),
	new URLSearchParams([['', KEY]]).toString().slice(1),
];
const KINDS: FaultKind[] = [
	...([
		'rateLimit',
		'serverError',
		'serverErrorAfter',
		'reset',
		'html',
		'html404',
		'successFalse',
	] as const),
	...(['expiredToken', 'notJson', 'redirect', 'forbidden'] as const),
];

skippedWaits();
const sandbox = freshSandbox({ applovinAxon: { apiKey: KEY } });
let logged: string[];

beforeEach(() => {
	logged = [];
	const note = (...words: unknown[]) =>
		void logged.push(inspect(words, { depth: 12, showHidden: true }));
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, level).mockImplementation(note);
	}
	LoggerProxy.init({
		error: note,
		warn: note,
		info: note,
		debug: note,
		scoped: () => ({}),
	} as never);
});
afterEach(() => jest.restoreAllMocks());

const credential = () => axonCredential(sandbox, { apiKey: KEY });

describe.each([...AXON_CAMPAIGN_SCENARIOS, ...AXON_CREATIVE_SCENARIOS])('$name', (scenario) => {
	it.each(KINDS)('%s', async (kind) => {
		const stage = await setAxonStage(sandbox);
		const message = `planted ${FORMS.join(' ')}`;
		sandbox.addFault({ kind, path: scenario.path, message, times: 9 });
		const { run, error, items } = await runScenario(sandbox, scenario, stage, {
			credential: credential(),
		});
		// Without a fault that bites, nothing would be shown.
		expect(error ?? items[0]).toBeDefined();
		const text =
			inspect([run, error], { depth: 20, showHidden: true, maxStringLength: null }) +
			logged.join('\n');
		for (const form of FORMS) expect(text).not.toContain(form);
	});

	it('in a preview', async () => {
		const stage = await setAxonStage(sandbox);
		const options = { parameters: { options: { preview: true } }, credential: credential() };
		const { run } = await runScenario(sandbox, scenario, stage, options);
		const text = inspect(run, { depth: 20, maxStringLength: null });
		for (const form of FORMS) expect(text).not.toContain(form);
	});
});
