import type { ReadBody } from '../body';
import { isObject } from '../json';
import { failure, generationOf, html, Refusal, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import { audienceListRoutes } from './audience-list';
import { audienceManageRoutes } from './audience-manage';
import { audienceStaticRoutes } from './audience-statics';
import { audienceRoutes } from './audiences';
import { audienceV3Routes } from './audiences-v3';
import { authRoutes, requireAccess } from './auth';
import { campaignBulkRoutes } from './campaign-bulk';
import { campaignDuplicateRoutes } from './campaign-duplicate';
import { campaignListRoutes } from './campaign-list';
import { campaignStatusRoutes } from './campaign-status';
import { campaignUpdateRoutes } from './campaign-update';
import { campaignRoutes } from './campaigns';
import type { Context, Route } from './context';
import { CONTRACTS } from './contracts';
import { MASTER_LISTS } from './contracts/masterData';
import { keptBy, routesOf } from './contracts/routes';
import { TARGET_LISTS } from './contracts/targetLists';
import { creativeBulkRoutes } from './creative-bulk';
import { creativeListRoutes } from './creative-list';
import { creativeUpdateRoutes } from './creative-update';
import { creativeRoutes } from './creatives';
import { creativeV3Routes } from './creatives-v3';
import { MORE_VALUE_LISTS } from './insight-values';
import { insertionOrderCopyRoutes } from './insertion-order-copies';
import { insertionOrderListRoutes } from './insertion-order-list';
import { insertionOrderUpdateRoutes } from './insertion-order-update';
import { insertionOrderRoutes } from './insertion-orders';
import { masterDataRoutes } from './master-data';
import type { IqmOptions } from './options';
import { performanceRoutes } from './performance';
import { PULSE_DIAGNOSIS } from './pulse-diagnosis';
import { reportRunRoutes } from './report-run';
import { reportScheduleRoutes } from './report-schedules';
import { reportFieldRoutes } from './report-fields';
import { reportRoutes } from './reports';
import type { IqmState } from './state';
import { voterReportFileRoutes } from './voter-report-files';

const BY_HAND: Route[] = [
	...authRoutes,
	...insertionOrderRoutes,
	...insertionOrderListRoutes,
	...insertionOrderUpdateRoutes,
	...insertionOrderCopyRoutes,
	...campaignRoutes,
	...campaignListRoutes,
	...campaignUpdateRoutes,
	...campaignStatusRoutes,
	...campaignBulkRoutes,
	...campaignDuplicateRoutes,
	...creativeRoutes,
	...creativeV3Routes,
	...creativeListRoutes,
	...creativeUpdateRoutes,
	...creativeBulkRoutes,
	...audienceRoutes,
	...audienceV3Routes,
	...audienceListRoutes,
	...audienceManageRoutes,
	...audienceStaticRoutes,
	...masterDataRoutes,
	...routesOf([...MORE_VALUE_LISTS, PULSE_DIAGNOSIS, ...MASTER_LISTS]),
	...routesOf(Object.values(TARGET_LISTS)),
	...voterReportFileRoutes,
	...reportRoutes,
	...reportRunRoutes,
	...reportScheduleRoutes,
	...reportFieldRoutes,
	...performanceRoutes,
];

// Paths without variables first, so that `/io/add` is never taken for an order called "add".
const ROUTES: Route[] = [...keptBy(CONTRACTS, BY_HAND), ...routesOf(CONTRACTS)].sort(
	(a, b) => a.variables - b.variables,
);

const MEDIA_TYPES = {
	json: 'application/json',
	multipart: 'multipart/form-data',
	form: 'application/x-www-form-urlencoded',
	none: '',
};

function checkBody(route: Route, request: RecordedRequest, body: ReadBody): void {
	if (body.problem !== undefined) {
		throw new Refusal(400, `Failed to parse multipart request: ${body.problem}`);
	}
	if (route.body === 'none') return;
	const type = request.headers['content-type'] ?? '';
	if (type.split(';')[0].trim().toLowerCase() !== MEDIA_TYPES[route.body]) {
		throw new Refusal(415, `Content type '${type}' not supported`);
	}
	if (route.body === 'json') {
		if (request.bodyLength === 0) throw new Refusal(400, 'Required request body is missing');
		if (!isObject(request.json)) throw new Refusal(400, 'JSON parse error');
	}
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** Answers one request to the IQM API: finds its route, checks access and body, handles it. */
export function answerIqm(
	request: RecordedRequest,
	body: ReadBody,
	state: IqmState,
	options: IqmOptions,
): Reply {
	const generation = generationOf(request.path);
	const onPath = ROUTES.filter((candidate) => candidate.pattern.test(request.path));
	// An unknown path is answered by the web server in front of the API, with a page.
	if (onPath.length === 0) return html(404, '404 Not Found');
	// Only the most specific routes count: GET /io/add is not an order called "add".
	const sameLevel = onPath.filter((candidate) => candidate.variables === onPath[0].variables);
	const route = sameLevel.find((candidate) => candidate.method === request.method);
	try {
		if (!route) {
			throw new Refusal(405, `Request method '${request.method}' not supported`, {
				headers: { allow: sameLevel.map((candidate) => candidate.method).join(', ') },
			});
		}
		const match = route.pattern.exec(request.path);
		const context: Context = {
			request,
			parts: body.parts,
			state,
			options,
			now: request.at,
			params: (match ?? []).slice(1).map(decode),
		};
		if (!route.open) requireAccess(context);
		checkBody(route, request, body);
		return route.handle(context);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return failure(generation, error.status, error.message, error.detail);
	}
}
