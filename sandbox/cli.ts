import { parseArgs } from 'node:util';
import { startSandbox } from './index';

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
	const { iqm, applovin } = sandbox.options;
	const isFirstParty = applovin.appKind === 'firstParty';
	console.log(`The sandbox answers at ${sandbox.url} (this machine only)

Credential "IQM API":
  Base URL        ${sandbox.url}
  Workspace Host  app.iqm.com (any)
  Client ID       ${iqm.clientId}
  Client Secret   ${iqm.clientSecret}
  Email           ${iqm.email}
  Password        ${iqm.password}
  (organization   ${iqm.owId})

Credential "${isFirstParty ? 'AppLovin API' : 'AppLovin OAuth2 API'}":
  API             ${sandbox.url}/campaign_management/v1
  OAuth           ${sandbox.url}/oauth
  Client ID       ${applovin.clientId}
  Client Secret   ${applovin.clientSecret}
  (a ${isFirstParty ? 'first-party app; --third-party makes it a third-party one' : 'third-party app'})

IQM: ${iqm.requestsPerMinute || 'no'} requests a minute, approval takes ${iqm.readyAfterMs} ms.
AppLovin: ${applovin.requestsPerHour} requests an hour, assets take ${applovin.assetReadyAfterMs} ms.
Sample files: ${sandbox.url}/samples/banner.png and others.
Stop with Ctrl+C.`);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	console.error(USAGE);
	process.exit(1);
});
