import type { INodeProperties } from 'n8n-workflow';

import { cell, entryWords, isField, isGroup, shownWords, table } from './words';

/** The tables of an operation's fields. */

const HEAD = ['field', 'saved as', 'what to enter', 'what it is for'];

/** Whether a field has a row: a notice asks nothing, and nobody sees a hidden one. */
export const hasRow = ({ type }: INodeProperties): boolean => type !== 'hidden' && type !== 'notice';

/** Whether only nodes of version 1, which newer ones replace, have this field. */
const isOfOldOnes = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.['@version']?.includes(1) === true;

/** A sentence with its full stop. */
const sentence = (text: string) => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

interface Group {
	/** The group's name if there are several: "Circle › ". */
	above: string;
	fields: INodeProperties[];
}

/** The fields of a collection, by groups if it has any. */
function groupsIn({ options = [] }: INodeProperties): Group[] {
	const groups = options.filter(isGroup);
	if (groups.length === 0) return [{ above: '', fields: options.filter(isField).filter(hasRow) }];
	return groups.map(({ displayName, values }) => ({
		above: groups.length > 1 ? `${displayName} › ` : '',
		fields: values.filter(hasRow),
	}));
}

const isCollection = ({ type }: INodeProperties) => /collection$/i.test(type);

interface Place {
	/** The fields at the top of the form. */
	atTop: INodeProperties[];
	beside: INodeProperties[];
	/** "Frequency Caps › " */
	above: string;
}

function rowOf(property: INodeProperties, { above, beside, atTop }: Place, more: string): string[] {
	const { displayName, name, description = '' } = property;
	const words = [sentence(cell(description)), more, shownWords(property, beside, atTop)];
	return [
		cell(`${above}${displayName}`),
		`\`${name}\``,
		cell(entryWords(property)),
		words.filter((part) => part !== '').join(' '),
	];
}

/** A field of a collection, with the fields inside it. */
function rowsOf(property: INodeProperties, place: Place): string[][] {
	const inner = isCollection(property) ? groupsIn(property) : [];
	return [
		rowOf(property, place, ''),
		...inner.flatMap(({ above, fields }) => {
			const path = `${place.above}${property.displayName} › ${above}`;
			const below = { ...place, beside: fields, above: path };
			return fields.flatMap((field) => rowsOf(field, below));
		}),
	];
}

/**
 * The tables of a form: one of its fields, and one for each of its collections.
 *
 * @param properties the form's properties; hidden ones and notices are left out
 * @param atTop all fields that a condition may name; by default the same
 */
export function fieldTables(properties: INodeProperties[], atTop = properties): string[] {
	// A tool's own form of a field differs in one thing only: it takes no expressions.
	const shown = properties.filter(
		(one) => hasRow(one) && one.displayOptions?.show?.['@tool'] === undefined && !isOfOldOnes(one),
	);
	if (shown.length === 0) return [];
	const place = { atTop, beside: atTop, above: '' };
	const rows = shown.map((one) => rowOf(one, place, isCollection(one) ? 'See below.' : ''));
	return [
		...table(HEAD, rows),
		...shown.filter(isCollection).flatMap((collection) => {
			const inner = groupsIn(collection).flatMap(({ above, fields }) =>
				fields.flatMap((field) => rowsOf(field, { atTop, beside: fields, above })),
			);
			const when = shownWords(collection, atTop, atTop);
			const title = `**${collection.displayName}**${when === '' ? '' : `. ${when}`}`;
			return ['', title, '', ...table(HEAD, inner)];
		}),
	];
}
