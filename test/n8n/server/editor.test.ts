import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import { actionsOf, ENTRIES, foundFor, NOT_YET, SEARCHES } from '../../support/panelSearch';
import { appLovinData, iqmData, readExample, stepsOf } from '../support/accounts';
import type { N8nApi, WorkflowJson } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { EditorPage, isDrawn } from '../support/editorPage';
import { oneNode } from '../support/oneNode';
import { PACKAGE } from '../support/ownPackage';
import { connect, runningServer } from '../support/runningServers';

/** What a media buyer meets in n8n's editor, from the search for a node to a workflow that ran. */

// n8n leaves "Trigger" out of the names of triggers.
const IQM_NODES = [
	'IQM Campaign',
	'IQM Creative',
	'IQM Insertion Order',
	'IQM Master Data',
	'IQM Matched Audience',
	'IQM Report',
];
const APPLOVIN_NODES = [
	'AppLovin Axon Campaign',
	'AppLovin Axon Creative',
	'AppLovin Campaign',
	'AppLovin Creative Set',
	'AppLovin Report',
];

// n8n's editor in a browser on a busy machine can miss any deadline once: that is reported, and it is
// tried again.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('in the editor', () => {
	let sandbox: Sandbox;
	let session: EditorSession;
	let editor: EditorPage;
	let api: N8nApi;

	beforeAll(async () => {
		sandbox = await startSandbox({ iqm: { requestsPerMinute: 0, readyAfterMs: 0 } });
		api = await connect();
		session = await openEditor(runningServer().url);
		editor = new EditorPage(session.page, runningServer().url);
	});

	afterEach(() => {
		expect(editor.errors.splice(0)).toEqual([]);
	});

	afterAll(async () => {
		await session.close();
		await sandbox.close();
	});

	/** Stores a workflow of one insertion order node and opens the node's form. */
	async function openInsertionOrder(parameters = {}, account = iqmData(sandbox)): Promise<void> {
		const id = await api.createCredential('iqmApi', 'IQM', account);
		const workflow = oneNode(`${PACKAGE}.iqmInsertionOrder`, 1, parameters, { iqmApi: id });
		await editor.openWorkflow(await api.createWorkflow(workflow), 'node');
	}

	it.each([
		['iqm', IQM_NODES],
		['applovin', APPLOVIN_NODES],
		['insertion order', ['IQM Insertion Order']],
		['audience', ['IQM Matched Audience']],
	])('the search for "%s" finds the nodes with their icons', async (text, names) => {
		await editor.openNodePanel();
		const entries = await editor.search(text);
		const found = await entries.getByTestId('node-creator-item-name').allInnerTexts();
		expect(found.map((name) => name.trim())).toEqual(expect.arrayContaining(names));
		for (const name of names) {
			const icon = entries.filter({ hasText: name }).locator('img').first();
			expect(await isDrawn(icon)).toBe(true);
		}
		if (text === 'iqm') await editor.picture('node-panel', 640);
	});

	it('the words of a media buyer find the nodes that do the job', async () => {
		const names = ENTRIES.map(({ properties }) => properties.displayName);
		await editor.openNodePanel();
		const wrong: unknown[] = [];
		for (const typed of [...SEARCHES, ...NOT_YET].map(([words]) => words)) {
			const wanted = foundFor(typed);
			const found = await editor.namesFound(typed, names, wanted);
			if ([...found].sort().join() !== [...wanted].sort().join()) wrong.push([typed, found, wanted]);
		}
		expect(wrong).toEqual([]);
	});

	it.each(ENTRIES.map(({ properties }) => properties.displayName))(
		'%s offers all its actions in their own words',
		async (node) => {
			await editor.openNodePanel();
			await editor.search(node);
			const shown = await editor.openActions(node);
			expect([...shown].sort()).toEqual([...actionsOf(node)].sort());
		},
	);

	it.each([
		[
			'IQM Campaign',
			[
				'Create a campaign',
				'Create a draft of a campaign',
				'Delete campaigns',
				'Duplicate campaigns',
				'Get a campaign',
				'Count campaigns by status',
				'Get many campaigns',
				'Update a campaign',
				'Update the budget of campaigns',
				'Update the end date of campaigns',
				'Pause or resume campaigns',
			],
		],
		[
			'IQM Creative',
			[
				'Delete creatives',
				'Duplicate creatives',
				'Get creatives',
				'Get many creatives',
				'Get creative types',
				'Update a creative',
				'Pause or resume creatives',
				'Upload creatives',
			],
		],
		[
			'IQM Insertion Order',
			[
				'Create an insertion order',
				'Delete insertion orders',
				'Duplicate an insertion order',
				'Get an insertion order',
				'Get many insertion orders',
				'Update an insertion order',
				'Update the budget of insertion orders',
				'Update the end date of insertion orders',
			],
		],
		[
			'IQM Matched Audience',
			[
				'Delete matched audiences',
				'Get a matched audience',
				'Get matched audience columns',
				'Get many matched audiences',
				'Rename a matched audience',
				'Upload a matched audience',
			],
		],
	])('%s offers its actions', async (node, actions) => {
		await editor.openNodePanel();
		await editor.search(node);
		expect(await editor.openActions(node)).toEqual(actions);
	});

	it('the chosen action is what the form and the canvas show', async () => {
		await editor.openNodePanel();
		await editor.search('iqm creative');
		await editor.openActions('IQM Creative');
		const action = 'Get creative types';
		await editor.addAction(action);
		expect(await editor.form.shownValue('operation')).toBe('Get Types');
		await editor.closeForm();
		// n8n names a new node after its action.
		expect(await isDrawn(editor.node(action).locator('img').first())).toBe(true);
		expect(await editor.subtitle(action).innerText()).toBe('get types');
	});

	it.each([
		['IQM API', iqmData, 'password', "Check 'Email', 'Password' and 'Workspace Host'"],
		[
			'AppLovin API',
			appLovinData,
			'clientSecret',
			"Check 'Client ID', 'Client Secret' and 'Scopes'",
		],
	])('the credential %s tells a good account from a bad one', async (type, dataOf, secret, why) => {
		const data = dataOf(sandbox) as Record<string, string>;
		// A number, which no test account needs to change.
		delete data.requestsPerMinute;
		await editor.openNewCredential(type);
		await editor.saveCredential({ ...data, [secret]: 'wrong' });
		await editor.credential.getByText('More details').click();
		await editor.credential.getByText(why).waitFor();
		await editor.saveCredential({ [secret]: data[secret] });
		await editor.credential.getByText('Connection tested successfully').waitFor();
		if (type === 'IQM API') await editor.picture('credential', 860);
	});

	it('an entry can be picked from a list that comes from the API', async () => {
		await openInsertionOrder();
		const entries = await editor.form.openPicker('ioTimeZoneId');
		await entries.getByText('US/Pacific (433)').click();
		expect(await editor.form.input('ioTimeZoneId').getByTestId('rlc-input').inputValue()).toBe(
			'US/Pacific (433)',
		);
	});

	it("a list that can't be loaded says why", async () => {
		await openInsertionOrder({}, { ...iqmData(sandbox), email: 'stranger@sandbox.example' });
		await editor.form.openPicker('ioTimeZoneId');
		expect(await editor.form.pickerError.innerText()).toMatch(
			/IQM login refused for this user: .* Check 'Email', 'Password'/,
		);
		editor.expectError(/resource-locator-results/);
	});

	it('an error of the API is readable', async () => {
		await openInsertionOrder({
			ioName: 'Spring',
			ioStartTime: '2031-03-01T00:00:00Z',
			ioEndTime: '2031-04-01T00:00:00Z',
			ioTimeZoneId: { __rl: true, mode: 'id', value: '999999' },
			ioTotalBudget: 1000,
		});
		await editor.executeStep();
		await editor.output.getByTestId('node-error-message').waitFor();
		const text = await editor.output.innerText();
		expect(text).toContain('Invalid timezone.');
		expect(text).toContain('IQM rejected the values. Change what the message names.');
		await editor.picture('api-error', 760);
		expect(text).not.toMatch(/\[object|undefined|\bat .*\.js:\d+/);
	});

	/** Puts running campaigns of one insertion order into the sandbox. */
	async function addCampaigns(names: Record<number, string>): Promise<void> {
		const client = new SandboxClient(sandbox);
		await client.login();
		const ioId = await client.makeOrder({ ioName: 'Spring launch' });
		const madeAt = Date.now() - 1_000;
		const common = { ioId, creativeType: 11, timezone: 29, startTime: Math.floor(madeAt / 1_000) };
		for (const [key, campaignName] of Object.entries(names)) {
			const id = Number(key);
			sandbox.iqm.campaigns.set(id, { id, madeAt, request: { ...common, campaignName } });
		}
	}

	/** A node of IQM Campaign behind a trigger, with the credential. */
	async function campaignNode(name: string, parameters: INodeParameters): Promise<WorkflowJson> {
		const id = await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
		const workflow = oneNode(`${PACKAGE}.iqmCampaign`, 1, parameters, { iqmApi: id });
		workflow.nodes[1].name = name;
		workflow.connections.Start.main[0]![0].node = name;
		return workflow;
	}

	it('a preview shows the request, and nothing is sent', async () => {
		const workflow = await campaignNode('Update Budget', {
			operation: 'updateBudget',
			campaignsFrom: 'ids',
			campaignIds: '537599,537600',
			amountToChange: 'dailyBudget',
			changeBy: 'set',
			amount: '75',
			options: { preview: true },
		});
		await editor.openWorkflow(await api.createWorkflow(workflow), 'node');
		const before = sandbox.requests.length;
		await editor.executeStep();
		await editor.output.getByText('JSON', { exact: true }).click();
		await editor.output.getByText('campaigns/update-budget').first().waitFor();
		expect(await editor.output.innerText()).toMatch(/"dailyBudget":\s*75\b/);
		await editor.picture('preview', 760);
		expect(sandbox.requests.slice(before).filter(({ method }) => method === 'PUT')).toEqual([]);
	});

	it('the campaigns of a list are paused by one more node', async () => {
		await addCampaigns({ 537599: 'Spring launch, images', 537600: 'Spring launch, video' });
		const workflow = await campaignNode('Get Campaigns', {
			operation: 'getAll',
			filters: { searchField: 'Spring launch', status: ['running'] },
		});
		const [, getCampaigns] = workflow.nodes;
		workflow.nodes.push({
			...getCampaigns,
			id: 'pause',
			name: 'Pause',
			position: [440, 0],
			parameters: {
				operation: 'updateStatus',
				campaignsFrom: 'ids',
				campaignIds: '={{ $json.campaignId }}',
				status: 'paused',
			},
		});
		workflow.connections[getCampaigns.name] = {
			main: [[{ node: 'Pause', type: 'main', index: 0 }]],
		};
		await editor.openWorkflow(await api.createWorkflow(workflow));
		await editor.execute();
		await editor.successMark('Pause').waitFor();
		await editor.openForm('Pause');
		await editor.picture('pause', 760);
		await editor.closeForm();
		const { campaigns } = sandbox.iqm;
		const statuses = [537599, 537600].map((id) => campaigns.get(id)?.decisions?.at(-1)?.status);
		expect(statuses).toEqual(['paused', 'paused']);
	});

	it('the Friday of the example that runs campaigns pauses what runs, in one go', async () => {
		await addCampaigns({ 537611: 'Spring banner', 537612: 'Spring video', 537613: 'Autumn' });
		const workflow = readExample('iqm-run.json', sandbox, {
			iqmApi: await api.createCredential('iqmApi', 'IQM', iqmData(sandbox)),
		});
		await editor.openWorkflow(await api.createWorkflow(workflow));
		await editor.executeFrom('Friday Evening');
		for (const name of ['Friday Evening', 'Get Running Campaigns', 'Pause Campaigns']) {
			await editor.successMark(name).waitFor();
		}
		await editor.workflowPicture('run');
		const { campaigns } = sandbox.iqm;
		const statuses = [537611, 537612, 537613].map(
			(id) => campaigns.get(id)?.decisions?.at(-1)?.status,
		);
		expect(statuses).toEqual(['paused', 'paused', undefined]);
	});

	/** Runs an example in the editor until every node has its green tick. */
	async function runExample(file: string): Promise<void> {
		const workflow = readExample(file, sandbox, {
			iqmApi: await api.createCredential('iqmApi', 'IQM', iqmData(sandbox)),
			appLovinApi: await api.createCredential('appLovinApi', 'AppLovin', appLovinData(sandbox)),
		});
		await editor.openWorkflow(await api.createWorkflow(workflow));
		await editor.execute();
		for (const name of stepsOf(workflow)) {
			await editor.successMark(name).waitFor({ timeout: 120_000 });
		}
	}

	it('the example that launches a campaign ends with green ticks only', async () => {
		await runExample('iqm-launch.json');
		await editor.workflowPicture('launch');
		await editor.openForm('Create Insertion Order');
		await editor.picture('insertion-order', 860);
		await editor.closeForm();
		await editor.openForm('Create Campaign');
		await editor.picture('campaign', 1_100);
		await editor.closeForm();
	});

	it('the example that rotates creatives ends with green ticks only', async () => {
		await runExample('applovin-rotate.json');
		await editor.workflowPicture('rotate');
	});

	it('the icons differ on a dark background, and are drawn there too', async () => {
		const icons = async (): Promise<string[]> => {
			await editor.openNodePanel();
			const found: string[] = [];
			for (const name of ['IQM Campaign', 'AppLovin Campaign']) {
				const entries = await editor.search(name);
				const icon = entries.filter({ hasText: name }).locator('img').first();
				expect(await isDrawn(icon)).toBe(true);
				found.push((await icon.getAttribute('src')) ?? '');
			}
			return found;
		};
		const light = await icons();
		await editor.useTheme('dark');
		const dark = await icons();
		await runExample('iqm-launch.json');
		await editor.workflowPicture('launch-dark');
		await editor.useTheme('light');
		expect(dark.filter((source) => light.includes(source))).toEqual([]);
	});
});
