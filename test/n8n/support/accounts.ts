import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Sandbox } from '../../../sandbox';
import type { WorkflowJson } from './api';
import { ROOT } from './ownPackage';

/** Credentials and example workflows of a real n8n that talk to a sandbox. */

/** Where the example workflows expect the sandbox. */
const EXAMPLE_ADDRESS = 'http://127.0.0.1:4010';

/** What a user would enter in the form "IQM API" to work with the sandbox. */
export function iqmData({ url, options }: Sandbox): ICredentialDataDecryptedObject {
	const { clientId, clientSecret, email, password, requestsPerMinute } = options.iqm;
	return { clientId, clientSecret, email, password, baseUrl: url, requestsPerMinute };
}

/** What a user would enter in the form "AppLovin API"; the third-party one has the same fields. */
export function appLovinData({ url, options }: Sandbox): ICredentialDataDecryptedObject {
	const { clientId, clientSecret } = options.applovin;
	return {
		clientId,
		clientSecret,
		apiBaseUrl: `${url}/campaign_management/v1`,
		oauthBaseUrl: url,
	};
}

/** What a user would enter in the form "AppLovin Reporting API". */
export function appLovinReportData({ url, options }: Sandbox): ICredentialDataDecryptedObject {
	return { apiKey: options.applovinReport.reportKey, baseUrl: url };
}

/** What a user would enter in the form "AppLovin Axon API". */
export function appLovinAxonData({ url, options }: Sandbox): ICredentialDataDecryptedObject {
	const { apiKey, accountId } = options.applovinAxon;
	return { apiKey, accountId, baseUrl: url };
}

/**
 * An example workflow that talks to this sandbox and uses these stored credentials.
 *
 * @param file name in `examples/`
 * @param credentialIds ids by credential type, such as `{ iqmApi: 'aB3…' }`
 */
export function readExample(
	file: string,
	{ url }: Sandbox,
	credentialIds: Record<string, string>,
): WorkflowJson {
	const text = readFileSync(path.join(ROOT, 'examples', file), 'utf8');
	const workflow = JSON.parse(text.replaceAll(EXAMPLE_ADDRESS, url)) as WorkflowJson;
	for (const { credentials } of workflow.nodes) {
		for (const [type, chosen] of Object.entries(credentials ?? {})) {
			chosen.id = credentialIds[type] ?? chosen.id;
		}
	}
	return workflow;
}

/** Names of the nodes that do something, in the workflow's order: notes on the canvas left out. */
export function stepsOf({ nodes }: WorkflowJson): string[] {
	return nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').map(({ name }) => name);
}
