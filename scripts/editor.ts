import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../sandbox';
import { appLovinData, iqmData, readExample } from '../test/n8n/support/accounts';
import { N8nApi, OWNER, type WorkflowJson } from '../test/n8n/support/api';
import {
	CACHE,
	ensureN8n,
	sayToStderr as say,
	type Installation,
	type Line,
} from '../test/n8n/support/cache';
import { packOwnPackage, PACKAGE, ROOT } from '../test/n8n/support/ownPackage';
import { N8nServer } from '../test/n8n/support/server';
import { freePortFrom, isFree, readOptions, USAGE, UserError } from './editorOptions';

/**
 * Opens a real n8n with the package, the sandbox, credentials for it and the example workflows, and
 * keeps it running until it is stopped. Everything listens on this machine only.
 */

/** How long creative, audience, campaign and assets wait for their approval in the sandbox. */
const APPROVAL_MS = 8_000;

const CREDENTIALS = [
	{ type: 'iqmApi', name: 'IQM (sandbox)', data: iqmData },
	{ type: 'appLovinApi', name: 'AppLovin (sandbox)', data: appLovinData },
];
const EXAMPLES = ['iqm-launch.json', 'iqm-run.json', 'applovin-rotate.json'];

const FIRST_TIME: Record<Line, string> = {
	'1': 'about 1.7 GB on disk',
	'2': 'about 2.5 GB on disk',
};

/**
 * Ends a Node.js process when this command is gone. Every process below gets it, so that none outlives
 * a command that had no time to clean up (SIGKILL). It watches this command rather than its own
 * parent, who may already be gone at the first check.
 */
const END_WITH_COMMAND = `--import=data:text/javascript,${encodeURIComponent(
	`let left=20;setInterval(()=>{try{process.kill(${process.pid},0)}catch{` +
		"process.kill(process.pid,left--===20?'SIGTERM':left<0?'SIGKILL':0)}},1000).unref()",
)}`;

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** n8n's user folder: the kept one of this line, or a new one with this process's id in its name. */
function makeFolder(line: Line, keep: boolean): string {
	const folders = path.join(CACHE, 'editor');
	mkdirSync(folders, { recursive: true });
	for (const name of readdirSync(folders)) {
		const isLeftOver =
			/^\d+$/.test(name) && (Number(name) === process.pid || !isAlive(Number(name)));
		if (isLeftOver) rmSync(path.join(folders, name), { recursive: true, force: true });
	}
	const folder = path.join(folders, keep ? `kept-${line}` : String(process.pid));
	const owner = path.join(folder, 'pid');
	const other = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
	if (other !== 0 && other !== process.pid && isAlive(other)) {
		throw new UserError(
			`The kept n8n is in use already, by process ${other}. Stop that one first.`,
		);
	}
	mkdirSync(folder, { recursive: true });
	writeFileSync(owner, String(process.pid));
	// The package is reinstalled, so that a kept n8n has the present nodes.
	rmSync(path.join(folder, '.n8n', 'nodes'), { recursive: true, force: true });
	return folder;
}

/** `ensureN8n`, which is silent at first; an announcement precedes it if it will take time. */
async function install(line: Line): Promise<Installation> {
	const manifest = path.join(ROOT, 'test', 'n8n', 'servers', `n8n-${line}`, 'package.json');
	const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
		dependencies: { n8n: string };
	};
	const announcement = setTimeout(() => {
		say(`First start: downloading from the npm registry into ${CACHE}`);
		say(`  n8n ${dependencies.n8n} (${FIRST_TIME[line]}); sqlite3, fetched or compiled;`);
		say('  and, unless it is the one in use, the Node.js that n8n needs (about 200 MB).');
		say('  This takes 3 to 10 minutes, once. Later starts take 30 to 60 s.');
	}, 1_000);
	try {
		return await ensureN8n(line, say);
	} finally {
		clearTimeout(announcement);
	}
}

/** Puts package, credentials and workflows into n8n. Returns what to click: name and address. */
async function furnish(
	api: N8nApi,
	sandbox: Sandbox,
	version: string,
): Promise<Array<{ name: string; url: string }>> {
	say('Installing the package with n8n’s own installer …');
	const packages = (await api.get('/community-packages')) as Array<{ packageName: string }>;
	if (packages.some(({ packageName }) => packageName === PACKAGE)) {
		await api.send('DELETE', `/community-packages?name=${PACKAGE}`);
	}
	await api.installOwnPackage(version);

	say('Storing the credentials and the example workflows …');
	const stored = (await api.get('/credentials')) as Array<{ id: string; name: string }>;
	const ids: Record<string, string> = {};
	for (const { type, name, data } of CREDENTIALS) {
		const old = stored.find((credential) => credential.name === name);
		if (old) {
			await api.send('PATCH', `/credentials/${old.id}`, { name, type, data: data(sandbox) });
			ids[type] = old.id;
		} else ids[type] = await api.createCredential(type, name, data(sandbox));
	}

	const names = new Map(CREDENTIALS.map(({ type, name }) => [type, name]));
	const existing = (await api.get('/workflows')) as WorkflowJson[];
	const workflows = [];
	for (const file of EXAMPLES) {
		const workflow = readExample(file, sandbox, ids);
		for (const { credentials } of workflow.nodes) {
			for (const [type, chosen] of Object.entries(credentials ?? {})) {
				chosen.name = names.get(type) ?? chosen.name;
			}
		}
		const { name } = workflow;
		// The user may have changed a kept workflow, so it is not overwritten.
		const id =
			existing.find((other) => other.name === name)?.id ?? (await api.createWorkflow(workflow));
		workflows.push({ name, url: `${api.url}/workflow/${id}` });
	}
	return workflows;
}

/** Opens the user's browser if there is one; the address is printed for everybody else. */
function openBrowser(url: string): void {
	const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
	const isMac = process.platform === 'darwin';
	if (CI || !(isMac || DISPLAY || WAYLAND_DISPLAY)) return;
	// Detached, and not ended together with this command: the browser is the user's.
	const env = { ...process.env, NODE_OPTIONS: '' };
	const child = spawn(isMac ? 'open' : 'xdg-open', [url], { detached: true, env, stdio: 'ignore' });
	child.on('error', () => {});
	child.unref();
}

/** What must be undone at the end, last things first. */
const undo: Array<() => Promise<void> | void> = [];
let ending = false;

async function end(code: number): Promise<void> {
	if (ending) return;
	ending = true;
	for (const step of undo.reverse()) await step();
	process.exit(code);
}

async function main(): Promise<void> {
	const options = readOptions();
	if (!options) return void process.stdout.write(`${USAGE}\n`);
	if (process.platform === 'win32') {
		throw new UserError('npm run editor needs Linux, macOS or, on Windows, WSL.');
	}
	const { line, keep } = options;
	const started = Date.now();

	let isReady = false;
	const stop = (): void => {
		if (ending) return;
		say(isReady ? '\nStopping n8n and the sandbox …' : '\nGiving up …');
		undo.unshift(() => say('Stopped.'));
		void end(isReady ? 0 : 130);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// A closed terminal must not prevent the clean-up.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || stop(), 1_000);
	process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, END_WITH_COMMAND].filter(Boolean).join(' ');

	const installation = await install(line);
	const folder = makeFolder(line, keep);
	undo.push(() => {
		if (keep) {
			rmSync(path.join(folder, 'pid'));
			say(`n8n's data is kept in ${folder} for the next start with --keep.`);
		} else rmSync(folder, { recursive: true, force: true });
	});
	say('Building and packing the package …');
	const own = await packOwnPackage();
	undo.push(() => rmSync(path.dirname(own.tarball), { recursive: true, force: true }));

	if (keep && !(await isFree(options.sandboxPort))) {
		throw new UserError(
			`With --keep the sandbox needs port ${options.sandboxPort}, which is taken.`,
		);
	}
	const sandbox = await startSandbox({
		port: await freePortFrom(options.sandboxPort, 'the sandbox'),
		iqm: { readyAfterMs: APPROVAL_MS },
		applovin: { assetReadyAfterMs: APPROVAL_MS },
	});
	undo.push(async () => sandbox.close());

	const port = await freePortFrom(options.port, 'n8n');
	const server = await N8nServer.create(installation, {
		folder,
		port,
		programs: own.programs,
		env: { NODE_OPTIONS: END_WITH_COMMAND },
	});
	undo.push(async () => server.stop());
	say(`Starting n8n ${installation.version}, which takes 20 to 60 s …`);
	await server.start();
	const pid = server.pid ?? 0;
	const workflows = await furnish(await N8nApi.connect(server.url), sandbox, own.version);
	if (ending) return;
	isReady = true;

	const seconds = Math.round((Date.now() - started) / 1_000);
	const rows = [
		['n8n', server.url],
		['E-mail', OWNER.email],
		['Password', OWNER.password],
		...workflows.map(({ name, url }) => [name, url]),
		['Sandbox', `${sandbox.url} (stands in for IQM and AppLovin)`],
		["n8n's log", server.logFile],
	];
	const width = Math.max(...rows.map(([name]) => name.length));
	process.stdout.write(`
n8n ${installation.version} is ready after ${seconds} s.

${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}

Log in, open one of the two workflows and press "Execute workflow". No real money, no real data:
approvals take ${APPROVAL_MS / 1_000} s here. IQM's limit of 20 requests a minute holds, so a second run may wait.
Changed a node? Stop and start again to see it. Stop with Ctrl+C.
`);
	if (options.open) openBrowser(server.url);

	while (isAlive(pid)) await sleep(1_000);
	if (ending) return;
	say(`\nn8n ended by itself. Its last words:\n${server.log.slice(-4_000)}`);
	await end(1);
}

main().catch((error: unknown) => {
	// Failures caused by stopping everything are not worth reporting.
	if (ending) return;
	const isPlain = error instanceof UserError || !(error instanceof Error);
	say(isPlain ? String(error instanceof Error ? error.message : error) : (error.stack ?? ''));
	void end(1);
});
