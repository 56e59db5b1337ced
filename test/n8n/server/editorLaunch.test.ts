import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeTypeDescription } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { setStage } from '../../support/scenarios';
import { iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { effortTable, Person, type Effort } from '../support/clicks';
import { EditorPage } from '../support/editorPage';
import { manualStart } from '../support/oneNode';
import { connect, runningServer } from '../support/runningServers';

/**
 * A first launch in n8n's editor by somebody who only clicks and types: a creative, an order and a
 * campaign, each with one "Execute step", none of them refused.
 */

jest.retryTimes(1, { logErrorsBeforeRetry: true });

const LAUNCH = 'launch a creative, an order and a campaign';
const FORM = "fill a campaign's form with four targets";

/** The most that each job may take; a first campaign took 55 clicks, 18 values and eight runs before. */
const CEILINGS: Record<string, Effort> = {
	[LAUNCH]: { clicks: 40, values: 15, runs: 3 },
	[FORM]: { clicks: 32, values: 15, runs: 0 },
};

const measured: Record<string, Effort> = {};

let sandbox: Sandbox;
let session: EditorSession;
let editor: EditorPage;
let api: N8nApi;
let person: Person;

beforeAll(async () => {
	sandbox = await startSandbox({ iqm: { requestsPerMinute: 0, readyAfterMs: 0 } });
	api = await connect();
	await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
	session = await openEditor(runningServer().url);
	editor = new EditorPage(session.page, runningServer().url);
	person = new Person(editor, (await api.types('nodes')) as unknown as INodeTypeDescription[]);
});

afterEach(() => {
	expect(editor.errors.splice(0)).toEqual([]);
	// A reset of the sandbox ends its logins.
	expect(sandbox.requests.filter(({ status }) => status >= 400 && status !== 401)).toEqual([]);
});

afterAll(async () => {
	process.stdout.write(effortTable(measured));
	await session.close();
	await sandbox.close();
});

const steps = (): INode[] => [
	manualStart(),
	{
		id: 'banner',
		name: 'Banner',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [220, 0],
		parameters: {
			url: `${sandbox.url}/samples/banner.png`,
			options: { response: { response: { responseFormat: 'file' } } },
		},
	},
];

function keep(job: string, effort: Effort): void {
	measured[job] = { ...effort };
	const most = CEILINGS[job];
	expect(effort.runs).toBe(most.runs);
	expect(effort.clicks).toBeLessThanOrEqual(most.clicks);
	expect(effort.values).toBeLessThanOrEqual(most.values);
}

/** Leaves a node's form for the canvas and adds the next node behind it. */
async function next(after: string, node: string, operation: string): Promise<void> {
	await editor.page.keyboard.press('Escape');
	// All nodes come into view.
	await editor.page.keyboard.press('1');
	await sleep(1_000);
	await person.openNodePanel(after);
	await person.addOperation(node, operation);
}

/** What every campaign asks for, picked and typed. */
async function fillCampaign(order: string, creative: string): Promise<void> {
	await person.enter('campaignName', 'Spring banner');
	await person.pick('ioId', order);
	await person.enter('advertiserDomain', 'example.com');
	await person.pick('creativeType', 'Image');
	await person.chooseSeveral('pickedCreatives', [creative]);
	await person.enter('budgetTotal', '1000');
	await person.enter('budgetDay', '50');
	await person.enter('maxBid', '10');
	await person.pick('countryId', 'United States');
	await person.choose('isAgreementChecked', 'yes');
}

it('launches a campaign', async () => {
	const [start, banner] = steps();
	const id = await api.createWorkflow({
		name: 'Launch',
		nodes: [start, banner],
		connections: { Start: { main: [[{ node: 'Banner', type: 'main', index: 0 }]] } },
	});
	await editor.openWorkflow(id);
	await person.begin();
	await person.openNodePanel('Banner');
	await person.addOperation('iqmCreative', 'upload');
	await person.enter('clickUrl', 'https://example.com');
	await person.execute();

	await next('Upload creatives', 'iqmInsertionOrder', 'create');
	await person.enter('ioName', 'Spring');
	await person.enter('ioStartTime', '2031-03-01 09:00:00');
	await person.enter('ioEndTime', '2031-03-31 18:00:00');
	await person.pick('ioTimeZoneId', 'US/Pacific');
	await person.enter('ioTotalBudget', '1000');
	await person.execute();

	await next('Create an insertion order', 'iqmCampaign', 'create');
	await fillCampaign('Spring', 'banner');
	await person.execute();
	keep(LAUNCH, await person.effort());
	await editor.picture('launch-campaign', 860);

	const [campaign] = [...sandbox.iqm.campaigns.values()];
	expect(campaign.request).toMatchObject({
		campaignName: 'Spring banner',
		advertiserDomain: 'https://example.com',
		// In the order's own time zone, which nobody entered again.
		timezone: 433,
		startTime: Date.parse('2031-03-01T09:00:00-08:00') / 1_000,
		endTime: Date.parse('2031-03-31T18:00:00-07:00') / 1_000,
		budgetTypeId: 1,
		budgetTotal: 1000,
		budgetDay: 50,
		maxBid: 10,
	});
});

it('fills the form of a campaign with four targets', async () => {
	const { creativeId } = await setStage(sandbox);
	const { creativeName } = sandbox.iqm.creatives.get(creativeId)!;
	sandbox.requests.length = 0;
	await editor.page.goto(`${runningServer().url}/workflow/new`);
	await editor.page.getByTestId('canvas-add-button').waitFor();
	await person.begin();
	await person.openNodePanel();
	await person.addOperation('iqmCampaign', 'create');
	await person.begin();
	await fillCampaign('IO Name 1', creativeName);
	await person.addField('where', 'whiteListedStateIds');
	await person.chooseSeveral('whiteListedStateIds', ['California']);
	await person.addField('who', 'genderIds');
	await person.chooseSeveral('genderIds', ['Female']);
	await person.addField('who', 'ageRangeIds');
	await person.chooseSeveral('ageRangeIds', ['25-34']);
	await person.choose('deviceTypeChoice', 'chosen');
	await person.chooseSeveral('deviceType', ['Connected TV']);
	keep(FORM, await person.effort());
	await editor.picture('campaign-with-targets', 1_200);
});
