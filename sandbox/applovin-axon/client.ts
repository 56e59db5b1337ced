import type { Sandbox } from '../types';

/** A request to the stand-in, as a client without any help would send it. */
export class AxonClient {
	constructor(
		private readonly sandbox: Sandbox,
		private readonly account: Record<string, string> = { account_id: sandbox.options.applovinAxon.accountId },
		private readonly key = sandbox.options.applovinAxon.apiKey,
	) {}

	async get(path: string, query: Record<string, string> = {}) {
		return await this.send('GET', path, query);
	}

	async post(path: string, body: unknown) {
		const form = body instanceof FormData;
		return await this.send('POST', path, {}, {
			body: form ? body : JSON.stringify(body),
			...(form ? {} : { headers: { 'content-type': 'application/json' } }),
		});
	}

	private async send(method: string, path: string, query: Record<string, string>, init: RequestInit = {}) {
		const address = new URLSearchParams({ ...this.account, ...query });
		const response = await fetch(`${this.sandbox.url}/manage/v1${path}?${address}`, {
			...init,
			method,
			headers: { ...init.headers, authorization: this.key },
		});
		const text = await response.text();
		return {
			status: response.status,
			text,
			body: (text === '' ? undefined : JSON.parse(text)) as unknown,
			code: response.headers.get('x-al-error-code'),
			words: response.headers.get('x-al-error-message'),
			trace: response.headers.get('x-trace-id'),
		};
	}
}
