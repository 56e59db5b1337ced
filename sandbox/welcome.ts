import type { Sandbox } from './types';

/**
 * What a sandbox started by hand says about itself: the credentials' fields as n8n's forms name them,
 * each with what to enter there.
 */
export function welcome({ url, options: { iqm, applovin } }: Sandbox): string {
	const isFirstParty = applovin.appKind === 'firstParty';
	return `The sandbox answers at ${url} (this machine only)

Credential "IQM API":
  Client ID       ${iqm.clientId}
  Client Secret   ${iqm.clientSecret}
  Email           ${iqm.email}
  Password        ${iqm.password}
  Base URL        ${url}
  (Workspace Host can stay empty; the login's organization workspace is ${iqm.owId})

Credential "${isFirstParty ? 'AppLovin API' : 'AppLovin OAuth2 API'}":
  Client ID       ${applovin.clientId}
  Client Secret   ${applovin.clientSecret}
  API Base URL    ${url}/campaign_management/v1
  OAuth Base URL  ${url}
  (${
		isFirstParty
			? 'a first-party app; --third-party makes it a third-party one'
			: 'a third-party app: press Connect, the sandbox consents at once'
	})

IQM: ${iqm.requestsPerMinute || 'no'} requests a minute, approval takes ${iqm.readyAfterMs} ms.
AppLovin: ${applovin.requestsPerHour} requests an hour, assets take ${applovin.assetReadyAfterMs} ms.
Sample files: ${url}/samples/banner.png and others.
Stop with Ctrl+C.`;
}
