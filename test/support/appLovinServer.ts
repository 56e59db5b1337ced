import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { freshSandbox } from './freshSandbox';
import type { NodeRun, NodeRunOptions } from './harness';
import { appLovinCredential, runNode } from './harness';
import type { OpenForm } from './openForm';
import { openForm } from './openForm';
import { skippedWaits } from './testClock';

/** A request that reached the server; `body` is its parsed JSON, or else its text. */
export interface AskedOf {
	method: string;
	path: string;
	query: URLSearchParams;
	body: unknown;
}

/** An answer: a text is sent as it is, anything else as JSON. */
export interface Replied {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** An AppLovin API that answers as the test says, on a clock without real waiting. */
export class AppLovinServer {
	asked: AskedOf[] = [];

	answer: (asked: AskedOf) => Replied = () => ({ body: {} });

	/** The targeting of every campaign, with which changes of bids and budgets are compared. */
	targeting: IDataObject | undefined;

	url = '';

	constructor(private readonly sandbox: Sandbox) {}

	async open(): Promise<() => void> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
				const isLogin = pathname.endsWith('/access_token');
				const text = Buffer.concat(chunks).toString();
				const asked: AskedOf = {
					method: String(request.method),
					path: pathname,
					query: searchParams,
					body: /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text,
				};
				if (!isLogin) this.asked.push(asked);
				const { status = 200, headers, body } = isLogin
					? { body: { accessToken: { access_token: 'token', expires_in: 3600 } } }
					: this.answered(asked);
				response.writeHead(status, { 'content-type': 'application/json', ...headers });
				response.end(typeof body === 'string' ? body : JSON.stringify(body));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		return () => {
			server.closeAllConnections();
			server.close();
		};
	}

	private answered(asked: AskedOf): Replied {
		const isLook = asked.method === 'GET' && asked.path.includes('/campaign_targets/');
		return isLook && this.targeting !== undefined
			? { body: this.targeting }
			: this.answer(asked);
	}

	/** The requests that change something. */
	get writes(): AskedOf[] {
		return this.asked.filter(({ method }) => method === 'POST');
	}

	credential(changes: IDataObject = {}) {
		const address = { apiBaseUrl: this.url, oauthBaseUrl: this.url };
		return appLovinCredential(this.sandbox, { ...address, ...changes });
	}

	async run(
		node: INodeType,
		parameters: IDataObject,
		options: NodeRunOptions = {},
	): Promise<NodeRun> {
		const credential = this.credential();
		return await runNode(this.sandbox, node, parameters, { credential, ...options });
	}

	openForm(node: INodeType, parameters: INodeParameters): OpenForm {
		return openForm(this.sandbox, node, { parameters, credential: this.credential() });
	}
}

/** Such a server for one test file; its record of requests is cleared before each test. */
export function appLovinServer(): AppLovinServer {
	skippedWaits();
	const server = new AppLovinServer(freshSandbox());
	let close = () => {};
	beforeAll(async () => void (close = await server.open()));
	afterAll(() => close());
	beforeEach(() => {
		server.asked = [];
		server.answer = () => ({ body: {} });
		server.targeting = undefined;
	});
	return server;
}
