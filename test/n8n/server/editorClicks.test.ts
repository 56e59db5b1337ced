import type { INode, INodeTypeDescription, IPinData } from 'n8n-workflow';
import { createHash } from 'node:crypto';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { setStage, type Stage } from '../../support/scenarios';
import { appLovinData, iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { effortTable, Person, type Effort } from '../support/clicks';
import { EditorPage } from '../support/editorPage';
import { manualStart } from '../support/oneNode';
import { connect, runningServer } from '../support/runningServers';

/**
 * Everyday jobs, done in n8n's editor by somebody who only clicks and types: each must succeed at the
 * first "Execute step", with no more clicks and values than it took when this was measured.
 */

jest.retryTimes(1, { logErrorsBeforeRetry: true });

/** The most that each job may take. */
const CEILINGS: Record<string, Effort> = {
	'pause a campaign by its name': { clicks: 9, values: 1, runs: 1 },
	'raise two daily budgets by a fifth': { clicks: 14, values: 3, runs: 1 },
	'add an audience to a campaign that has one': { clicks: 13, values: 1, runs: 1 },
	'pause the 50 apps of a table': { clicks: 10, values: 1, runs: 1 },
	'be told of approved campaigns': { clicks: 4, values: 1, runs: 1 },
	'upload people as hashes': { clicks: 9, values: 2, runs: 1 },
};

const measured: Record<string, Effort> = {};

let sandbox: Sandbox;
let session: EditorSession;
let editor: EditorPage;
let api: N8nApi;
let stage: Stage;
let person: Person;

beforeAll(async () => {
	sandbox = await startSandbox({
		iqm: { requestsPerMinute: 0, readyAfterMs: 0 },
		applovin: { requestsPerHour: 0, sourceCount: 60 },
	});
	api = await connect();
	await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
	await api.createCredential('appLovinApi', 'AppLovin', appLovinData(sandbox));
	session = await openEditor(runningServer().url);
	// n8n asks whether to leave a workflow that it has not stored yet.
	session.page.on('dialog', (dialog) => void dialog.accept());
	editor = new EditorPage(session.page, runningServer().url);
	person = new Person(editor, (await api.types('nodes')) as unknown as INodeTypeDescription[]);
});

beforeEach(async () => {
	sandbox.reset();
	stage = await setStage(sandbox);
	addCampaigns('Spring images', 'Spring video');
	sandbox.requests.length = 0;
});

afterEach(() => {
	expect(editor.errors.splice(0)).toEqual([]);
	// A login that the sandbox has forgotten with all else is renewed.
	const refused = sandbox.requests.filter(({ status }) => status >= 400 && status !== 401);
	expect(refused.map(({ path }) => path)).toEqual([]);
});

afterAll(async () => {
	process.stdout.write(effortTable(measured));
	await session.close();
	await sandbox.close();
});

/** Adds running campaigns like that of the stage, of 50 a day; returns their IDs. */
function addCampaigns(...names: string[]): number[] {
	const { campaigns } = sandbox.iqm;
	const like = campaigns.get(stage.campaignId)!;
	return names.map((campaignName, index) => {
		const id = 537_600 + index;
		const audiences = String(stage.audienceId);
		const request = { ...like.request, campaignName, whiteListedCustomAudienceIds: audiences };
		campaigns.set(id, { ...like, id, request });
		return id;
	});
}

const campaign = (name: string) =>
	[...sandbox.iqm.campaigns.values()].find(({ request }) => request.campaignName === name)!;

/** Begins with an empty workflow. */
async function newWorkflow(): Promise<void> {
	await editor.page.goto(`${runningServer().url}/workflow/new`);
	await editor.page.getByTestId('canvas-add-button').waitFor();
	await person.begin();
	await person.openNodePanel();
}

/** Begins with a stored workflow, behind its last node. */
async function continueAfter(nodes: INode[], pinData: IPinData = {}): Promise<void> {
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name }, index) => [
			nodes[index].name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]),
	);
	const id = await api.createWorkflow({ name: 'Everyday job', nodes, connections, pinData });
	await editor.openWorkflow(id);
	await person.begin();
	await person.openNodePanel(nodes.at(-1)!.name);
}

/** Notes what a job took, and that it was not more than before. */
async function finish(job: string): Promise<void> {
	const effort = await person.effort();
	measured[job] = effort;
	const most = CEILINGS[job];
	expect(effort.runs).toBe(1);
	expect(effort.clicks).toBeLessThanOrEqual(most.clicks);
	expect(effort.values).toBeLessThanOrEqual(most.values);
	await editor.picture(`job-${job.replace(/[^a-z0-9]+/g, '-')}`, 860);
}

it('pauses a campaign by its name', async () => {
	await newWorkflow();
	await person.addOperation('iqmCampaign', 'updateStatus');
	await person.chooseSeveral('pickedCampaigns', ['Spring images']);
	await person.choose('status', 'paused');
	await person.execute();
	await finish('pause a campaign by its name');
	expect(campaign('Spring images').decisions?.at(-1)?.status).toBe('paused');
	expect(campaign('Spring video').decisions).toBeUndefined();
});

it('raises two daily budgets by 20 %', async () => {
	await newWorkflow();
	await person.addOperation('iqmCampaign', 'updateBudget');
	await person.chooseSeveral('pickedCampaigns', ['Spring images', 'Spring video']);
	await person.choose('amountToChange', 'dailyBudget');
	await person.choose('changeBy', 'percent');
	await person.enter('percent', '20');
	await person.enter('atMost', '500');
	await person.execute();
	await finish('raise two daily budgets by a fifth');
	const budgets = ['Spring images', 'Spring video'].map((name) => campaign(name).request.budgetDay);
	const before = Number(campaign('Staged campaign').request.budgetDay);
	expect(budgets).toEqual([before * 1.2, before * 1.2]);
});

it('adds an audience to a campaign that has one', async () => {
	const staged = sandbox.iqm.audiences.get(stage.audienceId)!;
	sandbox.iqm.audiences.set(20_001, { ...staged, id: 20_001, audienceName: 'Volunteers' });
	await newWorkflow();
	await person.addOperation('iqmCampaign', 'update');
	await person.pick('campaignId', 'Spring images');
	await person.choose('listsMode', 'add');
	await person.addField('who', 'whiteListedCustomAudienceIds');
	await person.chooseSeveral('whiteListedCustomAudienceIds', ['Volunteers']);
	await person.execute();
	await finish('add an audience to a campaign that has one');
	const { whiteListedCustomAudienceIds } = campaign('Spring images').request;
	expect(String(whiteListedCustomAudienceIds).split(',').sort()).toEqual(
		[String(stage.audienceId), '20001'].sort(),
	);
});

it('pauses the 50 apps of a table', async () => {
	const client = new AppLovinClient(sandbox);
	await client.login();
	await client.makeCampaign({ name: 'Puzzle US' });
	const [[id, sources]] = [...sandbox.applovin.sources];
	const rows = sources.slice(0, 50).map(({ app_id }) => ({ json: { app_id, spend: 12.5 } }));
	sandbox.requests.length = 0;
	await continueAfter([manualStart('Bad Apps')], { 'Bad Apps': rows });
	await person.addOperation('appLovinCampaign', 'update', 'source');
	await person.pick('campaign_id', 'Puzzle US');
	await person.addRow('sources');
	await person.dragColumn('app_id', 'app_id');
	await person.choose('status', 'paused');
	await person.execute();
	await finish('pause the 50 apps of a table');
	const states = sandbox.applovin.sources.get(id)!.map(({ status }) => status);
	expect(states).toEqual(sources.map((_, index) => index >= 50));
});

it('is told of approved campaigns', async () => {
	await newWorkflow();
	await person.addTrigger('iqmCampaign', 'campaignApproved');
	await person.execute();
	await editor.output.getByText('Campaign Approved').first().waitFor();
	await finish('be told of approved campaigns');
	expect(await editor.output.innerText()).toContain('Spring');
});

it('uploads people as hashes', async () => {
	const file: INode = {
		id: 'file',
		name: 'People',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [220, 0],
		parameters: {
			url: `${sandbox.url}/samples/matched-audience-example.csv`,
			options: { response: { response: { responseFormat: 'file' } } },
		},
	};
	await continueAfter([manualStart(), file]);
	await person.addOperation('iqmMatchedAudience', 'upload');
	await person.enter('audienceName', 'Volunteers');
	await person.choose('matchBy', 'Email');
	await person.choose('emailsAndPhones', 'hash');
	await person.execute();
	await finish('upload people as hashes');
	const uploads = sandbox.requests.filter(({ parts }) => parts !== undefined);
	expect(uploads).toHaveLength(1);
	const sent = uploads[0].body.toString();
	expect(sent).toContain(createHash('sha256').update('bilbo.baggins@lotr.com').digest('hex'));
	expect(sent).not.toContain('@');
});
