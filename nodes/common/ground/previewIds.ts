import { randomUUID } from 'crypto';

import { InputError } from './errors';
import { parseJson } from './json';

/**
 * IDs that a preview makes up for what it would create. A node that previews takes them for real ones;
 * no other node may, since nothing at an API has them.
 */

/** One as a whole word: in no web address, and no part of a longer word. */
const TOKEN = /(?<![\w./@-])preview-\w[\w-]*(?![\w./@-])/;
const TOKENS = new RegExp(TOKEN, 'g');

/** Fields that hold words of people, in which such a word is no ID. */
const WORDS =
	/name|descri|markup|html|script|search|contains|title|note|message|keyword|domain|url|link|subject|email/i;
const ID = /(?<!email)ids?$/i;

export function newPreviewId(): string {
	return `preview-${randomUUID().slice(0, 8)}`;
}

/** Whether texts of a field may hold IDs, by its name in the form or in JSON. */
function mayHoldIds(name: string): boolean {
	return ID.test(name) || !WORDS.test(name);
}

function entriesOf(value: object): Array<[string, unknown]> {
	return Object.entries(value) as Array<[string, unknown]>;
}

/** JSON in a text; undefined for any other text. */
function jsonIn(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/**
 * The first made-up ID in a value of a form at any depth: in texts, lists, rows and JSON.
 *
 * @param name the field's name
 */
export function previewIdIn(value: unknown, name: string): string | undefined {
	if (typeof value === 'string') {
		if (!value.includes('preview-')) return undefined;
		const json = jsonIn(value);
		if (typeof json === 'object' && json !== null) return previewIdIn(json, name);
		return mayHoldIds(name) ? TOKEN.exec(value)?.[0] : undefined;
	}
	if (typeof value !== 'object' || value === null) return undefined;
	// Entries of a list and the value of a locator belong to the field itself.
	const isOwn = Array.isArray(value) || '__rl' in value;
	for (const [key, part] of entriesOf(value)) {
		const found = previewIdIn(part, isOwn && key !== 'cachedResultName' ? name : key);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** @throws InputError for a made-up ID where a real one is needed */
export function refusePreviewId(value: unknown, label: string, name = ''): void {
	const found = previewIdIn(value, name);
	if (found === undefined) return;
	throw new InputError(
		`'${label}' holds ${found}, a placeholder from a preview: nothing with this ID exists`,
		"Nothing was sent. Turn off 'Preview' in the node that the ID comes from (or 'Preview Everything' in its credential). If this node creates or changes something, it can preview too.",
	);
}

/** The largest whole number that is exact; no account has IDs near it. */
const HIGHEST = Number.MAX_SAFE_INTEGER;

/** Such a number: the highest 9,992 whole numbers that are exact. */
const STAND_INS = /(?<!\d)900719925474\d{4}(?!\d)/g;

/**
 * Numbers that stand for made-up IDs while an operation works on them: so it can check, convert and
 * send on IDs as ever, and knows nothing of previews.
 */
export class StandIns {
	private readonly numbers = new Map<string, string>();

	private readonly ids = new Map<string, string>();

	private numberFor(id: string): string {
		const number = this.numbers.get(id) ?? String(HIGHEST - this.numbers.size);
		this.numbers.set(id, number);
		this.ids.set(number, id);
		return number;
	}

	/** A value of a form with numbers in place of made-up IDs. */
	put(value: unknown, name: string): unknown {
		if (previewIdIn(value, name) === undefined) return value;
		if (typeof value === 'string') return value.replace(TOKENS, (id) => this.numberFor(id));
		if (Array.isArray(value)) return value.map((part) => this.put(part, name));
		const isLocator = '__rl' in (value as object);
		return Object.fromEntries(
			entriesOf(value as object).map(([key, part]) => [
				key,
				this.put(part, isLocator && key === 'value' ? name : key),
			]),
		);
	}

	/** What is shown: with the made-up IDs again, at any depth. */
	takeBack<T>(value: T): T {
		return (this.numbers.size === 0 ? value : this.shown(value)) as T;
	}

	private shown(value: unknown): unknown {
		if (typeof value === 'number') return this.ids.get(String(value)) ?? value;
		if (typeof value === 'string') {
			return value.replace(STAND_INS, (number) => this.ids.get(number) ?? number);
		}
		if (Array.isArray(value)) return value.map((part) => this.shown(part));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(entriesOf(value).map(([key, part]) => [key, this.shown(part)]));
	}

	/** Whether a request holds one of them, in its path, query or JSON. */
	areIn(...parts: unknown[]): boolean {
		if (this.numbers.size === 0) return false;
		const found = JSON.stringify(parts)?.match(STAND_INS) ?? [];
		return found.some((number) => this.ids.has(number));
	}
}
