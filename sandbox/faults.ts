import { failure, generationOf, html, text, type Reply } from './reply';
import type { Fault, RecordedRequest } from './types';

/** What the server does about a request that a fault was set for. */
export interface FaultOutcome {
	reply?: Reply;
	/** Cut the connection: at once, or in the middle of the answer. */
	destroy?: 'now' | 'half';
}

export interface FaultTools {
	/** Handles the request as usual. */
	act(): Reply;
	wait(ms: number): Promise<void>;
	/** Whether the client still waits for the answer. */
	connected(): boolean;
	endToken(): void;
	/** Where `redirect` points: another host name, so that a client that follows is seen. */
	elsewhere: string;
}

/** Takes the first fault that fits this request out of the queue, once. */
export function takeFault(
	faults: Fault[],
	request: Pick<RecordedRequest, 'method' | 'path'>,
): Fault | undefined {
	const index = faults.findIndex((fault) => {
		// A global or sticky expression would remember where it stopped the last time.
		fault.path.lastIndex = 0;
		return (fault.method ?? request.method) === request.method && fault.path.test(request.path);
	});
	if (index < 0) return undefined;
	const fault = faults[index];
	const left = (fault.times ?? 1) - 1;
	if (left > 0) faults[index] = { ...fault, times: left };
	else faults.splice(index, 1);
	return fault;
}

/** Answers a request the way a fault says, in the envelope of its path's generation. */
export async function applyFault(
	fault: Fault,
	request: RecordedRequest,
	tools: FaultTools,
): Promise<FaultOutcome> {
	const generation = generationOf(request.path);
	const fail = (status: number, message: string, headers: Record<string, string> = {}) => ({
		reply: failure(generation, status, fault.message ?? message, { headers }),
	});
	const serverError =
		generation === 'v2' ? 'Internal server error' : 'server encountered an error !';
	switch (fault.kind) {
		case 'rateLimit':
			return fail(429, 'Too many requests');
		case 'rateLimitRetryAfter':
			return fail(429, 'Too many requests', {
				'retry-after': String(fault.retryAfterSeconds ?? 1),
			});
		case 'serverErrorAfter':
			tools.act();
			return fail(500, serverError);
		case 'serverError':
			return fail(500, serverError);
		case 'reset':
			return { destroy: 'now' };
		case 'resetAfter':
			return { reply: tools.act(), destroy: 'half' };
		case 'slow':
			await tools.wait(fault.delayMs ?? 1000);
			// Nobody waits any more: this one was lost before it was acted on.
			return tools.connected() ? { reply: tools.act() } : { destroy: 'now' };
		case 'slowAfter': {
			const reply = tools.act();
			await tools.wait(fault.delayMs ?? 1000);
			return { reply };
		}
		case 'html':
			return { reply: html(200, fault.message ?? 'Scheduled maintenance') };
		case 'html404':
			return { reply: html(404, fault.message ?? 'Not Found') };
		case 'successFalse': {
			// Documented for many operations: HTTP 200 whose body says that it failed.
			const message = fault.message ?? 'Error message.';
			return { reply: { ...failure(generation, 422, message), status: 200 } };
		}
		case 'expiredToken':
			tools.endToken();
			return fail(401, 'Invalid token');
		case 'emptyAfter':
			tools.act();
			return { reply: text(200, 'application/json', '') };
		case 'empty':
			return { reply: text(200, 'application/json', '') };
		case 'notJson':
			return { reply: text(200, 'application/json', fault.message ?? 'OK, but this is no JSON') };
		case 'redirect': {
			const reply = text(302, 'text/html', '');
			return { reply: { ...reply, headers: { ...reply.headers, location: tools.elsewhere } } };
		}
		case 'forbidden':
			return fail(403, 'Forbidden!');
	}
}
