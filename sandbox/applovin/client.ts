import { dig, encodeForm, FORM_TYPE, SandboxClient, type Answer, type FormPart } from '../client';
import { parseJson, type JsonObject, type JsonValue } from '../json';
import type { Sandbox } from '../types';

/** An answer of AppLovin, which may be a bare array; `undefined` if it is not JSON. */
export interface AppLovinAnswer extends Answer {
	value: JsonValue | undefined;
}

const BASE = '/campaign_management/v1';
const FORM = 'application/x-www-form-urlencoded';

/** A bare client for AppLovin's side of the sandbox, with no retries and no checks. */
export class AppLovinClient {
	token = '';
	private readonly plain: SandboxClient;

	constructor(private readonly sandbox: Sandbox) {
		this.plain = new SandboxClient(sandbox);
	}

	async send(
		method: string,
		path: string,
		body?: Buffer | string,
		headers: Record<string, string> = {},
	): Promise<AppLovinAnswer> {
		const answer = await this.plain.send(method, path, body, headers);
		return { ...answer, value: parseJson(answer.text) };
	}

	/** Asks for a token with these fields in addition to the client's; undefined removes a field. */
	grant(
		fields: Record<string, string | undefined>,
		headers: Record<string, string> = {},
	): Promise<AppLovinAnswer> {
		const { clientId, clientSecret } = this.sandbox.options.applovin;
		const form = new URLSearchParams();
		const all = { client_id: clientId, client_secret: clientSecret, ...fields };
		for (const [name, value] of Object.entries(all)) {
			if (value !== undefined) form.append(name, value);
		}
		const allHeaders = { 'Content-Type': FORM, ...headers };
		return this.send('POST', '/oauth/v1/access_token', form.toString(), allHeaders);
	}

	/** Logs in as a first-party app does, by default with all of its scopes. */
	async login(scope = this.sandbox.options.applovin.scopes.join(' ')): Promise<AppLovinAnswer> {
		const answer = await this.grant({ grant_type: 'client_credentials', scope });
		this.token = String(dig(answer.body, 'accessToken', 'access_token') ?? '');
		return answer;
	}

	/** Asks a user to consent to a third-party app; the answer redirects. */
	consent(changes: Record<string, string | undefined> = {}): Promise<AppLovinAnswer> {
		const { clientId, scopes, redirectUris } = this.sandbox.options.applovin;
		const query = new URLSearchParams();
		const all = {
			client_id: clientId,
			redirect_uri: redirectUris === 'any' ? 'https://mydomain.com/oauth_code' : redirectUris[0],
			response_type: 'code',
			scope: scopes.join(' '),
			state: 'ab13221308fe6abad1d1',
			...changes,
		};
		for (const [name, value] of Object.entries(all)) {
			if (value !== undefined) query.append(name, value);
		}
		return this.send('GET', `/oauth/initialize?${query.toString().replaceAll('+', '%20')}`);
	}

	/** Lets a user consent and exchanges the code, as a third-party app does. */
	async connect(): Promise<AppLovinAnswer> {
		const { headers } = await this.consent();
		const location = new URL(headers.get('location') ?? '');
		const code = location.searchParams.get('code') ?? '';
		const redirect_uri = location.origin + location.pathname;
		const answer = await this.grant({ grant_type: 'authorization_code', code, redirect_uri });
		this.token = String(dig(answer.body, 'accessToken', 'access_token') ?? '');
		return answer;
	}

	get(path: string): Promise<AppLovinAnswer> {
		return this.send('GET', BASE + path, undefined, this.headers);
	}

	post(path: string, body: unknown): Promise<AppLovinAnswer> {
		const headers = { ...this.headers, 'Content-Type': 'application/json' };
		return this.send('POST', BASE + path, JSON.stringify(body), headers);
	}

	/** Manages an asset of a creative set. */
	asset(creativeSetId: string, parts: FormPart[]): Promise<AppLovinAnswer> {
		const headers = { ...this.headers, 'Content-Type': FORM_TYPE };
		const path = `${BASE}/creative_set_assets/${creativeSetId}`;
		return this.send('POST', path, encodeForm(parts), headers);
	}

	async makeCampaign(changes: JsonObject = {}): Promise<string> {
		const answer = await this.post('/campaign/', {
			name: 'My app US',
			platform: 'android',
			package_name: 'com.example.app',
			bid_type: 'CPI',
			category: '803',
			tracking_method: 'adjust',
			status: false,
			...changes,
		});
		return String(answer.body.campaign_id);
	}

	async makeCreativeSet(campaignId: string, changes: JsonObject = {}): Promise<string> {
		const body = { campaign_id: campaignId, name: 'Set A', languages: ['en'], ...changes };
		return String((await this.post('/creative_set/', body)).body.id);
	}

	private get headers(): Record<string, string> {
		return { Authorization: `Bearer ${this.token}` };
	}
}
