// What a user gets, checked from outside: the packed tarball alone, without this repository around.
// Ends non-zero at the first finding.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const workplace = mkdtempSync(path.join(tmpdir(), 'n8n-package-'));
let passed = 0;
let failed = 0;

function report(name, problem) {
	if (problem) failed += 1;
	else passed += 1;
	console.log(`${problem ? 'FAIL' : 'ok  '} ${name}${problem ? `\n${problem}` : ''}`);
}

/** Packs the repository and unpacks it as n8n does: without development and peer dependencies. */
function unpack() {
	const [{ filename, files }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', workplace], {
			cwd: root,
			encoding: 'utf8',
		}),
	);
	const folder = path.join(workplace, 'node_modules', 'n8n-nodes-iqm-applovin');
	mkdirSync(folder, { recursive: true });
	execFileSync('tar', [
		'-xzf',
		path.join(workplace, filename),
		'-C',
		folder,
		'--strip-components=1',
	]);
	return { folder, files: files.map((file) => file.path) };
}

function checkFiles(files) {
	const allowed = /^(dist\/.+|README\.md|LICENSE\.md|CHANGELOG\.md|package\.json)$/;
	const strangers = files.filter((file) => !allowed.test(file));
	report(
		`tarball holds dist, README, LICENSE and CHANGELOG only (${files.length} files)`,
		strangers.join('\n'),
	);
	const missing = ['README.md', 'LICENSE.md', 'CHANGELOG.md'].filter(
		(file) => !files.includes(file),
	);
	report('README, LICENSE and CHANGELOG are in the tarball', missing.join('\n'));
}

async function checkScanner(name, folder, patterns) {
	const { passed: clean, message, details } = await analyzePackage(folder, patterns);
	report(`n8n's scanner over ${name}`, clean ? '' : `${message}\n${details ?? ''}`);
}

function checkDependencies(folder) {
	const list = execFileSync('npm', ['ls', '--omit=dev', '--json', '--silent'], {
		cwd: folder,
		encoding: 'utf8',
	});
	const names = Object.keys(JSON.parse(list).dependencies ?? {});
	report('npm ls --omit=dev: no dependency', names.join('\n'));
}

/** n8n hands a package its own n8n-workflow and luxon; everything else must be in the tarball. */
function checkLoader(line, folder, modules) {
	const home = path.join(workplace, `n8n-${line}`);
	mkdirSync(path.join(home, 'node_modules'), { recursive: true });
	for (const [name, place] of Object.entries(modules)) {
		symlinkSync(path.join(root, 'node_modules', place), path.join(home, 'node_modules', name));
	}
	const inside = path.join(home, 'node_modules', 'n8n-nodes-iqm-applovin');
	execFileSync('cp', ['-r', folder, inside]);
	const script = path.join(home, 'load.js');
	writeFileSync(
		script,
		`require('reflect-metadata');
		const { PackageDirectoryLoader } = require('n8n-core');
		const loader = new PackageDirectoryLoader(${JSON.stringify(inside)});
		loader.loadAll().then(() => {
			const types = loader.types;
			const bare = [...types.nodes, ...types.credentials].filter((type) => !type.iconUrl);
			console.log(JSON.stringify({
				nodes: Object.keys(loader.nodeTypes), credentials: Object.keys(loader.credentialTypes),
				bare: bare.map((type) => type.name),
			}));
			process.exit(0);
		});`,
	);
	const expected = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).n8n;
	let problem = '';
	try {
		const output = execFileSync(process.execPath, [script], {
			encoding: 'utf8',
			timeout: 120_000,
			stdio: 'pipe',
		});
		const loaded = JSON.parse(output.trim().split('\n').at(-1));
		if (loaded.nodes.length !== expected.nodes.length) problem = `nodes: ${loaded.nodes}`;
		if (loaded.credentials.length !== expected.credentials.length) {
			problem += ` credentials: ${loaded.credentials}`;
		}
		if (loaded.bare.length > 0) problem += ` without icon: ${loaded.bare}`;
	} catch (error) {
		problem = error.message;
	}
	report(`PackageDirectoryLoader of n8n-core ${line} loads the tarball`, problem);
}

const { folder, files } = unpack();
checkFiles(files);
await checkScanner('the sources', root, SOURCE_FILE_PATTERNS);
await checkScanner('the unpacked tarball', folder, ['**/*.js', 'package.json']);
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
writeFileSync(
	path.join(folder, 'package.json'),
	JSON.stringify({ ...manifest, devDependencies: undefined, peerDependencies: undefined }),
);
checkDependencies(folder);
const shared = { 'reflect-metadata': 'reflect-metadata', luxon: 'luxon' };
checkLoader('2.41', folder, { ...shared, 'n8n-core': 'n8n-core', 'n8n-workflow': 'n8n-workflow' });
checkLoader('1.122', folder, {
	...shared,
	'n8n-core': 'n8n-core-1',
	'n8n-workflow': 'n8n-core-1/node_modules/n8n-workflow',
});
rmSync(workplace, { recursive: true, force: true });
console.log(`\nPackage: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
