import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { SandboxClient } from '../../../sandbox/client';
import { appLovinData, iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { EditorPage } from '../support/editorPage';
import { PACKAGE } from '../support/ownPackage';
import { connect, runningServer } from '../support/runningServers';

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
		const [type, data] =
			name === 'iqmTrigger' ? ['iqmApi', iqmData(sandbox)] : ['appLovinApi', appLovinData(sandbox)];
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

	it.each([
		[
			'IQM',
			[
				'On campaign status changed',
				'On creative status changed',
				'On matched audience status changed',
				'On new campaign',
				'On new creative',
				'On new matched audience',
			],
		],
		['AppLovin', ['On asset ready or failed', 'On campaign status changed', 'On new campaign']],
		// n8n leaves "Trigger" out of the names of triggers.
	])('%s offers the events of its trigger', async (node, events) => {
		await editor.openNodePanel();
		await editor.search(node);
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
		await openTrigger('iqmTrigger', {
			pollTimes: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
			event: 'campaignStatusChanged',
			statuses: ['running'],
			filters: { searchField: 'Spring' },
		});
		await editor.executeStep();
		await editor.output.getByText('JSON', { exact: true }).click();
		await editor.output.getByText('observedAt').first().waitFor();
		const text = (await editor.output.innerText()).replace(/\s+/g, ' ');
		expect(text).toMatch(/"name": "Spring launch, images"/);
		expect(text).toMatch(/"event": "campaignStatusChanged"/);
		expect(text).toMatch(/"campaignId": 537621\b/);
		expect(text).toMatch(/"status": "running"/);
		expect(text).not.toContain('Autumn');
		await editor.picture('trigger', 860);
	});

	it('says in words when there is nothing to show', async () => {
		await openTrigger('iqmTrigger', {
			event: 'newCampaign',
			filters: { searchField: 'Nobody has such a name' },
		});
		await editor.executeStep();
		await editor.page
			.getByText(/There are no campaigns yet that fit/)
			.first()
			.waitFor();
	});

	it('the campaigns to watch are listed by name', async () => {
		const client = new AppLovinClient(sandbox);
		await client.login();
		await client.makeCampaign({ name: 'Puzzle US' });
		await openTrigger('appLovinTrigger', { event: 'assetProcessed', campaigns: 'chosen' });
		await editor.optionsLoaded();
		expect(await editor.form.choices('campaignIds')).toEqual([
			expect.stringContaining('Puzzle US'),
		]);
	});
});
