/** How an @ is written where it is part of a web address, of HTML or of a script. */
const AT_SIGNS = /%(?:25)*40|&(?:amp;)*(?:#0*64;?|#x0*40;?|commat;)|\\(?:u0040|x40|@)|@{2,}/gi;
/** "ada (at) example (dot) com", "ada at example dot com" */
const AT_IN_WORDS =
	/[\p{L}\p{N}][ ]?(?:[([{<][ ]?at[ ]?[)\]}>][ ]?[\p{L}\p{N}-]{1,100}(?:\.|[ ]?[([{]?dot)|[ ]at[ ][\p{L}\p{N}.-]{1,200}[ ][([{]?dot[)\]}]?[ ]\p{L})/iu;

/** Of `name@host.tld` what follows the @; to look at both sides at once takes quadratic time. */
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** A machine by its number (RFC 5321, 4.1.3). */
const MACHINE = /^(?:\[[\da-f.:]*(?:IPv6:)?[\da-f.:]+\]|\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))/i;
const MOST_HOST_CHARACTERS = 255;
/** Ends no name: what stands before "@ada", which is an account of a social network. */
const NO_NAME = /[\s@/\\([{<>,;:|=!?"'`]$/u;
/** `"ada lovelace"` (RFC 5321, 4.1.2) */
const QUOTED_NAME = /(?:^|[\s<,;:(])"[^"]{1,64}"$/;
/** Known well enough to tell "ada @example.com" from "ask @ada.lovelace". */
const KNOWN_END =
	/\.(?:com|org|net|edu|gov|mil|info|biz|io|uk|us|de|fr|es|it|nl|ca|au|mx|br|in|eu|ch|at|example)$/i;

function isHost(text: string): boolean {
	if (MACHINE.test(text)) return true;
	// "2@1.50" is a price.
	return /\p{L}/u.test(HOST.exec(text)?.[0] ?? '');
}

/** Whether a name ends before the @, as far as the signs right before it tell. */
function endsName(text: string, at: number): boolean {
	if (at === 0) return false;
	const before = text.slice(Math.max(0, at - 70), at);
	return !NO_NAME.test(before) || /[\p{L}\p{N}]'$/u.test(before) || QUOTED_NAME.test(before);
}

/** "ada @ example.com", "ada @example.com" and nothing else; "ada@ example.com" among words too. */
function isSpaced(text: string, at: number): boolean {
	const host = text.slice(at + 1, at + 1 + MOST_HOST_CHARACTERS).trimStart();
	const isSpacedBehind = text[at + 1] === ' ';
	if (isSpacedBehind && endsName(text, at)) return isHost(host);
	const isAlone = /^[^\s@]+ $/.test(text.slice(0, at)) && HOST.exec(host)?.[0] === host;
	return isAlone && isHost(host) && (isSpacedBehind || KNOWN_END.test(host));
}

/** What is hashed as an address: also one whose host has no dot. */
function isAddress(text: string): boolean {
	if (!/^[^\s@]+@[^\s@]+$/.test(text) || text.includes('://')) return false;
	const at = text.indexOf('@');
	return endsName(text, at) && /\p{L}/u.test(text.slice(at));
}

/** Whether a text, which has to be as `visibleText` makes it, is or holds an e-mail address. */
export function hasAddress(given: string): boolean {
	const text = given.replace(AT_SIGNS, '@');
	if (isAddress(text) || AT_IN_WORDS.test(text)) return true;
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		const host = text.slice(at + 1, at + 1 + MOST_HOST_CHARACTERS);
		if ((endsName(text, at) && isHost(host)) || isSpaced(text, at)) return true;
	}
	return false;
}
