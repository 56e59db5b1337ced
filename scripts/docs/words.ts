import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodeParameterValue,
} from 'n8n-workflow';

/** What the pages for users call a form's fields. */

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

export const isField = (entry: Entry): entry is INodeProperties => 'type' in entry;
export const isGroup = (entry: Entry): entry is INodePropertyCollection => 'values' in entry;

/** Longer lists of choices are counted instead. */
const MOST_CHOICES = 12;

/** The text of a choice before anything is chosen. */
const NO_CHOICE = 'Please Choose';

/**
 * A text for a cell of a Markdown table: on one line, with anything like markup escaped. The only HTML
 * kept is links to n8n's documentation, which its linter demands.
 */
export function cell(text: string): string {
	return text
		.replace(/<a href="(https:\/\/docs\.n8n\.io\/[^"]*)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/[|*]/g, '\\$&')
		.replace(/</g, '&lt;')
		.replace(/\s+/g, ' ')
		.trim();
}

/** The lines of a Markdown table. */
export function table(head: string[], rows: string[][]): string[] {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

function choicesOf({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return (options as Entry[]).filter(
		(entry): entry is INodePropertyOptions => !isField(entry) && !isGroup(entry),
	);
}

function choiceWords(property: INodeProperties, one: string): string {
	if (property.typeOptions?.loadOptionsMethod !== undefined) return `${one} a loaded list`;
	const names = choicesOf(property)
		.map(({ name }) => name)
		.filter((name) => name !== NO_CHOICE);
	return names.length > MOST_CHOICES ? `${one} ${names.length}` : `${one}: ${names.join(', ')}`;
}

function numberWords({ typeOptions = {} }: INodeProperties): string {
	const { minValue = 0, maxValue, numberPrecision } = typeOptions;
	const kind = numberPrecision === 0 ? 'Whole number' : 'Number';
	if (maxValue !== undefined) return `${kind}, ${minValue} to ${maxValue}`;
	return minValue > 0 ? `${kind}, from ${minValue}` : kind;
}

function textWords({ typeOptions = {} }: INodeProperties): string {
	if (typeOptions.password === true) return 'Secret text';
	if (typeOptions.multipleValues === true) return 'Texts';
	return typeOptions.rows === undefined ? 'Text' : 'Multi-line text';
}

/**
 * What to enter into a field.
 *
 * @throws Error for a type that no page has had yet: it needs words here
 */
function kindOf(property: INodeProperties): string {
	switch (property.type) {
		case 'string':
			return textWords(property);
		case 'number':
			return numberWords(property);
		case 'boolean':
			return 'On or off';
		case 'options':
			return choiceWords(property, 'One of');
		case 'multiOptions':
			return choiceWords(property, 'Any of');
		case 'dateTime':
			return 'Date and time';
		case 'json':
			return 'JSON';
		case 'resourceLocator': {
			const ways = (property.modes ?? []).map(({ displayName }) => displayName.toLowerCase());
			const text = ways.join(' or ');
			return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\bid\b/g, 'ID');
		}
		case 'collection':
			return 'Fields to add';
		case 'fixedCollection':
			return property.typeOptions?.multipleValues === true ? 'Rows to add' : 'Fields';
		default:
			throw new Error(
				`A field of the type '${property.type}' has no words in scripts/docs/words.ts`,
			);
	}
}

/** What the form calls a value: a choice by its name. */
function valueWords(value: unknown, properties: INodeProperties[]): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = properties.flatMap(choicesOf).find((option) => option.value === value);
	return choice?.name ?? String(value);
}

/** A field's initial value, or '' if that says nothing. */
function presetOf(property: INodeProperties): string {
	const { default: preset, type } = property;
	if (type === 'boolean') return `${preset === true ? 'on' : 'off'} by default`;
	const values = Array.isArray(preset) ? (preset as NodeParameterValue[]) : [preset];
	const isNothing = (value: unknown) =>
		value === '' || value === 0 || value === '{}' || value === '[]' || typeof value === 'object';
	const said = values.filter((value) => !isNothing(value));
	if (said.length === 0) return '';
	return `by default ${said.map((value) => valueWords(value, [property])).join(', ')}`;
}

/** "One of: List, IDs; required; by default List" */
export function entryWords(property: INodeProperties): string {
	const required = property.required === true ? 'required' : '';
	const parts = [kindOf(property), required, presetOf(property)];
	return parts.filter((part) => part !== '').join('; ');
}

/** "Video, Audio or HTML" */
const eitherOf = (words: string[]) => words.join(', ').replace(/, ([^,]*)$/, ' or $1');

const SELECTORS = ['resource', 'operation'];

type Conditions = NonNullable<INodeProperties['displayOptions']>['show'];

function conditionWords(
	conditions: Conditions,
	beside: INodeProperties[],
	atTop: INodeProperties[],
): string {
	return Object.entries(conditions ?? {})
		// What agents can't use or fill in is said once: for an operation, and for confirmations.
		.filter(([key]) => !['@tool', '@version', ...SELECTORS].includes(key))
		.map(([key, values = []]) => {
			const name = key.replace(/^\//, '');
			const named = (list: INodeProperties[]) => list.filter((one) => one.name === name);
			const near = key.startsWith('/') ? [] : named(beside);
			const others = near.length > 0 ? near : named(atTop);
			if (others.length === 0) throw new Error(`A condition names '${key}', which is no field`);
			const words = (values as unknown[]).map((value) => valueWords(value, others));
			return `*${cell(others[0].displayName)}* is ${cell(eitherOf(words))}`;
		})
		.join(' and ');
}

/**
 * When a field is shown: "Shown if *Creatives From* is List."
 *
 * @param beside the fields next to it, which a condition may name
 * @param atTop those at the top of the form
 */
export function shownWords(
	{ displayOptions = {} }: INodeProperties,
	beside: INodeProperties[],
	atTop: INodeProperties[],
): string {
	const show = conditionWords(displayOptions.show, beside, atTop);
	const hide = conditionWords(displayOptions.hide, beside, atTop);
	const parts = [show === '' ? '' : `Shown if ${show}.`, hide === '' ? '' : `Hidden if ${hide}.`];
	return parts.filter((part) => part !== '').join(' ');
}
