import { createServer } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';

/** A request that reached {@link answering}. */
export interface Asked {
	method: string;
	path: string;
	body: IDataObject;
}

/**
 * Runs `work` against a server that accepts every login of both APIs and answers everything else as
 * told: for answers that documents leave open, so that no sandbox can decide them.
 *
 * @param answer the whole body of an answer; status 200. A text such as `#12#` stands for a number of
 *   these digits, however many: JavaScript could not hold it
 * @returns what `work` returns, and all requests except logins
 */
export async function answering<T>(
	answer: (asked: Asked) => unknown,
	work: (baseUrl: string) => Promise<T>,
): Promise<{ result: T; asked: Asked[] }> {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			const path = request.url ?? '';
			if (path.includes('/ua/')) {
				const data = { access_token: 'token', expires_in: 35999, owId: 1 };
				response.end(JSON.stringify({ success: true, data }));
				return;
			}
			if (path.includes('/access_token')) {
				const accessToken = { access_token: 'token', expires_in: 3600 };
				response.end(JSON.stringify({ accessToken }));
				return;
			}
			const text = Buffer.concat(chunks).toString();
			const body = (/^[[{]/.test(text) ? JSON.parse(text) : {}) as IDataObject;
			const entry = { method: request.method ?? '', path, body };
			asked.push(entry);
			response.end(JSON.stringify(answer(entry)).replace(/"#(\d+)#"/g, '$1'));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = server.address() as AddressInfo;
		return { result: await work(`http://127.0.0.1:${port}`), asked };
	} finally {
		server.closeAllConnections();
		server.close();
	}
}
