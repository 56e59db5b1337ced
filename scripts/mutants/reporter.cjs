// A jest reporter that records the first failed test. Jest's own `--outputFile` stays unwritten when
// `--bail` ends the run. Plain JavaScript, since jest loads it by itself.
const { existsSync, writeFileSync } = require('node:fs');

module.exports = class FirstFailure {
	onTestResult({ path }, { testResults, testExecError, failureMessage }) {
		const output = process.env.MUTANT_FAILURE;
		const failed = testResults.find(({ status }) => status === 'failed');
		const hasFailed = failed !== undefined || Boolean(testExecError) || Boolean(failureMessage);
		if (output === undefined || !hasFailed || existsSync(output)) return;
		writeFileSync(output, JSON.stringify({ file: path, test: failed?.fullName }));
	}
};
