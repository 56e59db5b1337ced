import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { CAMPAIGN_FORM, setStage, type Stage } from '../../support/scenarios';
import { iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { EditorPage } from '../support/editorPage';
import { oneNode } from '../support/oneNode';
import { PACKAGE } from '../support/ownPackage';
import { connect, runningServer } from '../support/runningServers';

/** Whom and where a campaign targets, picked by clicks in n8n's editor: no ID is typed. */

jest.retryTimes(1, { logErrorsBeforeRetry: true });

let sandbox: Sandbox;
let session: EditorSession;
let editor: EditorPage;
let api: N8nApi;
let stage: Stage;
let credential: string;

beforeAll(async () => {
	sandbox = await startSandbox({ iqm: { requestsPerMinute: 0, readyAfterMs: 0 } });
	api = await connect();
	credential = await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
	session = await openEditor(runningServer().url);
	editor = new EditorPage(session.page, runningServer().url);
});

beforeEach(async () => {
	sandbox.reset();
	stage = await setStage(sandbox);
	sandbox.requests.length = 0;
});

afterEach(() => {
	expect(editor.errors.splice(0)).toEqual([]);
});

afterAll(async () => {
	await session.close();
	await sandbox.close();
});

/** Stores a workflow of one campaign and opens its form. */
async function openCampaign(parameters: IDataObject): Promise<string> {
	const all = { ...CAMPAIGN_FORM(stage), ...parameters } as INodeParameters;
	const workflow = oneNode(`${PACKAGE}.iqmCampaign`, 1, all, { iqmApi: credential });
	const id = await api.createWorkflow(workflow);
	await editor.openWorkflow(id, 'node');
	return id;
}

const created = (): IDataObject[] =>
	sandbox.requests
		.filter(({ path }) => path.endsWith('/campaigns/add'))
		.map(({ json }) => json as IDataObject);

/** Picks entries of a list of several by their names, in a collection if one is named. */
async function pick(name: string, label: string, entries: string[], collection?: string) {
	const { form } = editor;
	if (collection !== undefined) {
		await form.add(collection, { name, displayName: label } as INodeProperties);
	}
	await editor.optionsLoaded();
	await form.chooseSeveral(name, entries);
}

it('women from 25 to 34 in California and Ohio, on connected TV and one exchange', async () => {
	await openCampaign({});
	await pick('genderIds', 'Genders', ['Female'], 'who');
	await pick('ageRangeIds', 'Age Ranges', ['25-34'], 'who');
	await pick('whiteListedStateIds', 'States', ['California', 'Ohio'], 'where');
	await editor.form.choose('deviceTypeChoice', 'Chosen Devices');
	await pick('deviceType', 'Device Types', ['Connected TV']);
	await editor.form.choose('exchangesChoice', 'Chosen Exchanges');
	await pick('exchanges', 'Chosen Exchanges', ['Google DoubleClick']);
	await editor.executeStep();
	await editor.output.getByText('campaignId').first().waitFor();

	const execution = await api.run(
		oneNode(
			`${PACKAGE}.iqmCampaign`,
			1,
			{
				...CAMPAIGN_FORM(stage),
				who: { genderIds: '={{ 10200002 }}', ageRangeIds: '={{ "10100003" }}' },
				where: { whiteListedStateIds: '={{ "30200005,30200036" }}' },
				deviceTypeChoice: 'chosen',
				deviceType: '={{ 13 }}',
				exchangesChoice: 'chosen',
				exchanges: '={{ [39] }}',
			} as INodeParameters,
			{ iqmApi: credential },
		),
	);
	expect(execution.status).toBe('success');
	const [picked, byIds] = created();
	expect(picked).toEqual(byIds);
	expect(picked).toMatchObject({ whiteListedStateIds: '30200005,30200036', exchanges: '39' });
});

it('a list without entries says why, in one line', async () => {
	for (const things of [sandbox.iqm.creatives, sandbox.iqm.audiences, sandbox.iqm.campaigns]) {
		things.clear();
	}
	await openCampaign({ creativesFrom: 'list', who: { whiteListedCustomAudienceIds: [] } });
	await editor.optionsLoaded();
	const { form } = editor;
	expect(await form.choices('pickedCreatives')).toEqual([expect.stringContaining('No running creatives')]);
	expect(await form.choices('whiteListedCustomAudienceIds')).toEqual([
		expect.stringContaining('There are no audiences yet'),
	]);
	await form.choose('operation', 'Get');
	await form.openPicker('campaignId');
	expect(await form.pickerError.innerText()).toContain('There are no campaigns yet');
	// The browser logs it a moment later.
	await editor.page.waitForTimeout(1_000);
	editor.expectError(/dynamic-node-parameters/);
});

it('what one node made is in the list of the next at once', async () => {
	await openCampaign({});
	await editor.form.choose('operation', 'Get');
	await editor.form.openPicker('campaignId');
	await editor.closeForm();
	// Nodes remember for half a minute that there was nothing, which the test before has seen.
	await editor.page.waitForTimeout(1_000);
	editor.expectError(/dynamic-node-parameters/);
	await api.run(
		oneNode(
			`${PACKAGE}.iqmCampaign`,
			1,
			{ ...CAMPAIGN_FORM(stage), campaignName: 'Made a moment ago' } as INodeParameters,
			{ iqmApi: credential },
		),
	);
	await editor.page.reload();
	await openCampaign({ operation: 'get' });
	const entries = await editor.form.openPicker('campaignId');
	await entries.getByText('Made a moment ago').waitFor();
});
