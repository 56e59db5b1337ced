import { isObject, parseJson, type JsonObject, type JsonValue } from './json';
import { sampleContent } from './samples';
import type { Sandbox } from './types';

export interface FormPart {
	name: string;
	value: string | Buffer;
	filename?: string;
	contentType?: string;
}

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** `{}` if the answer is not a JSON object. */
	body: JsonObject;
}

const BOUNDARY = '----SandboxFormBoundary7MA4YWxkTrZu0gW';

/** The Content-Type that goes with `encodeForm`. */
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A multipart body in the layout of the quickstarts' samples. */
export function encodeForm(parts: FormPart[]): Buffer {
	const chunks = parts.flatMap(({ name, value, filename, contentType }) => {
		const file = filename === undefined ? '' : `; filename="${filename}"`;
		const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
		const disposition = `Content-Disposition: form-data; name="${name}"${file}\r\n`;
		const head = `--${BOUNDARY}\r\n${disposition}${type}\r\n`;
		return [Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')];
	});
	return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** Follows keys into an answer, so that a reader need not prove every step to the compiler. */
export function dig(value: JsonValue | undefined, ...path: Array<string | number>): JsonValue {
	let current: JsonValue = value ?? null;
	for (const key of path) {
		if (Array.isArray(current) && typeof key === 'number') current = current[key] ?? null;
		else if (isObject(current)) current = current[String(key)] ?? null;
		else return null;
	}
	return current;
}

/**
 * A bare client for the sandbox: no retries, no checks, nothing shared with the nodes. The sandbox's
 * own tests use it, and tests of the nodes can use it to make what a node should find.
 */
export class SandboxClient {
	private token = '';

	constructor(private readonly sandbox: Sandbox) {}

	get headers(): Record<string, string> {
		return {
			Authorization: `Bearer ${this.token}`,
			'X-IAA-OW-ID': String(this.sandbox.options.iqm.owId),
		};
	}

	get basic(): string {
		const { clientId, clientSecret } = this.sandbox.options.iqm;
		return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
	}

	async send(
		method: string,
		path: string,
		body: Buffer | string | undefined,
		headers: Record<string, string>,
	): Promise<Answer> {
		const response = await fetch(this.sandbox.url + path, {
			method,
			headers,
			redirect: 'manual',
			...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
		});
		const text = await response.text();
		const json = parseJson(text);
		const { status } = response;
		return { status, headers: response.headers, text, body: isObject(json) ? json : {} };
	}

	async login(): Promise<Answer> {
		const { email, password, workspaceHost } = this.sandbox.options.iqm;
		const body = JSON.stringify({ grantType: 'password', email, password });
		const answer = await this.send('POST', '/api/v3/ua/login', body, {
			'Content-Type': 'application/json',
			Authorization: this.basic,
			'X-IAA-HOST': workspaceHost ?? 'app.iqm.com',
		});
		this.token = String(dig(answer.body, 'data', 'access_token') ?? '');
		return answer;
	}

	get(path: string): Promise<Answer> {
		return this.send('GET', path, undefined, this.headers);
	}

	/** Sends JSON with the headers of the login. */
	ask(method: string, path: string, body: unknown): Promise<Answer> {
		const headers = { ...this.headers, 'Content-Type': 'application/json' };
		return this.send(method, path, JSON.stringify(body), headers);
	}

	post(path: string, body: unknown): Promise<Answer> {
		return this.ask('POST', path, body);
	}

	form(path: string, parts: FormPart[]): Promise<Answer> {
		const headers = { ...this.headers, 'Content-Type': FORM_TYPE };
		return this.send('POST', path, encodeForm(parts), headers);
	}

	/** Makes the quickstart's insertion order (with its budget kept) and returns its id. */
	async makeOrder(changes: JsonObject = {}): Promise<number> {
		const answer = await this.post('/api/v3/cmp/io/add', {
			ioName: 'IO Name 1',
			ioStartTime: 1690898148000,
			ioEndTime: 1990898888000,
			ioTotalBudget: 1000,
			ioTimeZoneId: 29,
			isAutoSumIoTotalBudget: false,
			ioBudgetTypeId: 1,
			ioBudgetDistributionMethodId: 1,
			...changes,
		});
		return Number(dig(answer.body, 'data', 'ioId'));
	}

	/** Uploads the sample banner and returns the creative's id. */
	async makeImage(changes: JsonObject = {}): Promise<number> {
		const answer = await this.form('/api/v2/crt/add/image/banner/creative', imageForm(changes));
		return Number(dig(answer.body, 'responseObject', 'data', 0));
	}

	/** Makes a campaign and returns its id; `changes` must name order and creative. */
	async makeCampaign(changes: JsonObject): Promise<number> {
		const answer = await this.post('/api/v2/cmp/campaigns/add', campaignBody(changes));
		return Number(dig(answer.body, 'responseObject', 'data'));
	}
}

/** The request for an image campaign, complete except for its order and creative. */
export function campaignBody(changes: JsonObject): JsonObject {
	return {
		campaignName: 'Campaign',
		creativeType: 11,
		advertiserDomain: 'https://example.com',
		countryId: '30100001',
		startTime: 1_925_000_000,
		endTime: 1_927_000_000,
		timezone: 29,
		budgetTypeId: 1,
		totalBudgetPacing: false,
		budgetDay: 50,
		budgetTotal: 1000,
		maxBid: 10,
		campaignType: 1,
		isAgreementChecked: true,
		exchanges: '',
		publisherAdCategory: '',
		...changes,
	};
}

/** The form of an image upload as in the quickstart, with the sample banner in it. */
export function imageForm(changes: JsonObject = {}, key = '8a9ab848-b302-40a6-bea1-17f7aca6f362') {
	const metadata = {
		originalFileName: 'banner.png',
		creativeName: 'Creative',
		clickUrl: 'https://iqm.com',
		width: 300,
		height: 250,
		...changes,
	};
	const content = sampleContent('/samples/banner.png');
	const parts: FormPart[] = [
		{ name: 'dspId', value: '' },
		{ name: 'advertiserId', value: '' },
		{ name: 'creativeImageMetadata', value: JSON.stringify({ [key]: metadata }) },
		{
			name: 'creativeFiles',
			value: content,
			filename: `${key}.png`,
			contentType: 'image/png',
		},
	];
	return parts;
}
