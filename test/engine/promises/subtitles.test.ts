import type { IDataObject, INode, INodeProperties, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { Engine } from '../../support/engine';

const NODES: INodeType[] = [
	new IqmInsertionOrder(),
	new IqmCampaign(),
	new IqmCreative(),
	new IqmMatchedAudience(),
	new AppLovinCampaign(),
	new AppLovinCreativeSet(),
];

describe('what the canvas shows under a node', () => {
	const optionsOf = (properties: INodeProperties[], name: string, resource?: string) => {
		const selector = properties.find(
			(property) =>
				property.name === name &&
				(resource === undefined || property.displayOptions?.show?.resource?.includes(resource)),
		);
		return (selector?.options ?? []) as Array<{ name: string; value: string }>;
	};

	async function subtitle(node: INodeType, parameters: IDataObject): Promise<unknown> {
		const type = `n8n-nodes-iqm-applovin.${node.description.name}`;
		const engine = new Engine({
			nodeTypes: { [type]: node },
			credentialTypes: {},
			credentials: {},
		});
		const stored = { name: 'Node', type, typeVersion: 1, parameters } as unknown as INode;
		const { expression } = engine.workflow({ nodes: [stored], connections: {} });
		await (expression as { acquireIsolate?: () => Promise<unknown> }).acquireIsolate?.();
		return expression.getSimpleParameterValue(stored, node.description.subtitle, 'internal', {});
	}

	it.each(
		NODES.flatMap((node) =>
			optionsOf(node.description.properties, 'resource').flatMap((resource) =>
				optionsOf(node.description.properties, 'operation', resource.value).map((operation) => ({
					node,
					resource,
					operation,
				})),
			),
		),
	)(
		'$node.description.displayName, $resource.name, $operation.name: in words',
		async ({ node, resource, operation }) => {
			// AppLovin's word for it is "remove".
			const words = operation.value === 'delete' ? 'delete' : operation.name.toLowerCase();
			const parameters = { resource: resource.value, operation: operation.value };
			expect(await subtitle(node, parameters)).toBe(
				node.description.name.startsWith('iqm')
					? words
					: `${words}: ${resource.name.toLowerCase()}`,
			);
		},
	);

	it.each<[IDataObject, string]>([
		[{ preview: true }, ' (preview)'],
		[{ preview: '={{ $json.dry }}' }, ' (preview by expression)'],
		[{ preview: false }, ''],
		[{ rawResponse: true }, ''],
		[{}, ''],
	])('says that a node previews, with the options %j', async (options, end) => {
		const iqm = { resource: 'campaign', operation: 'create', options };
		expect(await subtitle(new IqmCampaign(), iqm)).toBe(`create${end}`);
		const appLovin = { resource: 'creativeSet', operation: 'updateSizes', options };
		expect(await subtitle(new AppLovinCreativeSet(), appLovin)).toBe(
			`update sizes: creative set${end}`,
		);
	});
});
