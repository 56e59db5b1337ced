import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Locator, Page } from 'playwright-core';

import type { EditorForm } from './editorForm';
import type { EditorPage } from './editorPage';

/** What a job costs whoever does it. */
export interface Effort {
	/** Presses of the mouse; to drag something is one. */
	clicks: number;
	/** Texts that are typed, however long. */
	values: number;
	/** Presses of "Execute step" and "Fetch Test Event". */
	runs: number;
}

/** What jobs took, as a table for whoever reads the test's output. */
export function effortTable(measured: Record<string, Effort>): string {
	const head = ['job', 'clicks', 'values', 'runs'];
	const rows = Object.entries(measured).map(([job, effort]) => [job, ...Object.values(effort)]);
	const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return `\n${table.join('\n')}\n\n`;
}

const NOTHING: Effort = { clicks: 0, values: 0, runs: 0 };

/** The page's own count of presses of the mouse. */
type Counting = Window & { pressesOfTheMouse?: number };

/** All parameters of a node, those in collections and rows too. */
function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const { type, options = [] } = property;
		if (type === 'collection') return [property, ...everyProperty(options as INodeProperties[])];
		if (type !== 'fixedCollection') return [property];
		const groups = options as Array<{ values: INodeProperties[] }>;
		return [property, ...groups.flatMap(({ values }) => everyProperty(values))];
	});
}

/**
 * Somebody who builds workflows with mouse and keyboard, and whose clicks are counted. Fields are named
 * as in saved workflows and choices by their values: what a form calls them may change.
 */
export class Person {
	private done = { ...NOTHING };

	/** The node that was added last. */
	private type!: INodeTypeDescription;

	private readonly page: Page;
	private readonly form: EditorForm;

	constructor(
		private readonly editor: EditorPage,
		private readonly types: INodeTypeDescription[],
	) {
		this.page = editor.page;
		this.form = editor.form;
	}

	/** Begins to count anew, in the page that is open now. */
	async begin(): Promise<void> {
		this.done = { ...NOTHING };
		await this.page.evaluate(() => {
			const counting = window as Counting;
			const isNew = counting.pressesOfTheMouse === undefined;
			counting.pressesOfTheMouse = 0;
			const count = ({ isTrusted }: Event): void => {
				counting.pressesOfTheMouse = (counting.pressesOfTheMouse ?? 0) + Number(isTrusted);
			};
			if (isNew) window.addEventListener('mousedown', count, true);
		});
	}

	/**
	 * What was done since `begin`.
	 *
	 * @throws Error if the browser noticed more or fewer presses of the mouse than were counted
	 */
	async effort(): Promise<Effort> {
		const seen = await this.page.evaluate(() => (window as Counting).pressesOfTheMouse);
		const { clicks } = this.done;
		if (seen !== clicks) throw new Error(`${clicks} clicks were counted, the browser saw ${seen}`);
		return this.done;
	}

	async click(target: Locator): Promise<void> {
		await target.click();
		this.done.clicks += 1;
	}

	/** Types a text where the cursor is, in place of what is there. */
	async write(text: string): Promise<void> {
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
		this.done.values += 1;
	}

	/** Drags something to somewhere else, in steps, as the editor expects of a mouse. */
	async drag(from: Locator, to: Locator): Promise<void> {
		await to.scrollIntoViewIfNeeded();
		const [start, end] = await Promise.all([from.boundingBox(), to.boundingBox()]);
		if (start === null || end === null) throw new Error('What should be dragged is not there');
		const { mouse } = this.page;
		await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
		await mouse.down();
		this.done.clicks += 1;
		await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 });
		await mouse.up();
	}

	/** Presses "+" on an empty canvas or behind a node. */
	async openNodePanel(after?: string): Promise<void> {
		const plus =
			after === undefined
				? this.page.getByTestId('canvas-add-button')
				: this.editor.node(after).getByTestId('canvas-handle-plus');
		await this.click(plus);
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Finds a node in the open panel and adds it by one of its operations; its form opens. */
	async addOperation(name: string, operation: string, resource?: string): Promise<void> {
		this.type = this.typeOf(name);
		const { action } = this.choice('operation', operation, resource);
		await this.addFound(this.type.displayName, 'Actions', String(action));
	}

	/** Finds a trigger in the open panel and adds it by one of its events; its form opens. */
	async addTrigger(name: string, event: string): Promise<void> {
		this.type = this.typeOf(`${name}Trigger`);
		const { name: words } = this.choice('event', event);
		await this.addFound(this.typeOf(name).displayName, 'Triggers', `On ${words.toLowerCase()}`);
	}

	private async addFound(node: string, list: string, entry: string): Promise<void> {
		const panel = this.page.getByTestId('node-creator');
		await this.write(node);
		await this.click(panel.getByText(node, { exact: true }).first());
		const heading = this.page.locator(`[data-keyboard-nav-id="${list}"]`);
		await heading.waitFor();
		const entries = panel
			.locator('[data-category-collapsed]')
			.filter({ has: heading })
			.getByTestId('item-iterator-item');
		// Lists are folded where n8n thinks that another is wanted.
		if ((await entries.count()) === 0) await this.click(heading);
		await this.click(entries.getByText(entry, { exact: true }));
		await this.form.root.waitFor();
	}

	private typeOf(name: string): INodeTypeDescription {
		const type = this.types.find((candidate) => candidate.name.endsWith(`.${name}`));
		if (type === undefined) throw new Error(`There is no node ${name}`);
		return type;
	}

	/** An entry of a field that has closed choices, by its value. */
	private choice(field: string, value: string, resource?: string): INodePropertyOptions {
		const found = everyProperty(this.type.properties)
			.filter(({ name }) => name === field)
			.filter(({ displayOptions }) => {
				const resources = displayOptions?.show?.resource;
				return resource === undefined || resources?.includes(resource) === true;
			})
			.flatMap(({ options = [] }) => options as INodePropertyOptions[])
			.find((option) => option.value === value);
		if (found === undefined) throw new Error(`'${field}' has no choice '${value}'`);
		return found;
	}

	/** Opens a field's list and chooses from it, by value. */
	async choose(field: string, value: string): Promise<void> {
		await this.chooseNamed(field, [this.choice(field, value).name]);
	}

	/** Opens a field's list, which n8n loads, and chooses entries that begin with these names. */
	async chooseSeveral(field: string, names: string[]): Promise<void> {
		await this.editor.optionsLoaded();
		await this.chooseNamed(field, names);
		await this.form.select(field).press('Escape');
	}

	private async chooseNamed(field: string, names: string[]): Promise<void> {
		const select = this.form.select(field);
		await this.click(select);
		const entries = await this.form.entries(select);
		for (const name of names) await this.click(this.form.named(entries, name));
	}

	/** Opens a field's list of things, each with its ID, and picks one by its name. */
	async pick(field: string, name: string): Promise<void> {
		await this.click(this.form.input(field).getByTestId('rlc-input'));
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		await this.click(entries.filter({ hasText: name }).first());
	}

	/** Types a value into a field. */
	async enter(field: string, value: string): Promise<void> {
		await this.click(this.form.input(field).locator('input, textarea').first());
		await this.write(value);
		await this.page.keyboard.press('Tab');
	}

	/** Adds a field to a collection. */
	async addField(collection: string, field: string): Promise<void> {
		const { adder, isList } = await this.form.adder(collection);
		await this.click(adder);
		if (!isList) return;
		const offered = everyProperty(this.type.properties)
			.filter(({ name }) => name === collection)
			.flatMap(({ options = [] }) => options as INodeProperties[])
			.find(({ name }) => name === field);
		if (offered === undefined) throw new Error(`'${collection}' has no field '${field}'`);
		const entries = await this.form.entries(adder);
		await this.click(entries.getByText(offered.displayName, { exact: true }));
	}

	/** Adds a row to a list of rows. */
	async addRow(list: string): Promise<void> {
		await this.click(this.form.field(list).getByTestId(/^fixed-collection-add/).first());
	}

	/** Drags a column of the table that the node before has, onto a field. */
	async dragColumn(column: string, field: string): Promise<void> {
		const columns = this.page.getByTestId('ndv-input-panel').getByTestId('run-data-schema-item');
		const pill = columns.filter({ hasText: column }).locator('[data-target="mappable"]').first();
		await this.drag(pill, this.form.input(field));
		// The editor draws the form again when it has computed the expression, which closes an open list.
		await sleep(2_000);
	}

	/** Presses "Execute step", or "Fetch Test Event" of a trigger, and waits until it has ended well. */
	async execute(): Promise<void> {
		await this.click(this.page.getByTestId('node-execute-button').first());
		this.done.runs += 1;
		const ended = this.editor.output.getByTestId(/^node-run-status-|^node-error-message$/);
		await ended.first().waitFor();
	}
}
