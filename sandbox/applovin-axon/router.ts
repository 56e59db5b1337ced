import { createHash } from 'node:crypto';
import type { ReadBody } from '../body';
import { Refusal, text, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import { assetRoutes } from './assets';
import { campaignRoutes } from './campaigns';
import type { Context, Route } from './context';
import { refuse } from './context';
import { creativeSetRoutes } from './creative-sets';
import type { AppLovinAxonOptions } from './options';
import type { AppLovinAxonState } from './state';

const BASE = '/manage/v1';
const ROUTES: Route[] = [...campaignRoutes, ...creativeSetRoutes, ...assetRoutes];

/** Met once in practice; others are not documented. */
const VALIDATION_CODE = '100001';
/** "429 with `x-al-error-code: 100007` for 24 hours". */
const BLOCKED_CODE = '100007';

/** "`X-TRACE-ID` on every answer (support asks for it)". */
function traced(request: RecordedRequest, reply: Reply): Reply {
	const trace = createHash('md5').update(`${request.at} ${request.url}`).digest('hex');
	return { ...reply, headers: { ...reply.headers, 'x-trace-id': trace } };
}

/** An error, whose words are documented to be in headers; one client had them in the body. */
export function axonFailure(
	status: number,
	message: string,
	{ code, words = 'headers' }: { code?: string; words?: AppLovinAxonOptions['errorWords'] } = {},
): Reply {
	if (words === 'body') return text(status, 'text/plain', message);
	const codes: Record<string, string> = code === undefined ? {} : { 'x-al-error-code': code };
	const reply = text(status, 'application/json', '');
	// A header can hold no line breaks and nothing beyond Latin-1.
	const plain = message.replace(/[^\x20-\x7e\xa0-\xff]+/g, ' ');
	return { ...reply, headers: { ...reply.headers, ...codes, 'x-al-error-message': plain } };
}

/** "The host authenticates before it routes: an unknown path also gives 403". */
function routeOf({ request, options }: Context): Route {
	if (request.headers.authorization !== options.apiKey) throw new Refusal(403, '');
	const path = request.path.slice(BASE.length);
	const route = ROUTES.find((one) => one.path === path && one.method === request.method);
	if (route === undefined) throw new Refusal(403, '');
	const { query } = request;
	if (query.get('account_id') === null) refuse('account_id is required');
	if (query.get('account_id') !== options.accountId) throw new Refusal(403, '');
	for (const name of query.keys()) {
		const known = ['account_id', ...(route.query ?? [])];
		if (!known.includes(name)) refuse(`Unknown parameter: ${name}`);
	}
	return route;
}

/** Answers one request to the Axon API. */
export function answerAxon(
	request: RecordedRequest,
	body: ReadBody,
	state: AppLovinAxonState,
	options: AppLovinAxonOptions,
): Reply {
	const { parts, problem } = body;
	const context: Context = { request, parts, problem, state, options, now: request.at };
	const answer = (): Reply => {
		if (state.isBlocked(context.now)) {
			return axonFailure(429, 'Too many errors', { code: BLOCKED_CODE });
		}
		if (state.isTooMany(context.now, options.requestsPerMinute)) return axonFailure(429, 'Too many requests');
		try {
			return routeOf(context).handle(context);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			if (error.status === 403) return text(403, 'text/html', '');
			return axonFailure(error.status, error.message, { code: VALIDATION_CODE, words: options.errorWords });
		}
	};
	return traced(request, answer());
}


