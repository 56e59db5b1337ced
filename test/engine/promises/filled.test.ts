import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinAxonCampaign } from '../../../nodes/AppLovin/AppLovinAxonCampaign/AppLovinAxonCampaign.node';
import { AppLovinAxonCreative } from '../../../nodes/AppLovin/AppLovinAxonCreative/AppLovinAxonCreative.node';
import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { AppLovinCampaignTrigger } from '../../../nodes/AppLovin/AppLovinCampaignTrigger/AppLovinCampaignTrigger.node';
import { AppLovinCreativeSetTrigger } from '../../../nodes/AppLovin/AppLovinCreativeSetTrigger/AppLovinCreativeSetTrigger.node';
import { AppLovinReport } from '../../../nodes/AppLovin/AppLovinReport/AppLovinReport.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmMasterData } from '../../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { IqmReport } from '../../../nodes/Iqm/IqmReport/IqmReport.node';
import type { FormField } from '../../support/fields';
import { FIELDS, fieldsOf } from '../../support/fields';
import { freshSandbox } from '../../support/freshSandbox';
import { appLovinCredential, runNode, sandboxCredential } from '../../support/harness';
import { sampleOf } from '../../support/sample';
import { faultsOf } from '../../support/toldFaults';
import { PolledWorkflow } from '../../support/polls';
import { KINDS } from '../../support/triggerStage';

/** What was added to a form must hold a value: no field of any node takes nothing for "not set". */

const sandbox = freshSandbox();

const NODES: Record<string, new () => INodeType> = {
	appLovinAxonCampaign: AppLovinAxonCampaign,
	appLovinAxonCreative: AppLovinAxonCreative,
	appLovinCampaign: AppLovinCampaign,
	appLovinCreativeSet: AppLovinCreativeSet,
	appLovinReport: AppLovinReport,
	iqmCampaign: IqmCampaign,
	iqmCreative: IqmCreative,
	iqmInsertionOrder: IqmInsertionOrder,
	iqmMasterData: IqmMasterData,
	iqmMatchedAudience: IqmMatchedAudience,
	iqmReport: IqmReport,
};

/** The four kinds of nothing, and what looks like something. */
const NOTHINGS = [undefined, null, '', [], '  ', [''], [null]];

const by = (fields: FormField[]) =>
	fields.map((field): [string, FormField] => [field.title, field]);

it('knows every form that there is', () => {
	expect(new Set(FIELDS.map(({ node }) => node))).toEqual(new Set(Object.keys(NODES)));
	expect(FIELDS.length).toBeGreaterThan(500);
});

it.each(sampleOf(by(FIELDS), 4))('%s', async (_, { node, label, form }) => {
	const { items, error } = await runNode(sandbox, new NODES[node](), form('={{ $json.value }}'), {
		items: NOTHINGS.map((value) => ({ json: { value } as IDataObject })),
		node: { onError: 'continueRegularOutput' },
	});
	expect(error).toBeUndefined();
	const message = `'${label}' is empty: its expression returned no value`;
	expect(items.map(({ json }) => faultsOf(json.error)[0])).toEqual(NOTHINGS.map(() => message));
	expect(sandbox.requests).toEqual([]);
});

describe('a field of a collection that was added and left empty', () => {
	const inCollections = FIELDS.filter(({ form }) =>
		Object.values(form('')).some(
			(value) =>
				typeof value === 'object' && value !== null && Object.values(value).some((it) => it === ''),
		),
	).filter(({ label }) => !label.includes(':'));

	it.each(sampleOf(by(inCollections), 3))('%s', async (_, { node, label, form }) => {
		const { error } = await runNode(sandbox, new NODES[node](), form(''));
		expect(faultsOf(error?.message)[0]).toBe(`'${label}' is empty`);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a trigger', () => {
	const TRIGGERS: Array<[string, new () => INodeType]> = [
		...KINDS.map(({ thing, node }): [string, new () => INodeType] => [thing, node]),
		['AppLovin campaign', AppLovinCampaignTrigger],
		['AppLovin asset', AppLovinCreativeSetTrigger],
	];
	const fields = TRIGGERS.flatMap(([name, type]) => {
		const { properties } = new type().description;
		const event = properties.find((property) => property.name === 'event');
		return (event?.options ?? []).flatMap((option) => {
			const value = 'value' in option ? option.value : '';
			const own = properties.filter(
				({ name: of, displayOptions }) =>
					!['authentication', 'event', 'pollTimes'].includes(of) &&
					(displayOptions?.show?.event?.includes(value) ?? true),
			);
			return fieldsOf(name, `${name} ${String(value)}`, own, { event: value });
		});
	}).map((field): [string, FormField] => [field.title, field]);

	it('has fields', () => expect(fields.length).toBeGreaterThan(50));

	it.each(fields)('%s', async (_, { node, label, form }) => {
		const type = TRIGGERS.find(([name]) => name === node)?.[1] as new () => INodeType;
		const credential =
			node.startsWith('AppLovin') ? appLovinCredential(sandbox) : sandboxCredential(sandbox);
		for (const nothing of ['undefined', 'null', "''", '[]', "' '"]) {
			const workflow = new PolledWorkflow(new type(), form(`={{ ${nothing} }}`), credential);
			const { error } = await workflow.fetchTestEvent();
			expect(error?.message).toBe(`'${label}' is empty: its expression returned no value`);
		}
		expect(sandbox.requests).toEqual([]);
	});
});
