import { createServer } from 'http';
import type { AddressInfo } from 'net';
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';

/** A whole answer: JSON, or literal text. */
export interface Reply {
	status?: number;
	json?: unknown;
	text?: string;
}

/**
 * Runs `work` against a server that passes everything on to the sandbox, which acts, but changes the
 * answers for one path: for answers that contradict what was done.
 *
 * @param path of the requests whose answers are changed
 * @param change turns the sandbox's own answer into the one sent
 * @returns what `work` returns, and how often the path was requested
 */
export async function replying<T>(
	sandbox: Sandbox,
	path: RegExp,
	change: (answer: IDataObject) => Reply,
	work: (baseUrl: string) => Promise<T>,
): Promise<{ result: T; asked: number }> {
	let asked = 0;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			void (async () => {
				const headers = Object.fromEntries(
					Object.entries(request.headers).filter(
						([name]) => !['host', 'connection', 'content-length'].includes(name),
					),
				);
				const method = request.method ?? 'GET';
				const url = request.url ?? '';
				const answer = await fetch(`${sandbox.url}${url}`, {
					method,
					headers: headers as Record<string, string>,
					...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
				});
				const text = await answer.text();
				if (!path.test(url.split('?')[0])) {
					response.statusCode = answer.status;
					response.setHeader('content-type', answer.headers.get('content-type') ?? '');
					response.end(text);
					return;
				}
				asked += 1;
				const reply = change(JSON.parse(text) as IDataObject);
				response.statusCode = reply.status ?? 200;
				response.setHeader(
					'content-type',
					reply.text === undefined ? 'application/json' : 'text/html',
				);
				response.end(reply.text ?? JSON.stringify(reply.json));
			})();
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
