import { UserError } from 'n8n-workflow';

/**
 * Undoes DEFLATE (RFC 1951) while the bytes come in; memory stays at a few hundred KiB.
 *
 * @param what what messages call the data
 * @throws UserError when the data are damaged; an error of the source as it is
 */
export async function* inflate(
	source: AsyncIterable<Uint8Array>,
	what: string,
): AsyncGenerator<Uint8Array> {
	const input = source[Symbol.asyncIterator]();
	let failure: { reason: unknown } | undefined;
	const compressed = new ReadableStream<BufferSource>(
		{
			async pull(controller) {
				const step = await input.next().catch((reason: unknown) => {
					failure = { reason };
					throw reason;
				});
				if (step.done === true) controller.close();
				else controller.enqueue(step.value as BufferSource);
			},
		},
		{ highWaterMark: 0 },
	);
	const reader = compressed.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
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
