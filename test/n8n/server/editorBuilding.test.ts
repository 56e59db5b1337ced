import * as fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import { clock } from '../../../nodes/common/ground/clock';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { anyMoves, type Move } from '../../support/buildingMoves';
import { changesOfBudget, checkBuilt } from '../../support/buildingRules';
import { AUDIENCE, buildingWorkflow } from '../../support/buildingStage';
import { failureOf } from '../../support/editor';
import { plant } from '../../support/randomFaultsStage';
import { iqmData } from '../support/accounts';
import { UNFINISHED, type N8nApi } from '../support/api';
import { openEditor, type EditorSession } from '../support/browser';
import { EditorPage } from '../support/editorPage';
import { connect, runningServer } from '../support/runningServers';

/**
 * One sequence of presses of `test/engine/promises/building.test.ts` in n8n's real editor, with what
 * only a browser does: reloading the page, pinning and clearing outputs.
 */
const PRESSES = 40;
const SEED = 41_127;

/** How much later than they are made IQM's lists show things, in ms. */
const LAG_MS = 30_000;

let sandbox: Sandbox;
let session: EditorSession;
let editor: EditorPage;
let api: N8nApi;
let lists = { show: (): void => {}, stop: (): void => {} };
const { now } = clock;

/** Whether a node's output was pinned at least once. */
let wasPinned = false;

/** What the lists' clock is ahead of the real one, in ms: nobody waits half a minute here. */
let ahead = 0;

beforeAll(async () => {
	clock.now = () => now() + ahead;
	sandbox = await startSandbox({ iqm: { requestsPerMinute: 0, readyAfterMs: 0 } });
	lists = plant(sandbox, () => undefined, () => '', LAG_MS);
	api = await connect();
	session = await openEditor(runningServer().url);
	session.page.on('dialog', (dialog) => void dialog.accept());
	editor = new EditorPage(session.page, runningServer().url);
});

afterAll(async () => {
	lists.stop();
	clock.now = now;
	await session.close();
	await sandbox.close();
});

/** The sample file has more columns than one way to match people needs. */
const COLUMNS = {
	columnsFrom: 'map',
	columns: {
		mappings: [
			{ fileColumn: 'first-name', key: 'Voters_FirstName' },
			{ fileColumn: 'last-name', key: 'Voters_LastName' },
			{ fileColumn: 'zip', key: 'Residence_Addresses_Zip' },
			{ fileColumn: 'state', key: 'Residence_Addresses_State' },
		],
	},
};

/** The workflow with files that n8n fetches, for the engine's tests hold theirs in memory. */
async function storedWorkflow(): Promise<string> {
	const { nodes, ...rest } = buildingWorkflow({ [AUDIENCE]: COLUMNS });
	const id = await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
	const files: Record<string, string> = {
		'test.banner': '/samples/banner.png',
		'test.people': '/samples/matched-audience-example.csv',
	};
	const real = nodes.map((node) => {
		const file = files[node.type];
		if (file !== undefined) {
			return {
				...node,
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: `${sandbox.url}${file}`,
					options: { response: { response: { responseFormat: 'file' } } },
				},
				credentials: undefined,
			};
		}
		const isOwn = node.type.includes('iqm');
		return { ...node, credentials: isOwn ? { iqmApi: { id, name: 'IQM' } } : undefined };
	});
	// As the editor stores it: n8n's partial executions need pinned data, if only none.
	return await api.createWorkflow({ ...rest, name: 'Building', nodes: real, pinData: {} });
}

/** Changes a setting of a node that does not matter, which makes its output old. */
async function edit(node: string): Promise<void> {
	await editor.openForm(node);
	// A form that is still being drawn shows no field that was added before.
	await editor.form.field('options').waitFor();
	const field = editor.form.input('rateLimitWaitMinutes');
	if ((await field.count()) === 0) {
		const added = { name: 'rateLimitWaitMinutes', displayName: 'Rate Limit Wait (Minutes)' };
		await editor.form.add('options', added as INodeProperties);
	}
	const input = field.locator('input').first();
	const minutes = Number(await input.inputValue());
	await editor.form.fill('rateLimitWaitMinutes', String((minutes % 50) + 1));
	await editor.closeForm();
}

/** Loads the page anew, after the editor has stored what was changed. */
async function reload(workflow: string): Promise<void> {
	await session.page.keyboard.press('Control+s');
	await sleep(1_000);
	await editor.openWorkflow(workflow);
}

async function prepare({ before, at }: Move, workflow: string): Promise<void> {
	const { page } = session;
	if (before === 'wait') await sleep(1_000);
	else if (before === 'waitLong') ahead += LAG_MS;
	else if (before === 'reload') await reload(workflow);
	else if (before === 'edit') await edit(at);
	else if (before === 'discard') {
		// The editor clears all outputs at once; the button is there while there are some.
		const button = page.getByTestId('clear-execution-data-button');
		if (await button.isVisible()) await button.click();
	} else if (before === 'pin' || before === 'unpin') {
		await editor.node(at).click();
		await page.keyboard.press('p');
		await sleep(300);
		wasPinned ||= await editor.node(at).getByTestId('canvas-node-status-pinned').isVisible();
	}
}

/** Presses "Execute step" on the canvas; returns how it ended, once the editor shows that. */
async function press(node: string, workflow: string): Promise<ReturnType<typeof failureOf>> {
	const known = (await api.executions(workflow)).length;
	await editor.executeNode(node);
	const deadline = Date.now() + 60_000;
	for (;;) {
		const all = await api.executions(workflow);
		const last = all.at(-1);
		if (all.length > known && last !== undefined && !UNFINISHED.has(last.status)) {
			await editor.isAtRest();
			return failureOf(await api.execution(last.id));
		}
		if (Date.now() > deadline) throw new Error(`'Execute step' of ${node} starts nothing`);
		await sleep(100);
	}
}

it(
	`makes one of each thing, in ${PRESSES} presses of "Execute step"`,
	async () => {
		const [moves] = fc.sample(anyMoves(PRESSES), { seed: SEED, numRuns: 1 });
		// Every kind of move must be among them, or the seed is a poor one.
		expect(new Set(moves.map(({ before }) => before)).size).toBe(8);
		const workflow = await storedWorkflow();
		await editor.openWorkflow(workflow);
		for (const move of moves) {
			await prepare(move, workflow);
			const failure = await press(move.press, workflow);
			lists.show();
			checkBuilt(sandbox, failure);
		}
		expect(changesOfBudget(sandbox)).toHaveLength(1);
		expect(wasPinned).toBe(true);
		expect(editor.errors).toEqual([]);
	},
	600_000,
);
