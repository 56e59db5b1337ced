import { execFileSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.resolve(__dirname, '../support/jest/secondFile.js');

it('keeps packages for the next test file of the project, and nothing that a test changed', () => {
	const met = JSON.parse(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8' })) as unknown;
	expect(met).toEqual({
		isAnotherProjects: false,
		isLoadedOnce: true,
		isLoggerKept: false,
		isInstanceKept: false,
		isMocked: false,
		globals: ['undefined', 'function'],
		variables: [null, false],
		listenersMore: 0,
		isExitKept: false,
	});
});
