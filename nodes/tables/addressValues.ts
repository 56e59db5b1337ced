/** How an @ is written in a web address, in HTML or in a script. */
const AT_SIGNS = /%(?:25)*40|&(?:amp;)*(?:#0*64;?|#x0*40;?|commat;)|\\(?:u0040|x40|@)|@{2,}/gi;
/** "ada (at) example (dot) com", "ada at example dot com" */
const AT_IN_WORDS =
	/[\p{L}\p{N}][ ]?(?:[([{<][ ]?at[ ]?[)\]}>][ ]?[\p{L}\p{N}-]{1,100}(?:\.|[ ]?[([{]?dot)|[ ]at[ ][\p{L}\p{N}.-]{1,200}[ ][([{]?dot[)\]}]?[ ]\p{L})/iu;

/** What follows the @ in `name@host.tld`; looking at both sides at once would take quadratic time. */
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** A machine by its number (RFC 5321, 4.1.3). */
const MACHINE = /^(?:\[[\da-f.:]*(?:IPv6:)?[\da-f.:]+\]|\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))/i;
const MOST_HOST_CHARACTERS = 255;
/** No name ends like this: it is what precedes "@ada", an account on a social network. */
const NO_NAME = /[\s@/\\([{<>,;:|=!?"'`]$/u;
/** `"ada lovelace"` (RFC 5321, 4.1.2) */
const QUOTED_NAME = /(?:^|[\s<,;:(])"[^"]{1,64}"$/;
/** Endings well known enough to tell "ada @example.com" from "ask @ada.lovelace". */
const KNOWN_END =
	/\.(?:com|org|net|edu|gov|mil|info|biz|io|uk|us|de|fr|es|it|nl|ca|au|mx|br|in|eu|ch|at|example)$/i;

function isHost(text: string): boolean {
	if (MACHINE.test(text)) return true;
	// "2@1.50" is a price.
	return /\p{L}/u.test(HOST.exec(text)?.[0] ?? '');
}

/** Whether a name ends before the @, judging by the signs right before it. */
function endsName(text: string, at: number): boolean {
	if (at === 0) return false;
	const before = text.slice(Math.max(0, at - 70), at);
	return !NO_NAME.test(before) || /[\p{L}\p{N}]'$/u.test(before) || QUOTED_NAME.test(before);
}

/**
 * "ada @ example.com" and "ada @example.com" must be the whole text; "ada@ example.com" may stand
 * among words.
 */
function isSpaced(text: string, at: number): boolean {
	const host = text.slice(at + 1, at + 1 + MOST_HOST_CHARACTERS).trimStart();
	const isSpacedBehind = text[at + 1] === ' ';
	if (isSpacedBehind && endsName(text, at)) return isHost(host);
	const isAlone = /^[^\s@]+ $/.test(text.slice(0, at)) && HOST.exec(host)?.[0] === host;
	return isAlone && isHost(host) && (isSpacedBehind || KNOWN_END.test(host));
}

/** What would be hashed as an address, even if its host has no dot. */
function isAddress(text: string): boolean {
	if (!/^[^\s@]+@[^\s@]+$/.test(text) || text.includes('://')) return false;
	const at = text.indexOf('@');
	return endsName(text, at) && /\p{L}/u.test(text.slice(at));
}

/** Whether a text, as returned by `visibleText`, is or contains an e-mail address. */
export function hasAddress(given: string): boolean {
	const text = given.replace(AT_SIGNS, '@');
	if (isAddress(text) || AT_IN_WORDS.test(text)) return true;
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		const host = text.slice(at + 1, at + 1 + MOST_HOST_CHARACTERS);
		if ((endsName(text, at) && isHost(host)) || isSpaced(text, at)) return true;
	}
	return false;
}
