import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { SandboxClient } from '../../../sandbox/client';
import { appLovinData, iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { EditorPage } from '../support/editorPage';
import { PACKAGE } from '../support/ownPackage';
import { connect, line, runningServer } from '../support/runningServers';

/** The triggers in n8n's editor: how they are found, set up and tried out. */

// n8n's editor in a browser on a busy machine can miss any deadline once: that is reported, and it is
// tried again.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the triggers in the editor', () => {
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

	/** Stores a workflow of a trigger alone and opens its form. */
	async function openTrigger(name: string, parameters: INodeParameters): Promise<void> {
		const [type, data] = name.startsWith('iqm')
			? ['iqmApi', iqmData(sandbox)]
			: ['appLovinApi', appLovinData(sandbox)];
		const id = await api.createCredential(type, type, data);
		const node = {
			id: 'trigger',
			name: 'Campaign Is Approved',
			type: `${PACKAGE}.${name}`,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters,
			credentials: { [type]: { id, name: type } },
		};
		const workflow = { name: `${name} alone`, nodes: [node], connections: {} };
		await editor.openWorkflow(await api.createWorkflow(workflow), 'trigger');
	}

	// n8n shows a trigger with the node of the same name, and its description for both.
	it.each([
		[
			'IQM Campaign',
			'approved, rejected or created',
			[
				'On campaign approved',
				'On campaign rejected',
				'On campaign status changed',
				'On new campaign',
			],
		],
		[
			'IQM Creative',
			'approved, rejected or created',
			[
				'On creative approved',
				'On creative rejected',
				'On creative status changed',
				'On new creative',
			],
		],
		[
			'IQM Matched Audience',
			'ready, rejected or created',
			[
				'On matched audience ready',
				'On matched audience rejected or failed',
				'On matched audience status changed',
				'On new matched audience',
			],
		],
		[
			'IQM Report',
			'an insight or a voter level data report is ready',
			['On insight failed', 'On insight ready', 'On voter level data report ready'],
		],
		[
			'AppLovin Campaign',
			'activated, paused or created',
			[
				'On campaign activated',
				'On campaign paused',
				'On campaign status changed',
				'On new campaign',
			],
		],
		[
			'AppLovin Creative Set',
			'an asset is ready or fails',
			['On asset failed', 'On asset ready', 'On asset ready or failed'],
		],
	])('%s offers the events of its trigger', async (node, words, events) => {
		await editor.openNodePanel();
		const entries = await editor.search(node);
		// 1.123 lists names without descriptions.
		const entry = entries.filter({ hasText: line() === '1' ? node : words });
		await entry.waitFor();
		expect(await entry.getByText(node, { exact: true }).count()).toBe(1);
		expect(await editor.openTriggers(node)).toEqual([`Triggers (${events.length})`, ...events]);
	});

	it('"Fetch Test Event" shows the newest campaign that fits, and which poll saw it', async () => {
		const client = new SandboxClient(sandbox);
		await client.login();
		const ioId = await client.makeOrder({ ioName: 'Spring launch' });
		const madeAt = Date.now() - 1_000;
		const common = { ioId, creativeType: 11, timezone: 29, startTime: Math.floor(madeAt / 1_000) };
		for (const [id, campaignName] of [
			[537621, 'Spring launch, images'],
			[537622, 'Autumn'],
		] as const) {
			sandbox.iqm.campaigns.set(id, { id, madeAt, request: { ...common, campaignName } });
		}
		await openTrigger('iqmCampaignTrigger', {
			pollTimes: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
			event: 'campaignApproved',
			filters: { searchField: 'Spring' },
		});
		await editor.executeStep();
		await editor.output.getByText('JSON', { exact: true }).click();
		await editor.output.getByText('observedAt').first().waitFor();
		const text = (await editor.output.innerText()).replace(/\s+/g, ' ');
		expect(text).toMatch(/"name": "Spring launch, images"/);
		expect(text).toMatch(/"event": "campaignApproved"/);
		expect(text).toMatch(/"campaignId": 537621\b/);
		expect(text).toMatch(/"status": "running"/);
		expect(text).not.toContain('Autumn');
		await editor.picture('trigger', 860);
	});

	it('says in words when there is nothing to show', async () => {
		await openTrigger('iqmCampaignTrigger', {
			event: 'newCampaign',
			filters: { searchField: 'Nobody has such a name' },
		});
		await editor.executeStep();
		await editor.page
			.getByText(/There are no campaigns yet that match/)
			.first()
			.waitFor();
	});

	it.each([
		['appLovinCampaignTrigger', 'campaignPaused'],
		['appLovinCreativeSetTrigger', 'assetReady'],
	])('the campaigns to watch are listed by name: %s', async (name, event) => {
		const client = new AppLovinClient(sandbox);
		await client.login();
		await client.makeCampaign({ name: 'Puzzle US' });
		await openTrigger(name, { event, campaigns: 'chosen' });
		await editor.optionsLoaded();
		expect(await editor.form.choices('campaignIds')).toContainEqual(
			expect.stringContaining('Puzzle US'),
		);
	});
});
