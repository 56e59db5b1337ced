import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { APPLOVIN_DEFAULTS, type AppLovinOptions } from './applovin/options';
import { answerAppLovin } from './applovin/router';
import { AppLovinState } from './applovin/state';
import { APPLOVIN_AXON_DEFAULTS, type AppLovinAxonOptions } from './applovin-axon/options';
import { answerAxon } from './applovin-axon/router';
import { APPLOVIN_REPORT_DEFAULTS, type AppLovinReportOptions } from './applovin-report/options';
import { answerReport } from './applovin-report/router';
import { AppLovinReportState } from './applovin-report/state';
import { AppLovinAxonState } from './applovin-axon/state';
import { readBody, type ReadBody } from './body';
import { applyFault, takeFault } from './faults';
import { bearerOf } from './iqm/auth';
import { IQM_DEFAULTS, type IqmOptions } from './iqm/options';
import { linkedFile } from './iqm/links';
import { RateWindow } from './iqm/rate-limit';
import { answerIqm } from './iqm/router';
import { IqmState } from './iqm/state';
import { failure, generationOf, html, isAppLovin, isAxon, isReport, type Reply } from './reply';
import { sampleFile } from './samples';
import type { Fault, RecordedRequest, Sandbox, SandboxOptions } from './types';

/** Only ever this machine: what is uploaded here may be real people's data. */
const HOST = '127.0.0.1';

const HOUR_MS = 3_600_000;

function apiOf(path: string): RecordedRequest['api'] {
	if (path.startsWith('/api/')) return 'iqm';
	if (isAppLovin(path)) return 'applovin';
	if (isAxon(path)) return 'applovinAxon';
	if (isReport(path)) return 'applovinReport';
	return path.startsWith('/samples/') ? 'samples' : 'other';
}

function newRecord(req: IncomingMessage, at: number): RecordedRequest {
	const url = req.url ?? '/';
	const [path, query = ''] = url.split(/\?(.*)/s);
	return {
		method: req.method ?? 'GET',
		path,
		query: new URLSearchParams(query),
		url,
		headers: req.headers,
		rawHeaders: req.rawHeaders,
		body: Buffer.alloc(0),
		bodyLength: 0,
		status: 0,
		at,
		api: apiOf(path),
	};
}

/** Starts the sandbox on the loopback interface; resolves once it accepts connections. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const initial: IqmOptions = { ...IQM_DEFAULTS, ...options.iqm };
	const initialAppLovin: AppLovinOptions = { ...APPLOVIN_DEFAULTS, ...options.applovin };
	const initialAxon: AppLovinAxonOptions = { ...APPLOVIN_AXON_DEFAULTS, ...options.applovinAxon };
	const initialReport: AppLovinReportOptions = {
		...APPLOVIN_REPORT_DEFAULTS,
		...options.applovinReport,
	};
	const live = {
		iqm: { ...initial },
		applovin: structuredClone(initialAppLovin),
		applovinAxon: { ...initialAxon },
		applovinReport: { ...initialReport },
	};
	const state = new IqmState();
	const applovin = new AppLovinState();
	const applovinAxon = new AppLovinAxonState();
	const applovinReport = new AppLovinReportState();
	const rate = new RateWindow();
	const rateAppLovin = new RateWindow(HOUR_MS);
	let isPlainTurn = true;
	const requests: RecordedRequest[] = [];
	const faults: Fault[] = [];
	const sockets = new Set<Socket>();
	const timers = new Set<NodeJS.Timeout>();

	const wait = (ms: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				timers.delete(timer);
				resolve();
			}, ms);
			timers.add(timer);
		});

	const rateReply = (record: RecordedRequest): Reply | undefined => {
		if (record.api === 'applovin') {
			// Never with Retry-After: no document mentions one, and no client has met one.
			const wait = rateAppLovin.hit(record.at, live.applovin.requestsPerHour);
			return wait === undefined ? undefined : failure('applovin', 429, 'Too many requests');
		}
		if (record.api !== 'iqm') return undefined;
		const seconds = rate.hit(record.at, live.iqm.requestsPerMinute);
		if (seconds === undefined) return undefined;
		const headers = live.iqm.retryAfter ? { 'retry-after': String(seconds) } : undefined;
		return failure(generationOf(record.path), 429, 'Too many requests', { headers });
	};

	const act = (record: RecordedRequest, body: ReadBody): Reply => {
		if (record.api === 'iqm') return answerIqm(record, body, state, live.iqm);
		if (record.api === 'applovin') return answerAppLovin(record, body, applovin, live.applovin);
		if (record.api === 'applovinReport') {
			return answerReport(record, applovinReport, live.applovinReport);
		}
		if (record.api === 'applovinAxon') {
			return answerAxon(record, body, applovinAxon, live.applovinAxon);
		}
		const isSample = record.api === 'samples';
		const file = isSample ? sampleFile(record.method, record.path) : linkedFile(record, state);
		return file ?? html(404, '404 Not Found');
	};

	async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
		const record = newRecord(req, now());
		requests.push(record);
		// Counted on arrival, but answered only after the whole body has arrived, so that the client
		// can read it.
		const limited = rateReply(record);
		let body: ReadBody;
		try {
			body = await readBody(req, record);
		} catch {
			return;
		}
		const fault = limited ? undefined : takeFault(faults, record);
		const answer = (reply: Reply): void => {
			if (record.api === 'applovinAxon' && reply.status >= 400 && reply.status !== 429) {
				applovinAxon.countError(record.at, live.applovinAxon.errorsUntilBlocked);
			}
			send(record, res, reply);
		};
		if (limited || !fault) return answer(limited ?? act(record, body));
		const { reply, destroy } = await applyFault(fault, record, {
			act: () => act(record, body),
			wait,
			connected: () => res.socket?.destroyed === false,
			endToken: () => {
				const token = bearerOf({ request: record }) ?? '';
				(record.api === 'applovin' ? applovin : state).tokens.delete(token);
			},
			plainTurn: () => (isPlainTurn = !isPlainTurn),
			elsewhere: `http://localhost:${(server.address() as AddressInfo).port}/redirected`,
		});
		if (destroy === 'half' && reply) return sendHalf(record, res, reply);
		if (destroy || !reply) {
			res.socket?.destroy();
			return;
		}
		answer(reply);
	}

	const server = createServer((req, res) => {
		serve(req, res).catch((error: unknown) => {
			// A bug in the sandbox itself: it must be seen, and must not look like IQM's answer.
			const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
			console.error(`Sandbox bug at ${req.method} ${req.url}\n${message}`);
			if (!res.headersSent) res.writeHead(599, { 'content-type': 'text/plain' });
			res.end(`Sandbox bug: ${message}`);
		});
	});
	// Uploads of a gigabyte, and tests that wait on purpose, exceed the usual limits.
	server.requestTimeout = 0;
	server.keepAliveTimeout = 120_000;
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, HOST, resolve);
	});
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://${HOST}:${port}`,
		port,
		options: live,
		requests,
		faults,
		addFault: (fault) => void faults.push(fault),
		iqm: state,
		applovin,
		applovinAxon,
		applovinReport,
		expireTokens: () => {
			state.tokens.forEach((token) => (token.expiresAt = now()));
			applovin.tokens.forEach((token) => (token.expiresAt = now()));
		},
		reset: () => {
			requests.length = 0;
			faults.length = 0;
			state.reset();
			applovin.reset();
			applovinAxon.reset();
			applovinReport.reset();
			rate.reset();
			rateAppLovin.reset();
			isPlainTurn = true;
			delete live.iqm.workspaceHost;
			Object.assign(live.iqm, initial);
			delete live.applovin.videoType;
			Object.assign(live.applovin, structuredClone(initialAppLovin));
			Object.assign(live.applovinAxon, initialAxon);
			Object.assign(live.applovinReport, initialReport);
		},
		close: () =>
			new Promise<void>((resolve) => {
				timers.forEach((timer) => clearTimeout(timer));
				server.close(() => resolve());
				sockets.forEach((socket) => socket.destroy());
			}),
	};
}

function headersOf(reply: Reply): Record<string, string> {
	return { ...reply.headers, 'content-length': String(reply.body.length) };
}

function send(record: RecordedRequest, res: ServerResponse, reply: Reply): void {
	record.status = reply.status;
	res.writeHead(reply.status, headersOf(reply));
	res.end(reply.body);
}

/** Promises the whole answer, sends half of it and hangs up. */
function sendHalf(record: RecordedRequest, res: ServerResponse, reply: Reply): void {
	record.status = reply.status;
	res.writeHead(reply.status, headersOf(reply));
	res.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => {
		res.socket?.destroy();
	});
}
