import type { Sandbox, SandboxOptions } from '../../sandbox';
import { forgetProcessState, testSandbox } from './harness';

/**
 * Opens a sandbox for one test file and closes it afterwards. Before each test it is empty with its
 * initial options, and the package has forgotten what it keeps per process.
 *
 * @param options of the sandbox; it has no rate limit unless they set one
 * @returns the sandbox, empty until the first `beforeAll`: for tests and hooks only
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
