/** Bytes in chunks of the given sizes, over and over; a `Buffer` is never copied. */
export async function* chunks(bytes: Uint8Array, sizes = [65_536]): AsyncGenerator<Uint8Array> {
	let at = 0;
	for (let turn = 0; at < bytes.length; turn++) {
		const size = sizes[turn % sizes.length];
		yield bytes.subarray(at, at + size);
		at += size;
	}
}
