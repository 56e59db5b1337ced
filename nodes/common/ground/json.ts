/** A whole number that may be beyond 2^53 has at least 16 digits. */
const MANY_DIGITS = /\d{16}/;

/** The start of a string, or a number. */
const TOKEN = /"|-?\d[\d.eE+-]*/g;

/**
 * The position after the string that begins at `start`; the end of the text if the string does not
 * end.
 */
function afterString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
	return at + 1;
}

/** Puts quotes around whole numbers that JavaScript can't hold exactly. */
function quoteLargeNumbers(text: string): string {
	const parts: string[] = [];
	let done = 0;
	TOKEN.lastIndex = 0;
	for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
		const [token] = found;
		if (token === '"') {
			TOKEN.lastIndex = afterString(text, found.index);
		} else if (/^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))) {
			parts.push(text.slice(done, found.index), `"${token}"`);
			done = TOKEN.lastIndex;
		}
	}
	return parts.join('') + text.slice(done);
}

/**
 * Parses JSON as `JSON.parse` does, but whole numbers beyond 2^53 become text: as numbers they would
 * lose their last digits, and an ID would become that of something else.
 *
 * @throws SyntaxError for text that is not JSON
 */
export function parseJson(text: string): unknown {
	if (!MANY_DIGITS.test(text)) return JSON.parse(text);
	// For its error message: in the changed text the positions would be wrong.
	const parsed: unknown = JSON.parse(text);
	const quoted = quoteLargeNumbers(text);
	return quoted === text ? parsed : JSON.parse(quoted);
}

/** The content of an answer: its parsed JSON, or the text if it is not JSON. */
export function contentOf(body: unknown): unknown {
	if (typeof body !== 'string' || body === '') return body;
	try {
		return parseJson(body);
	} catch {
		return body;
	}
}
