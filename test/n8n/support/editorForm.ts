import type { INodeProperties } from 'n8n-workflow';
import type { Locator, Page } from 'playwright-core';

/** n8n adds it to every resource and operation of nodes with credentials. */
export const CUSTOM_API_CALL = 'Custom API Call';

/** The form of a node in n8n's editor: what a user sees and does after a double click on it. */
export class EditorForm {
	readonly root: Locator;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('node-parameters').first();
	}

	/** A parameter with its label, however deep in collections it is; the innermost of that name. */
	field(name: string, within: Locator = this.root): Locator {
		return within
			.getByTestId('parameter-item')
			.filter({ has: this.page.locator(`label[for="${name}"]`), visible: true })
			.last();
	}

	/** Where the value of a parameter is entered or chosen. */
	input(name: string): Locator {
		return this.root.getByTestId(`parameter-input-${name}`).filter({ visible: true }).last();
	}

	/** The labels of the parameters that are shown, from top to bottom, those in collections too. */
	async labels(): Promise<string[]> {
		return await this.root
			.locator('label[for]')
			.evaluateAll((labels) =>
				(labels as HTMLLabelElement[])
					.filter((label) => label.offsetParent !== null)
					.map((label) => label.innerText.split('\n')[0].trim()),
			);
	}

	/** The entries of a select that was opened; they are elsewhere in the page. */
	async entries(select: Locator): Promise<Locator> {
		const id = await select.getAttribute('aria-controls');
		const list = this.page.locator(`[id="${id}"]`);
		await list.waitFor();
		return list.getByRole('option');
	}

	/** Those of a select's entries that have this name, or begin with it: "California (30200005)". */
	named(entries: Locator, name: string): Locator {
		const pattern = new RegExp(`^${name.replace(/[^\w\s]/g, '\\$&')}( \\(|$)`);
		const headline = this.page.locator('.option-headline').filter({ hasText: pattern });
		return entries.filter({ has: headline }).first();
	}

	private async openList(select: Locator): Promise<Locator> {
		await select.click();
		return await this.entries(select);
	}

	/**
	 * What opens a select. One that takes several values has a second input under the first, which is the
	 * only one while its entries are being loaded, and can't be used then.
	 */
	select(name: string): Locator {
		return this.input(name).locator('[role="combobox"]:not([disabled])').first();
	}

	/** The entries of a select, such as the operations of a node, without the one that n8n adds. */
	async choices(name: string): Promise<string[]> {
		const select = this.select(name);
		const entries = await this.openList(select);
		await entries.first().waitFor();
		const texts = await entries.locator('.option-headline').allInnerTexts();
		await select.press('Escape');
		return texts.filter((text) => text !== CUSTOM_API_CALL);
	}

	/** What a select or a switch shows: an entry's name, or `true` and `false`. */
	async shownValue(name: string): Promise<string> {
		const input = this.input(name).locator('input').first();
		const state = await input.getAttribute('aria-checked');
		return state ?? (await input.inputValue());
	}

	/** Chooses an entry of a select by its name, or puts a switch to `true` or `false`. */
	async choose(name: string, entry: string): Promise<void> {
		const toggle = this.input(name).locator('.el-switch');
		if ((await toggle.count()) > 0) {
			await toggle.click();
			await toggle.locator(`input[aria-checked="${entry}"]`).waitFor({ state: 'attached' });
			return;
		}
		const entries = await this.openList(this.select(name));
		await entries
			.filter({ has: this.page.locator('.option-headline').getByText(entry, { exact: true }) })
			.click();
	}

	/** Chooses entries of a list of several, which begin with these names: "California (30200005)". */
	async chooseSeveral(name: string, entries: string[]): Promise<void> {
		const select = this.select(name);
		const options = await this.openList(select);
		for (const entry of entries) await this.named(options, entry).click();
		await select.press('Escape');
	}

	async fill(name: string, value: string): Promise<void> {
		const input = this.input(name).locator('input, textarea').first();
		await input.fill(value);
		await input.blur();
	}

	/** "Add field" under a collection: a list, or a button where there is but one field to add. */
	async adder(collection: string): Promise<{ adder: Locator; isList: boolean }> {
		const select = this.field(collection).locator('input[placeholder^="Add "]').last();
		if ((await select.count()) > 0) return { adder: select, isList: true };
		const button = this.field(collection).getByRole('button', { name: /^Add / }).last();
		return { adder: button, isList: false };
	}

	/**
	 * "Add field": adds an entry of a collection by its name, if it is not there yet. The list is not
	 * unfolded for it: a form with a hundred entries would take minutes.
	 */
	async add(collection: string, { name, displayName }: INodeProperties): Promise<void> {
		if ((await this.field(name, this.field(collection)).count()) > 0) return;
		const { adder, isList } = await this.adder(collection);
		if (!isList) {
			await adder.click();
			return;
		}
		const id = await adder.getAttribute('aria-controls');
		const entries = this.page.locator(`[id="${id}"]`).locator('[role="option"]');
		await entries.getByText(displayName, { exact: true }).dispatchEvent('click');
	}

	/** Opens the list of a picker ("From list") and returns its entries once they are loaded. */
	async openPicker(name: string): Promise<Locator> {
		await this.input(name).getByTestId('rlc-input').click();
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		await entries.or(this.page.getByTestId('rlc-error-container')).first().waitFor();
		return entries;
	}

	/** What a picker says in place of its entries when they can't be loaded. */
	get pickerError(): Locator {
		return this.page.getByTestId('rlc-error-container').filter({ visible: true });
	}
}
