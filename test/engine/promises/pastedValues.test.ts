import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { AppLovinCreativeSetTrigger } from '../../../nodes/AppLovin/AppLovinCreativeSetTrigger/AppLovinCreativeSetTrigger.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { freshSandbox } from '../../support/freshSandbox';
import { appLovinCredential, runNode, sandboxCredential } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { PolledWorkflow } from '../../support/polls';
import { CAMPAIGN_FORM } from '../../support/scenarios';
import { KINDS } from '../../support/triggerStage';

/** Values as they come out of web pages, spreadsheets and other systems. */
const sandbox = freshSandbox();

const LISTS: Array<[name: string, node: () => INodeType, filter: string]> = [
	['campaigns', () => new IqmCampaign(), 'searchField'],
	['creatives', () => new IqmCreative(), 'searchField'],
	['insertion orders', () => new IqmInsertionOrder(), 'searchField'],
	['matched audiences', () => new IqmMatchedAudience(), 'searchFields'],
];

const asked = (filter: string): unknown[] =>
	sandbox.requests
		.map(({ json }) => json as IDataObject | undefined)
		.filter((body) => body !== undefined && filter in body)
		.map((body) => body?.[filter]);

describe.each(LISTS)("'Name or ID Contains' of %s", (_, node, filter) => {
	const list = async (text: string) =>
		await runNode(sandbox, node(), { operation: 'getAll', filters: { [filter]: text } });

	it.each([
		['NFD', 'Fru\u0308hling', 'Fr\u00fchling'],
		['a non-breaking space', 'IO\u00a0Name', 'IO Name'],
		['characters that nobody sees', 'Spr\u200bing  sale', 'Spring sale'],
	])('is sent as people type it: %s', async (_kind, text, sent) => {
		const { error } = await list(text);
		expect(error).toBeUndefined();
		expect(asked(filter)).toEqual([filter === 'searchFields' ? [sent] : sent]);
	});

	it('takes brackets for a part of a name', async () => {
		const { error } = await list('[US] phones');
		expect(error).toBeUndefined();
		expect(asked(filter)).toEqual([filter === 'searchFields' ? ['[US] phones'] : '[US] phones']);
	});

	it.each(['\u200b', '\u00a0\ufeff'])('is empty where nothing can be seen: %j', async (text) => {
		const { error } = await list(text);
		expect(error?.message).toBe("'Name or ID Contains' is empty");
		expect(sandbox.requests).toEqual([]);
	});
});

describe("'Name or ID Contains' of triggers", () => {
	it.each(KINDS)('$things', async ({ node, events, thing }) => {
		const filter = thing === 'audience' ? 'searchFields' : 'searchField';
		const poll = async (text: string) => {
			const parameters = { event: events.added, filters: { [filter]: text } };
			const credential = sandboxCredential(sandbox);
			return await new PolledWorkflow(new node(), parameters, credential).fetchTestEvent();
		};
		const { error } = await poll('\u200b');
		expect(error?.message).toBe("'Name or ID Contains' is empty");
		expect(sandbox.requests).toEqual([]);
		await poll('IO\u00a0Fru\u0308hling');
		expect(new Set(asked(filter).flat())).toEqual(new Set(['IO Fr\u00fchling']));
	});
});

const CAMPAIGN = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });
const ORDER = {
	operation: 'create',
	ifItExists: 'create',
	ioName: 'Order',
	ioStartTime: '2030-01-01',
	ioEndTime: '2031-01-01',
	ioTimeZoneId: picked(29),
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 100,
};
const PREVIEW = { preview: true };

it.each<[string, () => INodeType, IDataObject, string]>([
	['a campaign', () => new IqmCampaign(), { ...CAMPAIGN, campaignName: '\u200b' }, 'Name'],
	[
		'a draft',
		() => new IqmCampaign(),
		{ ...CAMPAIGN, operation: 'createDraft', campaignName: '\u2060' },
		'Name',
	],
	['an order', () => new IqmInsertionOrder(), { ...ORDER, ioName: '\u200b ' }, 'Name'],
	[
		'an order that changes',
		() => new IqmInsertionOrder(),
		{ operation: 'update', ioId: picked(1), updateFields: { ioName: '\u00ad' } },
		'Name',
	],
	[
		'a set',
		() => new AppLovinCreativeSet(),
		{ resource: 'creativeSet', operation: 'create', campaign_id: picked('abc'), name: '\u3164' },
		'Name',
	],
])('refuses a name of %s that nobody sees', async (_, node, parameters, label) => {
	const { error } = await runNode(sandbox, node(), { ...parameters, options: PREVIEW });
	expect(error?.message).toMatch(new RegExp(`'[^']*${label}' is empty`));
	expect(sandbox.requests).toEqual([]);
});

describe('booleans as spreadsheets write them', () => {
	it.each(['TRUE', 'True', ' true '])("accept IQM's terms: %j", async (text) => {
		const { items, error } = await runNode(sandbox, new IqmCampaign(), {
			...CAMPAIGN,
			isAgreementChecked: `={{ ${JSON.stringify(text)} }}`,
			options: PREVIEW,
		});
		expect(error).toBeUndefined();
		expect(items[0].json.body).toMatchObject({ isAgreementChecked: true });
	});

	it.each(['FALSE', 'False', '', 'yes'])("do not accept IQM's terms: %j", async (text) => {
		const { error } = await runNode(sandbox, new IqmCampaign(), {
			...CAMPAIGN,
			additionalFields: { additionalJson: JSON.stringify({ isAgreementChecked: text }) },
			options: PREVIEW,
		});
		expect(error?.message).toContain("'Agree to IQM's Terms'");
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['TRUE', true],
		['False', false],
	])('prioritize an order: %j', async (text, sent) => {
		const { items, error } = await runNode(sandbox, new IqmInsertionOrder(), {
			...ORDER,
			additionalFields: { isIoPrioritise: `={{ "${text}" }}` },
			options: PREVIEW,
		});
		expect(error).toBeUndefined();
		expect(items[0].json.body).toMatchObject({ isIoPrioritise: sent });
	});

	it.each([
		['TRUE', true],
		[' False', false],
	])("are a source's status at AppLovin: %j", async (text, sent) => {
		const { items, error } = await runNode(sandbox, new AppLovinCampaign(), {
			resource: 'source',
			operation: 'update',
			campaign_id: picked('abc'),
			rowsFrom: 'fields',
			sources: { rows: [{ app_id: 'a', status: `={{ "${text}" }}` }] },
			options: PREVIEW,
		});
		expect(error).toBeUndefined();
		expect(items[0].json.body).toEqual([expect.objectContaining({ status: sent })]);
	});
});

describe('texts of separators only', () => {
	const SEPARATORS = ['={{ "," }}', '={{ [","] }}', '={{ " ; " }}', '={{ "[]" }}'];

	it.each(SEPARATORS)('enable no sizes: %s', async (enabledSizes) => {
		const { error } = await runNode(sandbox, new AppLovinCreativeSet(), {
			resource: 'creativeSet',
			operation: 'updateSizes',
			creative_set_id: picked('abc'),
			enabledSizes,
			disabledSizes: ['BANNER'],
			options: PREVIEW,
		});
		expect(error?.message).toMatch(/^'Sizes to Enable' holds no (value, only separators|size)/);
		expect(sandbox.requests).toEqual([]);
	});

	it.each(SEPARATORS)('are no asset types to watch: %s', async (types) => {
		const parameters = { event: 'assetReady', filters: { types } };
		const credential = appLovinCredential(sandbox);
		const workflow = new PolledWorkflow(new AppLovinCreativeSetTrigger(), parameters, credential);
		const { error } = await workflow.fetchTestEvent();
		expect(error?.message).toMatch(/^'Asset Types' (holds no value, only separators|is empty)/);
		expect(sandbox.requests).toEqual([]);
	});
});
