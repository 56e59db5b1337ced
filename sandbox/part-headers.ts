/** The headers of one part of a multipart body, as they were sent. */
export interface PartHeaders {
	name: string;
	contentType?: string;
}

const MAX_HEAD = 64 * 1024;

/**
 * Reads the part headers of a multipart body as it streams past. busboy invents a Content-Type for a
 * part that has none, so only the bytes show what was really sent.
 */
export class PartHeaderScanner {
	readonly found: PartHeaders[] = [];
	private readonly delimiter: Buffer;
	// Replaces the line break that the first delimiter lacks.
	private pending: Buffer = Buffer.from('\r\n');
	private inHead = false;

	constructor(boundary: string) {
		this.delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
	}

	write(chunk: Buffer): void {
		this.pending = Buffer.concat([this.pending, chunk]);
		while (this.inHead ? this.readHead() : this.findDelimiter());
	}

	private findDelimiter(): boolean {
		const at = this.pending.indexOf(this.delimiter);
		if (at < 0) {
			// The end may hold the beginning of a delimiter that continues in the next chunk.
			const keep = Math.min(this.pending.length, this.delimiter.length - 1);
			this.pending = this.pending.subarray(this.pending.length - keep);
			return false;
		}
		this.pending = this.pending.subarray(at + this.delimiter.length);
		this.inHead = true;
		return true;
	}

	private readHead(): boolean {
		const end = this.pending.indexOf('\r\n\r\n');
		if (end < 0) {
			if (this.pending.length > MAX_HEAD) this.pending = this.pending.subarray(-4);
			return false;
		}
		const head = this.pending.subarray(0, end).toString('utf8');
		this.pending = this.pending.subarray(end + 4);
		this.inHead = false;
		const name = /^content-disposition:.*?[;\s]name="([^"]*)"/im.exec(head);
		const type = /^content-type:[ \t]*(.*?)[ \t]*$/im.exec(head);
		// busboy skips parts without a name; keeping the same count keeps the two in step.
		if (name) this.found.push({ name: name[1], ...(type ? { contentType: type[1] } : {}) });
		return true;
	}
}
