import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { AppLovinTrigger } from '../../../nodes/AppLovin/AppLovinTrigger/AppLovinTrigger.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { IqmReport } from '../../../nodes/Iqm/IqmReport/IqmReport.node';
import { IqmTrigger } from '../../../nodes/Iqm/IqmTrigger/IqmTrigger.node';
import type { FormField } from '../../support/fields';
import { FIELDS, fieldsOf } from '../../support/fields';
import { freshSandbox } from '../../support/freshSandbox';
import { appLovinCredential, runNode, sandboxCredential } from '../../support/harness';
import { sampleOf } from '../../support/sample';
import { PolledWorkflow } from '../../support/polls';

/** What was added to a form must hold a value: no field of any node takes nothing for "not set". */

const sandbox = freshSandbox();

const NODES: Record<string, new () => INodeType> = {
	appLovinCampaign: AppLovinCampaign,
	appLovinCreativeSet: AppLovinCreativeSet,
	iqmCampaign: IqmCampaign,
	iqmCreative: IqmCreative,
	iqmInsertionOrder: IqmInsertionOrder,
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
	const message = `'${label}' is empty: its expression gave no value`;
	expect(items.map(({ json }) => json.error)).toEqual(NOTHINGS.map(() => message));
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
		expect(error?.message).toBe(`'${label}' is empty`);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a trigger', () => {
	const TRIGGERS: Array<[string, new () => INodeType]> = [
		['iqmTrigger', IqmTrigger],
		['appLovinTrigger', AppLovinTrigger],
	];
	const fields = TRIGGERS.flatMap(([name, type]) => {
		const { properties } = new type().description;
		const event = properties.find((property) => property.name === 'event');
		return (event?.options ?? []).flatMap((option) => {
			const value = 'value' in option ? option.value : '';
			const own = properties.filter(
				({ name: of, displayOptions }) =>
					of !== 'pollTimes' && displayOptions?.show?.event?.includes(value),
			);
			return fieldsOf(name, `${name} ${String(value)}`, own, { event: value });
		});
	}).map((field): [string, FormField] => [field.title, field]);

	it('has fields', () => expect(fields.length).toBeGreaterThan(20));

	it.each(fields)('%s', async (_, { node, label, form }) => {
		const type = TRIGGERS.find(([name]) => name === node)?.[1] as new () => INodeType;
		const credential =
			node === 'iqmTrigger' ? sandboxCredential(sandbox) : appLovinCredential(sandbox);
		for (const nothing of ['undefined', 'null', "''", '[]', "' '"]) {
			const workflow = new PolledWorkflow(new type(), form(`={{ ${nothing} }}`), credential);
			const { error } = await workflow.fetchTestEvent();
			expect(error?.message).toBe(`'${label}' is empty: its expression gave no value`);
		}
		expect(sandbox.requests).toEqual([]);
	});
});
