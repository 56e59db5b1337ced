import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/**
 * Keeps a credential's token at its own API: a request to another host is an error before it is sent,
 * and a redirect elsewhere loses the token. n8n's HTTP Request node can call anything.
 *
 * @param api the API's name in messages
 */
export function onlyHome(options: IHttpRequestOptions, baseUrl: string, api: string): void {
	// n8n's HTTP Request node still passes the older form of options, with `uri`.
	const { uri } = options as { uri?: string };
	const target = new URL(options.url || uri || '', `${options.baseURL ?? baseUrl}/`);
	const home = new URL(baseUrl);
	if (target.origin !== home.origin) {
		throw new UserError(
			`${api} login is for ${home.origin}, but the request goes to ${target.origin}: it was not sent`,
			{ description: `Use the same address as in the ${api} API credential.` },
		);
	}
	options.sendCredentialsOnCrossOriginRedirect = false;
}
