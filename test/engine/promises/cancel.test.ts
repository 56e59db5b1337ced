import type { IDataObject, INodeType, IRun, IRunExecutionData } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { windowFor } from '../../../nodes/common/send/rateLimit';
import { rateLimitKey, readAccount } from '../../../nodes/Iqm/transport/account';
import { forRetry } from '../../support/forRetry';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../support/harness';
import { forgetProcessState, runNode, sandboxCredential } from '../../support/harness';
import type { Scenario, Stage } from '../../support/scenarios';
import { SCENARIOS, setStage } from '../../support/scenarios';

/**
 * A cancelled execution ends at once, wherever it waits, and sends nothing more: neither then
 * nor when its time would have come. Real time passes here; afterwards the clock jumps ahead.
 */
const MOST_MS = 300;

const real = { ...clock };
let ahead = 0;
const sandbox = freshSandbox();
let stage: Stage;

afterAll(() => void Object.assign(clock, real));
beforeEach(async () => {
	ahead = 0;
	clock.now = () => Date.now() + ahead;
	stage = await setStage(sandbox);
});

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

const scenario = (name: string) => SCENARIOS.find((entry) => entry.name === name) as Scenario;
const GET = scenario('Campaign: Get');
const CREATE = scenario('Campaign: Create');

/** Notes when the node itself has ended: n8n's own promise of an execution ends with the cancelling. */
function watched(nodeType: INodeType): { nodeType: INodeType; ended: Promise<number> } {
	const { execute } = nodeType;
	let note: (time: number) => void = () => {};
	const ended = new Promise<number>((resolve) => (note = resolve));
	nodeType.execute = async function () {
		try {
			return (await execute?.call(this)) ?? null;
		} finally {
			note(Date.now());
		}
	};
	return { nodeType, ended };
}

interface Cancelled {
	/** Milliseconds from the cancelling to the end of the node. */
	took: number;
	/** Requests that arrived after the cancelling. */
	after: string[];
}

/** Starts an execution, cancels it once it waits, and looks at what it does then. */
async function cancelled(
	entry: Scenario,
	options: NodeRunOptions & {
		parameters?: IDataObject;
		waits: () => boolean;
		onData?: (data: IRunExecutionData) => void;
	},
): Promise<Cancelled> {
	const { parameters, waits, onData, ...others } = options;
	const { nodeType, ended } = watched(entry.node());
	const { setup } = others.engine ?? {};
	if (setup) setup.nodeTypes[`n8n-nodes-iqm-applovin.${nodeType.description.name}`] = nodeType;
	let cancel = (): void => {};
	const run = runNode(
		sandbox,
		nodeType,
		{ ...entry.parameters(stage), ...parameters },
		{
			items: [entry.item()],
			...others,
			onStart: (execution, data) => {
				cancel = () => execution.cancel();
				onData?.(data);
			},
		},
	).catch(() => undefined);
	for (let tries = 0; tries < 200 && !waits(); tries++) await sleep(10);
	expect(waits()).toBe(true);
	await sleep(100);

	const sent = sandbox.requests.length;
	const start = Date.now();
	cancel();
	const took = (await ended) - start;
	await run;
	ahead += 3_600_000;
	await sleep(600);
	return { took, after: sandbox.requests.slice(sent).map(({ path }) => path) };
}

function expectEnded({ took, after }: Cancelled): void {
	expect(after).toEqual([]);
	expect(took).toBeLessThanOrEqual(MOST_MS);
}

/** An engine that is logged in. */
async function loggedIn(entry: Scenario, changes: IDataObject = {}): Promise<NodeRun['engine']> {
	const credential = sandboxCredential(sandbox, changes);
	const { engine, error } = await runNode(sandbox, entry.node(), entry.parameters(stage), {
		items: [entry.item()],
		credential,
	});
	expect(error).toBeUndefined();
	sandbox.requests.length = 0;
	return engine;
}

const arrived = (pattern: RegExp) => () => sandbox.requests.some(({ path }) => pattern.test(path));

describe('a cancelled execution ends and sends nothing more', () => {
	it('while it waits for the window of the rate limit', async () => {
		const credential = { requestsPerMinute: 2 };
		const engine = await loggedIn(CREATE, credential);
		expectEnded(await cancelled(CREATE, { engine, waits: () => true }));
	});

	it.each(['rateLimit', 'rateLimitRetryAfter'] as const)('in the pause after %s', async (kind) => {
		sandbox.addFault({ path: CREATE.path, kind, times: 100, retryAfterSeconds: 30 });
		expectEnded(await cancelled(CREATE, { waits: arrived(CREATE.path) }));
	});

	it('in the pause before a read is tried again', async () => {
		sandbox.addFault({ path: GET.path, kind: 'serverError', times: 100 });
		expectEnded(
			await cancelled(GET, {
				waits: () => sandbox.requests.filter(({ path }) => GET.path.test(path)).length === 2,
			}),
		);
	});

	it('while it waits for a status', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const parameters = { waitForStatus: true, wantedStatus: 'expired' };
		expectEnded(await cancelled(GET, { parameters, waits: arrived(GET.path) }));
	});

	it.each(SCENARIOS.map((entry) => [entry.name, entry] as const))(
		'in a slow request: %s',
		async (_, entry) => {
			const before = entry.count(sandbox);
			sandbox.addFault({ path: entry.path, kind: 'slow', delayMs: 700 });
			expectEnded(await cancelled(entry, { waits: arrived(entry.path) }));
			expect(entry.count(sandbox)).toBe(before);
		},
	);

	it.each(['login', 'oauthToken'])('in a slow login: %s', async (loginMethod) => {
		const credential = sandboxCredential(sandbox, { loginMethod });
		sandbox.addFault({ path: /\/ua\//, kind: 'slow', delayMs: 400 });
		expectEnded(await cancelled(CREATE, { credential, waits: arrived(/\/ua\//) }));
	});

	it('in a login that waits for its turn', async () => {
		const credential = sandboxCredential(sandbox, { requestsPerMinute: 1 });
		windowFor(rateLimitKey(readAccount(credential)), 1).book();
		expectEnded(await cancelled(CREATE, { credential, waits: () => true }));
	});

	it('after a login, while its request waits for its turn', async () => {
		const credential = sandboxCredential(sandbox, { requestsPerMinute: 1 });
		expectEnded(await cancelled(CREATE, { credential, waits: arrived(/\/ua\//) }));
	});

	// With one the login waits; with two, on the newer n8n, the request that comes after it.
	it.each([1, 2])(
		'in a renewal that waits for its turn, with %i requests per minute',
		async (requestsPerMinute) => {
			const engine = await loggedIn(GET);
			engine.setup.credentials.iqm.requestsPerMinute = requestsPerMinute;
			sandbox.expireTokens();
			expectEnded(
				await cancelled(CREATE, {
					engine,
					waits: arrived(CREATE.path),
				}),
			);
		},
	);

	it("with n8n's Retry On Fail and several items", async () => {
		sandbox.addFault({ path: CREATE.path, kind: 'rateLimit', times: 100 });
		const node = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };
		const items = Array.from({ length: 5 }, () => CREATE.item());
		for (const onError of [
			'stopWorkflow',
			'continueRegularOutput',
			'continueErrorOutput',
		] as const) {
			forgetProcessState();
			sandbox.requests.length = 0;
			const options = { node: { ...node, onError }, items, waits: arrived(CREATE.path) };
			expectEnded(await cancelled(CREATE, options));
		}
	});
});

describe('a write that is cancelled on its way', () => {
	const WRITES = ['Insertion Order: Create', 'Campaign: Create', 'Matched Audience: Upload'].map(scenario);

	it.each(WRITES.map((entry) => [entry.name, entry] as const))(
		'may have acted, and is not sent again by Retry execution: %s',
		async (_, entry) => {
			const before = entry.count(sandbox);
			sandbox.addFault({ path: entry.path, kind: 'slowAfter', delayMs: 700, times: 1 });
			let stored: IRunExecutionData | undefined;
			await cancelled(entry, {
				waits: arrived(entry.path),
				onData: (data) => (stored = data),
			});
			const sent = sandbox.requests.filter(({ path }) => entry.path.test(path)).length;
			const made = entry.count(sandbox);
			expect(sent).toBe(1);
			const previous = forRetry({ data: stored as IRunExecutionData } as IRun);
			const { error, items } = await runNode(sandbox, entry.node(), entry.parameters(stage), {
				items: [entry.item()],
				previous,
			});
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/^The execution was cancelled while the .* was being sent$/);
			expect(error?.description).toContain('may or may not have been');
			expect(entry.count(sandbox)).toBe(made);
			expect(made - before).toBeLessThanOrEqual(1);
			const again = sandbox.requests.filter(({ path }) => entry.path.test(path)).length;
			expect(again).toBe(1);
		},
	);

	it('was not sent where its turn had not come, so that Retry execution sends it', async () => {
		const engine = await loggedIn(CREATE, { requestsPerMinute: 2 });
		let stored: IRunExecutionData | undefined;
		await cancelled(CREATE, { engine, waits: () => true, onData: (data) => (stored = data) });
		const previous = forRetry({ data: stored as IRunExecutionData } as IRun);
		const { error, items } = await runNode(sandbox, CREATE.node(), CREATE.parameters(stage), {
			items: [CREATE.item()],
			previous,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});
});

describe('a login that others wait for as well', () => {
	it('is sent when one of them is cancelled', async () => {
		const credential = sandboxCredential(sandbox, { requestsPerMinute: 1 });
		windowFor(rateLimitKey(readAccount(credential)), 1).book();
		const refused = { operation: 'get', campaignId: 'x' };
		const { engine: idle } = await runNode(sandbox, GET.node(), refused, { credential });
		const other = runNode(sandbox, GET.node(), GET.parameters(stage), { engine: idle });

		const { took } = await cancelled(GET, { engine: idle, waits: () => true });
		expect(took).toBeLessThanOrEqual(MOST_MS);
		ahead += 3_600_000;
		const { error, items } = await other;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(sandbox.requests.map(({ path }) => path)).toEqual([
			'/api/v3/ua/login',
			expect.stringMatching(GET.path),
		]);
	});
});
