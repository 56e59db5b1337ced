import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page, Request } from 'playwright-core';

import { EditorForm } from './editorForm';
import { ROOT } from './ownPackage';
import { line } from './runningServers';

/** What n8n itself logs in these tests although nothing is wrong with the package. */
const NOISE = [
	// Hosts of n8n's maker, which the tests' browser can't reach.
	/net::ERR_NAME_NOT_RESOLVED/,
	// The assistant needs a licence.
	/ai\/sessions\/metadata/,
	/Failed to fetch sessions metadata/,
	// 1.123 asks for the last good execution of a workflow that never ran.
	/executions\/last-successful/,
	// Samples of a node's output, which only n8n's own nodes have.
	/\/schemas\/.*\.json/,
	// The panel of a node that closes while the next workflow opens.
	/injectNDVStore\(\) was accessed without an active workflow/,
	// A feature of the enterprise edition that the credential form of 1.123 asks for.
	/external-secrets\/secrets/,
];

/** One tab with n8n's editor, and what a user does in it. */
export class EditorPage {
	readonly form: EditorForm;

	/** Errors that the page has logged or thrown, without n8n's own noise. */
	readonly errors: string[] = [];

	/** Requests under way for the entries of selects. */
	private readonly loading = new Set<Request>();

	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.form = new EditorForm(page);
		const note = (text: string): void => {
			if (!NOISE.some((noise) => noise.test(text))) this.errors.push(text);
		};
		page.on('request', (request) => {
			if (request.url().includes('/dynamic-node-parameters/')) this.loading.add(request);
		});
		page.on('requestfinished', (request) => this.loading.delete(request));
		page.on('requestfailed', (request) => this.loading.delete(request));
		page.on('pageerror', (error) => note(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') note(`${message.text()} at ${message.location().url}`);
		});
	}

	/** Takes back the errors that the browser logs because a request was meant to fail. */
	expectError(address: RegExp): void {
		const others = this.errors.filter((error) => !address.test(error));
		this.errors.splice(0, Infinity, ...others);
	}

	/** A new, empty workflow with the node panel open. */
	async openNodePanel(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Types into the search of the node panel and returns the entries found. */
	async search(text: string): Promise<Locator> {
		const panel = this.page.getByTestId('node-creator');
		await panel.getByTestId('node-creator-search-bar').fill(text);
		const entries = panel.getByTestId('item-iterator-item').filter({ visible: true });
		// Until it has filtered, the panel still shows its usual entries.
		await entries
			.filter({ hasText: /IQM|AppLovin/ })
			.first()
			.waitFor();
		return entries;
	}

	/**
	 * Types into the search of the open node panel and returns which of these names it lists, in its
	 * order: those wanted as soon as they are there, else what there is after some seconds.
	 */
	async namesFound(text: string, names: string[], wanted: string[]): Promise<string[]> {
		const panel = this.page.getByTestId('node-creator');
		await panel.getByTestId('node-creator-search-bar').fill(text);
		const deadline = Date.now() + 5_000;
		for (;;) {
			await sleep(150);
			const listed = await panel.getByTestId('node-creator-item-name').allInnerTexts();
			const own = listed.map((name) => name.trim()).filter((name) => names.includes(name));
			const isAll = [...own].sort().join() === [...wanted].sort().join();
			if (isAll || Date.now() > deadline) return own;
		}
	}

	/** Clicks a node in the node panel and returns the names of the actions that it offers. */
	async openActions(node: string): Promise<string[]> {
		const panel = this.page.getByTestId('node-creator');
		await panel.getByText(node, { exact: true }).first().click();
		const actions = this.actionEntries;
		const heading = panel.locator('[data-keyboard-nav-id="Actions"]');
		await heading.waitFor();
		// Where the node has a trigger too, n8n shows the triggers of an empty workflow first.
		if ((await actions.count()) === 0) await heading.click();
		await actions.first().waitFor();
		// n8n draws a long list bit by bit.
		for (let count = -1; count !== (await actions.count()); ) {
			count = await actions.count();
			await this.page.waitForTimeout(300);
		}
		return await actions.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** The list "Actions" of the node panel; the list before it has triggers of other nodes. */
	private get actionEntries(): Locator {
		return this.page
			.getByTestId('node-creator')
			.locator('[data-category-collapsed]')
			.filter({ has: this.page.locator('[data-keyboard-nav-id="Actions"]') })
			.getByTestId('item-iterator-item');
	}

	/** Clicks a trigger in the node panel and returns the heading and the entries of its events. */
	async openTriggers(node: string): Promise<string[]> {
		const panel = this.page.getByTestId('node-creator');
		await panel.getByText(node, { exact: true }).first().click();
		const triggers = panel
			.locator('[data-category-collapsed]')
			.filter({ has: this.page.locator('[data-keyboard-nav-id="Triggers"]') });
		const entries = triggers.getByTestId('item-iterator-item');
		await entries.first().waitFor();
		const heading = await triggers.locator('[data-keyboard-nav-id="Triggers"]').innerText();
		return [
			heading.trim(),
			...(await entries.getByTestId('node-creator-item-name').allInnerTexts()),
		];
	}

	/** Adds the node whose actions are open; its form opens. */
	async addAction(action: string): Promise<void> {
		await this.actionEntries.getByText(action, { exact: true }).click();
		await this.form.root.waitFor();
	}

	/** Opens a stored workflow, or the form of one of its nodes by the node's id. */
	async openWorkflow(workflowId: string, nodeId?: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}${nodeId ? `/${nodeId}` : ''}`);
		await this.page.getByTestId('canvas-node').first().waitFor({ timeout: 180_000 });
		if (nodeId !== undefined) await this.form.root.waitFor();
	}

	/**
	 * Opens a stored workflow from one that is open, as a click on a link in the editor does: the page
	 * is not loaded again, which takes 5 to 10 seconds. 1.123 would ask what to do with changes.
	 *
	 * @param node name of one of its nodes that the open workflow does not have
	 */
	async switchWorkflow(workflowId: string, node: string): Promise<void> {
		await this.page.evaluate(async (address) => {
			interface Root extends Element {
				__vue_app__: {
					config: { globalProperties: { $router: { push(to: string): Promise<unknown> } } };
				};
			}
			const root = document.querySelector('#app') as Root;
			await root.__vue_app__.config.globalProperties.$router.push(address);
		}, `/workflow/${workflowId}`);
		await this.node(node).waitFor();
	}

	/** Opens the empty form of a new credential, as "Create credential" does. */
	async openNewCredential(type: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials/create`);
		const select = this.page.getByTestId('new-credential-type-select').locator('input');
		await select.fill(type);
		await this.page
			.getByTestId('new-credential-type-select-option')
			.getByText(type, { exact: true })
			.click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.credential.waitFor();
	}

	/** The open form of a credential. */
	get credential(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	/** Fills in fields of the open credential by their names and saves it, which tests it. */
	async saveCredential(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			await this.credential.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		}
		await this.credential.getByTestId('credential-save-button').click();
		await this.credential.getByRole('button', { name: 'Retry' }).waitFor();
	}

	/** Changes "Settings > Personal > Theme", which the editor keeps in the browser. */
	async useTheme(theme: 'light' | 'dark'): Promise<void> {
		await this.page.evaluate((value) => localStorage.setItem('N8N_THEME', value), theme);
		await this.page.reload();
	}

	/**
	 * With SCREENSHOTS=1 in the environment, writes what is shown to `docs/images`: the pictures of
	 * the README. Only on 2.x, which is what new users have.
	 *
	 * @param height of the picture in pixels; it is 1280 wide
	 */
	async picture(name: string, height: number): Promise<void> {
		await this.draw(name, { width: 1_280, height });
	}

	/** Like `picture`, of the whole workflow on the canvas and nothing around it. */
	async workflowPicture(name: string): Promise<void> {
		await this.draw(name, { width: 2_000, height: 800 }, async () => {
			await this.page.getByTestId('zoom-to-fit').click();
			// The canvas moves for a moment.
			await this.page.waitForTimeout(1_000);
			const parts = this.page.locator('[data-test-id="canvas-node"], [data-test-id="sticky"]');
			return await parts.evaluateAll((elements) => {
				const boxes = elements.map((element) => element.getBoundingClientRect());
				const margin = 16;
				const x = Math.min(...boxes.map(({ left }) => left)) - margin;
				const y = Math.min(...boxes.map(({ top }) => top)) - margin;
				const width = Math.max(...boxes.map(({ right }) => right)) + margin - x;
				const height = Math.max(...boxes.map(({ bottom }) => bottom)) + margin - y;
				return { x, y, width, height };
			});
		});
	}

	private async draw(
		name: string,
		size: { width: number; height: number },
		frame?: () => Promise<{ x: number; y: number; width: number; height: number }>,
	): Promise<void> {
		if (process.env.SCREENSHOTS !== '1' || line() !== '2') return;
		const usual = this.page.viewportSize();
		await this.page.setViewportSize(size);
		const covers =
			'.el-notification, [role="tooltip"], [data-test-id^="execute-workflow-button"], [data-test-id="execute-workflow-button"] ~ *';
		const style = await this.page.addStyleTag({ content: `${covers} { visibility: hidden }` });
		const clip = await frame?.();
		// Expressions are worked out again after a change of size.
		await this.page.waitForTimeout(1_500);
		await this.page.screenshot({ path: path.join(ROOT, 'docs', 'images', `${name}.png`), clip });
		await style.evaluate((element) => (element as HTMLElement).remove());
		if (usual) await this.page.setViewportSize(usual);
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The second line under a node's name. */
	subtitle(name: string): Locator {
		return this.node(name).locator('[class*="_subtitle_"]');
	}

	async openForm(node: string): Promise<void> {
		await this.node(node)
			.getByTestId(/^canvas-(default|trigger)-node$/)
			.dblclick();
		await this.form.root.waitFor();
	}

	async closeForm(): Promise<void> {
		// 1.123 has a link above the form, 2.x a cross in its corner.
		await this.page
			.getByTestId('back-to-canvas')
			.or(this.page.getByTestId('ndv-close-button'))
			.filter({ visible: true })
			.first()
			.click();
		await this.form.root.waitFor({ state: 'hidden' });
	}

	/** Waits until the selects of the open form, which ask the API for their entries, have them. */
	async optionsLoaded(): Promise<void> {
		const deadline = Date.now() + 30_000;
		while (this.loading.size > 0) {
			if (Date.now() > deadline) throw new Error('The entries of a select do not come');
			await sleep(50);
		}
	}

	/** Presses "Execute workflow" on the canvas. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
	}

	/** Presses the "Execute workflow" that a trigger on the canvas has while the pointer is on it. */
	async executeFrom(trigger: string): Promise<void> {
		await this.node(trigger).hover();
		await this.page.getByTestId(`execute-workflow-button-${trigger}`).click();
	}

	/** Presses "Execute step", or "Fetch Test Event" of a trigger, in the open form. */
	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').first().click();
	}

	/** Presses the "Execute step" that a node on the canvas has while the pointer is on it. */
	async executeNode(name: string): Promise<void> {
		await this.node(name).hover();
		await this.node(name).getByTestId('execute-node-button').click();
	}

	/** Waits until the editor shows that no execution is under way. */
	async isAtRest(): Promise<void> {
		const stop = this.page.getByTestId('stop-execution-button');
		await stop.waitFor({ state: 'hidden' });
	}

	/** The panel with the result of a node, in the open form. */
	get output(): Locator {
		return this.page.getByTestId('ndv-output-panel').or(this.page.getByTestId('output-panel'));
	}

	/** The green tick of a node that ran well. */
	successMark(name: string): Locator {
		return this.node(name).getByTestId('canvas-node-status-success');
	}
}

/** Whether an image is there and has been drawn, not just named. */
export async function isDrawn(image: Locator): Promise<boolean> {
	await image.waitFor();
	return await image.evaluate(async (element) => {
		const picture = element as HTMLImageElement;
		await picture.decode().catch(() => undefined);
		return picture.naturalWidth > 0;
	});
}
