import * as fc from 'fast-check';

/**
 * How many files each property test generates. The suite uses 500; `GENERATED_FILES=10000` is for a
 * thorough check.
 */
export const GENERATED_FILES = Number(process.env.GENERATED_FILES ?? 500);
export const GENERATED_TIMEOUT_MS = 60_000 + 60 * GENERATED_FILES;

/** The bytes in chunks of these sizes, used in rotation. */
export async function* chunksOf(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
	let at = 0;
	for (let turn = 0; at < bytes.length; turn++) {
		const size = sizes[turn % sizes.length];
		yield bytes.subarray(at, at + size);
		at += size;
	}
}

export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const chunk of chunks) parts.push(Buffer.from(chunk));
	return Buffer.concat(parts);
}

export const anyChunkSizes = fc.array(fc.integer({ min: 1, max: 24 }), {
	minLength: 1,
	maxLength: 6,
});

/** Texts that need no quotes in a CSV, and others that do. */
export const anyText = fc.oneof(
	fc.string({ unit: fc.constantFrom('a', '7', ' ', 'é', '名', '🧝', "'"), maxLength: 6 }),
	fc.string({
		unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '|', '\n', '\r', '\ufeff'),
		maxLength: 6,
	}),
);

export const anyHeader = fc
	.uniqueArray(anyText, { minLength: 1, maxLength: 5 })
	.filter((names) => names.every((name) => name.trim() !== '') && !isBlankRecord(names, ',;\t|'));

/**
 * Whether values have nothing but blanks, quotes and delimiters, so that their record does not
 * count.
 */
export function isBlankRecord(values: string[], delimiters: string): boolean {
	const rest = values.join('').replace(/[\s\p{Cc}\p{Cf}"]/gu, '');
	return [...rest].every((character) => delimiters.includes(character));
}

export interface CsvStyle {
	delimiter: ',' | ';' | '\t' | '|';
	lineEnd: '\n' | '\r\n' | '\r';
	bom: boolean;
	/** The lines preceded by an empty one. */
	emptyLines: number[];
	/** Lines of the delimiter (`D`), blanks and quotes, and the lines that they precede. */
	blankLines: Array<[place: number, line: string]>;
	lastLineEnds: number;
	/** 0x1A and what follows it, and how many of the last line ends precede it. */
	endSign: { text: string; at: number };
}

export const anyStyle: fc.Arbitrary<CsvStyle> = fc.record({
	delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
	lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
	bom: fc.boolean(),
	emptyLines: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
	blankLines: fc.array(
		fc.tuple(
			fc.nat({ max: 9 }),
			fc.constantFrom(
				'D',
				'DD',
				' ',
				'D""D',
				'""',
				'" D\n"D',
				'\u00a0D\t',
				'\u200b',
				'""""',
				'"D"',
			),
		),
		{ maxLength: 2 },
	),
	lastLineEnds: fc.nat({ max: 3 }),
	endSign: fc.record({
		text: fc.constantFrom('', '', '\x1a', '\x1a\x1a', '\x1a \t', '\x1a\x1a '),
		at: fc.nat({ max: 3 }),
	}),
});

export interface Cell {
	value: string;
	quoted: boolean;
}

/** A value as the file holds it, quoted if necessary or if the test wants it. */
export function written({ value, quoted }: Cell): string {
	const isQuoted = quoted || /[",;|\t\r\n\ufeff]/.test(value);
	return isQuoted ? `"${value.replace(/"/g, '""')}"` : value;
}

/** 0x1A and what may follow it at the end of a record. */
const END_SIGN = '\x1a';
export const endSigns = new RegExp(`${END_SIGN}[${END_SIGN} \\t]*(?=[\\r\\n]|$)`, 'g');

export function csvBytes(lines: string[][], style: CsvStyle): Buffer {
	const { delimiter, lineEnd, bom, emptyLines, blankLines, lastLineEnds, endSign } = style;
	const texts = lines.map((values) => values.join(delimiter));
	for (const place of emptyLines) texts.splice(place, 0, '');
	for (const [place, line] of blankLines) texts.splice(place, 0, line.replaceAll('D', delimiter));
	const ends = Array<string>(lastLineEnds).fill(lineEnd);
	// A character after the header would become part of its last name.
	if (lines.length > 1) ends.splice(endSign.at, 0, endSign.text.replaceAll(delimiter, ' '));
	return Buffer.from((bom ? '\ufeff' : '') + texts.join(lineEnd) + ends.join(''));
}
