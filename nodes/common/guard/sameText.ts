import { comparedName } from '../ground/names';

/** HTML's named signs; accented letters are derived from their names. */
const ENTITIES = new Map(
	[
		'amp& apos\' gt> lt< quot" nbsp\u00A0 szligß aeligæ oslashø laquo« raquo» ndash– mdash—',
		'lsquo‘ rsquo’ ldquo“ rdquo” bdquo„ hellip… bull• middot· times× deg° copy© reg® trade™',
		'euro€ pound£ yen¥ cent¢ sect§',
	]
		.flatMap((line) => line.split(' '))
		.map((entity) => [entity.slice(0, -1), entity.slice(-1)]),
);

const ACCENTS = new Map([
	['acute', '\u0301'],
	['caron', '\u030C'],
	['cedil', '\u0327'],
	['circ', '\u0302'],
	['grave', '\u0300'],
	['ring', '\u030A'],
	['tilde', '\u0303'],
	['uml', '\u0308'],
]);

/** Unicode's largest code point. */
const LAST_CODE_POINT = 0x10ffff;

/** Decodes HTML's way of writing signs: `&#39;`, `&nbsp;`, `&eacute;`. */
function withoutEntities(text: string): string {
	return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (entity, name: string) => {
		if (name.startsWith('#')) {
			const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
			return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity;
		}
		const accent = ACCENTS.get(name.slice(1));
		if (accent !== undefined) return `${name[0]}${accent}`.normalize('NFC');
		return ENTITIES.get(name) ?? entity;
	});
}

/** Decodes percent signs; one that encodes nothing stays. */
function withoutPercents(text: string): string {
	return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			return run;
		}
	});
}

/**
 * A text by its meaning: without invisible signs and without its encoding. An address may come back
 * with its macros in braces encoded or not, a blank as `+` or `%20`, and a bare host with or without
 * its slash.
 */
export function plainText(text: string): string {
	const plain = withoutEntities(text);
	const [, scheme, host, rest] = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(plain.trim()) ?? [];
	if (scheme === undefined) return comparedName(plain);
	const path = /^\/?(?=$|[?#])/.test(rest) ? rest.replace(/^\//, '') : rest;
	const address = `${scheme}://${withoutPercents(host)}`.toLowerCase();
	const usual = address.replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2');
	return `${usual}${withoutPercents(path).replaceAll('+', ' ')}`;
}
