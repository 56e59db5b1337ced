import * as core from 'n8n-core';
import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

import { AppLovinApi } from '../../../../credentials/AppLovinApi.credentials';
import { appLovinTriggerStage, ASSETS, nodeFor, STATUS } from '../../../support/appLovinTriggerStage';
import { Engine } from '../../../support/engine';
import { appLovinCredential } from '../../../support/harness';
import { LINE_1 } from '../../../support/polls';

const { client, pollNext, sandbox, time, trigger } = appLovinTriggerStage();

describe("access of AppLovin's triggers", () => {
	it.each(
		[STATUS, ASSETS].flatMap((on): Array<[string, IDataObject, string, IDataObject]> => [
			['a wrong secret', { clientSecret: 'wrong-secret' }, 'AppLovin login refused', on],
			['an unreachable host', { oauthBaseUrl: 'http://127.0.0.1:9' }, 'could not reach', on],
		]),
	)('refuses to be activated with %s', async (_, changes, words, on) => {
		const workflow = trigger(on, 'onEmission', appLovinCredential(sandbox, changes));
		const error = await workflow.activate().catch((thrown: Error) => thrown);
		expect((error as Error).message).toContain(words);
		expect(JSON.stringify(error)).not.toContain('wrong-secret');
		expect(workflow.stored).toBe('{}');
	});

	it.each([STATUS, ASSETS])('lists the campaigns to choose from: %j', async (on) => {
		const id = await client.makeCampaign({ name: 'My app' });
		const node = nodeFor(on);
		const type = `n8n-nodes-iqm-applovin.${node.description.name}`;
		const engine = new Engine({
			nodeTypes: { [type]: node },
			credentialTypes: { appLovinApi: new AppLovinApi() },
			credentials: { applovin: appLovinCredential(sandbox) },
		});
		const form = {
			...{ id: 'uuid-1234', name: 'Temp-Node', type, typeVersion: 1, position: [0, 0] },
			parameters: { ...on, campaigns: 'chosen' },
			credentials: { appLovinApi: { id: 'applovin', name: 'AppLovin' } },
		} as INode;
		const workflow = engine.workflow({ nodes: [form], connections: {} });
		const context = new core.LoadOptionsContext(workflow, form, engine.additionalData(), '');
		const listed = await node.methods.loadOptions.getCampaigns.call(context);
		expect(listed).toEqual([{ name: `My app (${id}) – Paused`, value: id }]);
	});

	it('works with a third-party app, through renewals, from n8n 2.30 on', async () => {
		sandbox.options.applovin.appKind = 'thirdParty';
		const answer = await client.connect();
		const id = await client.makeCampaign();
		const credential = {
			...appLovinCredential(sandbox),
			...{ grantType: 'authorizationCode', authentication: 'body' },
			accessTokenUrl: `${sandbox.url}/oauth/v1/access_token`,
			oauthTokenData: answer.body as IDataObject as ICredentialDataDecryptedObject[string],
		};
		const workflow = trigger(
			{ ...STATUS, authentication: 'appLovinOAuth2Api' },
			'onEmission',
			credential,
		);
		if (LINE_1) {
			await expect(workflow.activate()).rejects.toThrow('needs n8n 2.30 or newer');
			return;
		}
		await workflow.activate();
		for (let status = true, round = 0; round < 3; round++, status = !status) {
			sandbox.expireTokens();
			sandbox.applovin.decideCampaign(id, status, time.now);
			expect(await pollNext(workflow)).toMatchObject([{ campaign_id: id, status }]);
		}
		expect(sandbox.applovin.refusedRefreshes).toBe(0);
	});

	it('keeps the rate limit, and reports at the next poll what one had no time for', async () => {
		for (let index = 0; index < 9; index++) await client.makeCampaign();
		sandbox.requests.splice(0);
		Object.assign(sandbox.options.applovin, { requestsPerHour: 25 });
		const [first] = sandbox.applovin.campaigns.keys();
		const workflow = trigger(
			ASSETS,
			'onEmission',
			appLovinCredential(sandbox, { requestsPerHour: 24 }),
		);
		time.now += 3_600_000;
		// A login and ten requests; the next poll has thirteen left, the one after it three.
		await workflow.activate();
		expect(await pollNext(workflow)).toEqual([]);
		const set = sandbox.applovin.nextHexId('creativeSet');
		const empty = { countries: [], languages: [], product_page: '', switched: new Map() };
		sandbox.applovin.creativeSets.set(set, { id: set, campaign_id: first, name: 'S', ...empty });
		const asset = { type: 'TXT_TITLE', asset: 'Title', fails: false, madeAt: time.now };
		sandbox.applovin.assets.set(set, new Map([['TXT_TITLE', asset]]));
		const error = await pollNext(workflow).catch((thrown: Error) => thrown);
		expect(error).toMatchObject({ httpCode: '429' });
		expect((error as Error).message).toContain("AppLovin's rate limit is used up");
		time.now += 3_600_000;
		expect(await pollNext(workflow)).toMatchObject([{ creative_set_id: set }]);
		expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});
});
