import type { ReadBody } from '../body';
import { isObject } from '../json';
import { failure, html, Refusal, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import { adRoutes, growAds } from './ads';
import { assetRoutes } from './assets';
import { campaignRoutes } from './campaigns';
import type { Context, Route } from './context';
import { creativeSetRoutes } from './creative-sets';
import { oauthRoutes, requireScope } from './oauth';
import type { AppLovinOptions } from './options';
import { sourceRoutes } from './sources';
import type { AppLovinState } from './state';
import { targetRoutes } from './targets';

const ROUTES: Route[] = [
	...oauthRoutes,
	...campaignRoutes,
	...creativeSetRoutes,
	...assetRoutes,
	...adRoutes,
	...targetRoutes,
	...sourceRoutes,
];

const MEDIA_TYPES = {
	object: 'application/json',
	json: 'application/json',
	multipart: 'multipart/form-data',
	form: 'application/x-www-form-urlencoded',
};

function checkBody(route: Route, request: RecordedRequest, body: ReadBody): void {
	if (route.body === 'none') return;
	const type = request.headers['content-type'] ?? '';
	if (type.split(';')[0].trim().toLowerCase() !== MEDIA_TYPES[route.body]) {
		throw new Refusal(415, `The content type must be ${MEDIA_TYPES[route.body]}`);
	}
	if (body.problem !== undefined) throw new Refusal(400, `Broken form: ${body.problem}`);
	if (route.body === 'json' && request.json === undefined) {
		throw new Refusal(400, 'The body must be JSON');
	}
	if (route.body === 'object' && !isObject(request.json)) {
		throw new Refusal(400, 'The body must be a JSON object');
	}
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** Answers one request to AppLovin: finds its route, checks access and body, handles it. */
export function answerAppLovin(
	request: RecordedRequest,
	body: ReadBody,
	state: AppLovinState,
	options: AppLovinOptions,
): Reply {
	// "Do not fill in the creative_set_id in the request URL" may mean with or without the slash.
	const bareCreate =
		request.method === 'POST' && /\/v1\/(campaign|creative_set)$/.test(request.path);
	const path = request.path + (bareCreate && options.createSlash === 'optional' ? '/' : '');
	const onPath = ROUTES.filter((candidate) => candidate.pattern.test(path));
	if (onPath.length === 0) return html(404, '404 Not Found');
	const route = onPath.find((candidate) => candidate.method === request.method);
	try {
		if (!route) {
			throw new Refusal(405, `Method ${request.method} is not allowed`, {
				headers: { allow: onPath.map((candidate) => candidate.method).join(', ') },
			});
		}
		const params = (route.pattern.exec(path) ?? []).slice(1).map(decode);
		const { parts } = body;
		const context: Context = { request, parts, state, options, now: request.at, params };
		if (route.scope !== undefined) requireScope(context, route.scope);
		checkBody(route, request, body);
		state.settle(request.at);
		growAds(context);
		return route.handle(context);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return failure('applovin', error.status, error.message, error.detail);
	}
}
