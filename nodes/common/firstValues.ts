import { ContactSigns } from './contactValues';
import { CsvRecords, valueOf } from './csvRecords';

/** As many records are looked at, and as many values of each column. */
const MOST_RECORDS = 1000;
const MOST_VALUES = 100;
const MOST_BYTES = 8 * 1024 * 1024;

const PIECE_BYTES = 64 * 1024;

/**
 * Looks at the first values of each column of a CSV file while another reads it: up to a hundred with
 * more than blanks, among the first thousand records and 8 MiB. Keeps none of them.
 */
export class FirstValues {
	/** By the place of the column. */
	readonly signs: ContactSigns[] = [];

	private records = new CsvRecords(0);
	private isDone = false;

	/** The same chunks. Each is looked at when it was read, so that the reader finds what is wrong with it. */
	async *of(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		for await (const chunk of source) {
			yield chunk;
			for (let at = 0; at < chunk.length && !this.isDone; at += PIECE_BYTES) {
				this.records.add(chunk.subarray(at, at + PIECE_BYTES));
				this.look();
			}
		}
		if (this.isDone) return;
		this.records.close();
		this.look();
	}

	private look(): void {
		const { records, signs } = this;
		while (records.delimiter !== undefined && records.next()) {
			if (records.read === 1) {
				for (let nth = 0; nth < records.count; nth++) signs.push(new ContactSigns());
				continue;
			}
			const columns = Math.min(signs.length, records.count);
			for (let nth = 0; nth < columns; nth++) {
				if (signs[nth].values < MOST_VALUES) signs[nth].note(valueOf(records, nth));
			}
			if (records.read > MOST_RECORDS) break;
		}
		if (records.read <= MOST_RECORDS && records.size < MOST_BYTES) return;
		this.isDone = true;
		// Lets go of the bytes.
		this.records = new CsvRecords(0);
	}
}
