import * as fc from 'fast-check';

/**
 * How many files each property test makes up. The suite takes 500; `GENERATED_FILES=10000` is for a
 * thorough look.
 */
export const GENERATED_FILES = Number(process.env.GENERATED_FILES ?? 500);
export const GENERATED_TIMEOUT_MS = 60_000 + 60 * GENERATED_FILES;

/** The bytes in chunks of these sizes, which are taken in turn. */
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

/** Texts that a CSV can hold as they are, and such that need quotes. */
export const anyText = fc.oneof(
	fc.string({ unit: fc.constantFrom('a', '7', ' ', 'é', '名', '🧝', "'"), maxLength: 6 }),
	fc.string({
		unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '|', '\n', '\r', '\ufeff'),
		maxLength: 6,
	}),
);

export const anyHeader = fc
	.uniqueArray(anyText, { minLength: 1, maxLength: 5 })
	.filter((names) => names.every((name) => name.trim() !== ''));

export interface CsvStyle {
	delimiter: ',' | ';' | '\t' | '|';
	lineEnd: '\n' | '\r\n' | '\r';
	bom: boolean;
	/** Before which lines an empty one stands. */
	emptyLines: number[];
	lastLineEnds: number;
}

export const anyStyle: fc.Arbitrary<CsvStyle> = fc.record({
	delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
	lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
	bom: fc.boolean(),
	emptyLines: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
	lastLineEnds: fc.nat({ max: 3 }),
});

export interface Cell {
	value: string;
	quoted: boolean;
}

/** What stands in the file for a value that is quoted where it must be, or because it shall be. */
export function written({ value, quoted }: Cell): string {
	const isQuoted = quoted || /[",;|\t\r\n\ufeff]/.test(value);
	return isQuoted ? `"${value.replace(/"/g, '""')}"` : value;
}

export function csvBytes(lines: string[][], style: CsvStyle): Buffer {
	const { delimiter, lineEnd, bom, emptyLines, lastLineEnds } = style;
	const texts = lines.map((values) => values.join(delimiter));
	for (const place of emptyLines) texts.splice(place, 0, '');
	return Buffer.from((bom ? '\ufeff' : '') + texts.join(lineEnd) + lineEnd.repeat(lastLineEnds));
}
