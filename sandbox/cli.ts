import { parseArgs } from 'node:util';
import { startSandbox } from './index';
import { welcome } from './welcome';

const USAGE =
	'Usage: tsx sandbox/cli.ts [--port N] [--requests-per-minute N] [--ready-after-ms N] ' +
	'[--third-party]';

function wholeNumber(name: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a whole number, not "${value}"`);
	return Number(value);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'requests-per-minute': { type: 'string' },
			'ready-after-ms': { type: 'string' },
			'third-party': { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const requestsPerMinute = wholeNumber('requests-per-minute', values['requests-per-minute']);
	const readyAfterMs = wholeNumber('ready-after-ms', values['ready-after-ms']);
	const sandbox = await startSandbox({
		port: wholeNumber('port', values.port),
		iqm: {
			...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
			...(readyAfterMs === undefined ? {} : { readyAfterMs }),
		},
		applovin: {
			...(readyAfterMs === undefined ? {} : { assetReadyAfterMs: readyAfterMs }),
			...(values['third-party'] ? { appKind: 'thirdParty', redirectUris: 'any' } : {}),
		},
	});
	console.log(welcome(sandbox));
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	console.error(USAGE);
	process.exit(1);
});
