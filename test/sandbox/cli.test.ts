import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import type { ICredentialDataDecryptedObject, ICredentialType, IDataObject } from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { AppLovinOAuth2Api } from '../../credentials/AppLovinOAuth2Api.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import { AppLovinCampaign } from '../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { IqmInsertionOrder } from '../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import type { Sandbox } from '../../sandbox';
import { forgetProcessState, runNode } from '../support/harness';

const ROOT = path.join(__dirname, '..', '..');
const LINE_1 = (globalThis as { N8N_LINE?: string }).N8N_LINE === '1';

let running: ChildProcess | undefined;
beforeEach(forgetProcessState);
afterEach(async () => {
	const child = running;
	running = undefined;
	if (child === undefined || child.exitCode !== null) return;
	child.kill('SIGTERM');
	await once(child, 'exit');
});

/** What `npm run sandbox` prints with these options. */
async function printed(...options: string[]): Promise<string> {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', path.join('sandbox', 'cli.ts'), '--port', '0', ...options],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	running = child;
	let text = '';
	for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
		text += chunk.toString();
		if (text.includes('Ctrl+C')) return text;
	}
	throw new Error(`The sandbox ended: ${text}`);
}

/** What n8n's own type adds to the form of a credential that extends it. */
const OF_OAUTH2 = [
	{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
	{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
];

/** A new credential of this type, into whose form a user copied what stands under its name. */
function filledIn(text: string, type: ICredentialType): ICredentialDataDecryptedObject {
	const [, block = ''] = text.split(`Credential "${type.displayName}":\n`);
	const lines = block.split('\n\n')[0].split('\n');
	const fields = lines.flatMap((line) => {
		const [, label, value] = /^ {2}(\S.*?) {2,}(\S+)$/.exec(line) ?? [];
		return label === undefined ? [] : [[label, value]];
	});
	expect(fields.length).toBeGreaterThan(3);
	const inherited = type.extends?.includes('oAuth2Api') ? OF_OAUTH2 : [];
	const properties = [...inherited, ...type.properties];
	const presets = properties.map((property) => [property.name, property.default]);
	const entered = fields.map(([label, value]) => {
		const property = properties.find(({ displayName }) => displayName === label);
		expect([label, property?.type]).toEqual([label, 'string']);
		return [property?.name, value];
	});
	return Object.fromEntries([...presets, ...entered]) as ICredentialDataDecryptedObject;
}

/** A hidden field of a credential, whose expression n8n's server resolves. */
function resolved(type: ICredentialType, name: string, $self: IDataObject): string {
	const { default: template } = type.properties.find((property) => property.name === name) ?? {};
	return String(template)
		.replace(/^=/, '')
		.replace(/\{\{(.*?)\}\}/g, (_, code: string) => String(runInNewContext(code, { $self })));
}

const getMany = async (parameters: IDataObject, credential: ICredentialDataDecryptedObject) =>
	await runNode(
		{} as Sandbox,
		new AppLovinCampaign(),
		{ resource: 'campaign', operation: 'getAll', returnAll: true, ...parameters },
		{ credential },
	);

it('prints what logs a first-party app in', async () => {
	const credential = filledIn(await printed(), new AppLovinApi());
	const { items, error } = await getMany({}, credential);
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});

it('prints what logs in at IQM', async () => {
	const { error } = await runNode(
		{} as Sandbox,
		new IqmInsertionOrder(),
		{ operation: 'getAll', returnAll: true },
		{ credential: filledIn(await printed(), new IqmApi()) },
	);
	expect(error).toBeUndefined();
});

it('prints what connects a third-party app', async () => {
	const type = new AppLovinOAuth2Api();
	const credential = filledIn(await printed('--third-party'), type);
	const { clientId, clientSecret } = credential as Record<string, string>;
	const redirectUri = 'http://localhost:5678/rest/oauth2-credential/callback';

	const consent = new URL(resolved(type, 'authUrl', credential as IDataObject));
	consent.search = new URLSearchParams({
		client_id: clientId,
		redirect_uri: redirectUri,
		response_type: 'code',
		scope: resolved(type, 'scope', credential as IDataObject),
		state: 'x',
	}).toString();
	const { status, headers } = await fetch(consent, { redirect: 'manual' });
	expect(status).toBe(302);
	const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';

	const accessTokenUrl = resolved(type, 'accessTokenUrl', credential as IDataObject);
	const answer = await fetch(accessTokenUrl, {
		method: 'POST',
		body: new URLSearchParams({
			client_id: clientId,
			client_secret: clientSecret,
			grant_type: 'authorization_code',
			code,
			redirect_uri: redirectUri,
		}),
	});
	expect(answer.status).toBe(200);
	const oauthTokenData = (await answer.json()) as IDataObject;
	// The versions of n8n that this kind of app needs: see the credential.
	if (LINE_1) return;
	const connected = { ...credential, accessTokenUrl, oauthTokenData };
	const { error } = await getMany(
		{ authentication: 'appLovinOAuth2Api' },
		connected as ICredentialDataDecryptedObject,
	);
	expect(error).toBeUndefined();
});
