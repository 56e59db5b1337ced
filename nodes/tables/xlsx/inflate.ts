import { UserError } from 'n8n-workflow';

/**
 * Undoes DEFLATE (RFC 1951) as the bytes arrive. Memory use stays at a few MiB as long as each chunk
 * is used up at once; a caller that waits between chunks makes Node.js queue up to 256 MiB.
 *
 * @param what how messages refer to the data
 * @throws UserError if the data are damaged; errors of the source unchanged
 */
export async function* inflate(
	source: AsyncIterable<Uint8Array>,
	what: string,
): AsyncGenerator<Uint8Array> {
	const { readable, writable } = new DecompressionStream('deflate-raw');
	const reader = readable.getReader();
	const writer = writable.getWriter();
	const input = source[Symbol.asyncIterator]();
	let failure: { reason: unknown } | undefined;

	// Not by pipeThrough: Node.js would count chunks instead of bytes and take in thousands of them.
	const feed = async (): Promise<void> => {
		for (;;) {
			const step = await input.next().catch((reason: unknown) => {
				failure = { reason };
				throw reason;
			});
			if (step.done === true) break;
			await writer.write(step.value as BufferSource);
		}
		await writer.close();
	};
	feed().catch(async (reason: unknown) => await writer.abort(reason).catch(() => undefined));

	try {
		for (;;) {
			const step = await reader.read().catch((): never => {
				throw failure === undefined ? new UserError(`${what} is damaged.`) : failure.reason;
			});
			if (step.done) return;
			yield step.value as Uint8Array;
		}
	} finally {
		await reader.cancel().catch(() => undefined);
		await input.return?.();
	}
}
