import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { AppLovinApi } from '../../../credentials/AppLovinApi.credentials';
import { AppLovinOAuth2Api } from '../../../credentials/AppLovinOAuth2Api.credentials';
import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { clock } from '../../../nodes/common/ground/clock';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { freshSandbox } from '../../support/freshSandbox';
import { onRequest } from '../../support/onRequest';
import { pressTest } from '../../support/pressTest';
import type { NodeRunOptions } from '../../support/harness';
import {
	apiRequests,
	appLovinCredential,
	requestsTo,
	runNode,
} from '../../support/harness';
import { plant } from '../../support/randomFaultsStage';
import { skippedWaits } from '../../support/testClock';
import { callByHttpRequest } from '../../support/httpRequest';

const TOKEN = '/oauth/v1/access_token';
const CAMPAIGNS = '/campaign_management/v1/campaigns';
const LINE_1 = (globalThis as { N8N_LINE?: string }).N8N_LINE === '1';

const time = skippedWaits();
const sandbox = freshSandbox({ now: () => clock.now() });

const grants = () => requestsTo(sandbox, TOKEN);

const getMany = async (parameters: IDataObject = {}, options: NodeRunOptions = {}) =>
	await runNode(
		sandbox,
		new AppLovinCampaign(),
		{ resource: 'campaign', operation: 'getAll', returnAll: true, ...parameters },
		options,
	);

describe('a first-party app', () => {
	it('asks for a token with the fields of the document and sends it as Bearer', async () => {
		const { error } = await getMany();
		expect(error).toBeUndefined();
		const [grant] = grants();
		// Table of Access Token Form Fields, grant_type client_credentials.
		expect(grant.headers.authorization).toBeUndefined();
		expect(grant.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(Object.fromEntries(new URLSearchParams(grant.body.toString()))).toEqual({
			client_id: sandbox.options.applovin.clientId,
			client_secret: sandbox.options.applovin.clientSecret,
			grant_type: 'client_credentials',
			scope: 'campaigns:write creatives:write source_bids:write',
		});
		expect(requestsTo(sandbox, CAMPAIGNS)[0].headers.authorization).toMatch(/^Bearer \S+$/);
	});

	it('asks for all write scopes where none is chosen, as in a new credential of the editor', async () => {
		await getMany({}, { credential: appLovinCredential(sandbox, { scopes: [] }) });
		const [login] = sandbox.requests;
		expect(new URLSearchParams(login.body.toString()).get('scope')).toBe(
			'campaigns:write creatives:write source_bids:write',
		);
	});

	it.each([
		['a wrong secret', { clientSecret: 'wrong-secret' }, 'AppLovin login refused'],
		['an unreachable host', { oauthBaseUrl: 'http://127.0.0.1:9' }, 'could not reach'],
		['an address without protocol', { apiBaseUrl: 'o.applovin.com' }, 'must start with https://'],
	])('reports %s', async (_, changes: IDataObject, words) => {
		const { error } = await getMany({}, { credential: appLovinCredential(sandbox, changes) });
		expect(error?.message).toContain(words);
		expect(apiRequests(sandbox)).toHaveLength(0);
		expect(JSON.stringify(error)).not.toContain('wrong-secret');
	});

	it.each([
		['the right values', {}, 'OK'],
		['a wrong secret', { clientSecret: 'wrong-secret' }, 'AppLovin login refused'],
		['an unreachable host', { oauthBaseUrl: 'http://127.0.0.1:9' }, 'could not reach'],
	])('answers the Test button for %s', async (_, changes: IDataObject, words) => {
		const message = await pressTest(new AppLovinApi(), appLovinCredential(sandbox, changes));
		expect(message).toContain(words);
	});

	it('finishes 200 items whose token expires in the middle with one renewal', async () => {
		const items = Array.from({ length: 200 }, () => ({ json: {} }));
		let calls = 0;
		const stop = onRequest(sandbox, ({ path }) => {
			if (path === CAMPAIGNS) calls += 1;
			if (calls === 100) sandbox.expireTokens();
		});
		const client = new AppLovinClient(sandbox);
		await client.login();
		await client.makeCampaign();
		sandbox.requests.splice(0);
		const { items: results, error } = await getMany({}, { items });
		stop();
		expect(error).toBeUndefined();
		expect(results).toHaveLength(200);
		expect(grants()).toHaveLength(2);
	});

	it('renews once for ten executions that meet the expired token together', async () => {
		const { engine } = await getMany();
		sandbox.expireTokens();
		const runs = await Promise.all(
			Array.from({ length: 10 }, async () => await getMany({}, { engine })),
		);
		expect(runs.map(({ error }) => error?.message)).toEqual(runs.map(() => undefined));
		expect(grants()).toHaveLength(2);
	});

	it('replaces a token that is 55 minutes old before using it', async () => {
		const { engine } = await getMany();
		time.ahead += 56 * 60_000;
		const { error } = await getMany({}, { engine });
		expect(error).toBeUndefined();
		expect(grants()).toHaveLength(2);
		// No request met a 401: the new token was there before.
		expect(requestsTo(sandbox, CAMPAIGNS).map(({ status }) => status)).toEqual([200, 200]);
	});

	it("works in n8n's HTTP Request node, and only with the API's own host", async () => {
		const data = appLovinCredential(sandbox);
		const call = async (url: string) =>
			await callByHttpRequest({ type: new AppLovinApi(), id: 'applovin', data }, url);
		expect((await call(`${sandbox.url}${CAMPAIGNS}`)).error).toBeUndefined();
		const away = await call(`http://localhost:${sandbox.port}${CAMPAIGNS}`);
		expect(away.error?.message).toContain('was not sent');
	});
});

describe('a third-party app', () => {
	/** What n8n's server holds after "Connect": the answer of the token endpoint as it came. */
	async function connected(): Promise<ICredentialDataDecryptedObject> {
		sandbox.options.applovin.appKind = 'thirdParty';
		const answer = await new AppLovinClient(sandbox).connect();
		return {
			...appLovinCredential(sandbox),
			// n8n's server resolves these expressions of the credential type.
			grantType: 'authorizationCode',
			accessTokenUrl: `${sandbox.url}${TOKEN}`,
			authentication: 'body',
			scope: 'campaigns:write creatives:write source_bids:write',
			oauthTokenData: answer.body as IDataObject as ICredentialDataDecryptedObject[string],
		};
	}

	const asThirdParty = { authentication: 'appLovinOAuth2Api' };

	/** The tests of what n8n 2.30 can do; the one for older versions follows. */
	const since230 = LINE_1 ? [] : (['nested', 'top', 'object'] as const);

	for (const place of since230) {
		it(`uses each refresh token once for ten parallel executions, again and again (${place})`, async () => {
			sandbox.options.applovin.refreshTokenPlace = place;
			const first = await getMany(asThirdParty, { credential: await connected() });
			expect(first.error).toBeUndefined();
			const { engine } = first;
			for (let round = 1; round <= 3; round++) {
				sandbox.expireTokens();
				const runs = await Promise.all(
					Array.from({ length: 10 }, async () => await getMany(asThirdParty, { engine })),
				);
				expect(runs.map(({ error }) => error?.message)).toEqual(runs.map(() => undefined));
				expect(sandbox.applovin.refusedRefreshes).toBe(0);
				const refreshes = grants().filter(({ body }) =>
					body.toString().includes('grant_type=refresh_token'),
				);
				expect(refreshes).toHaveLength(round);
			}
		});
	}

	if (!LINE_1) {
		it('sends the secrets of a renewal in the body, and nothing that is invalid there', async () => {
			const { engine } = await getMany(asThirdParty, { credential: await connected() });
			sandbox.expireTokens();
			await getMany(asThirdParty, { engine });
			const form = new URLSearchParams(grants().at(-1)?.body.toString());
			expect([...form.keys()].sort()).toEqual([
				'client_id',
				'client_secret',
				'grant_type',
				'refresh_token',
			]);
			expect(grants().at(-1)?.headers.authorization).toBeUndefined();
		});

		it('still knows after a renewal what was created a moment ago, which no list shows yet', async () => {
			const form = {
				...asThirdParty,
				operation: 'create',
				name: 'Spring',
				platform: 'android',
				package_name: 'com.example.app',
				bid_type: 'CPI',
				tracking_method: 'adjust',
			};
			const { engine } = await getMany(asThirdParty, { credential: await connected() });
			const { stop } = plant(sandbox, () => undefined, () => '', 3_600_000);
			const first = await getMany(form, { engine });
			sandbox.expireTokens();
			await getMany(asThirdParty, { engine });
			const second = await getMany(form, { engine });
			stop();
			expect([first.error, second.error]).toEqual([undefined, undefined]);
			expect(second.items[0].json).toMatchObject({
				campaign_id: first.items[0].json.campaign_id,
				alreadyExisted: true,
			});
			expect(sandbox.applovin.campaigns.size).toBe(1);
		});

		it('says to reconnect when the refresh token is lost', async () => {
			const credential = await connected();
			const { engine } = await getMany(asThirdParty, { credential });
			sandbox.expireTokens();
			sandbox.applovin.refreshTokens.clear();
			const { error } = await getMany(asThirdParty, { engine });
			expect(`${error?.message} ${error?.description}`).toMatch(/reconnect/i);
			expect(grants().filter(({ status }) => status >= 400)).toHaveLength(1);
		});
	} else {
		it('names the version of n8n that is needed, before anything is sent', async () => {
			const { error } = await getMany(asThirdParty, { credential: await connected() });
			expect(error?.message).toContain('needs n8n 2.30 or newer');
			expect(apiRequests(sandbox)).toHaveLength(0);
		});
	}

	it('makes nothing of what it does not know', async () => {
		const type = new AppLovinOAuth2Api();
		const helper = { helpers: { httpRequest: async () => undefined } };
		expect(
			await type.preAuthentication.call(helper, { oauthTokenData: undefined } as never),
		).toEqual({});
	});
});
