import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server in a process of its own that throws uploads away and answers at once, as IQM and AppLovin
 * do when they accept them: `sink.ts [MB/s]` limits its reading speed. `GET /received` returns what
 * has arrived since the last such request, `GET /file/<bytes>` a file of that length.
 */
const RATE = Number(process.argv[2] ?? 0);

export interface Received {
	path: string;
	/** Of the body. */
	bytes: number;
	/** `Content-Length`; undefined for a body in chunks. */
	announced?: number;
}

const AUDIENCE = {
	id: 1,
	audienceName: 'Spring volunteers',
	status: 'Ready',
	matchRate: 57.88,
	fileTotalCount: 5,
	isSingleColumnEnabled: false,
};

const ANSWERS: Array<[path: RegExp, answer: unknown]> = [
	[/^\/api\/v3\/ua\/login/, { success: true, data: { access_token: 'sink-token', owId: 1 } }],
	[/access_token/, { accessToken: { access_token: 'sink-token' } }],
	[
		/^\/api\/v2\/audience\/matched\/add/,
		{ statusCode: 200, responseObject: { id: 1, message: 'Audience created successfully' } },
	],
	[/^\/api\/v2\/audience\/matched\//, { statusCode: 200, responseObject: AUDIENCE }],
	[
		/^\/campaign_management\//,
		[{ asset: 'https://sink/video.mp4', status: 'processing', type: 'VID_LONG_P' }],
	],
	[
		/^\/api\/v3\/master\/timezones/,
		{ success: true, data: { data: [{ id: 29, label: '(GMT-05:00) Eastern Time', name: 'US/Eastern' }] } },
	],
	[/^\/(?:upload|next)/, { ok: true }],
];

const LINE = Buffer.from('"Spring volunteers",451351,1000,12,0.28,5.664\n'.repeat(1_400));

/** Sends a file of this length as fast as it is taken. */
function sendFile(response: ServerResponse, length: number): void {
	const headers = { 'content-type': 'text/csv', 'content-length': length };
	response.writeHead(200, headers);
	let left = length;
	const more = (): void => {
		while (left > 0) {
			const chunk = left < LINE.length ? LINE.subarray(0, left) : LINE;
			left -= chunk.length;
			if (!response.write(chunk)) return void response.once('drain', more);
		}
		response.end();
	};
	more();
}

/** Reads a body to its end, no faster than {@link RATE}. */
async function drain(request: IncomingMessage): Promise<number> {
	const started = performance.now();
	let bytes = 0;
	request.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (RATE === 0) return;
		const earlyMs = bytes / (RATE * 1_000) - (performance.now() - started);
		if (earlyMs < 5) return;
		request.pause();
		setTimeout(() => request.resume(), earlyMs);
	});
	await new Promise((resolve) => request.on('end', resolve));
	return bytes;
}

let received: Received[] = [];

/** The length of the next report. */
let fileBytes = 20_000;

const server = createServer((request, response) => {
	const path = request.url ?? '';
	void drain(request).then((bytes) => {
		response.setHeader('content-type', 'application/json');
		if (path === '/received') {
			response.end(JSON.stringify(received));
			received = [];
			return;
		}
		const file = /^\/file\/(\d+)/.exec(path);
		if (file !== null) return sendFile(response, Number(file[1]));
		if (path.endsWith('/ra/report/download')) {
			const url = `http://${request.headers.host}/file/${fileBytes}`;
			return void response.end(JSON.stringify({ success: true, data: { url } }));
		}
		const next = /^\/next\/(\d+)/.exec(path);
		if (next !== null) fileBytes = Number(next[1]);
		const length = request.headers['content-length'];
		const announced = length === undefined ? undefined : Number(length);
		received.push({ path, bytes, announced });
		const answer = ANSWERS.find(([pattern]) => pattern.test(path));
		const isWhole = announced === undefined || announced === bytes;
		response.statusCode = answer === undefined || !isWhole ? 400 : 200;
		response.end(JSON.stringify(answer?.[1] ?? { error: `The sink does not know ${path}` }));
	});
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
	process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
