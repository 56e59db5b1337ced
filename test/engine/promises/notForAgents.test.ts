import type { INodeProperties } from 'n8n-workflow';

import { scenariosOf } from '../../support/allScenarios';
import { toolTypeOf } from '../../support/agents';
import { freshSandbox } from '../../support/freshSandbox';
import { nodeOf, OFFERED, WRITTEN } from '../../support/operations';
import type { Scenario } from '../../support/scenarios';
import { runScenario, setStage } from '../../support/scenarios';

/** What no model may do, and what no model may fill in. */
const sandbox = freshSandbox();

const sent = () => sandbox.requests.filter(({ path }) => !/\/(login|access_token)$/.test(path));

/** One scenario of each operation for which `holds`, by the operation's title. */
const scenariosFor = (holds: (title: string) => boolean): Array<[string, Scenario]> =>
	OFFERED.filter(({ title }) => holds(title)).map((one) => [one.title, scenariosOf(one)[0]]);

const NO_TOOLS = scenariosFor((title) => {
	const { needs, notForTools } = WRITTEN.get(title) ?? {};
	return needs !== undefined || notForTools !== undefined;
});

it('are uploads, and downloads of files of people', () => {
	const titles = NO_TOOLS.map(([title]) => title);
	expect(titles).toEqual(
		expect.arrayContaining([
			'appLovinCreativeSet asset: upload',
			'iqmCreative creative: upload',
			'iqmMatchedAudience matchedAudience: upload',
			'iqmReport audienceInsight: downloadAudienceFile',
			'iqmReport voterLevelDataReport: download',
		]),
	);
	const uploads = OFFERED.filter(({ operation }) => operation === 'upload');
	expect(titles).toEqual(expect.arrayContaining(uploads.map(({ title }) => title)));
});

describe.each(NO_TOOLS)('%s', (title, scenario) => {
	it('is refused as a tool before anything is sent', async () => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const tool = { ...scenario, node: () => toolTypeOf(scenario.node()) };
		const { error } = await runScenario(sandbox, tool, stage);
		expect(error?.message).toContain("AI agents can't use this operation as a tool");
		expect(sent()).toEqual([]);
	});

	it("has no fields in a tool's form", () => {
		const { properties } = OFFERED.find((one) => one.title === title) ?? { properties: [] };
		const own = properties.filter(
			({ displayOptions }) => displayOptions?.show?.operation !== undefined,
		);
		expect(own.filter(({ displayOptions }) => !displayOptions?.hide?.['@tool'])).toEqual([]);
		expect(own.length).toBeGreaterThan(0);
	});
});

const isOfTool = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.['@tool'] !== undefined;

/** The fields that only a person fills in, with a scenario of their operation. */
const BY_PERSON = OFFERED.flatMap((offered) =>
	offered.properties
		.filter(isOfTool)
		.map(({ name, displayName }) => [offered.title, name, displayName, scenariosOf(offered)[0]] as const),
);

it('there are confirmations of all deletions and terms that a person agrees to', () => {
	const named = BY_PERSON.map(([title, name]) => `${title} ${name}`);
	// A report schedule, and an asset of AppLovin, can be made again: they ask for no confirmation.
	const deletions = OFFERED.filter(
		({ node, resource, operation }) =>
			operation === 'delete' && node.startsWith('iqm') && resource !== 'reportSchedule',
	);
	expect(deletions.length).toBeGreaterThan(5);
	expect(named.filter((one) => one.endsWith(' confirmIds'))).toEqual(
		deletions.map(({ title }) => `${title} confirmIds`),
	);
	expect(named).toContain('iqmCampaign campaign: create isAgreementChecked');
});

describe.each(BY_PERSON)('%s: %s', (title, name, label, scenario) => {
	it.each(['a node', 'a tool'])('filled by a model in %s is refused', async (kind) => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const right = JSON.stringify(scenario.parameters(stage)[name]);
		const parameters = { [name]: `={{ $fromAI('it', '', 'string', ${right}) ?? ${right} }}` };
		const node = () =>
			kind === 'a tool' ? toolTypeOf(nodeOf(title)) : nodeOf(title);
		const { error } = await runScenario(sandbox, { ...scenario, node }, stage, { parameters });
		expect(error?.message).toContain(`'${label}' must not be filled by an AI model ($fromAI)`);
		expect(sent()).toEqual([]);
	});

	it('computed by the workflow is accepted', async () => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const right = JSON.stringify(scenario.parameters(stage)[name]);
		const { error } = await runScenario(sandbox, scenario, stage, {
			parameters: { [name]: `={{ ${right} }}` },
		});
		expect(error).toBeUndefined();
	});
});
