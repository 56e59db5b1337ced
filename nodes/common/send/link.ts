import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { ApiFailure } from '../ground/errors';
import { isIpv4 } from '../ground/ipAddresses';
import { unlessCancelled } from '../ground/wait';
import { redact } from '../guard/redact';
import { AnsweredFile, fileOrWords } from './answeredFile';
import type { ApiContext } from './door';
import { cancelSignal } from './door';
import { networkWords } from './network';
import { AS_IT_IS, TIMEOUT_MS } from './request';
import type { Outcome } from './retry';
import { isAnswer, sendPatiently } from './retry';
import { tallyOf } from './tally';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Names that only resolve inside a network (RFC 6761, 6762 with its appendix G, 8375). */
const INSIDE =
	/(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/;

/** IPv4 addresses that are not globally reachable: IANA's registry of RFC 6890, multicast, reserved. */
const INSIDE_IPV4 =
	/^(?:0|10|127|2(?:2[4-9]|[345]\d))\.|^169\.254\.|^192\.168\.|^192\.0\.[02]\.|^192\.88\.99\.|^198\.1[89]\.|^198\.51\.100\.|^203\.0\.113\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

/** The globally reachable part of IPv6 (RFC 4291, section 2.4, as assigned by IANA): 2000::/3. */
const WORLD_IPV6 = /^\[[23][\da-f]{3}:/;

/**
 * Exceptions to that: protocols and Teredo (2001::/23), examples, and 6to4, which holds an IPv4
 * address.
 */
const SPECIAL_IPV6 = /^\[(?:2001:(?::|1?[\da-f]{1,2}:|db8:)|2002:|3fff:(?::|[\da-f]{1,3}:))/;

/**
 * Whether an address points to a private network, however it is written: as a name or as any kind of
 * number.
 */
function leadsInside({ hostname }: URL): boolean {
	const host = hostname.replace(/\.+$/, '').toLowerCase();
	if (isIpv4(host)) return INSIDE_IPV4.test(host);
	if (host.startsWith('[')) return !WORLD_IPV6.test(host) || SPECIAL_IPV6.test(host);
	return INSIDE.test(host) || !host.includes('.');
}

/**
 * Reads the link to a file in an API's answer. It is followed over https only, and never into the
 * network that n8n runs in, which outsiders must not see; a stand-in on this machine may link to
 * itself. Checking what a name resolves to is up to n8n.
 *
 * @param baseUrl the API's address in the credential
 * @throws ApiFailure, which does not hold the link: whoever has it has the file
 */
export function checkedLink(api: string, link: unknown, baseUrl: string): URL {
	const refused = (why: string): ApiFailure =>
		new ApiFailure(`${api} returned a link to the file that ${why}: it was not followed`, {
			description: `Report this to ${api}.`,
		});
	if (typeof link !== 'string' || !URL.canParse(link)) throw refused('is none');
	const url = new URL(link);
	// They would go out as a login, in the same header as the API's own token.
	if (url.username !== '' || url.password !== '') throw refused('holds a login');
	const isAtHome = LOOPBACK.test(url.hostname) && LOOPBACK.test(new URL(baseUrl).hostname);
	if (isAtHome && url.protocol === 'http:') return url;
	if (url.protocol !== 'https:') throw refused('is not https');
	if (!isAtHome && leadsInside(url)) throw refused('points to a private network');
	return url;
}

function readFault(error: unknown, link: string): Outcome {
	const { httpCode, code, cause, message } = error as {
		httpCode?: string | null;
		code?: string;
		cause?: { code?: string };
		message?: string;
	};
	const found = String(cause?.code ?? code ?? httpCode ?? '');
	const { pathname, search } = new URL(link);
	const hidden = [link, pathname + search, search];
	const words = networkWords(found) ?? redact(message ?? 'unknown reason', hidden);
	return { code: found, message: words, unsent: false };
}

/**
 * Fetches the file behind a link as a stream: without the login, which is meant for the API, and
 * without redirects, which could lead anywhere.
 *
 * @param api the API's name in messages
 * @throws ApiFailure for a link that must not be followed, and if no file comes
 */
export async function fetchLink(
	context: ApiContext,
	api: string,
	link: unknown,
	baseUrl: string,
): Promise<AnsweredFile> {
	const url = checkedLink(api, link, baseUrl).href;
	const signal = cancelSignal(context);
	const options: IHttpRequestOptions = {
		url,
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		timeout: TIMEOUT_MS,
		headers: AS_IT_IS,
		abortSignal: signal,
	};
	const send = async (): Promise<Outcome> => {
		try {
			const { statusCode, headers, body } = (await context.helpers.httpRequest(options)) as {
				statusCode: number;
				headers: IDataObject;
				body: unknown;
			};
			const content = await fileOrWords(statusCode, headers, body);
			return { status: statusCode, headers, body: content };
		} catch (error) {
			return readFault(error, url);
		}
	};
	const outcome = await sendPatiently(async () => await unlessCancelled(send(), signal), {
		repeatable: true,
		rateLimitWaitMs: TIMEOUT_MS,
		signal,
		tally: tallyOf(context),
	});
	if (!isAnswer(outcome)) {
		throw new ApiFailure(`The file that ${api} links to could not be fetched: ${outcome.message}`, {
			httpCode: outcome.code === '' ? undefined : outcome.code,
			description: 'Nothing was changed. Run this again.',
		});
	}
	if (outcome.body instanceof AnsweredFile) return outcome.body;
	throw new ApiFailure(
		`The link to ${api}'s file was answered without a file (HTTP status ${outcome.status})`,
		{
			httpCode: String(outcome.status),
			description: 'Nothing was changed. Links expire: run this again for a new one.',
		},
	);
}
