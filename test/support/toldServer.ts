import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'http';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';

/** A request that reached {@link told}, without logins. */
export interface Heard {
	method: string;
	/** Path with its query, as received. */
	url: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: IDataObject;
}

/** Answers a request through the connection itself, for bytes, headers and faults of every kind. */
export type Teller = (response: ServerResponse, heard: Heard) => void;

export interface ToldServer {
	baseUrl: string;
	port: number;
	/** Every request but the logins, in order. */
	heard: Heard[];
	/** Number of logins: each one's token is `token-<number>`. */
	logins: number;
	/** Connections that are open now. */
	open: number;
}

async function bodyOf(request: IncomingMessage): Promise<IDataObject> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	return (/^[[{]/.test(text) ? JSON.parse(text) : {}) as IDataObject;
}

/** Answers with JSON. */
export function tellJson(response: ServerResponse, json: unknown, status = 200): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

/**
 * Runs `work` against a server that accepts every login of IQM and passes every other request to
 * `teller`, which may answer in any way, byte by byte.
 */
export async function told<T>(
	teller: Teller,
	work: (server: ToldServer) => Promise<T>,
): Promise<T> {
	const state: ToldServer = { baseUrl: '', port: 0, heard: [], logins: 0, open: 0 };
	const server = createServer((request, response) => {
		void (async () => {
			const url = request.url ?? '';
			const body = await bodyOf(request);
			if (url.includes('/ua/') && !url.includes('/ua/customer/')) {
				state.logins += 1;
				const data = { access_token: `token-${state.logins}`, expires_in: 35999, owId: 1 };
				tellJson(response, { success: true, data });
				return;
			}
			const { pathname, searchParams } = new URL(url, 'http://told');
			const { method = '', headers } = request;
			const query = Object.fromEntries(searchParams);
			const entry = { method, url, path: pathname, query, headers, body };
			state.heard.push(entry);
			teller(response, entry);
		})();
	});
	server.on('connection', (socket) => {
		state.open += 1;
		socket.on('close', () => (state.open -= 1));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	state.port = (server.address() as AddressInfo).port;
	state.baseUrl = `http://127.0.0.1:${state.port}`;
	try {
		return await work(state);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}
