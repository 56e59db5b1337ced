import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import { IqmApi } from '../../../credentials/IqmApi.credentials';
import type { FaultKind } from '../../../sandbox';
import { freshSandbox } from '../../support/freshSandbox';
import {
	fileItem,
	requestsTo,
	runNode,
	sandboxCredential,
} from '../../support/harness';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { BY_HAND } from '../../support/allScenarios';
import { contractScenarios } from '../../support/contractScenarios';
import { IQM_GENERATION_SCENARIOS } from '../../support/iqmGenerationScenarios';
import { sampleOf } from '../../support/sample';
import type { Scenario, Stage } from '../../support/scenarios';
import { SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';
import { callByHttpRequest } from '../../support/httpRequest';

/**
 * Values that must never be seen, through failures of every kind: everything that comes out of a run
 * is searched for them, also where IQM's answer repeats what was sent.
 */
const CLIENT_SECRET = 'Planted+client/secret="1"&2 3';
const PASSWORD = "Planted password!('äö')\\n%";
const CELL = 'Plantedcell-Lovelace';
const CONTENT = 'planted-file-content';

skippedWaits();
const sandbox = freshSandbox({ iqm: { clientSecret: CLIENT_SECRET, password: PASSWORD } });
let stage: Stage;
let logged: string[];

beforeEach(async () => {
	stage = await setStage(sandbox);
	putPresent(sandbox.iqm);
	logged = [];
	const note = (...words: unknown[]) => void logged.push(everythingIn(words));
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

/** All text in a value: what JSON shows, and of objects also what it hides, such as an error's cause. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
	if (seen.has(value)) return '';
	seen.add(value);
	if (Buffer.isBuffer(value)) return value.toString();
	return Reflect.ownKeys(value)
		.map((key) => `${String(key)}: ${everythingIn(Reflect.get(value, key), seen)}`)
		.join('');
}

/** The secrets as they are, and as an API may repeat them. */
function formsOf(secrets: string[]): string[] {
	return secrets.flatMap((secret) => [
		secret,
		encodeURIComponent(secret),
		new URLSearchParams([['', secret]]).toString().slice(1),
		JSON.stringify(secret).slice(1, -1),
	]);
}

const basic = () =>
	Buffer.from(`${sandbox.options.iqm.clientId}:${CLIENT_SECRET}`).toString('base64');
const tokens = () => [...sandbox.iqm.tokens.keys()];

function expectClean(what: unknown, secrets: string[]): void {
	const text = `${everythingIn(what)}\n${JSON.stringify(what)}\n${logged.join('\n')}`;
	expect(text.length).toBeGreaterThan(100);
	for (const form of formsOf(secrets)) expect(text).not.toContain(form);
}

/** Puts planted values into the files of a scenario. */
function plantedItem(scenario: Scenario) {
	const item = scenario.item();
	const { data } = item.binary ?? {};
	if (data === undefined) return item;
	const content =
		data.fileExtension === 'csv' || String(data.fileName).endsWith('.csv')
			? Buffer.from(`FirstName,LastName,State,Zip\nAda,${CELL},NY,10001\n`)
			: Buffer.concat([Buffer.from(data.data, 'base64'), Buffer.from(CONTENT)]);
	return fileItem(String(data.fileName), data.mimeType, content);
}

const KINDS: FaultKind[] = [
	'rateLimit',
	'serverError',
	'serverErrorAfter',
	'reset',
	'resetAfter',
	'html',
	'html404',
	'successFalse',
	'expiredToken',
	'emptyAfter',
	'notJson',
	'redirect',
	'forbidden',
];

const SEARCHED = [
	...SCENARIOS,
	...IQM_GENERATION_SCENARIOS,
	...contractScenarios(BY_HAND),
];

const allowed = (credential: IDataObject) =>
	({ ...sandboxCredential(sandbox), ...credential }) as ICredentialDataDecryptedObject;

describe.each(SEARCHED.map((scenario) => [scenario.name, scenario] as const))(
	'%s',
	(_, scenario) => {
		const run = async (
			onError: string,
			{
				engine,
				parameters = {},
			}: Partial<Pick<Awaited<ReturnType<typeof runNode>>, 'engine'>> & {
				parameters?: IDataObject;
			} = {},
		) =>
			await runNode(
				sandbox,
				scenario.node(),
				{ ...scenario.parameters(stage), ...parameters },
				{
					items: [plantedItem(scenario)],
					node: { onError: onError as never },
					engine,
					credential: scenario.credential && allowed(scenario.credential),
				},
			);
		/** What a run gives out; of its input, only what the node made of it. */
		const outOf = ({ run: { data }, items, error }: Awaited<ReturnType<typeof run>>) => ({
			result: data.resultData,
			context: data.executionData?.contextData,
			items,
			error,
		});

		it.each(sampleOf(KINDS, KINDS.length, scenario.name))('%s', async (kind) => {
			const first = await run('stopWorkflow');
			for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
				const secrets = [CLIENT_SECRET, PASSWORD, basic(), ...tokens()];
				const message = `Refused: ${formsOf(secrets).join(' | ')} | ${JSON.stringify(secrets)}`;
				sandbox.addFault({ path: scenario.path, kind, message, times: 100 });
				const out = await run(onError, { engine: first.engine });
				sandbox.faults.length = 0;
				expectClean(outOf(out), [...secrets, ...tokens(), CELL, CONTENT]);
			}
		});

		it('success', async () => {
			for (const rawResponse of [false, true]) {
				if (scenario.oncePerStage === true) {
					sandbox.reset();
					stage = await (scenario.stage ?? setStage)(sandbox);
				}
				const options = { ...(scenario.parameters(stage).options as IDataObject), rawResponse };
				const out = await run('stopWorkflow', { parameters: { options } });
				expect(out.error).toBeUndefined();
				expectClean(outOf(out), [CLIENT_SECRET, PASSWORD, basic(), ...tokens(), CELL, CONTENT]);
			}
		});

		it('not even half of a secret in which a long answer ends', async () => {
			const first = await run('stopWorkflow');
			const [token] = tokens();
			// Whatever length a text is cut to, some of these end in the middle of the token.
			for (let length = 470; length <= 500; length += 5) {
				const message = `${'x'.repeat(length)}${token}`;
				sandbox.addFault({ path: scenario.path, kind: 'forbidden', message });
				expectClean(outOf(await run('stopWorkflow', { engine: first.engine })), [
					token.slice(0, 6),
				]);
			}
		});
	},
);

describe('a login', () => {
	const run = async (changes: IDataObject = {}) => {
		const { run: result, error } = await runNode(
			sandbox,
			SCENARIOS[3].node(),
			SCENARIOS[3].parameters(stage),
			{ credential: sandboxCredential(sandbox, changes) as ICredentialDataDecryptedObject },
		);
		return { result, error };
	};
	const echo = () => {
		const secrets = [CLIENT_SECRET, PASSWORD, basic()];
		return `Refused: ${formsOf(secrets).join(' | ')}`;
	};

	describe.each(['login', 'oauthToken'])('by %s', (loginMethod) => {
		it.each(KINDS)('%s', async (kind) => {
			sandbox.addFault({ path: /\/ua\//, kind, message: echo(), times: 100 });
			const out = await run({ loginMethod });
			expect(out.error).toBeDefined();
			expectClean(out, [CLIENT_SECRET, PASSWORD, basic(), ...tokens()]);
		});

		it('whose answer is broken shows nothing of it', async () => {
			const message = '{"success": true, "data": {"access_token": "planted-new-token", "owId": ';
			sandbox.addFault({ path: /\/ua\//, kind: 'notJson', message });
			const out = await run({ loginMethod });
			expect(out.error).toBeDefined();
			expectClean(out, ['planted-new-token']);
		});

		it.each([
			['a wrong secret', { clientSecret: 'Planted-other-secret' }],
			['a wrong password', { password: 'Planted-other-secret' }],
			['no server', { baseUrl: 'http://127.0.0.1:9' }],
		])('with %s', async (_, changes) => {
			const out = await run({ loginMethod, ...changes });
			expect(out.error).toBeDefined();
			expectClean(out, ['Planted-other-secret', CLIENT_SECRET, PASSWORD, basic()]);
		});
	});

	it('of a held account, whose reasons are shown', async () => {
		sandbox.options.iqm.loginStatus = 'onHold';
		const out = await run();
		expect(out.error?.message).toContain('On Hold');
		expectClean(out, [CLIENT_SECRET, PASSWORD, basic()]);
	});
});

describe("n8n's HTTP Request node", () => {
	it.each([undefined, true])(
		'follows a redirect to another host without the token, its own option: %s',
		async (sendCredentialsOnCrossOriginRedirect) => {
			sandbox.addFault({ path: /timezones/, kind: 'redirect' });
			await callByHttpRequest(
				{ type: new IqmApi(), id: 'iqm', data: sandboxCredential(sandbox) },
				`${sandbox.url}/api/v3/master/timezones`,
				sendCredentialsOnCrossOriginRedirect === undefined
					? {}
					: { sendCredentialsOnCrossOriginRedirect },
			);
			const [asked] = requestsTo(sandbox, '/api/v3/master/timezones');
			const [redirected] = requestsTo(sandbox, '/redirected');
			expect(asked.headers.authorization).toMatch(/^Bearer /);
			expect(redirected).toBeDefined();
			expect(redirected.headers.authorization).toBeUndefined();
		},
	);
});
