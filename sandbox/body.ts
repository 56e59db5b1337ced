import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { parseJson } from './json';
import { PartHeaderScanner } from './part-headers';
import { CsvScanner, type Table } from './csv';
import { readXlsx } from './xlsx';
import type { RecordedPart, RecordedRequest } from './types';

/**
 * How much of a body and of each part is kept; beyond that, bytes are counted and hashed, not stored.
 */
export const KEPT_BYTES = 8 * 1024 * 1024;
const MAX_FIELD = 64 * 1024 * 1024;

/** A recorded part with what else the rules need: whether it is a file, and its table. */
export interface ParsedPart extends RecordedPart {
	isFile: boolean;
	/** Of the whole part, as hexadecimal text. */
	sha1: string;
	/** Header, first records and record count of a .csv or .xlsx file. */
	table?: Table;
}

export interface ReadBody {
	parts: ParsedPart[];
	/** Why a multipart body could not be read; answered with 400. */
	problem?: string;
}

/** Keeps the first bytes of a stream, and the length and hash of all of it. */
class Digest {
	size = 0;
	private readonly kept: Buffer[] = [];
	private keptSize = 0;
	private readonly hash = createHash('sha256');
	private readonly shortHash = createHash('sha1');

	write(chunk: Buffer): void {
		this.size += chunk.length;
		this.hash.update(chunk);
		this.shortHash.update(chunk);
		if (this.keptSize >= KEPT_BYTES) return;
		const slice = chunk.subarray(0, KEPT_BYTES - this.keptSize);
		this.kept.push(slice);
		this.keptSize += slice.length;
	}

	content(): Buffer {
		return Buffer.concat(this.kept);
	}

	sha256(): string {
		return this.hash.digest('hex');
	}

	sha1(): string {
		return this.shortHash.digest('hex');
	}
}

/**
 * Reads a request's body to its end and writes its content into the record. Rejects if the client goes
 * away before the end.
 */
export async function readBody(req: IncomingMessage, record: RecordedRequest): Promise<ReadBody> {
	const whole = new Digest();
	const result: ReadBody = { parts: [] };
	const type = req.headers['content-type'] ?? '';
	const multipart = /^multipart\/form-data\b/i.test(type);
	const parsed = multipart ? parseMultipart(req, type, result) : Promise.resolve();
	await new Promise<void>((resolve, reject) => {
		req.on('data', (chunk: Buffer) => whole.write(chunk));
		req.on('end', resolve);
		req.on('error', reject);
		req.on('close', () => (req.complete ? resolve() : reject(new Error('aborted'))));
	});
	await parsed;
	record.body = whole.content();
	record.bodyLength = whole.size;
	if (multipart) record.parts = result.parts;
	else if (whole.size > 0) record.json = parseJson(record.body.toString('utf8'));
	return result;
}

function parseMultipart(req: IncomingMessage, type: string, result: ReadBody): Promise<void> {
	const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
	const scanner = new PartHeaderScanner(boundary?.[1] ?? boundary?.[2] ?? '');
	return new Promise((resolve) => {
		const fail = (error: unknown) => {
			result.problem = error instanceof Error ? error.message : String(error);
			// The rest is still read, so that the client gets the answer and not a broken pipe.
			req.unpipe();
			req.resume();
			resolve();
		};
		let parser: busboy.Busboy;
		try {
			parser = busboy({
				headers: req.headers,
				defParamCharset: 'utf8',
				limits: { fieldSize: MAX_FIELD, fieldNameSize: 1024 },
			});
		} catch (error) {
			return fail(error);
		}
		const pending: Array<Promise<void>> = [];
		parser.on('field', (name, value, info) => {
			const index = result.parts.length;
			const digest = new Digest();
			digest.write(Buffer.from(value, 'utf8'));
			result.parts.push(part(name, digest, false, scanner, index));
			if (info.valueTruncated) result.problem = `Part '${name}' is too long`;
		});
		parser.on('file', (name, stream, info) => {
			const index = result.parts.length;
			const digest = new Digest();
			const placeholder = part(name, new Digest(), true, scanner, index, info.filename);
			result.parts.push(placeholder);
			const csv = /\.csv$/i.test(info.filename ?? '') ? new CsvScanner() : undefined;
			stream.on('data', (chunk: Buffer) => {
				digest.write(chunk);
				csv?.write(chunk);
			});
			pending.push(
				new Promise((done) => {
					stream.on('close', () => {
						const ended = part(name, digest, true, scanner, index, info.filename);
						if (csv) ended.table = csv.end();
						if (/\.xlsx$/i.test(info.filename ?? '')) ended.table = readXlsx(ended.content);
						Object.assign(placeholder, ended);
						done();
					});
					stream.on('error', () => done());
				}),
			);
		});
		parser.on('error', fail);
		parser.on('close', () => {
			void Promise.all(pending).then(() => resolve());
		});
		req.on('data', (chunk: Buffer) => scanner.write(chunk));
		req.on('close', () => {
			// busboy waits forever for a body that broke off.
			if (!req.complete) parser.destroy();
		});
		req.pipe(parser);
	});
}

function part(
	name: string,
	digest: Digest,
	isFile: boolean,
	scanner: PartHeaderScanner,
	index: number,
	filename?: string,
): ParsedPart {
	const sent = scanner.found[index];
	return {
		name,
		...(filename === undefined ? {} : { filename }),
		...(sent?.contentType === undefined ? {} : { contentType: sent.contentType }),
		content: digest.content(),
		size: digest.size,
		sha256: digest.sha256(),
		sha1: digest.sha1(),
		isFile,
	};
}
