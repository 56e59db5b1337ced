import { failure, generationOf, html, text, type Reply } from './reply';
import type { Fault, RecordedRequest } from './types';

/** What the server does with a request that has a fault. */
export interface FaultOutcome {
	reply?: Reply;
	/** Cut the connection: at once, or in the middle of the answer. */
	destroy?: 'now' | 'half';
}

export interface FaultTools {
	/** Handles the request normally. */
	act(): Reply;
	wait(ms: number): Promise<void>;
	/** Whether the client still waits for the answer. */
	connected(): boolean;
	endToken(): void;
	/** Whether the next error of an undocumented form is plain text; it alternates. */
	plainTurn(): boolean;
	/** Where `redirect` points: to another host name, so that a client that follows it is noticed. */
	elsewhere: string;
}

/** Takes the first fault that fits this request from the queue, once. */
export function takeFault(
	faults: Fault[],
	request: Pick<RecordedRequest, 'method' | 'path'>,
): Fault | undefined {
	const index = faults.findIndex((fault) => {
		// A global or sticky expression would remember its last position.
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

const SERVER_ERRORS = {
	v2: 'Internal server error',
	v3: 'server encountered an error !',
	applovin: 'Internal Server Error',
	axon: 'Internal Server Error',
	report: 'Internal Server Error',
};

/** Answers a request as a fault says, in the envelope of its path's generation. */
export async function applyFault(
	fault: Fault,
	request: RecordedRequest,
	tools: FaultTools,
): Promise<FaultOutcome> {
	const generation = generationOf(request.path);
	const fail = (status: number, message: string, headers: Record<string, string> = {}) => ({
		reply: failure(generation, status, fault.message ?? message, { headers }),
	});
	const serverError = () => {
		// AppLovin's clients have met empty bodies, and guard against them.
		const isEmpty = generation === 'applovin' && fault.message === undefined;
		return isEmpty ? { reply: text(500, 'text/html', '') } : fail(500, SERVER_ERRORS[generation]);
	};
	switch (fault.kind) {
		case 'rateLimit':
			return fail(429, 'Too many requests');
		case 'rateLimitRetryAfter':
			return fail(429, 'Too many requests', {
				'retry-after': String(fault.retryAfterSeconds ?? 1),
			});
		case 'serverErrorAfter':
			tools.act();
			return serverError();
		case 'serverError':
			return serverError();
		case 'reset':
			return { destroy: 'now' };
		case 'resetAfter':
			return { reply: tools.act(), destroy: 'half' };
		case 'slow':
			await tools.wait(fault.delayMs ?? 1000);
			// Nobody is waiting any more: this request was lost before it was acted on.
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
			const message = fault.message ?? 'Error message.';
			if (generation === 'applovin') {
				// Neither status nor body of its errors is documented, so they alternate between JSON
				// and plain text.
				return tools.plainTurn() ? { reply: text(400, 'text/plain', message) } : fail(400, message);
			}
			// Documented for many operations: HTTP 200 with a body that reports a failure.
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
