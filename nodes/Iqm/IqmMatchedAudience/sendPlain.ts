import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank, isObject, quote, unpackedTexts } from '../../common/ground/values';
import type { Header } from './mapping';
import { findColumn, headerInWords } from './mapping';

const LABEL = 'Send Unhashed';

/** Where the user lets columns out as they are, for messages. */
export const SEND_PLAIN_IN_WORDS = `'${LABEL}' in 'Hash Settings'`;

/** The field of "Hash Settings". */
export const sendPlainOption: INodeProperties = {
	displayName: LABEL,
	name: 'sendPlain',
	type: 'string',
	default: '',
	placeholder: 'e.g. contact, Work Email',
	description:
		'Names of columns to send unhashed although they contain email addresses or phone numbers, or have such names: separated by commas, semicolons or line breaks, or as a JSON array, for example contact, Work Email. Otherwise such columns are hashed if their name says so, and are an error if not.',
};

/**
 * Reads the field.
 *
 * @returns texts that each name one or several columns; none if the field was not added
 * @throws InputError if it was added and names no column, or holds something other than names
 */
export function readSendPlain(hashing: object): string[] {
	if (!('sendPlain' in hashing)) return [];
	const given = unpackedTexts(hashing.sendPlain, LABEL);
	const texts = (Array.isArray(given) ? (given as unknown[]) : [given]).filter(
		(text) => !isBlank(text),
	);
	const other = texts.find((text) => Array.isArray(text) || isObject(text));
	if (other !== undefined) {
		throw new InputError(`${SEND_PLAIN_IN_WORDS} must be a list of names, not ${quote(other)}`);
	}
	if (texts.length > 0) return texts.map(String);
	throw new InputError(
		`${SEND_PLAIN_IN_WORDS} is empty`,
		`Name the columns to send unhashed, or remove '${LABEL}'.`,
	);
}

const SEPARATOR = /[,;]/;

/** The names in a text; each takes as many parts between separators as still make a column's name. */
function namesIn(line: string, header: string[]): string[] {
	// Every other part is a separator.
	const parts = line.split(/([,;])/);
	const most = 2 * Math.max(...header.map((name) => name.split(SEPARATOR).length)) - 1;
	const names: string[] = [];
	for (let at = 0; at < parts.length; ) {
		let end = Math.min(at + most, parts.length);
		while (end > at + 1 && findColumn(parts.slice(at, end).join(''), header) === undefined) end -= 2;
		names.push(parts.slice(at, end).join(''));
		at = end + 1;
	}
	return names.filter((name) => !isBlank(name));
}

/** The named columns, as the file spells them, and names that match no column. */
export function plainColumns(
	texts: string[],
	header: string[],
): { columns: string[]; unknown: string[] } {
	const names = texts.flatMap((text) => {
		if (findColumn(text, header) !== undefined) return [text];
		return text.split(/[\n\r]+/).flatMap((line) => namesIn(line, header));
	});
	const found = names.map((name) => findColumn(name, header));
	return {
		columns: found.filter((column) => column !== undefined),
		unknown: names.filter((_, index) => found[index] === undefined),
	};
}

/** @throws InputError if a named column is not in the file */
export function checkSendPlain(texts: string[], header: Header): void {
	const [unknown] = plainColumns(texts, header.columns).unknown;
	if (unknown === undefined) return;
	throw new InputError(
		`${SEND_PLAIN_IN_WORDS} names ${quote(unknown.trim())}, which is not a column of '${header.fileName}'`,
		headerInWords(header),
	);
}
