import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Agent, fromAI, idFromAI, toolNode } from '../support/agent';
import type { OfferedTool } from '../support/languageModel';
import { PACKAGE } from '../support/ownPackage';

interface Offer {
	tool: INode;
	/** The operation in words, as n8n shows it. */
	action: string;
	nodeName: string;
	/** What the model should learn of its arguments. */
	expected: Record<string, { type?: string; description?: string }>;
}

/** How n8n's editor names and types the values that it lets the model fill in. */
const AI_TYPES: Record<string, string> = {
	boolean: 'boolean',
	dateTime: 'string',
	number: 'number',
	resourceLocator: 'string',
	string: 'string',
};
const keyOf = ({ displayName }: INodeProperties): string =>
	displayName.replace(/[^a-zA-Z0-9-]/g, '_').slice(0, 63);

/** One operation as a tool whose every value is filled in by the model. */
function offerOf(type: INodeTypeDescription, action: string, chosen: INodeParameters): Offer {
	const all = NodeHelpers.getNodeParameters(type.properties, chosen, true, false, null, type);
	const shown = type.properties.filter(
		(property) =>
			AI_TYPES[property.type] !== undefined &&
			// n8n's editor offers no model for it.
			property.noDataExpression !== true &&
			property.name !== 'toolDescription' &&
			NodeHelpers.displayParameter(all ?? {}, property, null, type),
	);
	const parameters: INodeParameters = { ...chosen, descriptionType: 'auto' };
	const expected: Offer['expected'] = {};
	for (const property of shown) {
		const aiType = AI_TYPES[property.type];
		const description = property.description ?? '';
		parameters[property.name] =
			property.type === 'resourceLocator'
				? idFromAI(keyOf(property), description)
				: fromAI(keyOf(property), description, aiType);
		expected[keyOf(property)] = { type: aiType, description };
	}
	const shortType = type.name.slice(PACKAGE.length + 1).replace(/Tool$/, '');
	return {
		// Named as the editor names a node that is added as a tool.
		tool: toolNode(NodeHelpers.makeNodeName(parameters, type), shortType, parameters),
		action,
		nodeName: String(type.defaults.name),
		expected,
	};
}

describe("the nodes in an agent's hands", () => {
	let agent: Agent;
	let offers: Offer[];
	let offered: OfferedTool[];

	beforeAll(async () => {
		agent = await Agent.create();
		const types = (await agent.api.types('nodes')) as unknown as INodeTypeDescription[];
		offers = types
			.filter(({ name }) => name.startsWith(`${PACKAGE}.`) && name.endsWith('Tool'))
			.flatMap((type) =>
				type.properties
					.filter(({ name }) => name === 'operation')
					.flatMap(({ options, displayOptions }) =>
						(options as INodePropertyOptions[]).flatMap(({ value, action, displayOptions: when }) => {
							// n8n adds "Custom API Call" to each, which is not an operation of the node.
							if (action === undefined || when !== undefined) return [];
							const resource = displayOptions?.show?.resource?.[0];
							const chosen = resource === undefined ? {} : { resource: String(resource) };
							return offerOf(type, action, { ...chosen, operation: value });
						}),
					),
			);
		// Names are unique in a workflow: the editor appends a number.
		const times = new Map<string, number>();
		for (const { tool } of offers) {
			const { name } = tool;
			const before = times.get(name) ?? 0;
			times.set(name, before + 1);
			if (before > 0) tool.id = tool.name = `${name}${before}`;
		}
		const { requests } = await agent.converse(
			offers.map(({ tool }) => tool),
			['I only look around.'],
		);
		offered = requests[0].tools;
	});

	afterAll(async () => {
		await agent.close();
	});

	it('are all offered, under names that OpenAI accepts', () => {
		expect(offers.length).toBeGreaterThan(25);
		expect(offered.map(({ name }) => name).sort()).toEqual(
			offers.map(({ tool }) => toolNameOf(tool)).sort(),
		);
		// n8n 1.x sends longer ones as they are, and OpenAI then refuses the whole request.
		const unacceptable = offered.filter(({ name }) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name));
		expect(unacceptable).toEqual([]);
	});

	it('each say which API they work on and what they do there', () => {
		const said = offers.map(({ tool }) => offerFor(tool).description);
		expect(said).toEqual(offers.map(({ action, nodeName }) => `${action} in ${nodeName}`));
		expect(said.filter((words) => !/ in (IQM|AppLovin) /.test(words))).toEqual([]);
	});

	it('ask for values of the right types, and say what each is for', () => {
		for (const { tool, expected } of offers) {
			const { properties, required } = offerFor(tool).parameters;
			expect(properties).toEqual(
				Object.fromEntries(
					Object.entries(expected).map(([key, value]) => [key, expect.objectContaining(value)]),
				),
			);
			expect(Object.values(expected).filter(({ description }) => !description)).toEqual([]);
			expect([...(required ?? [])].sort()).toEqual(Object.keys(expected).sort());
		}
	});

	it("say the user's own words where the user wrote some", async () => {
		const own = toolNode('Look', 'iqmCampaign', {
			operation: 'get',
			campaignId: fromAI('id', 'ID of the campaign'),
			descriptionType: 'manual',
			toolDescription: "Tells how one of Ada's campaigns does",
		});
		const { requests } = await agent.converse([own], ['Fine.']);
		expect(requests[0].tools).toMatchObject([
			{ name: 'Look', description: "Tells how one of Ada's campaigns does" },
		]);
	});

	function offerFor(tool: INode): OfferedTool {
		const found = offered.find(({ name }) => name === toolNameOf(tool));
		if (found === undefined) throw new Error(`${tool.name} was not offered`);
		return found;
	}
});

function toolNameOf({ name }: INode): string {
	return name.replace(/[^a-zA-Z0-9_-]+/g, '_');
}
