import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import type { FaultKind } from '../../../../sandbox';
import { setAppLovinStage } from '../../../support/appLovinScenarios';
import type { Way } from '../../../support/appLovinTargets';
import {
	campaign,
	CAMPAIGN_ID,
	run as runForms,
	sourceBid,
	target,
} from '../../../support/appLovinTargets';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, runNode } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';
import { skippedWaits } from '../../../support/testClock';

/**
 * The look at a campaign's targeting before its bids and budgets change: how often, and what if it
 * fails?
 */
skippedWaits();
const sandbox = freshSandbox();

const run = async (forms: IDataObject | IDataObject[], way: Way) =>
	await runForms(sandbox, forms, way);

it.each([
	['a percentage', sourceBid({ bid_override_percentage: '-20' })],
	['a bid that is cleared', { ...sourceBid({}), operation: 'clear' }],
])('looks for nothing where a source bid has no unit: %s', async (_, form) => {
	const { error, looks, sent } = await run(form, { present: campaign('ROAS_IAP') });
	expect(error).toBeUndefined();
	expect([looks, sent.length]).toEqual([0, 1]);
});

it.each([
	['devices', { updateFields: {}, devices: 'all' }],
	['a version', { updateFields: { os_major_version_min: '9' } }],
	['a country that is disabled', target([{ country: 'gb', disabled: true }])],
	['a country that is enabled, without a limit', target([{ country: 'fr', disabled: false }])],
])('looks for nothing where Target: Update sets no value: %s', async (_, changes) => {
	const { error, looks, sent } = await run(target([], changes), { present: campaign('CPI') });
	expect(error).toBeUndefined();
	expect([looks, sent.length]).toEqual([0, 1]);
});

describe('looks', () => {
	it('once for many items of one campaign, and once for each other campaign', async () => {
		const forms = [CAMPAIGN_ID, CAMPAIGN_ID, 'abc', CAMPAIGN_ID].map((id) =>
			target([{ country: 'gb', bid: 2 }], { bid_type: 'CPI', campaign_id: picked(id) }),
		);
		const { error, looks, sent } = await run(forms, { present: campaign('CPI') });
		expect(error).toBeUndefined();
		expect([looks, sent.length]).toEqual([2, 4]);

		const bids = [1, 2, 3].map((bid_value) => sourceBid({ bid_value }));
		const bidden = await run(bids, { present: campaign('CPI') });
		expect([bidden.looks, bidden.sent.length]).toEqual([1, 3]);
	});

	it.each<[string, unknown]>([
		['no list', { bid_type: 'CPI' }],
		['null', { bid_type: 'CPI', countries: null }],
		['an object', { bid_type: 'CPI', countries: { gb: {} } }],
		['codes alone', { bid_type: 'CPI', countries: ['gb'] }],
		['a row without its country', { bid_type: 'CPI', countries: [{ bid: 2 }] }],
	])('and sends nothing where AppLovin answers %s of countries', async (_, present) => {
		const { error, looks, sent } = await run(target([{ country: 'gb', budget: 2 }]), { present });
		expect(error?.message).toContain('missing a list of the countries of the campaign');
		expect(error?.description).toContain('Nothing was changed');
		expect([looks, sent]).toEqual([1, []]);
	});

	const FORMS: Array<[string, (stage: IDataObject) => IDataObject]> = [
		[
			'Target: Update',
			({ campaignId }) =>
				target([{ country: 'DEFAULT', bid: 3, budget: 50 }], {
					bid_type: 'CPI',
					campaign_id: picked(String(campaignId)),
				}),
		],
		[
			'Source Bid: Update',
			({ campaignId, appId, country }) => ({
				...sourceBid({ app_id: appId, country, bid_value: '1.5' }),
				campaign_id: picked(String(campaignId)),
			}),
		],
	];
	const LOOK = { path: /\/campaign_targets\//, method: 'GET' };
	const sentTo = (method: string) =>
		apiRequests(sandbox).filter((request) => request.method === method).length;

	describe.each(FORMS)('%s', (_, form) => {
		const go = async (options: Parameters<typeof runNode>[3] = {}) => {
			const stage = (await setAppLovinStage(sandbox)) as unknown as IDataObject;
			return async (faults: Array<Parameters<typeof sandbox.addFault>[0]>) => {
				faults.forEach((fault) => sandbox.addFault(fault));
				return await runNode(sandbox, new AppLovinCampaign(), form(stage), options);
			};
		};

		it.each<[FaultKind, string]>([
			['empty', 'returned an empty response'],
			['notJson', 'not JSON'],
			['html', 'returned a web page'],
			['html404', 'HTTP status 404'],
			['forbidden', 'planted refusal'],
			['successFalse', 'planted refusal'],
			['redirect', 'redirect'],
		])('sends nothing after a look that ends with %s', async (kind, words) => {
			const { error } = await (await go())([{ ...LOOK, kind, message: 'planted refusal' }]);
			expect(error?.message).toContain(
				"The campaign's targeting has to be read before this change:",
			);
			expect(error?.message).toContain(words);
			expect(error?.description).toContain('Nothing was changed.');
			expect(error?.description).not.toContain('may or may not');
			expect([sentTo('GET'), sentTo('POST')]).toEqual([1, 0]);
		});

		it('sends nothing where AppLovin keeps failing', async () => {
			const { error } = await (await go())([{ ...LOOK, kind: 'serverError', times: 99 }]);
			expect(error?.message).toContain('has to be read before this change');
			expect(error?.httpCode).toBe('500');
			expect(sentTo('POST')).toBe(0);
		});

		it('repeats a look that failed once, and then sends', async () => {
			const { error } = await (await go())([{ ...LOOK, kind: 'serverError' }]);
			expect(error).toBeUndefined();
			expect([sentTo('GET'), sentTo('POST')]).toEqual([2, 1]);
		});

		it('sends a change that may have been made once, under Retry On Fail too', async () => {
			const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
			const { error } = await (
				await go({ node })
			)([{ path: /\/(campaign_targets|source_bids)\//, method: 'POST', kind: 'serverErrorAfter' }]);
			expect(error?.description).toContain('may or may not have been created or changed');
			expect(sentTo('POST')).toBe(1);
		});
	});

	it('again after a change that may have been made', async () => {
		const stage = (await setAppLovinStage(sandbox)) as unknown as IDataObject;
		sandbox.addFault({ path: LOOK.path, method: 'POST', kind: 'serverErrorAfter' });
		const { items } = await runNode(sandbox, new AppLovinCampaign(), FORMS[0][1](stage), {
			items: [{ json: {} }, { json: {} }, { json: {} }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json }) => json.updated === true)).toEqual([false, true, true]);
		expect([sentTo('GET'), sentTo('POST')]).toEqual([2, 3]);
	});

	it('not again for the items of a change that was refused', async () => {
		const stage = (await setAppLovinStage(sandbox)) as unknown as IDataObject;
		sandbox.addFault({ path: LOOK.path, method: 'POST', kind: 'successFalse' });
		const { items } = await runNode(sandbox, new AppLovinCampaign(), FORMS[0][1](stage), {
			items: [{ json: {} }, { json: {} }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json }) => json.updated === true)).toEqual([false, true]);
		expect([sentTo('GET'), sentTo('POST')]).toEqual([1, 2]);
	});

	it('anew in every execution', async () => {
		const stage = (await setAppLovinStage(sandbox)) as unknown as IDataObject;
		const form = FORMS[1][1](stage);
		await runNode(sandbox, new AppLovinCampaign(), form);
		const campaigns = sandbox.applovin.campaigns;
		const own = campaigns.get(String(stage.campaignId));
		if (own !== undefined) own.bid_type = 'ROAS_IAP';
		const { error } = await runNode(sandbox, new AppLovinCampaign(), form);
		expect(error?.message).toContain("'Source Bids 1: Bid Value' is 1.5, which would be a goal");
		expect([sentTo('GET'), sentTo('POST')]).toEqual([2, 1]);
	});
});
