import { rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { iqmData, readExample } from '../support/accounts';
import { runningServer } from '../support/runningServers';
import { n8nCli } from '../support/server';

/** n8n's command line, with which workflows are deployed and run without a browser. */

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
	sandbox = await startSandbox({ iqm: { readyAfterMs: 0, requestsPerMinute: 1_000 } });
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-import-'));
});

afterAll(async () => {
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Writes the file that an import reads. */
function file(name: string, content: unknown): string {
	const target = path.join(folder, name);
	writeFileSync(target, JSON.stringify(content));
	return target;
}

it('imports the credential and the launch example, and executes it', async () => {
	const credential = 'iqmForCommandLn';
	const workflow = 'launchByCommand';
	const cli = async (...args: string[]) => await n8nCli(runningServer(), ...args);

	const imported = await cli(
		'import:credentials',
		`--input=${file('credentials.json', [
			{ id: credential, name: 'IQM', type: 'iqmApi', data: iqmData(sandbox) },
		])}`,
	);
	expect(imported).toContain('Successfully imported 1 credential');
	const example = readExample('iqm-launch.json', sandbox, { iqmApi: credential });
	const launched = await cli(
		'import:workflow',
		`--input=${file('workflow.json', { ...example, id: workflow })}`,
	);
	expect(launched).toContain('Successfully imported 1 workflow');

	const output = await cli('execute', `--id=${workflow}`);
	expect(output).toContain('Execution was successful');
	const { insertionOrders, creatives, audiences, campaigns } = sandbox.iqm;
	for (const made of [insertionOrders, creatives, audiences, campaigns]) expect(made.size).toBe(1);
	expect(output).not.toContain(sandbox.options.iqm.password);
	expect(output).not.toContain(sandbox.options.iqm.clientSecret);
	for (const token of sandbox.iqm.tokens.keys()) expect(output).not.toContain(token);
});
