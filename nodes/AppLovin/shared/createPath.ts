import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import type { ApiReply } from '../../common/send/door';
import { readAccount } from '../transport/account';
import type { AppLovinRequest } from '../transport/request';
import { appLovinRequest, credentialOf } from '../transport/request';

/** Paths that a base URL only answers without their trailing slash, as this process has found out. */
const bare = new Set<string>();

/** For tests only. */
export function resetCreatePaths(): void {
	bare.clear();
}

/**
 * Whether an answer says that there is no such path: nothing was done then. 302 and 303 may point to
 * what was created.
 */
function isNoPath(error: unknown): boolean {
	if (!(error instanceof ApiFailure) || error.facts.mayHaveActed === true) return false;
	return /^(301|307|308|404|405)$/.test(error.facts.httpCode ?? '');
}

/**
 * Sends a creation: a POST without an id. "Do not fill in the creative_set_id in the request URL" may
 * mean with or without the slash before it: after a 404, a 405 or a redirect of the path (301, 307,
 * 308), none of which has acted, the other form is tried once.
 *
 * @param request with a path that ends with the slash
 * @throws ApiFailure the first one, if neither path exists
 */
export async function sendCreation(
	context: IExecuteFunctions,
	request: AppLovinRequest,
	itemIndex: number,
): Promise<ApiReply> {
	const credential = credentialOf(context, itemIndex);
	const { apiBaseUrl } = readAccount(await context.getCredentials(credential));
	const { path } = request;
	const key = `${apiBaseUrl}${path}`;
	const paths = [path, path.replace(/\/$/, '')];
	const [usual, other] = bare.has(key) ? paths.reverse() : paths;
	const send = async (one: string) =>
		await appLovinRequest(context, { ...request, path: one }, itemIndex);
	return await send(usual).catch(async (first: unknown) => {
		if (!isNoPath(first)) return await Promise.reject(first);
		const reply = await send(other).catch(
			async (second: unknown) => await Promise.reject(isNoPath(second) ? first : second),
		);
		if (other === path) bare.delete(key);
		else bare.add(key);
		return reply;
	});
}
