import type { Sandbox, SandboxOptions } from '../../sandbox';
import { forgetProcessState, testSandbox } from './harness';

/**
 * Opens a sandbox for the tests of one file and closes it after them. Before each test it is empty
 * and has its options again, and the package has forgotten what it keeps for a process.
 *
 * @param options of the sandbox; it has no rate limit unless they set one
 * @returns the sandbox, without anything until the first `beforeAll`: for tests and hooks alone
 */
export function freshSandbox(options?: SandboxOptions): Sandbox {
	const sandbox = {} as Sandbox;
	beforeAll(async () => void Object.assign(sandbox, await testSandbox(options)));
	afterAll(async () => await sandbox.close());
	beforeEach(() => {
		sandbox.reset();
		forgetProcessState();
	});
	return sandbox;
}
