import type { INodeExecutionData, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { AppLovinAxonCampaignTrigger } from '../../../nodes/AppLovin/AppLovinAxonCampaignTrigger/AppLovinAxonCampaignTrigger.node';
import { AppLovinAxonCreativeTrigger } from '../../../nodes/AppLovin/AppLovinAxonCreativeTrigger/AppLovinAxonCreativeTrigger.node';
import { AppLovinCampaignTrigger } from '../../../nodes/AppLovin/AppLovinCampaignTrigger/AppLovinCampaignTrigger.node';
import { AppLovinCreativeSetTrigger } from '../../../nodes/AppLovin/AppLovinCreativeSetTrigger/AppLovinCreativeSetTrigger.node';
import { IqmReportTrigger } from '../../../nodes/Iqm/IqmReportTrigger/IqmReportTrigger.node';
import type { Sandbox } from '../../../sandbox';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { scenariosOf } from '../../support/allScenarios';
import type { AppLovinStage } from '../../support/appLovinScenarios';
import { setAppLovinStage } from '../../support/appLovinScenarios';
import { setAxonStage } from '../../support/axonCampaignScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, appLovinCredential, axonCredential, sandboxCredential } from '../../support/harness';
import type { Source } from '../../support/operations';
import { OFFERED, sourcesOf, WRITTEN } from '../../support/operations';
import type { Outputs } from '../../support/outputs';
import { readOutputs, SIMPLIFIED, writeOutputs } from '../../support/outputs';
import { PolledWorkflow } from '../../support/polls';
import { runScenario, setStage } from '../../support/scenarios';
import { KINDS } from '../../support/triggerStage';

/**
 * What comes out of each operation and event, and which endpoints are asked for it. Expressions in
 * workflows that people have saved hold the keys. test/outputs.json has them; after a change that is
 * meant, `UPDATE_OUTPUTS=1 npx jest test/engine/promises/outputs --selectProjects "engine n8n-core 2.41"`
 * writes it anew, and the CHANGELOG says why.
 */
const UPDATE = process.env.UPDATE_OUTPUTS !== undefined;
const RECORDED: Outputs = UPDATE ? {} : readOutputs();
const seen: Outputs = {};

const sandbox = freshSandbox();

const keysOf = (items: INodeExecutionData[] = []) => Object.keys(items[0]?.json ?? {}).join(', ');

function see(title: string, variant: string, items: INodeExecutionData[]): string {
	const keys = keysOf(items);
	(seen[title] ??= {})[variant] = keys;
	return keys;
}

/** Whether a request went to this endpoint. */
function asks({ method, path }: Source, request: { method: string; path: string }): boolean {
	const pattern = path.replace(/[./]/g, '\\$&').replace(/{\w+}/g, '[^/]+');
	const isWhole = /^\/(api|manage)\/|^\/(report|webReport|accountInfo|playableMetrics|asset\w*Report)$/.test(path);
	const base = isWhole ? '' : '/campaign_management/v1';
	return request.method === method && new RegExp(`^${base}${pattern}$`).test(request.path);
}

describe.each(OFFERED.map((offered) => [offered.title, offered] as const))(
	'%s',
	(title, offered) => {
		const scenarios = scenariosOf(offered);
		const operation = WRITTEN.get(title);
		const sources = operation === undefined ? [] : sourcesOf(operation);
		const asked = new Set<Source>();

		it.each(scenarios)(
			'$name: asks an endpoint of its own, and gives the same keys',
			async (scenario) => {
				const stage = await (scenario.stage ?? setStage)(sandbox);

				const { items, error } = await runScenario(sandbox, scenario, stage);

				expect(error).toBeUndefined();
				const requests = apiRequests(sandbox);
				const paths = requests.map(({ path }) => path);
				const found = sources.filter((source) => requests.some((request) => asks(source, request)));
				expect({ paths, found }).not.toEqual({ paths, found: [] });
				if (scenario === scenarios[0]) expect(found).toContain(sources[0]);
				found.forEach((source) => asked.add(source));
				const keys = see(title, scenario.name, items);
				expect(keys).not.toBe('');
				if (!UPDATE) expect(keys).toBe(RECORDED[title]?.[scenario.name]);
			},
		);

		if (operation?.simple !== undefined) {
			it.each(scenarios)('$name: simplified, gives the same keys', async (scenario) => {
				const stage = await (scenario.stage ?? setStage)(sandbox);

				const { items, error } = await runScenario(sandbox, scenario, stage, {
					parameters: { simplify: true },
				});

				expect(error).toBeUndefined();
				const variant = `${scenario.name}${SIMPLIFIED}`;
				const keys = see(title, variant, items);
				expect(keys).not.toBe('');
				if (!UPDATE) expect(keys).toBe(RECORDED[title]?.[variant]);
			});
		}

		it('asks each of its endpoints in some scenario', () => {
			expect(sources.filter((source) => !asked.has(source))).toEqual([]);
		});
	},
);

interface Trigger {
	node: new () => INodeType;
	credential: (box: Sandbox) => ReturnType<typeof sandboxCredential>;
	/** Makes the event happen. */
	stage: (box: Sandbox, event: string) => Promise<unknown>;
}

const TRIGGERS: Trigger[] = [
	...KINDS.map(
		({ node, thing, events, statuses }): Trigger => ({
			node,
			credential: sandboxCredential,
			stage: async (box, event) => {
				const ids = await setStage(box);
				if (event !== events.refused) return;
				box.iqm.decide(thing, ids[`${thing}Id`], statuses.refused as never);
			},
		}),
	),
	{
		node: IqmReportTrigger,
		credential: sandboxCredential,
		stage: async ({ iqm }) => await Promise.resolve(putPresent(iqm)),
	},
	{ node: AppLovinAxonCampaignTrigger, credential: axonCredential, stage: setAxonStage },
	{ node: AppLovinAxonCreativeTrigger, credential: axonCredential, stage: setAxonStage },
	...[AppLovinCampaignTrigger, AppLovinCreativeSetTrigger].map(
		(node): Trigger => ({
			node,
			credential: appLovinCredential,
			stage: async (box, event) => {
				const { campaignId, setId } = (await setAppLovinStage(box)) as unknown as AppLovinStage;
				if (event === 'campaignActivated') box.applovin.decideCampaign(campaignId, true);
				if (event === 'assetFailed') box.applovin.decideAsset(setId, 'IMG_BANNER', 'error');
			},
		}),
	),
];

const EVENTS = TRIGGERS.flatMap((trigger) => {
	const { name, properties } = new trigger.node().description;
	const choices = properties.find((property) => property.name === 'event')?.options ?? [];
	return (choices as INodePropertyOptions[]).map((choice) => {
		const event = String(choice.value);
		return { title: `${name}: ${event}`, label: choice.name, event, trigger };
	});
});

it.each(EVENTS)('$title: a poll and a test event give the same keys', async (row) => {
	const { title, label, event, trigger } = row;
	const { node, credential, stage } = trigger;
	const workflow = new PolledWorkflow(new node(), { event }, credential(sandbox));
	await workflow.activate();
	await stage(sandbox, event);

	const { items = [], error } = await workflow.poll();

	expect(error).toBeUndefined();
	const keys = see(title, label, items);
	expect(keys).not.toBe('');
	if (!UPDATE) expect(keys).toBe(RECORDED[title]?.[label]);
	const test = await workflow.fetchTestEvent();
	expect(keysOf(test.items)).toBe(keys);
});

// A saved workflow has the version of the trigger with which it was made, and keeps what it gives.
it.each(EVENTS)('$title: made today, a poll and a test event give the same simplified keys', async (row) => {
	const { title, label, event, trigger } = row;
	const { node, credential, stage } = trigger;
	const typeVersion = new node().description.defaultVersion;
	const workflow = new PolledWorkflow(new node(), { event }, credential(sandbox), 'onEmission', {
		typeVersion,
	});
	await workflow.activate();
	await stage(sandbox, event);

	const { items = [], error } = await workflow.poll();

	expect(error).toBeUndefined();
	const variant = `${label}${SIMPLIFIED}`;
	const keys = see(title, variant, items);
	expect(keys).not.toBe('');
	if (!UPDATE) expect(keys).toBe(RECORDED[title]?.[variant]);
	const test = await workflow.fetchTestEvent();
	expect(keysOf(test.items)).toBe(keys);
});

it('has recorded no operation and no event that is gone', () => {
	const titles = [...OFFERED, ...EVENTS].map(({ title }) => title);
	expect(Object.keys(UPDATE ? seen : RECORDED).sort()).toEqual([...titles].sort());
	expect(EVENTS).toHaveLength(25);
	// Not before all have been seen: a run of some tests alone must not lose what the others recorded.
	if (UPDATE) writeOutputs(seen);
});
