/** A header parameter: `; name=token` or `; name="text"`, with optional blanks. */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;"]*))/gs;

/** `UTF-8'en'%e2%82%ac`: character set, language, text (RFC 8187, section 3.2.1). */
const EXTENDED = /^([^']*)'[^']*'(.*)$/s;

/** Signs that reverse the direction of writing, so that "gpj.exe" is shown as "exe.jpg". */
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/**
 * Decodes bytes in a character set; undefined if they are not valid in it. HTTP hands out each byte as
 * one character.
 */
function fromBytes(bytes: string, charset: string): string | undefined {
	try {
		const decoder = new TextDecoder(charset, { fatal: true });
		return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
	} catch {
		return undefined;
	}
}

/** The text of `filename*`; undefined if it is malformed, since it is then ignored. */
function extended(value: string): string | undefined {
	const [, charset, text] = EXTENDED.exec(value) ?? [];
	if (text === undefined || /%(?![\da-f]{2})/i.test(text)) return undefined;
	const bytes = text.replace(/%(..)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return fromBytes(bytes, charset);
}

/** The text of `filename`: Latin-1 according to the RFC, but many servers send UTF-8. */
function plain(value: string): string {
	return /[^\0-\xff]/.test(value) ? value : (fromBytes(value, 'utf-8') ?? value);
}

/**
 * The file name in a Content-Disposition header (RFC 6266): `filename*` takes precedence over
 * `filename`, whatever their order. It may still be a path; {@link nameOfFile} copes with that.
 *
 * @returns '' if there is none
 */
export function dispositionName(disposition: unknown): string {
	if (typeof disposition !== 'string') return '';
	const found = new Map<string, string>();
	// Some servers forget the type in front.
	const header = /^\s*[^\s=;"]+\s*=/.test(disposition) ? `;${disposition}` : disposition;
	for (const [, name, quoted, token = ''] of header.matchAll(PARAMETER)) {
		const key = name.toLowerCase();
		// The first one counts: the RFC does not allow a second. A backslash is most often part of a
		// path.
		if (!found.has(key)) found.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? token);
	}
	const better = extended(found.get('filename*') ?? '');
	const name = better ?? plain(found.get('filename') ?? '');
	return name.replace(DIRECTIONS, '');
}
