import { UserError } from 'n8n-workflow';

/** What is reported while an XML document is read. Names come without their prefix. */
export interface XmlReader {
	/** @param attributes as written; read them with {@link attributeOf} */
	open(name: string, attributes: string): void;
	close(name: string): void;
	/** Text, which may come in several parts; only while `wantsText`. */
	text(text: string): void;
	wantsText: boolean;
	/** Set by the reader once it needs no more. */
	isDone: boolean;
}

const LONGEST_TAG = 64 * 1024;

const SPACE = 0x20;
const COLON = 0x3a;

const ENTITIES: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/**
 * Reads an XML document in UTF-8 in chunks of any size. Reads what workbooks are made of: elements,
 * attributes, text, CDATA, comments; line ends as XML has them. Neither matching of elements nor
 * namespaces are checked.
 *
 * @param what how messages refer to the document
 * @throws UserError if it is in another encoding, or has a document type or an endless tag
 */
export async function readXml(
	source: AsyncIterable<Uint8Array>,
	reader: XmlReader,
	what: string,
): Promise<void> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	const scanner = new XmlScanner(reader, what);
	for await (const chunk of source) {
		scanner.push(decode(decoder, chunk, what));
		if (reader.isDone) return;
	}
}

function decode(decoder: TextDecoder, chunk: Uint8Array, what: string): string {
	let text: string | undefined;
	try {
		text = decoder.decode(chunk, { stream: true });
	} catch {
		text = undefined;
	}
	if (text === undefined || text.includes('\0')) {
		throw new UserError(`${what} is not in UTF-8. Save the file in Excel again.`);
	}
	return text;
}

class XmlScanner {
	private rest = '';
	private afterReturn = false;
	private nextDouble = -1;
	private nextSingle = -1;

	constructor(
		private readonly reader: XmlReader,
		private readonly what: string,
	) {}

	push(chunk: string): void {
		const { reader } = this;
		const text = this.rest + this.withLineFeeds(chunk);
		this.nextDouble = this.nextSingle = -1;
		let at = 0;
		while (!reader.isDone) {
			const tag = text.indexOf('<', at);
			const end = tag === -1 ? endOfText(text, at) : tag;
			if (reader.wantsText && end > at) reader.text(decoded(text.slice(at, end)));
			at = end;
			if (tag === -1) break;
			const next = this.readMarkup(text, tag);
			if (next === -1) break;
			at = next;
		}
		if (reader.isDone) return;
		this.rest = text.slice(at);
		if (this.rest.length > LONGEST_TAG) {
			throw new UserError(`${this.what} is not as Excel writes it: it has an endless tag.`);
		}
	}

	/** Line ends as XML 1.0, section 2.11, wants them read: CR LF and a lone CR are LF. */
	private withLineFeeds(chunk: string): string {
		if (chunk === '') return chunk;
		const rest = this.afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
		this.afterReturn = chunk.endsWith('\r');
		return rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest;
	}

	/** Reads what begins with a < and returns where it ends, or -1 if the end is not at hand yet. */
	private readMarkup(text: string, at: number): number {
		const second = text.charCodeAt(at + 1);
		if (second === 0x21) return this.readDeclaration(text, at);
		if (second === 0x3f) return after(text, '?>', at);
		const end = this.endOfTag(text, at);
		if (end === -1) return -1;
		if (second === 0x2f) {
			this.reader.close(nameIn(text, at + 2, end));
			return end + 1;
		}
		const isEmpty = text.charCodeAt(end - 1) === 0x2f;
		const name = nameIn(text, at + 1, end);
		this.reader.open(name, text.slice(at + 1, isEmpty ? end - 1 : end));
		if (isEmpty) this.reader.close(name);
		return end + 1;
	}

	private readDeclaration(text: string, at: number): number {
		if (text.startsWith('<![CDATA[', at)) {
			const end = after(text, ']]>', at);
			if (end !== -1 && this.reader.wantsText) this.reader.text(text.slice(at + 9, end - 3));
			return end;
		}
		if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
		if (text.length - at < 9) return -1;
		throw new UserError(`${this.what} has a document type, which no workbook needs.`);
	}

	/** Where a tag's > is; one in an attribute's value is text. */
	private endOfTag(text: string, at: number): number {
		let end = text.indexOf('>', at);
		let from = at;
		while (end !== -1) {
			if (this.nextDouble < from) this.nextDouble = indexOrEnd(text, '"', from);
			if (this.nextSingle < from) this.nextSingle = indexOrEnd(text, "'", from);
			const opening = Math.min(this.nextDouble, this.nextSingle);
			if (opening > end) return end;
			const closing = text.indexOf(text[opening], opening + 1);
			if (closing === -1) return -1;
			from = closing + 1;
			if (closing > end) end = text.indexOf('>', from);
		}
		return -1;
	}
}

function after(text: string, mark: string, from: number): number {
	const index = text.indexOf(mark, from);
	return index === -1 ? -1 : index + mark.length;
}

function indexOrEnd(text: string, mark: string, from: number): number {
	const index = text.indexOf(mark, from);
	return index === -1 ? text.length : index;
}

/** Where text without an end yet may be cut without cutting an entity. */
function endOfText(text: string, from: number): number {
	const entity = text.lastIndexOf('&');
	const isOpen = entity >= from && text.length - entity < 16 && !text.includes(';', entity);
	return isOpen ? entity : text.length;
}

function nameIn(text: string, start: number, end: number): string {
	let from = start;
	let at = start;
	for (; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code === COLON) from = at + 1;
		else if (code <= SPACE || code === 0x2f) break;
	}
	return text.slice(from, at);
}

function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
		if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
		const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

/**
 * The value of an attribute, or undefined. Line breaks and tabs in it are blanks, unless they are
 * written as references (XML 1.0, section 3.3.3).
 *
 * @param name without prefix: `id` finds `r:id` too
 */
export function attributeOf(attributes: string, name: string): string | undefined {
	let at = 0;
	for (;;) {
		const equals = attributes.indexOf('=', at);
		if (equals === -1) return undefined;
		let start = equals + 1;
		while (attributes.charCodeAt(start) <= SPACE) start++;
		const quote = attributes[start];
		if (quote !== '"' && quote !== "'") return undefined;
		const end = attributes.indexOf(quote, start + 1);
		if (end === -1) return undefined;
		if (endsWithName(attributes, equals, name)) {
			const value = attributes.slice(start + 1, end);
			return /[&\t\n\r]/.test(value) ? decoded(value.replace(/[\t\n\r]/g, ' ')) : value;
		}
		at = end + 1;
	}
}

/** Whether the name before the = is this one, with or without a prefix. */
function endsWithName(attributes: string, equals: number, name: string): boolean {
	let end = equals;
	while (end > 0 && attributes.charCodeAt(end - 1) <= SPACE) end--;
	const start = end - name.length;
	if (start < 1 || !attributes.startsWith(name, start)) return false;
	const before = attributes.charCodeAt(start - 1);
	return before <= SPACE || before === COLON;
}
