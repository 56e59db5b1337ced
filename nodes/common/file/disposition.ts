/** A parameter of a header: `; name=token`, `; name="text"`, with blanks where they may be. */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;"]*))/gs;

/** `UTF-8'en'%e2%82%ac`: character set, language, text (RFC 8187, section 3.2.1). */
const EXTENDED = /^([^']*)'[^']*'(.*)$/s;

/** What turns the direction of writing, so that "gpj.exe" is shown as "exe.jpg". */
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Bytes as text; undefined where they are none. HTTP hands out each byte as one character. */
function fromBytes(bytes: string, charset: string): string | undefined {
	try {
		const decoder = new TextDecoder(charset, { fatal: true });
		return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
	} catch {
		return undefined;
	}
}

/** The text of `filename*`; undefined where it is malformed, and then counts for nothing. */
function extended(value: string): string | undefined {
	const [, charset, text] = EXTENDED.exec(value) ?? [];
	if (text === undefined || /%(?![\da-f]{2})/i.test(text)) return undefined;
	const bytes = text.replace(/%(..)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return fromBytes(bytes, charset);
}

/** The text of `filename`: Latin-1 by the RFC, UTF-8 from many servers. */
function plain(value: string): string {
	return /[^\0-\xff]/.test(value) ? value : (fromBytes(value, 'utf-8') ?? value);
}

/**
 * The name of a file in the header Content-Disposition (RFC 6266): `filename*` before `filename`,
 * whatever their order. It may be a path still, as {@link nameOfFile} takes it.
 *
 * @returns '' where there is none
 */
export function dispositionName(disposition: unknown): string {
	if (typeof disposition !== 'string') return '';
	const found = new Map<string, string>();
	// Without a type in front, which some servers forget.
	const header = /^\s*[^\s=;"]+\s*=/.test(disposition) ? `;${disposition}` : disposition;
	for (const [, name, quoted, token = ''] of header.matchAll(PARAMETER)) {
		const key = name.toLowerCase();
		// The first counts: a second one is none by the RFC. A backslash is most often part of a path.
		if (!found.has(key)) found.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? token);
	}
	const better = extended(found.get('filename*') ?? '');
	const name = better ?? plain(found.get('filename') ?? '');
	return name.replace(DIRECTIONS, '');
}
