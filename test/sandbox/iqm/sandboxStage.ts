import { startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient, type Answer } from '../../../sandbox/client';
import type { JsonValue } from '../../../sandbox/json';

/** A sandbox of IQM on a clock of its own, and a client that is logged in. */
export interface SandboxStage {
	/** The sandbox's clock, in epoch milliseconds. */
	now: number;
	/** From `beforeAll` on. */
	sandbox: Sandbox;
	/** From `beforeAll` on; logged in from `beforeEach` on. */
	client: SandboxClient;
	/** Sends JSON to a path below the stage's root. */
	ask: SandboxClient['ask'];
}

/**
 * Registers the hooks that start the sandbox, bring it back to `start` (epoch milliseconds) before
 * each test and close it. Hooks that a test adds afterwards find all of that done.
 */
export function sandboxStage(start: number, root = ''): SandboxStage {
	const ask: SandboxClient['ask'] = async (method, path, body) =>
		await stage.client.ask(method, root + path, body);
	const stage = { now: start, ask } as SandboxStage;

	beforeAll(async () => {
		stage.sandbox = await startSandbox({ now: () => stage.now, iqm: { requestsPerMinute: 0 } });
		stage.client = new SandboxClient(stage.sandbox);
	});
	beforeEach(async () => {
		stage.sandbox.reset();
		stage.now = start;
		await stage.client.login();
	});
	afterAll(() => stage.sandbox.close());
	return stage;
}

/** HTTP status and words of an error in the form of v3, `errorObjects`. */
export async function errorOf(answer: Promise<Answer>): Promise<[number, JsonValue]> {
	const { status, body } = await answer;
	return [status, dig(body, 'errorObjects', 0, 'error')];
}
