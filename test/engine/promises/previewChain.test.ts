import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { sampleContent } from '../../../sandbox';
import { ALL_SCENARIOS } from '../../support/allScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { fileItem, runNode } from '../../support/harness';
import { CAMPAIGN_FORM, runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** IDs that previews make up go from node to node, and never to an API. */
const sandbox = freshSandbox();

const MADE_UP = /^preview-[0-9a-f]{8}$/;

interface Step {
	name: string;
	node: () => INodeType;
	form: IDataObject;
	/** The ID that it makes. */
	makes?: string;
	file?: () => INodeExecutionData;
}

const ORDER = SCENARIOS[0].parameters({ ioId: 1, creativeId: 1, campaignId: 1, audienceId: 1 });
const PEOPLE = 'FirstName,LastName,State,Zip\nAda,Lovelace,NY,10001\n';
const banner = () => fileItem('mrec.png', 'image/png', sampleContent('/samples/banner.png') as Buffer);
const picked = (value: string) => ({ __rl: true, mode: 'id', value });

const IQM: Step[] = [
	{ name: 'order', node: () => new IqmInsertionOrder(), form: ORDER, makes: 'ioId' },
	{
		name: 'creative',
		node: () => new IqmCreative(),
		form: {
			operation: 'upload',
			kind: 'image',
			binaryPropertyName: 'data',
			clickUrl: 'https://example.com',
		},
		makes: 'creativeId',
		file: banner,
	},
	{
		name: 'audience',
		node: () => new IqmMatchedAudience(),
		form: {
			operation: 'upload',
			audienceName: 'People',
			binaryPropertyName: 'data',
			columnsFrom: 'name',
			emailsAndPhones: 'plain',
		},
		makes: 'matchedAudienceId',
		file: () => fileItem('people.csv', 'text/csv', Buffer.from(PEOPLE)),
	},
	{
		name: 'campaign',
		node: () => new IqmCampaign(),
		form: {
			...CAMPAIGN_FORM({ ioId: 1, creativeId: 1 }),
			ioId: picked('={{ $json.ioId }}'),
			creativeIds: '={{ [$json.creativeId, 77] }}',
			who: { whiteListedCustomAudienceIds: '={{ $json.matchedAudienceId }},78' },
		},
		makes: 'campaignId',
	},
	{
		name: 'budget',
		node: () => new IqmCampaign(),
		form: {
			operation: 'updateBudget',
			campaignIds: '={{ $json.campaignId }}',
			amountToChange: 'dailyBudget',
			changeBy: 'set',
			amount: '60',
		},
	},
];

const inSet = {
	campaign_id: picked('={{ $json.campaign_id }}'),
	creative_set_id: picked('={{ $json.creative_set_id }}'),
};

const APPLOVIN: Step[] = [
	{
		name: 'campaign',
		node: () => new AppLovinCampaign(),
		form: {
			resource: 'campaign',
			operation: 'create',
			name: 'Spring',
			platform: 'android',
			package_name: 'com.example.app',
			bid_type: 'CPI',
			tracking_method: 'adjust',
		},
		makes: 'campaign_id',
	},
	{
		name: 'set',
		node: () => new AppLovinCreativeSet(),
		form: {
			resource: 'creativeSet',
			operation: 'create',
			campaign_id: inSet.campaign_id,
			name: 'Spring set',
		},
		makes: 'creative_set_id',
	},
	{
		name: 'asset',
		node: () => new AppLovinCreativeSet(),
		form: {
			resource: 'asset',
			operation: 'upload',
			...inSet,
			binaryPropertyName: 'data',
			waitForStatus: true,
		},
		file: banner,
	},
	{
		name: 'update',
		node: () => new AppLovinCreativeSet(),
		form: {
			resource: 'creativeSet',
			operation: 'update',
			...inSet,
			updateFields: { name: 'Renamed' },
		},
	},
];

/** Runs a chain node by node; each sees what all before it have returned. */
async function runChain(steps: Step[], sends?: string) {
	const shown: IDataObject[] = [];
	let json: IDataObject = {};
	for (const { name, node, form, file } of steps) {
		const options = { preview: name !== sends };
		const { items, error } = await runNode(sandbox, node(), { ...form, options }, {
			items: [{ json, binary: file?.().binary }],
		});
		if (error !== undefined) return { shown, json, error, failed: name };
		shown.push(items[0].json);
		json = { ...json, ...items[0].json };
	}
	return { shown, json };
}

describe.each([
	['IQM', IQM],
	['AppLovin', APPLOVIN],
])('%s', (_, steps) => {
	it('previews from the first node to the last, and sends nothing', async () => {
		const { shown, json, error } = await runChain(steps);
		expect(error).toBeUndefined();
		for (const { makes } of steps) if (makes !== undefined) expect(json[makes]).toMatch(MADE_UP);
		expect(shown.map(({ preview, incomplete }) => [preview, incomplete])).toEqual(
			steps.map(() => [true, undefined]),
		);
		expect(sandbox.requests).toEqual([]);
		expect(JSON.stringify(shown)).not.toMatch(/900719925474/);

		const made = steps.flatMap(({ makes }) => (makes === undefined ? [] : [String(json[makes])]));
		const requests = shown.map(({ method, url, body }) => JSON.stringify([method, url, body]));
		if (steps === IQM) {
			const [order, creative, audience, campaign] = made;
			expect(shown[3]).toMatchObject({
				summary: { 'Insertion Order': order, 'Creative IDs': `${creative}, 77` },
				body: {
					ioId: order,
					creativeIds: `${creative},77`,
					whiteListedCustomAudienceIds: expect.stringContaining(audience) as unknown,
				},
			});
			expect(shown[4].body).toMatchObject({ campaignIds: campaign, dailyBudget: 60 });
		} else {
			expect(requests[1]).toContain(`"campaign_id":"${made[0]}"`);
			expect(requests[2]).toContain(`/creative_set_assets/${made[1]}"`);
			expect(requests[3]).toContain(`/creative_set/${made[1]}"`);
		}
	});

	it.each(steps.filter(({ form }) => JSON.stringify(form).includes('$json')))(
		'refuses in $name, before anything is sent, if that one does not preview',
		async ({ name }) => {
			const { error, failed } = await runChain(steps, name);
			expect(failed).toBe(name);
			expect(error?.message).toMatch(/^'[^']+' holds preview-[0-9a-f]{8}, a placeholder from a preview/);
			expect(error?.description).toContain("Turn off 'Preview' in the node that the ID comes from");
			expect(sandbox.requests).toEqual([]);
		},
	);
});

/** A form with a made-up ID in place of each ID that it holds at the top. */
function withMadeUpIds(form: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(form).map(([name, value]) => {
			if (!/ids?(List)?$/i.test(name) || /zone|country|email/i.test(name)) return [name, value];
			const isPicked = typeof value === 'object' && value !== null && '__rl' in value;
			if (isPicked) return [name, picked('preview-12345678')];
			return [name, typeof value === 'string' ? 'preview-12345678' : value];
		}),
	) as IDataObject;
}

const WITH_IDS = ALL_SCENARIOS.filter(({ parameters }) => {
	const form = parameters({ ioId: 1, creativeId: 1, campaignId: 1, audienceId: 1 });
	return JSON.stringify(withMadeUpIds(form)).includes('preview-');
});

it('finds most operations', () => expect(WITH_IDS.length).toBeGreaterThan(55));

it.each(WITH_IDS)('$name: refuses made-up IDs unless it previews', async (scenario) => {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	sandbox.requests.length = 0;
	const form = withMadeUpIds(scenario.parameters(stage));
	const { error } = await runScenario(sandbox, scenario, stage, { parameters: form });
	expect(error?.message).toContain('holds preview-12345678');
	expect(sandbox.requests).toEqual([]);
});

it.each(WITH_IDS.filter(({ writes }) => writes))(
	'$name: takes them if it previews, and looks nothing up for them',
	async (scenario) => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		sandbox.requests.length = 0;
		const form = withMadeUpIds(scenario.parameters(stage));
		const options = { ...(form.options as IDataObject), preview: true };
		const parameters = { ...form, options };
		const { items, error } = await runScenario(sandbox, scenario, stage, { parameters });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [{ json }] = items;
		expect(json.preview).toBe(true);
		const { summary, method, incomplete, ...request } = json;
		expect(JSON.stringify(summary)).toContain('preview-12345678');
		expect(JSON.stringify(items)).not.toContain('900719925474');
		if (incomplete === undefined) expect(JSON.stringify(request)).toContain('preview-12345678');
		else expect([method, incomplete]).toEqual([undefined, expect.stringContaining('not asked')]);
		expect(sandbox.requests.filter(({ path }) => path.includes('900719925474'))).toEqual([]);
	},
);

describe('a made-up ID where nobody looks for one', () => {
	const places: Array<[string, () => INodeType, IDataObject, string]> = [
		[
			'in a list',
			() => new IqmCampaign(),
			{ operation: 'updateStatus', campaignIds: '1; preview-x1 ,2', status: 'paused' },
			'Campaign IDs',
		],
		[
			'in an array',
			() => new IqmCampaign(),
			{ operation: 'updateStatus', campaignIds: "={{ [1, 'preview-x1'] }}", status: 'paused' },
			'Campaign IDs',
		],
		[
			'in JSON',
			() => new IqmCampaign(),
			{
				...CAMPAIGN_FORM({ ioId: 1, creativeId: 1 }),
				additionalFields: { additionalJson: '{"customerIds":[1,"preview-x1"]}' },
			},
			'Additional JSON',
		],
		[
			'in a row',
			() => new AppLovinCampaign(),
			{
				resource: 'source',
				operation: 'update',
				campaign_id: picked('abc'),
				sources: { rows: [{ app_id: 'preview-x1', status: false }] },
			},
			'Sources',
		],
		[
			'in a filter',
			() => new IqmCampaign(),
			{ operation: 'getAll', returnAll: true, filters: { ioIdsList: 'preview-x1' } },
			'Insertion Order IDs',
		],
	];

	it.each(places)('%s', async (_, node, form, label) => {
		const { error } = await runNode(sandbox, node(), form);
		expect(error?.message).toBe(
			`'${label}' holds preview-x1, a placeholder from a preview: nothing with this ID exists`,
		);
		expect(sandbox.requests).toEqual([]);
	});
});

it('lets names and descriptions begin with the same word', async () => {
	const stage = await setStage(sandbox);
	const form = {
		operation: 'update',
		campaignId: String(stage.campaignId),
		updateFields: { campaignName: 'preview-spring' },
	};
	for (const preview of [true, false]) {
		const { items, error } = await runNode(sandbox, new IqmCampaign(), {
			...form,
			options: { preview },
		});
		expect(error).toBeUndefined();
		if (preview) expect(items[0].json.body).toEqual({ campaignName: 'preview-spring' });
	}
	expect(sandbox.requests.at(-1)?.json).toEqual({ campaignName: 'preview-spring' });
});
